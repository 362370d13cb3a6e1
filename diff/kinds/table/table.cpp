#include "diff/kinds/table/table.h"

#include "diff/kinds/base/sql_pieces.h"
#include "diff/kinds/table/column_sql.h"
#include "diff/kinds/table/constraint_sql.h"
#include "diff/kinds/table/recompute.h"
#include "diff/kinds/table/table_alter.h"
#include "diff/kinds/table/table_create.h"
#include "diff/kinds/table/table_read.h"
#include "diff/kinds/table/table_rebuild.h"
#include "model/sql.h"

#include <algorithm>
#include <format>
#include <set>

namespace schemawright {

namespace tables {

// ---- Names -------------------------------------------------------------------------------------------------------------------

ObjectKey columnKey(const ObjectKey& table, const std::string& column)
{
    return childKey(Kind::Column, table.schema, table.name, column);
}

ObjectKey defaultKey(const ObjectKey& table, const std::string& column)
{
    return childKey(Kind::Default, table.schema, table.name, column);
}

ObjectKey constraintKey(const ObjectKey& table, const std::string& constraint)
{
    return childKey(Kind::Constraint, table.schema, table.name, constraint);
}

ObjectKey tableKey(const QualifiedName& name)
{
    return keyOf(Kind::Table, name.schema, name.name);
}

std::string alterTable(const ObjectKey& table)
{
    return "ALTER TABLE " + quoteName(table.schema, table.name) + " ";
}

bool hasIndex(ConstraintType type)
{
    return type == ConstraintType::PrimaryKey || type == ConstraintType::Unique || type == ConstraintType::Exclude;
}

// ---- Planning ----------------------------------------------------------------------------------------------------------------

Statement onTable(const ObjectKey& table, std::string sql, LockMode mode, LockReach reach)
{
    return statement(table, std::move(sql),
                     mode == LockMode::None ? std::vector<Lock>{} : std::vector{Lock{mode, table, reach}});
}

Statement onFamily(const ObjectKey& table, std::string sql, LockMode mode)
{
    return onTable(table, std::move(sql), mode, LockReach::Family);
}

std::vector<Statement> inOnePass(std::vector<Statement> statements)
{
    const auto addNew = [](auto& list, const auto& others) {
        for (const auto& each : others)
            if (!std::ranges::contains(list, each))
                list.push_back(each);
    };
    std::vector<Statement> passes;
    for (Statement& statement : statements) {
        const auto same = std::ranges::find(passes, statement.origin, &Statement::origin);
        if (same == passes.end()) {
            passes.push_back(std::move(statement));
            continue;
        }
        same->sql += ", " + statement.sql.substr(alterTable(statement.origin).size());
        addNew(same->locks, statement.locks);
        addNew(same->hazards, statement.hazards);
        same->scans |= statement.scans;
        same->rewrites |= statement.rewrites;
        same->losesData |= statement.losesData;
    }
    return passes;
}

bool isEntangled(const Dependencies& dependencies, const ObjectKey& table, const ObjectKey& element)
{
    const auto start = dependencies.indexOf(element);
    if (!start)
        return false;
    const auto isOfTable = [&](const ObjectKey& key) {
        return key == table ||
               (key.schema == table.schema && key.parent == table.name &&
                (key.kind == Kind::Column || key.kind == Kind::Default || key.kind == Kind::Constraint));
    };
    // Its own table's columns it may need; what lies behind other objects is followed. A table needs what its sequences are owned by
    // only by courtesy: they are made before it.
    std::vector<std::uint32_t> open;
    std::set<std::uint32_t> seen;
    for (const auto& [dependent, referenced] : dependencies.forward(*start))
        if (!isOfTable(dependencies.element(referenced)))
            open.push_back(referenced);
    while (!open.empty()) {
        const std::uint32_t index = open.back();
        open.pop_back();
        if (!seen.insert(index).second || dependencies.element(index).kind == Kind::Sequence)
            continue;
        if (isOfTable(dependencies.element(index)))
            return true;
        for (const auto& [dependent, referenced] : dependencies.forward(index))
            open.push_back(referenced);
    }
    return false;
}

bool mayHoldRows(const PlanContext& context, const ObjectKey& table)
{
    const Table* body = context.from.get<Table>(table);
    return body && body->foreignServer.empty() && !context.recreated.contains(table);
}

std::vector<QualifiedName> parents(const Table& table)
{
    return table.partitionOf.empty() ? table.inherits : std::vector{table.partitionOf};
}

std::vector<ObjectKey> children(const Catalog& catalog, const ObjectKey& table)
{
    const QualifiedName name{table.schema, table.name};
    std::vector<ObjectKey> found;
    for (const ObjectKey& dependent : catalog.dependencies().on(table))
        if (const auto* child = catalog.get<Table>(dependent); child && std::ranges::contains(parents(*child), name))
            found.push_back(dependent);
    return found;
}

namespace {

// ---- Removing ----------------------------------------------------------------------------------------------------------------

std::vector<ObjectKey> elements(const ObjectKey& key, const Object& object)
{
    const Table& table = *object.as<Table>();
    std::vector<ObjectKey> keys{key};
    keys.reserve(1 + 2 * table.columns.size() + table.constraints.size());
    for (const Column& column : table.columns) {
        keys.push_back(columnKey(key, column.name));
        if (!column.defaultExpr.empty())
            keys.push_back(defaultKey(key, column.name));
    }
    for (const Constraint& constraint : table.constraints)
        keys.push_back(constraintKey(key, constraint.name));
    return keys;
}

bool isRemoved(const ObjectKey& table, const PlanContext& context)
{
    return context.from.find(table) && (!context.to.find(table) || context.recreated.contains(table));
}

/// Do the foreign keys of tables that are removed lead from `start` to `table`?
bool leadsTo(const ObjectKey& start, const ObjectKey& table, const PlanContext& context)
{
    std::vector<ObjectKey> open{start};
    std::set<ObjectKey> seen;
    while (!open.empty()) {
        const ObjectKey key = open.back();
        open.pop_back();
        if (key == table)
            return true;
        if (!seen.insert(key).second || !isRemoved(key, context))
            continue;
        const auto* body = context.from.get<Table>(key);
        for (const Constraint& constraint : body->constraints)
            if (constraint.type == ConstraintType::ForeignKey)
                open.push_back(tableKey(constraint.refTable));
        // A partition goes before its parent, which goes before what it refers to: the way leads over both.
        for (const QualifiedName& parent : parents(*body))
            open.push_back(tableKey(parent));
    }
    return false;
}

void listPartitions(const Catalog& catalog, const ObjectKey& table, std::vector<ObjectKey>& keys)
{
    for (const ObjectKey& child : children(catalog, table)) {
        keys.push_back(child);
        listPartitions(catalog, child, keys);
    }
}

/// Must the constraint be gone before DROP TABLE, so that an order of the drops exists?
bool isInTheWay(const ObjectKey& key, const Constraint& constraint, const PlanContext& context)
{
    if (constraint.type != ConstraintType::ForeignKey)
        return isEntangled(context.from.dependencies(), key, constraintKey(key, constraint.name));
    const ObjectKey referenced = tableKey(constraint.refTable);
    // Partitions go before their table, and what refers to it refers to them.
    if (referenced == key)
        return !context.from.get<Table>(key)->partitionBy.empty();
    return leadsTo(referenced, key, context);
}

} // namespace

namespace {

std::string identity(const ObjectKey& key, const Object& object)
{
    return (object.as<Table>()->foreignServer.empty() ? "TABLE " : "FOREIGN TABLE ") + quoteName(key.schema, key.name);
}

} // namespace

void drop(const ObjectKey& key, const Object& object, const PlanContext& context, Steps& steps)
{
    const Table& table = *object.as<Table>();
    if (keepsRowsAside(key, context))
        steps.push_back(putRowsAside(key, table, context));
    Step step;
    step.drops.push_back(key);
    std::vector<Lock> locks{{LockMode::AccessExclusive, key}};
    if (!table.partitionOf.empty()) {
        const ObjectKey parent = tableKey(table.partitionOf);
        locks.push_back({LockMode::AccessExclusive, parent});
        locks.push_back({LockMode::AccessExclusive, parent, LockReach::DefaultPartition});
    }
    for (const Constraint& constraint : table.constraints) {
        const ObjectKey element = constraintKey(key, constraint.name);
        if (constraint.local && constraint.parentConstraint.empty() && isInTheWay(key, constraint, context)) {
            steps.emplace_back();
            steps.back().statements.push_back(dropConstraint(key, constraint));
            steps.back().drops.push_back(element);
            if (constraint.type == ConstraintType::ForeignKey && tableKey(constraint.refTable) == key)
                listPartitions(context.from, key, steps.back().outlives);
        } else {
            step.drops.push_back(element);
            if (const ObjectKey referenced = tableKey(constraint.refTable);
                constraint.type == ConstraintType::ForeignKey && referenced != key)
                locks.push_back({LockMode::AccessExclusive, referenced, LockReach::Partitions});
        }
    }
    for (const Column& column : table.columns) {
        step.drops.push_back(columnKey(key, column.name));
        if (column.identity != Identity::None)
            step.drops.push_back(identitySequenceKey(key, column));
        if (column.defaultExpr.empty())
            continue;
        const ObjectKey element = defaultKey(key, column.name);
        if (column.generated != Generated::No || !isEntangled(context.from.dependencies(), key, element)) {
            step.drops.push_back(element);
            continue;
        }
        steps.emplace_back();
        steps.back().statements.push_back(
            onFamily(key, alterTable(key) + "ALTER COLUMN " + quoteIdent(column.name) + " DROP DEFAULT"));
        steps.back().drops.push_back(element);
    }
    Statement statement = schemawright::statement(key, "DROP " + identity(key, object), std::move(locks));
    if (table.foreignServer.empty() && !isRebuilt(key, context)) {
        statement.losesData = true;
        statement.hazards.push_back({"drop-table", std::format("Dropping {} loses its rows.", key.display())});
    }
    step.statements.push_back(std::move(statement));
    steps.push_back(std::move(step));
}

namespace {

std::string grantTarget(const ObjectKey& key, const Object&)
{
    return "TABLE " + quoteName(key.schema, key.name);
}

std::string rename(const ObjectKey& key, const Object&, const std::string& newName)
{
    const ObjectKey table = key.parent.empty() ? key : schemawright::keyOf(Kind::Table, key.schema, key.parent);
    std::string what;
    if (key.kind == Kind::Column)
        what = "RENAME COLUMN " + quoteIdent(key.name);
    else if (key.kind == Kind::Constraint)
        what = "RENAME CONSTRAINT " + quoteIdent(key.name);
    else
        what = "RENAME";
    return alterTable(table) + what + " TO " + quoteIdent(newName);
}

/// Its sequences go along, under the same lock. PostgreSQL 17 manual, "ALTER TABLE", SET SCHEMA.
std::vector<Statement> move(const ObjectKey& key, const Object& object, const std::string& schema,
                            const Catalog& catalog)
{
    std::vector<Lock> locks{{LockMode::AccessExclusive, key}};
    for (const Column& column : object.as<Table>()->columns)
        if (column.identity != Identity::None && object.as<Table>()->partitionOf.empty()) // else the parent's
            locks.push_back({LockMode::AccessExclusive, identitySequenceKey(key, column)});
    for (const Catalog::Entry& entry : catalog)
        if (const auto* sequence = entry.object->as<Sequence>();
            sequence && sequence->ownedByTable == QualifiedName{key.schema, key.name})
            locks.push_back({LockMode::AccessExclusive, *entry.key});
    return {statement(key, alterTable(key) + "SET SCHEMA " + quoteIdent(schema), std::move(locks))};
}

} // namespace

} // namespace tables

template <> const KindOps& kindOpsOf<Table>()
{
    static constexpr KindOps ops{.kind = Kind::Table,
                                 .read = tables::read,
                                 .identity = tables::identity,
                                 .grantTarget = tables::grantTarget,
                                 .elements = tables::elements,
                                 .invalidates = tables::invalidates,
                                 .create = tables::create,
                                 .alter = tables::alter,
                                 .drop = tables::drop,
                                 .rename = tables::rename,
                                 .move = tables::move,
                                 .recompute = tables::recomputePart,
                                 .longQueries = tables::longQueries};
    return ops;
}

} // namespace schemawright
