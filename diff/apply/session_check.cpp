#include "diff/apply/session_check.h"

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

namespace schemawright {

namespace {

using namespace std::chrono_literals;

/// How long a pool may take to give a second session. A pool in session mode whose only session is ours gives none.
constexpr auto patience = 3s;

/// The server process of a new connection, in a transaction that lasts until it is gone; empty if the pool gives none in time.
std::string otherSession(std::optional<Connection>& other, const ConnectionSpec& spec)
{
    std::stop_source late;
    std::mutex mutex;
    std::condition_variable_any wake;
    const std::jthread timer([&](const std::stop_token& done) {
        std::unique_lock lock(mutex);
        if (!wake.wait_for(lock, done, patience, [] { return false; }) && !done.stop_requested())
            late.request_stop();
    });
    auto opened = Connection::open(spec, late.get_token());
    if (!opened)
        return {};
    other = std::move(*opened);
    auto begun = other->query("BEGIN", late.get_token());
    auto pid = begun ? other->query("SELECT pg_catalog.pg_backend_pid()", late.get_token()) : std::move(begun);
    return pid ? pid->text(0, 0) : std::string();
}

/// A pooler in transaction mode gives the session of an idle client to the next one that begins a transaction.
Result<bool> isShared(Connection& connection, const std::string& pid, const Task& task)
{
    std::optional<Connection> other;
    const std::string otherPid = otherSession(other, connection.spec());
    auto mine = connection.query("SELECT pg_catalog.pg_backend_pid()", task.stop);
    if (!mine)
        return std::unexpected(std::move(mine.error()));
    return otherPid == pid || mine->text(0, 0) != pid;
}

} // namespace

Result<void> checkSession(Connection& connection, const Task& task)
{
    auto rows =
        connection.query("SELECT pg_catalog.pg_is_in_recovery(), "
                         "pg_catalog.current_setting('transaction_read_only') = 'on', pg_catalog.pg_backend_pid()",
                         task.stop);
    if (!rows)
        return std::unexpected(std::move(rows.error()));
    const std::string place = connection.spec().display();
    if (rows->flag(0, 0))
        return fail(ErrorCode::Unsupported, place + " is a standby, which accepts no changes",
                    "connect to the primary; with several hosts in the URL, target_session_attrs=read-write finds it");
    if (rows->flag(0, 1))
        return fail(ErrorCode::Unsupported, "transactions at " + place + " are read-only, so nothing can be changed",
                    "the setting default_transaction_read_only is on: for the server, the database or the role");
    // A pooler has told the client a process that is not the server's.
    if (rows->number(0, 2) == connection.backendPid())
        return {};
    auto shared = isShared(connection, rows->text(0, 2), task);
    if (!shared)
        return std::unexpected(std::move(shared.error()));
    if (*shared)
        return fail(ErrorCode::Unsupported,
                    place + " is a pooler in transaction mode: each transaction may have another session, and the "
                            "advisory lock of a run would not hold",
                    "connect to the server itself, or to a pool in session mode");
    return {};
}

} // namespace schemawright
