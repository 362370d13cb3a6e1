#include "diff/read/catalog_state.h"

#include "diff/server/hash.h"

#include <format>

namespace schemawright {

namespace {

/// A SELECT for each system catalog. What is left out:
/// - pg_statistic, pg_statistic_ext_data: the distribution of rows; pg_largeobject, pg_largeobject_metadata: rows of the user
/// - pg_authid, pg_user_mapping: not everybody may read them; the views pg_roles and pg_user_mappings show what this role sees
/// - pg_shdepend: says again what owners and privileges say; pg_replication_origin, pg_subscription_rel: where replication stands
/// - of pg_class and pg_database: sizes, files and the age of transactions, which VACUUM, ANALYZE and TRUNCATE change
/// - of pg_attribute: what follows from the column's type, and values for rows that are older than the column
/// - columns that this role may not read, and columns of the system (attnum < 0)
/// Types without a hash function are hashed as text. A catalog or column of a later version takes part without being named here.
constexpr std::string_view listQuery = R"(
SELECT c.relname,
       string_agg(quote_ident(a.attname)
                  || CASE WHEN t.typname IN ('pg_node_tree', 'int2vector', 'anyarray', 'aclitem', '_aclitem', 'bytea', 'pg_lsn')
                          THEN '::text' ELSE '' END, ',' ORDER BY a.attnum),
       c.relkind
  FROM pg_class c
  JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
  JOIN pg_type t ON t.oid = a.atttypid
 WHERE c.relnamespace = 'pg_catalog'::regnamespace
   AND (c.relkind = 'r' OR c.relname IN ('pg_roles', 'pg_user_mappings'))
   AND c.relname NOT IN ('pg_statistic', 'pg_statistic_ext_data', 'pg_largeobject', 'pg_largeobject_metadata', 'pg_authid',
                         'pg_user_mapping', 'pg_shdepend', 'pg_replication_origin', 'pg_subscription_rel')
   AND has_column_privilege(c.oid, a.attnum, 'SELECT')
   AND NOT (c.relname = 'pg_class' AND a.attname IN ('relpages', 'reltuples', 'relallvisible', 'relallfrozen', 'relfilenode',
                                                     'relfrozenxid', 'relminmxid'))
   AND NOT (c.relname = 'pg_attribute' AND a.attname IN ('attlen', 'attbyval', 'attalign', 'attcacheoff', 'attndims', 'atthasmissing',
                                                         'attmissingval'))
   AND NOT (c.relname = 'pg_database' AND a.attname IN ('datfrozenxid', 'datminmxid', 'datlastsysoid'))
 GROUP BY c.relname, c.relkind
 ORDER BY c.relname)";

/// The rows of this database, of those that all databases of the server share; no system columns, which say nothing; and no triggers
/// inside a foreign key, which are not read.
std::string_view condition(std::string_view catalog)
{
    if (catalog == "pg_attribute")
        return " WHERE attnum > 0";
    if (catalog == "pg_trigger")
        return " WHERE NOT tgisinternal";
    if (catalog == "pg_depend")
        return " WHERE NOT (classid = 2620 AND refclassid = 2606 AND deptype = 'i')";
    if (catalog == "pg_database")
        return " WHERE datname = pg_catalog.current_database()";
    if (catalog == "pg_db_role_setting")
        return " WHERE setdatabase IN (0, (SELECT oid FROM pg_catalog.pg_database WHERE datname = "
               "pg_catalog.current_database()))";
    if (catalog == "pg_shdescription" || catalog == "pg_shseclabel")
        return " WHERE classoid <> 1262 OR objoid = (SELECT oid FROM pg_catalog.pg_database WHERE datname = "
               "pg_catalog.current_database())";
    return {};
}

} // namespace

Result<CatalogState> catalogState(Connection& connection, const std::string& since, const Task& task)
{
    auto listed = connection.query("SET LOCAL search_path TO '';" + std::string(listQuery), task.stop);
    if (!listed)
        return std::unexpected(std::move(listed.error()));
    std::string query;
    for (std::size_t r = 0; r < listed->size(); ++r) {
        const std::string catalog = listed->text(r, 0);
        const bool isView = listed->view(r, 2) == "v"; // its rows have no transaction
        const std::string newer =
            since.empty() || isView
                ? "0"
                : std::format("pg_catalog.count(*) FILTER (WHERE pg_catalog.age(xmin) <= pg_catalog.age('{}'::xid))",
                              since);
        query +=
            std::format("{}SELECT '{}', pg_catalog.count(*), "
                        "pg_catalog.sum(pg_catalog.hash_record_extended(ROW({}), 0)), {} FROM pg_catalog.{}{}",
                        r == 0 ? "" : " UNION ALL ", catalog, listed->view(r, 1), newer, catalog, condition(catalog));
    }
    auto hashes = connection.query(query, task.stop);
    if (!hashes)
        return std::unexpected(std::move(hashes.error()));
    CatalogState state;
    std::string all;
    for (std::size_t r = 0; r < hashes->size(); ++r) {
        all += std::format("{} {} {}\n", hashes->view(r, 0), hashes->view(r, 1), hashes->view(r, 2));
        state.newer += hashes->number(r, 3);
    }
    state.content = sha256(all);
    return state;
}

} // namespace schemawright
