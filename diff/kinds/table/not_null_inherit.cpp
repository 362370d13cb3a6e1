#include "diff/kinds/table/not_null_inherit.h"

#include "diff/kinds/base/same.h"
#include "diff/kinds/table/column_sql.h"
#include "diff/kinds/table/not_null.h"
#include "diff/kinds/table/online.h"
#include "diff/kinds/table/table.h"
#include "diff/kinds/table/table_inherit.h"
#include "model/sql.h"

#include <algorithm>
#include <memory>
#include <optional>

namespace schemawright::tables {

namespace {

bool isNamed(const Column& column)
{
    return column.notNull && !column.notNullConstraint.name.empty();
}

bool gives(const Column* column)
{
    return column && column->notNull && !column->notNullConstraint.noInherit;
}

/// The parents before and after, from which the table does not part in between, with the column in both.
template <class Visit>
void forLastingParents(const PlanContext& context, const ObjectKey& table, const std::string& column, Visit&& visit)
{
    const auto* before = context.from.get<Table>(table);
    const auto* after = context.to.get<Table>(table);
    if (!before || !after || (!before->partitionOf.empty() && before->partitionBound != after->partitionBound))
        return;
    for (const QualifiedName& parent : parents(*before)) {
        if (!std::ranges::contains(parents(*after), parent))
            continue;
        const auto* old = context.from.get<Table>(tableKey(parent));
        const auto* now = context.to.get<Table>(tableKey(parent));
        if (old && now)
            visit(tableKey(parent), old->findColumn(column), now->findColumn(column));
    }
}

bool isGivenThroughout(const PlanContext& context, const ObjectKey& table, const std::string& column)
{
    bool given = false;
    forLastingParents(context, table, column, [&](const ObjectKey&, const Column* old, const Column* now) {
        given = given || (gives(old) && gives(now));
    });
    return given;
}

/// The name that the constraint can have after it was `stands`.
const std::string& reachableName(const PlanContext& context, const ObjectKey& table, const Column& stands,
                                 const Column& wanted)
{
    const std::string& name = wanted.notNullConstraint.name;
    if (!isNamed(stands) || !isNamed(wanted) || stands.notNullConstraint.name == name)
        return name;
    if (isGivenThroughout(context, table, wanted.name))
        return stands.notNullConstraint.name;
    const auto* before = context.from.get<Table>(table);
    const Column* old = before ? before->findColumn(wanted.name) : nullptr;
    const bool alike = stands.notNullConstraint.noInherit || !old || !isNamed(*old) ||
                       isNotNullNamedAlike(context.from, context.to, table, *old);
    return alike ? name : stands.notNullConstraint.name;
}

void listAbove(const Catalog& catalog, const ObjectKey& table, std::vector<ObjectKey>& found)
{
    if (const auto* body = catalog.get<Table>(table))
        for (const QualifiedName& parent : parents(*body)) {
            found.push_back(tableKey(parent));
            listAbove(catalog, tableKey(parent), found);
        }
}

} // namespace

bool keepNotNullBelow(const PlanContext& context, const ObjectKey& table, const Column& column)
{
    return gives(&column) && isNamed(column) &&
           std::ranges::any_of(lastingChildren(context, table), [&](const ObjectKey& child) {
               const Column* old = context.from.get<Table>(child)->findColumn(column.name);
               const Column* now = context.to.get<Table>(child)->findColumn(column.name);
               return old && now && old->notNull && now->notNull && !old->notNullConstraint.local;
           });
}

Statement stopInheritingNotNull(const ObjectKey& table, const Column& column)
{
    return onFamily(table, alterTable(table) + "ALTER CONSTRAINT " + quoteIdent(column.notNullConstraint.name) +
                               " NO INHERIT");
}

void inheritNotNull(const PlanContext& context, const ObjectKey& table, const ObjectKey& parent, const Column& before,
                    const Column& after, const Column* wanted, Column& mine)
{
    NotNullConstraint& own = mine.notNullConstraint;
    if (!gives(&before) && gives(&after) && !mine.notNull) {
        const NotNullConstraint& above = after.notNullConstraint;
        if (wanted && isNamed(*wanted) &&
            (wanted->notNullConstraint.name != above.name || wanted->notNullConstraint.local))
            return; // it is the table's own first
        mine.notNull = true;
        own = above;
        own.local = false;
        own.comment.clear();
    } else if (gives(&before) && !gives(&after) && isNamed(mine)) {
        own.local = own.local || after.notNull || keepNotNullBelow(context, parent, before);
        mine.notNull = own.local || isGivenThroughout(context, table, mine.name);
        if (!mine.notNull)
            own = {};
    } else if (gives(&before) && gives(&after) && isNamed(mine)) {
        if (own.name == before.notNullConstraint.name)
            own.name = reachableName(context, parent, before, after);
        if (before.notNullConstraint.notValid && !after.notNullConstraint.notValid)
            own.notValid = false;
    }
}

bool gainsNotNull(const PlanContext& context, const ObjectKey& table, const std::string& column)
{
    bool gains = false;
    forLastingParents(context, table, column, [&](const ObjectKey&, const Column* old, const Column* now) {
        gains = gains || (!gives(old) && gives(now) && isNamed(*now));
    });
    return gains;
}

namespace {

/// The name that the plan leaves; only of a column that is not null under different names in both.
const std::string& leftName(const Catalog& from, const Catalog& to, const ObjectKey& table, const Column& before,
                            const Column& after)
{
    const std::string& name = before.notNullConstraint.name;
    for (const QualifiedName& parent : parents(*from.get<Table>(table))) {
        const auto* old = from.get<Table>(tableKey(parent));
        const auto* now = to.get<Table>(tableKey(parent));
        const Column* above = old ? old->findColumn(before.name) : nullptr;
        const Column* wanted = now ? now->findColumn(before.name) : nullptr;
        if (!gives(above) || !gives(wanted) || !std::ranges::contains(parents(*to.get<Table>(table)), parent))
            continue;
        return above->notNullConstraint.name == name ? leftName(from, to, tableKey(parent), *above, *wanted) : name;
    }
    return isNotNullNamedAlike(from, to, table, before) ? after.notNullConstraint.name : name;
}

} // namespace

Catalog withLeftNotNullNames(const Catalog& from, const Catalog& to)
{
    Catalog::Entries entries = to.entries();
    bool changed = false;
    for (Catalog::Entry& entry : entries) {
        const auto* after = entry.object->as<Table>();
        const auto* before = after ? from.get<Table>(*entry.key) : nullptr;
        if (!before || before == after)
            continue;
        std::optional<Object> copy;
        for (std::size_t i = 0; i < after->columns.size(); ++i) {
            const Column& wanted = after->columns[i];
            const Column* old = before->findColumn(wanted.name);
            if (!old || !isNamed(*old) || !isNamed(wanted) ||
                old->notNullConstraint.name == wanted.notNullConstraint.name)
                continue;
            const std::string& left = leftName(from, to, *entry.key, *old, wanted);
            if (left == wanted.notNullConstraint.name)
                continue;
            if (!copy)
                copy = *entry.object;
            std::get<Table>(copy->body).columns[i].notNullConstraint.name = left;
        }
        if (!copy)
            continue;
        entry.object = std::make_shared<const Object>(std::move(*copy));
        changed = true;
    }
    return changed ? Catalog(std::move(entries), to.dependencies()) : to;
}

Step beforeParentsNotNull(const PlanContext& context, const ObjectKey& table, const std::string& column)
{
    Step step{.creates = {notNullKey(table, column)}};
    std::vector<ObjectKey> above;
    listAbove(context.to, table, above);
    for (const ObjectKey& parent : above) {
        step.precedes.push_back(columnKey(parent, column));
        step.precedes.push_back(notNullKey(parent, column));
        const Column* given = context.to.get<Table>(parent)->findColumn(column);
        if (given && isNamed(*given))
            step.precedes.push_back(constraintKey(parent, given->notNullConstraint.name));
    }
    return step;
}

AroundRetype partNotNull(const PlanContext& context, const ObjectKey& table, const std::string& column)
{
    AroundRetype around;
    const auto* body = context.from.get<Table>(table);
    const Column* mine = body ? body->findColumn(column) : nullptr;
    if (!mine || !isNamed(*mine))
        return around;
    const std::vector<ObjectKey> below = lastingChildren(context, table);
    const auto isOwn = [&](const ObjectKey& child) {
        const Column* other = context.from.get<Table>(child)->findColumn(column);
        return other && isNamed(*other) && other->notNullConstraint.local &&
               other->notNullConstraint.name != mine->notNullConstraint.name;
    };
    if (gives(mine) && std::ranges::any_of(below, isOwn)) {
        const std::string name = quoteIdent(mine->notNullConstraint.name);
        const Statement inherits = onFamily(table, alterTable(table) + "ALTER CONSTRAINT " + name + " INHERIT");
        around.before.push_back(stopInheritingNotNull(table, *mine));
        // A partitioned table's may not be NO INHERIT while the type changes: all get one name meanwhile.
        if (!body->partitionBy.empty()) {
            around.after.push_back(around.before.front());
            for (const ObjectKey& child : below)
                if (isOwn(child)) {
                    const std::string other =
                        quoteIdent(context.from.get<Table>(child)->findColumn(column)->notNullConstraint.name);
                    const std::string rename = alterTable(child) + "RENAME CONSTRAINT ";
                    around.before.push_back(onFamily(child, rename + other + " TO " + name));
                    around.after.push_back(onFamily(child, rename + name + " TO " + other));
                }
            around.before.push_back(inherits);
        }
        around.after.push_back(inherits);
    }
    for (const ObjectKey& child : below) {
        AroundRetype further = partNotNull(context, child, column);
        std::ranges::move(further.before, std::back_inserter(around.before));
        std::ranges::move(further.after, std::back_inserter(around.after));
    }
    return around;
}

void settleNotNullNames(const PlanContext& context, const ObjectKey& table, const Table& stands, Table& wanted)
{
    for (Column& column : wanted.columns)
        if (const Column* old = stands.findColumn(column.name))
            column.notNullConstraint.name = reachableName(context, table, *old, column);
}

void stepAsideForNotNull(const PlanContext& context, const ObjectKey& table, const Table& wanted, Table& stands,
                         Steps& steps)
{
    for (Column& column : stands.columns) {
        NotNullConstraint& constraint = column.notNullConstraint;
        if (!isNamed(column) || !wanted.findColumn(column.name) ||
            (!constraint.noInherit && !lastingChildren(context, table).empty()) ||
            isGivenThroughout(context, table, column.name))
            continue;
        Step step{.precedes = {constraintKey(table, constraint.name)}};
        for (const Column& other : wanted.columns)
            if (isNamed(other) && other.name != column.name && other.notNullConstraint.name == constraint.name) {
                step.precedes.push_back(columnKey(table, other.name));
                step.precedes.push_back(notNullKey(table, other.name));
            }
        if (step.precedes.size() == 1 &&
            (!wanted.findConstraint(constraint.name) || stands.findConstraint(constraint.name)))
            continue;
        const std::string& aside = context.names.constraint(table, columnKey(table, column.name), "_not_null_old");
        step.statements.push_back(onTable(table, alterTable(table) + "RENAME CONSTRAINT " +
                                                     quoteIdent(constraint.name) + " TO " + quoteIdent(aside)));
        constraint.name = aside;
        steps.push_back(std::move(step));
    }
}

} // namespace schemawright::tables
