#pragma once

#include "diff/difference.h"

#include <filesystem>

namespace schemawright {

/// A revision file: <sequence>_<slug>.sql. The format is described in docs/revision-format.md.
struct Revision {
    std::string id;                    ///< "0003"
    std::vector<std::string> parents;  ///< ids; empty for the first
    std::string message;
    std::string created;               ///< ISO 8601, UTC; from SOURCE_DATE_EPOCH where that is set
    std::string proof;                 ///< "up, down, up on PostgreSQL 17.5"; empty: not proved
    std::vector<Batch> up;             ///< sql, transactional; the other facts of statements are not kept in the file
    std::vector<Batch> down;
    std::string checksum;              ///< of up and down, as in the header
    std::filesystem::path path;
};

/// The text of the file; `checksum` is computed.
[[nodiscard]] std::string revisionText(const Revision& revision);
[[nodiscard]] Result<Revision> parseRevision(const SourceFile& file);
/// Every revision of the folder in order of the chain. Errors: Invalid (a file that was edited after it was proved has another
/// checksum: that is reported by `checksumMatches`, not an error here), duplicate ids, a parent that is not there.
[[nodiscard]] Result<std::vector<Revision>> readRevisions(const DatabaseConfig& database);
[[nodiscard]] bool checksumMatches(const Revision& revision);
/// Writes <next sequence>_<slug>.sql and fills in id, parents, path and checksum.
[[nodiscard]] Result<Revision> writeRevision(const DatabaseConfig& database, Revision revision);

/// `head`, `base`, an id or unique prefix of one, +N/-N from `current`, id+N: the id, empty for base.
[[nodiscard]] Result<std::string> resolveTarget(const std::vector<Revision>& revisions, std::string_view target, const std::string& current);

/// The catalog after the chain up to `id` (empty: none), replayed on the scratch server, cached by content.
[[nodiscard]] Result<Catalog> replayRevisions(const std::function<Result<std::shared_ptr<ScratchServer>>()>& scratch,
                                              const std::vector<Revision>& revisions, const std::string& id, const Scope& scope = {},
                                              const Task& task = {});

/// One revision to run, in a direction.
struct RevisionStep {
    Revision revision;
    bool up = true;
};
[[nodiscard]] Result<std::vector<RevisionStep>> pathBetween(const std::vector<Revision>& revisions, const std::string& fromId, const std::string& toId);
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

/// The tracking table schemawright.revisions: which revision the database is at; empty: none.
[[nodiscard]] Result<std::string> currentRevision(Connection& connection);
/// Runs the steps: one advisory lock for all (Conflict when another runner has it and keeps it), a transaction per revision with
/// its row in the tracking table; a statement that cannot run in a transaction stands alone and is recorded as pending before it runs.
/// On Cancel or error the running transaction is rolled back, revisions before it stay applied.
[[nodiscard]] Result<void> applySteps(Connection& connection, const std::vector<RevisionStep>& steps, const ApplyProgress& progress,
                                      const Task& task = {});
[[nodiscard]] Result<void> stampRevision(Connection& connection, const std::string& id);
/// Runs a plan without revision (declarative apply), each batch in a transaction, under the same lock; refuses (Conflict) when the database
/// no longer has the catalog the plan was made for.
[[nodiscard]] Result<void> applyPlan(Connection& connection, const Plan& plan, const Scope& scope, const ApplyProgress& progress,
                                     const Task& task = {});

} // namespace schemawright
