#pragma once

// For script.cpp and script_objects.cpp only: what a statement of PostgreSQL's parse tree is about.
#include "model/project.h"

#include <map>
#include <optional>
#include <string>

struct PgQuery__Node; // NOLINT(bugprone-reserved-identifier): libpg_query's name

namespace schemawright {

/// The object that a statement defines or alters, from its words alone: DROP TYPE does not say which kind of type, DROP INDEX
/// not which table's. Nothing where the statement is about several objects, or none.
[[nodiscard]] std::optional<ObjectKey> objectOf(const PgQuery__Node& statement);

/// What ALTER ... RENAME renames and ALTER ... SET SCHEMA moves, in its words: an attribute of a type is called a column.
[[nodiscard]] std::optional<Rename> renameOf(const PgQuery__Node& statement);

/// Whether the statement makes the object, so that its kind and parent are certain.
[[nodiscard]] bool defines(const PgQuery__Node& statement);

/// False where PostgreSQL refuses the statement in a transaction block (PreventInTransactionBlock in its sources).
[[nodiscard]] bool runsInTransaction(const PgQuery__Node& statement);

/// Remembers what a script has made, to say what later statements mean.
class MadeObjects {
public:
    void add(const ObjectKey& key) { m_made.insert_or_assign(Name{space(key.kind), key.schema, key.name}, key); }
    /// The key with the kind and the parent that its object was made with, where the script made it.
    [[nodiscard]] ObjectKey resolved(ObjectKey key) const;

private:
    /// Relations share their names with each other, and so do types. PostgreSQL 17 manual, "pg_class", "pg_type".
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
