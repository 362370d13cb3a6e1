#include "diff/backup/row_counts.h"

#include "model/sql.h"

#include <algorithm>
#include <vector>

namespace schemawright {
namespace {

constexpr std::string_view tablesSql =
    "SELECT n.nspname, c.relname FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace"
    " WHERE c.relkind = 'r' AND c.relpersistence <> 't' AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'"
    " AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d WHERE d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass"
    " AND d.objid = c.oid AND d.deptype = 'e') ORDER BY n.nspname, c.relname";

/// Tables of one query.
constexpr std::size_t together = 100;

} // namespace

Result<RowCounts> countRows(Connection& connection, const Task& task)
{
    if (auto set = connection.query("SET row_security = off", task.stop); !set)
        return std::unexpected(std::move(set.error()));
    const auto tables = connection.query(tablesSql, task.stop);
    if (!tables)
        return std::unexpected(tables.error());
    RowCounts counts;
    std::vector<std::string> names;
    for (std::size_t i = 0; i < tables->size(); ++i)
        names.push_back(quoteName(tables->text(i, 0), tables->text(i, 1)));
    for (std::size_t first = 0; first < names.size(); first += together) {
        std::string sql;
        const std::size_t end = std::min(names.size(), first + together);
        for (std::size_t i = first; i < end; ++i)
            sql += (sql.empty() ? "SELECT " : " UNION ALL SELECT ") + std::to_string(i) +
                   "::pg_catalog.int8, pg_catalog.count(*) FROM ONLY " + names[i];
        const auto rows = connection.query(sql, task.stop);
        if (!rows)
            return std::unexpected(rows.error());
        for (std::size_t i = 0; i < rows->size(); ++i)
            counts[names[static_cast<std::size_t>(rows->number(i, 0))]] = rows->number(i, 1);
    }
    const auto objects =
        connection.query("SELECT pg_catalog.count(*) FROM pg_catalog.pg_largeobject_metadata", task.stop);
    if (!objects)
        return std::unexpected(objects.error());
    if (objects->number(0, 0) > 0)
        counts[largeObjects] = objects->number(0, 0);
    return counts;
}

RowSum sumOf(const RowCounts& counts)
{
    RowSum sum;
    for (const auto& [table, count] : counts)
        if (table != largeObjects) {
            ++sum.tables;
            sum.rows += count;
        }
    return sum;
}

} // namespace schemawright
