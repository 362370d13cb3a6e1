#include "diff/kinds/table/constraint_sql.h"

#include "diff/kinds/base/attributes.h"
#include "diff/kinds/base/foreign_key_index.h"
#include "diff/kinds/base/relation_child.h"
#include "diff/kinds/base/sql_pieces.h"
#include "diff/kinds/table/constraint_alter.h"
#include "diff/kinds/table/online.h"
#include "diff/kinds/table/table.h"
#include "diff/kinds/table/table_inherit.h"
#include "model/sql.h"

#include <algorithm>
#include <format>

namespace schemawright::tables {

namespace {

std::string_view actionWord(ForeignKeyAction action)
{
    switch (action) {
    case ForeignKeyAction::NoAction: return "NO ACTION";
    case ForeignKeyAction::Restrict: return "RESTRICT";
    case ForeignKeyAction::Cascade: return "CASCADE";
    case ForeignKeyAction::SetNull: return "SET NULL";
    case ForeignKeyAction::SetDefault: return "SET DEFAULT";
    }
    return {};
}

std::string columnList(const std::vector<std::string>& columns)
{
    return "(" + identList(columns) + ")";
}

/// (id, PERIOD at), (id, at WITHOUT OVERLAPS). PostgreSQL 18 manual, "Temporal Constraints".
std::string columnListWithPeriod(const std::vector<std::string>& columns, std::string_view before,
                                 std::string_view after)
{
    std::vector<std::string> parts;
    parts.reserve(columns.size());
    for (const std::string& column : columns)
        parts.push_back(quoteIdent(column));
    if (!parts.empty())
        parts.back() = std::string(before) + parts.back() + std::string(after);
    return "(" + join(parts, ", ") + ")";
}

std::string foreignKey(const Constraint& constraint)
{
    const auto listed = [&](const std::vector<std::string>& columns) {
        return constraint.period ? columnListWithPeriod(columns, "PERIOD ", "") : columnList(columns);
    };
    std::string text = "FOREIGN KEY " + listed(constraint.columns) + " REFERENCES " + quoteName(constraint.refTable);
    if (!constraint.refColumns.empty())
        text += " " + listed(constraint.refColumns);
    if (constraint.match == ForeignKeyMatch::Full)
        text += " MATCH FULL";
    if (constraint.onUpdate != ForeignKeyAction::NoAction)
        text += std::format(" ON UPDATE {}", actionWord(constraint.onUpdate));
    if (constraint.onDelete != ForeignKeyAction::NoAction)
        text += std::format(" ON DELETE {}", actionWord(constraint.onDelete));
    if (!constraint.onDeleteColumns.empty())
        text += " " + columnList(constraint.onDeleteColumns);
    return text;
}

std::string keyConstraint(const Constraint& constraint)
{
    std::string text = constraint.type == ConstraintType::PrimaryKey ? "PRIMARY KEY " : "UNIQUE ";
    if (constraint.nullsNotDistinct)
        text += "NULLS NOT DISTINCT ";
    text += constraint.period ? columnListWithPeriod(constraint.columns, "", " WITHOUT OVERLAPS")
                              : columnList(constraint.columns);
    if (!constraint.include.empty())
        text += " INCLUDE " + columnList(constraint.include);
    if (!constraint.indexOptions.empty())
        text += " WITH (" + optionList(constraint.indexOptions) + ")";
    if (!constraint.tablespace.empty())
        text += " USING INDEX TABLESPACE " + quoteIdent(constraint.tablespace);
    return text;
}

std::string body(const Constraint& constraint)
{
    switch (constraint.type) {
    case ConstraintType::PrimaryKey:
    case ConstraintType::Unique: return keyConstraint(constraint);
    case ConstraintType::ForeignKey: return foreignKey(constraint);
    case ConstraintType::Check:
        return "CHECK " + inParentheses(constraint.expression) + (constraint.noInherit ? " NO INHERIT" : "");
    case ConstraintType::Exclude: return constraint.expression;
    }
    return {};
}

} // namespace

std::string constraintDefinition(const Constraint& constraint)
{
    std::string text = "CONSTRAINT " + quoteIdent(constraint.name) + " " + body(constraint);
    if (constraint.deferrable)
        text += constraint.initiallyDeferred ? " DEFERRABLE INITIALLY DEFERRED" : " DEFERRABLE";
    if (!constraint.enforced)
        text += " NOT ENFORCED";
    else if (constraint.notValid)
        text += " NOT VALID";
    return text;
}

std::vector<Statement> constraintSettings(const ObjectKey& table, const Constraint& before, const Constraint& after)
{
    std::vector<Statement> statements;
    const std::string index = quoteName(table.schema, after.name);
    const ObjectKey indexKey = childKey(Kind::Index, table.schema, table.name, after.name);
    const auto onIndex = [&](std::string sql, LockMode mode) {
        statements.push_back(statement(table, std::move(sql), {{mode, indexKey}}));
    };
    if (before.tablespace != after.tablespace)
        onIndex("ALTER INDEX " + index + " SET TABLESPACE " +
                    quoteIdent(after.tablespace.empty() ? "pg_default" : after.tablespace),
                LockMode::AccessExclusive);
    for (const std::string& change : optionChanges(before.indexOptions, after.indexOptions))
        onIndex("ALTER INDEX " + index + " " + change, indexOptionsLock(before.indexOptions, after.indexOptions));
    if (before.clustered != after.clustered)
        statements.push_back(onTable(
            table,
            alterTable(table) + (after.clustered ? "CLUSTER ON " + quoteIdent(after.name) : "SET WITHOUT CLUSTER"),
            LockMode::ShareUpdateExclusive));
    if (after.replicaIdentity && !before.replicaIdentity)
        statements.push_back(
            onTable(table, alterTable(table) + "REPLICA IDENTITY USING INDEX " + quoteIdent(after.name)));
    if (before.comment != after.comment)
        statements.push_back(
            onTable(table,
                    commentSql("CONSTRAINT " + quoteIdent(after.name) + " ON " + quoteName(table.schema, table.name),
                               after.comment),
                    LockMode::AccessShare));
    if (before.indexComment != after.indexComment)
        onIndex(commentSql("INDEX " + index, after.indexComment), LockMode::ShareUpdateExclusive);
    return statements;
}

bool locksTablesBelow(const PlanContext& context)
{
    return context.serverVersion >= 180000;
}

LockReach reachOf(const Constraint& constraint)
{
    if (constraint.type != ConstraintType::Check)
        return LockReach::Partitions;
    return constraint.noInherit ? LockReach::Itself : LockReach::Family;
}

Statement dropConstraint(const ObjectKey& table, const Constraint& constraint, bool only)
{
    const std::string alter =
        only ? "ALTER TABLE ONLY " + quoteName(table.schema, table.name) + " " : alterTable(table);
    Statement statement = onTable(table, alter + "DROP CONSTRAINT " + quoteIdent(constraint.name),
                                  LockMode::AccessExclusive, only ? LockReach::Itself : reachOf(constraint));
    if (constraint.type == ConstraintType::ForeignKey)
        statement.locks.push_back({LockMode::AccessExclusive, tableKey(constraint.refTable), LockReach::Partitions});
    return statement;
}

namespace {

/// The facts of ADD CONSTRAINT. PostgreSQL 17 manual, "ALTER TABLE", Notes.
Statement addConstraint(const ObjectKey& table, const Constraint& constraint, const PlanContext& context, bool alone,
                        std::string sql)
{
    const bool locksAllBelow = locksTablesBelow(context);
    Statement statement = onTable(table, std::move(sql));
    switch (constraint.type) {
    case ConstraintType::ForeignKey:
        statement.locks = {{LockMode::ShareRowExclusive, table, LockReach::Partitions}};
        if (const ObjectKey referenced = tableKey(constraint.refTable); referenced != table)
            statement.locks.push_back({LockMode::ShareRowExclusive, referenced, LockReach::Partitions});
        break;
    case ConstraintType::Check:
        statement.locks.front().reach = locksAllBelow ? LockReach::Family : reachOf(constraint);
        break;
    case ConstraintType::PrimaryKey:
    case ConstraintType::Unique:
    case ConstraintType::Exclude:
        if (!alone) // the partitions get an index each
            statement.locks.push_back(
                {locksAllBelow ? LockMode::AccessExclusive : LockMode::Share, table, LockReach::Partitions});
        break;
    }
    if (!mayHoldRows(context, table) || constraint.notValid || !constraint.enforced)
        return statement;
    statement.scans = true;
    const std::string name = quoteIdent(constraint.name);
    switch (constraint.type) {
    case ConstraintType::ForeignKey:
        statement.hazards.push_back(
            {"add-foreign-key", std::format("Adding the foreign key {} checks every row of {} and blocks writes to it "
                                            "and to {}. It fails if a row has no match.",
                                            name, table.display(), tableKey(constraint.refTable).display())});
        break;
    case ConstraintType::PrimaryKey:
    case ConstraintType::Unique:
    case ConstraintType::Exclude:
        statement.hazards.push_back(
            {constraint.type == ConstraintType::Exclude ? "add-exclusion" : "add-unique",
             std::format("Building the index of the constraint {} blocks reads and writes of {}. It fails if rows "
                         "violate the constraint.",
                         name, table.display())});
        break;
    case ConstraintType::Check:
        statement.hazards.push_back(
            {"add-check",
             std::format(
                 "Checking {} reads every row of {} while it is locked. It fails if a row violates the constraint.",
                 name, table.display())});
        break;
    }
    return statement;
}

/// The constraints that go, under other names, and demand the same: this one is created in the transaction that drops them.
void followEqual(const ObjectKey& table, const Constraint& constraint, const PlanContext& context, Step& step)
{
    const auto* before = context.online ? context.from.get<Table>(table) : nullptr;
    const auto* after = context.to.get<Table>(table);
    if (!before || !after || before->findConstraint(constraint.name))
        return;
    for (Constraint old : before->constraints) {
        if (after->findConstraint(old.name))
            continue;
        const ObjectKey element = constraintKey(table, old.name);
        old.name = constraint.name;
        if (!isConstraintRemade(old, constraint))
            step.follows.push_back(element);
    }
}

/// A primary key comes once its columns take no nulls, and in the transaction in which another one, of another name, goes.
void followKey(const ObjectKey& table, const Constraint& constraint, const PlanContext& context, Step& step)
{
    for (const std::string& column : constraint.columns)
        step.needs.push_back(notNullKey(table, column));
    const auto* before = context.from.get<Table>(table);
    const Constraint* old = before ? before->primaryKey() : nullptr;
    if (old && old->name != constraint.name)
        step.follows.push_back(constraintKey(table, old->name));
}

/// The key of a partitioned table is valid once those of all partitions are attached.
void needAttached(const ObjectKey& table, const std::string& constraint, const Catalog& catalog, Step& step)
{
    for (const ObjectKey& partition : children(catalog, table))
        for (const Constraint& mine : catalog.get<Table>(partition)->constraints)
            if (mine.parentConstraint == constraint) {
                step.needs.push_back(attachedKey(constraintKey(partition, mine.name)));
                needAttached(partition, mine.name, catalog, step);
            }
}

} // namespace

std::vector<ObjectKey> goingKeys(const Constraint& foreignKey, const PlanContext& context)
{
    std::vector<ObjectKey> going;
    const ObjectKey referenced = tableKey(foreignKey.refTable);
    const auto* before = context.from.get<Table>(referenced);
    const auto* after = context.to.get<Table>(referenced);
    if (!before || !after)
        return going;
    for (const Constraint& key : before->constraints)
        if ((key.type == ConstraintType::PrimaryKey || key.type == ConstraintType::Unique) &&
            !after->findConstraint(key.name) && std::ranges::is_permutation(key.columns, foreignKey.refColumns))
            going.push_back(constraintKey(referenced, key.name));
    return going;
}

void needColumns(const ObjectKey& table, const Constraint& constraint, const PlanContext& context, Step& step)
{
    for (const auto* columns : {&constraint.columns, &constraint.include})
        for (const std::string& column : *columns)
            step.needs.push_back(columnKey(table, column));
    if (constraint.type != ConstraintType::ForeignKey)
        return;
    const ObjectKey referenced = tableKey(constraint.refTable);
    step.needs.push_back(referenced);
    for (const std::string& column : constraint.refColumns)
        step.needs.push_back(columnKey(referenced, column));
    if (const auto* target = context.to.get<Table>(referenced))
        for (const Constraint& candidate : target->constraints)
            if (candidate.type == ConstraintType::PrimaryKey || candidate.type == ConstraintType::Unique) {
                step.needs.push_back(constraintKey(referenced, candidate.name));
                needAttached(referenced, candidate.name, context.to, step);
            }
}

std::vector<Statement> newConstraintSettings(const ObjectKey& table, const Constraint& constraint)
{
    Constraint bare = constraint;
    bare.clustered = bare.replicaIdentity = false;
    bare.comment.clear();
    bare.indexComment.clear();
    if (constraint.type == ConstraintType::Exclude)
        bare.tablespace.clear();
    return constraintSettings(table, bare, constraint);
}

Steps addConstraintSteps(const ObjectKey& table, const Table& tableBody, const Constraint& constraint,
                         const PlanContext& context)
{
    const bool key = constraint.type == ConstraintType::PrimaryKey || constraint.type == ConstraintType::Unique;
    const bool alone = key && !tableBody.partitionBy.empty() && !reachesPartitions(context.to, table, constraint);
    const ObjectKey element = constraintKey(table, constraint.name);
    Steps steps = addConstraintOnline(table, tableBody, constraint, context);
    if (steps.empty())
        steps.push_back(
            {.statements = {addConstraint(
                 table, constraint, context, alone,
                 (alone ? "ALTER TABLE ONLY " + quoteName(table.schema, table.name) + " " : alterTable(table)) +
                     "ADD " + constraintDefinition(constraint))},
             .creates = {element}});
    for (Step& step : steps)
        needColumns(table, constraint, context, step);
    Step& made =
        *std::ranges::find_if(steps, [&](const Step& step) { return std::ranges::contains(step.creates, element); });
    if (mayHoldRows(context, table) && lacksIndex(context.to, table, constraint))
        made.statements.front().hazards.push_back({"foreign-key-without-index", withoutIndexText(table, constraint)});
    std::ranges::move(newConstraintSettings(table, constraint), std::back_inserter(made.statements));
    if (constraint.type == ConstraintType::PrimaryKey)
        followKey(table, constraint, context, made);
    followEqual(table, constraint, context, made);
    if (constraint.type == ConstraintType::ForeignKey)
        std::ranges::move(goingKeys(constraint, context), std::back_inserter(made.follows));
    return steps;
}

} // namespace schemawright::tables
