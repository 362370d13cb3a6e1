#include "diff/prove/routine_check.h"

#include "diff/kinds/base/routine.h"
#include "diff/resolve/resolve.h"
#include "diff/server/cache.h"
#include "diff/server/hash.h"
#include "model/rename.h"

#include <algorithm>
#include <format>
#include <set>

namespace schemawright {

namespace {

/// Event triggers may refuse every CREATE FUNCTION: they are off meanwhile (those that are ENABLE ALWAYS from PostgreSQL 17 on).
constexpr std::string_view setting =
    "BEGIN; SET LOCAL check_function_bodies = on; SET LOCAL client_min_messages = error;"
    " SET LOCAL session_replication_role = replica;"
    " SELECT pg_catalog.set_config(name, 'off', true) FROM pg_catalog.pg_settings WHERE name = 'event_triggers'";

/// Only asks for the extension where the server has it: it is thrown away with the transaction.
constexpr std::string_view checkAvailable = "SELECT EXISTS (SELECT 1 FROM pg_catalog.pg_available_extensions"
                                            " WHERE name = 'plpgsql_check'),"
                                            " EXISTS (SELECT 1 FROM pg_catalog.pg_language WHERE lanname = 'plpgsql')";

/// Bodies are checked with their own search_path, in which the extension need not be.
constexpr std::string_view checkPlace = "SELECT pg_catalog.quote_ident(n.nspname) FROM pg_catalog.pg_extension e"
                                        " JOIN pg_catalog.pg_namespace n ON n.oid = e.extnamespace"
                                        " WHERE e.extname = 'plpgsql_check'";

/// One row for each function and, of a trigger function, each relation that it is called for. Bodies of the SQL standard are left out: PostgreSQL
/// keeps what they depend on. So are those in C, whose library the scratch server may not have.
constexpr std::string_view functionsSql =
    "SELECT p.oid, p.proname, p.proconfig, p.prosrc, n.nspname, l.lanname, l.lanvalidator,"
    "  p.prorettype = 2279 AS is_trigger, coalesce(t.tgrelid, 0) AS relation, t.tgoldtable, t.tgnewtable,"
    "  p.prorettype IN (SELECT oid FROM pg_catalog.pg_type WHERE typtype = 'p' AND typname LIKE 'any%')"
    "   OR EXISTS (SELECT 1 FROM pg_catalog.unnest(p.proargtypes) AS a(t) JOIN pg_catalog.pg_type y ON y.oid = a.t"
    "    WHERE y.typtype = 'p' AND y.typname LIKE 'any%') AS polymorphic"
    " FROM pg_catalog.pg_proc p JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace"
    " JOIN pg_catalog.pg_language l ON l.oid = p.prolang"
    " LEFT JOIN LATERAL (SELECT DISTINCT g.tgrelid, g.tgoldtable, g.tgnewtable FROM pg_catalog.pg_trigger g"
    "  WHERE g.tgfoid = p.oid AND NOT g.tgisinternal AND g.tgparentid = 0) t ON true"
    " WHERE p.oid >= 16384 AND p.prosqlbody IS NULL AND l.lanvalidator <> 0 AND l.lanname NOT IN ('internal', 'c')"
    " AND n.nspname !~ '^pg_' AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend d"
    "  WHERE d.classid = 1255 AND d.objid = p.oid AND d.deptype IN ('i', 'e'))"
    " ORDER BY p.oid, t.tgrelid";

/// Looks at them one by one on the server, which takes one query however many they are. A relation that a body makes for itself, a temporary
/// table, is not there yet: that it does not exist is no fault of such a body. `checkSchema`: where the extension plpgsql_check is, as SQL writes
/// it; empty: it is not there.
std::string lookingFunction(const std::string& checkSchema)
{
    static constexpr std::string_view check =
        "   IF fault IS NULL AND f.lanname = 'plpgsql' AND NOT f.polymorphic AND (NOT f.is_trigger OR f.relation <> 0) "
        "THEN"
        "    SELECT c.message, c.lineno INTO fault, at FROM {}.plpgsql_check_function_tb(f.oid, f.relation, "
        "fatal_errors "
        "=> false,"
        "      other_warnings => false, extra_warnings => false, oldtable => f.tgoldtable, newtable => f.tgnewtable) c"
        "     WHERE c.level = 'error' AND NOT (c.sqlstate = '42P01' AND f.prosrc ~* '\\mtemp(orary)?\\M') LIMIT 1;"
        "   END IF;";
    return std::format(
        "CREATE FUNCTION pg_temp.body_faults(OUT fn pg_catalog.oid, OUT relation pg_catalog.oid, OUT fault text, OUT "
        "at int)"
        " RETURNS SETOF record LANGUAGE plpgsql AS $look$"
        " DECLARE f record; entry text; others text;"
        " BEGIN"
        "  SELECT pg_catalog.string_agg(pg_catalog.quote_ident(nspname), ', ' ORDER BY nspname) INTO others"
        "   FROM pg_catalog.pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema';"
        "  FOR f IN {} LOOP"
        "   fn := f.oid; relation := f.relation; fault := NULL; at := 0;"
        "   BEGIN"
        "    PERFORM pg_catalog.set_config('search_path',"
        "     pg_catalog.concat_ws(', ', pg_catalog.quote_ident(f.nspname), 'public', others), true);"
        "    FOREACH entry IN ARRAY coalesce(f.proconfig, '{{}}') LOOP"
        "     PERFORM pg_catalog.set_config(pg_catalog.split_part(entry, '=', 1),"
        "      pg_catalog.substr(entry, pg_catalog.strpos(entry, '=') + 1), true);"
        "    END LOOP;"
        "    EXECUTE (SELECT pg_catalog.format('SELECT %I.%I($1)', vn.nspname, v.proname) FROM pg_catalog.pg_proc v"
        "      JOIN pg_catalog.pg_namespace vn ON vn.oid = v.pronamespace WHERE v.oid = f.lanvalidator) USING f.oid;"
        "{}"
        "   EXCEPTION WHEN OTHERS THEN"
        "    fault := SQLERRM;"
        "   END;"
        "   IF fault IS NOT NULL THEN RETURN NEXT; END IF;"
        "  END LOOP;"
        " END $look$",
        functionsSql, checkSchema.empty() ? std::string() : std::format(check, checkSchema));
}

const std::string& faultsSql()
{
    static const std::string sql =
        "SELECT n.nspname, p.proname, " + std::string(routineArgsSql) +
        ", b.fault, b.at, rn.nspname, c.relname FROM pg_temp.body_faults() b"
        " JOIN pg_catalog.pg_proc p ON p.oid = b.fn JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace"
        " LEFT JOIN pg_catalog.pg_class c ON c.oid = b.relation"
        " LEFT JOIN pg_catalog.pg_namespace rn ON rn.oid = c.relnamespace";
    return sql;
}

Result<std::vector<RoutineFault>> look(Connection& connection, const Task& task)
{
    auto available = connection.query(checkAvailable, task.stop);
    if (!available)
        return std::unexpected(std::move(available.error()));
    if (!available->flag(0, 1))
        return std::vector<RoutineFault>(); // nothing to look with: a database whose model dropped PL/pgSQL
    std::string checkSchema;
    if (available->flag(0, 0)) {
        // Another version of it may be part of the model, or a schema of its name be missing.
        auto made = connection.query("SAVEPOINT checking; CREATE EXTENSION IF NOT EXISTS plpgsql_check", task.stop);
        if (auto kept = connection.query(made ? "RELEASE checking" : "ROLLBACK TO checking"); !kept)
            return std::unexpected(std::move(kept.error()));
        auto place = connection.query(checkPlace, task.stop);
        if (!place)
            return std::unexpected(std::move(place.error()));
        if (made && place->size() == 1)
            checkSchema = place->text(0, 0);
    }
    if (auto made = connection.query(lookingFunction(checkSchema), task.stop); !made)
        return std::unexpected(std::move(made.error()));
    // Keys are spelled as the reader spells them, with an empty search_path.
    auto rows = connection.query("SET LOCAL search_path = ''; " + faultsSql(), task.stop);
    if (!rows)
        return std::unexpected(std::move(rows.error()));
    std::vector<RoutineFault> faults;
    for (std::size_t r = 0; r < rows->size(); ++r) {
        RoutineFault& fault = faults.emplace_back();
        fault.function = {Kind::Function, rows->text(r, 0), {}, rows->text(r, 1), rows->text(r, 2)};
        fault.message = rows->text(r, 3);
        fault.line = static_cast<int>(rows->number(r, 4));
        if (!rows->isNull(r, 6))
            fault.relation = {Kind::Table, rows->text(r, 5), {}, rows->text(r, 6), {}};
    }
    std::ranges::sort(faults, {}, [](const RoutineFault& fault) { return std::tie(fault.function, fault.relation); });
    return faults;
}

/// Goes up whenever something else is looked for: what was cached before is then looked at anew.
constexpr std::string_view cacheFormat = SCHEMAWRIGHT_VERSION " bodies 2";
constexpr char separator = '\0'; // PostgreSQL's text has none
constexpr std::size_t cachedFields = 7;

std::string cacheText(const std::vector<RoutineFault>& faults)
{
    std::string text;
    for (const RoutineFault& fault : faults)
        for (const std::string& field : {fault.function.schema, fault.function.name, fault.function.args, fault.message,
                                         std::to_string(fault.line), fault.relation.schema, fault.relation.name})
            (text += field) += separator;
    return text;
}

std::optional<std::vector<RoutineFault>> fromCache(std::string_view text)
{
    std::vector<std::string> fields;
    for (std::size_t end; (end = text.find(separator)) != std::string_view::npos; text.remove_prefix(end + 1))
        fields.emplace_back(text.substr(0, end));
    if (!text.empty() || fields.size() % cachedFields != 0)
        return std::nullopt;
    std::vector<RoutineFault> faults;
    for (std::size_t i = 0; i < fields.size(); i += cachedFields) {
        RoutineFault& fault = faults.emplace_back();
        fault.function = {Kind::Function, fields[i], {}, fields[i + 1], fields[i + 2]};
        fault.message = fields[i + 3];
        fault.line = std::atoi(fields[i + 4].c_str());
        if (!fields[i + 6].empty())
            fault.relation = {Kind::Table, fields[i + 5], {}, fields[i + 6], {}};
    }
    return faults;
}

} // namespace

std::string faultText(const RoutineFault& fault)
{
    std::string text = fault.function.display() + ": " + fault.message;
    if (fault.line > 0)
        text += std::format(" (line {})", fault.line);
    if (!fault.relation.name.empty())
        text += " in a trigger on " + fault.relation.display();
    return text;
}

bool hasTextBodies(const Catalog& catalog)
{
    return std::ranges::any_of(catalog, [](const Catalog::Entry& entry) {
        const auto* function = entry.object->as<Function>();
        return function != nullptr && !function->body.empty();
    });
}

Result<std::vector<RoutineFault>> checkRoutines(Connection& connection, const Task& task)
{
    if (auto begun = connection.query(setting, task.stop); !begun)
        return std::unexpected(std::move(begun.error()));
    auto faults = look(connection, task);
    if (auto ended = connection.query("ROLLBACK"); !ended && faults)
        return std::unexpected(std::move(ended.error()));
    return faults;
}

Result<std::vector<RoutineFault>> checkRoutines(Connection& connection, const Catalog& catalog, const Task& task)
{
    if (!hasTextBodies(catalog))
        return std::vector<RoutineFault>();
    task.tell("Checking function bodies");
    return checkRoutines(connection, task);
}

Result<std::vector<RoutineFault>>
routineFaultsOf(const std::function<Result<std::shared_ptr<ScratchServer>>()>& scratch, const Catalog& catalog,
                const Task& task)
{
    if (!hasTextBodies(catalog))
        return std::vector<RoutineFault>();
    const auto cache = cacheDirectory();
    const std::filesystem::path path =
        cache ? *cache / "bodies" / sha256(std::string(cacheFormat) + catalogHash(catalog)) : std::filesystem::path();
    if (const auto text = readFile(path))
        if (auto faults = fromCache(*text))
            return std::move(*faults);
    auto server = scratch();
    if (!server)
        return std::unexpected(std::move(server.error()));
    auto session = buildCatalog(**server, catalog, task).and_then(ScratchSession::open);
    if (!session)
        return std::unexpected(std::move(session.error()));
    auto faults = checkRoutines(session->connection, task);
    if (!faults)
        return faults;
    if (path.empty())
        return faults;
    // A cache that cannot be written costs time, nothing else.
    std::error_code ignored;
    std::filesystem::create_directories(path.parent_path(), ignored);
    (void)writeFileAtomically(path, cacheText(*faults));
    return faults;
}

std::vector<RoutineFault> newFaults(const std::vector<RoutineFault>& before, const std::vector<RoutineFault>& after,
                                    std::span<const Rename> renames)
{
    std::set<ObjectKey> known;
    for (const RoutineFault& fault : before)
        known.insert(renamedBy(fault.function, renames));
    std::vector<RoutineFault> found = after;
    std::erase_if(found, [&](const RoutineFault& fault) { return known.contains(fault.function); });
    return found;
}

} // namespace schemawright
