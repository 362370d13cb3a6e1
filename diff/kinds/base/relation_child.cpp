#include "diff/kinds/base/relation_child.h"

#include "model/sql.h"

#include <algorithm>
#include <utility>

namespace schemawright {

ObjectKey relationOf(const Catalog& catalog, const ObjectKey& child)
{
    const Catalog::Entry* entry = catalog.findRelation(child.schema, child.parent);
    return entry ? *entry->key : keyOf(Kind::Table, child.schema, child.parent);
}

std::string relationName(const ObjectKey& child)
{
    return quoteName(child.schema, child.parent);
}

std::string_view relationWord(const ObjectKey& relation)
{
    if (relation.kind == Kind::View)
        return "VIEW";
    return relation.kind == Kind::MaterializedView ? "MATERIALIZED VIEW" : "TABLE";
}

bool relationHasRows(const ObjectKey& child, const PlanContext& context)
{
    const Catalog::Entry* before = context.from.findRelation(child.schema, child.parent);
    return before && before->key->kind != Kind::View && !context.recreated.contains(*before->key);
}

LockMode indexOptionsLock(const std::vector<Option>& before, const std::vector<Option>& after)
{
    // reloptions.c: only these two are read without harm while others use the index.
    const auto harmless = [&](const Option& option, const std::vector<Option>& others) {
        return std::ranges::contains(others, option) || option.name == "fillfactor" ||
               option.name == "deduplicate_items";
    };
    return std::ranges::all_of(before, [&](const Option& option) { return harmless(option, after); }) &&
                   std::ranges::all_of(after, [&](const Option& option) { return harmless(option, before); })
               ? LockMode::ShareUpdateExclusive
               : LockMode::AccessExclusive;
}

Step creatingStep(const ObjectKey& key, std::vector<Statement> statements)
{
    Step step;
    step.statements = std::move(statements);
    step.creates = {key};
    return step;
}

Step alteringStep(const ObjectKey& key, std::vector<Statement> statements)
{
    Step step = creatingStep(key, std::move(statements));
    step.drops = {key};
    return step;
}

Step droppingStep(const ObjectKey& key, std::vector<Statement> statements)
{
    Step step;
    step.statements = std::move(statements);
    step.drops = {key};
    return step;
}

} // namespace schemawright
