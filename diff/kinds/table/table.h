#pragma once

#include "diff/kinds/base/kind_ops.h"
#include "model/kinds/table.h"

/// What the files of this folder share: names, statements on a table, its family.
namespace schemawright::tables {

[[nodiscard]] ObjectKey columnKey(const ObjectKey& table, const std::string& column);
[[nodiscard]] ObjectKey defaultKey(const ObjectKey& table, const std::string& column);
[[nodiscard]] ObjectKey constraintKey(const ObjectKey& table, const std::string& constraint);
[[nodiscard]] ObjectKey tableKey(const QualifiedName& name);
/// "ALTER TABLE public.orders ".
[[nodiscard]] std::string alterTable(const ObjectKey& table);

/// Whether the constraint has an index, which has the constraint's name.
[[nodiscard]] bool hasIndex(ConstraintType type);

/// A statement on the table alone, with the usual lock of ALTER TABLE.
[[nodiscard]] Statement onTable(const ObjectKey& table, std::string sql, LockMode mode = LockMode::AccessExclusive,
                                LockReach reach = LockReach::Itself);

/// A statement that ALTER TABLE also applies to all tables that inherit.
[[nodiscard]] Statement onFamily(const ObjectKey& table, std::string sql, LockMode mode = LockMode::AccessExclusive);
/// Merges ALTER TABLE ... ALTER COLUMN statements of the same table into one, so that its rows are written once. Each statement has one action.
[[nodiscard]] std::vector<Statement> inOnePass(std::vector<Statement> statements);

/// Whether an element of the table needs an object that needs the table (a default that calls a function of the table's row type).
[[nodiscard]] bool isEntangled(const Dependencies& dependencies, const ObjectKey& table, const ObjectKey& element);

/// Whether the table existed before, so that it may have rows.
[[nodiscard]] bool mayHoldRows(const PlanContext& context, const ObjectKey& table);

/// Partitions and inheriting tables of the catalog, one level down.
[[nodiscard]] std::vector<ObjectKey> children(const Catalog& catalog, const ObjectKey& table);

/// The parents of a table: its partitioned table, or the tables that it inherits from.
[[nodiscard]] std::vector<QualifiedName> parents(const Table& table);

/// The context of an alteration of one table.
struct Alteration {
    const ObjectKey& key;
    const Table& before; ///< before its own statements run, but after those that recurse from its parents
    const Table& after;
    const RoleName& owner;
    const PlanContext& context;
};

void drop(const ObjectKey& key, const Object& object, const PlanContext& context, Steps& steps);

} // namespace schemawright::tables
