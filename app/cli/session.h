#pragma once

#include "diff/difference.h"
#include "diff/revision.h"
#include "model/project.h"
#include "model/trust.h"

#include <iosfwd>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace schemawright::cli {

/// Exit statuses of the program; see the manual of the command line.
enum Exit : int { Done = 0, Failed = 1, WrongUsage = 2, Different = 3 };

/// What a verb gives back: its exit status. What it has to say goes through the session.
using Outcome = Result<int>;

/// Options that most verbs share.
struct CommonOptions {
    std::string folder = "."; ///< where the project is looked for
    std::string database;     ///< which of the project's databases
    std::string url;          ///< the database to connect to
    std::string environment;  ///< which environment of the project
    std::string scratchUrl;   ///< overrides the project's
    std::vector<std::string> schemas;
    std::vector<std::string> excludes;
    std::vector<std::string> ignore;
    bool trust = false; ///< --trust: what schemawright.toml asks for may be done, in this run
    bool json = false;
};

/// One run of the program: its streams, what was asked, and what is opened on the way. Not for several threads.
class Session {
public:
    Session(std::ostream& out, std::ostream& err, std::stop_token stop);
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;

    CommonOptions common;

    /// The project that --project or the current folder is in.
    [[nodiscard]] Result<Project> project();
    /// The one database that the verb is about: --database, or the project's only one.
    [[nodiscard]] Result<DatabaseConfig> database();
    /// --database, or all.
    [[nodiscard]] Result<std::vector<DatabaseConfig>> databases();
    /// Whether what schemawright.toml asks for may be done: --trust, or the user trusts it in this folder.
    [[nodiscard]] bool trusts(const ProjectRequest& request) const;
    /// What is compared: the options, else what the project says (where it has been opened).
    [[nodiscard]] Scope scope() const;
    [[nodiscard]] Scope scope(const DatabaseConfig& database) const;

    /// Sets which server the scratch server should be like; before it is started.
    void preferMajor(int serverVersion);
    [[nodiscard]] Result<std::shared_ptr<ScratchServer>> scratch();

    [[nodiscard]] Task task() const;
    /// A part of the answer: kept until the verb has succeeded, so that a failure leaves standard output empty.
    void answer(std::string_view text) { m_answer += text; }
    /// A part of the answer that is shown at once.
    void show(std::string_view text);
    /// Progress and warnings, to standard error.
    void say(std::string_view line);
    /// Writes the answer out; false where standard output does not take it.
    [[nodiscard]] bool flush();

private:
    [[nodiscard]] std::string scratchUrl();

    std::ostream& m_out;
    std::ostream& m_err;
    std::stop_token m_stop;
    std::string m_answer;
    std::optional<Project> m_project;
    std::shared_ptr<ScratchServer> m_scratch;
    int m_preferredMajor = 0;
};

/// What a failure makes the program print on standard error, and its exit status.
[[nodiscard]] std::string errorText(const Error& error);
[[nodiscard]] int exitStatus(const Error& error);

} // namespace schemawright::cli
