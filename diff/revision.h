#pragma once

#include "diff/difference.h"

#include <chrono>
#include <filesystem>
#include <functional>
#include <optional>

namespace schemawright {

/// A revision file: <id>_<slug>.sql. The format is described in docs/revision-format.md.
struct Revision {
    std::string id;                   ///< "0003"
    std::vector<std::string> parents; ///< ids; empty for the first
    std::string message;
    std::string created;   ///< ISO 8601, UTC; from SOURCE_DATE_EPOCH where that is set
    std::string proof;     ///< "up, down, up on PostgreSQL 17.5"; empty: not proved
    std::vector<Batch> up; ///< sql, transactional; the other facts of statements are not kept in the file
    std::vector<Batch> down;
    std::string checksum; ///< of up and down, as in the header
    std::filesystem::path path;
    std::string
        upText; ///< the up section as it stands in the file, at its lines; empty where it was not read from a file

    /// "0003 (add loyalty)": for messages.
    [[nodiscard]] std::string title() const;
};

/// The text of the file; `checksum` is computed.
[[nodiscard]] std::string revisionText(const Revision& revision);
/// Errors: Invalid and Sql, with file and line.
[[nodiscard]] Result<Revision> parseRevision(const SourceFile& file);
/// SHA-256 of the statements of up and down and of how they are grouped; comments and space between statements do not count.
[[nodiscard]] std::string revisionChecksum(const Revision& revision);
/// Whether the statements are those that the header's checksum was made of; false after an edit by hand.
[[nodiscard]] bool checksumMatches(const Revision& revision);
/// Every revision of the folder in order of the chain, which is one line. Errors: Invalid (a file that was edited after it was proved has
/// another checksum: that is reported by `checksumMatches`, not an error here), duplicate ids, a parent that is not there, two heads.
[[nodiscard]] Result<std::vector<Revision>> readRevisions(const DatabaseConfig& database);
/// Writes <id>_<slug>.sql after the head and fills in id (the next number, where it is empty), parents, created, path and checksum.
/// With `expectedHead` (empty: none), Conflict where somebody else has written a revision since. Safe against other processes.
[[nodiscard]] Result<Revision> writeRevision(const DatabaseConfig& database, Revision revision,
                                             const std::optional<std::string>& expectedHead = std::nullopt);
/// Rewrites the checksum and proof of the file's header to what the file now holds; the rest stays byte for byte.
[[nodiscard]] Result<Revision> updateProof(const Revision& revision, const std::string& proof);

/// `head`, `base`, an id or unique prefix of one, +N/-N from `current`, id+N: the id, empty for base.
[[nodiscard]] Result<std::string> resolveTarget(const std::vector<Revision>& revisions, std::string_view target,
                                                const std::string& current);

/// The catalog after the chain up to `id` (empty: none), replayed on the scratch server, cached by content.
[[nodiscard]] Result<Catalog> replayRevisions(const std::function<Result<std::shared_ptr<ScratchServer>>()>& scratch,
                                              const std::vector<Revision>& revisions, const std::string& id,
                                              const Scope& scope = {}, const Task& task = {});

/// Runs the revision's up, down and up after its chain on the scratch server, and compares, with rows in all tables: for a file that was written
/// or edited by hand. Rows that its statements take away are reported; they may be meant to.
[[nodiscard]] Result<Proof> proveRevision(ScratchServer& scratch, const std::vector<Revision>& revisions,
                                          const std::string& id, const Task& task = {});

/// One revision to run, in a direction.
struct RevisionStep {
    Revision revision;
    bool up = true;
};
[[nodiscard]] Result<std::vector<RevisionStep>> pathBetween(const std::vector<Revision>& revisions,
                                                            const std::string& fromId, const std::string& toId);
/// The offline script of these steps, tracking table included.
[[nodiscard]] std::string stepsScript(const std::vector<RevisionStep>& steps);

/// What apply tells while it runs.
struct ApplyEvent {
    enum class State { Started, Finished, Failed };
    std::size_t step = 0;      ///< index of the revision or batch
    std::size_t statement = 0; ///< index of the statement within the step
    std::string label;         ///< the statement's SQL, or the revision's id and message
    State state = State::Started;
    double seconds = 0;
};
using ApplyProgress = std::function<void(const ApplyEvent&)>;

/// What the tracking table schemawright.revisions says. It is made by the first upgrade and is never part of a catalog.
struct Tracking {
    struct Row {
        std::string id;
        std::string checksum; ///< of the revision as it was applied; empty where it was stamped
        std::string applied;  ///< ISO 8601, UTC
    };
    bool exists = false;
    std::string current;          ///< the revision that the database is at; empty: none
    std::vector<Row> rows;        ///< every applied revision that is known, by id
    std::string pendingId;        ///< a revision that was begun and not finished; empty: none
    bool pendingUp = true;        ///< in which direction
    std::size_t pendingBatch = 0; ///< the batch that was about to run: those before it are done
};
[[nodiscard]] Result<Tracking> readTracking(Connection& connection);
/// Which revision the database is at; empty: none.
[[nodiscard]] Result<std::string> currentRevision(Connection& connection);

struct ApplyOptions {
    std::chrono::milliseconds lockTimeout = std::chrono::seconds(30); ///< how long to wait for another runner
};
/// Runs the steps: one advisory lock for all (Conflict when another runner has it and keeps it, naming its process), a transaction per
/// revision with its row in the tracking table; a statement that cannot run in a transaction stands alone and is recorded as pending before
/// it runs, and a later call goes on there. On Cancel or error the running transaction is rolled back, revisions before it stay applied.
[[nodiscard]] Result<void> applySteps(Connection& connection, const std::vector<RevisionStep>& steps,
                                      const ApplyProgress& progress, const Task& task = {},
                                      const ApplyOptions& options = {});
/// Says, without running anything, that the database is at `id` (empty: at none).
[[nodiscard]] Result<void> stampRevision(Connection& connection, const std::string& id);
/// Runs a plan without revision (declarative apply), each batch in a transaction, under the same lock; refuses (Conflict) when the database
/// no longer has the catalog the plan was made for.
[[nodiscard]] Result<void> applyPlan(Connection& connection, const Plan& plan, const Scope& scope,
                                     const ApplyProgress& progress, const Task& task = {},
                                     const ApplyOptions& options = {});

} // namespace schemawright
