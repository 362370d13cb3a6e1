#pragma once

#include "diff/difference/difference.h"

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
    std::string created;   ///< ISO 8601, UTC; from SOURCE_DATE_EPOCH if that is set
    std::string proof;     ///< "up, down, up on PostgreSQL 17.5"; empty: not proved
    std::vector<Batch> up; ///< sql, transactional; the file does not contain other facts of statements
    std::vector<Batch> down;
    std::string checksum; ///< of up and down, as in the header
    std::filesystem::path path;
    std::string upText; ///< the up section of the file, at its lines; empty if it was not read from a file

    /// "0003 (add loyalty)": for messages.
    [[nodiscard]] std::string title() const;
};

/// The text of the file; `checksum` is computed.
[[nodiscard]] std::string revisionText(const Revision& revision);
/// Errors: Invalid and Sql, with file and line.
[[nodiscard]] Result<Revision> parseRevision(const SourceFile& file);
/// SHA-256 of the statements of up and down and of their grouping; comments and white space between statements do not change it.
[[nodiscard]] std::string revisionChecksum(const Revision& revision);
/// Whether the statements match the header's checksum; false after an edit by hand.
[[nodiscard]] bool checksumMatches(const Revision& revision);
/// Every revision of the folder in the order of the chain, which is linear. Errors: Invalid, duplicate ids, a missing parent, two heads. An edited file
/// has another checksum, which `checksumMatches` reports; it is not an error here.
[[nodiscard]] Result<std::vector<Revision>> readRevisions(const DatabaseConfig& database);
/// Writes <id>_<slug>.sql after the head and fills in id (the next number, if it is empty), parents, created, path and checksum.
/// With `expectedHead` (empty: none), Conflict if another process has written a revision since. Safe against other processes.
[[nodiscard]] Result<Revision> writeRevision(const DatabaseConfig& database, Revision revision,
                                             const std::optional<std::string>& expectedHead = std::nullopt);
/// Updates the checksum and proof in the header to the contents of the file; everything else stays byte for byte.
[[nodiscard]] Result<Revision> updateProof(const Revision& revision, const std::string& proof);

/// Resolves `head`, `base`, an id or unique prefix, +N/-N from `current`, id+N. Returns the id; empty for base.
[[nodiscard]] Result<std::string> resolveTarget(const std::vector<Revision>& revisions, std::string_view target,
                                                const std::string& current);

/// The catalog after the chain up to `id` (empty: none), replayed on the scratch server, cached by content.
[[nodiscard]] Result<Catalog> replayRevisions(const std::function<Result<std::shared_ptr<ScratchServer>>()>& scratch,
                                              const std::vector<Revision>& revisions, const std::string& id,
                                              const Scope& scope = {}, const Task& task = {});

/// Runs the revision's up, down and up after its chain on the scratch server, and compares, with rows in all tables: for a hand-written
/// or edited file. Rows that its statements delete are reported and do not fail the proof.
[[nodiscard]] Result<Proof> proveRevision(ScratchServer& scratch, const std::vector<Revision>& revisions,
                                          const std::string& id, const Task& task = {});

/// One revision to run, in a direction.
struct RevisionStep {
    Revision revision;
    bool up = true;
};
[[nodiscard]] Result<std::vector<RevisionStep>> pathBetween(const std::vector<Revision>& revisions,
                                                            const std::string& fromId, const std::string& toId);
/// The script of these steps, with the tracking table.
[[nodiscard]] std::string stepsScript(const std::vector<RevisionStep>& steps);

/// An event of apply.
struct ApplyEvent {
    enum class State { Started, Finished, Failed };
    std::size_t step = 0;      ///< index of the revision or batch
    std::size_t statement = 0; ///< index of the statement within the step
    std::string label;         ///< the statement's SQL, or the revision's id and message
    State state = State::Started;
    double seconds = 0;
};
using ApplyProgress = std::function<void(const ApplyEvent&)>;

/// The contents of the tracking table schemawright.revisions. The first upgrade creates it; it is never part of a catalog.
struct Tracking {
    struct Row {
        std::string id;
        std::string checksum; ///< of the revision as it was applied; empty if it was stamped
        std::string applied;  ///< ISO 8601, UTC
    };
    bool exists = false;
    std::string current;          ///< the database's revision; empty: base
    std::vector<Row> rows;        ///< every applied revision, by id
    std::string pendingId;        ///< a revision that is only partly applied or reverted; empty: none
    bool pendingUp = true;        ///< in which direction
    std::size_t pendingBatch = 0; ///< the batch that was about to run; those before it are complete
};
[[nodiscard]] Result<Tracking> readTracking(Connection& connection);
/// The database's revision; empty: base.
[[nodiscard]] Result<std::string> currentRevision(Connection& connection);

struct ApplyOptions {
    std::chrono::milliseconds lockTimeout = std::chrono::seconds(30); ///< how long to wait for another run
};
/// Runs the steps: one advisory lock for all (Conflict if another run keeps it, with its process), a transaction per
/// revision with its row in the tracking table. A statement that cannot run inside a transaction block is recorded as pending before
/// it runs, and a later call continues there. On Cancel or error the running transaction is rolled back; earlier revisions remain applied.
[[nodiscard]] Result<void> applySteps(Connection& connection, const std::vector<RevisionStep>& steps,
                                      const ApplyProgress& progress, const Task& task = {},
                                      const ApplyOptions& options = {});
/// Marks the database as being at `id` (empty: base), without running anything.
[[nodiscard]] Result<void> stampRevision(Connection& connection, const std::string& id);
/// Runs a plan without a revision (declarative apply), each batch in a transaction, under the same lock. Errors: Conflict if the database
/// no longer has the catalog for which the plan was made.
[[nodiscard]] Result<void> applyPlan(Connection& connection, const Plan& plan, const Scope& scope,
                                     const ApplyProgress& progress, const Task& task = {},
                                     const ApplyOptions& options = {});

} // namespace schemawright
