#pragma once

#include "diff/kinds/kind_ops.h"
#include "model/kinds/table.h"

#include <unordered_map>

/// What the files of the room "table" share: table_*.cpp, column_*.cpp and constraint_*.cpp.
namespace schemawright::tables {

// ---- Names -------------------------------------------------------------------------------------------------------------------

[[nodiscard]] ObjectKey columnKey(const ObjectKey& table, const std::string& column);
[[nodiscard]] ObjectKey defaultKey(const ObjectKey& table, const std::string& column);
[[nodiscard]] ObjectKey constraintKey(const ObjectKey& table, const std::string& constraint);
[[nodiscard]] ObjectKey tableKey(const QualifiedName& name);
/// "ALTER TABLE public.orders ".
[[nodiscard]] std::string alterTable(const ObjectKey& table);
/// True for constraints with an index of their own name behind them.
[[nodiscard]] bool hasIndex(ConstraintType type);
/// The sequence behind an identity column: its name, given or PostgreSQL's default.
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
    bool owned = true;                 ///< by a role that the reading one is a member of
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
/// The reading of tables spends half of its time on those.
[[nodiscard]] std::vector<std::string> longQueries(int version);

// ---- Text --------------------------------------------------------------------------------------------------------------------

struct ColumnParts {
    bool defaultExpr = true;
    bool identity = true;
};
/// "total numeric(10,2) DEFAULT 0 NOT NULL", as in CREATE TABLE and ADD COLUMN.
[[nodiscard]] std::string columnDefinition(const ObjectKey& table, const Column& column, ColumnParts parts = {});
/// " (SEQUENCE NAME x START WITH 5)", or empty where everything is as by default.
[[nodiscard]] std::string identityOptions(const ObjectKey& table, const Column& column);
/// What CREATE TABLE cannot say about a column in PostgreSQL 14: storage, statistics, options; ALTER TABLE statements.
[[nodiscard]] std::vector<Statement> columnSettings(const ObjectKey& table, const Column& before, const Column& after);
/// Its comment and its privileges.
[[nodiscard]] std::vector<Statement> columnAttributes(const ObjectKey& table, const Column& before, const Column& after,
                                                      const RoleName& owner);
/// "CONSTRAINT orders_pkey PRIMARY KEY (id)".
[[nodiscard]] std::string constraintDefinition(const Constraint& constraint);
/// What ADD CONSTRAINT cannot say: clustering, replica identity, tablespace of an exclusion constraint's index, comments.
[[nodiscard]] std::vector<Statement> constraintSettings(const ObjectKey& table, const Constraint& before,
                                                        const Constraint& after);

// ---- Types and expressions ---------------------------------------------------------------------------------------------------

/// Does ALTER COLUMN ... TYPE from one to the other leave the rows as they are? PostgreSQL 17 manual, "ALTER TABLE", Notes. In a session whose
/// time zone is UTC a timestamp stays, too, when it gets a time zone: that is not known here.
[[nodiscard]] bool keepsRows(const std::string& from, const std::string& to);
/// Where the rows stay: do values read as before?
[[nodiscard]] bool readsAlike(const std::string& from, const std::string& to);
/// Where the rows stay: do the indexes on the column stay too, because they order both types alike?
[[nodiscard]] bool keepsIndexes(const std::string& from, const std::string& to);
/// "numeric" of "numeric(10,2)"; of no array.
[[nodiscard]] std::string withoutModifiers(const std::string& type);
/// Is there an assignment cast from one to the other, as far as one can tell by the names? PostgreSQL 17 manual, "Type Conversion".
[[nodiscard]] bool castsByAssignment(const std::string& from, const std::string& to);
/// May the default stay while the column is retyped, because the server would print it alike on a new column?
[[nodiscard]] bool keepsDefault(const std::string& from, const std::string& to);
/// Would ADD COLUMN have to compute the default for every row? By the function's names and the catalog's functions.
[[nodiscard]] bool isVolatile(const ObjectKey& table, const Column& column, const Catalog& catalog);

// ---- Planning ----------------------------------------------------------------------------------------------------------------

/// A statement on the table alone, with the lock that ALTER TABLE mostly takes.
[[nodiscard]] Statement onTable(const ObjectKey& table, std::string sql, LockMode mode = LockMode::AccessExclusive,
                                LockReach reach = LockReach::Itself);
/// A statement that ALTER TABLE does to everything that inherits from the table, too.
[[nodiscard]] Statement onFamily(const ObjectKey& table, std::string sql, LockMode mode = LockMode::AccessExclusive);
/// Does an element of the table need something that itself needs the table (a default that calls a function of the table's row type)?
[[nodiscard]] bool isEntangled(const Dependencies& dependencies, const ObjectKey& table, const ObjectKey& element);
/// Has a column of another table the table's rows for its type?
[[nodiscard]] bool isColumnsRowType(const Catalog& catalog, const ObjectKey& table);
/// Did the table exist before, so that it may hold rows?
[[nodiscard]] bool mayHoldRows(const PlanContext& context, const ObjectKey& table);
/// Partitions and inheriting tables of the catalog, one level down.
[[nodiscard]] std::vector<ObjectKey> children(const Catalog& catalog, const ObjectKey& table);
/// The parents of a table: the partitioned table it is part of, or those it inherits from.
[[nodiscard]] std::vector<QualifiedName> parents(const Table& table);

/// What an alteration of one table is about.
struct Alteration {
    const ObjectKey& key;
    const Table& before; ///< as it stands when its own statements begin: after what recurses from its parents
    const Table& after;
    const RoleName& owner;
    const PlanContext& context;
};

/// Must the column be dropped and added again (a generated column whose kind or type changes, or that something else forces)?
[[nodiscard]] bool isColumnRemade(const Column& before, const Column& after, const PlanContext& context);
/// Must the constraint be dropped and added again, because ALTER cannot say the difference?
[[nodiscard]] bool isConstraintRemade(const Constraint& before, const Constraint& after);
/// Is a foreign key in the way of new types, because its columns would not compare while only one side is changed?
[[nodiscard]] bool isInTheWayOfTypes(const ObjectKey& table, const Constraint& constraint, const PlanContext& context);

/// `before` with what ALTER TABLE of its parents does to it: columns and checks that recursion adds, changes and drops.
[[nodiscard]] Table afterParents(const ObjectKey& key, const Table& before, const Table& after,
                                 const PlanContext& context);

/// The table's own checks go before the parent gets others under their names, which it then inherits.
void stepAsideForChecks(const ObjectKey& key, const Table& before, const Table& after, const PlanContext& context,
                        Steps& steps);

/// Does a table that inherits keep the column (or check) that its parent loses? Then the parent's is dropped ONLY there, and it is the
/// child's own from then on.
[[nodiscard]] bool isKeptByChild(const ObjectKey& table, const Column& column, const PlanContext& context);
[[nodiscard]] bool isKeptByChild(const ObjectKey& table, const Constraint& constraint, const PlanContext& context);
/// Children that inherit from the table before and after, one level down.
[[nodiscard]] std::vector<ObjectKey> lastingChildren(const PlanContext& context, const ObjectKey& table);
/// The parent whose new column shall take the place of the table's own one, so that it is inherited only; nullptr: none.
[[nodiscard]] const QualifiedName* handedTo(const ObjectKey& key, const Table& before, const Table& after,
                                            const Column& column, const PlanContext& context);

/// The constraint of a partition that ADD CONSTRAINT on the parent makes by itself, under the name that it shall have.
[[nodiscard]] bool isMadeByParent(const ObjectKey& partition, const Constraint& constraint);
/// Does every partition get this constraint of its parent under its right name by itself?
[[nodiscard]] bool reachesPartitions(const Catalog& catalog, const ObjectKey& parent, const Constraint& constraint);

/// ADD CONSTRAINT as a step of its own, with its settings.
[[nodiscard]] Step addConstraintStep(const ObjectKey& table, const Table& body, const Constraint& constraint,
                                     const PlanContext& context);
/// Does what is done to the constraint reach partitions, or everything that inherits?
[[nodiscard]] LockReach reachOf(const Constraint& constraint);
/// DROP CONSTRAINT; `only`: not of the tables that inherit it.
[[nodiscard]] Statement dropConstraint(const ObjectKey& table, const Constraint& constraint, bool only = false);

/// Is the column named in the partition key? PostgreSQL lets nobody retype it there.
[[nodiscard]] bool isInPartitionKey(const Table& table, const std::string& column);
/// Is the table dropped and made again, both times with rows of its own?
[[nodiscard]] bool isRebuilt(const ObjectKey& table, const PlanContext& context);
/// And are its rows put aside by itself, not by the partitioned table that it was part of?
[[nodiscard]] bool keepsRowsAside(const ObjectKey& table, const PlanContext& context);
/// The table that holds them meanwhile, and an element that stands for their being back.
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

/// Row security, replica identity...: what CREATE TABLE cannot say about the table itself.
[[nodiscard]] std::vector<Statement> tableSettings(const ObjectKey& key, const Table& before, const Table& after);
/// "ALTER TABLE parent ATTACH PARTITION child FOR VALUES ...".
[[nodiscard]] Statement attachPartition(const ObjectKey& key, const Table& table, const PlanContext& context);
/// What a new partition locks beside itself and its parent: what the parent's foreign keys refer to, and the default partition.
[[nodiscard]] std::vector<Lock> partitionLocks(const ObjectKey& parent, const PlanContext& context);

} // namespace schemawright::tables
