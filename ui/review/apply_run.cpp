#include "ui/review/apply_run.h"

#include "diff/apply/tracking.h"
#include "diff/compare/compare.h"
#include "diff/read/read.h"
#include "diff/revision/revision_chain.h"
#include "diff/server/hash.h"

namespace schemawright {

Result<Revision> writeChosenRevision(const ApplyJob& job)
{
    Revision revision;
    revision.message = job.message;
    revision.proof = job.proof;
    revision.up = job.difference.up.batches;
    revision.down = job.difference.down.batches;
    return writeRevision(*job.database, std::move(revision));
}

Result<ApplyOutcome> runApply(const ApplyJob& job, const ApplyProgress& progress, const Task& task)
{
    ApplyOutcome outcome;
    Result<Connection> connection = Connection::open(job.spec);
    if (!connection)
        return std::unexpected(connection.error());
    task.tell("Reading the database");
    const Result<Reading> before = readCatalog(*connection, job.scope, task);
    if (!before)
        return std::unexpected(before.error());
    if (catalogHash(before->catalog) != catalogHash(job.difference.from))
        return fail(ErrorCode::Conflict, "the database has changed since it was compared; nothing was applied",
                    "compare again");
    if (!job.database) {
        if (const Result<void> done = applyPlan(*connection, job.difference.up, job.scope, progress, task); !done)
            return std::unexpected(done.error());
    } else {
        const Result<std::string> current = currentRevision(*connection);
        if (!current)
            return std::unexpected(current.error());
        const Result<std::vector<Revision>> existing = readRevisions(*job.database);
        if (!existing)
            return std::unexpected(existing.error());
        const std::string head = job.revision
                                     ? (job.revision->parents.empty() ? std::string() : job.revision->parents.front())
                                 : existing->empty() ? std::string()
                                                     : existing->back().id;
        if (*current != head)
            return fail(ErrorCode::Conflict,
                        current->empty() ? "the database is at base, but the project's head is revision " + head
                                         : "the database is at revision " + *current + ", but this change follows " +
                                               (head.empty() ? "base" : "revision " + head),
                        "upgrade or stamp the database to the head first");
        Revision revision;
        if (job.revision) {
            revision = *job.revision;
        } else {
            task.tell("Writing the revision");
            Result<Revision> written = writeChosenRevision(job);
            if (!written)
                return std::unexpected(written.error());
            revision = std::move(*written);
        }
        outcome.revision = revision;
        if (const Result<void> done = applySteps(*connection, {{revision, true}}, progress, task); !done)
            return std::unexpected(done.error());
    }
    task.tell("Reading the database again");
    const Result<Reading> after = readCatalog(*connection, job.scope, task);
    if (!after)
        return std::unexpected(after.error());
    outcome.remaining = static_cast<int>(compare(after->catalog, job.difference.to).size());
    return outcome;
}

} // namespace schemawright
