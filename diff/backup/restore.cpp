#include "diff/backup/client_run.h"
#include "diff/backup/dump.h"
#include "diff/compare/compare.h"
#include "diff/read/read.h"
#include "diff/resolve/resolve.h"
#include "diff/server/effective_spec.h"
#include "model/sql.h"

#include <algorithm>

namespace schemawright {
namespace {

constexpr std::size_t mostNamed = 5;

std::string firstOf(const std::vector<std::string>& names)
{
    const std::size_t count = std::min(names.size(), mostNamed);
    std::string text = join({names.begin(), names.begin() + static_cast<std::ptrdiff_t>(count)}, ", ");
    return names.size() > count ? text + " and " + std::to_string(names.size() - count) + " more" : text;
}

/// Security labels need their provider.
Catalog comparable(const Catalog& catalog, bool tablespaces)
{
    Scope scope;
    scope.ignore = {"labels"};
    if (!tablespaces)
        scope.ignore.emplace_back("tablespaces");
    return restrictTo(catalog, scope);
}

class ScratchRestore {
public:
    ScratchRestore(ScratchServer& scratch, const Dump& dump, const Task& task)
        : m_scratch(scratch), m_dump(dump), m_source(dump.database), m_task(task)
    {
    }

    Result<RestoredDump> run()
    {
        if (auto prepared = prepareServer(); !prepared)
            return std::unexpected(prepared.error());
        auto database = createDatabase();
        if (!database)
            return std::unexpected(database.error());
        if (auto looked = lookForExtensions(database->spec()); !looked)
            return std::unexpected(looked.error());
        m_task.tell("Restoring the backup on the scratch server");
        auto same = runRestore(database->spec()).and_then([&] { return compareCopy(database->spec()); });
        if (!isOurs())
            dropSubscriptions(database->spec());
        if (!same)
            return std::unexpected(same.error());
        if (!m_source.unknown.empty())
            note("not compared, because their kind is not supported: " + firstOf(m_source.unknown));
        return RestoredDump{std::move(*database), std::move(m_notes)};
    }

private:
    void note(std::string sentence) { m_notes.push_back(std::move(sentence)); }

    /// A server of ours is thrown away afterwards; on another one no superusers and no tablespaces are created.
    [[nodiscard]] bool isOurs() const { return !m_scratch.binDir().empty(); }

    Result<void> prepareServer()
    {
        if (auto roles = m_scratch.ensureRoles(m_source.names.roles); !roles)
            return roles;
        if (!isOurs()) {
            m_tablespaces = m_source.names.tablespaces.empty();
            if (!m_tablespaces)
                note("not compared: tablespaces, which the scratch server does not have");
            return {};
        }
        auto admin = Connection::open(m_scratch.spec(), m_task.stop);
        if (!admin)
            return std::unexpected(admin.error());
        if (auto others = m_scratch.ensure(m_source.others); !others)
            return others;
        // Only a superuser can own an event trigger or a foreign-data wrapper.
        for (const std::string& role : m_source.superusers)
            if (auto made = admin->query("ALTER ROLE " + quoteIdent(role) + " SUPERUSER"); !made)
                return std::unexpected(made.error());
        return m_scratch.ensureTablespaces(m_source.names.tablespaces);
    }

    /// Text sorts and partitions as in the source, if the operating system has its locale.
    Result<ScratchDatabase> createDatabase()
    {
        auto same = m_scratch.createDatabaseWith(m_source.creation);
        if (same)
            return same;
        auto plain = m_scratch.createDatabaseWith(m_source.encoding + " LOCALE 'C'");
        if (plain)
            note("restored with the locale C, because the scratch server does not have the database's own");
        return plain;
    }

    Result<void> lookForExtensions(const ConnectionSpec& spec)
    {
        auto connection = Connection::open(spec, m_task.stop);
        if (!connection)
            return std::unexpected(connection.error());
        const auto rows = connection->query("SELECT name FROM pg_catalog.pg_available_extensions", m_task.stop);
        if (!rows)
            return std::unexpected(rows.error());
        std::vector<std::string> available;
        for (std::size_t i = 0; i < rows->size(); ++i)
            available.push_back(rows->text(i, 0));
        for (const std::string& name : m_source.extensions)
            if (!std::ranges::contains(available, name))
                m_lacking.push_back(name);
        return {};
    }

    Result<void> runRestore(const ConnectionSpec& database)
    {
        const auto spec = effectiveSpec(database, m_task.stop);
        if (!spec)
            return std::unexpected(spec.error());
        std::vector<std::string> arguments{"--no-security-labels"};
        if (!m_tablespaces)
            arguments.emplace_back("--no-tablespaces");
        if (m_lacking.empty())
            arguments.emplace_back("--exit-on-error");
        arguments.push_back(m_dump.file.path().string());
        auto run = ClientRun::start(m_dump.programs.folder / "pg_restore", std::move(arguments), *spec);
        if (!run)
            return std::unexpected(run.error());
        auto done = run->finish(m_task.stop);
        if (done || done.error().code == ErrorCode::Cancelled || m_lacking.empty())
            return done;
        // What depends on the missing extensions fails. Whether the file can be read to its end is known only from a run without a database.
        return readToEnd();
    }

    Result<void> readToEnd()
    {
        auto run = ClientRun::start(m_dump.programs.folder / "pg_restore",
                                    {"--file=/dev/null", m_dump.file.path().string()}, {});
        return run ? run->finish(m_task.stop) : std::unexpected(run.error());
    }

    /// What the copy must be read as. Servers of other major versions print the same view differently, so the catalog is built there from its own
    /// statements, and printed by the same server as the copy.
    Result<Catalog> expected()
    {
        if (m_source.version / 10000 == m_scratch.version() / 10000)
            return m_source.catalog;
        auto session = buildCatalog(m_scratch, m_source.catalog, m_task).and_then(ScratchSession::open);
        auto printed = session ? readBack(session->connection, {}, m_task) : std::unexpected(session.error());
        if (printed)
            return std::move(printed->catalog);
        if (printed.error().code != ErrorCode::Sql)
            return std::unexpected(printed.error());
        m_tolerant = true;
        return m_source.catalog;
    }

    Result<void> compareCopy(const ConnectionSpec& spec)
    {
        m_task.tell("Comparing the backup with the database");
        auto connection = Connection::open(spec, m_task.stop);
        if (!connection)
            return std::unexpected(connection.error());
        const auto copy = readCatalog(*connection, {}, m_task, Connections::One);
        if (!copy)
            return std::unexpected(copy.error());
        const auto rows = countRows(*connection, m_task);
        if (!rows)
            return std::unexpected(rows.error());
        const auto source = expected();
        if (!source)
            return std::unexpected(source.error());
        std::vector<std::string> differing;
        std::vector<std::string> missing;
        std::vector<std::string> printed;
        for (const Change& change :
             compare(comparable(*source, m_tablespaces), comparable(copy->catalog, m_tablespaces)))
            (change.before && !change.after && !m_lacking.empty() ? missing
             : change.before && change.after && m_tolerant        ? printed
                                                                  : differing)
                .push_back(change.key.display() + (!change.after    ? " is missing"
                                                   : !change.before ? " is not in the database"
                                                                    : " differs"));
        for (const auto& [table, count] : m_source.rows) {
            const auto found = rows->find(table);
            const bool said = std::ranges::contains(differing, "table " + table + " is missing");
            if (found == rows->end() && m_lacking.empty() && !said)
                differing.push_back("table " + table + " is missing");
            else if (found != rows->end() && found->second != count)
                differing.push_back(table + " has " + std::to_string(found->second) + " rows, not " +
                                    std::to_string(count));
        }
        if (!m_lacking.empty())
            note("not compared, because the scratch server lacks the extension " + join(m_lacking, ", ") + ": " +
                 (missing.empty() ? std::string("nothing else") : firstOf(missing)));
        if (!printed.empty())
            note("not compared, because PostgreSQL " + m_scratch.versionText() +
                 " prints them in another way: " + firstOf(printed));
        if (!differing.empty())
            return fail(ErrorCode::NotProved, "the restored copy differs from the database: " + firstOf(differing),
                        "try again when nobody changes the schema");
        return {};
    }

    /// pg_dump writes them so that they connect to nothing. A database that has one cannot be dropped, though.
    static void dropSubscriptions(const ConnectionSpec& spec)
    {
        auto connection = Connection::open(spec);
        const auto names =
            connection ? connection->query("SELECT pg_catalog.quote_ident(subname) FROM pg_catalog.pg_subscription s"
                                           " JOIN pg_catalog.pg_database d ON d.oid = s.subdbid"
                                           " WHERE d.datname = pg_catalog.current_database()")
                       : Result<Rows>();
        for (std::size_t i = 0; names && i < names->size(); ++i)
            for (const char* change : {"ALTER SUBSCRIPTION %1 SET (slot_name = NONE)", "DROP SUBSCRIPTION %1"}) {
                std::string sql = change;
                sql.replace(sql.find("%1"), 2, names->text(i, 0));
                static_cast<void>(connection->query(sql));
            }
    }

    ScratchServer& m_scratch;
    const Dump& m_dump;
    const DumpedDatabase& m_source;
    const Task& m_task;
    bool m_tablespaces = true;
    bool m_tolerant = false;            ///< definitions of other major versions cannot be compared
    std::vector<std::string> m_lacking; ///< extensions
    std::vector<std::string> m_notes;
};

/// What a database has beyond a new one, objects of extensions apart; empty: nothing.
Result<std::string> contentsOf(Connection& connection, const Task& task)
{
    static constexpr std::string_view sql =
        "WITH o (class, oid, what) AS ("
        "SELECT 'pg_catalog.pg_class'::pg_catalog.regclass, c.oid, pg_catalog.format('relation %I.%I', n.nspname, "
        "c.relname)"
        " FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace"
        " WHERE c.relkind IN ('r','p','v','m','S','f') AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'"
        " UNION ALL SELECT 'pg_catalog.pg_proc'::pg_catalog.regclass, p.oid, pg_catalog.format('routine %I.%I', "
        "n.nspname, p.proname)"
        " FROM pg_catalog.pg_proc p JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace"
        " WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'"
        " UNION ALL SELECT 'pg_catalog.pg_type'::pg_catalog.regclass, t.oid, pg_catalog.format('type %I.%I', "
        "n.nspname, t.typname)"
        " FROM pg_catalog.pg_type t JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace"
        " WHERE t.typrelid = 0 AND t.typelem = 0 AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'"
        " UNION ALL SELECT 'pg_catalog.pg_namespace'::pg_catalog.regclass, n.oid, pg_catalog.format('schema %I', "
        "n.nspname)"
        " FROM pg_catalog.pg_namespace n WHERE n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', "
        "'public'))"
        " SELECT what, pg_catalog.count(*) OVER () FROM o WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_depend d"
        " WHERE d.classid = o.class AND d.objid = o.oid AND d.deptype = 'e') ORDER BY what LIMIT 1";
    const auto rows = connection.query(sql, task.stop);
    if (!rows)
        return std::unexpected(rows.error());
    if (rows->empty())
        return std::string();
    return rows->text(0, 0) + (rows->number(0, 1) > 1
                                   ? " and " + std::to_string(rows->number(0, 1) - 1) + " more objects"
                                   : std::string());
}

} // namespace

Result<RestoredDump> restoreDump(ScratchServer& scratch, const Dump& dump, const Task& task)
{
    return ScratchRestore(scratch, dump, task).run();
}

Result<RowCounts> restoreFile(const std::filesystem::path& file, const ConnectionSpec& spec,
                              const RestoreOptions& options, const Task& task)
{
    const auto target = effectiveSpec(spec, task.stop);
    if (!target)
        return std::unexpected(target.error());
    auto connection = Connection::open(*target, task.stop);
    if (!connection)
        return std::unexpected(connection.error());
    const auto contents = contentsOf(*connection, task);
    if (!contents)
        return std::unexpected(contents.error());
    if (!contents->empty())
        return fail(ErrorCode::Conflict, "the database " + target->display() + " is not empty: it has " + *contents,
                    "restore into a new database: createdb NAME; nothing was changed");
    const auto programs = findClientPrograms(connection->serverVersion() / 10000);
    if (!programs)
        return std::unexpected(programs.error());
    std::vector<std::string> arguments{"--single-transaction", "--exit-on-error"};
    if (!options.owners)
        arguments.emplace_back("--no-owner");
    if (!options.privileges)
        arguments.emplace_back("--no-privileges");
    std::error_code error;
    arguments.push_back(std::filesystem::absolute(file, error).string());
    task.tell("Running pg_restore");
    auto run = ClientRun::start(programs->folder / "pg_restore", std::move(arguments), *target);
    if (!run)
        return std::unexpected(run.error());
    if (auto done = run->finish(task.stop); !done) {
        Error failure = done.error();
        const bool role = failure.message.contains("role \"") && failure.message.contains("does not exist");
        failure.hint =
            std::string(role ? "create the role, or use --no-owner and --no-privileges; " : "") + "nothing was changed";
        return std::unexpected(std::move(failure));
    }
    return countRows(*connection, task);
}

} // namespace schemawright
