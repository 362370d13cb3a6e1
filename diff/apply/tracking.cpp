#include "diff/apply/tracking.h"

#include "diff/apply/session_check.h"
#include "model/sql.h"

#include <array>
#include <charconv>
#include <condition_variable>
#include <mutex>
#include <set>
#include <utility>

namespace schemawright {

namespace {

using namespace std::chrono_literals;

std::string describeHolder(Connection& connection)
{
    const auto rows = connection.query(
        "SELECT l.pid, a.usename, a.application_name FROM pg_catalog.pg_locks l LEFT JOIN pg_catalog.pg_stat_activity "
        "a USING (pid)"
        " WHERE l.locktype = 'advisory' AND l.granted AND l.classid = 1935894647 AND l.objid = 1 AND l.objsubid = 2"
        " AND l.database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = current_database())");
    if (!rows || rows->empty())
        return "an unknown process";
    std::string out = "process " + rows->text(0, 0);
    if (!rows->isNull(0, 1))
        out += " of user \"" + rows->text(0, 1) + "\"";
    if (!rows->view(0, 2).empty())
        out += " (" + rows->text(0, 2) + ")";
    return out;
}

void addRow(Tracking& tracking, const Rows& rows, std::size_t i)
{
    const auto arrayAt = [&](std::size_t column) {
        return rows.isNull(i, column) ? std::nullopt : std::optional(rows.array(i, column));
    };
    Tracking::Row row{.id = rows.text(i, 0),
                      .checksum = rows.text(i, 1),
                      .applied = rows.text(i, 2),
                      .by = rows.text(i, 5),
                      .head = rows.flag(i, 3),
                      .parents = arrayAt(6),
                      .statements = arrayAt(7),
                      .seconds = rows.isNull(i, 8) ? std::nullopt : std::optional(rows.real(i, 8)),
                      .version = rows.text(i, 9)};
    if (row.head)
        tracking.heads.push_back(row.id);
    const std::string_view mark = rows.view(i, 4); // "up:2", empty where nothing is pending
    const bool halfApplied = mark.starts_with("up:");
    if (!mark.empty()) {
        tracking.pendingId = row.id;
        tracking.pendingUp = halfApplied;
        const std::size_t number = mark.find(':') + 1;
        std::from_chars(mark.data() + number, mark.data() + mark.size(), tracking.pendingBatch);
    }
    if (!halfApplied)
        tracking.rows.push_back(std::move(row));
}

} // namespace

Result<Tracking> readTracking(Connection& connection, const TrackingTables& tables, const std::stop_token& stop)
{
    Tracking tracking;
    // Without a look at the table's privileges, so that a missing table is told from one that may not be read.
    const auto columns = connection.query(
        "SELECT a.attname FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace"
        " JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped"
        " WHERE n.nspname = $1 AND c.relname = 'revisions'",
        std::array{tables.schema}, stop);
    if (!columns)
        return std::unexpected(columns.error());
    tracking.exists = !columns->empty();
    if (!tracking.exists)
        return tracking;
    std::set<std::string, std::less<>> names;
    for (std::size_t i = 0; i < columns->size(); ++i)
        names.insert(columns->text(i, 0));
    for (const char* name : {"id", "checksum", "head", "applied_at", "applied_by", "pending"})
        if (!names.contains(name))
            return fail(ErrorCode::Conflict,
                        "the table " + tables.display() +
                            " is not the tracking table of Schemawright: it has no column " + name,
                        "name another schema as tracking_schema in schemawright.toml");
    tracking.isOldForm = !names.contains("statements");
    const std::string fresh =
        tracking.isOldForm ? "NULL::text[], NULL::text[], NULL, NULL" : "parents, statements, seconds, tool_version";
    const auto rows = connection.query(
        "SELECT id, checksum, to_char(applied_at AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"'), head, pending, "
        "applied_by, " +
            fresh + " FROM " + tables.revisions() + " ORDER BY id COLLATE \"C\"",
        stop);
    if (!rows && rows.error().code == ErrorCode::Permission)
        return fail(ErrorCode::Permission, "this role cannot read the tracking table " + tables.display(),
                    "let its owner run: GRANT USAGE ON SCHEMA " + quoteIdent(tables.schema) +
                        " TO role; GRANT SELECT ON " + tables.display() + " TO role");
    if (!rows)
        return std::unexpected(rows.error());
    for (std::size_t i = 0; i < rows->size(); ++i)
        addRow(tracking, *rows, i);
    return tracking;
}

Result<std::string> currentRevision(Connection& connection, const TrackingTables& tables, const std::stop_token& stop)
{
    return readTracking(connection, tables, stop).transform(&Tracking::current);
}

Result<RunnerLock> RunnerLock::take(Connection& connection, std::chrono::milliseconds timeout, const Task& task)
{
    if (auto usable = checkSession(connection, task); !usable)
        return std::unexpected(std::move(usable.error()));
    const auto deadline = std::chrono::steady_clock::now() + timeout;
    std::mutex mutex;
    std::condition_variable_any wake;
    while (true) {
        auto locked = connection.query("SELECT pg_try_advisory_lock(" + std::string(trackingLockKeys) + ")", task.stop);
        if (!locked)
            return std::unexpected(locked.error());
        if (locked->flag(0, 0))
            return RunnerLock(connection);
        if (std::chrono::steady_clock::now() >= deadline)
            return fail(ErrorCode::Conflict,
                        "another Schemawright run is active on this database: " + describeHolder(connection),
                        "wait until it ends; nothing was changed");
        task.tell("Waiting for another Schemawright run");
        std::unique_lock guard(mutex);
        wake.wait_for(guard, task.stop, 200ms, [] { return false; });
    }
}

RunnerLock::RunnerLock(RunnerLock&& other) noexcept : m_connection(std::exchange(other.m_connection, nullptr)) {}

RunnerLock::~RunnerLock()
{
    // Where the connection is lost, so is the lock.
    if (m_connection)
        (void)m_connection->query("SELECT pg_advisory_unlock(" + std::string(trackingLockKeys) + ")");
}

} // namespace schemawright
