#include "model/kinds/publication.h"

#include "diff/kinds/base/kind_ops.h"
#include "diff/kinds/base/relation_child.h"
#include "diff/kinds/base/sql_pieces.h"
#include "model/sql.h"

#include <algorithm>
#include <format>

namespace schemawright {

namespace {

std::string identity(const ObjectKey& key, const Object&)
{
    return "PUBLICATION " + quoteIdent(key.name);
}

/// Generated columns can be published since PostgreSQL 18.
std::string publicationsQuery(int version)
{
    return std::format(R"(
select p.oid, p.pubname, p.pubowner, p.puballtables, p.pubviaroot,
       pg_catalog.concat_ws(', ', case when p.pubinsert then 'insert' end, case when p.pubupdate then 'update' end,
                            case when p.pubdelete then 'delete' end, case when p.pubtruncate then 'truncate' end), {}
from pg_catalog.pg_publication p
order by p.oid)",
                       version >= 180000 ? "p.pubgencols = 's'" : "false");
}

/// Row filters and column lists came with PostgreSQL 15.
std::string tablesQuery(int version)
{
    return std::format(
        R"(
select r.oid, r.prpubid, r.prrelid, {}
from pg_catalog.pg_publication_rel r
order by r.oid)",
        version >= 150000
            ? "pg_catalog.pg_get_expr(r.prqual, r.prrelid), array(select a.attname from pg_catalog.pg_attribute a "
              "where a.attrelid = r.prrelid and a.attnum = any(r.prattrs) order by a.attnum)"
            : "null, '{}'::text[]");
}

constexpr std::string_view schemasQuery = R"(
select s.oid, s.pnpubid, s.pnnspid from pg_catalog.pg_publication_namespace s order by s.oid)";

Result<void> readTables(Reader& reader)
{
    auto rows = reader.query(tablesQuery(reader.version()));
    if (!rows)
        return std::unexpected(std::move(rows.error()));
    for (std::size_t i = 0; i < rows->size(); ++i) {
        const ObjectKey* key = reader.keyOf(ClassId::Publication, rows->oid(i, 1));
        const ObjectKey* table = reader.keyOf(ClassId::Relation, rows->oid(i, 2));
        if (!key || !table)
            continue;
        const ObjectKey publication = *key;
        std::get<Publication>(reader.object(publication)->body)
            .tables.push_back({{table->schema, table->name}, rows->array(i, 4), Expression(rows->text(i, 3))});
        reader.identify(ClassId::PublicationTable, rows->oid(i, 0), publication);
    }
    return {};
}

Result<void> readSchemas(Reader& reader)
{
    // Schemas of publications came with PostgreSQL 15.
    if (reader.version() < 150000)
        return {};
    auto rows = reader.query(schemasQuery);
    if (!rows)
        return std::unexpected(std::move(rows.error()));
    for (std::size_t i = 0; i < rows->size(); ++i) {
        const ObjectKey* key = reader.keyOf(ClassId::Publication, rows->oid(i, 1));
        if (!key)
            continue;
        const ObjectKey publication = *key;
        std::get<Publication>(reader.object(publication)->body).schemas.push_back(reader.schemaName(rows->oid(i, 2)));
        reader.identify(ClassId::PublicationSchema, rows->oid(i, 0), publication);
    }
    return {};
}

Result<void> read(Reader& reader)
{
    auto rows = reader.query(publicationsQuery(reader.version()));
    if (!rows)
        return std::unexpected(std::move(rows.error()));
    std::vector<ObjectKey> keys;
    for (std::size_t i = 0; i < rows->size(); ++i) {
        const std::uint32_t oid = rows->oid(i, 0);
        if (reader.skips(ClassId::Publication, oid))
            continue;
        Publication publication;
        publication.allTables = rows->flag(i, 3);
        publication.viaPartitionRoot = rows->flag(i, 4);
        publication.publish = rows->text(i, 5);
        publication.generatedColumns = rows->flag(i, 6);
        keys.push_back(keyOf(Kind::Publication, {}, rows->text(i, 1)));
        reader.add(
            ClassId::Publication, oid, keys.back(),
            {std::move(publication), reader.attributes(ClassId::Publication, oid, rows->oid(i, 2), {}, true, 0)});
    }
    if (auto tables = readTables(reader); !tables)
        return tables;
    if (auto schemas = readSchemas(reader); !schemas)
        return schemas;
    for (const ObjectKey& key : keys) {
        auto& publication = std::get<Publication>(reader.object(key)->body);
        std::ranges::sort(publication.tables);
        std::ranges::sort(publication.schemas);
    }
    return {};
}

std::string tableText(const PublishedTable& table)
{
    return quoteName(table.table) + (table.columns.empty() ? std::string() : " (" + identList(table.columns) + ")") +
           (table.where.empty() ? std::string() : " WHERE " + inParentheses(table.where));
}

/// "TABLE a, TABLE b (x), TABLES IN SCHEMA s"; empty where nothing is published by name. PostgreSQL 14 takes TABLE once.
std::string objectsText(const Publication& publication, int serverVersion)
{
    const bool once = serverVersion > 0 && serverVersion < 150000;
    std::vector<std::string> parts;
    for (const PublishedTable& table : publication.tables)
        parts.push_back((once && !parts.empty() ? "" : "TABLE ") + tableText(table));
    for (const std::string& schema : publication.schemas)
        parts.push_back("TABLES IN SCHEMA " + quoteIdent(schema));
    return join(parts, ", ");
}

std::string viaRootText(const Publication& publication)
{
    return std::string("publish_via_partition_root = ") + (publication.viaPartitionRoot ? "true" : "false");
}

std::string generatedText(const Publication& publication)
{
    return std::string("publish_generated_columns = ") + (publication.generatedColumns ? "stored" : "none");
}

std::vector<Lock> tableLocks(const Publication& publication, const Catalog& catalog)
{
    std::vector<Lock> locks;
    for (const PublishedTable& table : publication.tables)
        if (const Catalog::Entry* entry = catalog.findRelation(table.table.schema, table.table.name))
            locks.push_back({LockMode::ShareUpdateExclusive, *entry->key});
    return locks;
}

void create(const ObjectKey& key, const Object& object, const PlanContext& context, Steps& steps)
{
    const Publication& publication = *object.as<Publication>();
    std::string sql = "CREATE " + identity(key, object);
    if (publication.allTables)
        sql += " FOR ALL TABLES";
    else if (const std::string objects = objectsText(publication, context.serverVersion); !objects.empty())
        sql += " FOR " + objects;
    std::vector<std::string> options;
    if (publication.publish != Publication().publish)
        options.push_back("publish = " + quoteLiteral(publication.publish));
    if (publication.viaPartitionRoot)
        options.push_back(viaRootText(publication));
    if (publication.generatedColumns)
        options.push_back(generatedText(publication));
    if (!options.empty())
        sql += " WITH (" + join(options, ", ") + ")";
    steps.push_back(creatingStep(key, {statement(key, std::move(sql), tableLocks(publication, context.to))}));
}

/// ALTER PUBLICATION can neither switch FOR ALL TABLES nor leave nothing published.
std::vector<ObjectKey> invalidates(const ObjectKey& key, const Object& objectBefore, const Object& objectAfter,
                                   const PlanContext& context)
{
    const Publication& before = *objectBefore.as<Publication>();
    const Publication& after = *objectAfter.as<Publication>();
    const bool emptied =
        !objectsText(before, context.serverVersion).empty() && objectsText(after, context.serverVersion).empty();
    return before.allTables == after.allTables && !emptied ? std::vector<ObjectKey>{} : std::vector{key};
}

Result<void> alter(const ObjectKey& key, const Object& objectBefore, const Object& objectAfter,
                   const PlanContext& context, Steps& steps)
{
    const Publication& before = *objectBefore.as<Publication>();
    const Publication& after = *objectAfter.as<Publication>();
    Step step = alteringStep(key, {});
    const std::string alterPublication = "ALTER " + identity(key, objectAfter) + " SET ";
    std::vector<std::string> options;
    if (before.publish != after.publish)
        options.push_back("publish = " + quoteLiteral(after.publish));
    if (before.viaPartitionRoot != after.viaPartitionRoot)
        options.push_back(viaRootText(after));
    if (before.generatedColumns != after.generatedColumns)
        options.push_back(generatedText(after));
    if (!options.empty())
        step.statements.push_back(statement(key, alterPublication + "(" + join(options, ", ") + ")", {}));
    if (before.tables != after.tables || before.schemas != after.schemas) {
        // Those that are left out are locked too.
        std::vector<Lock> locks = tableLocks(after, context.to);
        std::ranges::move(tableLocks(before, context.to), std::back_inserter(locks));
        step.statements.push_back(
            statement(key, alterPublication + objectsText(after, context.serverVersion), std::move(locks)));
    }
    steps.push_back(std::move(step));
    return {};
}

constexpr KindOps ops{.kind = Kind::Publication,
                      .read = read,
                      .identity = identity,
                      .invalidates = invalidates,
                      .create = create,
                      .alter = alter,
                      .drop = dropByIdentity,
                      .rename = renameByIdentity};

} // namespace

template <> const KindOps& kindOpsOf<Publication>()
{
    return ops;
}

} // namespace schemawright
