#include "diff/kinds/table/not_null.h"

#include "diff/kinds/base/attributes.h"
#include "diff/kinds/base/not_null_name.h"
#include "diff/kinds/table/constraint_sql.h"
#include "diff/kinds/table/online.h"
#include "diff/kinds/table/table.h"
#include "model/sql.h"

namespace schemawright::tables {

namespace {

/// Must the name be said? PostgreSQL chooses another where a constraint in the schema has the usual one.
bool isNamed(const ObjectKey& table, const Column& column, const PlanContext& context)
{
    const std::string& name = column.notNullConstraint.name;
    return !name.empty() && (name != usualNotNullName(table.name, column.name) ||
                             context.names.isConstraint(columnKey(table, column.name), name));
}

/// "CONSTRAINT name NOT NULL column NO INHERIT", the name where it must be said.
std::string element(const ObjectKey& table, const Column& column, const PlanContext& context)
{
    std::string text;
    if (isNamed(table, column, context))
        text = "CONSTRAINT " + quoteIdent(column.notNullConstraint.name) + " ";
    text += "NOT NULL " + quoteIdent(column.name);
    if (column.notNullConstraint.noInherit)
        text += " NO INHERIT";
    if (column.notNullConstraint.notValid)
        text += " NOT VALID";
    return text;
}

/// As the other kinds of constraints that are checked: what VALIDATE needs to know.
Constraint asConstraint(const Column& column, const std::string& name)
{
    Constraint constraint;
    constraint.name = name;
    constraint.columns = {column.name};
    constraint.noInherit = column.notNullConstraint.noInherit;
    return constraint;
}

} // namespace

std::string notNullClause(const ObjectKey& table, const Column& column, const PlanContext& context)
{
    if (!column.notNull || column.notNullConstraint.notValid)
        return {};
    std::string text = " ";
    if (isNamed(table, column, context))
        text += "CONSTRAINT " + quoteIdent(column.notNullConstraint.name) + " ";
    return text + "NOT NULL" + (column.notNullConstraint.noInherit ? " NO INHERIT" : "");
}

std::string ownNotNullElement(const Column& column, const Column& above)
{
    const NotNullConstraint& mine = column.notNullConstraint;
    const bool given = above.notNull && !above.notNullConstraint.noInherit;
    if (!column.notNull || mine.name.empty() || mine.notValid || (given && !mine.local))
        return {};
    return "CONSTRAINT " + quoteIdent(mine.name) + " NOT NULL " + quoteIdent(column.name) +
           (mine.noInherit ? " NO INHERIT" : "");
}

Statement addNotNull(const ObjectKey& table, const Column& column, const PlanContext& context)
{
    const NotNullConstraint& constraint = column.notNullConstraint;
    if (!isNamed(table, column, context) && !constraint.noInherit && !constraint.notValid)
        return onFamily(table, alterTable(table) + "ALTER COLUMN " + quoteIdent(column.name) + " SET NOT NULL");
    return onTable(table, alterTable(table) + "ADD " + element(table, column, context), LockMode::AccessExclusive,
                   constraint.noInherit ? LockReach::Itself : LockReach::Family);
}

std::string notNullName(const ObjectKey& table, const Column& column)
{
    return column.notNullConstraint.name.empty() ? usualNotNullName(table.name, column.name)
                                                 : column.notNullConstraint.name;
}

std::vector<Statement> notNullSettings(const ObjectKey& table, const Column& before, const Column& after,
                                       const PlanContext& context)
{
    std::vector<Statement> statements;
    if (!after.notNull)
        return statements;
    if (after.notNullConstraint.notValid && !before.notNull)
        statements.push_back(addNotNull(table, after, context));
    const std::string said = before.notNull ? before.notNullConstraint.comment : std::string();
    if (said != after.notNullConstraint.comment && !isNotNullUnknown(before, after))
        statements.push_back(onTable(table,
                                     commentSql("CONSTRAINT " + quoteIdent(notNullName(table, after)) + " ON " +
                                                    quoteName(table.schema, table.name),
                                                after.notNullConstraint.comment),
                                     LockMode::AccessShare));
    return statements;
}

std::vector<Statement> alterNotNull(const ObjectKey& table, const Column& before, const Column& after,
                                    const PlanContext& context)
{
    std::vector<Statement> statements;
    const NotNullConstraint& old = before.notNullConstraint;
    const NotNullConstraint& now = after.notNullConstraint;
    if (old.name.empty() || now.name.empty())
        return statements;
    if (now.notValid && !old.notValid) {
        statements.push_back(
            onFamily(table, alterTable(table) + "ALTER COLUMN " + quoteIdent(after.name) + " DROP NOT NULL"));
        statements.push_back(addNotNull(table, after, context));
        return statements;
    }
    const std::string name = quoteIdent(now.name);
    const LockReach reach = now.noInherit ? LockReach::Itself : LockReach::Family;
    if (old.name != now.name)
        statements.push_back(onTable(table,
                                     alterTable(table) + "RENAME CONSTRAINT " + quoteIdent(old.name) + " TO " + name,
                                     LockMode::AccessExclusive, reach));
    if (old.noInherit != now.noInherit)
        statements.push_back(onFamily(table, alterTable(table) + "ALTER CONSTRAINT " + name +
                                                 (now.noInherit ? " NO" : "") + " INHERIT"));
    if (old.notValid && !now.notValid)
        statements.push_back(validateConstraint(table, asConstraint(after, now.name), context.online));
    return statements;
}

} // namespace schemawright::tables
