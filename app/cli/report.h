#pragma once

#include "diff/difference/difference.h"
#include "diff/prove/lint.h"
#include "diff/prove/proof.h"

#include <map>
#include <string>

namespace schemawright {
struct Rehearsal;
}

namespace schemawright::cli {

/// The changes as text: one object a line, its details below, then the statements with hazards.
[[nodiscard]] std::string summaryText(const Difference& difference, const std::string& from, const std::string& to);
/// The same as JSON: changes, up, down, irreversible.
[[nodiscard]] std::string differenceJson(const Difference& difference, const std::string& from, const std::string& to);
/// "proved on PostgreSQL 17.5: up, down, up", or what failed.
[[nodiscard]] std::string proofText(const Proof& proof);
/// The same as JSON, with the claimed and observed effects of each statement.
[[nodiscard]] std::string proofJson(const Proof& proof);
/// The findings of lint: each statement with its locks and rules.
[[nodiscard]] std::string lintText(const std::vector<LintedStatement>& statements);
/// The same as JSON, including statements without findings.
[[nodiscard]] std::string lintJson(const std::vector<LintedStatement>& statements);
/// What each statement took, locked, rewrote and scanned. `titles`: of the revisions, by id.
[[nodiscard]] std::string rehearsalText(const Rehearsal& rehearsal, const std::map<std::string, std::string>& titles);
/// The same as JSON.
[[nodiscard]] std::string rehearsalJson(const Rehearsal& rehearsal);
/// "1 change", "3 changes".
[[nodiscard]] std::string counted(std::size_t count, std::string_view one, std::string_view several);
/// "0.12 s".
[[nodiscard]] std::string secondsText(double seconds);

} // namespace schemawright::cli
