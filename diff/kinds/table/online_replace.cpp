#include "diff/kinds/table/online.h"

#include "diff/kinds/table/constraint_alter.h"
#include "diff/kinds/table/constraint_sql.h"
#include "diff/kinds/table/table.h"
#include "diff/kinds/table/table_inherit.h"
#include "model/sql.h"

#include <algorithm>
#include <format>

/// A constraint of another form under the same name: made beside the old one under another name, and given its name in the transaction that drops
/// the old one. So nobody finds the table without either.
namespace schemawright::tables {

namespace {

/// Do the tables that inherit a check have it from their parent only, before and after, and are they the same?
bool isInheritedAlike(const ObjectKey& table, const std::string& constraint, const PlanContext& context)
{
    const std::vector<ObjectKey> below = children(context.from, table);
    return below == children(context.to, table) && std::ranges::all_of(below, [&](const ObjectKey& child) {
               const auto isOwn = [&](const Catalog& catalog) {
                   const Constraint* mine = catalog.get<Table>(child)->findConstraint(constraint);
                   return mine && mine->local;
               };
               return !isOwn(context.from) && !isOwn(context.to) && isInheritedAlike(child, constraint, context);
           });
}

/// Stays the table where it is among its parents?
bool staysInPlace(const ObjectKey& table, const PlanContext& context)
{
    const auto* before = context.from.get<Table>(table);
    const auto* after = context.to.get<Table>(table);
    return before && after && parents(*before) == parents(*after) && before->partitionBound == after->partitionBound;
}

Statement renameConstraint(const ObjectKey& table, const Constraint& constraint, const std::string& from)
{
    return onTable(table,
                   alterTable(table) + "RENAME CONSTRAINT " + quoteIdent(from) + " TO " + quoteIdent(constraint.name),
                   LockMode::AccessExclusive, reachOf(constraint));
}

Replacement replaceChecked(const ObjectKey& table, const Constraint& now, const PlanContext& context)
{
    const ObjectKey element = constraintKey(table, now.name);
    Constraint beside = now;
    beside.name = context.names.constraint(table, element, "__new");
    Steps steps = addCheckedLater(table, beside);
    steps.back().insteadOf = element;
    const ObjectKey checked = checkedKey(constraintKey(table, beside.name));
    return {
        .before = std::move(steps),
        .made = {.statements = {renameConstraint(table, now, beside.name)}, .creates = {element}, .needs = {checked}},
        .ready = {checked}};
}

Replacement replaceKey(const ObjectKey& table, const Constraint& now, const PlanContext& context)
{
    const ObjectKey element = constraintKey(table, now.name);
    const std::string& index = context.names.index(element);
    const ObjectKey built = childKey(Kind::Index, table.schema, table.name, index);
    Replacement replacement{
        .before = {},
        .made = {.statements = {addKeyUsing(table, now, index)}, .creates = {element}, .needs = {built}},
        .ready = {built}};
    replacement.before.push_back(buildKeyIndex(table, now, index));
    return replacement;
}

} // namespace

std::optional<Replacement> replaceOnline(const Alteration& alteration, const Constraint& old, const Constraint& now)
{
    const ObjectKey& table = alteration.key;
    const PlanContext& context = alteration.context;
    const ObjectKey element = constraintKey(table, now.name);
    if (!goesOnline(context, table) || context.inOneGo.contains(element) || now.notValid || !now.enforced ||
        now.type == ConstraintType::Exclude || !isConstraintRemade(old, now) || !old.local || !now.local ||
        !old.parentConstraint.empty() || !now.parentConstraint.empty() || !staysInPlace(table, context) ||
        isInTheWayOfTypes(table, old, context) || isInTheWayOfTypes(table, now, context) ||
        !standsOnItsOwn(element, context) ||
        (now.type == ConstraintType::ForeignKey && !goingKeys(now, context).empty()))
        return std::nullopt;
    // No index that is built apart can become a key WITHOUT OVERLAPS.
    if (hasIndex(now.type) && now.period)
        return std::nullopt;
    if (now.type == ConstraintType::Check)
        return isInheritedAlike(table, now.name, context) ? std::optional(replaceChecked(table, now, context))
                                                          : std::nullopt;
    if (!alteration.after.partitionBy.empty())
        return addOnPartitions(table, now, context, true);
    return now.type == ConstraintType::ForeignKey ? replaceChecked(table, now, context)
                                                  : replaceKey(table, now, context);
}

} // namespace schemawright::tables
