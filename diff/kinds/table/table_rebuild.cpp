#include "diff/kinds/table/table_rebuild.h"

#include "diff/kinds/table/column_sql.h"
#include "diff/kinds/table/column_types.h"
#include "diff/kinds/table/counter.h"
#include "diff/kinds/table/retype.h"
#include "diff/kinds/table/table.h"
#include "diff/kinds/table/value_cast.h"
#include "model/sql.h"

#include <algorithm>
#include <cctype>
#include <format>

/// A table that no statement leads from what it is to what it shall be (a column of its partition key is retyped, say) is made anew, and its rows are put
/// aside in a table of their own meanwhile.
namespace schemawright::tables {

namespace {

ObjectKey asideKey(const ObjectKey& table, const PlanContext& context)
{
    return schemawright::keyOf(Kind::Table, table.schema, context.names.aside(table));
}

/// Stands for the last values of the table's identity columns.
std::string countersName(const ObjectKey& table, std::size_t number, const PlanContext& context)
{
    const std::string suffix = std::format("_count{}", number);
    return quoteName(table.schema, context.names.aside(schemawright::keyOf(Kind::Table, table.schema,
                                                                           derivedName(table.name, suffix))));
}

/// Columns whose values go over, as they are after.
std::vector<const Column*> movedColumns(const Table& before, const Table& after)
{
    std::vector<const Column*> moved;
    for (const Column& column : after.columns)
        if (column.generated == Generated::No && before.findColumn(column.name))
            moved.push_back(&column);
    return moved;
}

/// Does the type give way to another one, so that nothing may hold values of it meanwhile?
bool goes(const std::string& type, const PlanContext& context)
{
    const auto key = typeKey(context.from, type);
    if (!key)
        return false;
    const Object* before = context.from.find(*key);
    const Object* after = context.to.find(*key);
    return !after || context.recreated.contains(*key) || before->body != after->body;
}

std::vector<const Column*> countingColumns(const Table& before, const Table& after)
{
    std::vector<const Column*> found;
    for (const Column* column : movedColumns(before, after))
        if (column->identity != Identity::None && before.findColumn(column->name)->identity != Identity::None)
            found.push_back(column);
    return found;
}

/// Sequences that the table's columns own before and after: its DROP would take them along.
std::vector<std::pair<ObjectKey, const Sequence*>> keptSequences(const ObjectKey& table, const PlanContext& context)
{
    std::vector<std::pair<ObjectKey, const Sequence*>> found;
    const QualifiedName name{table.schema, table.name};
    for (const Catalog::Entry& entry : context.to) {
        const auto* after = entry.object->as<Sequence>();
        const auto* before = after ? context.from.get<Sequence>(*entry.key) : nullptr;
        if (before && before->ownedByTable == name && after->ownedByTable == name &&
            before->ownedByColumn == after->ownedByColumn)
            found.emplace_back(*entry.key, after);
    }
    return found;
}

std::string ownedBy(const ObjectKey& sequence, const std::string& owner)
{
    return "ALTER SEQUENCE " + quoteName(sequence.schema, sequence.name) + " OWNED BY " + owner;
}

void listDescendants(const Catalog& catalog, const ObjectKey& table, std::vector<ObjectKey>& keys)
{
    for (const ObjectKey& child : children(catalog, table)) {
        keys.push_back(child);
        listDescendants(catalog, child, keys);
    }
}

/// Whatever would see the rows come in, or want them there: triggers, indexes, foreign keys at both ends, views that hold rows.
void listLater(const ObjectKey& table, const PlanContext& context, std::vector<ObjectKey>& later)
{
    for (const Catalog::Entry& child : context.to.childrenOf(table.schema, table.name))
        later.push_back(*child.key);
    for (const Catalog::Entry& entry : context.to)
        if (const auto* body = entry.object->as<Table>())
            for (const Constraint& constraint : body->constraints)
                if (constraint.type == ConstraintType::ForeignKey &&
                    (*entry.key == table || tableKey(constraint.refTable) == table))
                    later.push_back(constraintKey(*entry.key, constraint.name));
    const auto* body = context.to.get<Table>(table);
    std::vector<ObjectKey> elements{table};
    for (const Column& column : body->columns)
        elements.push_back(columnKey(table, column.name));
    for (const ObjectKey& element : elements)
        for (const ObjectKey& user : context.to.dependencies().on(element))
            if (isTableOrView(user.kind) && user.kind != Kind::Table)
                later.push_back(user);
}

/// Is the partition a table by itself from now on, or part of another one? Then it keeps its rows.
bool leaves(const ObjectKey& partition, const PlanContext& context)
{
    const auto* after = context.to.get<Table>(partition);
    return after && after->partitionOf != context.from.get<Table>(partition)->partitionOf;
}

/// Partitions whose rows do not go with those of their table, as a condition on these.
std::string withoutOthers(const ObjectKey& table, const PlanContext& context)
{
    std::vector<ObjectKey> below;
    listDescendants(context.from, table, below);
    std::vector<ObjectKey> apart;
    for (const ObjectKey& partition : below)
        if (keepsRowsAside(partition, context) || leaves(partition, context)) {
            apart.push_back(partition);
            listDescendants(context.from, partition, apart);
        }
    std::string condition;
    for (const ObjectKey& partition : apart)
        condition += (condition.empty() ? " WHERE tableoid NOT IN (" : ", ") +
                     quoteLiteral(quoteName(partition.schema, partition.name)) + "::pg_catalog.regclass";
    return condition.empty() ? condition : condition + ")";
}

} // namespace

bool isInPartitionKey(const Table& table, const std::string& column)
{
    const std::string name = quoteIdent(column);
    const auto isPart = [](char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; };
    for (std::size_t at = table.partitionBy.find(name); at != std::string::npos;
         at = table.partitionBy.find(name, at + 1)) {
        const std::size_t end = at + name.size();
        if (at > 0 && !isPart(table.partitionBy[at - 1]) &&
            (end == table.partitionBy.size() || !isPart(table.partitionBy[end])))
            return true;
    }
    return false;
}

bool isRebuilt(const ObjectKey& table, const PlanContext& context)
{
    const auto* before = context.from.get<Table>(table);
    const auto* after = context.to.get<Table>(table);
    return before && after && context.recreated.contains(table) && before->foreignServer.empty() &&
           after->foreignServer.empty();
}

bool keepsRowsAside(const ObjectKey& table, const PlanContext& context)
{
    if (!isRebuilt(table, context))
        return false;
    const Table& before = *context.from.get<Table>(table);
    const Table& after = *context.to.get<Table>(table);
    // The rows of a partition are among those of its table, unless it is a table for itself from now on.
    const bool among =
        !before.partitionOf.empty() && !after.partitionOf.empty() && isRebuilt(tableKey(before.partitionOf), context);
    return !among && !movedColumns(before, after).empty();
}

ObjectKey rowsAside(const ObjectKey& table, const PlanContext& context)
{
    return asideKey(table, context);
}

ObjectKey rowsBack(const ObjectKey& table)
{
    return constraintKey(table, "\x01rows");
}

Step putRowsAside(const ObjectKey& key, const Table& before, const PlanContext& context)
{
    const Table& after = *context.to.get<Table>(key);
    const ObjectKey aside = asideKey(key, context);
    const std::string name = quoteName(key.schema, key.name);
    const std::string only = before.partitionBy.empty() ? "ONLY " : "";
    Step step{.creates = {aside}, .outlives = {key}};
    listDescendants(context.from, key, step.outlives);
    step.statements.push_back(onFamily(key, "LOCK TABLE " + name + " IN ACCESS EXCLUSIVE MODE"));
    if (before.forceRowSecurity) // else its owner would move the rows only that policies show
        step.statements.push_back(onTable(key, alterTable(key) + "NO FORCE ROW LEVEL SECURITY"));
    std::vector<std::string> columns;
    for (const Column* column : movedColumns(before, after)) {
        const std::string quoted = quoteIdent(column->name);
        const Column& was = *before.findColumn(column->name);
        std::string value = quoted;
        if (goes(was.type, context))
            value += was.type.ends_with("[]") ? "::text[]" : "::text";
        if (value != quoted || !was.collation.empty()) // the collation may go, too
            value += " COLLATE pg_catalog.\"default\"";
        columns.push_back(value == quoted ? quoted : value + " AS " + quoted);
    }
    Statement copy = onFamily(key,
                              "CREATE TABLE " + quoteName(aside.schema, aside.name) + " AS SELECT " +
                                  join(columns, ", ") + " FROM " + only + name +
                                  (before.partitionBy.empty() ? std::string() : withoutOthers(key, context)),
                              LockMode::AccessShare);
    copy.scans = true;
    copy.hazards.push_back(
        {"rewrite-table",
         std::format("{} is recreated. Its rows are written twice, and reads and writes are blocked meanwhile.",
                     key.display())});
    if (context.online)
        copy.hazards.push_back(
            {"no-online-way", std::format("No plan recreates {} while it stays usable.", key.display())});
    step.statements.push_back(std::move(copy));
    std::size_t number = 0;
    for (const Column* column : countingColumns(before, after)) {
        const ObjectKey sequence = identitySequenceKey(key, *before.findColumn(column->name));
        step.statements.push_back(schemawright::statement(key,
                                                          "CREATE TABLE " + countersName(key, number++, context) +
                                                              " AS SELECT last_value, is_called FROM " +
                                                              quoteName(sequence.schema, sequence.name),
                                                          {{LockMode::AccessShare, sequence}}));
    }
    for (const auto& [sequence, body] : keptSequences(key, context))
        step.statements.push_back(
            schemawright::statement(sequence, ownedBy(sequence, "NONE"), {{LockMode::ShareRowExclusive, sequence}}));
    return step;
}

Step bringRowsBack(const ObjectKey& key, const Table& after, const PlanContext& context)
{
    const Table& before = *context.from.get<Table>(key);
    const ObjectKey aside = asideKey(key, context);
    Step step{.creates = {rowsBack(key)}, .needs = {aside, key}, .follows = {key}};
    if (!after.partitionBy.empty())
        listDescendants(context.to, key, step.needs);
    listLater(key, context, step.precedes);
    for (const ObjectKey& partition : std::vector(step.needs.begin() + 2, step.needs.end()))
        listLater(partition, context, step.precedes);
    std::vector<std::string> columns;
    std::vector<std::string> values;
    bool counts = false;
    for (const Column* column : movedColumns(before, after)) {
        const std::string name = quoteIdent(column->name);
        const std::string& type = before.findColumn(column->name)->type;
        step.needs.push_back(columnKey(key, column->name));
        columns.push_back(name);
        counts = counts || column->identity != Identity::None;
        if (goes(type, context))
            values.push_back(name + "::" + column->type); // it is text meanwhile
        else
            values.push_back(castsByAssignment(type, column->type) ? name
                                                                   : convertedTo(column->type, name, type, context));
    }
    Statement move = onFamily(key,
                              "INSERT INTO " + quoteName(key.schema, key.name) + " (" + join(columns, ", ") + ")" +
                                  (counts ? " OVERRIDING SYSTEM VALUE" : "") + " SELECT " + join(values, ", ") +
                                  " FROM " + quoteName(aside.schema, aside.name),
                              LockMode::RowExclusive);
    move.hazards.push_back(
        {"backfill",
         std::format("Every row of {} is written. The change fails if a row does not fit.", key.display())});
    step.statements.push_back(std::move(move));
    step.statements.push_back(schemawright::statement(key, "DROP TABLE " + quoteName(aside.schema, aside.name), {}));
    std::size_t number = 0;
    for (const Column* column : countingColumns(before, after)) {
        const ObjectKey sequence = identitySequenceKey(key, *column);
        const std::string counters = countersName(key, number++, context);
        step.statements.push_back(schemawright::statement(key,
                                                          "SELECT pg_catalog.setval(" +
                                                              quoteLiteral(quoteName(sequence.schema, sequence.name)) +
                                                              ", last_value, is_called) FROM " + counters,
                                                          {}));
        step.statements.push_back(schemawright::statement(key, "DROP TABLE " + counters, {}));
    }
    for (const Column* column : movedColumns(before, after)) {
        if (countsOn(context, key, *before.findColumn(column->name), *column) == CountsOn::AsItDoes)
            continue;
        const Counter counter = *counterOf(context.to, key, *column);
        step.needs.push_back(counter.sequence);
        step.statements.push_back(countOnFromRows(context, key, *column, counter));
        step.statements.back().scans = true; // the indexes come later
    }
    for (const auto& [sequence, body] : keptSequences(key, context))
        step.statements.push_back(schemawright::statement(
            sequence, ownedBy(sequence, quoteName(key.schema, key.name) + "." + quoteIdent(body->ownedByColumn)),
            {{LockMode::ShareRowExclusive, sequence}}));
    return step;
}

} // namespace schemawright::tables
