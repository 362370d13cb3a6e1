#include "diff/plan/value_edges.h"

#include "diff/kinds/table/row_type.h"
#include "diff/plan/body_names.h"

#include <algorithm>
#include <map>

namespace schemawright {

namespace {

using StepId = std::uint32_t;

/// The default, check or index of another table that has values of a table's rows goes before a column of that changes its type, and comes back
/// after.
void addRowTypeEdges(const Steps& steps, const Catalog& from, const Catalog& to, StepEdges& edges)
{
    std::map<ObjectKey, std::vector<StepId>> changed; // tables whose columns are altered in place
    for (StepId id = 0; id < steps.size(); ++id)
        for (const ObjectKey& key : steps[id].drops)
            if (key.kind == Kind::Column && std::ranges::contains(steps[id].creates, key))
                changed[keyOf(Kind::Table, key.schema, key.parent)].push_back(id);
    if (changed.empty())
        return;
    const auto connect = [&](const Catalog& catalog, const ObjectKey& key, auto&& add) {
        for (const ObjectKey& table : catalog.dependencies().of(key))
            if (const auto found = changed.find(table); found != changed.end() && tables::usesRowType(key, table))
                std::ranges::for_each(found->second, add);
    };
    for (StepId id = 0; id < steps.size(); ++id) {
        for (const ObjectKey& key : steps[id].drops)
            connect(from, key, [&](StepId alters) {
                if (alters != id)
                    edges[id].push_back({.to = alters, .soft = true});
            });
        for (const ObjectKey& key : steps[id].creates)
            connect(to, key, [&](StepId alters) {
                if (alters != id)
                    edges[alters].push_back({.to = id, .soft = true});
            });
    }
}

/// What is evaluated when it is made comes after what the bodies of the functions that it calls name.
void addBodyEdges(const Steps& steps, const Catalog& to, StepEdges& edges)
{
    BodyNames names(to);
    if (names.empty())
        return;
    std::map<ObjectKey, std::vector<StepId>> creators;
    for (StepId id = 0; id < steps.size(); ++id)
        for (const ObjectKey& key : steps[id].creates)
            creators[key].push_back(id);
    for (const auto& [key, makers] : creators)
        for (const ObjectKey& needed : names.neededBy(key))
            if (const auto found = creators.find(needed); found != creators.end())
                for (const StepId creator : found->second)
                    for (const StepId id : makers)
                        if (creator != id)
                            edges[creator].push_back({.to = id, .soft = false, .guess = true});
}

} // namespace

void addValueEdges(const Steps& steps, const Catalog& from, const Catalog& to, StepEdges& edges)
{
    addRowTypeEdges(steps, from, to, edges);
    addBodyEdges(steps, to, edges);
}

} // namespace schemawright
