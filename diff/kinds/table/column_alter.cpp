#include "diff/kinds/table/column_alter.h"

#include "diff/kinds/table/column_change.h"
#include "diff/kinds/table/column_sql.h"
#include "diff/kinds/table/column_types.h"
#include "diff/kinds/table/not_null.h"
#include "diff/kinds/table/not_null_inherit.h"
#include "diff/kinds/table/online.h"
#include "diff/kinds/table/row_type.h"
#include "diff/kinds/table/table_inherit.h"
#include "diff/kinds/table/table_rebuild.h"
#include "diff/kinds/table/value_cast.h"
#include "model/sql.h"

#include <algorithm>
#include <format>
#include <ranges>
#include <span>

namespace schemawright::tables {

namespace {

/// A default that needs something made for it (the sequence that the column owns, say) goes before that.
bool needsOwnDrop(const ObjectKey& key, const Column& column, const PlanContext& context)
{
    return column.generated == Generated::No && !column.defaultExpr.empty() &&
           (isEntangled(context.from.dependencies(), key, defaultKey(key, column.name)) ||
            context.recreated.contains(defaultKey(key, column.name)));
}

void dropColumn(const Alteration& alteration, const Column& column, bool remade, Step& drops, Steps& steps)
{
    const ObjectKey& key = alteration.key;
    const bool detaches = !drops.statements.empty();
    Step own;
    Step& step = detaches ? drops : own;
    if (!detaches && needsOwnDrop(key, column, alteration.context)) {
        steps.emplace_back();
        steps.back().statements.push_back(
            onFamily(key, alterTable(key) + "ALTER COLUMN " + quoteIdent(column.name) + " DROP DEFAULT"));
        steps.back().drops.push_back(defaultKey(key, column.name));
    } else if (!column.defaultExpr.empty()) {
        step.drops.push_back(defaultKey(key, column.name));
    }
    step.drops.push_back(columnKey(key, column.name));
    if (column.identity != Identity::None)
        step.drops.push_back(identitySequenceKey(key, column));
    const bool only = !remade && isKeptByChild(key, column, alteration.context);
    if (only)
        for (const ObjectKey& child : lastingChildren(alteration.context, key))
            step.outlives.push_back(columnKey(child, column.name));
    else
        listInherited(alteration.context, key, column.name, step.drops);
    const std::string alter = only ? "ALTER TABLE ONLY " + quoteName(key.schema, key.name) + " " : alterTable(key);
    Statement statement = onTable(key, alter + "DROP COLUMN " + quoteIdent(column.name), LockMode::AccessExclusive,
                                  only ? LockReach::Children : LockReach::Family);
    // What is dropped from one table only leaves the NOT NULL of those below as if it were inherited still.
    if (only && keepNotNullBelow(alteration.context, key, column))
        step.statements.push_back(stopInheritingNotNull(key, column));
    // The values of a generated column are computed again.
    if (!remade || column.generated == Generated::No) {
        statement.losesData = true;
        statement.hazards.push_back(
            {"drop-column", std::format("Dropping {} loses its values.", columnKey(key, column.name).display())});
    }
    step.statements.push_back(std::move(statement));
    if (!detaches)
        steps.push_back(std::move(own));
}

void addFacts(const Alteration& alteration, const Column& column, Statement& statement)
{
    if (!mayHoldRows(alteration.context, alteration.key))
        return;
    const bool computes =
        column.generated == Generated::Stored || column.identity != Identity::None ||
        (column.generated == Generated::No && isVolatile(alteration.key, column, alteration.context.to)) ||
        isConstrainedDomain(alteration.context.to, column.type);
    const std::string name = columnKey(alteration.key, column.name).display();
    if (computes) {
        statement.scans = true;
        statement.rewrites = true;
        statement.hazards.push_back(
            {"rewrite-table", std::format("Adding {} computes a value for every row. The table is rewritten, and reads "
                                          "and writes are blocked meanwhile.",
                                          name)});
    } else if (column.notNull && !column.notNullConstraint.notValid && column.defaultExpr.empty() &&
               !hasDomainDefault(alteration.context.to, column.type)) {
        statement.scans = true;
        statement.hazards.push_back(
            {"add-not-null",
             std::format(
                 "Adding {0} fails if the table has rows, because it is NOT NULL and has no default. Give it one, or "
                 "add it in three steps: ADD COLUMN {1} {2}; UPDATE {3} SET {1} = ...; ALTER COLUMN {1} SET NOT "
                 "NULL.",
                 name, quoteIdent(column.name), column.type, quoteName(alteration.key.schema, alteration.key.name))});
    }
}

void addColumn(const Alteration& alteration, const Column& column, Steps& steps)
{
    const ObjectKey& key = alteration.key;
    const ObjectKey element = columnKey(key, column.name);
    const bool hasDefault = !column.defaultExpr.empty();
    const bool apart = hasDefault && column.generated == Generated::No &&
                       isEntangled(alteration.context.to.dependencies(), key, defaultKey(key, column.name));
    Step step;
    // Where another table's column has the rows of this one, ADD COLUMN takes no default.
    const bool asRows = isColumnsRowType(alteration.context.from, key);
    const bool inParts =
        !apart && hasDefault && column.generated == Generated::No &&
        ((goesOnline(alteration.context, key) && alteration.after.partitionBy.empty() &&
          !alteration.context.inOneGo.contains(element) && children(alteration.context.from, key).empty() &&
          isVolatile(key, column, alteration.context.to)) ||
         asRows);
    // PostgreSQL 18 makes the column of those that inherit NOT NULL, too, if it is added so.
    const bool bareHere = column.notNull && column.notNullConstraint.noInherit;
    Column added = column;
    added.notNull = column.notNull && !bareHere;
    Statement statement =
        onFamily(key, alterTable(key) + "ADD COLUMN " +
                          columnDefinition(key, added, alteration.context, {.defaultExpr = !apart, .identity = true}));
    addFacts(alteration, column, statement);
    if (inParts)
        step.statements = {addColumnBare(key, column, alteration.context), setColumnDefault(key, column)};
    else
        step.statements.push_back(std::move(statement));
    if (bareHere && !inParts && !column.notNullConstraint.notValid)
        step.statements.push_back(addNotNull(key, column, alteration.context));
    step.creates.push_back(element);
    if (hasDefault && !apart)
        step.creates.push_back(defaultKey(key, column.name));
    if (column.identity != Identity::None)
        step.creates.push_back(identitySequenceKey(key, column));
    if (const auto type = typeKey(alteration.context.to, column.type))
        step.needs.push_back(*type);
    // A column that is the table's own is there before the parent's of the same name is merged with it.
    for (const QualifiedName& parent : parents(alteration.after))
        step.precedes.push_back(columnKey(tableKey(parent), column.name));
    Column bare = column;
    bare.storage.clear();
    bare.statisticsTarget = -1;
    bare.options.clear();
    bare.comment.clear();
    bare.notNull = column.notNull && !column.notNullConstraint.notValid;
    bare.notNullConstraint.comment.clear();
    bare.acl.reset();
    bare.identity = Identity::None;
    std::ranges::move(columnSettings(key, bare, column, alteration.context.serverVersion),
                      std::back_inserter(step.statements));
    Column now = column;
    if (inParts) // it is not null later
        now.notNullConstraint.comment.clear();
    std::ranges::move(columnAttributes(key, bare, now, alteration.owner, alteration.context),
                      std::back_inserter(step.statements));
    steps.push_back(std::move(step));
    if (inParts) {
        for (Step& filling : fillColumn(key, column, alteration.context)) {
            if (!asRows)
                filling.insteadOf = element;
            steps.push_back(std::move(filling));
        }
        if (auto comment = notNullSettings(key, now, column, alteration.context); !comment.empty())
            steps.push_back({.statements = std::move(comment), .needs = {notNullKey(key, column.name)}});
    }
    if (apart) {
        steps.push_back({.statements = {onFamily(key, alterTable(key) + "ALTER COLUMN " + quoteIdent(column.name) +
                                                          " SET DEFAULT " + column.defaultExpr)},
                         .drops = {},
                         .creates = {defaultKey(key, column.name)},
                         .needs = {element},
                         .precedes = {}});
    }
}

/// A column must leave the old type before that is dropped, or wait for the new one: such columns cannot be in one statement.
bool usesRecreatedType(const PlanContext& context, const Column& before, const Column& after)
{
    const auto old = typeKey(context.from, before.type);
    const auto now = typeKey(context.to, after.type);
    return (old && context.recreated.contains(*old)) || (now && context.recreated.contains(*now));
}

/// Where several columns get types that rewrite the table, it is rewritten once: of the steps at `retyping`, which begin with that, one is made.
void retypeTogether(const std::vector<std::size_t>& retyping, Steps& steps)
{
    if (retyping.size() < 2)
        return;
    std::vector<Statement> types;
    Step together;
    for (const std::size_t i : retyping) {
        Step& step = steps[i];
        types.push_back(std::move(step.statements.front()));
        std::move(step.statements.begin() + 1, step.statements.end(), std::back_inserter(together.statements));
        for (const auto list : {&Step::drops, &Step::creates, &Step::needs})
            std::ranges::move(step.*list, std::back_inserter(together.*list));
    }
    std::vector<Statement> passes = inOnePass(std::move(types));
    std::ranges::move(together.statements, std::back_inserter(passes));
    together.statements = std::move(passes);
    steps[retyping.front()] = std::move(together);
    for (const std::size_t i : std::views::reverse(std::span(retyping).subspan(1)))
        steps.erase(steps.begin() + static_cast<std::ptrdiff_t>(i));
}

} // namespace

bool isColumnRemade(const Column& before, const Column& after, const PlanContext& context)
{
    // Before PostgreSQL 17 there is no SET EXPRESSION.
    const bool setsExpression = context.serverVersion == 0 || context.serverVersion >= 170000;
    if (after.generated == Generated::No)
        return before.generated == Generated::Virtual;
    // Neither can a column become generated, nor a generated one be retyped together with its expression.
    return before.generated != after.generated || before.type != after.type || before.collation != after.collation ||
           (!setsExpression && before.defaultExpr != after.defaultExpr);
}

void alterColumns(const Alteration& alteration, Step& drops, Steps& steps)
{
    const auto& [key, before, after, owner, context] = alteration;
    const auto isRemade = [&](const Column& old, const Column& now) {
        const bool byParent = !now.local && !old.local;
        return isColumnRemade(old, now, context) ||
               (!byParent && old.generated != Generated::No && context.recreated.contains(columnKey(key, old.name)));
    };
    for (const Column& old : before.columns) {
        const Column* now = after.findColumn(old.name);
        if (!now || isRemade(old, *now))
            dropColumn(alteration, old, now != nullptr, drops, steps);
    }
    std::vector<std::size_t> retyping;
    for (const Column& now : after.columns) {
        const Column* old = before.findColumn(now.name);
        if (!old || isRemade(*old, now))
            addColumn(alteration, now, steps);
        else if (const auto step = changeColumn(alteration, *old, now, steps);
                 step && !usesRecreatedType(context, *old, now))
            retyping.push_back(*step);
    }
    retypeTogether(retyping, steps);
}

} // namespace schemawright::tables
