#pragma once

#include "model/project.h"

#include <filesystem>
#include <string>
#include <vector>

namespace schemawright {

/// Something that schemawright.toml asks for and that reaches beyond the project's folder: it runs a program or connects to a server. A folder may
/// come from anybody, so none of it happens before a person has trusted that text in that folder.
struct ProjectRequest {
    enum class Kind {
        SecretCommand, ///< is run by /bin/sh
        ScratchUrl,    ///< a server that runs the project's SQL
        DatabaseUrl,   ///< a database that an environment names
    };
    Kind kind = Kind::SecretCommand;
    std::string where; ///< "auth, environment production"; empty for scratch_url
    std::string text;  ///< as it stands in the file

    /// The text on one line with every character to be seen: control characters and those that turn the direction of text are written as \n, \u202e...
    [[nodiscard]] std::string shown() const;
    bool operator==(const ProjectRequest&) const = default;
};

/// What the environment asks for, its secret_command first. A url of the form env:NAME is the user's own and is not in the list.
[[nodiscard]] std::vector<ProjectRequest> requestsOf(const DatabaseConfig& database, const Environment& environment);
/// What the whole project asks for, in the order of the file.
[[nodiscard]] std::vector<ProjectRequest> requestsOf(const ProjectConfig& config);
/// "secret_command", "scratch_url", "url": the key in schemawright.toml.
[[nodiscard]] std::string_view tomlKey(ProjectRequest::Kind kind);

/// What the user trusts: a file in the user's settings, never in a project. It holds, by folder, the texts that the user has seen and accepted;
/// a text that changes is not trusted. Used by the window and the command line.
class TrustFile {
public:
    TrustFile() = default; ///< trusts nothing
    explicit TrustFile(std::filesystem::path file) : m_file(std::move(file)) {}
    /// $XDG_CONFIG_HOME/schemawright/trusted.json, or that in ~/.config. Without a home there is none: nothing is trusted.
    [[nodiscard]] static TrustFile ofUser();

    /// Whether the text is trusted in this project folder. A file that cannot be read trusts nothing.
    [[nodiscard]] bool trusts(const std::filesystem::path& root, const ProjectRequest& request) const;
    /// Those of the requests that are not trusted.
    [[nodiscard]] std::vector<ProjectRequest> untrusted(const std::filesystem::path& root,
                                                        const std::vector<ProjectRequest>& requests) const;
    /// Whether any text of the folder was trusted before: then what is not trusted now has changed.
    [[nodiscard]] bool knows(const std::filesystem::path& root) const;
    /// Trusts exactly these from now on. Errors: Io, Permission; Invalid where the file holds something else.
    [[nodiscard]] Result<void> trust(const std::filesystem::path& root, const std::vector<ProjectRequest>& requests);
    /// Trusts nothing of the folder any more.
    [[nodiscard]] Result<void> forget(const std::filesystem::path& root);

    [[nodiscard]] const std::filesystem::path& path() const { return m_file; }

private:
    std::filesystem::path m_file; ///< empty: there is no place for one
};

} // namespace schemawright
