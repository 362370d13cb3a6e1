#include "diff/server/one_statement.h"

#include <libpq-fe.h>
#include <poll.h>

#include <array>
#include <memory>

namespace schemawright {

namespace {

using Answer = std::unique_ptr<PGresult, decltype(&PQclear)>;

std::string field(const PGresult* answer, int code)
{
    const char* text = PQresultErrorField(answer, code);
    return text == nullptr ? "" : text;
}

Error refused(const PGresult* answer, pg_conn* connection, const std::string& sql)
{
    Error error;
    error.code = PQstatus(connection) == CONNECTION_OK ? ErrorCode::Sql : ErrorCode::Connection;
    error.message = field(answer, PG_DIAG_MESSAGE_PRIMARY);
    if (error.message.empty())
        error.message = PQerrorMessage(connection);
    error.sqlstate = field(answer, PG_DIAG_SQLSTATE);
    error.hint = field(answer, PG_DIAG_MESSAGE_HINT);
    error.statement = sql;
    return error;
}

/// Waits for the answer. Once the token is triggered, the server is asked to cancel until it answers: a request that comes before its statement is
/// lost.
Answer answerTo(pg_conn* connection, const std::string& sql, const std::stop_token& stop)
{
    constexpr int stopSeenAfter = 100; // milliseconds; poll() does not see the token
    Answer answer(nullptr, &PQclear);
    const std::unique_ptr<PGcancel, decltype(&PQfreeCancel)> cancel(PQgetCancel(connection), &PQfreeCancel);
    if (PQsendQueryParams(connection, sql.c_str(), 0, nullptr, nullptr, nullptr, nullptr, 0) == 0)
        return answer;
    std::array<char, 256> why{};
    while (PQisBusy(connection) != 0) {
        if (stop.stop_requested())
            PQcancel(cancel.get(), why.data(), static_cast<int>(why.size()));
        pollfd wanted{PQsocket(connection), POLLIN, 0};
        if (poll(&wanted, 1, stopSeenAfter) > 0 && PQconsumeInput(connection) == 0)
            break; // the connection is gone: the result says so
    }
    while (PGresult* result = PQgetResult(connection))
        answer.reset(result);
    return answer;
}

} // namespace

Result<TextRows> runOneStatement(pg_conn* connection, std::string_view sql, const std::stop_token& stop)
{
    if (stop.stop_requested())
        return fail(ErrorCode::Cancelled, "the query was cancelled");
    const std::string text(sql);
    const Answer answer = answerTo(connection, text, stop);
    const ExecStatusType status = PQresultStatus(answer.get());
    if (status != PGRES_TUPLES_OK && status != PGRES_COMMAND_OK) {
        if (stop.stop_requested())
            return fail(ErrorCode::Cancelled, "the query was cancelled");
        return std::unexpected(refused(answer.get(), connection, text));
    }
    TextRows out;
    const int columns = PQnfields(answer.get());
    for (int column = 0; column < columns; ++column)
        out.columns.emplace_back(PQfname(answer.get(), column));
    out.rows.resize(static_cast<std::size_t>(PQntuples(answer.get())));
    for (int row = 0; row < PQntuples(answer.get()); ++row) {
        auto& values = out.rows[static_cast<std::size_t>(row)];
        for (int column = 0; column < columns; ++column) {
            if (PQgetisnull(answer.get(), row, column) != 0)
                values.emplace_back(std::nullopt);
            else
                values.emplace_back(std::in_place, PQgetvalue(answer.get(), row, column),
                                    static_cast<std::size_t>(PQgetlength(answer.get(), row, column)));
        }
    }
    return out;
}

} // namespace schemawright
