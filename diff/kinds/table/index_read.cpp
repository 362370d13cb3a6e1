#include "diff/kinds/table/index_read.h"

#include "diff/kinds/base/sql_pieces.h"
#include "model/sql.h"

#include <algorithm>
#include <charconv>
#include <format>
#include <map>
#include <ranges>
#include <set>

namespace schemawright {

namespace {

constexpr std::uint32_t defaultCollation = 100; // pg_collation.dat: "default"

/// The type and the collation of a column, as the catalog has them.
struct ColumnFacts {
    std::string name;
    std::string type;          ///< empty: an expression
    bool ownCollation = false; ///< other than its type's
};

/// One row of pg_index, with what is still to be asked about it.
struct IndexRow {
    std::uint32_t oid = 0;
    std::uint32_t table = 0;
    std::uint32_t parent = 0; ///< the partitioned index
    ObjectKey key;
    Index index;
    bool partitioned = false;
    bool complete = false;            ///< of a partitioned index: every partition has its own
    std::vector<ColumnFacts> columns; ///< of each key
    std::vector<std::uint32_t> opclasses;
    std::vector<std::uint32_t> collations;
    bool classOptions = false; ///< some operator class has options
    bool needsDefinition = false;
};

/// Whether an operator class is printed depends on it and on the column's type alone.
using ClassOfType = std::pair<std::uint32_t, std::string>;

std::vector<std::uint32_t> numbers(std::string_view text)
{
    std::vector<std::uint32_t> values;
    for (const auto part : std::views::split(text, ' ')) {
        std::uint32_t value = 0;
        if (std::from_chars(part.begin(), part.end(), value).ec == std::errc())
            values.push_back(value);
    }
    return values;
}

ColumnFacts columnFacts(Reader& reader, const ObjectKey& relation, std::uint32_t table, std::uint32_t attribute)
{
    const Object* object = attribute == 0 ? nullptr : reader.object(relation);
    if (!object)
        return {};
    if (const auto* body = object->as<Table>())
        if (const Column* column = body->findColumn(reader.columnName(table, static_cast<int>(attribute))))
            return {column->name, column->type, !column->collation.empty()};
    // A view's columns are never dropped: the number is the place.
    if (const auto* columns = viewColumns(*object); columns && attribute <= columns->size()) {
        const ViewColumn& column = (*columns)[attribute - 1];
        return {column.name, column.type, !column.collation.empty()};
    }
    return {};
}

std::string query(int version)
{
    return std::format(R"(
select i.indexrelid, i.indrelid, c.relname, c.relnamespace, m.amname, i.indisunique, {}, i.indnkeyatts,
       i.indkey::text, i.indclass::text, i.indcollation::text, i.indoption::text,
       pg_catalog.pg_get_expr(i.indpred, i.indrelid), c.reloptions,
       case when c.reltablespace <> 0 then (select spcname from pg_catalog.pg_tablespace where oid = c.reltablespace) end,
       c.relkind = 'I', i.indisvalid, i.indisclustered, i.indisreplident, p.oid, p.relname, p.relnamespace
from pg_catalog.pg_index i
     join pg_catalog.pg_class c on c.oid = i.indexrelid
     join pg_catalog.pg_am m on m.oid = c.relam
     left join (pg_catalog.pg_inherits h join pg_catalog.pg_class p on p.oid = h.inhparent and p.relkind = 'I')
       on c.relispartition and h.inhrelid = i.indexrelid
where i.indexrelid >= 16384
      and not exists (select from pg_catalog.pg_constraint k where k.conindid = i.indexrelid and k.contype in ('p', 'u', 'x'))
order by i.indexrelid)",
                       version >= 150000 ? "i.indnullsnotdistinct" : "false");
}

IndexRow readRow(const Rows& rows, std::size_t row, Reader& reader, const ObjectKey& relation)
{
    IndexRow result;
    result.oid = rows.oid(row, 0);
    result.table = rows.oid(row, 1);
    result.key = childKey(Kind::Index, reader.schemaName(rows.oid(row, 3)), relation.name, rows.text(row, 2));
    Index& index = result.index;
    index.method = rows.text(row, 4);
    index.unique = rows.flag(row, 5);
    index.nullsNotDistinct = rows.flag(row, 6);
    index.where = Expression(rows.text(row, 12));
    index.options = parseOptions(rows.array(row, 13));
    index.tablespace = rows.text(row, 14);
    result.partitioned = rows.flag(row, 15);
    result.complete = result.partitioned && rows.flag(row, 16);
    index.onOnly = result.partitioned;
    // A partitioned index is invalid while a partition lacks its own: that follows from what is attached to it.
    index.valid = result.partitioned || rows.flag(row, 16);
    index.clustered = rows.flag(row, 17);
    index.replicaIdentity = rows.flag(row, 18);
    result.parent = rows.oid(row, 19);
    if (result.parent != 0)
        index.parentIndex = {reader.schemaName(rows.oid(row, 21)), rows.text(row, 20)};
    const std::vector<std::uint32_t> attributes = numbers(rows.view(row, 8));
    result.opclasses = numbers(rows.view(row, 9));
    result.collations = numbers(rows.view(row, 10));
    const std::vector<std::uint32_t> options = numbers(rows.view(row, 11));
    const auto keyCount = static_cast<std::size_t>(rows.number(row, 7));
    for (std::size_t i = 0; i < attributes.size(); ++i) {
        ColumnFacts column = columnFacts(reader, relation, result.table, attributes[i]);
        if (i >= keyCount) {
            index.include.push_back(std::move(column.name));
            continue;
        }
        IndexKey key;
        key.column = column.name;
        // INDOPTION_DESC and INDOPTION_NULLS_FIRST, pg_index.h.
        key.descending = i < options.size() && (options[i] & 1U) != 0;
        key.nullsFirst = i < options.size() && (options[i] & 2U) != 0;
        index.keys.push_back(std::move(key));
        result.columns.push_back(std::move(column));
    }
    return result;
}

/// Decides which definitions must be printed by the server: those with expressions, with a collation other than the column's, with options of
/// operator classes, and one for each pair of operator class and type.
void chooseDefinitions(std::vector<IndexRow>& indexes, std::map<ClassOfType, std::string>& classes)
{
    for (IndexRow& row : indexes) {
        for (std::size_t i = 0; i < row.columns.size(); ++i) {
            const ColumnFacts& column = row.columns[i];
            const std::uint32_t collation = row.collations[i];
            const bool own =
                column.type.empty() || (collation != 0 && (collation != defaultCollation || column.ownCollation));
            if (own || (!row.classOptions && classes.try_emplace({row.opclasses[i], column.type}).second))
                row.needsDefinition = true;
        }
        row.needsDefinition = row.needsDefinition || row.classOptions;
    }
}

/// Takes "COLLATE x opclass DESC NULLS FIRST", what follows a key in a definition, apart.
void parseSuffix(std::string_view suffix, IndexKey& key)
{
    constexpr std::string_view collate = " COLLATE ";
    if (suffix.starts_with(collate)) {
        const std::size_t end = endOfName(suffix, collate.size());
        key.collation = suffix.substr(collate.size(), end - collate.size());
        suffix.remove_prefix(end);
    }
    for (const std::string_view order : {" NULLS FIRST", " NULLS LAST", " DESC"})
        if (suffix.ends_with(order))
            suffix.remove_suffix(order.size());
    if (suffix.starts_with(' '))
        key.opclass = suffix.substr(1);
}

/// Where the suffix of a key ends: at the comma or parenthesis that is not inside quotes or an option list.
std::size_t endOfSuffix(std::string_view text, std::size_t begin)
{
    int depth = 0;
    std::size_t i = begin;
    while (i < text.size()) {
        if (const std::size_t end = endOfQuoted(text, i); end != i) {
            i = end;
            continue;
        }
        if (depth == 0 && (text[i] == ',' || text[i] == ')'))
            break;
        depth += text[i] == '(' ? 1 : (text[i] == ')' ? -1 : 0);
        ++i;
    }
    return i;
}

/// `definition` begins after "USING method ("; `texts` are the keys as the server prints them alone.
bool parseDefinition(std::string_view definition, const std::vector<std::string>& texts, IndexRow& row)
{
    std::size_t at = 0;
    for (std::size_t i = 0; i < row.index.keys.size(); ++i) {
        if (i >= texts.size() || !definition.substr(at).starts_with(texts[i]))
            return false;
        IndexKey& key = row.index.keys[i];
        if (row.columns[i].type.empty())
            key.expression = Expression(texts[i]);
        const std::size_t begin = at + texts[i].size();
        const std::size_t end = endOfSuffix(definition, begin);
        parseSuffix(definition.substr(begin, end - begin), key);
        at = end + 2; // ", "
    }
    return true;
}

/// Asks the server for the definitions that were chosen, and learns the operator classes from them.
Result<void> readDefinitions(std::vector<IndexRow>& indexes, Reader& reader,
                             std::map<ClassOfType, std::string>& classes)
{
    std::map<std::uint32_t, IndexRow*> wanted;
    std::string oids;
    for (IndexRow& row : indexes) {
        if (!row.needsDefinition)
            continue;
        wanted.emplace(row.oid, &row);
        oids += (oids.empty() ? "" : ",") + std::to_string(row.oid);
    }
    auto rows = reader.query(std::format(R"(
select i.indexrelid, d.definition, pg_catalog.starts_with(d.definition, d.head),
       pg_catalog.substr(d.definition, pg_catalog.length(d.head) + 1),
       array(select pg_catalog.pg_get_indexdef(i.indexrelid, n, false) from pg_catalog.generate_series(1, i.indnkeyatts) n)
from pg_catalog.pg_index i
     join pg_catalog.pg_class c on c.oid = i.indexrelid
     join pg_catalog.pg_am m on m.oid = c.relam
     join pg_catalog.pg_class t on t.oid = i.indrelid
     join pg_catalog.pg_namespace n on n.oid = t.relnamespace
     cross join lateral (select pg_catalog.pg_get_indexdef(i.indexrelid) as definition,
                         'CREATE ' || case when i.indisunique then 'UNIQUE ' else '' end || 'INDEX ' || pg_catalog.quote_ident(c.relname) || ' ON '
                         || case when c.relkind = 'I' then 'ONLY ' else '' end || pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(t.relname)
                         || ' USING ' || pg_catalog.quote_ident(m.amname) || ' (' as head) d
where i.indexrelid = any('{{{}}}'::oid[]))",
                                         oids));
    if (!rows)
        return std::unexpected(std::move(rows.error()));
    for (std::size_t i = 0; i < rows->size(); ++i) {
        IndexRow& row = *wanted.at(rows->oid(i, 0));
        if (!rows->flag(i, 2) || !parseDefinition(rows->view(i, 3), rows->array(i, 4), row))
            return fail(ErrorCode::Unsupported,
                        "the definition of " + row.key.display() + " is not supported: " + rows->text(i, 1));
        if (row.classOptions)
            continue;
        for (std::size_t k = 0; k < row.columns.size(); ++k)
            if (!row.columns[k].type.empty())
                classes[{row.opclasses[k], row.columns[k].type}] = row.index.keys[k].opclass;
    }
    return {};
}

/// The operator classes of the indexes whose definitions were not asked for.
void fillClasses(std::vector<IndexRow>& indexes, const std::map<ClassOfType, std::string>& classes)
{
    for (IndexRow& row : indexes)
        if (!row.needsDefinition)
            for (std::size_t i = 0; i < row.columns.size(); ++i)
                row.index.keys[i].opclass = classes.at({row.opclasses[i], row.columns[i].type});
}

/// Only expressions have statistics targets, and no operator class of btree and hash that PostgreSQL brings has options: most indexes need
/// not be looked at again.
bool mayHaveSettings(const IndexRow& row)
{
    return (row.index.method != "btree" && row.index.method != "hash") ||
           std::ranges::any_of(row.opclasses, [](std::uint32_t oid) { return oid >= firstUserOid; }) ||
           std::ranges::any_of(row.columns, [](const ColumnFacts& column) { return column.type.empty(); });
}

/// Per-column settings of indexes: statistics targets into the rows; and which operator classes have options.
Result<void> readColumnSettings(std::vector<IndexRow>& indexes, Reader& reader)
{
    std::string oids;
    for (const IndexRow& row : indexes)
        if (mayHaveSettings(row))
            oids += (oids.empty() ? "" : ",") + std::to_string(row.oid);
    auto rows = reader.query(std::format(R"(
select a.attrelid, a.attnum, a.attstattarget, a.attoptions is not null
from pg_catalog.pg_attribute a
where a.attrelid = any('{{{}}}'::oid[]) and (a.attstattarget >= 0 or a.attoptions is not null)
order by 1, 2)",
                                         oids));
    if (!rows)
        return std::unexpected(std::move(rows.error()));
    for (std::size_t i = 0; i < rows->size(); ++i) {
        const auto found = std::ranges::lower_bound(indexes, rows->oid(i, 0), {}, &IndexRow::oid);
        if (found == indexes.end() || found->oid != rows->oid(i, 0))
            continue;
        if (!rows->isNull(i, 2) && rows->number(i, 2) >= 0)
            found->index.statistics.push_back(std::format("{}={}", rows->number(i, 1), rows->number(i, 2)));
        if (rows->flag(i, 3))
            found->classOptions = true;
    }
    return {};
}

/// Names of the columns of partitioned indexes: what PostgreSQL makes the names of the partitions' indexes from.
Result<std::map<std::uint32_t, std::vector<std::string>>> readPartitionedNames(const std::vector<IndexRow>& indexes,
                                                                               Reader& reader)
{
    std::map<std::uint32_t, std::vector<std::string>> names;
    if (std::ranges::none_of(indexes, &IndexRow::partitioned))
        return names;
    auto rows = reader.query(R"(
select a.attrelid, a.attname from pg_catalog.pg_attribute a join pg_catalog.pg_class c on c.oid = a.attrelid
where c.relkind = 'I' order by a.attrelid, a.attnum)");
    if (!rows)
        return std::unexpected(std::move(rows.error()));
    for (std::size_t i = 0; i < rows->size(); ++i)
        names[rows->oid(i, 0)].push_back(rows->text(i, 1));
    return names;
}

/// Partitioned indexes whose partitions' indexes are exactly those that CREATE INDEX on the partitioned table makes are read as one.
class PartitionedIndexes {
public:
    PartitionedIndexes(std::vector<IndexRow>& indexes, Reader& reader,
                       const std::map<std::uint32_t, std::vector<std::string>>& names)
        : m_reader(reader), m_names(names)
    {
        for (IndexRow& row : indexes)
            if (row.parent != 0)
                m_children[row.parent].push_back(&row);
        for (IndexRow& row : indexes)
            if (row.partitioned && row.parent == 0 && isPlain(row))
                fold(row);
    }

    /// True where another index stands for this one.
    [[nodiscard]] bool isFolded(std::uint32_t oid) const { return m_folded.contains(oid); }

private:
    bool isPlain(const IndexRow& row) const
    {
        if (!row.complete)
            return false;
        const auto children = m_children.find(row.oid);
        return children == m_children.end() ||
               std::ranges::all_of(children->second, [&](const IndexRow* child) { return isMadeBy(row, *child); });
    }

    bool isMadeBy(const IndexRow& parent, const IndexRow& child) const
    {
        const auto names = m_names.find(parent.oid);
        const Index& a = parent.index;
        const Index& b = child.index;
        return names != m_names.end() && child.key.name == defaultIndexName(child.key.parent, names->second) &&
               a.keys == b.keys && a.include == b.include && a.where == b.where && a.options == b.options &&
               a.tablespace == b.tablespace && b.valid && !b.clustered && !b.replicaIdentity && b.statistics.empty() &&
               m_reader.comment(ClassId::Relation, child.oid).empty() && (!child.partitioned || isPlain(child));
    }

    void fold(IndexRow& row)
    {
        row.index.onOnly = false;
        for (IndexRow* child : m_children[row.oid]) {
            m_folded.insert(child->oid);
            fold(*child);
        }
    }

    Reader& m_reader;
    const std::map<std::uint32_t, std::vector<std::string>>& m_names;
    std::map<std::uint32_t, std::vector<IndexRow*>> m_children;
    std::set<std::uint32_t> m_folded;
};

/// The longest prefix of at most `length` bytes that ends at a character.
std::string_view clip(std::string_view text, std::size_t length)
{
    if (length >= text.size())
        return text;
    while (length > 0 && (static_cast<unsigned char>(text[length]) & 0xC0U) == 0x80U)
        --length;
    return text.substr(0, length);
}

} // namespace

std::string defaultIndexName(std::string_view table, const std::vector<std::string>& columns)
{
    constexpr std::size_t nameLength = 63;
    std::string addition;
    for (const std::string& column : columns) {
        addition += (addition.empty() ? "" : "_") + column;
        if (addition.size() > nameLength)
            break;
    }
    constexpr std::size_t overhead = std::string_view("__idx").size();
    std::size_t first = table.size();
    std::size_t second = addition.size();
    while (first + second > nameLength - overhead)
        --(first > second ? first : second);
    return std::format("{}_{}_idx", clip(table, first), clip(addition, second));
}

std::vector<UnreadIndex> unreadIndexes(const Catalog& catalog, const ObjectKey& partition)
{
    std::vector<UnreadIndex> found;
    const auto* table = catalog.get<Table>(partition);
    if (!table || table->partitionOf.empty())
        return found;
    const QualifiedName& parent = table->partitionOf;
    const auto take = [&](Index index) {
        std::vector<std::string> columns;
        for (const IndexKey& key : index.keys)
            columns.push_back(key.column);
        columns.insert(columns.end(), index.include.begin(), index.include.end());
        if (index.onOnly || std::ranges::contains(columns, std::string()))
            return;
        ObjectKey key =
            childKey(Kind::Index, partition.schema, partition.name, defaultIndexName(partition.name, columns));
        index.parentIndex = {};
        index.statistics.clear();
        index.clustered = index.replicaIdentity = false;
        if (!catalog.findEntry(key))
            found.push_back({std::move(key), std::move(index)});
    };
    for (const Catalog::Entry& entry : catalog.childrenOf(parent.schema, parent.name))
        if (const auto* index = entry.object->as<Index>()) {
            // Where it has been attached by hand, it is read.
            const QualifiedName name{parent.schema, entry.key->name};
            const auto isAttached = [&](const Catalog::Entry& mine) {
                const auto* own = mine.object->as<Index>();
                return own && own->parentIndex == name;
            };
            if (std::ranges::none_of(catalog.childrenOf(partition.schema, partition.name), isAttached))
                take(*index);
        }
    for (UnreadIndex& above : unreadIndexes(catalog, keyOf(Kind::Table, parent.schema, parent.name)))
        take(std::move(above.index));
    return found;
}

std::vector<std::string> longIndexQueries(int version)
{
    return {query(version)};
}

Result<void> readIndexes(Reader& reader)
{
    auto rows = reader.query(query(reader.version()));
    if (!rows)
        return std::unexpected(std::move(rows.error()));
    std::vector<IndexRow> indexes;
    indexes.reserve(rows->size());
    for (std::size_t i = 0; i < rows->size(); ++i)
        if (const ObjectKey* relation = reader.keyOf(ClassId::Relation, rows->oid(i, 1));
            relation && !reader.keyOf(ClassId::Relation, rows->oid(i, 0)))
            indexes.push_back(readRow(*rows, i, reader, *relation));

    if (auto read = readColumnSettings(indexes, reader); !read)
        return read;
    std::map<ClassOfType, std::string> classes;
    chooseDefinitions(indexes, classes);
    if (auto read = readDefinitions(indexes, reader, classes); !read)
        return read;
    fillClasses(indexes, classes);

    auto names = readPartitionedNames(indexes, reader);
    if (!names)
        return std::unexpected(std::move(names.error()));
    const PartitionedIndexes partitioned(indexes, reader, *names);
    for (IndexRow& row : indexes) {
        // What a folded index needs, the one that stands for it needs too; that it needs its partition would put that before its parent.
        if (partitioned.isFolded(row.oid))
            continue;
        const std::uint32_t oid = row.oid;
        reader.add(ClassId::Relation, oid, row.key,
                   {std::move(row.index), reader.attributes(ClassId::Relation, oid, 0, {}, true, 'r')});
    }
    return {};
}

} // namespace schemawright
