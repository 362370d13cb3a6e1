#include "diff/kinds/base/reader.h"

#include "diff/kinds/base/acl.h"
#include "diff/kinds/base/kind_ops.h"
#include "diff/kinds/base/read_ahead.h"
#include "diff/server/scratch_user.h"

#include <boost/unordered/unordered_flat_map.hpp>

#include <algorithm>
#include <functional>
#include <set>
#include <span>

namespace schemawright {

namespace {

/// A pg_attribute of so many bytes (some 600 tables) is worth a second connection.
constexpr std::int64_t largeCatalog = 4 << 20;

/// A row of a system catalog, or a column of a relation, as one number: classes are below 2^13, columns below 2^12.
std::uint64_t rowId(ClassId classId, std::uint32_t oid, int sub = 0)
{
    const auto part = static_cast<std::uint64_t>(static_cast<std::uint16_t>(sub));
    return (static_cast<std::uint64_t>(classId) << 48U) | (part << 32U) | oid;
}

std::uint64_t rowId(const Rows& rows, std::size_t row, std::size_t firstColumn, bool withSub)
{
    const int sub = withSub ? static_cast<int>(rows.number(row, firstColumn + 2)) : 0;
    return rowId(static_cast<ClassId>(rows.oid(row, firstColumn)), rows.oid(row, firstColumn + 1), sub);
}

constexpr std::uint32_t oidOf(std::uint64_t row)
{
    return static_cast<std::uint32_t>(row);
}

constexpr int columnOf(std::uint64_t row)
{
    return static_cast<std::int16_t>(row >> 32U);
}

constexpr std::uint64_t withoutColumn(std::uint64_t row)
{
    return row & 0xFFFF0000FFFFFFFFULL;
}

bool isSystemSchema(std::string_view schema)
{
    return schema.starts_with("pg_") || schema == "information_schema" || schema == "schemawright" ||
           schema == "schemawright_fleet";
}

struct KeyHash {
    std::size_t operator()(const ObjectKey* key) const
    {
        const std::hash<std::string_view> hash;
        std::size_t out = static_cast<std::size_t>(key->kind);
        for (const std::string* part : {&key->schema, &key->parent, &key->name, &key->args})
            out = out * 1000003U + hash(*part);
        return out;
    }
};
struct KeyEqual {
    bool operator()(const ObjectKey* a, const ObjectKey* b) const { return *a == *b; }
};

using SharedKey = std::shared_ptr<const ObjectKey>;

struct Added {
    SharedKey key;
    std::shared_ptr<Object> object;
};

/// A column on its own table, a table on its own column (of its partition key): said by the keys already.
bool isImplied(const ObjectKey& dependent, const ObjectKey& referenced)
{
    const auto isPartOf = [](const ObjectKey& part, const ObjectKey& table) {
        return factsOf(part.kind).partOf == Kind::Table && table.kind == Kind::Table && part.parent == table.name &&
               part.schema == table.schema;
    };
    return isPartOf(dependent, referenced) || isPartOf(referenced, dependent);
}

// What lies in a schema depends on it, which its key says already; an extension's key does not. The triggers inside a foreign key are
// nobody's concern, and the most numerous rows.
constexpr std::string_view dependQuery =
    "SELECT classid, objid, objsubid, refclassid, refobjid, refobjsubid, (deptype = 'i')::int FROM pg_catalog.pg_depend"
    " WHERE objid >= 16384 AND deptype <> 'e' AND (refclassid <> 2615 OR classid = 3079)"
    " AND NOT (classid = 2620 AND refclassid = 2606 AND deptype = 'i')";

} // namespace

struct Reader::State {
    Connection& connection;
    const Task& task;
    boost::unordered_flat_map<std::uint32_t, std::string> schemas;
    boost::unordered_flat_map<std::uint32_t, std::string> roles;
    boost::unordered_flat_map<std::uint64_t, std::uint32_t> members; // of extensions
    std::set<std::string, std::less<>> trackingSchemas;              // that hold tracking tables and nothing else
    std::set<std::uint32_t> trackingTables;
    boost::unordered_flat_map<std::uint64_t, std::string> comments;
    boost::unordered_flat_map<std::uint64_t, std::vector<SecurityLabel>> labels;
    boost::unordered_flat_map<std::uint64_t, SharedKey> keys;
    boost::unordered_flat_map<std::uint32_t, std::vector<std::pair<int, std::string>>>
        columns;                                                    // of relations: numbers, names
    boost::unordered_flat_map<std::uint64_t, SharedKey> columnKeys; // of those that were asked for
    std::vector<Added> added;
    boost::unordered_flat_map<const ObjectKey*, Object*, KeyHash, KeyEqual> objects;
    boost::unordered_flat_map<std::uint64_t, std::uint64_t>
        insides; // rows that are the inside of another: array types, toast tables, rules of views
    Reading reading;
    std::string empty;
    std::optional<ReadAhead> ahead;

    const std::string& columnName(std::uint32_t relation, int attribute) const;
    SharedKey resolve(std::uint64_t row, int depth = 0);
    SharedKey extensionOf(std::uint64_t row) const;
    Result<Dependencies> dependencies();
    Result<void> nameUnknown(Reader& reader);
    static Result<void> nameNewOf19(Reader& reader);
};

Reader::Reader(Connection& connection, const Task& task) : m_state(std::make_shared<State>(connection, task)) {}

int Reader::version() const
{
    return m_state->connection.serverVersion();
}

Result<Rows> Reader::query(std::string_view sql)
{
    if (m_state->ahead)
        if (std::optional<Rows> rows = m_state->ahead->take(sql))
            return std::move(*rows);
    return m_state->connection.query(sql, m_state->task.stop);
}

Result<void> Reader::beginTransaction(Connections connections)
{
    const std::string begin = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;" + std::string(readingSettings);
    auto size = query(begin + ";SELECT pg_catalog.pg_relation_size('pg_catalog.pg_attribute')");
    if (!size)
        return std::unexpected(std::move(size.error()));
    if (connections == Connections::One || size->number(0, 0) < largeCatalog)
        return {};
    std::vector<std::string> queries;
    for (const KindOps* room : allKindOps())
        if (room->longQueries)
            std::ranges::move(room->longQueries(version()), std::back_inserter(queries));
    // A server that gives no snapshot away has ended the transaction.
    if (const auto snapshot = query("SELECT pg_catalog.pg_export_snapshot()"))
        m_state->ahead.emplace(m_state->connection.spec(), snapshot->text(0, 0), queries);
    else if (auto again = query("ROLLBACK;" + begin); !again)
        return std::unexpected(std::move(again.error()));
    return {};
}

/// The tracking tables are told by their columns: they can be in any schema, and a dump does not always have comments. A schema that was created for
/// them has a comment that says so. See diff/apply/tracking_tables.h.
Result<void> Reader::findTracking()
{
    for (const auto& [oid, name] : m_state->schemas)
        if (comment(ClassId::Namespace, oid) == "Tracking tables of Schemawright")
            m_state->trackingSchemas.insert(name);
    const Result<Rows> tables = query(
        "SELECT c.oid FROM pg_catalog.pg_class c JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0"
        " WHERE c.relname IN ('revisions', 'journal') AND c.relkind = 'r' GROUP BY c.oid HAVING pg_catalog.count(*) "
        "FILTER"
        " (WHERE a.attname IN ('message', 'checksum', 'head', 'applied_at', 'applied_by', 'pending')) = 6 OR"
        " pg_catalog.count(*) FILTER (WHERE a.attname IN ('direction', 'statement', 'checksum', 'started_at',"
        " 'finished_at', 'existing')) = 6");
    if (!tables)
        return std::unexpected(tables.error());
    for (std::size_t r = 0; r < tables->size(); ++r)
        m_state->trackingTables.insert(tables->oid(r, 0));
    return {};
}

Result<void> Reader::begin(Connections connections)
{
    if (auto begun = beginTransaction(connections); !begun)
        return begun;

    const Result<Rows> schemas = query("SELECT oid, nspname FROM pg_catalog.pg_namespace");
    if (!schemas)
        return std::unexpected(schemas.error());
    for (std::size_t r = 0; r < schemas->size(); ++r)
        m_state->schemas.emplace(schemas->oid(r, 0), schemas->text(r, 1));

    const Result<Rows> roles = query("SELECT oid, rolname FROM pg_catalog.pg_roles");
    if (!roles)
        return std::unexpected(roles.error());
    for (std::size_t r = 0; r < roles->size(); ++r)
        m_state->roles.emplace(roles->oid(r, 0), roles->text(r, 1));

    const Result<Rows> members =
        query("SELECT classid, objid, refobjid FROM pg_catalog.pg_depend WHERE deptype = 'e' AND refclassid = 3079");
    if (!members)
        return std::unexpected(members.error());
    for (std::size_t r = 0; r < members->size(); ++r)
        m_state->members.emplace(rowId(*members, r, 0, false), members->oid(r, 2));

    const Result<Rows> comments = query("SELECT classoid, objoid, objsubid, description FROM pg_catalog.pg_description"
                                        " WHERE objoid >= 16384 OR classoid IN (2615, 3079)");
    if (!comments)
        return std::unexpected(comments.error());
    m_state->comments.reserve(comments->size());
    for (std::size_t r = 0; r < comments->size(); ++r)
        m_state->comments.emplace(rowId(*comments, r, 0, true), comments->text(r, 3));
    if (auto found = findTracking(); !found)
        return found;

    const Result<Rows> labels =
        query("SELECT classoid, objoid, objsubid, provider, label FROM pg_catalog.pg_seclabel ORDER BY provider");
    if (!labels)
        return std::unexpected(labels.error());
    for (std::size_t r = 0; r < labels->size(); ++r)
        m_state->labels[rowId(*labels, r, 0, true)].push_back({labels->text(r, 3), labels->text(r, 4)});
    return {};
}

bool Reader::skips(ClassId classId, std::uint32_t oid, std::string_view schema) const
{
    if (isSystemSchema(schema) || m_state->trackingSchemas.contains(schema))
        return true;
    if (classId == ClassId::Relation && m_state->trackingTables.contains(oid))
        return true;
    if (classId != ClassId::Namespace && classId != ClassId::Extension && oid < firstUserOid)
        return true;
    return ownedByExtension(classId, oid);
}

bool Reader::ownedByExtension(ClassId classId, std::uint32_t oid) const
{
    return m_state->members.contains(rowId(classId, oid));
}

const std::string& Reader::schemaName(std::uint32_t oid) const
{
    const auto found = m_state->schemas.find(oid);
    return found == m_state->schemas.end() ? m_state->empty : found->second;
}

const std::string& Reader::roleName(std::uint32_t oid) const
{
    const auto found = m_state->roles.find(oid);
    return found == m_state->roles.end() ? m_state->empty : found->second;
}

const std::string& Reader::comment(ClassId classId, std::uint32_t oid, int sub) const
{
    const auto found = m_state->comments.find(rowId(classId, oid, sub));
    return found == m_state->comments.end() ? m_state->empty : found->second;
}

std::vector<SecurityLabel> Reader::labels(ClassId classId, std::uint32_t oid, int sub) const
{
    const auto found = m_state->labels.find(rowId(classId, oid, sub));
    return found == m_state->labels.end() ? std::vector<SecurityLabel>() : found->second;
}

Acl Reader::acl(std::string_view aclText, bool isNull, char objectType, std::uint32_t owner) const
{
    if (isNull)
        return std::nullopt;
    return aclFromItems(parseArray(aclText), objectType, roleName(owner), version());
}

Attributes Reader::attributes(ClassId classId, std::uint32_t oid, std::uint32_t owner, std::string_view aclText,
                              bool aclNull, char aclType) const
{
    Attributes out;
    out.owner = RoleName(roleName(owner));
    if (out.owner == scratchUser)
        out.owner.clear();
    out.comment = comment(classId, oid);
    out.acl = acl(aclText, aclNull, aclType, owner);
    out.labels = labels(classId, oid);
    return out;
}

void Reader::add(ClassId classId, std::uint32_t oid, const ObjectKey& key, Object object)
{
    Added& added = m_state->added.emplace_back(std::make_shared<const ObjectKey>(key),
                                               std::make_shared<Object>(std::move(object)));
    m_state->objects.emplace(added.key.get(), added.object.get());
    m_state->keys.insert_or_assign(rowId(classId, oid), added.key);
}

void Reader::identify(ClassId classId, std::uint32_t oid, const ObjectKey& key)
{
    m_state->keys.insert_or_assign(rowId(classId, oid), std::make_shared<const ObjectKey>(key));
}

void Reader::identifyColumn(std::uint32_t relation, int attribute, std::string name)
{
    m_state->columns[relation].emplace_back(attribute, std::move(name));
}

const ObjectKey* Reader::keyOf(ClassId classId, std::uint32_t oid) const
{
    const auto found = m_state->keys.find(rowId(classId, oid));
    return found == m_state->keys.end() ? nullptr : found->second.get();
}

const std::string& Reader::columnName(std::uint32_t relation, int attribute) const
{
    return m_state->columnName(relation, attribute);
}

const std::string& Reader::State::columnName(std::uint32_t relation, int attribute) const
{
    const auto found = columns.find(relation);
    if (found == columns.end())
        return empty;
    const auto column = std::ranges::find(found->second, attribute, &std::pair<int, std::string>::first);
    return column == found->second.end() ? empty : column->second;
}

Object* Reader::object(const ObjectKey& key)
{
    const auto found = m_state->objects.find(&key);
    return found == m_state->objects.end() ? nullptr : found->second;
}

void Reader::unknown(std::string description)
{
    m_state->reading.unknown.push_back(std::move(description));
}

void Reader::hidden(std::string description)
{
    m_state->reading.hidden.push_back(std::move(description));
}

void Reader::size(const ObjectKey& key, RelationSize size)
{
    m_state->reading.sizes.insert_or_assign(key, size);
}

SharedKey Reader::State::extensionOf(std::uint64_t row) const
{
    const auto member = members.find(row);
    if (member == members.end())
        return nullptr;
    const auto extension = keys.find(rowId(ClassId::Extension, member->second));
    return extension == keys.end() ? nullptr : extension->second;
}

/// The key of a row of pg_depend: a column of a table, an object, the extension that it belongs to, or what it is the inside of.
SharedKey Reader::State::resolve(std::uint64_t row, int depth)
{
    const std::uint64_t whole = withoutColumn(row);
    const auto object = keys.find(whole);
    if (object != keys.end()) {
        const SharedKey& key = object->second;
        if (row == whole || key->kind != Kind::Table)
            return key;
        const std::string& name = columnName(oidOf(row), columnOf(row));
        if (name.empty())
            return key;
        SharedKey& column = columnKeys[row];
        if (!column)
            column = std::make_shared<const ObjectKey>(childKey(Kind::Column, key->schema, key->name, name));
        return column;
    }
    if (SharedKey extension = extensionOf(whole))
        return extension;
    const auto outside = insides.find(whole);
    return outside == insides.end() || depth > 8 ? nullptr : resolve(outside->second, depth + 1);
}

Result<Dependencies> Reader::State::dependencies()
{
    std::vector<std::pair<std::uint64_t, std::uint64_t>> pairs;
    const auto take = [&](const Connection::NumberRow& row) {
        const auto side = [&](std::size_t first) {
            return rowId(static_cast<ClassId>(row[first]), static_cast<std::uint32_t>(row[first + 1]),
                         static_cast<int>(row[first + 2]));
        };
        const std::uint64_t dependent = side(0);
        const bool internal = row[6] != 0;
        if (internal && dependent == withoutColumn(dependent) && !keys.contains(dependent))
            insides.emplace(dependent, side(3));
        else
            pairs.emplace_back(dependent, side(3));
    };
    if (auto read = connection.stream(dependQuery, take, task.stop); !read)
        return std::unexpected(std::move(read.error()));
    std::vector<SharedKey> elements;
    boost::unordered_flat_map<const ObjectKey*, std::uint32_t> indices;
    const auto indexOf = [&](const SharedKey& key) {
        const auto [found, isNew] = indices.try_emplace(key.get(), static_cast<std::uint32_t>(elements.size()));
        if (isNew)
            elements.push_back(key);
        return found->second;
    };
    std::vector<std::pair<std::uint32_t, std::uint32_t>> edges;
    for (const auto& [dependent, referenced] : pairs) {
        if (members.contains(withoutColumn(dependent)))
            continue;
        const SharedKey from = resolve(dependent);
        const SharedKey to = from ? resolve(referenced) : nullptr;
        if (to && from != to && *from != *to && !isImplied(*from, *to)) {
            const std::uint32_t index = indexOf(from);
            edges.emplace_back(index, indexOf(to));
        }
    }
    return Dependencies(std::move(elements), std::move(edges));
}

/// Objects that no room has read: the classes of objects that PostgreSQL knows, in one query, less those whose rows have a key and those
/// that are the inside of another (the cast between a range and its multirange).
Result<void> Reader::State::nameUnknown(Reader& reader)
{
    const Result<Rows> rows = reader.query(
        "WITH seen(classid, objid, schema) AS ("
        "  SELECT 2605::oid, oid, 0::oid FROM pg_catalog.pg_cast"
        "  UNION ALL SELECT 2617, oid, oprnamespace FROM pg_catalog.pg_operator"
        "  UNION ALL SELECT 2616, oid, opcnamespace FROM pg_catalog.pg_opclass"
        "  UNION ALL SELECT 2753, oid, opfnamespace FROM pg_catalog.pg_opfamily"
        "  UNION ALL SELECT 2607, oid, connamespace FROM pg_catalog.pg_conversion"
        "  UNION ALL SELECT 3601, oid, prsnamespace FROM pg_catalog.pg_ts_parser"
        "  UNION ALL SELECT 3764, oid, tmplnamespace FROM pg_catalog.pg_ts_template"
        "  UNION ALL SELECT 3600, oid, dictnamespace FROM pg_catalog.pg_ts_dict"
        "  UNION ALL SELECT 3602, oid, cfgnamespace FROM pg_catalog.pg_ts_config"
        "  UNION ALL SELECT 2612, oid, 0 FROM pg_catalog.pg_language"
        "  UNION ALL SELECT 3576, oid, 0 FROM pg_catalog.pg_transform"
        "  UNION ALL SELECT 2601, oid, 0 FROM pg_catalog.pg_am"
        "  UNION ALL SELECT 2328, oid, 0 FROM pg_catalog.pg_foreign_data_wrapper"
        "  UNION ALL SELECT 1417, oid, 0 FROM pg_catalog.pg_foreign_server"
        "  UNION ALL SELECT 1418, umid, 0 FROM pg_catalog.pg_user_mappings"
        "  UNION ALL SELECT 1259, oid, relnamespace FROM pg_catalog.pg_class"
        "              WHERE relkind NOT IN ('r', 'p', 'v', 'm', 'S', 'i', 'I', 't', 'c')" // 19: property graphs
        "  UNION ALL SELECT 2618, r.oid, c.relnamespace FROM pg_catalog.pg_rewrite r JOIN pg_catalog.pg_class c ON "
        "c.oid = r.ev_class"
        "              WHERE r.rulename <> '_RETURN'"
        "              AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend d WHERE d.classid = 1259 AND d.objid = c.oid "
        "AND d.deptype = 'e')" // an extension's own
        "  UNION ALL SELECT 3381, oid, stxnamespace FROM pg_catalog.pg_statistic_ext"
        "  UNION ALL SELECT 3466, oid, 0 FROM pg_catalog.pg_event_trigger"
        "  UNION ALL SELECT 6104, oid, 0 FROM pg_catalog.pg_publication"
        "  UNION ALL SELECT 6100, oid, 0 FROM pg_catalog.pg_subscription"
        "              WHERE subdbid = (SELECT oid FROM pg_catalog.pg_database WHERE datname = "
        "pg_catalog.current_database())"
        "  UNION ALL SELECT 3456, oid, collnamespace FROM pg_catalog.pg_collation"
        "  UNION ALL SELECT 826, oid, defaclnamespace FROM pg_catalog.pg_default_acl"
        "  UNION ALL SELECT 1247, t.oid, t.typnamespace FROM pg_catalog.pg_type t WHERE t.typtype IN ('b', 'r', 'p')"
        "              AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_type e WHERE e.typarray = t.oid))"
        " SELECT s.classid, s.objid, s.schema, pg_catalog.pg_describe_object(s.classid, s.objid, 0) FROM seen s WHERE "
        "s.objid >= 16384"
        " AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend d WHERE d.classid = s.classid AND d.objid = s.objid AND "
        "d.deptype IN ('e', 'i'))"
        " ORDER BY 4");
    if (!rows)
        return std::unexpected(rows.error());
    for (std::size_t r = 0; r < rows->size(); ++r) {
        const auto classId = static_cast<ClassId>(rows->oid(r, 0));
        if (!reader.keyOf(classId, rows->oid(r, 1)) &&
            !reader.skips(classId, rows->oid(r, 1), reader.schemaName(rows->oid(r, 2))))
            reader.unknown(rows->text(r, 3) + " (not supported yet)");
    }
    return reader.version() < 190000 ? Result<void>{} : nameNewOf19(reader);
}

/// What objects of known kinds can have since PostgreSQL 19. The rows are asked by the names of their columns as JSON, so that no version lacks them.
Result<void> Reader::State::nameNewOf19(Reader& reader)
{
    const Result<Rows> rows = reader.query(
        "SELECT pg_catalog.format('publication %I for all sequences', p.pubname) FROM pg_catalog.pg_publication p"
        "  WHERE pg_catalog.to_jsonb(p) ->> 'puballsequences' = 'true'"
        " UNION ALL SELECT pg_catalog.format('publication %I, except table %s', p.pubname, "
        "r.prrelid::pg_catalog.regclass)"
        "  FROM pg_catalog.pg_publication_rel r JOIN pg_catalog.pg_publication p ON p.oid = r.prpubid"
        "  WHERE pg_catalog.to_jsonb(r) ->> 'prexcept' = 'true'"
        " UNION ALL SELECT pg_catalog.format('connection function of foreign-data wrapper %I', w.fdwname)"
        "  FROM pg_catalog.pg_foreign_data_wrapper w WHERE coalesce(pg_catalog.to_jsonb(w) ->> 'fdwconnection', '-') "
        "NOT IN "
        "('-', '0')"
        " UNION ALL SELECT pg_catalog.format('server of subscription %I', s.subname) FROM pg_catalog.pg_subscription s"
        "  WHERE EXISTS (SELECT 1 FROM pg_catalog.pg_depend d WHERE d.classid = 6100 AND d.objid = s.oid AND "
        "d.refclassid = 1417)"
        " ORDER BY 1");
    if (!rows)
        return std::unexpected(rows.error());
    for (std::size_t r = 0; r < rows->size(); ++r)
        reader.unknown(rows->text(r, 0) + " (not supported yet)");
    return {};
}

Result<Reading> Reader::finish()
{
    State& state = *m_state;
    auto dependencies = state.dependencies();
    if (!dependencies)
        return std::unexpected(std::move(dependencies.error()));
    if (const Result<void> named = state.nameUnknown(*this); !named)
        return std::unexpected(named.error());

    auto server = serverInfo(state.connection, state.task);
    if (!server)
        return std::unexpected(std::move(server.error()));
    if (const Result<Rows> ended = query("COMMIT"); !ended)
        return std::unexpected(ended.error());
    state.reading.server = std::move(*server);

    Catalog::Entries entries;
    entries.reserve(state.added.size());
    for (Added& added : state.added)
        entries.push_back({std::move(added.key), std::move(added.object)});
    state.reading.catalog = Catalog(std::move(entries), std::move(*dependencies));
    std::ranges::sort(state.reading.hidden);
    return std::move(state.reading);
}

Result<ServerInfo> serverInfo(Connection& connection, const Task& task)
{
    auto row = connection.query("SELECT pg_catalog.current_database(), session_user,"
                                " pg_catalog.pg_encoding_to_char(encoding) FROM pg_catalog.pg_database"
                                " WHERE datname = pg_catalog.current_database()",
                                task.stop);
    if (!row)
        return std::unexpected(std::move(row.error()));
    return ServerInfo{connection.serverVersion(), connection.serverVersionText(), row->text(0, 0), row->text(0, 1),
                      row->text(0, 2)};
}

} // namespace schemawright
