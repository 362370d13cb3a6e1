#pragma once

#include "model/kinds/common.h"

#include <array>

namespace schemawright {

enum class Identity { None, Always, ByDefault };
template <> struct EnumNames<Identity> {
    static constexpr std::array<std::string_view, 3> names{"none", "always", "by default"};
};

enum class Generated { No, Stored, Virtual };
template <> struct EnumNames<Generated> {
    static constexpr std::array<std::string_view, 3> names{"no", "stored", "virtual"};
};

/// A column of a table. CREATE TABLE; PostgreSQL 17 manual, "pg_attribute".
struct Column {
    static constexpr Kind kind = Kind::Column;
    static constexpr KindFacts facts{.name = "column",
                                     .title = "Columns",
                                     .icon = "code-variable",
                                     .place = KindFacts::Place::Relation,
                                     .owner = false,
                                     .privileges = 'c',
                                     .written = KindFacts::Written::Dotted,
                                     .partOf = Kind::Table,
                                     .renameRule = "rename-column"};
    std::string name;
    std::string type;      ///< as format_type prints it with an empty search_path
    std::string collation; ///< quoted and qualified; empty: the type's own
    bool notNull = false;
    NotNullConstraint notNullConstraint; ///< meaningful where notNull is set
    Expression defaultExpr;              ///< the default, or the expression of a generated column; empty if absent
    Generated generated = Generated::No;
    Identity identity = Identity::None;
    SequenceOptions identityOptions; ///< meaningful where identity is not None
    std::string identitySequence;    ///< name of its sequence; empty: <table>_<column>_seq in the table's schema
    std::string identityComment;     ///< of the sequence behind an identity column
    Acl identityAcl;                 ///< of the sequence behind an identity column
    std::string storage;             ///< PLAIN, EXTERNAL, EXTENDED or MAIN; empty: the type's own
    std::string compression;         ///< pglz or lz4; empty: the server's default
    int statisticsTarget = -1;       ///< -1: the server's default
    Options options;                 ///< n_distinct and n_distinct_inherited
    Options foreignOptions;          ///< OPTIONS (...) of a foreign table's column
    bool local = true;               ///< false: it exists only by inheritance or as a partition's column
    std::string comment;
    Acl acl;
    std::vector<SecurityLabel> labels;
    bool operator==(const Column&) const = default;
    static constexpr auto fields()
    {
        return std::tuple{Field{"name", &Column::name},
                          Field{"type", &Column::type},
                          Field{"collation", &Column::collation},
                          Field{"not null", &Column::notNull},
                          Field{"not null constraint", &Column::notNullConstraint},
                          Field{"default", &Column::defaultExpr},
                          Field{"generated", &Column::generated},
                          Field{"identity", &Column::identity},
                          Field{"identity options", &Column::identityOptions},
                          Field{"identity sequence", &Column::identitySequence},
                          Field{"identity sequence comment", &Column::identityComment},
                          Field{"identity sequence privileges", &Column::identityAcl},
                          Field{"storage", &Column::storage},
                          Field{"compression", &Column::compression},
                          Field{"statistics target", &Column::statisticsTarget},
                          Field{"options", &Column::options},
                          Field{"foreign options", &Column::foreignOptions},
                          Field{"local", &Column::local},
                          Field{"comment", &Column::comment},
                          Field{"privileges", &Column::acl},
                          Field{"labels", &Column::labels}};
    }
};

enum class ConstraintType { PrimaryKey, Unique, ForeignKey, Check, Exclude };
template <> struct EnumNames<ConstraintType> {
    static constexpr std::array<std::string_view, 5> names{"primary key", "unique", "foreign key", "check", "exclude"};
};

enum class ForeignKeyAction { NoAction, Restrict, Cascade, SetNull, SetDefault };
template <> struct EnumNames<ForeignKeyAction> {
    static constexpr std::array<std::string_view, 5> names{"no action", "restrict", "cascade", "set null",
                                                           "set default"};
};

enum class ForeignKeyMatch { Simple, Full };
template <> struct EnumNames<ForeignKeyMatch> {
    static constexpr std::array<std::string_view, 2> names{"simple", "full"};
};

/// A table constraint. CREATE TABLE, "table_constraint"; PostgreSQL 17 manual, "pg_constraint".
struct Constraint {
    static constexpr Kind kind = Kind::Constraint;
    static constexpr KindFacts facts{.name = "constraint",
                                     .title = "Constraints",
                                     .icon = "database-change-key",
                                     .place = KindFacts::Place::Relation,
                                     .owner = false,
                                     .written = KindFacts::Written::On,
                                     .partOf = Kind::Table,
                                     .renameRule = {},
                                     .followsColumnType = true};
    std::string name;
    ConstraintType type = ConstraintType::Check;
    std::vector<std::string>
        columns; ///< primary key, unique, foreign key: in order; check: the columns it uses, sorted
    std::vector<std::string> include; ///< INCLUDE columns of a primary key or unique constraint
    bool nullsNotDistinct = false;
    Expression
        expression; ///< check: in the server's parentheses; exclude: "EXCLUDE USING ... " whole, without deferral
    QualifiedName refTable; ///< foreign key
    std::vector<std::string> refColumns;
    ForeignKeyAction onUpdate = ForeignKeyAction::NoAction;
    ForeignKeyAction onDelete = ForeignKeyAction::NoAction;
    std::vector<std::string> onDeleteColumns; ///< ON DELETE SET NULL (columns); empty: all
    ForeignKeyMatch match = ForeignKeyMatch::Simple;
    bool deferrable = false;
    bool initiallyDeferred = false;
    bool notValid = false;
    bool noInherit = false;
    bool enforced = true; ///< false: NOT ENFORCED, of a check or foreign key; PostgreSQL 18
    bool period = false;  ///< the last column is WITHOUT OVERLAPS (keys) or a PERIOD (foreign keys); PostgreSQL 18
    bool local = true;    ///< false: it exists only by inheritance or as a partition's constraint
    std::string parentConstraint; ///< of a partition: the constraint of the parent that it is attached to; empty: none
    Options indexOptions;         ///< storage parameters of the index behind it
    std::string tablespace;       ///< of the index behind it; empty: the database's
    bool clustered = false;       ///< CLUSTER ON the index behind it
    bool replicaIdentity = false; ///< REPLICA IDENTITY USING the index behind it
    std::string comment;
    std::string indexComment; ///< comment of the index behind it
    bool operator==(const Constraint&) const = default;
    static constexpr auto fields()
    {
        return std::tuple{Field{"name", &Constraint::name},
                          Field{"type", &Constraint::type},
                          Field{"columns", &Constraint::columns},
                          Field{"include", &Constraint::include},
                          Field{"nulls not distinct", &Constraint::nullsNotDistinct},
                          Field{"expression", &Constraint::expression},
                          Field{"references", &Constraint::refTable},
                          Field{"referenced columns", &Constraint::refColumns},
                          Field{"on update", &Constraint::onUpdate},
                          Field{"on delete", &Constraint::onDelete},
                          Field{"on delete columns", &Constraint::onDeleteColumns},
                          Field{"match", &Constraint::match},
                          Field{"deferrable", &Constraint::deferrable},
                          Field{"initially deferred", &Constraint::initiallyDeferred},
                          Field{"not valid", &Constraint::notValid},
                          Field{"no inherit", &Constraint::noInherit},
                          Field{"enforced", &Constraint::enforced},
                          Field{"period", &Constraint::period},
                          Field{"local", &Constraint::local},
                          Field{"parent constraint", &Constraint::parentConstraint},
                          Field{"index options", &Constraint::indexOptions},
                          Field{"tablespace", &Constraint::tablespace},
                          Field{"clustered", &Constraint::clustered},
                          Field{"replica identity", &Constraint::replicaIdentity},
                          Field{"comment", &Constraint::comment},
                          Field{"index comment", &Constraint::indexComment}};
    }
};

enum class Persistence { Permanent, Unlogged };
template <> struct EnumNames<Persistence> {
    static constexpr std::array<std::string_view, 2> names{"permanent", "unlogged"};
};

enum class ReplicaIdentity { Default, Nothing, Full, Index };
template <> struct EnumNames<ReplicaIdentity> {
    static constexpr std::array<std::string_view, 4> names{"default", "nothing", "full", "index"};
};

/// The default or the generating expression of a column, which has dependencies of its own; its value is in the column.
struct ColumnDefault {
    static constexpr Kind kind = Kind::Default;
    static constexpr KindFacts facts{.name = "default",
                                     .title = "Defaults",
                                     .icon = "tag",
                                     .place = KindFacts::Place::Relation,
                                     .owner = false,
                                     .written = KindFacts::Written::Dotted,
                                     .partOf = Kind::Table};
};

/// A table: ordinary, partitioned, a partition, or foreign; with its columns and constraints. CREATE TABLE, CREATE FOREIGN TABLE.
struct Table {
    static constexpr Kind kind = Kind::Table;
    static constexpr KindFacts facts{.name = "table",
                                     .title = "Tables",
                                     .icon = "table",
                                     .place = KindFacts::Place::Schema,
                                     .owner = true,
                                     .privileges = 'r',
                                     .family = KindFacts::Family::Relation,
                                     .rowType = true,
                                     .storesRows = true,
                                     .relkinds = "rpf",
                                     .renameRule = "rename-table",
                                     .namingRules = true};
    std::vector<Column> columns;         ///< in the order of the table
    std::vector<Constraint> constraints; ///< sorted by name
    Persistence persistence = Persistence::Permanent;
    std::string partitionBy;             ///< "RANGE (created_at)" of a partitioned table; empty: not partitioned
    QualifiedName partitionOf;           ///< the parent of a partition; empty: none
    std::string partitionBound;          ///< "FOR VALUES FROM (...) TO (...)" or "DEFAULT"
    std::vector<QualifiedName> inherits; ///< INHERITS, in order
    QualifiedName ofType;                ///< OF composite type; empty: none
    std::string accessMethod;            ///< empty: heap
    std::string tablespace;              ///< empty: the database's
    Options options;                     ///< storage parameters, those of its TOAST table as toast.*
    std::string foreignServer;           ///< SERVER of a foreign table; empty: the rows are in this database
    Options foreignOptions;              ///< OPTIONS (...) of a foreign table
    bool rowSecurity = false;
    bool forceRowSecurity = false;
    ReplicaIdentity replicaIdentity = ReplicaIdentity::Default; ///< Index: the index or constraint has the flag
    bool operator==(const Table&) const = default;
    static constexpr auto fields()
    {
        return std::tuple{Field{"columns", &Table::columns},
                          Field{"constraints", &Table::constraints},
                          Field{"persistence", &Table::persistence},
                          Field{"partition by", &Table::partitionBy},
                          Field{"partition of", &Table::partitionOf},
                          Field{"partition bound", &Table::partitionBound},
                          Field{"inherits", &Table::inherits},
                          Field{"of type", &Table::ofType},
                          Field{"access method", &Table::accessMethod},
                          Field{"tablespace", &Table::tablespace},
                          Field{"options", &Table::options},
                          Field{"foreign server", &Table::foreignServer},
                          Field{"foreign options", &Table::foreignOptions},
                          Field{"row security", &Table::rowSecurity},
                          Field{"force row security", &Table::forceRowSecurity},
                          Field{"replica identity", &Table::replicaIdentity}};
    }

    [[nodiscard]] const Column* findColumn(std::string_view name) const;
    [[nodiscard]] const Constraint* findConstraint(std::string_view name) const;
    [[nodiscard]] const Constraint* primaryKey() const;
};

} // namespace schemawright
