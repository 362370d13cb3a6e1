#include "diff/kinds/base/free_names.h"

#include <algorithm>

namespace schemawright {

namespace {

constexpr std::size_t nameLength = 63;

void collectRelations(const Catalog& catalog, const std::string& schema, std::set<std::string>& names)
{
    for (const Catalog::Entry& entry : catalog) {
        if (entry.key->schema != schema)
            continue;
        if (shareNames(entry.key->kind, Kind::Index))
            names.insert(entry.key->name);
        if (const auto* table = entry.object->as<Table>())
            for (const Constraint& constraint : table->constraints)
                names.insert(constraint.name);
    }
}

void collectObjects(const Catalog& catalog, const std::string& schema, std::set<std::string>& names)
{
    collectRelations(catalog, schema, names);
    for (const Catalog::Entry& entry : catalog)
        if (entry.key->schema == schema)
            names.insert(entry.key->name);
}

bool isBelow(const Table& table, const ObjectKey& parent)
{
    const QualifiedName name{parent.schema, parent.name};
    return table.partitionOf == name || std::ranges::contains(table.inherits, name);
}

} // namespace

std::string derivedName(const std::string& name, std::string_view suffix)
{
    std::string out = name.substr(0, nameLength - suffix.size());
    while (out.size() < name.size() && !out.empty() && (static_cast<unsigned char>(name[out.size()]) & 0xC0U) == 0x80U)
        out.pop_back();
    return out + std::string(suffix);
}

const std::string& FreeNames::index(const ObjectKey& element)
{
    const auto [taken, isNew] = m_relations.try_emplace(element.schema);
    if (isNew)
        for (const Catalog* catalog : {&m_from, &m_to})
            collectRelations(*catalog, element.schema, taken->second);
    return give(element, "__new", {}, taken->second);
}

const std::string& FreeNames::constraint(const ObjectKey& table, const ObjectKey& element, std::string_view suffix)
{
    const auto [taken, isNew] = m_constraints.try_emplace(table);
    if (isNew)
        for (const Catalog* catalog : {&m_from, &m_to})
            collectConstraints(*catalog, table, taken->second);
    return give(element, suffix, table, taken->second);
}

const std::string& FreeNames::aside(const ObjectKey& element)
{
    if (element.kind == Kind::Column) {
        const ObjectKey table = keyOf(Kind::Table, element.schema, element.parent);
        const auto [taken, isNew] = m_columns.try_emplace(table);
        if (isNew)
            for (const Catalog* catalog : {&m_from, &m_to})
                collectColumns(*catalog, table, taken->second);
        return give(element, "__old", table, taken->second);
    }
    const auto [taken, isNew] = m_objects.try_emplace(element.schema);
    if (isNew)
        for (const Catalog* catalog : {&m_from, &m_to})
            collectObjects(*catalog, element.schema, taken->second);
    return give(element, "__old", element, taken->second);
}

bool FreeNames::isRelation(const std::string& schema, const std::string& name)
{
    const auto [names, isNew] = m_before.try_emplace(schema);
    if (isNew)
        collectRelations(m_from, schema, names->second);
    return names->second.contains(name);
}

bool FreeNames::isConstraint(const ObjectKey& column, const std::string& name)
{
    if (m_owners.empty())
        for (const Catalog* catalog : {&m_from, &m_to})
            for (const Catalog::Entry& entry : *catalog) {
                const ObjectKey& key = *entry.key;
                const auto* table = entry.object->as<Table>();
                if (!table)
                    continue;
                for (const Constraint& constraint : table->constraints)
                    m_owners[{key.schema, constraint.name}].insert(
                        childKey(Kind::Constraint, key.schema, key.name, constraint.name));
                for (const Column& each : table->columns)
                    if (each.notNull)
                        m_owners[{key.schema, each.notNullConstraint.name}].insert(
                            childKey(Kind::Column, key.schema, key.name, each.name));
            }
    const auto owners = m_owners.find({column.schema, name});
    return owners != m_owners.end() && (owners->second.size() > 1 || !owners->second.contains(column));
}

void FreeNames::collectColumns(const Catalog& catalog, const ObjectKey& table, std::set<std::string>& names) const
{
    if (const auto* body = catalog.get<Table>(table))
        for (const Column& column : body->columns)
            names.insert(column.name);
    for (const ObjectKey& user : catalog.dependencies().on(table))
        if (const auto* child = catalog.get<Table>(user); child && isBelow(*child, table))
            collectColumns(catalog, user, names);
}

void FreeNames::collectConstraints(const Catalog& catalog, const ObjectKey& table, std::set<std::string>& names) const
{
    if (const auto* body = catalog.get<Table>(table))
        for (const Constraint& constraint : body->constraints)
            names.insert(constraint.name);
    for (const ObjectKey& user : catalog.dependencies().on(table))
        if (const auto* child = catalog.get<Table>(user); child && isBelow(*child, table))
            collectConstraints(catalog, user, names);
}

const std::string& FreeNames::give(const ObjectKey& element, std::string_view suffix, const ObjectKey& table,
                                   std::set<std::string>& taken)
{
    const auto [given, isNew] = m_given.try_emplace({element, table});
    if (isNew) {
        given->second = derivedName(element.name, suffix);
        for (int number = 2; !taken.insert(given->second).second; ++number)
            given->second = derivedName(element.name, std::string(suffix) + std::to_string(number));
    }
    return given->second;
}

} // namespace schemawright
