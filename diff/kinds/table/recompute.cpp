#include "diff/kinds/table/recompute.h"

#include "diff/kinds/base/free_names.h"
#include "diff/kinds/base/sql_pieces.h"
#include "diff/kinds/table/constraint_sql.h"
#include "diff/kinds/table/online.h"
#include "diff/kinds/table/table.h"
#include "model/sql.h"

#include <algorithm>
#include <format>

namespace schemawright::tables {

namespace {

constexpr int setExpressionSince = 170000;

/// A second check of the same words looks at every row; the first stays, with its comment and its place, and guards new rows meanwhile.
Recomputation checkedAgain(const ObjectKey& table, const Table& body, const Constraint& constraint,
                           const PlanContext& context)
{
    if (!constraint.local || constraint.notValid || !constraint.enforced)
        return {}; // the parent's, or one that says nothing of the rows
    Constraint again = constraint;
    again.name = derivedName(constraint.name, "__again");
    again.comment.clear();
    Recomputation result{.how = std::format("{} is checked again, under the name {}", quoteIdent(constraint.name),
                                            quoteIdent(again.name)),
                         .statements = {}};
    for (Step& step : addConstraintSteps(table, body, again, context))
        std::ranges::move(step.statements, std::back_inserter(result.statements));
    result.statements.push_back(dropConstraint(table, again));
    std::erase_if(result.statements.back().hazards,
                  [](const Hazard& hazard) { return hazard.rule == "drop-constraint"; }); // the first is still there
    return result;
}

/// Does a parent of the table have the column, too?
bool isInherited(const Table& body, const std::string& column, const PlanContext& context)
{
    return std::ranges::any_of(parents(body), [&](const QualifiedName& parent) {
        const auto* above = context.to.get<Table>(tableKey(parent));
        return above && above->findColumn(column);
    });
}

/// SET EXPRESSION rewrites the table; where that must not be, or is not known yet, rows are updated.
Recomputation generatedAgain(const ObjectKey& table, const Table& body, const Column& column,
                             const PlanContext& context)
{
    const bool online = goesOnline(context, table);
    const bool knowsIt = context.serverVersion == 0 || context.serverVersion >= setExpressionSince;
    if (online || !knowsIt) {
        if (!body.partitionBy.empty())
            return {}; // each partition stores its own values
        Statement update = online ? updateInParts(table, column.name)
                                  : statement(table,
                                              std::format("UPDATE ONLY {} SET {} = DEFAULT",
                                                          quoteName(table.schema, table.name), quoteIdent(column.name)),
                                              {{LockMode::RowExclusive, table}});
        update.scans = true;
        if (!online)
            update.hazards.push_back(
                {"backfill",
                 std::format("Every row of {} is updated. UPDATE triggers fire for each row.", table.display())});
        return {.how = "its rows are updated", .statements = {std::move(update)}};
    }
    if (isInherited(body, column.name, context))
        return {}; // the parent's statement reaches it
    Statement set = onFamily(table, alterTable(table) + "ALTER COLUMN " + quoteIdent(column.name) +
                                        " SET EXPRESSION AS " + inParentheses(column.defaultExpr));
    set.scans = set.rewrites = true;
    set.hazards.push_back({"rewrite-table", std::format("Recomputing {} rewrites {} and blocks reads and writes "
                                                        "meanwhile.",
                                                        quoteIdent(column.name), table.display())});
    return {.how = "its expression is set again", .statements = {std::move(set)}};
}

} // namespace

Recomputation recomputePart(const ObjectKey& element, const Object& object, const PlanContext& context)
{
    const Table& table = *object.as<Table>();
    const ObjectKey key = element.parent.empty() ? element : keyOf(Kind::Table, element.schema, element.parent);
    if (element.kind == Kind::Constraint) {
        const Constraint* constraint = table.findConstraint(element.name);
        if (!constraint || !constraint->parentConstraint.empty())
            return {};
        if (constraint->type == ConstraintType::Check)
            return checkedAgain(key, table, *constraint, context);
        // PostgreSQL does not build the index of an exclusion constraint concurrently.
        const bool concurrently = context.online && constraint->type != ConstraintType::Exclude;
        return reindexed(constraint->name, key, concurrently, context);
    }
    if (element.kind == Kind::Default) {
        const Column* column = table.findColumn(element.name);
        const bool stored = column && column->generated == Generated::Stored;
        return stored ? generatedAgain(key, table, *column, context) : Recomputation{};
    }
    if (table.partitionBy.empty())
        return {};
    return {.how = "rows that belong to another partition now are not found; delete them and insert them again",
            .statements = {}};
}

} // namespace schemawright::tables
