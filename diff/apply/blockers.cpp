#include "diff/apply/blockers.h"

#include "diff/script/literals.h"
#include "model/sql.h"

#include <array>
#include <format>
#include <optional>
#include <utility>

namespace schemawright {

namespace {

using namespace std::chrono_literals;

constexpr std::string_view blockersSql =
    "SELECT b.pid, a.usename, a.application_name, a.state,"
    " pg_catalog.round(coalesce(extract(epoch FROM pg_catalog.clock_timestamp() - a.xact_start), 0))::bigint,"
    " pg_catalog.left(a.query, 300)"
    " FROM (SELECT DISTINCT pid FROM pg_catalog.unnest(pg_catalog.pg_blocking_pids($1::integer)) AS p (pid)) AS b"
    " LEFT JOIN pg_catalog.pg_stat_activity a ON a.pid = b.pid ORDER BY a.xact_start NULLS LAST, b.pid";

/// The statement on one line. Other sessions' rows and passwords are not ours to show.
std::string shownQuery(const std::string& sql)
{
    static constexpr std::size_t longest = 100;
    std::string line = commentText(withoutLiterals(sql));
    if (line.empty())
        return {};
    if (line.size() > longest)
        line = line.substr(0, longest) + "...";
    return ": " + line;
}

std::string describe(const Rows& rows, std::size_t row)
{
    if (rows.number(row, 0) == 0)
        return "a prepared transaction"; // pg_blocking_pids has a zero for it
    std::string text = "process " + rows.text(row, 0);
    if (!rows.isNull(row, 1))
        text += " of user \"" + commentText(rows.text(row, 1)) + "\"";
    if (!rows.view(row, 2).empty())
        text += " (" + commentText(rows.text(row, 2)) + ")";
    const bool idle = rows.view(row, 3).starts_with("idle in transaction");
    text += std::format(", {} for {} s", idle ? "idle in its transaction" : "in its transaction", rows.number(row, 4));
    return text + shownQuery(rows.text(row, 5));
}

/// Who blocks the process now. The connection is opened where there is none, and given up where it fails.
std::string blockersOf(std::optional<Connection>& connection, const ConnectionSpec& spec, const std::string& pid,
                       const std::stop_token& stop)
{
    if (!connection)
        if (auto opened = Connection::open(spec))
            connection.emplace(std::move(*opened));
    if (!connection)
        return {};
    const auto rows = connection->query(blockersSql, std::array{pid}, stop);
    if (!rows) {
        connection.reset();
        return {};
    }
    std::string text;
    for (std::size_t i = 0; i < rows->size(); ++i)
        text += (text.empty() ? "" : "; and ") + describe(*rows, i);
    return text;
}

} // namespace

BlockerWatch::BlockerWatch(ConnectionSpec spec, int pid, std::chrono::milliseconds patience,
                           std::function<void(const std::string&)> tell)
    : m_spec(std::move(spec)), m_pid(std::to_string(pid)), m_patience(patience), m_tell(std::move(tell)),
      m_thread([this](const std::stop_token& stop) { watch(stop); })
{
}

BlockerWatch::~BlockerWatch() = default;

void BlockerWatch::begin()
{
    const std::lock_guard guard(m_mutex);
    m_running = true;
    m_told = false;
    m_since = Clock::now();
    m_blockers.clear();
}

std::string BlockerWatch::end()
{
    const std::lock_guard guard(m_mutex);
    m_running = false;
    return std::exchange(m_blockers, {});
}

void BlockerWatch::watch(const std::stop_token& stop)
{
    std::optional<Connection> connection;
    std::unique_lock guard(m_mutex);
    while (!m_wake.wait_for(guard, stop, 100ms, [&] { return stop.stop_requested(); })) {
        const auto since = m_since;
        if (!m_running || Clock::now() - since < m_patience)
            continue;
        guard.unlock();
        const std::string blockers = blockersOf(connection, m_spec, m_pid, stop);
        guard.lock();
        if (!m_running || m_since != since || blockers.empty())
            continue;
        m_blockers = blockers;
        if (m_told || Clock::now() - since < 2s)
            continue;
        m_told = true;
        guard.unlock();
        m_tell(blockers);
        guard.lock();
    }
}

} // namespace schemawright
