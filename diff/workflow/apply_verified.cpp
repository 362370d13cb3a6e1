#include "diff/workflow/apply_verified.h"

#include "diff/read/read.h"
#include "diff/server/hash.h"

#include <algorithm>

namespace schemawright {

namespace {

/// Whether the tracking table says that the revision was applied, and not another one of its id.
Result<bool> isApplied(const Tracking& tracking, const Revision& revision)
{
    if (std::ranges::find(tracking.heads, revision.id) == tracking.heads.end() || !tracking.pendingId.empty())
        return false;
    const auto row = std::ranges::find(tracking.rows, revision.id, &Tracking::Row::id);
    if (row != tracking.rows.end() && !row->checksum.empty() && row->checksum != revision.checksum)
        return fail(ErrorCode::Conflict,
                    "the database is at a revision " + revision.id + " with other contents; nothing was applied",
                    "check whether another checkout has applied a revision of the same id");
    return true;
}

/// False where an earlier call had run it.
Result<bool> runRevision(Connection& connection, const ApplyRequest& request, const ApplyProgress& progress,
                         const Task& task)
{
    const Revision& revision = *request.revision;
    const auto tracking = readTracking(connection, request.options.tables);
    if (!tracking)
        return std::unexpected(tracking.error());
    const auto applied = isApplied(*tracking, revision);
    if (!applied || *applied)
        return applied ? Result<bool>(false) : std::unexpected(applied.error());
    if (auto unchanged = checkUnchanged(connection, request.difference, request.scope, request.options.tables, task);
        !unchanged)
        return std::unexpected(unchanged.error());
    if (auto done = applySteps(connection, {{revision, true}}, progress, task, request.options); !done)
        return std::unexpected(done.error());
    return true;
}

Result<bool> runPlan(Connection& connection, const ApplyRequest& request, const ApplyProgress& progress,
                     const Task& task)
{
    auto done = applyPlan(connection, request.difference.up, request.scope, progress, task, request.options);
    if (done)
        return true;
    if (done.error().code == ErrorCode::Conflict) {
        // No longer what the plan starts from: because it is what the plan leads to?
        const auto now = readCatalog(connection, request.scope, task);
        if (now && compare(now->catalog, request.difference.to).empty())
            return false;
    }
    return std::unexpected(done.error());
}

/// The database after all was run, on a connection of its own: what the statements set for theirs shall have no say.
Result<Reading> readBack(const ConnectionSpec& spec, const Scope& scope, const Task& task)
{
    task.tell("Reading the database again");
    auto after = readCatalog(spec, scope, task);
    if (after)
        return after;
    Error error = after.error();
    error.message = "the changes were applied, but the database could not be read afterwards: " + error.message;
    error.hint = "apply again; no statement runs twice";
    // Nobody shall take it for a run that was rolled back.
    if (error.code == ErrorCode::Cancelled)
        error.code = ErrorCode::NotProved;
    return std::unexpected(std::move(error));
}

} // namespace

Result<Tracking> checkUnchanged(Connection& connection, const Difference& difference, const Scope& scope,
                                const TrackingTables& tables, const Task& task)
{
    auto tracking = readTracking(connection, tables);
    if (!tracking || !tracking->pendingId.empty())
        return tracking;
    task.tell("Reading the database");
    const auto now = readCatalog(connection, scope, task);
    if (!now)
        return std::unexpected(now.error());
    if (catalogHash(now->catalog) != catalogHash(difference.from))
        return fail(ErrorCode::Conflict, "the database has changed since it was compared; nothing was applied",
                    "compare again");
    return tracking;
}

Result<Applied> applyVerified(const ConnectionSpec& spec, const ApplyRequest& request, const ApplyProgress& progress,
                              const Task& task)
{
    Applied applied;
    {
        auto connection = Connection::open(spec, task.stop);
        if (!connection)
            return std::unexpected(connection.error());
        const auto ran = request.revision ? runRevision(*connection, request, progress, task)
                                          : runPlan(*connection, request, progress, task);
        if (!ran)
            return std::unexpected(ran.error());
        applied.ran = *ran;
    }
    const auto after = readBack(spec, request.scope, task);
    if (!after)
        return std::unexpected(after.error());
    applied.remaining = compare(after->catalog, request.difference.to);
    return applied;
}

} // namespace schemawright
