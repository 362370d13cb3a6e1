#include "diff/difference/edit.h"

#include "diff/difference/rename.h"
#include "diff/plan/plan.h"
#include "diff/resolve/resolve.h"
#include "diff/resolve/run.h"

namespace schemawright {

Result<ResolvedEdit> resolveEdit(ScratchServer& scratch, const Catalog& resolved, const Catalog& edited,
                                 const std::vector<Rename>& renames, ObjectKey* errorOrigin, const Task& task)
{
    auto renamed = renameIn(scratch, resolved, renames, edited, task);
    if (!renamed)
        return std::unexpected(std::move(renamed.error()));
    auto plan = makePlan(*renamed, edited, {.moveRows = true}); // the scratch database has none
    if (!plan)
        return std::unexpected(std::move(plan.error()));
    if (plan->empty())
        return ResolvedEdit{std::move(*renamed)};
    if (auto ensured = scratch.ensure(clusterNamesOf(edited)); !ensured)
        return std::unexpected(std::move(ensured.error()));
    auto database = buildCatalog(scratch, *renamed, task);
    if (!database)
        return std::unexpected(std::move(database.error()));
    auto connection = database->connect();
    if (!connection)
        return std::unexpected(std::move(connection.error()));
    Statement failed;
    if (auto run = runOnScratch(*connection, *plan, task, &failed); !run) {
        if (errorOrigin)
            *errorOrigin = failed.origin;
        return std::unexpected(std::move(run.error()));
    }
    auto reading = readBack(*connection, {}, task);
    if (!reading)
        return std::unexpected(std::move(reading.error()));
    return ResolvedEdit{std::move(reading->catalog)};
}

} // namespace schemawright
