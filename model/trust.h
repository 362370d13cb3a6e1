#pragma once

#include "model/project.h"

#include <filesystem>
#include <string>
#include <vector>

namespace schemawright {

/// A request of schemawright.toml that acts outside the project's folder: it runs a program or connects to a server. A folder can
/// come from anyone, so none of it happens before the user has trusted that text in that folder.
struct ProjectRequest {
    enum class Kind {
        SecretCommand, ///< runs in /bin/sh
        ScratchUrl,    ///< a server that runs the project's SQL
        DatabaseUrl,   ///< the database of an environment
    };
    Kind kind = Kind::SecretCommand;
    std::string where; ///< "auth, environment production"; empty for scratch_url
    std::string text;  ///< as in the file

    /// The text on one line with all characters visible: control characters and those that change the direction of text are written as \n, \u202e...
    [[nodiscard]] std::string shown() const;
    bool operator==(const ProjectRequest&) const = default;
};

/// The requests of the environment, its secret_command first. A url of the form env:NAME is the user's and not in the list.
[[nodiscard]] std::vector<ProjectRequest> requestsOf(const DatabaseConfig& database, const Environment& environment);
/// The requests of the whole project, in the order of the file.
[[nodiscard]] std::vector<ProjectRequest> requestsOf(const ProjectConfig& config);
/// "secret_command", "scratch_url", "url": the key in schemawright.toml.
[[nodiscard]] std::string_view tomlKey(ProjectRequest::Kind kind);

/// What the user trusts: a file in the user's settings, never in a project. It contains, by folder, the texts that the user has accepted.
/// A changed text is not trusted. Used by the window and the command line.
class TrustFile {
public:
    TrustFile() = default; ///< trusts nothing
    explicit TrustFile(std::filesystem::path file) : m_file(std::move(file)) {}
    /// $XDG_CONFIG_HOME/schemawright/trusted.json, or the one in ~/.config. Without a home folder nothing is trusted.
    [[nodiscard]] static TrustFile ofUser();

    /// Whether the text is trusted in this project folder. A file that cannot be read trusts nothing.
    [[nodiscard]] bool trusts(const std::filesystem::path& root, const ProjectRequest& request) const;
    /// Those of the requests that are not trusted.
    [[nodiscard]] std::vector<ProjectRequest> untrusted(const std::filesystem::path& root,
                                                        const std::vector<ProjectRequest>& requests) const;
    /// Whether any text of the folder was trusted before. Then the untrusted ones have changed.
    [[nodiscard]] bool knows(const std::filesystem::path& root) const;
    /// Trusts exactly these from now on. Errors: Io, Permission; Invalid if the file is not a list of trusted folders.
    [[nodiscard]] Result<void> trust(const std::filesystem::path& root, const std::vector<ProjectRequest>& requests);
    /// Withdraws the trust in the folder.
    [[nodiscard]] Result<void> forget(const std::filesystem::path& root);

    [[nodiscard]] const std::filesystem::path& path() const { return m_file; }

private:
    std::filesystem::path m_file; ///< empty: there is no settings folder
};

} // namespace schemawright
