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

Step retypeStep(const ObjectKey& type, const Object& after, const std::string& createSql,
                const ValueConversion& conversion, const PlanContext& context)
{
    const std::string interim = interimName(type.name);
    const std::string word = type.kind == Kind::Domain ? "DOMAIN " : "TYPE ";
    Step step;
    step.drops.push_back(type);
    step.creates.push_back(type);
    step.statements.push_back(
        statement(type, "ALTER " + word + quoteName(type.schema, type.name) + " RENAME TO " + quoteIdent(interim)));
    step.statements.push_back(statement(type, createSql));
    std::ranges::move(creationAttributes(type, after, context.from), std::back_inserter(step.statements));

    for (const ObjectKey& key : context.from.dependencies().on(type)) {
        const Column* column = isPlainColumn(context.from, key) ? columnAt(context.to, key) : nullptr;
        if (!column || typeKey(context.to, column->type) != type || isInherited(context.to, key))
            continue; // gone, changed by its table, or changed with its parent
        const ObjectKey table = keyOf(Kind::Table, key.schema, key.parent);
        const std::string name = quoteIdent(key.name);
        std::string sql =
            "ALTER TABLE " + quoteName(table.schema, table.name) + " ALTER COLUMN " + name + " TYPE " + column->type;
        if (!column->collation.empty())
            sql += " COLLATE " + column->collation;
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
    step.statements.push_back(statement(type, "DROP " + word + quoteName(type.schema, interim)));
    return step;
}

} // namespace schemawright
