#include "diff/apply/tracking.h"

#include "diff/apply/session_check.h"

#include "diff/revision/revision.h"
#include "model/sql.h"

#include <charconv>
#include <condition_variable>
#include <mutex>
#include <utility>

namespace schemawright {

namespace {

using namespace std::chrono_literals;

/// The two keys of the advisory lock: the letters "schw" and the first version of the protocol.
constexpr std::string_view lockKeys = "1935894647, 1";

std::string parentOf(const RevisionStep& step)
{
    return step.revision.parents.empty() ? std::string() : step.revision.parents.front();
}

std::string_view direction(bool up)
{
    return up ? "up" : "down";
}

std::string insertSql(const Revision& revision, bool head)
{
    return "INSERT INTO schemawright.revisions (id, message, checksum, head) VALUES (" + quoteLiteral(revision.id) +
           ", " + quoteLiteral(revision.message) + ", " + quoteLiteral(revision.checksum) + ", " +
           (head ? "true" : "false") + ") ON CONFLICT (id) DO UPDATE SET message = excluded.message, " +
           "checksum = excluded.checksum, head = excluded.head, applied_at = now(), applied_by = session_user, pending "
           "= NULL";
}

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

} // namespace

std::string createTrackingSql()
{
    return "CREATE SCHEMA IF NOT EXISTS schemawright;\n"
           "CREATE TABLE IF NOT EXISTS schemawright.revisions (\n"
           "    id text PRIMARY KEY,\n"
           "    message text NOT NULL,\n"
           "    checksum text NOT NULL,\n"
           "    head boolean NOT NULL,\n"
           "    applied_at timestamp with time zone NOT NULL DEFAULT now(),\n"
           "    applied_by text NOT NULL DEFAULT session_user,\n"
           "    pending text\n"
           ");\n"
           "COMMENT ON TABLE schemawright.revisions IS 'Which revisions Schemawright has applied to this database'";
}

std::string finishStepSql(const RevisionStep& step)
{
    const std::string parent = parentOf(step);
    std::string sql;
    if (step.up) {
        sql = "UPDATE schemawright.revisions SET head = false WHERE head;\n";
        return sql + insertSql(step.revision, true);
    }
    sql = "DELETE FROM schemawright.revisions WHERE id = " + quoteLiteral(step.revision.id);
    if (!parent.empty())
        sql += ";\nINSERT INTO schemawright.revisions (id, message, checksum, head) VALUES (" + quoteLiteral(parent) +
               ", '', '', true) ON CONFLICT (id) DO UPDATE SET head = true";
    return sql;
}

std::string pendingStepSql(const RevisionStep& step, std::size_t batch)
{
    const std::string mark = quoteLiteral(std::string(direction(step.up)) + ":" + std::to_string(batch));
    if (!step.up)
        return "UPDATE schemawright.revisions SET pending = " + mark + " WHERE id = " + quoteLiteral(step.revision.id);
    return "INSERT INTO schemawright.revisions (id, message, checksum, head, pending) VALUES (" +
           quoteLiteral(step.revision.id) + ", " + quoteLiteral(step.revision.message) + ", " +
           quoteLiteral(step.revision.checksum) + ", false, " + mark +
           ") ON CONFLICT (id) DO UPDATE SET pending = " + mark;
}

std::string stampSql(const std::string& id)
{
    std::string sql = "DELETE FROM schemawright.revisions";
    if (!id.empty())
        sql += ";\nINSERT INTO schemawright.revisions (id, message, checksum, head) VALUES (" + quoteLiteral(id) +
               ", '', '', true)";
    return sql;
}

std::string guardSql(const std::string& id)
{
    const std::string body = "\nBEGIN\n"
                             "    IF coalesce((SELECT id FROM schemawright.revisions WHERE head), '') <> " +
                             quoteLiteral(id) +
                             "\n"
                             "        OR EXISTS (SELECT FROM schemawright.revisions WHERE pending IS NOT NULL) THEN\n"
                             "        RAISE EXCEPTION " +
                             quoteLiteral("this script starts from " + (id.empty() ? "base" : "revision " + id) +
                                          ", but the database is at another revision") +
                             ";\n"
                             "    END IF;\n"
                             "END\n";
    return "DO " + dollarQuote(body);
}

Result<Tracking> readTracking(Connection& connection, const std::stop_token& stop)
{
    Tracking tracking;
    auto found = connection.query("SELECT to_regclass('schemawright.revisions') IS NOT NULL", stop);
    if (!found)
        return std::unexpected(found.error());
    tracking.exists = found->flag(0, 0);
    if (!tracking.exists)
        return tracking;
    auto rows = connection.query(
        "SELECT id, checksum, to_char(applied_at AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"'), head, pending"
        " FROM schemawright.revisions ORDER BY id COLLATE \"C\"",
        stop);
    if (!rows) {
        if (rows.error().code == ErrorCode::Permission)
            rows.error().message = "this role cannot read the tracking table schemawright.revisions";
        return std::unexpected(rows.error());
    }
    for (std::size_t i = 0; i < rows->size(); ++i) {
        if (rows->flag(i, 3))
            tracking.current = rows->text(i, 0);
        const std::string_view mark = rows->view(i, 4); // "up:2", empty where nothing is pending
        const bool halfApplied = mark.starts_with("up:");
        if (!mark.empty()) {
            tracking.pendingId = rows->text(i, 0);
            tracking.pendingUp = halfApplied;
            const std::size_t number = mark.find(':') + 1;
            std::from_chars(mark.data() + number, mark.data() + mark.size(), tracking.pendingBatch);
        }
        if (!halfApplied)
            tracking.rows.push_back({rows->text(i, 0), rows->text(i, 1), rows->text(i, 2)});
    }
    return tracking;
}

Result<std::string> currentRevision(Connection& connection, const std::stop_token& stop)
{
    auto tracking = readTracking(connection, stop);
    if (!tracking)
        return std::unexpected(tracking.error());
    return tracking->current;
}

Result<RunnerLock> RunnerLock::take(Connection& connection, std::chrono::milliseconds timeout, const Task& task)
{
    if (auto usable = checkSession(connection, task); !usable)
        return std::unexpected(std::move(usable.error()));
    const auto deadline = std::chrono::steady_clock::now() + timeout;
    std::mutex mutex;
    std::condition_variable_any wake;
    while (true) {
        auto locked = connection.query("SELECT pg_try_advisory_lock(" + std::string(lockKeys) + ")", task.stop);
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
        (void)m_connection->query("SELECT pg_advisory_unlock(" + std::string(lockKeys) + ")");
}

} // namespace schemawright
