#include "diff/apply/lost_commit.h"

#include "diff/apply/lock_retry.h"

#include <algorithm>
#include <array>

namespace schemawright {

namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

constexpr std::chrono::milliseconds shortestWait = 5s; ///< a server that restarts needs some seconds

std::unexpected<Error> unknown(const std::string& reason)
{
    return fail(ErrorCode::Connection,
                "the connection was lost during COMMIT, and it is not known whether the transaction was committed: " +
                    reason,
                "run schemawright current to see where the database is, before you run the command again");
}

Result<Connection> connectAgain(const ConnectionSpec& spec, Clock::time_point deadline, const Task& task)
{
    while (true) {
        auto connection = Connection::open(spec);
        if (connection)
            return connection;
        if (connection.error().code != ErrorCode::Connection || Clock::now() >= deadline || !pauseFor(500ms, task.stop))
            return connection;
    }
}

/// "committed", "aborted".
Result<std::string> endOf(Connection& connection, const std::string& transaction, Clock::time_point deadline)
{
    while (true) {
        const auto rows =
            connection.query("SELECT pg_catalog.pg_xact_status($1::pg_catalog.xid8)", std::array{transaction});
        if (!rows)
            return std::unexpected(rows.error());
        if (rows->text(0, 0) != "in progress" || Clock::now() >= deadline)
            return rows->text(0, 0);
        (void)pauseFor(100ms, {}); // not stopped: what is said afterwards must be true
    }
}

/// The old session does not notice that its client is gone if nothing tells it, and keeps the lock until it does.
void endSession(Connection& connection, const SentCommit& sent)
{
    (void)connection.query("SELECT pg_catalog.pg_terminate_backend(pid) FROM pg_catalog.pg_stat_activity WHERE pid = "
                           "$1::integer AND backend_start::text = $2",
                           std::array{std::to_string(sent.process), sent.processStarted});
}

} // namespace

std::string processStart(Connection& connection)
{
    const auto rows = connection.query(
        "SELECT backend_start::text FROM pg_catalog.pg_stat_get_activity(pg_catalog.pg_backend_pid())");
    return rows && !rows->empty() ? rows->text(0, 0) : std::string();
}

Result<CommitFate> fateOfCommit(Connection& connection, std::optional<RunnerLock>& lock, const SentCommit& sent,
                                std::chrono::milliseconds timeout, const Task& task)
{
    task.tell("Connecting again");
    lock.reset(); // it went with the connection
    const auto deadline = Clock::now() + std::max(timeout, shortestWait);
    auto again = connectAgain(connection.spec(), deadline, task);
    if (!again)
        return unknown(again.error().message);
    connection = std::move(*again);
    CommitFate fate = CommitFate::Committed;
    if (!sent.transaction.empty()) {
        const auto status = endOf(connection, sent.transaction, deadline);
        if (!status)
            return unknown(status.error().message);
        if (*status != "committed" && *status != "aborted")
            return unknown("the server says \"" + *status + "\" of transaction " + sent.transaction);
        fate = *status == "committed" ? CommitFate::Committed : CommitFate::RolledBack;
    }
    endSession(connection, sent);
    auto taken =
        RunnerLock::take(connection, std::max(timeout, shortestWait), fate == CommitFate::Committed ? Task{} : task);
    if (taken)
        lock.emplace(std::move(*taken));
    else if (fate == CommitFate::Committed)
        return fail(ErrorCode::Connection,
                    "the connection was lost during COMMIT; the server says that the transaction was committed, but "
                    "the run cannot continue: " +
                        taken.error().message,
                    "run the command again");
    return fate;
}

} // namespace schemawright
