#pragma once

#include "app/cli/run_log.h"
#include "diff/kinds/base/reading.h"
#include "diff/scratch/scratch.h"
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

/// The result of a verb: its exit status. Its output goes through the session.
using Outcome = Result<int>;

/// Options that most verbs share.
struct CommonOptions {
    std::string folder = ".";        ///< folder in which the project is searched
    std::string database;            ///< which of the project's databases
    std::vector<std::string> chosen; ///< which of them, for a verb that runs on several: names and patterns
    bool all = false;                ///< --all: on every one
    unsigned parallel = 1;           ///< how many at a time
    bool oneOfSeveral =
        false;       ///< this run is on one of several: it connects only to what the project says of this database
    std::string url; ///< the database to connect to
    std::string environment; ///< which environment of the project
    std::string scratchUrl;  ///< overrides the project's
    std::vector<std::string> schemas;
    std::vector<std::string> excludes;
    std::vector<std::string> ignore;
    bool trust = false; ///< --trust: what schemawright.toml asks for may be done, in this run
    bool json = false;
};

/// One run of the program: its streams, its options, and what it has opened. Not thread-safe.
class Session {
public:
    Session(std::ostream& out, std::ostream& err, std::stop_token stop);
    /// A part of a run, such as one of several databases, with streams of its own: it has the options and the project of `whole`, and shares its
    /// scratch server. Parts of one run may be used by different threads.
    Session(const Session& whole, std::ostream& out, std::ostream& err);
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;

    CommonOptions common;
    RunLog log;

    /// The project that contains the folder of --project, or the current folder.
    [[nodiscard]] Result<Project> project();
    /// The one database of the verb: --database, or the project's only one.
    [[nodiscard]] Result<DatabaseConfig> database();
    /// --database, in the project's order, or all. Errors: NotFound if nothing matches.
    [[nodiscard]] Result<std::vector<DatabaseConfig>> databases();
    /// Whether this request of schemawright.toml is trusted: by --trust, or by the user for this folder.
    [[nodiscard]] bool trusts(const ProjectRequest& request) const;
    /// The scope of the comparison: the options, else the project's (if it has been opened).
    [[nodiscard]] Scope scope() const;
    [[nodiscard]] Scope scope(const DatabaseConfig& database) const;

    /// Sets the preferred version of the scratch server. Call it before scratch().
    void preferMajor(int serverVersion);
    [[nodiscard]] Result<std::shared_ptr<ScratchServer>> scratch();
    /// The same with room for so many bytes (0: few): an embedded server of its own where they are many, which ends with its last owner.
    [[nodiscard]] Result<std::shared_ptr<ScratchServer>> scratch(std::uint64_t room);
    /// Which scratch server that would be, as a part of a cache's key; empty: the usual one.
    [[nodiscard]] std::string scratchWanted() const;

    [[nodiscard]] Task task();
    /// Adds to the answer, which is kept until the verb has succeeded, so that a failure leaves standard output empty.
    void answer(std::string_view text) { m_answer += text; }
    /// Writes a part of the answer at once.
    void show(std::string_view text);
    /// Progress and warnings, to standard error.
    void say(std::string_view line);
    /// Writes the answer; false if standard output cannot be written.
    [[nodiscard]] bool flush();

private:
    [[nodiscard]] std::string scratchUrl();

    std::ostream& m_out;
    std::stop_token m_stop;
    std::string m_answer;
    std::optional<Project> m_project;
    struct Scratch;
    std::shared_ptr<Scratch> m_scratch; ///< of all parts of the run
};

/// The text of a failure for standard error, and its exit status.
[[nodiscard]] std::string errorText(const Error& error);
[[nodiscard]] int exitStatus(const Error& error);

} // namespace schemawright::cli
