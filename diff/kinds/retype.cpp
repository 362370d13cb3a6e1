#include "diff/kinds/retype.h"

#include "diff/kinds/attributes.h"
#include "model/sql.h"

#include <algorithm>

namespace schemawright {

namespace {

const Column* columnAt(const Catalog& catalog, const ObjectKey& key)
{
    const Table* table = catalog.get<Table>(keyOf(Kind::Table, key.schema, key.parent));
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

bool isPlainColumn(const Catalog& catalog, const ObjectKey& key)
{
    const Column* column = key.kind == Kind::Column ? columnAt(catalog, key) : nullptr;
    return column && column->generated == Generated::No;
}

} // namespace

std::string interimName(const std::string& name)
{
    std::string out = name.substr(0, 56);
    while (out.size() < name.size() && !out.empty() && (static_cast<unsigned char>(name[out.size()]) & 0xC0U) == 0x80U)
        out.pop_back();
    return out + "__old";
}

std::vector<ObjectKey> retypeDisturbs(const ObjectKey& type, const PlanContext& context)
{
    std::vector<ObjectKey> out;
    for (const ObjectKey& dependent : context.from.dependencies().on(type)) {
        if (const auto* table = context.from.get<Table>(dependent);
            table && table->ofType == QualifiedName{type.schema, type.name})
            continue; // leaves the type and comes back
        out.push_back(dependent);
        if (!isPlainColumn(context.from, dependent))
            continue;
        // A foreign key cannot stand while one of its columns has the new type and the other still the old one.
        for (const ObjectKey& user : context.from.dependencies().on(dependent)) {
            const Table* table =
                user.kind == Kind::Constraint
                    ? context.from.get<Table>(schemawright::keyOf(Kind::Table, user.schema, user.parent))
                    : nullptr;
            const Constraint* constraint = table ? table->findConstraint(user.name) : nullptr;
            if (constraint && constraint->type == ConstraintType::ForeignKey)
                out.push_back(user);
        }
    }
    return out;
}

namespace {

/// ALTER ... RENAME, `createSql` and the attributes of `after`: from here on the name means the new one.
Step giveNameAway(const ObjectKey& key, const Object& after, const std::string& createSql, const PlanContext& context)
{
    Step step;
    step.drops.push_back(key);
    step.creates.push_back(key);
    step.statements.push_back(statement(key, "ALTER " + kindOps(key.kind)->identity(key, after) + " RENAME TO " +
                                                 quoteIdent(interimName(key.name))));
    step.statements.push_back(statement(key, createSql));
    std::ranges::move(creationAttributes(key, after, context.from), std::back_inserter(step.statements));
    return step;
}

Statement dropInterim(const ObjectKey& key, const Object& after)
{
    ObjectKey interim = key;
    interim.name = interimName(key.name);
    return statement(key, "DROP " + kindOps(key.kind)->identity(interim, after));
}

/// Columns of the old one that stay: neither gone, nor changed with their parent.
std::vector<ObjectKey> lastingColumns(const ObjectKey& key, const PlanContext& context)
{
    std::vector<ObjectKey> out;
    for (const ObjectKey& user : context.from.dependencies().on(key))
        if (isPlainColumn(context.from, user) && columnAt(context.to, user) && !isInherited(context.to, user))
            out.push_back(user);
    return out;
}

std::string alterColumnType(const ObjectKey& key, const Column& column)
{
    return "ALTER TABLE " + quoteName(key.schema, key.parent) + " ALTER COLUMN " + quoteIdent(key.name) + " TYPE " +
           column.type + (column.collation.empty() ? std::string() : " COLLATE " + column.collation);
}

} // namespace

Step recollateStep(const ObjectKey& collation, const Object& after, const std::string& createSql,
                   const PlanContext& context)
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
        alter.hazards.push_back({"change-column-type", key.display() +
                                                           " goes over to a new collation of the same name: "
                                                           "rows may sort and compare otherwise"});
        step.statements.push_back(std::move(alter));
    }
    step.statements.push_back(dropInterim(collation, after));
    return step;
}

Step retypeStep(const ObjectKey& type, const Object& after, const std::string& createSql,
                const ValueConversion& conversion, const PlanContext& context)
{
    Step step = giveNameAway(type, after, createSql, context);
    for (const ObjectKey& key : lastingColumns(type, context)) {
        const Column* column = columnAt(context.to, key);
        if (typeKey(context.to, column->type) != type)
            continue; // changed by its table
        const ObjectKey table = keyOf(Kind::Table, key.schema, key.parent);
        const std::string name = quoteIdent(key.name);
        const std::string sql = alterColumnType(key, *column);
        const bool foreign = !context.to.get<Table>(table)->foreignServer.empty(); // has no rows to convert
        Statement alter = statement(table, foreign ? sql : sql + " USING " + conversion(name, column->type));
        if (!foreign) {
            alter.rewrites = true;
            alter.scans = true;
            alter.hazards.push_back({"rewrite-table", "the table is written anew while nobody can read it"});
            if (context.online)
                alter.hazards.push_back(
                    {"no-online-way",
                     key.display() + " goes over to a new type of the same name, for which there is none"});
        }
        step.statements.push_back(std::move(alter));
    }
    step.statements.push_back(dropInterim(type, after));
    return step;
}

} // namespace schemawright
