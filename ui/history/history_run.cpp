#include "ui/history/history_run.h"

#include "diff/revision/revision_chain.h"
#include "diff/revision/revision_file.h"
#include "diff/revision/revision_graph.h"

#include <algorithm>

namespace schemawright {

RevisionState stateOf(const RevisionHistory& history, const Revision& revision)
{
    if (!history.tracking)
        return RevisionState::Unknown;
    if (history.tracking->pendingId == revision.id)
        return RevisionState::Interrupted;
    if (std::ranges::contains(history.tracking->heads, revision.id))
        return RevisionState::Current;
    return history.applied.ids.contains(revision.id) ? RevisionState::Applied : RevisionState::NotApplied;
}

bool wasEdited(const RevisionHistory& history, const Revision& revision)
{
    return !checksumMatches(revision) ||
           std::ranges::contains(history.applied.edited, revision.id, &AppliedRevisions::Edited::id);
}

Result<RevisionHistory> readHistory(const DatabaseConfig& database, const std::optional<ConnectionSpec>& spec,
                                    const Task& task)
{
    RevisionHistory history;
    Result<std::vector<Revision>> revisions = readRevisions(database);
    if (!revisions)
        return std::unexpected(revisions.error());
    history.revisions = std::move(*revisions);
    history.tables = {database.trackingSchema};
    if (!spec)
        return history;
    Result<Connection> connection = Connection::open(*spec, task.stop);
    if (!connection)
        return std::unexpected(connection.error());
    Result<Tracking> tracking = readTracking(*connection, history.tables, task.stop);
    if (!tracking)
        return std::unexpected(tracking.error());
    history.applied = appliedOf(history.revisions, *tracking);
    history.tracking = std::move(*tracking);
    return history;
}

Result<std::vector<RevisionStep>> wayTo(const RevisionHistory& history, const std::string& id)
{
    if (const Result<void> intact = requireIntact(history.revisions, history.applied); !intact)
        return std::unexpected(intact.error());
    return pathFromHeads(history.revisions, history.tracking ? history.tracking->heads : std::vector<std::string>{},
                         id);
}

Result<void> moveTo(const RevisionHistory& history, const std::string& id, const ConnectionSpec& spec,
                    const ApplyProgress& progress, const Task& task, const ApplyOptions& options)
{
    Result<Connection> connection = Connection::open(spec, task.stop);
    if (!connection)
        return std::unexpected(connection.error());
    const Result<Tracking> now = readTracking(*connection, history.tables, task.stop);
    if (!now)
        return std::unexpected(now.error());
    if (!history.tracking || now->heads != history.tracking->heads)
        return fail(ErrorCode::Conflict, "the database was changed to another revision meanwhile; nothing was run",
                    "refresh the history");
    const Result<std::vector<RevisionStep>> steps = wayTo(history, id);
    if (!steps)
        return std::unexpected(steps.error());
    ApplyOptions all = options;
    all.tables = history.tables;
    return applySteps(*connection, *steps, progress, task, all);
}

} // namespace schemawright
