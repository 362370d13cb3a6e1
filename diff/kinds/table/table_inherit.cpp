#include "diff/kinds/table/table_inherit.h"

#include "diff/kinds/table/column_alter.h"
#include "diff/kinds/table/column_types.h"
#include "diff/kinds/table/constraint_alter.h"
#include "diff/kinds/table/constraint_sql.h"
#include "diff/kinds/table/not_null_inherit.h"
#include "diff/kinds/table/table.h"

#include <algorithm>

/// ALTER TABLE of a parent recurses to what inherits from it. What that does to a child is worked out here, so that the child's own
/// statements say the rest only. PostgreSQL 17 manual, "ALTER TABLE" (ONLY), "Inheritance" (Caveats).
namespace schemawright::tables {

namespace {

struct ParentChange {
    ObjectKey key;
    const Table* before;
    const Table* after;
    Table stands; ///< what its own parents make of it
    bool partitioned;
};

/// The parents that a table has before and after, so that their alterations reach it.
std::vector<ParentChange> lastingParents(const Table& before, const Table& after, const PlanContext& context)
{
    std::vector<ParentChange> found;
    // A partition whose bound changes is detached in between.
    const bool reattached = before.partitionOf != after.partitionOf || before.partitionBound != after.partitionBound;
    for (const QualifiedName& parent : parents(before)) {
        if (!std::ranges::contains(parents(after), parent) || (!before.partitionOf.empty() && reattached))
            continue;
        const ObjectKey key = tableKey(parent);
        const auto* parentBefore = context.from.get<Table>(key);
        const auto* parentAfter = context.to.get<Table>(key);
        if (parentBefore && parentAfter)
            found.push_back({key, parentBefore, parentAfter, afterParents(key, *parentBefore, *parentAfter, context),
                             !before.partitionOf.empty()});
    }
    return found;
}

bool isRemade(const ParentChange& parent, const Column& before, const Column& after, const PlanContext& context)
{
    return isColumnRemade(before, after, context) ||
           (before.generated != Generated::No && context.recreated.contains(columnKey(parent.key, before.name)));
}

/// A column as recursion makes it: settings that are each table's own are not taken over.
Column inherited(const Column& above)
{
    Column column = above;
    column.local = false;
    column.statisticsTarget = -1;
    column.options.clear();
    column.foreignOptions.clear();
    column.comment.clear();
    column.acl.reset();
    column.notNull = above.notNull && !above.notNullConstraint.noInherit;
    column.notNullConstraint.comment.clear();
    column.notNullConstraint.local = column.notNullConstraint.name.empty();
    return column;
}

void takeOver(const ObjectKey& key, const ParentChange& parent, const Column& before, const Column& after,
              const PlanContext& context, const Column* wanted, Column& mine)
{
    // The parent's own statements recurse, and so do those of its parents that it takes back.
    const Column* standing = parent.stands.findColumn(after.name);
    const Column& stands = standing ? *standing : before;
    const auto take = [&](auto member) {
        if (before.*member != after.*member || before.*member != stands.*member)
            mine.*member = after.*member;
    };
    if (before.type != after.type || before.collation != after.collation) {
        mine.type = after.type;
        mine.collation = after.collation;
        mine.storage = after.storage;
        mine.compression.clear();
    }
    const bool remakesDefault = context.recreated.contains(defaultKey(parent.key, after.name)) ||
                                (before.type != after.type && !keepsDefault(before.type, after.type));
    if (remakesDefault)
        mine.defaultExpr = after.defaultExpr;
    take(&Column::defaultExpr);
    if (mine.notNullConstraint.name.empty() && after.notNullConstraint.name.empty())
        take(&Column::notNull);
    else
        inheritNotNull(context, key, parent.key, before, after, wanted, mine);
    take(&Column::generated);
    take(&Column::storage);
    take(&Column::statisticsTarget);
    if (parent.partitioned) {
        mine.identity = after.identity;
        mine.identityOptions = after.identityOptions;
    }
}

template <class IsHanded> void takeColumns(const ObjectKey& key, const ParentChange& parent, const Table& final,
                                           const PlanContext& context, std::vector<Column>& columns, IsHanded&& handed)
{
    std::vector<std::string> gone;
    for (const Column& above : parent.before->columns) {
        const auto mine = std::ranges::find(columns, above.name, &Column::name);
        if (mine == columns.end())
            continue;
        const Column* after = parent.after->findColumn(above.name);
        if (after && !isRemade(parent, above, *after, context)) {
            takeOver(key, parent, above, *after, context, final.findColumn(above.name), *mine);
            continue;
        }
        if (!after && isKeptByChild(parent.key, above, context))
            mine->local = mine->notNullConstraint.local = true;
        else if (!mine->local)
            columns.erase(mine);
    }
    for (const Column& above : parent.after->columns) {
        const auto mine = std::ranges::find(columns, above.name, &Column::name);
        if (mine == columns.end())
            columns.push_back(inherited(above));
        else if (handed(*mine))
            *mine = inherited(above);
        else if (!parent.before->findColumn(above.name) && !mine->notNullConstraint.name.empty())
            inheritNotNull(context, key, parent.key, Column{}, above, final.findColumn(above.name), *mine);
    }
}

bool isRemade(const ParentChange& parent, const Constraint& before, const Constraint& after, const PlanContext& context)
{
    return isConstraintRemade(before, after) || context.recreated.contains(constraintKey(parent.key, before.name));
}

Constraint inherited(const Constraint& above)
{
    Constraint constraint = above;
    constraint.local = false;
    constraint.comment.clear();
    constraint.indexComment.clear();
    constraint.clustered = constraint.replicaIdentity = false;
    return constraint;
}

void takeCheck(const Constraint& above, std::vector<Constraint>& constraints)
{
    const auto mine = std::ranges::find(constraints, above.name, &Constraint::name);
    if (mine == constraints.end())
        constraints.push_back(inherited(above));
    else if (mine->expression != above.expression)
        *mine = inherited(above); // what stood there has stepped aside
    else
        mine->notValid = mine->notValid && above.notValid;
}

void takeConstraints(const ObjectKey& key, const ParentChange& parent, const Table& final, const PlanContext& context,
                     std::vector<Constraint>& constraints)
{
    for (const Constraint& above : parent.before->constraints) {
        const Constraint* after = parent.after->findConstraint(above.name);
        const bool check = above.type == ConstraintType::Check;
        if (after && !isRemade(parent, above, *after, context)) {
            if (const auto mine = std::ranges::find(constraints, above.name, &Constraint::name);
                check && !above.noInherit && mine != constraints.end() && above.notValid && !after->notValid)
                mine->notValid = false;
            continue;
        }
        if (!after && check && isKeptByChild(parent.key, above, context)) {
            if (const auto mine = std::ranges::find(constraints, above.name, &Constraint::name);
                mine != constraints.end())
                mine->local = true;
            continue;
        }
        std::erase_if(constraints, [&](const Constraint& mine) {
            return check ? !above.noInherit && mine.name == above.name && mine.type == above.type && !mine.local
                         : !mine.parentConstraint.empty() && mine.parentConstraint == above.name;
        });
    }
    for (const Constraint& above : parent.after->constraints) {
        const Constraint* before = parent.before->findConstraint(above.name);
        if (before && !isRemade(parent, *before, above, context))
            continue;
        if (above.type == ConstraintType::Check && !above.noInherit)
            takeCheck(above, constraints);
        if (!hasIndex(above.type) || above.type == ConstraintType::Exclude ||
            !reachesPartitions(context.to, parent.key, above))
            continue;
        for (const Constraint& mine : final.constraints)
            if (mine.parentConstraint == above.name && isMadeByParent(key, mine) &&
                !std::ranges::contains(constraints, mine.name, &Constraint::name)) {
                Constraint made = inherited(above);
                made.name = mine.name;
                made.parentConstraint = above.name;
                constraints.push_back(std::move(made));
            }
    }
}

} // namespace

std::vector<ObjectKey> lastingChildren(const PlanContext& context, const ObjectKey& table)
{
    std::vector<ObjectKey> found = children(context.from, table);
    std::erase_if(found, [&](const ObjectKey& child) {
        const auto* after = context.to.get<Table>(child);
        return !after || !std::ranges::contains(parents(*after), QualifiedName{table.schema, table.name});
    });
    return found;
}

bool isKeptByChild(const ObjectKey& table, const Column& column, const PlanContext& context)
{
    return std::ranges::any_of(lastingChildren(context, table), [&](const ObjectKey& child) {
        const auto* before = context.from.get<Table>(child);
        const auto* after = context.to.get<Table>(child);
        // One that it inherits from another parent as well stays without more ado.
        const auto givesIt = [&](const QualifiedName& parent) {
            const auto* old = context.from.get<Table>(tableKey(parent));
            const auto* now = context.to.get<Table>(tableKey(parent));
            return tableKey(parent) != table && std::ranges::contains(after->inherits, parent) && old && now &&
                   old->findColumn(column.name) && now->findColumn(column.name);
        };
        if (std::ranges::any_of(before->inherits, givesIt))
            return false;
        const Column* old = before->findColumn(column.name);
        const Column* now = after->findColumn(column.name);
        return old && now && !old->local && before->partitionOf.empty() && !isColumnRemade(*old, *now, context);
    });
}

bool isKeptByChild(const ObjectKey& table, const Constraint& constraint, const PlanContext& context)
{
    return constraint.type == ConstraintType::Check && !constraint.noInherit &&
           std::ranges::any_of(lastingChildren(context, table), [&](const ObjectKey& child) {
               const auto* before = context.from.get<Table>(child);
               const Constraint* old = before->findConstraint(constraint.name);
               const Constraint* now = context.to.get<Table>(child)->findConstraint(constraint.name);
               return old && now && !old->local && before->partitionOf.empty() && !isConstraintRemade(*old, *now);
           });
}

const QualifiedName* handedTo(const ObjectKey& key, const Table& before, const Table& after, const Column& column,
                              const PlanContext& context)
{
    const Column* now = after.findColumn(column.name);
    if (!column.local || !now || now->local || !after.partitionOf.empty() || column.identity != Identity::None ||
        column.generated != Generated::No || !context.from.dependencies().on(columnKey(key, column.name)).empty() ||
        column.type != now->type)
        return nullptr;
    const auto found = std::ranges::find_if(after.inherits, [&](const QualifiedName& name) {
        const auto* old = context.from.get<Table>(tableKey(name));
        const auto* parent = context.to.get<Table>(tableKey(name));
        return std::ranges::contains(before.inherits, name) && old && parent && !old->findColumn(column.name) &&
               parent->findColumn(column.name);
    });
    if (found == after.inherits.end())
        return nullptr;
    // A default would fill the rows, and those of tables below would have to be written as well: the columns are merged instead.
    const Column* above = context.to.get<Table>(tableKey(*found))->findColumn(column.name);
    const bool merges = !above->defaultExpr.empty() || !lastingChildren(context, key).empty();
    return merges ? nullptr : &*found;
}

bool isMadeByParent(const ObjectKey& partition, const Constraint& constraint)
{
    if (constraint.parentConstraint.empty() || constraint.type == ConstraintType::Exclude)
        return false;
    std::string name = partition.name;
    if (constraint.type == ConstraintType::PrimaryKey) {
        name += "_pkey";
    } else {
        for (const std::string& column : constraint.columns)
            name += "_" + column;
        name += "_key";
    }
    // Longer names are cut by rules that are not worth repeating: 63 bytes fit.
    return constraint.name == name && name.size() <= 63;
}

bool reachesPartitions(const Catalog& catalog, const ObjectKey& parent, const Constraint& constraint)
{
    return std::ranges::all_of(children(catalog, parent), [&](const ObjectKey& child) {
        const auto* table = catalog.get<Table>(child);
        const auto attached = std::ranges::find(table->constraints, constraint.name, &Constraint::parentConstraint);
        return attached != table->constraints.end() && isMadeByParent(child, *attached) &&
               attached->indexOptions == constraint.indexOptions && attached->tablespace == constraint.tablespace &&
               reachesPartitions(catalog, child, *attached);
    });
}

void stepAsideForChecks(const ObjectKey& key, const Table& before, const Table& after, const PlanContext& context,
                        Steps& steps)
{
    for (const ParentChange& parent : lastingParents(before, after, context)) {
        for (const Constraint& above : parent.after->constraints) {
            const Constraint* was = parent.before->findConstraint(above.name);
            const Constraint* mine = before.findConstraint(above.name);
            const bool comes = above.type == ConstraintType::Check && !above.noInherit &&
                               (!was || isRemade(parent, *was, above, context));
            if (!comes || !mine || !mine->local || mine->expression == above.expression)
                continue;
            const ObjectKey element = constraintKey(key, mine->name);
            steps.push_back({.statements = {dropConstraint(key, *mine)},
                             .drops = {element},
                             .precedes = {constraintKey(parent.key, above.name)}});
        }
    }
}

Table afterParents(const ObjectKey& key, const Table& before, const Table& after, const PlanContext& context)
{
    Table table = before;
    for (const ParentChange& parent : lastingParents(before, after, context)) {
        takeColumns(key, parent, after, context, table.columns, [&](const Column& column) {
            const QualifiedName* heir = handedTo(key, before, after, column, context);
            return heir && tableKey(*heir) == parent.key;
        });
        takeConstraints(key, parent, after, context, table.constraints);
    }
    return table;
}

} // namespace schemawright::tables
