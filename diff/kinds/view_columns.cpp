#include "diff/kinds/view_columns.h"

#include "diff/kinds/base/acl.h"
#include "diff/kinds/base/attributes.h"
#include "diff/kinds/base/query_prefix.h"
#include "diff/kinds/base/relation_child.h"
#include "diff/kinds/base/sql_pieces.h"
#include "model/sql.h"

#include <algorithm>
#include <format>

namespace schemawright {

namespace {

std::string columnsQuery(char relationKind)
{
    return std::format(R"(
select a.attrelid, a.attnum, a.attname, pg_catalog.format_type(a.atttypid, a.atttypmod),
       case when a.attcollation <> t.typcollation
            then (select pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(o.collname)
                  from pg_catalog.pg_collation o join pg_catalog.pg_namespace n on n.oid = o.collnamespace where o.oid = a.attcollation) end,
       pg_catalog.pg_get_expr(d.adbin, d.adrelid), a.attacl,
       case when a.attstorage <> t.typstorage
            then case a.attstorage when 'p' then 'PLAIN' when 'e' then 'EXTERNAL' when 'm' then 'MAIN' else 'EXTENDED' end end,
       case a.attcompression when 'p' then 'pglz' when 'l' then 'lz4' end,
       case when a.attstattarget >= 0 then a.attstattarget end
from pg_catalog.pg_class c
     join pg_catalog.pg_attribute a on a.attrelid = c.oid
     join pg_catalog.pg_type t on t.oid = a.atttypid
     left join pg_catalog.pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
where c.relkind = '{}' and c.oid >= 16384 and a.attnum > 0 and not a.attisdropped
order by a.attrelid, a.attnum)",
                       relationKind);
}

} // namespace

Result<std::unordered_map<std::uint32_t, ViewColumns>> readViewColumns(Reader& reader, char relationKind)
{
    auto rows = reader.query(columnsQuery(relationKind));
    if (!rows)
        return std::unexpected(std::move(rows.error()));
    std::unordered_map<std::uint32_t, ViewColumns> all;
    for (std::size_t i = 0; i < rows->size(); ++i) {
        const std::uint32_t relation = rows->oid(i, 0);
        ViewColumns& columns = all[relation];
        ViewColumn column;
        column.name = rows->text(i, 2);
        column.type = rows->text(i, 3);
        column.collation = rows->text(i, 4);
        column.defaultExpr = Expression(rows->text(i, 5));
        column.comment = reader.comment(ClassId::Relation, relation, static_cast<int>(rows->number(i, 1)));
        column.labels = reader.labels(ClassId::Relation, relation, static_cast<int>(rows->number(i, 1)));
        columns.acls.push_back(rows->text(i, 6));
        for (const auto& [field, word] : {std::pair{7, "STORAGE"}, {8, "COMPRESSION"}, {9, "STATISTICS"}})
            if (!rows->isNull(i, static_cast<std::size_t>(field)))
                columns.settings.push_back(std::format("{} {} {}", quoteIdent(column.name), word,
                                                       rows->view(i, static_cast<std::size_t>(field))));
        columns.columns.push_back(std::move(column));
    }
    return all;
}

std::vector<ViewColumn> takeColumns(ViewColumns& columns, const Reader& reader, std::uint32_t owner)
{
    for (std::size_t i = 0; i < columns.columns.size(); ++i)
        columns.columns[i].acl = reader.acl(columns.acls[i], columns.acls[i].empty(), 'c', owner);
    return std::move(columns.columns);
}

std::string viewQuery(std::string_view definition, int version)
{
    while (definition.starts_with(' ') || definition.starts_with('\n'))
        definition.remove_prefix(1);
    if (definition.ends_with(';'))
        definition.remove_suffix(1);
    return version < 160000 ? withoutOnlyPrefix(definition) : std::string(definition);
}

bool onlyAppends(const std::vector<ViewColumn>& before, const std::vector<ViewColumn>& after)
{
    return after.size() >= before.size() && std::ranges::equal(before, std::span(after).first(before.size()),
                                                               [](const ViewColumn& a, const ViewColumn& b) {
                                                                   return a.name == b.name && a.type == b.type &&
                                                                          a.collation == b.collation;
                                                               });
}

std::vector<Statement> columnAttributeStatements(const ObjectKey& view, const std::vector<ViewColumn>& before,
                                                 const std::vector<ViewColumn>& after, std::string_view owner)
{
    std::vector<Statement> statements;
    const std::string name = quoteName(view.schema, view.name);
    for (const ViewColumn& column : after) {
        const auto found = std::ranges::find(before, column.name, &ViewColumn::name);
        const ViewColumn none;
        const ViewColumn& old = found == before.end() ? none : *found;
        if (old.comment != column.comment)
            statements.push_back(statement(view,
                                           commentSql("COLUMN " + name + "." + quoteIdent(column.name), column.comment),
                                           {{LockMode::ShareUpdateExclusive, view}}));
        if (old.acl != column.acl)
            for (std::string& sql :
                 grantSql(old.acl, column.acl, "TABLE " + name, 'c', owner, "(" + quoteIdent(column.name) + ")"))
                statements.push_back(statement(view, std::move(sql), {}));
        for (std::string& sql : labelSql(old.labels, column.labels, "COLUMN " + name + "." + quoteIdent(column.name)))
            statements.push_back(statement(view, std::move(sql), {{LockMode::ShareUpdateExclusive, view}}));
    }
    return statements;
}

std::string renameView(const ObjectKey& key, const Object& object, const std::string& newName)
{
    if (key.kind != Kind::Column)
        return renameByIdentity(key, object, newName);
    const ObjectKey view = keyOf(object.kind(), key.schema, key.parent);
    return std::format("ALTER {} {} RENAME COLUMN {} TO {}", relationWord(view), quoteName(view.schema, view.name),
                       quoteIdent(key.name), quoteIdent(newName));
}

} // namespace schemawright
