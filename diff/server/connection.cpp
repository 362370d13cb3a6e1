#include "diff/server/connection.h"

#include "diff/server/rows.h"

#include <libpq-events.h>
#include <libpq-fe.h>
#include <poll.h>
#include <pqxx/pqxx>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <regex>
#include <thread>

namespace schemawright {
namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;
using RawConnection = std::unique_ptr<PGconn, decltype(&PQfinish)>;

/// What the server said about a statement that it refused. libpqxx keeps only the text of it, so an event procedure of libpq
/// notes the fields of every result (PostgreSQL 17 manual, "Event System").
struct ServerError {
    std::string primary;
    std::string detail;
    std::string hint;
    std::string sqlstate;
    std::size_t character = 0; ///< 1-based, in characters of the statement
};

std::string fieldOf(const PGresult* result, int code)
{
    const char* text = PQresultErrorField(result, code);
    return text == nullptr ? std::string() : std::string(text);
}

int noteError(PGEventId id, void* info, void* passThrough)
{
    if (id != PGEVT_RESULTCREATE)
        return 1; // also called when a result is freed, by then perhaps without its connection
    const PGresult* result = static_cast<PGEventResultCreate*>(info)->result;
    if (PQresultStatus(result) != PGRES_FATAL_ERROR)
        return 1;
    auto& error = *static_cast<ServerError*>(passThrough);
    error.primary = fieldOf(result, PG_DIAG_MESSAGE_PRIMARY);
    error.detail = fieldOf(result, PG_DIAG_MESSAGE_DETAIL);
    error.hint = fieldOf(result, PG_DIAG_MESSAGE_HINT);
    error.sqlstate = fieldOf(result, PG_DIAG_SQLSTATE);
    const std::string position = fieldOf(result, PG_DIAG_STATEMENT_POSITION);
    error.character = 0;
    std::from_chars(position.data(), position.data() + position.size(), error.character);
    return 1;
}

/// 1-based byte of the 1-based character of UTF-8 text; 0 stays 0.
std::size_t byteOfCharacter(std::string_view text, std::size_t character)
{
    for (std::size_t byte = 0; byte < text.size() && character > 0; ++byte)
        if ((static_cast<unsigned char>(text[byte]) & 0xc0U) != 0x80U && --character == 0)
            return byte + 1;
    return 0;
}

std::string trimmed(std::string text)
{
    text.erase(text.find_last_not_of(" \r\n\t") + 1);
    return text;
}

std::string placeOf(const PGconn* connection)
{
    const std::string host = PQhost(connection);
    const std::string port = PQport(connection);
    return host.starts_with('/') ? host + "/.s.PGSQL." + port : host + ":" + port;
}

Error errorOf(ErrorCode code, std::string message, std::string hint = {})
{
    return fail(code, std::move(message), std::move(hint)).error();
}

/// Why the server did not let us in. Its text may be in any language, so the SQLSTATE decides, which libpq prints when it is
/// verbose: `FATAL:  28P01: password authentication failed for user "x"`.
Error connectError(const PGconn* connection)
{
    const std::string text = PQerrorMessage(connection);
    const std::string place = placeOf(connection);
    const std::string user = PQuser(connection) == nullptr ? "" : PQuser(connection);
    if (PQconnectionNeedsPassword(connection) != 0)
        return errorOf(ErrorCode::Authentication,
                       "the server at " + place + " requires a password for user \"" + user + "\"",
                       "set PGPASSWORD, use a password file, or put the password into the environment's secret");

    static const std::regex fromServer(":  ([0-9A-Z]{5}): ([^\n]*)");
    std::string sqlstate;
    std::string said;
    for (auto at = std::sregex_iterator(text.begin(), text.end(), fromServer); at != std::sregex_iterator(); ++at) {
        sqlstate = (*at)[1];
        said = (*at)[2];
    }
    if (sqlstate.empty()) {
        constexpr std::string_view failed = "failed: ";
        const std::size_t at = text.find(failed);
        std::string reason = at == std::string::npos ? text : text.substr(at + failed.size());
        reason = trimmed(reason.substr(0, reason.find('\n')));
        if (text.starts_with("definition of service") || text.contains("service file"))
            return errorOf(ErrorCode::NotFound, trimmed(text),
                           "see \"The Connection Service File\" in PostgreSQL's manual");
        return errorOf(ErrorCode::Connection, "could not connect to the server at " + place + ": " + reason,
                       "check host and port, and whether PostgreSQL is running there");
    }
    Error error;
    error.sqlstate = sqlstate;
    if (sqlstate.starts_with("28")) {
        error.code = ErrorCode::Authentication;
        error.message = "the server at " + place + " rejected the user \"" + user + "\": " + said;
        error.hint = "check the user and the password";
    } else if (sqlstate == "3D000") {
        error.code = ErrorCode::NotFound;
        error.message = "the server at " + place + " has no database \"" + PQdb(connection) + "\"";
    } else {
        error.code = sqlstate == "42501" ? ErrorCode::Permission : ErrorCode::Connection;
        error.message = "the server at " + place + " rejected the connection: " + said;
    }
    return error;
}

/// libpq's own waiting prints no SQLSTATE, so we wait ourselves with verbose errors. Only where several hosts are to be tried in
/// turn libpq waits, since it alone can go on to the next when one does not answer.
Result<RawConnection> openRaw(const ConnectionSpec& spec, const std::stop_token& stop)
{
    constexpr auto stopSeenAfter = 100ms; // poll() does not see the token

    std::vector<const char*> keywords;
    std::vector<const char*> values;
    for (const auto& [keyword, value] : spec.parameters) {
        keywords.push_back(keyword.c_str());
        values.push_back(value.c_str());
    }
    keywords.push_back(nullptr);
    values.push_back(nullptr);
    const bool severalHosts = (spec.get("host") + spec.get("hostaddr")).contains(',');
    RawConnection raw(severalHosts ? PQconnectdbParams(keywords.data(), values.data(), 0)
                                   : PQconnectStartParams(keywords.data(), values.data(), 0),
                      &PQfinish);
    if (!raw)
        return fail(ErrorCode::Connection, "out of memory for a connection");
    PQsetErrorVerbosity(raw.get(), PQERRORS_VERBOSE);

    int seconds = 0;
    const std::string timeout = spec.get("connect_timeout");
    std::from_chars(timeout.data(), timeout.data() + timeout.size(), seconds);
    const auto deadline = seconds > 0 ? Clock::now() + std::chrono::seconds(seconds) : Clock::time_point::max();
    // Before the first PQconnectPoll libpq wants us to behave as if it had asked for writing (manual, "PQconnectStartParams").
    for (PostgresPollingStatusType state = PGRES_POLLING_WRITING; PQstatus(raw.get()) != CONNECTION_OK;) {
        if (PQstatus(raw.get()) == CONNECTION_BAD || state == PGRES_POLLING_FAILED)
            return std::unexpected(connectError(raw.get()));
        pollfd wanted{PQsocket(raw.get()), static_cast<short>(state == PGRES_POLLING_READING ? POLLIN : POLLOUT), 0};
        const auto left =
            seconds > 0 ? std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now()) : 60s;
        if (left <= 0ms)
            return fail(ErrorCode::Connection,
                        "the server at " + placeOf(raw.get()) + " did not answer within " + std::to_string(seconds) +
                            " s",
                        "check host, port and firewall");
        if (stop.stop_requested())
            return fail(ErrorCode::Cancelled, "cancelled while connecting to " + placeOf(raw.get()));
        if (poll(&wanted, 1, static_cast<int>(std::min<std::chrono::milliseconds>(left, stopSeenAfter).count())) > 0)
            state = PQconnectPoll(raw.get());
    }
    PQsetErrorVerbosity(raw.get(), PQERRORS_DEFAULT);
    return raw;
}

/// Asks the server to cancel, again and again until the query has ended: a request that overtakes its query is lost.
class Canceller {
public:
    Canceller(pqxx::connection& connection, const std::stop_token& stop)
        : m_connection(connection), m_callback(stop, [this] { m_thread = std::jthread([this] { cancelUntilDone(); }); })
    {
    }
    ~Canceller()
    {
        {
            const std::lock_guard lock(m_mutex);
            m_done = true;
        }
        m_wake.notify_all();
    }
    Canceller(const Canceller&) = delete;
    Canceller& operator=(const Canceller&) = delete;

private:
    void cancelUntilDone()
    {
        std::unique_lock lock(m_mutex);
        while (!m_done) {
            auto pause = 50ms;
            try {
                m_connection.cancel_query();
            } catch (const std::exception&) {
                pause = 200ms; // the server cannot be reached just now; where it is gone the query fails by itself
            }
            m_wake.wait_for(lock, pause, [this] { return m_done; });
        }
    }

    pqxx::connection& m_connection;
    std::mutex m_mutex;
    std::condition_variable m_wake;
    bool m_done = false;
    std::jthread m_thread;
    std::stop_callback<std::function<void()>> m_callback; // last: it stops before the thread is joined
};

std::shared_ptr<Rows::Impl> rowsOf(pqxx::result answer)
{
    const auto result = std::make_shared<const pqxx::result>(std::move(answer));
    auto rows = std::make_shared<Rows::Impl>();
    rows->result = result;
    rows->rows = static_cast<std::size_t>(result->size());
    rows->columns = static_cast<std::size_t>(result->columns());
    rows->affected = static_cast<std::size_t>(result->affected_rows());
    for (pqxx::row_size_type column = 0; column < result->columns(); ++column)
        rows->names.emplace_back(result->column_name(column));
    rows->cells.reserve(rows->columns * rows->rows);
    // Dereferencing libpqxx's iterators copies shared pointers for each cell; their operator-> does not.
    for (auto row = result->begin(); row != result->end(); ++row)
        for (auto field = row->begin(); field != row->end(); ++field)
            rows->cells.push_back(field->is_null() ? std::string_view() : field->view());
    return rows;
}

} // namespace

struct Connection::Impl {
    Impl(ConnectionSpec s, std::unique_ptr<ServerError> e, pqxx::connection c)
        : spec(std::move(s)), error(std::move(e)), connection(std::move(c))
    {
    }

    ConnectionSpec spec;
    std::unique_ptr<ServerError> error; ///< libpq's event procedure holds its address
    pqxx::connection connection;

    [[nodiscard]] Error failure(std::string_view sql, const std::stop_token& stop) const
    {
        Error out;
        out.sqlstate = error->sqlstate;
        out.statement = sql;
        out.position = byteOfCharacter(sql, error->character);
        out.message = "ERROR: " + error->primary;
        if (!error->detail.empty())
            out.message += "\nDETAIL: " + error->detail;
        out.hint = error->hint;
        if (out.sqlstate == "57014" && stop.stop_requested()) {
            out.code = ErrorCode::Cancelled;
            out.message = "the query was cancelled";
        } else {
            out.code = out.sqlstate == "42501" ? ErrorCode::Permission : ErrorCode::Sql;
        }
        return out;
    }

    [[nodiscard]] Error lost(std::string_view sql, std::string_view why) const
    {
        Error out;
        out.code = ErrorCode::Connection;
        out.sqlstate = error->sqlstate;
        out.statement = sql;
        out.message = "the connection to " + spec.display() + " was lost";
        const std::string reason = error->primary.empty() ? std::string(why) : error->primary;
        out.message += ": " + trimmed(reason.substr(0, reason.find('\n')));
        return out;
    }

    template <class Run> auto run(std::string_view sql, const std::stop_token& stop, Run&& execute)
        -> Result<std::invoke_result_t<Run, pqxx::nontransaction&>>
    {
        if (stop.stop_requested())
            return fail(ErrorCode::Cancelled, "the query was cancelled");
        *error = {};
        try {
            const Canceller canceller(connection, stop);
            pqxx::nontransaction transaction(connection);
            return execute(transaction);
        } catch (const pqxx::broken_connection& e) {
            return std::unexpected(lost(sql, e.what()));
        } catch (const std::exception& e) {
            if (!connection.is_open())
                return std::unexpected(lost(sql, e.what()));
            if (error->primary.empty())
                error->primary = trimmed(e.what());
            return std::unexpected(failure(sql, stop));
        }
    }
};

Result<Connection> Connection::open(const ConnectionSpec& spec, const std::stop_token& stop,
                                    std::string_view applicationName)
{
    ConnectionSpec full = spec;
    full.parameters.try_emplace("connect_timeout", "10");
    full.parameters.try_emplace("application_name", applicationName);
    full.parameters["client_encoding"] = "UTF8";
    auto raw = openRaw(full, stop);
    if (!raw)
        return std::unexpected(raw.error());
    auto error = std::make_unique<ServerError>();
    if (PQregisterEventProc(raw->get(), &noteError, "schemawright", error.get()) == 0)
        return fail(ErrorCode::Connection, "out of memory for a connection");
    try {
        auto connection = pqxx::connection::seize_raw_connection(raw->get());
        static_cast<void>(raw->release()); // libpqxx's now
        return Connection(std::make_unique<Impl>(spec, std::move(error), std::move(connection)));
    } catch (const std::exception& e) {
        return fail(ErrorCode::Connection, "the connection to " + spec.display() + " failed: " + trimmed(e.what()));
    }
}

Connection::Connection(std::unique_ptr<Impl> impl) : m_impl(std::move(impl)) {}
Connection::Connection(Connection&&) noexcept = default;
Connection& Connection::operator=(Connection&&) noexcept = default;
Connection::~Connection() = default;

Result<Rows> Connection::query(std::string_view sql, const std::stop_token& stop)
{
    return m_impl->run(sql, stop,
                       [&](pqxx::nontransaction& transaction) { return Rows(rowsOf(transaction.exec(sql))); });
}

Result<Rows> Connection::query(std::string_view sql, std::span<const std::string> parameters,
                               const std::stop_token& stop)
{
    return m_impl->run(sql, stop, [&](pqxx::nontransaction& transaction) {
        pqxx::params params;
        params.reserve(parameters.size());
        for (const auto& parameter : parameters)
            params.append(parameter);
        return Rows(rowsOf(transaction.exec(sql, params)));
    });
}

Result<void> Connection::stream(std::string_view sql, const std::function<void(const NumberRow&)>& take,
                                const std::stop_token& stop)
{
    using N = std::int64_t;
    const auto done = m_impl->run(sql, stop, [&](pqxx::nontransaction& transaction) {
        for (const auto& row : transaction.stream<N, N, N, N, N, N, N>(sql))
            take(std::apply([](auto... values) { return NumberRow{values...}; }, row));
        return true;
    });
    if (!done)
        return std::unexpected(done.error());
    return {};
}

int Connection::serverVersion() const
{
    return m_impl->connection.server_version();
}

std::string Connection::serverVersionText() const
{
    const int version = serverVersion();
    return std::to_string(version / 10000) + "." + std::to_string(version % 10000);
}

int Connection::backendPid() const
{
    return m_impl->connection.backendpid();
}

const ConnectionSpec& Connection::spec() const
{
    return m_impl->spec;
}

} // namespace schemawright
