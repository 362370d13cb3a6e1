#include "diff/kinds/table/online.h"

#include "diff/kinds/table/constraint_alter.h"
#include "diff/kinds/table/constraint_sql.h"
#include "diff/kinds/table/table.h"
#include "diff/kinds/table/table_inherit.h"
#include "model/sql.h"

#include <algorithm>
#include <format>

/// The longer ways for partitioned tables: partition by partition, and bounds that are proved while the partition is where it was.
namespace schemawright::tables {

std::optional<std::vector<ObjectKey>> lastingLeaves(const PlanContext& context, const ObjectKey& table)
{
    std::vector<ObjectKey> leaves;
    if (children(context.from, table) != children(context.to, table))
        return std::nullopt;
    for (const ObjectKey& partition : children(context.to, table)) {
        const auto* before = context.from.get<Table>(partition);
        const auto* after = context.to.get<Table>(partition);
        if (before->partitionBound != after->partitionBound || !after->foreignServer.empty() ||
            !mayHoldRows(context, partition))
            return std::nullopt;
        if (after->partitionBy.empty()) {
            leaves.push_back(partition);
            continue;
        }
        const auto below = lastingLeaves(context, partition);
        if (!below)
            return std::nullopt;
        leaves.insert(leaves.end(), below->begin(), below->end());
    }
    return leaves;
}

namespace {

/// The constraint of each partition that holds rows, as the whole's makes or takes it over.
struct OnLeaf {
    ObjectKey table;
    Constraint constraint;
};

void collectKeys(const PlanContext& context, const ObjectKey& table, const std::string& constraint,
                 std::vector<OnLeaf>& found)
{
    for (const ObjectKey& partition : children(context.to, table)) {
        const auto* body = context.to.get<Table>(partition);
        const auto own = std::ranges::find(body->constraints, constraint, &Constraint::parentConstraint);
        if (own == body->constraints.end())
            continue;
        if (body->partitionBy.empty())
            found.push_back({partition, *own});
        else
            collectKeys(context, partition, own->name, found);
    }
}

/// On a partitioned table a foreign key cannot be NOT VALID in PostgreSQL 17. On each of its partitions it can; one that is valid there is taken over
/// without a look at the rows. ALTER TABLE, ADD table_constraint.
void addForeignKeys(const std::vector<OnLeaf>& leaves, const PlanContext& context, bool replaced,
                    Replacement& replacement)
{
    for (const auto& [leaf, constraint] : leaves) {
        const ObjectKey element = constraintKey(leaf, constraint.name);
        Constraint beside = constraint;
        if (replaced)
            beside.name = context.names.constraint(leaf, element, "__new");
        Steps steps = addCheckedLater(leaf, beside);
        steps.back().insteadOf = replacement.made.creates.front();
        if (replaced)
            replacement.made.statements.push_back(onTable(leaf, alterTable(leaf) + "RENAME CONSTRAINT " +
                                                                    quoteIdent(beside.name) + " TO " +
                                                                    quoteIdent(constraint.name)));
        replacement.ready.push_back(checkedKey(constraintKey(leaf, beside.name)));
        std::ranges::move(steps, std::back_inserter(replacement.before));
    }
}

/// Does a partition's constraint go with the one of the whole that it is part of?
bool goesWithWhole(ObjectKey table, const Constraint* constraint, const PlanContext& context)
{
    if (constraint->parentConstraint.empty())
        return false;
    while (!constraint->parentConstraint.empty()) {
        const std::string& name = constraint->parentConstraint;
        table = tableKey(context.from.get<Table>(table)->partitionOf);
        constraint = context.from.get<Table>(table)->findConstraint(name);
    }
    const auto* after = context.to.get<Table>(table);
    const Constraint* now = after ? after->findConstraint(constraint->name) : nullptr;
    return !now || isConstraintRemade(*constraint, *now) ||
           context.recreated.contains(constraintKey(table, constraint->name));
}

/// Has a constraint of the partition to go before the new one comes: one of that name, another primary key, or an equal one that goes or
/// changes, which PostgreSQL would attach instead?
bool givesWay(const ObjectKey& leaf, const Constraint& old, const Constraint& made, const PlanContext& context)
{
    if (old.name == made.name)
        return true;
    if (!hasIndex(old.type) || old.type == ConstraintType::Exclude)
        return false;
    if (old.type == ConstraintType::PrimaryKey && made.type == ConstraintType::PrimaryKey)
        return true;
    const Constraint* now = context.to.get<Table>(leaf)->findConstraint(old.name);
    Constraint same = old;
    same.name = made.name;
    same.type = made.type; // an index under a unique constraint fits a primary key
    return (!now || isConstraintRemade(old, *now)) && !isConstraintRemade(same, made);
}

void addKeys(const std::vector<OnLeaf>& leaves, const PlanContext& context, Replacement& replacement)
{
    for (const auto& [leaf, constraint] : leaves) {
        const ObjectKey element = constraintKey(leaf, constraint.name);
        const std::string index =
            context.names.isRelation(leaf.schema, constraint.name) ? context.names.index(element) : constraint.name;
        Step build = buildKeyIndex(leaf, constraint, index);
        build.insteadOf = replacement.made.creates.front();
        for (const auto* columns : {&constraint.columns, &constraint.include})
            for (const std::string& column : *columns)
                build.needs.push_back(columnKey(leaf, column));
        replacement.ready.push_back(build.creates.front());
        replacement.before.push_back(std::move(build));
        replacement.made.statements.push_back(addKeyUsing(leaf, constraint, index));
        for (const Constraint& old : context.from.get<Table>(leaf)->constraints)
            if (givesWay(leaf, old, constraint, context))
                replacement.made.follows.push_back(constraintKey(leaf, old.name));
    }
}

} // namespace

std::optional<Replacement> addOnPartitions(const ObjectKey& table, const Constraint& constraint,
                                           const PlanContext& context, bool replaced)
{
    const auto lasting = lastingLeaves(context, table);
    const bool foreign = constraint.type == ConstraintType::ForeignKey;
    if (!lasting ||
        (!foreign && (constraint.deferrable || constraint.period || !reachesPartitions(context.to, table, constraint))))
        return std::nullopt;
    std::vector<OnLeaf> leaves;
    if (foreign)
        for (const ObjectKey& leaf : *lasting)
            leaves.push_back({leaf, constraint});
    else
        collectKeys(context, table, constraint.name, leaves);
    // Another constraint of a partition that has the name already.
    const auto isTaken = [&](const OnLeaf& leaf) {
        const Constraint* old = context.from.get<Table>(leaf.table)->findConstraint(leaf.constraint.name);
        const Constraint* now = context.to.get<Table>(leaf.table)->findConstraint(leaf.constraint.name);
        return foreign ? old || now : old && !goesWithWhole(leaf.table, old, context);
    };
    if (std::ranges::any_of(leaves, isTaken))
        return std::nullopt;
    Replacement replacement;
    replacement.made.creates.push_back(constraintKey(table, constraint.name));
    Statement add = onTable(table, alterTable(table) + "ADD " + constraintDefinition(constraint));
    if (foreign) {
        addForeignKeys(leaves, context, replaced, replacement);
        add.locks = {{LockMode::ShareRowExclusive, table, LockReach::Family}};
        // The triggers that the partitions' keys have put there give way to those of the whole.
        if (const ObjectKey referenced = tableKey(constraint.refTable); referenced != table)
            add.locks.push_back({leaves.empty() ? LockMode::ShareRowExclusive : LockMode::AccessExclusive, referenced,
                                 LockReach::Partitions});
    } else {
        addKeys(leaves, context, replacement);
        for (const ObjectKey& partition : children(context.to, table))
            add.locks.push_back({locksTablesBelow(context) ? LockMode::AccessExclusive : LockMode::Share, partition,
                                 LockReach::Partitions});
    }
    replacement.made.statements.push_back(std::move(add));
    replacement.made.needs = replacement.ready;
    return replacement;
}

namespace {

/// The only column of "RANGE (at)" or "LIST (kind)", as an identifier; empty where it is not as simple as that.
std::string partitionColumn(const Table& parent)
{
    const std::size_t open = parent.partitionBy.find('(');
    if (!(parent.partitionBy.starts_with("RANGE (") || parent.partitionBy.starts_with("LIST (")))
        return {};
    const std::string inside = parent.partitionBy.substr(open + 1, parent.partitionBy.size() - open - 2);
    const auto column =
        std::ranges::find_if(parent.columns, [&](const Column& each) { return quoteIdent(each.name) == inside; });
    return column == parent.columns.end() ? std::string() : column->name;
}

/// What a bound says of a row, for a check: "at IS NOT NULL AND at >= 10 AND at < 20". Empty where a null is within it, or it is the default.
std::string boundCondition(const std::string& column, const std::string& bound)
{
    static constexpr std::string_view from = "FOR VALUES FROM (";
    static constexpr std::string_view to = ") TO (";
    static constexpr std::string_view in = "FOR VALUES IN (";
    const std::string name = quoteIdent(column);
    std::string condition = name + " IS NOT NULL";
    if (bound.starts_with(in) && !bound.contains("NULL"))
        return condition + " AND " + name + " IN (" + bound.substr(in.size());
    const std::size_t middle = bound.find(to);
    if (!bound.starts_with(from) || middle == std::string::npos)
        return {};
    const std::string least = bound.substr(from.size(), middle - from.size());
    const std::string beyond = bound.substr(middle + to.size(), bound.size() - middle - to.size() - 1);
    if (least != "MINVALUE")
        condition += " AND " + name + " >= " + least;
    if (beyond != "MAXVALUE")
        condition += " AND " + name + " < " + beyond;
    return condition;
}

/// Stands for the bound of a partition.
ObjectKey boundKey(const ObjectKey& partition)
{
    return constraintKey(partition, "\x01bound");
}

/// A check, and what is needed of it.
void addBoundCheck(const ObjectKey& table, const ObjectKey& partition, const std::string& column,
                   std::string expression, const std::string& what, const PlanContext& context, BoundChecks& checks)
{
    Constraint check;
    check.type = ConstraintType::Check;
    check.name = context.names.constraint(table, partition, "__bound");
    check.columns = {column};
    check.expression = Expression(std::move(expression));
    Steps steps = addCheckedLater(table, check);
    steps.front().statements.front().hazards.push_back(
        {"rejects-rows-meanwhile", std::format("Until the partition is attached, writes of {} fail.", what)});
    steps.back().insteadOf = boundKey(table);
    checks.ready.push_back(checkedKey(constraintKey(table, check.name)));
    std::ranges::move(steps, std::back_inserter(checks.before));
    checks.after.push_back(onFamily(table, alterTable(table) + "DROP CONSTRAINT " + quoteIdent(check.name)));
}

/// The default partition beside which the partition is attached, where it stays and holds rows.
std::optional<ObjectKey> defaultBeside(const ObjectKey& key, const ObjectKey& parent, const PlanContext& context)
{
    for (const ObjectKey& other : children(context.to, parent)) {
        const auto* before = context.from.get<Table>(other);
        if (other != key && context.to.get<Table>(other)->partitionBound == "DEFAULT" && before &&
            before->partitionBound == "DEFAULT" && before->partitionOf == QualifiedName{parent.schema, parent.name} &&
            mayHoldRows(context, other))
            return other;
    }
    return std::nullopt;
}

/// " AND ..." for the bounds of a partitioned table within its own parents: a partition of it is within them, too. Empty where one cannot be said.
std::string boundsAbove(const Table& table, const PlanContext& context)
{
    std::string conditions;
    for (const Table* each = &table; !each->partitionOf.empty();) {
        const auto* parent = context.to.get<Table>(tableKey(each->partitionOf));
        const std::string column = parent ? partitionColumn(*parent) : std::string();
        const std::string condition = column.empty() ? std::string() : boundCondition(column, each->partitionBound);
        if (condition.empty())
            return {};
        conditions += " AND " + condition;
        each = parent;
    }
    return conditions;
}

} // namespace

BoundChecks checkBounds(const ObjectKey& key, const Table& after, bool own, const PlanContext& context)
{
    BoundChecks checks;
    const ObjectKey parent = tableKey(after.partitionOf);
    const auto* body = context.to.get<Table>(parent);
    const std::string column = goesOnline(context, key) && body ? partitionColumn(*body) : std::string();
    const std::string condition = column.empty() ? std::string() : boundCondition(column, after.partitionBound);
    // A partition that it gets itself would have to have the check.
    const bool getsParts = std::ranges::any_of(children(context.to, key), [&](const ObjectKey& child) {
        const auto* table = context.from.get<Table>(child);
        return !table || table->partitionOf != QualifiedName{key.schema, key.name};
    });
    if (condition.empty() || getsParts || !mayHoldRows(context, parent))
        return checks;
    const std::string above = boundsAbove(*body, context);
    const bool isWithinAll = body->partitionOf.empty() || !above.empty();
    if (own && isWithinAll && !context.inOneGo.contains(boundKey(key))) {
        addBoundCheck(key, key, column, condition + above, "rows of " + key.display() + " outside its new bound",
                      context, checks);
        checks.ofPartition = true;
    }
    if (const auto other = defaultBeside(key, parent, context); other && !context.inOneGo.contains(boundKey(*other))) {
        addBoundCheck(*other, key, column, "NOT (" + condition + ")",
                      "rows of " + other->display() + " within the new bound of " + key.display(), context, checks);
        checks.ofDefault = true;
    }
    return checks;
}

std::vector<Statement> detachOnline(const ObjectKey& key, const Table& before, const Table& after,
                                    const PlanContext& context)
{
    const ObjectKey parent = tableKey(before.partitionOf);
    const auto* body = context.from.get<Table>(parent);
    if (!goesOnline(context, key) || context.inOneGo.contains(key) || !body || !context.to.find(parent) ||
        !after.partitionOf.empty())
        return {};
    // Not beside a default partition. PostgreSQL 17 manual, "ALTER TABLE", DETACH PARTITION.
    for (const ObjectKey& other : children(context.from, parent))
        if (context.from.get<Table>(other)->partitionBound == "DEFAULT")
            return {};
    const std::string column = partitionColumn(*body);
    const std::string check = key.name + "_" + column + "_check";
    // Where the name is taken or too long PostgreSQL finds another by rules of its own.
    const bool taken = std::ranges::any_of(context.from, [&](const Catalog::Entry& entry) {
        const auto* table = entry.object->as<Table>();
        return table && entry.key->schema == key.schema && table->findConstraint(check);
    });
    if (column.empty() || taken || check.size() > 63)
        return {};
    Statement detach =
        onFamily(key, alterTable(parent) + "DETACH PARTITION " + quoteName(key.schema, key.name) + " CONCURRENTLY");
    detach.locks.push_back({LockMode::ShareUpdateExclusive, parent});
    detach.transactional = false;
    return {std::move(detach), onFamily(key, alterTable(key) + "DROP CONSTRAINT IF EXISTS " + quoteIdent(check))};
}

} // namespace schemawright::tables
