#pragma once

#include <map>
#include <string>
#include <vector>

namespace schemawright::test {

/// What became of pairs of schemas on one server.
struct VersionTally {
    int held = 0;
    std::vector<std::pair<std::string, std::string>> failed; ///< name and reason
    std::map<std::string, std::vector<std::string>>
        notPossible; ///< by the server's answer, the names of those that it does not take
};

/// A server: "18.4", and what was tried on it.
struct VersionRow {
    std::string version;
    VersionTally pairs;
    VersionTally cases;
    std::map<std::string, std::string> mainJob; ///< by the version that proved: what failed; empty: nothing did
};

/// The page docs/versions.md.
[[nodiscard]] std::string versionPage(const std::vector<VersionRow>& rows);

/// The same counts in a line for each server.
[[nodiscard]] std::string versionSummary(const std::vector<VersionRow>& rows);

} // namespace schemawright::test
