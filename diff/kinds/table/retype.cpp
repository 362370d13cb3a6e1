#include "diff/kinds/table/retype.h"

#include "diff/kinds/base/attributes.h"
#include "diff/kinds/table/row_type.h"
#include "diff/kinds/table/table.h"
#include "diff/kinds/table/table_rebuild.h"
#include "diff/kinds/table/value_cast.h"
#include "diff/kinds/table/value_loss.h"
#include "model/sql.h"

#include <algorithm>
#include <format>
#include <ranges>
#include <set>

namespace schemawright {

namespace {

const Column* columnAt(const Catalog& catalog, const ObjectKey& key)
{
    const Table* table =
        key.kind == Kind::Column ? catalog.get<Table>(keyOf(Kind::Table, key.schema, key.parent)) : nullptr;
    return table ? table->findColumn(key.name) : nullptr;
}

/// A column that the parent's ALTER TABLE changes too.
bool isInherited(const Catalog& catalog, const ObjectKey& key)
{
    const Table* table = catalog.get<Table>(keyOf(Kind::Table, key.schema, key.parent));
    if (!table || !table->partitionOf.empty())
        return true;
    return std::ranges::any_of(table->inherits, [&](const QualifiedName& parent) {
        const Table* above = catalog.get<Table>(keyOf(Kind::Table, parent.schema, parent.name));
        return above && above->findColumn(key.name);
    });
}

/// Does the column live on with the new type?
bool isConverted(const ObjectKey& column, const Retyped& type, const PlanContext& context)
{
    if (!isConvertible(context.from, column) ||
        context.recreated.contains(keyOf(Kind::Table, column.schema, column.parent)))
        return false;
    const Column* now = columnAt(context.to, column);
    return now && typeKey(context.to, now->type) == type.after;
}

std::string word(const ObjectKey& type)
{
    return type.kind == Kind::Domain ? "DOMAIN " : "TYPE ";
}

Statement stepAside(const ObjectKey& type, const PlanContext& context)
{
    return statement(type, "ALTER " + word(type) + quoteName(type.schema, type.name) + " RENAME TO " +
                               quoteIdent(context.names.aside(type)));
}

std::vector<Statement> made(const ObjectKey& type, const PlanContext& context)
{
    const Object& object = *context.to.find(type);
    Steps steps;
    kindOps(type.kind)->create(type, object, context, steps);
    std::vector<Statement> statements;
    for (Step& step : steps)
        std::ranges::move(step.statements, std::back_inserter(statements));
    std::ranges::move(creationAttributes(type, object, context.from), std::back_inserter(statements));
    return statements;
}

std::string alterColumnType(const ObjectKey& key, const Column& column)
{
    return "ALTER TABLE " + quoteName(key.schema, key.parent) + " ALTER COLUMN " + quoteIdent(key.name) + " TYPE " +
           column.type + (column.collation.empty() ? std::string() : " COLLATE " + column.collation);
}

Statement converting(const ObjectKey& key, const PlanContext& context)
{
    const Column& before = *columnAt(context.from, key);
    const Column& after = *columnAt(context.to, key);
    const ObjectKey table = keyOf(Kind::Table, key.schema, key.parent);
    const std::string name = quoteIdent(key.name);
    const std::string sql = alterColumnType(key, after);
    if (!context.to.get<Table>(table)->foreignServer.empty()) // has no rows to convert
        return statement(table, sql);
    Statement alter = statement(table, sql + " USING " + convertedTo(after.type, name, before.type, context));
    alter.rewrites = true;
    alter.scans = true;
    alter.hazards.push_back({"rewrite-table", "The table is rewritten. Reads and writes are blocked meanwhile."});
    if (const std::string_view loss =
            tables::valueLoss(underDomains(context.from, before.type), underDomains(context.to, after.type));
        !loss.empty()) {
        alter.losesData = true;
        alter.hazards.push_back({"lossy-cast", std::format("The conversion of {} to the new {} {} without an error.",
                                                           key.display(), after.type, loss)});
    }
    if (context.online)
        alter.hazards.push_back(
            {"no-online-way",
             key.display() + " changes to a new type of the same name, and no plan for this keeps the table usable."});
    return alter;
}

/// Functions that only the conversion needs: where the text of one is called by what is there already.
struct Helpers {
    std::vector<Statement> creates;
    std::vector<Statement> drops;
};

Helpers helpers(const std::vector<Retyped>& types, const std::vector<Statement>& alters, const PlanContext& context)
{
    Helpers used;
    const auto isCalled = [&](const std::string& call) {
        const auto calls = [&](const Statement& statement) { return statement.sql.contains(call); };
        return std::ranges::any_of(alters, calls) || std::ranges::any_of(used.creates, calls);
    };
    // What holds a type is made after it: the calls go from the last type to the first.
    for (const Retyped& type : std::views::reverse(types)) {
        const TypeRetyping* retyping = retypingOf(type.before);
        if (type.before != type.after || !retyping->helper)
            continue;
        const TypeRetyping::Helper helper = retyping->helper(type.before, context);
        if (!isCalled(helper.call))
            continue;
        used.creates.push_back(statement(type.after, helper.createSql, {}));
        used.drops.push_back(statement(type.after, helper.dropSql, {}));
    }
    return used;
}

/// The indexes of `types` in an order in which each comes after those that it depends on.
template <class KeyOf>
std::vector<std::size_t> ordered(const std::vector<Retyped>& types, const Dependencies& dependencies, KeyOf&& keyOfType)
{
    std::vector<std::size_t> order;
    std::vector<bool> seen(types.size(), false);
    const auto visit = [&](const auto& self, std::size_t i) -> void {
        if (seen[i])
            return;
        seen[i] = true;
        const auto needed = dependencies.of(keyOfType(types[i]));
        for (std::size_t other = 0; other < types.size(); ++other)
            if (std::ranges::contains(needed, keyOfType(types[other])))
                self(self, other);
        order.push_back(i);
    };
    for (std::size_t i = 0; i < types.size(); ++i)
        visit(visit, i);
    return order;
}

/// ALTER ... RENAME, `createSql` and the attributes of `after`: from here on the name means the new one.
Step giveNameAway(const ObjectKey& key, const Object& after, const std::string& createSql, const PlanContext& context)
{
    Step step;
    step.drops.push_back(key);
    step.creates.push_back(key);
    step.statements.push_back(statement(key, "ALTER " + kindOps(key.kind)->identity(key, after) + " RENAME TO " +
                                                 quoteIdent(context.names.aside(key))));
    step.statements.push_back(statement(key, createSql));
    std::ranges::move(creationAttributes(key, after, context.from), std::back_inserter(step.statements));
    return step;
}

Statement dropInterim(const ObjectKey& key, const Object& after, const PlanContext& context)
{
    ObjectKey interim = key;
    interim.name = context.names.aside(key);
    return statement(key, "DROP " + kindOps(key.kind)->identity(interim, after));
}

/// Columns of the old one that stay: neither gone, nor changed with their parent.
std::vector<ObjectKey> lastingColumns(const ObjectKey& key, const PlanContext& context)
{
    std::vector<ObjectKey> out;
    for (const ObjectKey& user : context.from.dependencies().on(key))
        if (isConvertible(context.from, user) && columnAt(context.to, user) && !isInherited(context.to, user))
            out.push_back(user);
    return out;
}

} // namespace

const TypeRetyping* retypingOf(const ObjectKey& type)
{
    const KindOps* room = kindOps(type.kind);
    return room ? room->retyping : nullptr;
}

bool isConvertible(const Catalog& from, const ObjectKey& column)
{
    const Column* found = columnAt(from, column);
    if (!found || found->generated != Generated::No)
        return false;
    // PostgreSQL lets nobody change the type of a column in a partition key, or in the rows that another table's column has.
    QualifiedName table{column.schema, column.parent};
    if (tables::isColumnsRowType(from, tables::tableKey(table)))
        return false;
    while (!table.empty()) {
        const Table* body = from.get<Table>(keyOf(Kind::Table, table.schema, table.name));
        if (!body || tables::isInPartitionKey(*body, column.name))
            return false;
        table = body->partitionOf;
    }
    return true;
}

std::vector<ObjectKey> foreignKeysOf(const Catalog& from, const ObjectKey& column)
{
    std::vector<ObjectKey> found;
    for (const ObjectKey& user : from.dependencies().on(column)) {
        const Table* table =
            user.kind == Kind::Constraint ? from.get<Table>(keyOf(Kind::Table, user.schema, user.parent)) : nullptr;
        const Constraint* constraint = table ? table->findConstraint(user.name) : nullptr;
        if (constraint && constraint->type == ConstraintType::ForeignKey)
            found.push_back(user);
    }
    return found;
}

std::vector<std::vector<Retyped>> retypedGroups(const std::map<ObjectKey, ObjectKey>& candidates,
                                                const PlanContext& context)
{
    const Dependencies& before = context.from.dependencies();
    std::map<ObjectKey, std::set<ObjectKey>> neighbours; // of those that are chosen
    std::vector<ObjectKey> waiting;
    for (const auto& [from, to] : candidates)
        if (std::ranges::any_of(before.on(from),
                                [&](const ObjectKey& user) { return isConverted(user, {from, to}, context); }))
            waiting.push_back(from);
    while (!waiting.empty()) {
        const ObjectKey type = waiting.back();
        waiting.pop_back();
        if (!neighbours.try_emplace(type).second)
            continue;
        for (const ObjectKey& held : before.of(type))
            if (candidates.contains(held))
                waiting.push_back(held);
    }
    for (auto& [type, others] : neighbours)
        for (const ObjectKey& held : before.of(type))
            if (const auto found = neighbours.find(held); found != neighbours.end() && held != type) {
                others.insert(held);
                found->second.insert(type);
            }
    std::vector<std::vector<Retyped>> groups;
    std::set<ObjectKey> placed;
    for (const auto& [first, others] : neighbours) {
        std::vector<ObjectKey> reached{first};
        std::vector<Retyped> group;
        while (!reached.empty()) {
            const ObjectKey type = reached.back();
            reached.pop_back();
            if (!placed.insert(type).second)
                continue;
            group.push_back({type, candidates.at(type)});
            std::ranges::copy(neighbours.at(type), std::back_inserter(reached));
        }
        if (group.empty())
            continue;
        std::ranges::sort(group);
        std::vector<Retyped> sorted;
        for (const std::size_t i : ordered(group, context.to.dependencies(), [](const Retyped& t) { return t.after; }))
            sorted.push_back(group[i]);
        groups.push_back(std::move(sorted));
    }
    return groups;
}

std::vector<ObjectKey> recollateInvalidates(const ObjectKey& collation, const PlanContext& context)
{
    std::vector<ObjectKey> out;
    for (const ObjectKey& dependent : context.from.dependencies().on(collation)) {
        out.push_back(dependent);
        if (isConvertible(context.from, dependent))
            std::ranges::move(foreignKeysOf(context.from, dependent), std::back_inserter(out));
    }
    return out;
}

void recollate(const ObjectKey& collation, const Object& after, const std::string& createSql,
               const PlanContext& context, Steps& steps)
{
    Step step = giveNameAway(collation, after, createSql, context);
    for (const ObjectKey& key : lastingColumns(collation, context)) {
        const Column& column = *columnAt(context.to, key);
        if (column.collation != quoteName(collation.schema, collation.name))
            continue; // changed by its table
        const ObjectKey table = keyOf(Kind::Table, key.schema, key.parent);
        Statement alter = statement(table, alterColumnType(key, column));
        // The rows stay; indexes of the column are built anew and checks run again.
        alter.scans = std::ranges::any_of(context.from.dependencies().on(key), [&](const ObjectKey& user) {
            return (user.kind == Kind::Index || user.kind == Kind::Constraint) && !context.recreated.contains(user);
        });
        alter.hazards.push_back(
            {"change-column-type",
             key.display() + " changes to a new collation of the same name. Rows may sort and compare differently."});
        step.statements.push_back(std::move(alter));
    }
    Step last{.statements = {dropInterim(collation, after, context)}, .needs = {collation}};
    for (const ObjectKey& user : context.from.dependencies().on(collation)) {
        last.needs.push_back(user);
        if (retypingOf(user))
            step.precedes.push_back(user);
    }
    steps.push_back(std::move(step));
    steps.push_back(std::move(last));
}

Step retypeStep(const std::vector<Retyped>& types, const PlanContext& context)
{
    Step step;
    std::vector<Statement> alters;
    for (const Retyped& type : types) // by the names that their types still have
        if (const TypeRetyping* retyping = retypingOf(type.before); retyping->alsoAside)
            std::ranges::move(retyping->alsoAside(type.before, *context.from.find(type.before), context),
                              std::back_inserter(step.statements));
    for (const Retyped& type : types) {
        step.drops.push_back(type.before);
        step.creates.push_back(type.after);
        const std::size_t first = alters.size();
        for (const ObjectKey& column : context.from.dependencies().on(type.before)) {
            if (!isConverted(column, type, context))
                continue;
            step.drops.push_back(column);
            step.creates.push_back(column);
            step.precedes.push_back(childKey(Kind::Default, column.schema, column.parent, column.name));
            if (!isInherited(context.to, column))
                alters.push_back(converting(column, context)); // else changed with its parent
        }
        Statement aside = stepAside(type.before, context);
        const TypeRetyping* retyping = retypingOf(type.before);
        if (retyping->note && type.before == type.after)
            retyping->note(*context.from.find(type.before), *context.to.find(type.after), aside,
                           std::span(alters).subspan(first));
        step.statements.push_back(std::move(aside));
    }
    for (const Retyped& type : types)
        std::ranges::move(made(type.after, context), std::back_inserter(step.statements));
    Helpers helping = helpers(types, alters, context);
    std::ranges::move(helping.creates, std::back_inserter(step.statements));
    std::ranges::move(tables::inOnePass(std::move(alters)), std::back_inserter(step.statements));
    std::ranges::move(helping.drops, std::back_inserter(step.statements));
    const auto order = ordered(types, context.from.dependencies(), [](const Retyped& t) { return t.before; });
    for (const std::size_t i : std::views::reverse(order)) {
        const ObjectKey& type = types[i].before;
        step.statements.push_back(
            statement(type, "DROP " + word(type) + quoteName(type.schema, context.names.aside(type))));
    }
    return step;
}

} // namespace schemawright
