#include "diff/kinds/table/counter.h"

#include "diff/kinds/base/foreign_key_index.h"
#include "diff/kinds/table/column_alter.h"
#include "diff/kinds/table/retype.h"
#include "diff/kinds/table/table.h"
#include "model/sql.h"

#include <algorithm>
#include <format>

namespace schemawright::tables {

namespace {

bool isInteger(const std::string& type)
{
    return type == "smallint" || type == "integer" || type == "bigint";
}

/// Is there an index that begins with the column, so that its highest value is found without reading the rows?
bool hasIndexFor(const Catalog& catalog, const ObjectKey& table, const std::string& column)
{
    Constraint lookedUp;
    lookedUp.type = ConstraintType::ForeignKey;
    lookedUp.columns = {column};
    return catalog.find(table) && !lacksIndex(catalog, table, lookedUp);
}

} // namespace

std::optional<Counter> counterOfFamily(const Catalog& catalog, ObjectKey table, const Column& column)
{
    const auto* body = catalog.get<Table>(table);
    if (!body || body->partitionOf.empty() || column.identity == Identity::None)
        return counterOf(catalog, table, column);
    while (!body->partitionOf.empty()) {
        table = tableKey(body->partitionOf);
        body = catalog.get<Table>(table);
        if (!body)
            return std::nullopt;
    }
    const Column* above = body->findColumn(column.name);
    return above ? counterOf(catalog, table, *above) : std::nullopt;
}

CountsOn countsOn(const PlanContext& context, const ObjectKey& table, const Column& before, const Column& after)
{
    const auto* body = context.to.get<Table>(table);
    const auto now = counterOf(context.to, table, after);
    if (!now || !body || !body->foreignServer.empty() || !context.from.get<Table>(table))
        return CountsOn::AsItDoes;
    const bool isIdentity = after.identity != Identity::None;
    if (isIdentity && (before.identity != Identity::None || !body->partitionOf.empty()))
        return CountsOn::AsItDoes; // altered in place, or the partitioned table's
    const auto old = counterOf(context.from, table, before);
    const bool isNew = isIdentity || !context.from.find(now->sequence);
    if (old && old->sequence == now->sequence && !isIdentity && before.identity == Identity::None)
        return CountsOn::AsItDoes;
    if (old && isNew && (old->options.increment < 0) == (now->options.increment < 0))
        return CountsOn::FromSequence;
    return CountsOn::FromRows;
}

Statement takeOverState(const ObjectKey& origin, const ObjectKey& from, const Counter& to)
{
    return schemawright::statement(origin,
                                   std::format("SELECT pg_catalog.setval({}, last_value, is_called) FROM {}",
                                               quoteLiteral(quoteName(to.sequence.schema, to.sequence.name)),
                                               quoteName(from.schema, from.name)),
                                   {{LockMode::AccessShare, from}});
}

Statement countOnFromRows(const PlanContext& context, const ObjectKey& table, const Column& column,
                          const Counter& counter)
{
    const bool descends = counter.options.increment < 0;
    const std::string sequence = quoteName(counter.sequence.schema, counter.sequence.name);
    const std::string furthest = std::format("pg_catalog.{}({}){}", descends ? "min" : "max", quoteIdent(column.name),
                                             isInteger(column.type) ? "" : "::bigint");
    Statement out =
        onFamily(table,
                 std::format("SELECT pg_catalog.setval({}, {}) FROM {} HAVING {} {} (SELECT last_value FROM {})",
                             quoteLiteral(sequence), furthest, quoteName(table.schema, table.name), furthest,
                             descends ? "<=" : ">=", sequence),
                 LockMode::AccessShare);
    out.scans = !hasIndexFor(context.from, table, column.name) || !hasIndexFor(context.to, table, column.name);
    return out;
}

std::vector<Counter> successorsOf(const ObjectKey& sequence, const PlanContext& context)
{
    std::vector<Counter> successors;
    for (const ObjectKey& user : context.from.dependencies().on(sequence)) {
        const ObjectKey table = schemawright::keyOf(Kind::Table, user.schema, user.parent);
        const auto* before = user.kind == Kind::Default ? context.from.get<Table>(table) : nullptr;
        const auto* after = before ? context.to.get<Table>(table) : nullptr;
        const Column* old = after ? before->findColumn(user.name) : nullptr;
        const Column* now = old ? after->findColumn(user.name) : nullptr;
        if (!now || context.recreated.contains(table) || isColumnRemade(*old, *now, context))
            continue;
        const auto counter = counterOf(context.from, table, *old);
        if (!counter || counter->sequence != sequence || countsOn(context, table, *old, *now) != CountsOn::FromSequence)
            continue;
        const auto successor = counterOf(context.to, table, *now);
        if (successor && !std::ranges::contains(successors, successor->sequence, &Counter::sequence))
            successors.push_back(*successor);
    }
    return successors;
}

std::vector<Statement> countOnFromUsers(const ObjectKey& sequence, const PlanContext& context)
{
    std::vector<Statement> statements;
    for (const ObjectKey& user : context.to.dependencies().on(sequence)) {
        const ObjectKey table = schemawright::keyOf(Kind::Table, user.schema, user.parent);
        const auto* before = user.kind == Kind::Default ? context.from.get<Table>(table) : nullptr;
        const auto* after = before ? context.to.get<Table>(table) : nullptr;
        const Column* old = after ? before->findColumn(user.name) : nullptr;
        const Column* now = old ? after->findColumn(user.name) : nullptr;
        if (!now || context.recreated.contains(table) || !after->foreignServer.empty())
            continue;
        const auto wasFrom = counterOf(context.from, table, *old);
        const auto isFrom = counterOf(context.to, table, *now);
        if (wasFrom && isFrom && wasFrom->sequence == sequence && isFrom->sequence == sequence)
            statements.push_back(countOnFromRows(context, table, *now, *isFrom));
    }
    return statements;
}

ObjectKey asideSequence(const ObjectKey& sequence, const PlanContext& context)
{
    ObjectKey aside = sequence;
    aside.name = context.names.aside(sequence);
    return aside;
}

Statement stepAside(const ObjectKey& origin, const ObjectKey& sequence, const PlanContext& context)
{
    return schemawright::statement(origin,
                                   "ALTER SEQUENCE " + quoteName(sequence.schema, sequence.name) + " RENAME TO " +
                                       quoteIdent(asideSequence(sequence, context).name),
                                   {{LockMode::AccessExclusive, sequence}});
}

} // namespace schemawright::tables
