#include "diff/plan/value_edges.h"

#include "diff/kinds/table/row_type.h"
#include "diff/kinds/table/table.h"
#include "diff/plan/body_names.h"

#include <algorithm>
#include <map>
#include <set>

namespace schemawright {

namespace {

using StepId = std::uint32_t;

bool contains(const std::vector<ObjectKey>& keys, const ObjectKey& key)
{
    return std::ranges::find(keys, key) != keys.end();
}

/// The table and those that inherit from it, which are altered with it.
void addFamily(const Catalog& catalog, const ObjectKey& table, std::set<ObjectKey>& family)
{
    if (family.insert(table).second)
        for (const ObjectKey& child : tables::children(catalog, table))
            addFamily(catalog, child, family);
}

/// Tables, and the steps that add columns to them, change the types of columns, or the domains that columns have.
std::map<ObjectKey, std::vector<StepId>> stepsOfRowTypes(const Steps& steps, const Catalog& from)
{
    std::map<ObjectKey, std::vector<StepId>> changed;
    for (StepId id = 0; id < steps.size(); ++id) {
        const Step& step = steps[id];
        std::set<ObjectKey> tables;
        for (const ObjectKey& key : step.creates) {
            const ObjectKey table = keyOf(Kind::Table, key.schema, key.parent);
            if (key.kind == Kind::Column && from.find(table) && !contains(step.creates, table))
                tables.insert(table);
            else if (factsOf(key.kind).family == KindFacts::Family::Type && contains(step.drops, key))
                tables.merge(tables::tablesWithDomain(from, key));
        }
        std::set<ObjectKey> families;
        for (const ObjectKey& table : tables)
            addFamily(from, table, families);
        for (const ObjectKey& table : families)
            changed[table].push_back(id);
    }
    return changed;
}

/// What has values of a table's rows goes before a column of that changes its type, and comes back after. What is replaced in place is so after.
void addRowTypeEdges(const Steps& steps, const Catalog& from, const Catalog& to, StepEdges& edges)
{
    std::map<ObjectKey, std::vector<StepId>> usersBefore;
    std::map<ObjectKey, std::vector<StepId>> usersAfter;
    for (const auto& [table, alters] : stepsOfRowTypes(steps, from)) {
        for (const ObjectKey& user : tables::rowTypeUsers(from, table))
            std::ranges::copy(alters, std::back_inserter(usersBefore[user]));
        for (const ObjectKey& user : tables::rowTypeUsers(to, table))
            std::ranges::copy(alters, std::back_inserter(usersAfter[user]));
    }
    if (usersBefore.empty() && usersAfter.empty())
        return;
    for (StepId id = 0; id < steps.size(); ++id) {
        for (const ObjectKey& key : steps[id].drops)
            if (const auto found = usersBefore.find(key);
                found != usersBefore.end() && !contains(steps[id].creates, key))
                for (const StepId alters : found->second)
                    if (alters != id)
                        edges[id].push_back({.to = alters, .soft = true});
        for (const ObjectKey& key : steps[id].creates)
            if (const auto found = usersAfter.find(key); found != usersAfter.end())
                for (const StepId alters : found->second)
                    if (alters != id)
                        edges[alters].push_back({.to = id, .soft = true});
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

namespace {

/// A routine that goes makes way for those of its name, which a call might mean as well.
void addOverloadEdges(const Steps& steps, StepEdges& edges)
{
    std::map<std::pair<std::string, std::string>, std::vector<StepId>> gone;
    for (StepId id = 0; id < steps.size(); ++id)
        for (const ObjectKey& key : steps[id].drops)
            if (isRoutine(key.kind) && !contains(steps[id].creates, key))
                gone[{key.schema, key.name}].push_back(id);
    if (gone.empty())
        return;
    for (StepId id = 0; id < steps.size(); ++id)
        for (const ObjectKey& key : steps[id].creates)
            if (const auto found = gone.find({key.schema, key.name}); isRoutine(key.kind) && found != gone.end())
                for (const StepId drops : found->second)
                    if (drops != id)
                        edges[drops].push_back({.to = id, .soft = false, .guess = true});
}

} // namespace

void addValueEdges(const Steps& steps, const Catalog& from, const Catalog& to, StepEdges& edges)
{
    addRowTypeEdges(steps, from, to, edges);
    addBodyEdges(steps, to, edges);
    addOverloadEdges(steps, edges);
}

} // namespace schemawright
