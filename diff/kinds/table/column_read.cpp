#include "diff/kinds/table/column_read.h"

#include "diff/kinds/base/sql_pieces.h"
#include "diff/kinds/table/column_sql.h"
#include "diff/kinds/table/table.h"

#include <algorithm>
#include <format>
#include <unordered_map>

namespace schemawright::tables {

namespace {

// ---- pg_attribute: every column, and what few columns have -------------------------------------------------------------------

// A large schema is mostly columns: what most of them have not is asked of those that have it, and each type is printed once.
constexpr std::string_view attributeQuery = R"(
SELECT a.attrelid, a.attnum, a.attname, a.atttypid, a.atttypmod, a.attnotnull
FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
WHERE c.relkind IN ('r', 'p', 'f') AND c.relpersistence <> 't' AND a.attnum > 0 AND NOT a.attisdropped AND c.oid >= 16384)";

// Some servers keep a version of their own among the options of every column. pg_type.typcollation and typstorage are the type's own: only
// what differs is said. attstattarget is null for "the default" as of 17.
constexpr std::string_view particularQuery = R"(
SELECT a.attrelid, a.attnum, a.attidentity, a.attgenerated,
       CASE WHEN a.attstorage <> t.typstorage THEN a.attstorage END, a.attcompression, coalesce(a.attstattarget, -1), a.attoptions,
       a.attislocal, a.attacl, a.attfdwoptions,
       CASE WHEN a.attcollation <> t.typcollation THEN
         (SELECT quote_ident(n.nspname) || '.' || quote_ident(co.collname)
          FROM pg_collation co JOIN pg_namespace n ON n.oid = co.collnamespace WHERE co.oid = a.attcollation) END
FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_type t ON t.oid = a.atttypid
WHERE c.relkind IN ('r', 'p', 'f') AND c.relpersistence <> 't' AND a.attnum > 0 AND NOT a.attisdropped AND c.oid >= 16384
      AND (a.attidentity <> '' OR a.attgenerated <> '' OR a.attstorage <> t.typstorage OR a.attcompression <> ''
           OR a.attstattarget >= 0 OR a.attcollation <> t.typcollation OR NOT a.attislocal OR a.attacl IS NOT NULL
           OR a.attfdwoptions IS NOT NULL OR NOT starts_with(a.attoptions[1], 'pg_attver=') OR array_length(a.attoptions, 1) > 1))";

enum ParticularColumn : std::size_t {
    AttRelation,
    AttNumber,
    AttIdentity,
    AttGenerated,
    AttStorage,
    AttCompression,
    AttStatistics,
    AttOptions,
    AttLocal,
    AttAcl,
    AttForeignOptions,
    AttCollation,
};

std::string storageWord(std::string_view letter)
{
    if (letter == "p")
        return "PLAIN";
    if (letter == "e")
        return "EXTERNAL";
    if (letter == "m")
        return "MAIN";
    return letter == "x" ? "EXTENDED" : "";
}

std::string compressionWord(std::string_view letter)
{
    if (letter == "p")
        return "pglz";
    return letter == "l" ? "lz4" : "";
}

Identity identityOf(std::string_view letter)
{
    if (letter == "a")
        return Identity::Always;
    return letter == "d" ? Identity::ByDefault : Identity::None;
}

Generated generatedOf(std::string_view letter)
{
    if (letter == "s")
        return Generated::Stored;
    return letter == "v" ? Generated::Virtual : Generated::No;
}

void takeParticulars(const Reader& reader, const Rows& rows, std::size_t row, std::uint32_t owner, Column& out)
{
    out.collation = rows.text(row, AttCollation);
    out.identity = identityOf(rows.view(row, AttIdentity));
    out.generated = generatedOf(rows.view(row, AttGenerated));
    out.storage = storageWord(rows.view(row, AttStorage));
    out.compression = compressionWord(rows.view(row, AttCompression));
    out.statisticsTarget = static_cast<int>(rows.number(row, AttStatistics));
    if (!rows.isNull(row, AttOptions))
        out.options = parseOptions(rows.array(row, AttOptions));
    if (!rows.isNull(row, AttForeignOptions))
        out.foreignOptions = parseOptions(rows.array(row, AttForeignOptions));
    out.local = rows.flag(row, AttLocal);
    if (!rows.isNull(row, AttAcl))
        out.acl = reader.acl(rows.view(row, AttAcl), false, 'c', owner);
}

/// The columns in the order of their numbers; pg_attribute's own order is that of its last updates.
void sortColumns(TableRow& item)
{
    if (std::ranges::is_sorted(item.attributeNumbers))
        return;
    std::vector<std::pair<int, Column>> numbered;
    numbered.reserve(item.attributeNumbers.size());
    for (std::size_t i = 0; i < item.attributeNumbers.size(); ++i)
        numbered.emplace_back(item.attributeNumbers[i], std::move(item.table.columns[i]));
    std::ranges::sort(numbered, {}, &std::pair<int, Column>::first);
    for (std::size_t i = 0; i < numbered.size(); ++i) {
        item.attributeNumbers[i] = numbered[i].first;
        item.table.columns[i] = std::move(numbered[i].second);
    }
}

Column* findColumn(TableRow& item, int number)
{
    const auto found = std::ranges::lower_bound(item.attributeNumbers, number);
    if (found == item.attributeNumbers.end() || *found != number)
        return nullptr;
    return &item.table.columns[static_cast<std::size_t>(found - item.attributeNumbers.begin())];
}

/// The types of columns, printed, by OID and modifier.
using TypeNames = std::unordered_map<std::uint64_t, std::string>;

std::uint64_t typeId(const Rows& rows, std::size_t row, std::size_t firstColumn)
{
    const auto modifier = static_cast<std::uint32_t>(rows.number(row, firstColumn + 1));
    return (static_cast<std::uint64_t>(rows.oid(row, firstColumn)) << 32U) | modifier;
}

/// Each type that the attributes have, printed once.
Result<TypeNames> readTypes(Reader& reader, const Rows& attributes)
{
    TypeNames types;
    std::string oids;
    std::string modifiers;
    for (std::size_t row = 0; row < attributes.size(); ++row) {
        if (!types.try_emplace(typeId(attributes, row, 3)).second)
            continue;
        (oids += oids.empty() ? "" : ",") += attributes.view(row, 3);
        (modifiers += modifiers.empty() ? "" : ",") += attributes.view(row, 4);
    }
    auto rows = reader.query(std::format("SELECT t.id, t.modifier, format_type(t.id, t.modifier) "
                                         "FROM unnest('{{{}}}'::oid[], '{{{}}}'::int[]) t(id, modifier)",
                                         oids, modifiers));
    if (!rows)
        return std::unexpected(std::move(rows.error()));
    for (std::size_t row = 0; row < rows->size(); ++row)
        types[typeId(*rows, row, 0)] = rows->text(row, 2);
    return types;
}

Result<void> readAttributes(Reader& reader, TableRows& tables)
{
    auto rows = reader.query(attributeQuery);
    if (!rows)
        return std::unexpected(std::move(rows.error()));
    auto types = readTypes(reader, *rows);
    if (!types)
        return std::unexpected(std::move(types.error()));
    TableRow* item = nullptr;
    for (std::size_t row = 0; row < rows->size(); ++row) {
        const std::uint32_t relation = rows->oid(row, AttRelation);
        if (!item || item->oid != relation)
            item = tables.find(relation);
        if (!item)
            continue;
        const int number = static_cast<int>(rows->number(row, AttNumber));
        Column& read = item->table.columns.emplace_back();
        item->attributeNumbers.push_back(number);
        read.name = rows->text(row, 2);
        read.type = types->at(typeId(*rows, row, 3));
        read.notNull = rows->flag(row, 5);
        read.comment = reader.comment(ClassId::Relation, relation, number);
        read.labels = reader.labels(ClassId::Relation, relation, number);
        reader.identifyColumn(relation, number, read.name);
    }
    for (TableRow& table : tables.rows)
        sortColumns(table);
    return {};
}

Result<void> readParticulars(Reader& reader, TableRows& tables)
{
    auto rows = reader.query(particularQuery);
    if (!rows)
        return std::unexpected(std::move(rows.error()));
    for (std::size_t row = 0; row < rows->size(); ++row) {
        TableRow* item = tables.find(rows->oid(row, AttRelation));
        if (Column* column = item ? findColumn(*item, static_cast<int>(rows->number(row, AttNumber))) : nullptr)
            takeParticulars(reader, *rows, row, item->owner, *column);
    }
    return {};
}

// ---- pg_attrdef: defaults and generation expressions --------------------------------------------------------------------------

// information_schema.columns prints them, too, but opens every relation for it: a default has no columns in it, and for an expression without
// columns the server needs no relation (manual, "System Catalog Information Functions").
constexpr std::string_view defaultQuery = R"(
SELECT d.oid, d.adrelid, d.adnum, pg_get_expr(d.adbin, coalesce(a.attrelid, 0))
FROM pg_attrdef d JOIN pg_class c ON c.oid = d.adrelid
LEFT JOIN pg_attribute a ON a.attrelid = d.adrelid AND a.attnum = d.adnum AND a.attgenerated <> ''
WHERE c.relkind IN ('r', 'p', 'f') AND c.relpersistence <> 't')";

Result<void> readDefaults(Reader& reader, TableRows& tables)
{
    auto rows = reader.query(defaultQuery);
    if (!rows)
        return std::unexpected(std::move(rows.error()));
    for (std::size_t row = 0; row < rows->size(); ++row) {
        TableRow* item = tables.find(rows->oid(row, 1));
        Column* column = item ? findColumn(*item, static_cast<int>(rows->number(row, 2))) : nullptr;
        if (!column)
            continue;
        column->defaultExpr = Expression(rows->text(row, 3));
        reader.identify(ClassId::AttributeDefault, rows->oid(row, 0), defaultKey(item->key, column->name));
    }
    return {};
}

// ---- pg_sequence: the sequences behind identity columns ----------------------------------------------------------------------

constexpr std::string_view identityQuery = R"(
SELECT d.refobjid, d.refobjsubid, c.oid, c.relname, format_type(s.seqtypid, NULL), s.seqstart, s.seqincrement, s.seqmin, s.seqmax,
       s.seqcache, s.seqcycle, c.relacl, c.relowner
FROM pg_class c JOIN pg_sequence s ON s.seqrelid = c.oid
JOIN pg_depend d ON d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.refclassid = 'pg_class'::regclass AND d.deptype = 'i'
WHERE c.relkind = 'S')";

SequenceOptions sequenceOptions(const Rows& rows, std::size_t row)
{
    SequenceOptions options;
    options.type = rows.text(row, 4);
    options.start = rows.number(row, 5);
    options.increment = rows.number(row, 6);
    options.minValue = rows.number(row, 7);
    options.maxValue = rows.number(row, 8);
    options.cache = rows.number(row, 9);
    options.cycle = rows.flag(row, 10);
    return options;
}

Result<void> readIdentities(Reader& reader, TableRows& tables)
{
    auto rows = reader.query(identityQuery);
    if (!rows)
        return std::unexpected(std::move(rows.error()));
    for (std::size_t row = 0; row < rows->size(); ++row) {
        TableRow* item = tables.find(rows->oid(row, 0));
        Column* column = item ? findColumn(*item, static_cast<int>(rows->number(row, 1))) : nullptr;
        if (!column)
            continue;
        column->identityOptions = sequenceOptions(*rows, row);
        const std::string name = rows->text(row, 3);
        if (name != identitySequenceKey(item->key, *column).name)
            column->identitySequence = name;
        const std::uint32_t oid = rows->oid(row, 2);
        reader.identify(ClassId::Relation, oid, columnKey(item->key, column->name));
        column->identityComment = reader.comment(ClassId::Relation, oid);
        column->identityAcl = reader.acl(rows->view(row, 11), rows->isNull(row, 11), 's', rows->oid(row, 12));
    }
    return {};
}

} // namespace

Result<void> readColumns(Reader& reader, TableRows& tables)
{
    for (const auto part : {readAttributes, readParticulars, readDefaults, readIdentities})
        if (auto done = part(reader, tables); !done)
            return done;
    return {};
}

} // namespace schemawright::tables
