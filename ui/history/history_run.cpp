#include "ui/history/history_run.h"

#include "diff/revision/revision_chain.h"
#include "diff/revision/revision_file.h"

#include <algorithm>

namespace schemawright {

RevisionState stateOf(const RevisionHistory& history, const Revision& revision)
{
    if (!history.tracking)
        return RevisionState::Unknown;
    if (history.tracking->pendingId == revision.id)
        return RevisionState::Interrupted;
    if (history.tracking->current == revision.id)
        return RevisionState::Current;
    // The chain is one line: what is before the current one is applied.
    const auto current = std::ranges::find(history.revisions, history.tracking->current, &Revision::id);
    const auto asked = std::ranges::find(history.revisions, revision.id, &Revision::id);
    return current != history.revisions.end() && asked < current ? RevisionState::Applied : RevisionState::NotApplied;
}

bool wasEdited(const RevisionHistory& history, const Revision& revision)
{
    if (!checksumMatches(revision))
        return true;
    if (!history.tracking)
        return false;
    const auto row = std::ranges::find(history.tracking->rows, revision.id, &Tracking::Row::id);
    return row != history.tracking->rows.end() && !row->checksum.empty() && row->checksum != revision.checksum;
}

Result<RevisionHistory> readHistory(const DatabaseConfig& database, const std::optional<ConnectionSpec>& spec,
                                    const Task& task)
{
    RevisionHistory history;
    Result<std::vector<Revision>> revisions = readRevisions(database);
    if (!revisions)
        return std::unexpected(revisions.error());
    history.revisions = std::move(*revisions);
    if (!spec)
        return history;
    Result<Connection> connection = Connection::open(*spec, task.stop);
    if (!connection)
        return std::unexpected(connection.error());
    Result<Tracking> tracking = readTracking(*connection, task.stop);
    if (!tracking)
        return std::unexpected(tracking.error());
    history.tracking = std::move(*tracking);
    return history;
}

Result<void> moveTo(const RevisionHistory& history, const std::string& id, const ConnectionSpec& spec,
                    const ApplyProgress& progress, const Task& task, const ApplyOptions& options)
{
    Result<Connection> connection = Connection::open(spec, task.stop);
    if (!connection)
        return std::unexpected(connection.error());
    const Result<std::string> current = currentRevision(*connection, task.stop);
    if (!current)
        return std::unexpected(current.error());
    if (!history.tracking || *current != history.tracking->current)
        return fail(ErrorCode::Conflict, "the database was changed to another revision meanwhile; nothing was run",
                    "refresh the history");
    const Result<std::vector<RevisionStep>> steps = pathBetween(history.revisions, *current, id);
    if (!steps)
        return std::unexpected(steps.error());
    return applySteps(*connection, *steps, progress, task, options);
}

} // namespace schemawright
