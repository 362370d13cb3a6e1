#include "model/kinds/rule.h"

#include "diff/kinds/base/firing.h"
#include "diff/kinds/base/kind_ops.h"
#include "diff/kinds/base/query_text.h"
#include "diff/kinds/base/relation_child.h"
#include "model/sql.h"

#include <format>

namespace schemawright {

namespace {

constexpr std::string_view createWord = "CREATE RULE ";

std::string identity(const ObjectKey& key, const Object&)
{
    return std::format("RULE {} ON {}", quoteIdent(key.name), relationName(key));
}

constexpr std::string_view query = R"(
select r.oid, r.ev_class, r.rulename, r.ev_enabled, pg_catalog.pg_get_ruledef(r.oid)
from pg_catalog.pg_rewrite r
where r.rulename <> '_RETURN' and r.oid >= 16384
order by r.oid)";

Result<void> read(Reader& reader)
{
    auto rows = reader.query(query);
    if (!rows)
        return std::unexpected(std::move(rows.error()));
    for (std::size_t i = 0; i < rows->size(); ++i) {
        const std::uint32_t oid = rows->oid(i, 0);
        const ObjectKey* relation = reader.keyOf(ClassId::Relation, rows->oid(i, 1));
        if (!relation || reader.ownedByExtension(ClassId::Rewrite, oid))
            continue;
        const ObjectKey key = childKey(Kind::Rule, relation->schema, relation->name, rows->text(i, 2));
        std::string definition = repeatableQuery(rows->view(i, 4));
        if (definition.ends_with(';'))
            definition.pop_back();
        reader.add(ClassId::Rewrite, oid, key,
                   {Rule{std::move(definition), enabledOf(rows->view(i, 3))},
                    reader.attributes(ClassId::Rewrite, oid, 0, {}, true, 0)});
    }
    return {};
}

Statement ruleStatement(const ObjectKey& key, const Catalog& catalog, std::string sql)
{
    return statement(key, std::move(sql), {{LockMode::AccessExclusive, relationOf(catalog, key)}});
}

Statement enableStatement(const ObjectKey& key, TriggerEnabled enabled, const Catalog& catalog)
{
    const std::string_view action = enableWords(enabled);
    return ruleStatement(key, catalog,
                         std::format("ALTER TABLE {} {} RULE {}", relationName(key), action, quoteIdent(key.name)));
}

void create(const ObjectKey& key, const Object& object, const PlanContext& context, Steps& steps)
{
    const Rule& rule = *object.as<Rule>();
    Step step = creatingStep(key, {ruleStatement(key, context.to, rule.definition)});
    if (rule.enabled != TriggerEnabled::Origin)
        step.statements.push_back(enableStatement(key, rule.enabled, context.to));
    steps.push_back(std::move(step));
}

/// CREATE OR REPLACE RULE changes everything but whether it is enabled.
std::vector<ObjectKey> invalidates(const ObjectKey&, const Object&, const Object&, const PlanContext&)
{
    return {};
}

Result<void> alter(const ObjectKey& key, const Object& objectBefore, const Object& objectAfter,
                   const PlanContext& context, Steps& steps)
{
    const Rule& before = *objectBefore.as<Rule>();
    const Rule& after = *objectAfter.as<Rule>();
    Step step = alteringStep(key, {});
    if (!sameQuery(before.definition, after.definition))
        step.statements.push_back(
            ruleStatement(key, context.to, "CREATE OR REPLACE RULE " + after.definition.substr(createWord.size())));
    if (before.enabled != after.enabled)
        step.statements.push_back(enableStatement(key, after.enabled, context.to));
    steps.push_back(std::move(step));
    return {};
}

void drop(const ObjectKey& key, const Object& object, const PlanContext& context, Steps& steps)
{
    steps.push_back(droppingStep(key, {ruleStatement(key, context.from, "DROP " + identity(key, object))}));
}

bool same(const Body& a, const Body& b)
{
    const Rule& before = std::get<Rule>(a);
    const Rule& after = std::get<Rule>(b);
    return before.enabled == after.enabled && sameQuery(before.definition, after.definition);
}

constexpr KindOps ops{.kind = Kind::Rule,
                      .read = read,
                      .identity = identity,
                      .invalidates = invalidates,
                      .create = create,
                      .alter = alter,
                      .drop = drop,
                      .rename = renameByIdentity,
                      .same = same};

} // namespace

template <> const KindOps& kindOpsOf<Rule>()
{
    return ops;
}

} // namespace schemawright
