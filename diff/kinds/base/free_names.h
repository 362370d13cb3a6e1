#pragma once

#include "model/catalog.h"

#include <map>
#include <set>

namespace schemawright {

/// "name__new", shortened so that it stays an identifier of at most 63 bytes; UTF-8 is not cut within a character.
[[nodiscard]] std::string derivedName(const std::string& name, std::string_view suffix);

/// Temporary names for objects of a plan. They are in neither catalog, and no two elements get the same one. The same element always gets the same name.
class FreeNames {
public:
    FreeNames(const Catalog& from, const Catalog& to) : m_from(from), m_to(to) {}

    /// For an index, which shares its name space with the tables, views and sequences of its schema.
    [[nodiscard]] const std::string& index(const ObjectKey& element);
    /// For a constraint without an index, in the table and all tables that inherit from it; `element`: what it is for.
    [[nodiscard]] const std::string& constraint(const ObjectKey& table, const ObjectKey& element,
                                                std::string_view suffix);
    /// "name__old", for what steps aside until another has taken its name: in its schema, of a column in its table and those that inherit.
    [[nodiscard]] const std::string& aside(const ObjectKey& element);
    /// Whether a relation of the source has the name.
    [[nodiscard]] bool isRelation(const std::string& schema, const std::string& name);
    /// Whether a constraint of the name is in the schema, in either catalog, other than the NOT NULL of this column. PostgreSQL does not give such
    /// a name by itself.
    [[nodiscard]] bool isConstraint(const ObjectKey& column, const std::string& name);

private:
    void collectColumns(const Catalog& catalog, const ObjectKey& table, std::set<std::string>& names) const;
    void collectConstraints(const Catalog& catalog, const ObjectKey& table, std::set<std::string>& names) const;
    const std::string& give(const ObjectKey& element, std::string_view suffix, const ObjectKey& table,
                            std::set<std::string>& taken);

    const Catalog& m_from;
    const Catalog& m_to;
    std::map<std::string, std::set<std::string>> m_before;    ///< names of relations of the source, by schema
    std::map<std::string, std::set<std::string>> m_relations; ///< taken, by schema
    std::map<std::string, std::set<std::string>> m_objects;   ///< taken by objects of any kind, by schema
    std::map<ObjectKey, std::set<std::string>> m_constraints; ///< taken, by table
    std::map<ObjectKey, std::set<std::string>> m_columns;     ///< taken, by table
    std::map<std::pair<std::string, std::string>, std::set<ObjectKey>> m_owners; ///< of constraints, by schema and name
    std::map<std::pair<ObjectKey, ObjectKey>, std::string> m_given;              ///< by element and table
};

} // namespace schemawright
