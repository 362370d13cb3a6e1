#include "diff/kinds/table/constraint_alter.h"

#include "diff/kinds/base/foreign_key_index.h"
#include "diff/kinds/table/column_types.h"
#include "diff/kinds/table/constraint_sql.h"
#include "diff/kinds/table/online.h"
#include "diff/kinds/table/table_inherit.h"
#include "model/sql.h"

#include <algorithm>
#include <format>
#include <map>

namespace schemawright::tables {

namespace {

/// What no ALTER concerns: where it comes from, and what is said apart.
Constraint core(Constraint constraint)
{
    constraint.local = true;
    constraint.parentConstraint.clear();
    constraint.tablespace.clear();
    constraint.indexOptions.clear();
    constraint.clustered = constraint.replicaIdentity = false;
    constraint.comment.clear();
    constraint.indexComment.clear();
    constraint.notValid = false;
    if (constraint.type == ConstraintType::ForeignKey) {
        constraint.deferrable = constraint.initiallyDeferred = false;
        constraint.enforced = true;
    }
    return constraint;
}

std::string deferral(const Constraint& constraint)
{
    if (!constraint.deferrable)
        return "NOT DEFERRABLE";
    return constraint.initiallyDeferred ? "DEFERRABLE INITIALLY DEFERRED" : "DEFERRABLE INITIALLY IMMEDIATE";
}

/// ALTER CONSTRAINT ... [NOT] ENFORCED, which of all constraints foreign keys have; enforcing checks every row. PostgreSQL 18 manual, "ALTER TABLE".
Statement enforceConstraint(const ObjectKey& table, const Constraint& constraint, const PlanContext& context)
{
    Statement statement = onTable(table, alterTable(table) + "ALTER CONSTRAINT " + quoteIdent(constraint.name) +
                                             (constraint.enforced ? " ENFORCED" : " NOT ENFORCED"));
    statement.locks.push_back({LockMode::AccessExclusive, tableKey(constraint.refTable), LockReach::Partitions});
    if (constraint.enforced && mayHoldRows(context, table)) {
        statement.scans = true;
        statement.hazards.push_back(
            {"add-foreign-key", std::format("Enforcing the foreign key {} checks every row of {} while it is locked. "
                                            "It fails if a row has no match.",
                                            quoteIdent(constraint.name), table.display())});
    }
    return statement;
}

/// Alters a constraint that stays.
void alterInPlace(const ObjectKey& table, const Constraint& before, const Constraint& after, const PlanContext& context,
                  Steps& steps)
{
    const ObjectKey element = constraintKey(table, after.name);
    Step step;
    if (after.type == ConstraintType::ForeignKey && deferral(before) != deferral(after))
        step.statements.push_back(
            onTable(table, alterTable(table) + "ALTER CONSTRAINT " + quoteIdent(after.name) + " " + deferral(after)));
    if (before.enforced != after.enforced)
        step.statements.push_back(enforceConstraint(table, after, context));
    std::ranges::move(constraintSettings(table, before, after), std::back_inserter(step.statements));
    if (!step.statements.empty()) {
        step.creates.push_back(element);
        steps.push_back(std::move(step));
    }
    if (before.enforced == after.enforced && before.notValid && !after.notValid)
        steps.push_back(
            {.statements = {validateConstraint(table, after, context.online && !context.inOneGo.contains(element))},
             .creates = {checkedKey(element)},
             .insteadOf = element});
}

void addReplacement(const ObjectKey& table, const Constraint& now, const PlanContext& context, Replacement replacement,
                    Steps& steps)
{
    if (lacksIndex(context.to, table, now))
        replacement.made.statements.front().hazards.push_back(
            {"foreign-key-without-index", withoutIndexText(table, now)});
    for (Step& step : replacement.before) {
        needColumns(table, now, context, step);
        steps.push_back(std::move(step));
    }
    std::ranges::move(newConstraintSettings(table, now), std::back_inserter(replacement.made.statements));
    if (now.type == ConstraintType::PrimaryKey)
        for (const std::string& column : now.columns)
            replacement.made.needs.push_back(notNullKey(table, column));
    steps.push_back(std::move(replacement.made));
}

/// An index under a key constraint of a partition that stands already is attached by hand; ATTACH PARTITION does it for new ones.
void attachIndex(const Alteration& alteration, const Constraint& constraint, Step& step)
{
    const Table& table = alteration.after;
    if (constraint.parentConstraint.empty() || table.partitionOf.empty() ||
        table.partitionOf != alteration.before.partitionOf || table.partitionBound != alteration.before.partitionBound)
        return;
    const ObjectKey parent = tableKey(table.partitionOf);
    Statement statement =
        onTable(alteration.key, "ALTER INDEX " + quoteName(parent.schema, constraint.parentConstraint) +
                                    " ATTACH PARTITION " + quoteName(alteration.key.schema, constraint.name));
    statement.locks.push_back({LockMode::AccessShare, parent});
    step.statements.push_back(std::move(statement));
    step.needs.push_back(constraintKey(parent, constraint.parentConstraint));
    step.creates.push_back(attachedKey(constraintKey(alteration.key, constraint.name)));
}

/// Has the parent an attached constraint of that name, so that ATTACH PARTITION makes it where it is missing?
bool comesByAttaching(const Alteration& alteration, const Constraint& constraint)
{
    const Table& table = alteration.after;
    const bool attached = !table.partitionOf.empty() && (table.partitionOf != alteration.before.partitionOf ||
                                                         table.partitionBound != alteration.before.partitionBound);
    return attached && isMadeByParent(alteration.key, constraint);
}

/// The keys of the same constraint on every lasting table that inherits it: they come and go with it.
void listInherited(const Catalog& catalog, const PlanContext& context, const ObjectKey& table,
                   const Constraint& constraint, std::vector<ObjectKey>& keys)
{
    for (const ObjectKey& child : lastingChildren(context, table)) {
        for (const Constraint& mine : catalog.get<Table>(child)->constraints) {
            const bool same = constraint.type == ConstraintType::Check ? mine.name == constraint.name && !mine.local
                                                                       : mine.parentConstraint == constraint.name;
            if (!same || mine.type != constraint.type)
                continue;
            keys.push_back(constraintKey(child, mine.name));
            listInherited(catalog, context, child, mine, keys);
        }
    }
}

/// A key that refers to a partition waits for the constraint of the whole table that makes the partition's.
void listMade(const PlanContext& context, const ObjectKey& table, const Constraint& constraint, Step& step)
{
    if (hasIndex(constraint.type) && std::ranges::contains(step.creates, constraintKey(table, constraint.name)))
        listInherited(context.to, context, table, constraint, step.creates);
}

} // namespace

bool isConstraintRemade(const Constraint& before, const Constraint& after)
{
    // What becomes enforced without a check of the rows is made again as NOT VALID.
    return core(before) != core(after) || (!before.notValid && after.notValid);
}

bool isInTheWayOfTypes(const ObjectKey& table, const Constraint& constraint, const PlanContext& context)
{
    if (constraint.type != ConstraintType::ForeignKey)
        return false;
    const auto isRetyped = [&](const ObjectKey& owner, const std::string& name) {
        const auto* tableBefore = context.from.get<Table>(owner);
        const auto* tableAfter = context.to.get<Table>(owner);
        const Column* before = tableBefore ? tableBefore->findColumn(name) : nullptr;
        const Column* after = tableAfter ? tableAfter->findColumn(name) : nullptr;
        // Numbers compare with each other, and strings of any length do.
        return before && after && before->type != after->type && !keepsDefault(before->type, after->type) &&
               !(keepsRows(before->type, after->type) && keepsIndexes(before->type, after->type));
    };
    const ObjectKey referenced = tableKey(constraint.refTable);
    return std::ranges::any_of(constraint.columns, [&](const std::string& name) { return isRetyped(table, name); }) ||
           std::ranges::any_of(constraint.refColumns,
                               [&](const std::string& name) { return isRetyped(referenced, name); });
}

void alterConstraints(const Alteration& alteration, Step& drops, Steps& steps)
{
    const auto& [key, before, after, owner, context] = alteration;
    const auto isRemade = [&](const Constraint& old, const Constraint& now) {
        // One that the parent has made anew is there in its new form already.
        const bool byParent = !now.local && !old.local;
        return isConstraintRemade(old, now) ||
               (!byParent &&
                (context.recreated.contains(constraintKey(key, now.name)) || isInTheWayOfTypes(key, now, context)));
    };
    const bool detaches = !drops.statements.empty();
    std::map<std::string, Replacement> replacements;
    for (const Constraint& old : before.constraints) {
        const Constraint* now = after.findConstraint(old.name);
        if (now && !isRemade(old, *now))
            continue;
        Step own;
        if (auto replacement = now && !detaches ? replaceOnline(alteration, old, *now) : std::nullopt) {
            own.needs = replacement->ready;
            replacements.emplace(old.name, std::move(*replacement));
        }
        Step& step = detaches ? drops : own;
        const bool only = !now && isKeptByChild(key, old, context);
        step.statements.push_back(dropConstraint(key, old, only));
        step.drops.push_back(constraintKey(key, old.name));
        if (only)
            for (const ObjectKey& child : lastingChildren(context, key))
                step.outlives.push_back(constraintKey(child, old.name));
        else
            listInherited(context.from, context, key, old, step.drops);
        if (!detaches)
            steps.push_back(std::move(own));
    }
    for (const Constraint& now : after.constraints) {
        const Constraint* old = before.findConstraint(now.name);
        if (old && !isRemade(*old, now)) {
            alterInPlace(key, *old, now, context, steps);
            if (old->parentConstraint.empty() && !now.parentConstraint.empty()) {
                Step attach;
                attachIndex(alteration, now, attach);
                if (!attach.statements.empty())
                    steps.push_back(std::move(attach));
            }
            continue;
        }
        if (comesByAttaching(alteration, now))
            continue;
        if (const auto replacement = replacements.find(now.name); replacement != replacements.end()) {
            listMade(context, key, now, replacement->second.made);
            addReplacement(key, now, context, std::move(replacement->second), steps);
            continue;
        }
        Steps added = addConstraintSteps(key, after, now, context);
        attachIndex(alteration, now, *std::ranges::find_if(added, [&](const Step& step) {
                        return std::ranges::contains(step.creates, constraintKey(key, now.name));
                    }));
        for (Step& step : added)
            listMade(context, key, now, step);
        std::ranges::move(added, std::back_inserter(steps));
    }
}

} // namespace schemawright::tables
