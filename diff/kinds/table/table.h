#pragma once

#include "diff/kinds/base/kind_ops.h"
#include "model/kinds/table.h"

#include <unordered_map>

/// Shared by the files of the kind table: table_*.cpp, column_*.cpp and constraint_*.cpp.
namespace schemawright::tables {

// ---- Names -------------------------------------------------------------------------------------------------------------------

[[nodiscard]] ObjectKey columnKey(const ObjectKey& table, const std::string& column);
[[nodiscard]] ObjectKey defaultKey(const ObjectKey& table, const std::string& column);
[[nodiscard]] ObjectKey constraintKey(const ObjectKey& table, const std::string& constraint);
[[nodiscard]] ObjectKey tableKey(const QualifiedName& name);
/// "ALTER TABLE public.orders ".
[[nodiscard]] std::string alterTable(const ObjectKey& table);
/// Whether the constraint has an index, which has the constraint's name.
[[nodiscard]] bool hasIndex(ConstraintType type);
/// The sequence of an identity column: its name, or PostgreSQL's default name.
[[nodiscard]] ObjectKey identitySequenceKey(const ObjectKey& table, const Column& column);

// ---- Reading -----------------------------------------------------------------------------------------------------------------

/// A table while it is being read.
struct TableRow {
    std::uint32_t oid = 0;
    std::uint32_t owner = 0;
    ObjectKey key;
    Table table;
    Attributes attributes;
    std::vector<int> attributeNumbers; ///< of table.columns, one each
    bool owned = true;                 ///< by a role of which the reading role is a member
};

struct TableRows {
    std::vector<TableRow> rows;
    std::unordered_map<std::uint32_t, std::size_t> byOid;
    [[nodiscard]] TableRow* find(std::uint32_t oid)
    {
        const auto found = byOid.find(oid);
        return found == byOid.end() ? nullptr : &rows[found->second];
    }
};

[[nodiscard]] Result<void> readColumns(Reader& reader, TableRows& tables);
[[nodiscard]] Result<void> readConstraints(Reader& reader, TableRows& tables);
[[nodiscard]] std::string standardColumnsQuery();
[[nodiscard]] std::string constraintsQuery(int version);
/// Reading the tables takes half of its time here.
[[nodiscard]] std::vector<std::string> longQueries(int version);

// ---- Text --------------------------------------------------------------------------------------------------------------------

struct ColumnParts {
    bool defaultExpr = true;
    bool identity = true;
};
/// "total numeric(10,2) DEFAULT 0 NOT NULL", as in CREATE TABLE and ADD COLUMN.
[[nodiscard]] std::string columnDefinition(const ObjectKey& table, const Column& column, ColumnParts parts = {});
/// " (SEQUENCE NAME x START WITH 5)"; empty if everything is the default.
[[nodiscard]] std::string identityOptions(const ObjectKey& table, const Column& column);
/// What CREATE TABLE of PostgreSQL 14 cannot set for a column: storage, statistics, options; as ALTER TABLE statements.
[[nodiscard]] std::vector<Statement> columnSettings(const ObjectKey& table, const Column& before, const Column& after);
/// Its comment and its privileges.
[[nodiscard]] std::vector<Statement> columnAttributes(const ObjectKey& table, const Column& before, const Column& after,
                                                      const RoleName& owner);
/// "CONSTRAINT orders_pkey PRIMARY KEY (id)".
[[nodiscard]] std::string constraintDefinition(const Constraint& constraint);
/// What ADD CONSTRAINT cannot set: clustering, replica identity, tablespace of an exclusion constraint's index, comments.
[[nodiscard]] std::vector<Statement> constraintSettings(const ObjectKey& table, const Constraint& before,
                                                        const Constraint& after);

// ---- Types and expressions ---------------------------------------------------------------------------------------------------

/// Whether ALTER COLUMN ... TYPE keeps the rows unchanged. PostgreSQL 17 manual, "ALTER TABLE", Notes. In a session whose
/// time zone is UTC, adding a time zone to a timestamp keeps them, too, but the session is unknown here.
[[nodiscard]] bool keepsRows(const std::string& from, const std::string& to);
/// If the rows are kept: whether values keep their meaning.
[[nodiscard]] bool readsAlike(const std::string& from, const std::string& to);
/// If the rows are kept: whether the indexes on the column are kept, because both types have the same order.
[[nodiscard]] bool keepsIndexes(const std::string& from, const std::string& to);
/// "numeric" of "numeric(10,2)"; empty for an array.
[[nodiscard]] std::string withoutModifiers(const std::string& type);
/// Whether there is an assignment cast, as far as the names show. PostgreSQL 17 manual, "Type Conversion".
[[nodiscard]] bool castsByAssignment(const std::string& from, const std::string& to);
/// Whether the default can be kept while the column is retyped, because the server would print it identically on a new column.
[[nodiscard]] bool keepsDefault(const std::string& from, const std::string& to);
/// Whether ADD COLUMN would compute the default for every row, by the names of its functions and the functions of the catalog.
[[nodiscard]] bool isVolatile(const ObjectKey& table, const Column& column, const Catalog& catalog);

// ---- Planning ----------------------------------------------------------------------------------------------------------------

/// A statement on the table alone, with the usual lock of ALTER TABLE.
[[nodiscard]] Statement onTable(const ObjectKey& table, std::string sql, LockMode mode = LockMode::AccessExclusive,
                                LockReach reach = LockReach::Itself);
/// A statement that ALTER TABLE also applies to all tables that inherit.
[[nodiscard]] Statement onFamily(const ObjectKey& table, std::string sql, LockMode mode = LockMode::AccessExclusive);
/// Whether an element of the table needs an object that needs the table (a default that calls a function of the table's row type).
[[nodiscard]] bool isEntangled(const Dependencies& dependencies, const ObjectKey& table, const ObjectKey& element);
/// Whether the table's row type is the type of another table's column.
[[nodiscard]] bool isColumnsRowType(const Catalog& catalog, const ObjectKey& table);
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

/// Whether the column must be dropped and added again (a generated column whose kind or type changes, or for another reason).
[[nodiscard]] bool isColumnRemade(const Column& before, const Column& after, const PlanContext& context);
/// Whether the constraint must be dropped and added again, because ALTER cannot make the change.
[[nodiscard]] bool isConstraintRemade(const Constraint& before, const Constraint& after);
/// Whether a foreign key prevents the new types, because its columns would not be comparable while only one side is changed.
[[nodiscard]] bool isInTheWayOfTypes(const ObjectKey& table, const Constraint& constraint, const PlanContext& context);

/// `before` after ALTER TABLE of its parents: with the columns and checks that recursion adds, changes and drops.
[[nodiscard]] Table afterParents(const ObjectKey& key, const Table& before, const Table& after,
                                 const PlanContext& context);

/// The table's own checks that are dropped before the parent gets others of the same name, which it then inherits.
void stepAsideForChecks(const ObjectKey& key, const Table& before, const Table& after, const PlanContext& context,
                        Steps& steps);

/// Whether an inheriting table keeps the column (or check) that its parent loses. Then the parent's is dropped with ONLY, and the
/// child's becomes its own.
[[nodiscard]] bool isKeptByChild(const ObjectKey& table, const Column& column, const PlanContext& context);
[[nodiscard]] bool isKeptByChild(const ObjectKey& table, const Constraint& constraint, const PlanContext& context);
/// Children that inherit from the table before and after, one level down.
[[nodiscard]] std::vector<ObjectKey> lastingChildren(const PlanContext& context, const ObjectKey& table);
/// The parent whose new column replaces the table's own one, so that it is only inherited; nullptr: none.
[[nodiscard]] const QualifiedName* handedTo(const ObjectKey& key, const Table& before, const Table& after,
                                            const Column& column, const PlanContext& context);

/// The constraint of a partition that ADD CONSTRAINT on the parent creates, under its final name.
[[nodiscard]] bool isMadeByParent(const ObjectKey& partition, const Constraint& constraint);
/// Whether every partition gets this constraint of its parent automatically, under its right name.
[[nodiscard]] bool reachesPartitions(const Catalog& catalog, const ObjectKey& parent, const Constraint& constraint);

/// ADD CONSTRAINT as its own step, with its settings.
[[nodiscard]] Step addConstraintStep(const ObjectKey& table, const Table& body, const Constraint& constraint,
                                     const PlanContext& context);
/// Whether statements about the constraint extend to partitions, or to all tables that inherit.
[[nodiscard]] LockReach reachOf(const Constraint& constraint);
/// DROP CONSTRAINT; `only`: not in the tables that inherit it.
[[nodiscard]] Statement dropConstraint(const ObjectKey& table, const Constraint& constraint, bool only = false);

/// Whether the column is in the partition key. PostgreSQL cannot retype it there.
[[nodiscard]] bool isInPartitionKey(const Table& table, const std::string& column);
/// Whether the table is dropped and created again and keeps its rows.
[[nodiscard]] bool isRebuilt(const ObjectKey& table, const PlanContext& context);
/// Whether its rows are also copied separately, not with the partitioned table that it belonged to.
[[nodiscard]] bool keepsRowsAside(const ObjectKey& table, const PlanContext& context);
/// The auxiliary table with its rows, and an element that represents the restored rows.
[[nodiscard]] ObjectKey rowsAside(const ObjectKey& table);
[[nodiscard]] ObjectKey rowsBack(const ObjectKey& table);
[[nodiscard]] Step putRowsAside(const ObjectKey& key, const Table& before, const PlanContext& context);
[[nodiscard]] Step bringRowsBack(const ObjectKey& key, const Table& after, const PlanContext& context);

void alterColumns(const Alteration& alteration, Step& drops, Steps& steps);
void alterConstraints(const Alteration& alteration, Step& drops, Steps& steps);

void create(const ObjectKey& key, const Object& object, const PlanContext& context, Steps& steps);
Result<void> alter(const ObjectKey& key, const Object& before, const Object& after, const PlanContext& context,
                   Steps& steps);
void drop(const ObjectKey& key, const Object& object, const PlanContext& context, Steps& steps);
std::vector<ObjectKey> disturbs(const ObjectKey& key, const Object& before, const Object& after,
                                const PlanContext& context);
Result<void> read(Reader& reader);

/// What CREATE TABLE cannot set for the table itself: row security, replica identity...
[[nodiscard]] std::vector<Statement> tableSettings(const ObjectKey& key, const Table& before, const Table& after);
/// "ALTER TABLE parent ATTACH PARTITION child FOR VALUES ...".
[[nodiscard]] Statement attachPartition(const ObjectKey& key, const Table& table, const PlanContext& context);
/// Further locks of a new partition: on the tables that the parent's foreign keys reference, and on the default partition.
[[nodiscard]] std::vector<Lock> partitionLocks(const ObjectKey& parent, const PlanContext& context);

} // namespace schemawright::tables
