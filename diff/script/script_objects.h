#pragma once

// For script.cpp and script_objects.cpp only: the object of a statement in PostgreSQL's parse tree.
#include "model/project.h"

#include <map>
#include <optional>
#include <string>

struct PgQuery__Node; // NOLINT(bugprone-reserved-identifier): libpg_query's name

namespace schemawright {

/// The object that a statement defines or alters, from its text alone: DROP TYPE does not show the kind of type, DROP INDEX
/// not the table. nullopt if the statement has several objects, or none.
[[nodiscard]] std::optional<ObjectKey> objectOf(const PgQuery__Node& statement);

/// The object that ALTER ... RENAME renames or ALTER ... SET SCHEMA moves, from its text: an attribute of a type is called a column.
[[nodiscard]] std::optional<Rename> renameOf(const PgQuery__Node& statement);

/// Whether the statement creates the object, so that its kind and parent are certain.
[[nodiscard]] bool defines(const PgQuery__Node& statement);

/// False if PostgreSQL does not run the statement inside a transaction block (PreventInTransactionBlock in its sources).
[[nodiscard]] bool runsInTransaction(const PgQuery__Node& statement);

/// Records the objects that a script has created, to resolve the names in later statements.
class MadeObjects {
public:
    void add(const ObjectKey& key) { m_made.insert_or_assign(Name{space(key.kind), key.schema, key.name}, key); }
    /// The key with the kind and parent of the created object, if the script created it.
    [[nodiscard]] ObjectKey resolved(ObjectKey key) const;

private:
    /// Relations share a namespace with each other, and so do types. PostgreSQL 17 manual, "pg_class", "pg_type".
    enum class Space { Relation, Type, Other };
    struct Name {
        Space space;
        std::string schema;
        std::string name;
        auto operator<=>(const Name&) const = default;
    };
    static Space space(Kind kind);
    std::map<Name, ObjectKey> m_made;
};

} // namespace schemawright
