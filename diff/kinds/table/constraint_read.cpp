#include "diff/kinds/table/constraint_read.h"

#include "diff/kinds/base/sql_pieces.h"
#include "diff/kinds/table/table.h"

#include <algorithm>
#include <charconv>
#include <format>
#include <unordered_map>

namespace schemawright::tables {

namespace {

// Only pg_constraint is asked, once: joining the standard's constraint views with each other takes minutes on large schemas.
// Columns that older versions lack are replaced: nulls not distinct and ON DELETE SET NULL (columns) came with 15, periods and
// NOT ENFORCED with 18. PostgreSQL 18 marks what is not enforced as not validated, too.
constexpr std::string_view constraintQuery = R"(
SELECT k.oid, k.conrelid, k.conname, k.contype, k.condeferrable, k.condeferred, k.convalidated, k.conislocal, k.connoinherit,
       k.conparentid, k.confupdtype, k.confdeltype, k.confmatchtype, k.conkey, k.confkey, {}, k.conindid,
       k.confrelid,
       CASE k.contype WHEN 'c' THEN pg_get_expr(k.conbin, k.conrelid) WHEN 'x' THEN pg_get_constraintdef(k.oid) END,
       i.indnkeyatts, i.indkey, {}, i.indisclustered, i.indisreplident, ic.reloptions, ts.spcname, {}, {}
FROM pg_constraint k
JOIN pg_class c ON c.oid = k.conrelid
LEFT JOIN pg_index i ON i.indexrelid = k.conindid AND k.contype IN ('p', 'u', 'x')
LEFT JOIN pg_class ic ON ic.oid = i.indexrelid AND (ic.reloptions IS NOT NULL OR ic.reltablespace <> 0)
LEFT JOIN pg_tablespace ts ON ts.oid = ic.reltablespace
WHERE k.contype IN ('p', 'u', 'f', 'c', 'x', 'n') AND c.relkind IN ('r', 'p', 'f') AND c.relpersistence <> 't')";

enum ConstraintColumn : std::size_t {
    ConOid,
    ConRelation,
    ConName,
    ConType,
    Deferrable,
    Deferred,
    Validated,
    ConLocal,
    NoInherit,
    ConParent,
    OnUpdate,
    OnDelete,
    Match,
    ConKey,
    RefKey,
    DeleteColumns,
    IndexOid,
    RefRelation,
    Text,
    KeyColumns,
    IndexKey,
    NullsNotDistinct,
    Clustered,
    ReplicaIdent,
    IndexOptions,
    IndexTablespace,
    Enforced,
    Period,
};

ForeignKeyAction action(std::string_view letter)
{
    if (letter == "r")
        return ForeignKeyAction::Restrict;
    if (letter == "c")
        return ForeignKeyAction::Cascade;
    if (letter == "n")
        return ForeignKeyAction::SetNull;
    return letter == "d" ? ForeignKeyAction::SetDefault : ForeignKeyAction::NoAction;
}

ConstraintType typeOf(std::string_view letter)
{
    if (letter == "p")
        return ConstraintType::PrimaryKey;
    if (letter == "u")
        return ConstraintType::Unique;
    if (letter == "f")
        return ConstraintType::ForeignKey;
    return letter == "x" ? ConstraintType::Exclude : ConstraintType::Check;
}

std::vector<std::string> columnNames(const Reader& reader, std::uint32_t relation,
                                     const std::vector<std::string>& numbers)
{
    std::vector<std::string> names;
    names.reserve(numbers.size());
    for (const std::string& number : numbers) {
        int attribute = 0;
        std::from_chars(number.data(), number.data() + number.size(), attribute);
        if (const std::string& name = reader.columnName(relation, attribute); !name.empty())
            names.push_back(name);
    }
    return names;
}

/// An int2vector ("1 2 3") as its numbers.
std::vector<std::string> vectorNumbers(std::string_view text)
{
    std::vector<std::string> numbers;
    for (std::size_t begin = 0; begin < text.size();) {
        const std::size_t end = std::min(text.find(' ', begin), text.size());
        if (end > begin)
            numbers.emplace_back(text.substr(begin, end - begin));
        begin = end + 1;
    }
    return numbers;
}

std::string withoutDeferral(std::string text)
{
    for (const std::string_view word : {" INITIALLY DEFERRED", " DEFERRABLE"})
        if (text.ends_with(word))
            text.resize(text.size() - word.size());
    return text;
}

void readForeignKey(const Reader& reader, TableRows& tables, const Rows& rows, std::size_t row, Constraint& constraint)
{
    if (const TableRow* referenced = tables.find(rows.oid(row, RefRelation)))
        constraint.refTable = {referenced->key.schema, referenced->key.name};
    constraint.refColumns = columnNames(reader, rows.oid(row, RefRelation), rows.array(row, RefKey));
    constraint.onUpdate = action(rows.view(row, OnUpdate));
    constraint.onDelete = action(rows.view(row, OnDelete));
    constraint.match = rows.view(row, Match) == "f" ? ForeignKeyMatch::Full : ForeignKeyMatch::Simple;
    if (!rows.isNull(row, DeleteColumns))
        constraint.onDeleteColumns = columnNames(reader, rows.oid(row, ConRelation), rows.array(row, DeleteColumns));
}

void readIndex(const Reader& reader, const Rows& rows, std::size_t row, Constraint& constraint)
{
    std::vector<std::string> numbers = vectorNumbers(rows.view(row, IndexKey));
    const auto keys = std::min(static_cast<std::size_t>(rows.number(row, KeyColumns)), numbers.size());
    numbers.erase(numbers.begin(), numbers.begin() + static_cast<std::ptrdiff_t>(keys));
    // An exclusion constraint's text says its INCLUDE columns and storage parameters itself.
    if (constraint.type != ConstraintType::Exclude) {
        constraint.include = columnNames(reader, rows.oid(row, ConRelation), numbers);
        constraint.nullsNotDistinct = rows.flag(row, NullsNotDistinct);
        if (!rows.isNull(row, IndexOptions))
            constraint.indexOptions = parseOptions(rows.array(row, IndexOptions));
    }
    constraint.tablespace = rows.text(row, IndexTablespace);
    constraint.clustered = rows.flag(row, Clustered);
    constraint.replicaIdentity = rows.flag(row, ReplicaIdent);
    constraint.indexComment = reader.comment(ClassId::Relation, rows.oid(row, IndexOid));
}

Constraint constraint(const Reader& reader, TableRows& tables, const Rows& rows, std::size_t row)
{
    Constraint out;
    out.name = rows.text(row, ConName);
    out.type = typeOf(rows.view(row, ConType));
    out.columns = columnNames(reader, rows.oid(row, ConRelation), rows.array(row, ConKey));
    out.deferrable = rows.flag(row, Deferrable);
    out.initiallyDeferred = rows.flag(row, Deferred);
    out.enforced = rows.flag(row, Enforced);
    out.period = rows.flag(row, Period);
    out.notValid = out.enforced && !rows.flag(row, Validated);
    // A primary key and its like are marked so as well, where it means nothing: they are never inherited.
    out.noInherit = out.type == ConstraintType::Check && rows.flag(row, NoInherit);
    out.local = rows.flag(row, ConLocal);
    out.comment = reader.comment(ClassId::Constraint, rows.oid(row, ConOid));
    if (out.type == ConstraintType::Check) {
        std::ranges::sort(out.columns);
        out.expression = Expression(rows.text(row, Text));
    } else if (out.type == ConstraintType::ForeignKey) {
        readForeignKey(reader, tables, rows, row, out);
    } else {
        readIndex(reader, rows, row, out);
        if (out.type == ConstraintType::Exclude) {
            out.columns.clear();
            out.expression = Expression(withoutDeferral(rows.text(row, Text)));
        }
    }
    return out;
}

/// A foreign key's copies on partitions, of the referencing and of the referenced table, are the partitioned table's own business.
bool isCopy(const Rows& rows, std::size_t row)
{
    return rows.view(row, ConType) == "f" && rows.oid(row, ConParent) != 0;
}

struct Seen {
    std::unordered_map<std::uint32_t, ObjectKey> keys;           ///< by pg_constraint's OID
    std::vector<std::pair<std::uint32_t, std::uint32_t>> copies; ///< a foreign key's copy, what it copies
    std::vector<std::tuple<TableRow*, std::string, std::uint32_t>>
        attached; ///< a partition's constraint, what it is attached to
};

void takeRow(Reader& reader, TableRows& tables, const Rows& rows, std::size_t row, Seen& seen)
{
    TableRow* item = tables.find(rows.oid(row, ConRelation));
    const std::uint32_t oid = rows.oid(row, ConOid);
    if (!item)
        return;
    const ObjectKey key = constraintKey(item->key, rows.text(row, ConName));
    if (rows.view(row, ConType) == "n") {
        const std::string column = columnNames(reader, item->oid, rows.array(row, ConKey)).at(0);
        reader.identify(ClassId::Constraint, oid, columnKey(item->key, column));
        if (const auto found = std::ranges::find(item->table.columns, column, &Column::name);
            found != item->table.columns.end())
            found->notNullConstraint = {.name = rows.text(row, ConName),
                                        .notValid = !rows.flag(row, Validated),
                                        .noInherit = rows.flag(row, NoInherit),
                                        .local = rows.flag(row, ConLocal),
                                        .comment = reader.comment(ClassId::Constraint, oid)};
        return;
    }
    if (isCopy(rows, row)) {
        seen.copies.emplace_back(oid, rows.oid(row, ConParent));
        return;
    }
    Constraint read = constraint(reader, tables, rows, row);
    if (const std::uint32_t parent = rows.oid(row, ConParent); parent != 0)
        seen.attached.emplace_back(item, read.name, parent);
    reader.identify(ClassId::Constraint, oid, key);
    if (hasIndex(read.type))
        reader.identify(ClassId::Relation, rows.oid(row, IndexOid), key);
    seen.keys.emplace(oid, key);
    item->table.constraints.push_back(std::move(read));
}

/// Names what copies and attached constraints belong to, now that all are known; a copy of a copy belongs to the first.
void resolveParents(Reader& reader, const Seen& seen)
{
    std::unordered_map<std::uint32_t, std::uint32_t> parentOf(seen.copies.begin(), seen.copies.end());
    for (const auto& [copy, parent] : seen.copies) {
        std::uint32_t root = parent;
        for (auto next = parentOf.find(root); next != parentOf.end(); next = parentOf.find(root))
            root = next->second;
        if (const auto key = seen.keys.find(root); key != seen.keys.end())
            reader.identify(ClassId::Constraint, copy, key->second);
    }
    for (const auto& [item, name, parent] : seen.attached) {
        const auto key = seen.keys.find(parent);
        const auto attached = std::ranges::find(item->table.constraints, name, &Constraint::name);
        if (key != seen.keys.end())
            attached->parentConstraint = key->second.name;
    }
}

} // namespace

std::string constraintsQuery(int version)
{
    const bool since15 = version >= 150000;
    const bool since18 = version >= 180000;
    const std::string_view deleteColumns = since15 ? "k.confdelsetcols" : "NULL";
    const std::string_view nullsNotDistinct = since15 ? "i.indnullsnotdistinct" : "false";
    const std::string_view enforced = since18 ? "k.conenforced" : "true";
    const std::string_view period = since18 ? "k.conperiod" : "false";
    return std::format(constraintQuery, deleteColumns, nullsNotDistinct, enforced, period);
}

Result<void> readConstraints(Reader& reader, TableRows& tables)
{
    auto rows = reader.query(constraintsQuery(reader.version()));
    if (!rows)
        return std::unexpected(std::move(rows.error()));
    Seen seen;
    for (std::size_t row = 0; row < rows->size(); ++row)
        takeRow(reader, tables, *rows, row, seen);
    resolveParents(reader, seen);
    for (TableRow& item : tables.rows)
        std::ranges::sort(item.table.constraints, {}, &Constraint::name);
    return {};
}

} // namespace schemawright::tables
