#include "diff/backup/dump.h"

#include "diff/backup/client_run.h"
#include "diff/read/read.h"
#include "diff/server/effective_spec.h"
#include "model/sql.h"

#include <chrono>

namespace schemawright {
namespace {

using Clock = std::chrono::steady_clock;

/// Shared dependencies name the roles that own objects or have privileges on them, except the bootstrap superuser. PostgreSQL 17 manual,
/// "pg_shdepend".
constexpr std::string_view rolesSql =
    "SELECT r.rolname, r.oid = 10 OR r.oid IN (SELECT d.refobjid FROM pg_catalog.pg_shdepend d JOIN "
    "pg_catalog.pg_database b"
    " ON b.datname = pg_catalog.current_database() AND d.dbid = b.oid"
    " WHERE d.refclassid = 'pg_catalog.pg_authid'::pg_catalog.regclass), r.rolsuper FROM pg_catalog.pg_roles r"
    " WHERE r.rolname !~ '^pg_' ORDER BY r.rolname";
constexpr std::string_view tablespacesSql =
    "SELECT s.spcname, EXISTS (SELECT FROM pg_catalog.pg_class c WHERE c.reltablespace = s.oid)"
    " FROM pg_catalog.pg_tablespace s WHERE s.spcname !~ '^pg_' ORDER BY s.spcname";
constexpr std::string_view extensionsSql = "SELECT extname FROM pg_catalog.pg_extension ORDER BY extname";
/// The columns of the locale differ between versions.
constexpr std::string_view creationSql =
    "SELECT pg_catalog.pg_encoding_to_char(encoding), datcollate, datctype, pg_catalog.to_jsonb(d) ->> "
    "'datlocprovider',"
    " coalesce(pg_catalog.to_jsonb(d) ->> 'datlocale', pg_catalog.to_jsonb(d) ->> 'daticulocale'),"
    " pg_catalog.pg_database_size(oid) FROM pg_catalog.pg_database d WHERE datname = pg_catalog.current_database()";

/// For the lock on each table that pg_dump takes: it would wait for ever, and others behind it.
constexpr std::string_view lockWait = "--lock-wait-timeout=60000";

Result<void> noteCreation(Connection& connection, DumpedDatabase& database, const Task& task)
{
    const auto rows = connection.query(creationSql, task.stop);
    if (!rows)
        return std::unexpected(rows.error());
    database.encoding = "ENCODING " + quoteLiteral(rows->text(0, 0));
    database.creation = database.encoding + " LC_COLLATE " + quoteLiteral(rows->text(0, 1)) + " LC_CTYPE " +
                        quoteLiteral(rows->text(0, 2));
    if (rows->view(0, 3).empty() || rows->view(0, 3) == "c")
        database.creation += " LOCALE_PROVIDER libc";
    else if (rows->view(0, 3) == "i")
        database.creation += " LOCALE_PROVIDER icu ICU_LOCALE " + quoteLiteral(rows->text(0, 4));
    else if (rows->view(0, 3) == "b")
        database.creation += " LOCALE_PROVIDER builtin BUILTIN_LOCALE " + quoteLiteral(rows->text(0, 4));
    database.bytes = static_cast<std::uint64_t>(rows->number(0, 5));
    return {};
}

Result<void> noteNames(Connection& connection, DumpedDatabase& database, const Task& task)
{
    const auto roles = connection.query(rolesSql, task.stop);
    if (!roles)
        return std::unexpected(roles.error());
    for (std::size_t i = 0; i < roles->size(); ++i) {
        (roles->flag(i, 1) ? database.names : database.others).roles.push_back(roles->text(i, 0));
        if (roles->flag(i, 2))
            database.superusers.push_back(roles->text(i, 0));
    }
    const auto tablespaces = connection.query(tablespacesSql, task.stop);
    if (!tablespaces)
        return std::unexpected(tablespaces.error());
    for (std::size_t i = 0; i < tablespaces->size(); ++i)
        (tablespaces->flag(i, 1) ? database.names : database.others).tablespaces.push_back(tablespaces->text(i, 0));
    const auto extensions = connection.query(extensionsSql, task.stop);
    if (!extensions)
        return std::unexpected(extensions.error());
    for (std::size_t i = 0; i < extensions->size(); ++i)
        database.extensions.push_back(extensions->text(i, 0));
    return {};
}

/// What pg_dump shall have copied. The catalog is read on a connection of its own, since the reader has its own transaction: where the
/// schema changes meanwhile the copy differs from it, and is no backup.
Result<DumpedDatabase> describe(Connection& connection, const Task& task)
{
    DumpedDatabase database;
    database.version = connection.serverVersion();
    if (auto noted = noteCreation(connection, database, task); !noted)
        return std::unexpected(noted.error());
    if (auto noted = noteNames(connection, database, task); !noted)
        return std::unexpected(noted.error());
    task.tell("Counting rows");
    auto rows = countRows(connection, task);
    if (!rows)
        return std::unexpected(rows.error());
    database.rows = std::move(*rows);
    auto reading = readCatalog(connection.spec(), {}, task, Connections::One);
    if (!reading)
        return std::unexpected(reading.error());
    database.catalog = std::move(reading->catalog);
    database.unknown = std::move(reading->unknown);
    return database;
}

} // namespace

Result<Dump> dumpDatabase(const ConnectionSpec& spec, const std::filesystem::path& folder, const Task& task)
{
    const auto start = Clock::now();
    const auto source = effectiveSpec(spec, task.stop);
    if (!source)
        return std::unexpected(source.error());
    auto connection = Connection::open(*source, task.stop, "schemawright backup");
    if (!connection)
        return std::unexpected(connection.error());
    auto programs = findClientPrograms(connection->serverVersion() / 10000);
    if (!programs)
        return std::unexpected(programs.error());
    auto file = PartialBackup::create(folder);
    if (!file)
        return std::unexpected(file.error());
    // pg_dump sees what this transaction sees, as long as it is open. PostgreSQL 17 manual, "Snapshot Synchronization Functions".
    const auto snapshot =
        connection->query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;"
                          " SET LOCAL idle_in_transaction_session_timeout = 0; SET LOCAL statement_timeout = 0;"
                          " SELECT pg_catalog.pg_export_snapshot()",
                          task.stop);
    if (!snapshot)
        return std::unexpected(snapshot.error());
    task.tell("Running pg_dump");
    auto run = ClientRun::start(programs->folder / "pg_dump",
                                {"--format=custom", std::string(lockWait), "--snapshot=" + snapshot->text(0, 0)},
                                *source, file->descriptor());
    if (!run)
        return std::unexpected(run.error());
    auto database = describe(*connection, task);
    // A pg_dump that failed says why; we may have failed only because it did.
    if (auto done = database || run->ended() ? run->finish(task.stop) : Result<void>(); !done)
        return std::unexpected(done.error());
    if (!database)
        return std::unexpected(database.error());
    if (auto synced = file->sync(); !synced)
        return std::unexpected(synced.error());
    return Dump{std::move(*file), std::move(*database), std::move(*programs), *source,
                std::chrono::duration<double>(Clock::now() - start).count()};
}

} // namespace schemawright
