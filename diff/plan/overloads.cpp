#include "diff/plan/overloads.h"

#include "diff/kinds/base/kind_ops.h"
#include "model/sql.h"

#include <algorithm>

namespace schemawright {

bool dropAfterRenaming(const ObjectKey& routine, const Object& object, const PlanContext& context,
                       const std::function<bool(const ObjectKey&)>& staysInPlace, std::set<ObjectKey>& inOneGo,
                       Steps& steps)
{
    if (!isRoutine(routine.kind))
        return false;
    std::vector<ObjectKey> others;
    for (const Catalog::Entry& entry : context.to)
        if (isRoutine(entry.key->kind) && entry.key->schema == routine.schema && entry.key->name == routine.name)
            others.push_back(*entry.key);
    std::vector<ObjectKey> dependents = context.from.dependencies().on(routine);
    if (others.empty())
        return false;
    if (context.online)
        inOneGo.insert(dependents.begin(), dependents.end());
    std::erase_if(dependents, [&](const ObjectKey& each) { return !staysInPlace(each); });
    if (dependents.empty())
        return false;

    const KindOps& ops = *kindOps(routine.kind);
    ObjectKey interim = routine;
    interim.name = context.names.aside(routine);
    Step aside{.statements = {statement(routine, ops.rename(routine, object, interim.name), {})},
               .precedes = std::move(others),
               .outlives = {routine},
               .leaves = {routine}};
    std::ranges::move(dependents, std::back_inserter(aside.precedes));
    steps.push_back(std::move(aside));

    const std::size_t first = steps.size();
    ops.drop(routine, object, context, steps);
    for (Step& step : std::ranges::subrange(steps.begin() + static_cast<std::ptrdiff_t>(first), steps.end()))
        for (Statement& each : step.statements)
            if (each.sql == "DROP " + ops.identity(routine, object)) {
                each.sql = "DROP " + ops.identity(interim, object);
                step.joins.push_back(routine); // in the transaction in which it got the other name
            }
    return true;
}

} // namespace schemawright
