#include "diff/kinds/table/table_alter.h"

#include "diff/kinds/base/same.h"
#include "diff/kinds/base/sql_pieces.h"
#include "diff/kinds/table/column_alter.h"
#include "diff/kinds/table/constraint_alter.h"
#include "diff/kinds/table/counter.h"
#include "diff/kinds/table/index_make.h"
#include "diff/kinds/table/index_read.h"
#include "diff/kinds/table/not_null_inherit.h"
#include "diff/kinds/table/online.h"
#include "diff/kinds/table/retype.h"
#include "diff/kinds/table/row_type.h"
#include "diff/kinds/table/table.h"
#include "diff/kinds/table/table_create.h"
#include "diff/kinds/table/table_inherit.h"
#include "diff/kinds/table/table_rebuild.h"
#include "diff/kinds/table/value_cast.h"
#include "model/sql.h"

#include <algorithm>
#include <format>

namespace schemawright::tables {

namespace {

bool isReattached(const Table& before, const Table& after)
{
    return !after.partitionOf.empty() &&
           (before.partitionOf != after.partitionOf || before.partitionBound != after.partitionBound);
}

bool isDetached(const Table& before, const Table& after)
{
    return !before.partitionOf.empty() &&
           (before.partitionOf != after.partitionOf || before.partitionBound != after.partitionBound);
}

/// The foreign keys of other tables that refer to a table above a partition whose bound changes. DETACH fails while its rows are referred to,
/// although they come back in the same transaction.
std::vector<ObjectKey> keysReferringAbove(const Table& before, const Table& after, const PlanContext& context)
{
    std::vector<ObjectKey> found;
    if (!isReattached(before, after) || before.partitionOf != after.partitionOf)
        return found;
    for (const Table* below = &before; below && !below->partitionOf.empty();) {
        const ObjectKey parent = tableKey(below->partitionOf);
        below = context.from.get<Table>(parent);
        if (!below)
            break;
        for (const Column& column : below->columns)
            for (const ObjectKey& user : foreignKeysOf(context.from, columnKey(parent, column.name))) {
                const auto* table = context.from.get<Table>(ownerOf(user));
                const Constraint* foreign = table ? table->findConstraint(user.name) : nullptr;
                if (foreign && tableKey(foreign->refTable) == parent && ownerOf(user) != parent &&
                    foreign->parentConstraint.empty() && !std::ranges::contains(found, user))
                    found.push_back(user);
            }
    }
    return found;
}

ObjectKey typeOf(const Table& table)
{
    return schemawright::keyOf(Kind::CompositeType, table.ofType.schema, table.ofType.name);
}

/// Is the table OF another type than before, or is that type altered? A typed table's columns change with its type only: it is on its own
/// meanwhile.
bool isOfAnother(const Table& before, const Table& after, const PlanContext& context)
{
    if (before.ofType != after.ofType || after.ofType.empty())
        return before.ofType != after.ofType;
    const auto* old = context.from.get<CompositeType>(typeOf(after));
    const auto* now = context.to.get<CompositeType>(typeOf(after));
    return old && now && !std::ranges::equal(old->attributes, now->attributes, [](const auto& a, const auto& b) {
               return a.name == b.name && a.type == b.type && a.collation == b.collation;
           });
}

// ---- Leaving parents ---------------------------------------------------------------------------------------------------------

Statement detach(const ObjectKey& key, const Table& before, const PlanContext& context)
{
    const ObjectKey parent = tableKey(before.partitionOf);
    Statement statement = onFamily(key, alterTable(parent) + "DETACH PARTITION " + quoteName(key.schema, key.name));
    statement.locks.push_back({LockMode::AccessExclusive, parent});
    statement.locks.push_back({LockMode::AccessExclusive, parent, LockReach::DefaultPartition});
    // The partition's foreign keys become its own.
    if (const auto* body = context.from.get<Table>(parent))
        for (const Constraint& constraint : body->constraints)
            if (constraint.type == ConstraintType::ForeignKey)
                statement.locks.push_back(
                    {LockMode::ShareRowExclusive, tableKey(constraint.refTable), LockReach::Partitions});
    return statement;
}

/// May the table join its new parents before it leaves the old ones? Then columns that are inherited only stay so. The new parents must be
/// as they shall be, and have nothing that the table lacks.
bool joinsFirst(const Table& before, const Table& after, const PlanContext& context)
{
    const auto fits = [&](const QualifiedName& name) {
        const auto* parent = context.to.get<Table>(tableKey(name));
        const auto hasColumn = [&](const Column& column) {
            const Column* mine = before.findColumn(column.name);
            return mine && mine->type == column.type && mine->collation == column.collation &&
                   mine->notNull == column.notNull && mine->generated == column.generated &&
                   after.findColumn(column.name) &&
                   mine->notNullConstraint.name == after.findColumn(column.name)->notNullConstraint.name;
        };
        const auto hasCheck = [&](const Constraint& constraint) {
            const Constraint* mine = before.findConstraint(constraint.name);
            return constraint.type != ConstraintType::Check || constraint.noInherit ||
                   (mine && mine->expression == constraint.expression);
        };
        return parent && std::ranges::all_of(parent->columns, hasColumn) &&
               std::ranges::all_of(parent->constraints, hasCheck);
    };
    const auto isNew = [&](const QualifiedName& name) { return !std::ranges::contains(before.inherits, name); };
    const auto isLeft = [&](const QualifiedName& name) { return !std::ranges::contains(after.inherits, name); };
    return std::ranges::any_of(before.inherits, isLeft) && std::ranges::any_of(after.inherits, isNew) &&
           std::ranges::all_of(after.inherits, [&](const QualifiedName& name) { return !isNew(name) || fits(name); });
}

Statement inherit(const ObjectKey& key, const QualifiedName& parent)
{
    Statement statement = onTable(key, alterTable(key) + "INHERIT " + quoteName(parent));
    statement.locks.push_back({LockMode::ShareUpdateExclusive, tableKey(parent)});
    return statement;
}

/// The parent has its columns, and no longer those that it loses: "created" stands for "dropped before".
void needWhole(const ObjectKey& parent, const PlanContext& context, Step& step)
{
    const auto* after = context.to.get<Table>(parent);
    step.needs.push_back(parent);
    for (const Column& column : after->columns)
        step.needs.push_back(columnKey(parent, column.name));
    const auto* before = context.from.get<Table>(parent);
    if (!before)
        return;
    for (const Column& column : before->columns)
        if (!after->findColumn(column.name))
            step.creates.push_back(columnKey(parent, column.name));
    for (const Constraint& constraint : before->constraints)
        if (!after->findConstraint(constraint.name))
            step.creates.push_back(constraintKey(parent, constraint.name));
}

/// DETACH PARTITION, NO INHERIT and NOT OF come before everything else that is done to the table, and before the parents lose columns.
Step leaveParents(const ObjectKey& key, const Table& before, const Table& after, const PlanContext& context)
{
    Step step;
    if (joinsFirst(before, after, context)) {
        for (const QualifiedName& parent : after.inherits) {
            if (std::ranges::contains(before.inherits, parent))
                continue;
            step.statements.push_back(inherit(key, parent));
            needWhole(tableKey(parent), context, step);
        }
        step.joins.push_back(key);
    }
    if (isDetached(before, after) || before.inherits != after.inherits)
        step.leaves.push_back(key);
    const auto outlive = [&](const ObjectKey& parent) {
        step.outlives.push_back(parent);
        if (keepsRowsAside(parent, context)) // which are not to hold those that leave
            step.precedes.push_back(rowsAside(parent, context));
        if (const auto* body = context.from.get<Table>(parent)) {
            for (const Column& column : body->columns) {
                step.outlives.push_back(columnKey(parent, column.name));
                step.outlives.push_back(defaultKey(parent, column.name));
            }
            for (const Constraint& constraint : body->constraints)
                step.outlives.push_back(constraintKey(parent, constraint.name));
        }
        // What the parent gets is not for the table any more.
        if (const auto* body = context.to.get<Table>(parent)) {
            for (const Column& column : body->columns) {
                step.precedes.push_back(columnKey(parent, column.name));
                step.precedes.push_back(defaultKey(parent, column.name));
            }
            for (const Constraint& constraint : body->constraints)
                step.precedes.push_back(constraintKey(parent, constraint.name));
        }
    };
    if (isDetached(before, after)) {
        outlive(tableKey(before.partitionOf));
        step.statements = detachOnline(key, before, after, context);
        step.insteadOf = key;
        step.follows = keysReferringAbove(before, after, context);
        if (step.statements.empty())
            step.statements.push_back(detach(key, before, context));
        if (after.partitionOf != before.partitionOf)
            step.statements.front().hazards.push_back(
                {"detach-partition", std::format("Detaching {} removes its rows from {}.", key.display(),
                                                 tableKey(before.partitionOf).display())});
    }
    if (isDetached(before, after))
        for (const Catalog::Entry& entry : context.from.childrenOf(key.schema, key.name))
            if (auto whole = indexes::holderOf(context.from, *entry.key); whole && context.to.find(*entry.key))
                step.outlives.push_back(std::move(*whole));
    if (isDetached(before, after) && before.partitionOf != after.partitionOf)
        for (const UnreadIndex& kept : unreadIndexes(context.from, key)) {
            step.precedes.push_back(kept.key);
            if (auto whole = indexes::holderOf(context.from, kept.key)) // whose DROP would take it along
                step.outlives.push_back(std::move(*whole));
            const auto* now = context.to.get<Index>(kept.key);
            Index bare = now ? *now : Index{};
            bare.parentIndex = {};
            bare.statistics.clear();
            bare.clustered = bare.replicaIdentity = false;
            if (!now || bare != kept.index)
                step.statements.push_back(
                    schemawright::statement(key, "DROP INDEX " + quoteName(kept.key.schema, kept.key.name)));
        }
    for (const QualifiedName& parent : before.inherits) {
        if (std::ranges::contains(after.inherits, parent))
            continue;
        outlive(tableKey(parent));
        step.statements.push_back(onTable(key, alterTable(key) + "NO INHERIT " + quoteName(parent)));
    }
    if (!before.ofType.empty() && isOfAnother(before, after, context)) {
        step.outlives.push_back(typeOf(before));
        step.statements.push_back(onTable(key, alterTable(key) + "NOT OF"));
    }
    return step;
}

/// What the table is once it has left them.
void applyLeaving(const Table& after, const PlanContext& context, Table& table)
{
    if (isDetached(table, after)) {
        for (Column& column : table.columns) {
            column.local = column.notNullConstraint.local = true;
            column.identity = Identity::None;
        }
        for (Constraint& constraint : table.constraints) {
            constraint.local = true;
            constraint.parentConstraint.clear();
        }
        // The copies of the parent's foreign keys become its own, under their names.
        if (const auto* parent = context.from.get<Table>(tableKey(table.partitionOf)))
            for (const Constraint& constraint : parent->constraints)
                if (constraint.type == ConstraintType::ForeignKey && !table.findConstraint(constraint.name))
                    table.constraints.push_back(constraint);
        std::ranges::sort(table.constraints, {}, &Constraint::name);
        return;
    }
    std::vector<const Table*> left;
    for (const QualifiedName& parent : table.inherits)
        if (std::ranges::contains(after.inherits, parent))
            if (const auto* body = context.from.get<Table>(tableKey(parent)))
                left.push_back(body);
    if (left.size() == table.inherits.size())
        return;
    if (joinsFirst(table, after, context))
        for (const QualifiedName& parent : after.inherits)
            if (!std::ranges::contains(table.inherits, parent))
                left.push_back(context.to.get<Table>(tableKey(parent)));
    for (Column& column : table.columns) {
        column.local = column.local ||
                       std::ranges::none_of(left, [&](const Table* parent) { return parent->findColumn(column.name); });
        const auto givesNotNull = [&](const Table* parent) {
            const Column* above = parent->findColumn(column.name);
            return above && above->notNull && !above->notNullConstraint.noInherit;
        };
        column.notNullConstraint.local = column.notNullConstraint.local || std::ranges::none_of(left, givesNotNull);
    }
    for (Constraint& constraint : table.constraints)
        constraint.local = constraint.local || std::ranges::none_of(left, [&](const Table* parent) {
                               return parent->findConstraint(constraint.name);
                           });
}

// ---- Joining parents ---------------------------------------------------------------------------------------------------------

/// "((at >= 10) AND (at < 20))" as ("at>=10", "at<20"); casts of literals are left out, as bounds have none.
std::vector<std::string> conjuncts(std::string_view expression)
{
    std::vector<std::string> parts(1);
    bool quoted = false;
    for (std::size_t i = 0; i < expression.size(); ++i) {
        const char c = expression[i];
        if (c == '\'')
            quoted = !quoted;
        if (!quoted && expression.substr(i).starts_with(" AND ")) {
            parts.emplace_back();
            i += 4;
        } else if (!quoted && expression.substr(i).starts_with("::")) {
            i = endOfName(expression, i + 2) - 1;
        } else if (quoted || (c != '(' && c != ')' && c != ' ')) {
            parts.back() += c;
        }
    }
    return parts;
}

/// What a bound says of the rows, in the form of `conjuncts`; empty where that is not as simple as one column and a range.
std::vector<std::string> rangeConditions(const std::string& partitionBy, const std::string& bound)
{
    static constexpr std::string_view by = "RANGE (";
    static constexpr std::string_view from = "FOR VALUES FROM (";
    static constexpr std::string_view to = ") TO (";
    const std::size_t middle = bound.find(to);
    if (!partitionBy.starts_with(by) || !bound.starts_with(from) || middle == std::string::npos ||
        partitionBy.find_first_of(",(", by.size()) != std::string::npos)
        return {};
    const std::string column = partitionBy.substr(by.size(), partitionBy.size() - by.size() - 1);
    const std::string least = bound.substr(from.size(), middle - from.size());
    const std::string beyond = bound.substr(middle + to.size(), bound.size() - middle - to.size() - 1);
    std::vector<std::string> conditions;
    if (least != "MINVALUE")
        conditions.push_back(column + ">=" + least);
    if (beyond != "MAXVALUE")
        conditions.push_back(column + "<" + beyond);
    return conditions;
}

/// Does a valid check that stands say already that the rows are within the bound? PostgreSQL then reads none of them. ALTER TABLE, ATTACH
/// PARTITION. Only what is plain is seen; the column must be not null.
bool isProvedToFit(const Table& before, const Table& after, const PlanContext& context)
{
    const auto* parent = context.to.get<Table>(tableKey(after.partitionOf));
    const auto conditions =
        parent ? rangeConditions(parent->partitionBy, after.partitionBound) : std::vector<std::string>();
    if (conditions.empty())
        return false;
    const std::string column = conditions.front().substr(0, conditions.front().find_first_of("<>"));
    if (std::ranges::none_of(before.columns,
                             [&](const Column& mine) { return mine.notNull && quoteIdent(mine.name) == column; }))
        return false;
    return std::ranges::any_of(before.constraints, [&](const Constraint& constraint) {
        const Constraint* now = after.findConstraint(constraint.name);
        if (constraint.type != ConstraintType::Check || constraint.notValid || !now ||
            isConstraintRemade(constraint, *now))
            return false;
        const auto said = conjuncts(constraint.expression);
        return std::ranges::all_of(conditions, [&](const std::string& c) { return std::ranges::contains(said, c); });
    });
}

/// An equal key that goes would be attached instead of a new one.
void followEqual(const ObjectKey& key, const Table& before, const Table& after, const Constraint& made, Step& step)
{
    for (const Constraint& old : before.constraints) {
        Constraint same = old;
        same.name = made.name;
        same.type = made.type;
        if (hasIndex(old.type) && !after.findConstraint(old.name) && !isConstraintRemade(same, made))
            step.follows.push_back(constraintKey(key, old.name));
    }
}

/// A key of the partitioned table that the partition does not have yet; nullptr if there is none.
const Constraint* keyBuiltByAttaching(const ObjectKey& key, const Table& before, const Table& after)
{
    const auto found = std::ranges::find_if(after.constraints, [&](const Constraint& constraint) {
        return hasIndex(constraint.type) && isMadeByParent(key, constraint) && !before.findConstraint(constraint.name);
    });
    return found == after.constraints.end() ? nullptr : &*found;
}

/// ATTACH PARTITION builds no index that the partitioned table, or one above it, is about to lose.
void followGoingIndexes(QualifiedName parent, const PlanContext& context, Step& step)
{
    while (!parent.empty()) {
        for (const Catalog::Entry& entry : context.from.childrenOf(parent.schema, parent.name))
            if (entry.object->as<Index>() && !context.to.find(*entry.key))
                step.follows.push_back(*entry.key);
        const auto* table = context.from.get<Table>(tableKey(parent));
        parent = table ? table->partitionOf : QualifiedName{};
    }
}

/// ATTACH PARTITION, INHERIT and OF come last, when both tables are as they shall be.
void joinParents(const ObjectKey& key, const Table& before, const Table& after, const PlanContext& context,
                 Steps& steps)
{
    Step step;
    step.joins.push_back(key);
    const bool inheritsAlready = joinsFirst(before, after, context);
    std::vector<QualifiedName> joined;
    if (isReattached(before, after)) {
        joined.push_back(after.partitionOf);
        const bool proved = isProvedToFit(before, after, context);
        BoundChecks checks = checkBounds(key, after, !proved, context);
        Statement attach = attachPartition(key, after, context);
        if (checks.ofDefault) // its rows are not read then
            for (Lock& lock : attach.locks)
                if (lock.reach == LockReach::DefaultPartitionRead)
                    lock.reach = LockReach::DefaultPartition;
        if (!proved && !checks.ofPartition) {
            attach.scans = true;
            attach.hazards.push_back(
                {"scan-table", std::format("Attaching {} reads its rows while it is locked, to check them against the "
                                           "bounds. A valid CHECK constraint that implies the bounds avoids this.",
                                           key.display())});
        } else if (const Constraint* built = keyBuiltByAttaching(key, before, after)) {
            attach.scans = true;
            attach.hazards.push_back(
                {"scan-table",
                 std::format("Attaching {} builds the index of {} while it is locked.", key.display(), built->name)});
        }
        step.statements.push_back(std::move(attach));
        std::ranges::move(checks.after, std::back_inserter(step.statements));
        std::ranges::move(checks.ready, std::back_inserter(step.needs));
        std::ranges::move(checks.before, std::back_inserter(steps));
        step.precedes = keysReferringAbove(before, after, context);
        step.creates.push_back(joinedKey(key));
        followGoingIndexes(after.partitionOf, context, step);
        for (const Constraint& constraint : after.constraints)
            if (isMadeByParent(key, constraint) && !before.findConstraint(constraint.name)) {
                step.creates.push_back(constraintKey(key, constraint.name));
                followEqual(key, before, after, constraint, step);
            }
        for (const Column& column : after.columns) {
            const Column* old = before.findColumn(column.name);
            const auto own = old ? counterOf(context.from, key, *old) : std::nullopt;
            const auto counter = counterOfFamily(context.to, key, column);
            if (own && counter && before.partitionOf.empty() && counter->sequence != own->sequence)
                step.statements.push_back(countOnFromRows(context, key, column, *counter));
        }
    }
    for (const QualifiedName& parent : after.inherits) {
        if (inheritsAlready || std::ranges::contains(before.inherits, parent))
            continue;
        joined.push_back(parent);
        step.statements.push_back(inherit(key, parent));
    }
    if (!after.ofType.empty() && isOfAnother(before, after, context)) {
        step.statements.push_back(onTable(key, alterTable(key) + "OF " + quoteName(after.ofType)));
        step.needs.push_back(typeOf(after));
    }
    if (step.statements.empty())
        return;
    const auto needParts = [&](const ObjectKey& table, bool constraints) {
        for (const Column& column : after.columns) {
            step.needs.push_back(columnKey(table, column.name));
            step.needs.push_back(defaultKey(table, column.name));
            step.needs.push_back(notNullKey(table, column.name));
        }
        for (const Constraint& constraint : after.constraints)
            if (constraints)
                step.needs.push_back(constraintKey(table, constraint.name));
    };
    needParts(key, true);
    for (const Table* above = &after; above && !above->partitionOf.empty();
         above = context.to.get<Table>(tableKey(above->partitionOf)))
        step.precedes.push_back(rowsBack(tableKey(above->partitionOf)));
    for (const QualifiedName& parent : joined) {
        step.needs.push_back(tableKey(parent));
        needParts(tableKey(parent), false);
        const auto* above = context.to.get<Table>(tableKey(parent));
        for (const Constraint& constraint : after.constraints) {
            step.needs.push_back(constraintKey(
                tableKey(parent), constraint.parentConstraint.empty() ? constraint.name : constraint.parentConstraint));
            // A check that is not valid is not merged with one that is.
            if (above && above->findConstraint(constraint.name))
                step.needs.push_back(checkedKey(constraintKey(key, constraint.name)));
        }
    }
    steps.push_back(std::move(step));
}

// ---- The table itself --------------------------------------------------------------------------------------------------------

void alterTableItself(const ObjectKey& key, const Table& before, const Table& after, const PlanContext& context,
                      Steps& steps)
{
    Step step;
    const auto say = [&](const std::string& what) { step.statements.push_back(onTable(key, alterTable(key) + what)); };
    const auto rewriting = [&](const std::string& what) {
        say(what);
        Statement& statement = step.statements.back();
        statement.scans = !what.starts_with("SET TABLESPACE"); // which copies blocks
        statement.rewrites = true;
        if (mayHoldRows(context, key))
            statement.hazards.push_back(
                {"rewrite-table",
                 std::format("{} rewrites {} and blocks reads and writes meanwhile.", what, key.display())});
    };
    if (before.persistence != after.persistence)
        rewriting(after.persistence == Persistence::Unlogged ? "SET UNLOGGED" : "SET LOGGED");
    if (before.accessMethod != after.accessMethod) {
        // A partitioned table has no rows, but a method for partitions that name none; DEFAULT takes it away.
        const bool partitioned = !after.partitionBy.empty();
        const std::string standard = partitioned ? "DEFAULT" : "heap";
        const std::string change =
            "SET ACCESS METHOD " + (after.accessMethod.empty() ? standard : quoteIdent(after.accessMethod));
        if (partitioned)
            say(change);
        else
            rewriting(change);
        step.needs.push_back(schemawright::keyOf(Kind::AccessMethod, {}, after.accessMethod));
        step.outlives.push_back(schemawright::keyOf(Kind::AccessMethod, {}, before.accessMethod));
    }
    if (before.tablespace != after.tablespace)
        rewriting("SET TABLESPACE " + quoteIdent(after.tablespace.empty() ? "pg_default" : after.tablespace));
    for (const std::string& change : optionChanges(before.options, after.options))
        step.statements.push_back(onTable(key, alterTable(key) + change,
                                          // The one storage parameter of tables that all others have to wait for.
                                          change.contains("user_catalog_table") ? LockMode::AccessExclusive
                                                                                : LockMode::ShareUpdateExclusive));
    if (const std::string change = foreignOptionChanges(before.foreignOptions, after.foreignOptions); !change.empty())
        say(change.substr(1));
    std::ranges::move(tableSettings(key, before, after), std::back_inserter(step.statements));
    if (!step.statements.empty())
        steps.push_back(std::move(step));
}

// ---- What cannot be --------------------------------------------------------------------------------------------------------

Result<void> checkPossible(const ObjectKey& key, const Table& before, const Table& after)
{
    if (before.partitionBy != after.partitionBy) {
        const auto shown = [](const std::string& text) { return text.empty() ? std::string("none") : text; };
        return fail(ErrorCode::NeedsRowMove,
                    std::format("PostgreSQL cannot change the partition key of {} (from {} to {})", key.display(),
                                shown(before.partitionBy), shown(after.partitionBy)),
                    "--move-rows plans a new table and moves the rows; reads and writes are blocked meanwhile");
    }
    return {};
}

// ---- A column of its own becomes an inherited one ----------------------------------------------------------------------------

/// Where the parent gets a column that the table has already, both are merged and the table's stays its own. To be inherited only it has to be
/// made by the parent's statement: the old one steps aside under another name, and its values are moved over.
void handOver(const ObjectKey& key, const Table& before, const Table& after, const PlanContext& context, Steps& steps)
{
    for (const Column& column : before.columns) {
        const QualifiedName* parent = handedTo(key, before, after, column, context);
        if (!parent)
            continue;
        const ObjectKey element = columnKey(key, column.name);
        const ObjectKey above = columnKey(tableKey(*parent), column.name);
        const std::string name = quoteIdent(column.name);
        const std::string aside = quoteIdent(context.names.aside(element));
        steps.push_back({.statements = {onTable(key, alterTable(key) + "RENAME COLUMN " + name + " TO " + aside)},
                         .drops = {element, defaultKey(key, column.name)},
                         .precedes = {above}});
        Statement move = onTable(key, "UPDATE ONLY " + quoteName(key.schema, key.name) + " SET " + name + " = " + aside,
                                 LockMode::RowExclusive);
        move.scans = true;
        move.hazards.push_back({"backfill", std::format("Every row of {} is updated to move the values of {}.",
                                                        key.display(), element.display())});
        steps.push_back({.statements = {std::move(move), onTable(key, alterTable(key) + "DROP COLUMN " + aside)},
                         .creates = {element},
                         .needs = {above}});
    }
}

// ---- What inherits -----------------------------------------------------------------------------------------------------------

/// Does the planner have the table altered by itself?
bool isAltered(const ObjectKey& key, const PlanContext& context)
{
    const Object* before = context.from.find(key);
    const Object* after = context.to.find(key);
    return before && after &&
           (!sameObject(*before, *after) || std::ranges::any_of(context.recreated, [&](const ObjectKey& element) {
               return element != key && ownerOf(element) == key;
           }));
}

/// A table that stays as it is while its parent is altered (its own default under another one of the parent's) has to take back what
/// recursion does to it.
Result<void> restoreChildren(const ObjectKey& key, const PlanContext& context, Steps& steps)
{
    for (const ObjectKey& child : children(context.from, key)) {
        const Object* before = context.from.find(child);
        const Object* after = context.to.find(child);
        if (!after || isAltered(child, context))
            continue;
        const std::vector<QualifiedName> all = parents(*before->as<Table>());
        const auto first = std::ranges::find_if(
            all, [&](const QualifiedName& parent) { return isAltered(tableKey(parent), context); });
        if (first != all.end() && tableKey(*first) != key)
            continue; // that one sees to it
        if (auto restored = alter(child, *before, *after, context, steps); !restored)
            return restored;
    }
    return {};
}

} // namespace

namespace {

/// Does the DROP of the constraint that it is attached to take it along, so that it comes back as the partition's own?
bool goesWithParents(const Table& before, const Table& after, const Constraint& constraint, const PlanContext& context)
{
    const bool stays = !before.partitionOf.empty() && before.partitionOf == after.partitionOf;
    const auto* parentBefore = stays ? context.from.get<Table>(tableKey(before.partitionOf)) : nullptr;
    const auto* parentAfter = stays ? context.to.get<Table>(tableKey(before.partitionOf)) : nullptr;
    const Constraint* above = parentBefore ? parentBefore->findConstraint(constraint.parentConstraint) : nullptr;
    if (!above || !parentAfter)
        return false;
    const Constraint* now = parentAfter->findConstraint(above->name);
    return !now || isConstraintRemade(*above, *now) || goesWithParents(*parentBefore, *parentAfter, *above, context);
}

/// "cannot alter table because column uses its row type": ALTER TABLE retypes no column then.
bool isRowTypeChanged(const ObjectKey& key, const Table& before, const Table& after, const PlanContext& context)
{
    return isColumnsRowType(context.from, key) && std::ranges::any_of(before.columns, [&](const Column& column) {
               const Column* now = after.findColumn(column.name);
               return now && (now->type != column.type || now->collation != column.collation);
           });
}

} // namespace

std::vector<ObjectKey> invalidates(const ObjectKey& key, const Object& objectBefore, const Object& objectAfter,
                                   const PlanContext& context)
{
    const Table& before = *objectBefore.as<Table>();
    const Table& after = *objectAfter.as<Table>();
    if (before.partitionBy != after.partitionBy)
        return context.moveRows ? std::vector{key} : std::vector<ObjectKey>(); // else alter refuses it
    // Neither does a table become foreign or the reverse, nor is there a statement for another server or column of the partition key.
    const auto isKeyRetyped = [&](const Column& column) {
        const Column* now = after.findColumn(column.name);
        return (!now || now->type != column.type || now->collation != column.collation) &&
               isInPartitionKey(before, column.name);
    };
    if (before.foreignServer != after.foreignServer ||
        (!before.partitionBy.empty() && std::ranges::any_of(before.columns, isKeyRetyped)) ||
        isRowTypeChanged(key, before, after, context))
        return {key};
    std::vector<ObjectKey> keys;
    for (const Column& column : before.columns) {
        const Column* now = after.findColumn(column.name);
        if (!now || isColumnRemade(column, *now, context) || column.type != now->type ||
            column.collation != now->collation)
            keys.push_back(columnKey(key, column.name));
    }
    for (const Constraint& constraint : before.constraints) {
        const Constraint* now = after.findConstraint(constraint.name);
        if (!now || isConstraintRemade(constraint, *now) || isInTheWayOfTypes(key, constraint, context) ||
            goesWithParents(before, after, constraint, context))
            keys.push_back(constraintKey(key, constraint.name));
    }
    std::ranges::move(keysReferringAbove(before, after, context), std::back_inserter(keys));
    // A column with a default is added to no table while an expression has values of its rows. Those of columns that are retyped: see the planner.
    const auto fillsRows = [&](const Column& column) {
        return !before.findColumn(column.name) && (!column.defaultExpr.empty() || column.identity != Identity::None ||
                                                   underDomains(context.to, column.type) != column.type);
    };
    if (std::ranges::any_of(after.columns, fillsRows))
        std::ranges::copy(rowTypeUsers(context.from, key), std::back_inserter(keys));
    return keys;
}

Result<void> alter(const ObjectKey& key, const Object& objectBefore, const Object& objectAfter,
                   const PlanContext& context, Steps& steps)
{
    const Table& before = *objectBefore.as<Table>();
    const Table& after = *objectAfter.as<Table>();
    if (auto possible = checkPossible(key, before, after); !possible)
        return possible;
    Step leaving = leaveParents(key, before, after, context);
    Table stands = afterParents(key, before, after, context);
    applyLeaving(after, context, stands);
    // A partition that is attached gets its identity from the partitioned table.
    Table wanted = after;
    if (isReattached(before, after))
        for (Column& column : wanted.columns)
            column.identity = Identity::None;

    settleNotNullNames(context, key, stands, wanted);
    Steps own;
    stepAsideForNotNull(context, key, wanted, stands, own);
    const Alteration alteration{key, stands, wanted, objectAfter.attributes.owner, context};
    handOver(key, before, after, context, own);
    stepAsideForChecks(key, before, after, context, own);
    alterConstraints(alteration, leaving, own);
    alterColumns(alteration, leaving, own);
    if (!leaving.statements.empty()) {
        for (const Step& step : own) {
            std::ranges::copy(step.creates, std::back_inserter(leaving.precedes));
            // While it is there, the parent gives it another default.
            std::ranges::copy_if(step.drops, std::back_inserter(leaving.outlives),
                                 [](const ObjectKey& dropped) { return dropped.kind == Kind::Default; });
        }
        steps.push_back(std::move(leaving));
    }
    std::ranges::move(own, std::back_inserter(steps));
    alterTableItself(key, before, after, context, steps);
    joinParents(key, before, after, context, steps);
    return restoreChildren(key, context, steps);
}

} // namespace schemawright::tables
