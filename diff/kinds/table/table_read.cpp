#include "diff/kinds/table/table_read.h"

#include "diff/kinds/base/sql_pieces.h"
#include "diff/kinds/table/column_read.h"
#include "diff/kinds/table/constraint_read.h"
#include "diff/kinds/table/table.h"

#include <algorithm>
#include <format>
#include <map>
#include <set>

namespace schemawright::tables {

namespace {

// ---- pg_class: what the standard's view does not say -------------------------------------------------------------------------

constexpr std::string_view classQuery = R"(
SELECT c.oid, c.relname, c.relnamespace, c.relowner, c.relkind, c.relpersistence, c.reltype, ty.typarray,
       CASE WHEN am.amname <> 'heap' THEN am.amname END, ts.spcname, c.reloptions, toast.reloptions,
       c.relrowsecurity, c.relforcerowsecurity, c.relreplident, ot.typname, ot.typnamespace, c.relacl,
       c.reltuples::bigint, c.relpages::bigint * current_setting('block_size')::bigint,
       CASE WHEN c.relispartition THEN pg_get_expr(c.relpartbound, c.oid) END,
       CASE WHEN c.relkind = 'p' THEN pg_get_partkeydef(c.oid) END, pg_has_role(c.relowner, 'USAGE'), c.relnatts, fs.srvname, ft.ftoptions
FROM pg_class c
LEFT JOIN pg_type ty ON ty.oid = c.reltype
LEFT JOIN pg_am am ON am.oid = c.relam
LEFT JOIN pg_tablespace ts ON ts.oid = c.reltablespace
LEFT JOIN pg_class toast ON toast.oid = c.reltoastrelid AND toast.reloptions IS NOT NULL
LEFT JOIN pg_type ot ON ot.oid = c.reloftype AND c.reloftype <> 0
LEFT JOIN pg_foreign_table ft ON ft.ftrelid = c.oid
LEFT JOIN pg_foreign_server fs ON fs.oid = ft.ftserver
WHERE c.relkind IN ('r', 'p', 'f') AND c.relpersistence <> 't')";

enum ClassColumn : std::size_t {
    ClassOid,
    RelName,
    Namespace,
    Owner,
    RelKind,
    RelPersistence,
    RowType,
    ArrayType,
    Method,
    Tablespace,
    RelOptions,
    ToastOptions,
    RowSecurity,
    ForceRowSecurity,
    ReplIdent,
    OfTypeName,
    OfTypeNamespace,
    RelAcl,
    RelTuples,
    Bytes,
    PartitionBound,
    PartitionKey,
    Owned,
    ColumnNumbers,
    ServerName,
    ServerOptions,
};

ReplicaIdentity replicaIdentity(std::string_view letter)
{
    if (letter == "n")
        return ReplicaIdentity::Nothing;
    if (letter == "f")
        return ReplicaIdentity::Full;
    return letter == "i" ? ReplicaIdentity::Index : ReplicaIdentity::Default;
}

Options tableOptions(const Rows& rows, std::size_t row)
{
    std::vector<std::string> texts = rows.array(row, RelOptions);
    for (const std::string& text : rows.array(row, ToastOptions))
        texts.push_back("toast." + text);
    return parseOptions(texts);
}

TableRow tableRow(const Reader& reader, const Rows& rows, std::size_t row)
{
    TableRow item;
    item.oid = rows.oid(row, ClassOid);
    item.owner = rows.oid(row, Owner);
    item.key = keyOf(Kind::Table, reader.schemaName(rows.oid(row, Namespace)), rows.text(row, RelName));
    item.owned = rows.flag(row, Owned);
    item.attributeNumbers.reserve(static_cast<std::size_t>(rows.number(row, ColumnNumbers)));
    Table& table = item.table;
    table.columns.reserve(static_cast<std::size_t>(rows.number(row, ColumnNumbers)));
    table.persistence = rows.view(row, RelPersistence) == "u" ? Persistence::Unlogged : Persistence::Permanent;
    table.partitionBy = rows.text(row, PartitionKey);
    table.partitionBound = rows.text(row, PartitionBound);
    if (!rows.isNull(row, OfTypeName))
        table.ofType = {reader.schemaName(rows.oid(row, OfTypeNamespace)), rows.text(row, OfTypeName)};
    table.accessMethod = rows.text(row, Method);
    table.tablespace = rows.text(row, Tablespace);
    table.options = tableOptions(rows, row);
    table.foreignServer = rows.text(row, ServerName);
    if (!rows.isNull(row, ServerOptions))
        table.foreignOptions = parseOptions(rows.array(row, ServerOptions));
    table.rowSecurity = rows.flag(row, RowSecurity);
    table.forceRowSecurity = rows.flag(row, ForceRowSecurity);
    if (table.foreignServer.empty()) // NOTHING is all that a foreign table can have
        table.replicaIdentity = replicaIdentity(rows.view(row, ReplIdent));
    item.attributes = reader.attributes(ClassId::Relation, item.oid, item.owner, rows.view(row, RelAcl),
                                        rows.isNull(row, RelAcl), 'r');
    return item;
}

Result<void> readClasses(Reader& reader, TableRows& tables)
{
    auto rows = reader.query(classQuery);
    if (!rows)
        return std::unexpected(std::move(rows.error()));
    tables.rows.reserve(rows->size());
    for (std::size_t row = 0; row < rows->size(); ++row) {
        const std::uint32_t oid = rows->oid(row, ClassOid);
        if (reader.skips(ClassId::Relation, oid, reader.schemaName(rows->oid(row, Namespace))))
            continue;
        TableRow item = tableRow(reader, *rows, row);
        reader.identify(ClassId::Type, rows->oid(row, RowType), item.key);
        if (const std::uint32_t array = rows->oid(row, ArrayType); array != 0)
            reader.identify(ClassId::Type, array, item.key);
        if (rows->number(row, Bytes) > 0)
            reader.size(item.key, {rows->number(row, RelTuples), rows->number(row, Bytes)});
        tables.byOid.emplace(oid, tables.rows.size());
        tables.rows.push_back(std::move(item));
    }
    return {};
}

// ---- pg_inherits -------------------------------------------------------------------------------------------------------------

constexpr std::string_view inheritsQuery = R"(
SELECT i.inhrelid, p.relname, p.relnamespace, c.relispartition, i.inhdetachpending
FROM pg_inherits i JOIN pg_class p ON p.oid = i.inhparent JOIN pg_class c ON c.oid = i.inhrelid
WHERE c.relkind IN ('r', 'p', 'f')
ORDER BY i.inhrelid, i.inhseqno)";

Result<void> readParents(Reader& reader, TableRows& tables)
{
    auto rows = reader.query(inheritsQuery);
    if (!rows)
        return std::unexpected(std::move(rows.error()));
    for (std::size_t row = 0; row < rows->size(); ++row) {
        TableRow* item = tables.find(rows->oid(row, 0));
        if (!item)
            continue;
        const QualifiedName parent{reader.schemaName(rows->oid(row, 2)), rows->text(row, 1)};
        if (!rows->flag(row, 3))
            item->table.inherits.push_back(parent);
        else
            item->table.partitionOf = parent;
        if (rows->flag(row, 4))
            reader.unknown(std::format(
                "{} is only partly detached from {} (run ALTER TABLE ... DETACH PARTITION ... FINALIZE first)",
                item->key.display(), tableKey(parent).display()));
    }
    return {};
}

// ---- information_schema.tables and columns: what the role may see --------------------------------------------------------------

constexpr std::string_view listQuery = R"(
SELECT table_schema, table_name FROM information_schema.tables
WHERE table_type IN ('BASE TABLE', 'FOREIGN') AND table_schema NOT IN ('pg_catalog', 'information_schema'))";

constexpr std::string_view countQuery = R"(
SELECT table_schema, table_name, count(*) FROM information_schema.columns
WHERE table_schema NOT IN ('pg_catalog', 'information_schema') GROUP BY 1, 2)";

/// An owner sees all of a table: the views are asked about those of others.
Result<void> readHidden(Reader& reader, TableRows& tables)
{
    if (std::ranges::all_of(tables.rows, &TableRow::owned))
        return {};
    auto listed = reader.query(listQuery);
    if (!listed)
        return std::unexpected(std::move(listed.error()));
    auto counted = reader.query(countQuery);
    if (!counted)
        return std::unexpected(std::move(counted.error()));
    std::set<std::pair<std::string, std::string>> seen;
    for (std::size_t row = 0; row < listed->size(); ++row)
        seen.emplace(listed->text(row, 0), listed->text(row, 1));
    std::map<std::pair<std::string, std::string>, std::size_t> columns;
    for (std::size_t row = 0; row < counted->size(); ++row)
        columns.emplace(std::pair{counted->text(row, 0), counted->text(row, 1)},
                        static_cast<std::size_t>(counted->number(row, 2)));
    // What the standard's views hide from a role is read from pg_catalog all the same, but named: it may be less than there is.
    for (const TableRow& item : tables.rows)
        if (const std::pair name{item.key.schema, item.key.name};
            !item.owned && (!seen.contains(name) || columns[name] < item.table.columns.size()))
            reader.hidden(item.key.display());
    return {};
}

} // namespace

std::vector<std::string> longQueries(int version)
{
    return {constraintsQuery(version)};
}

Result<void> read(Reader& reader)
{
    TableRows tables;
    for (const auto part : {readClasses, readParents, readColumns, readConstraints, readHidden})
        if (auto done = part(reader, tables); !done)
            return done;
    for (TableRow& item : tables.rows) {
        Object object;
        object.attributes = std::move(item.attributes);
        object.body = std::move(item.table);
        reader.add(ClassId::Relation, item.oid, item.key, std::move(object));
    }
    return {};
}

} // namespace schemawright::tables
