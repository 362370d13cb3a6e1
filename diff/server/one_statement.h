#pragma once

#include "model/error.h"

#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

struct pg_conn;

namespace schemawright {

/// Rows as text: what PostgreSQL's output functions print, nothing for NULL.
struct TextRows {
    std::vector<std::string> columns;
    std::vector<std::vector<std::optional<std::string>>> rows;
};

/// Runs one statement on a connection of libpq that another library opened (QPSQL, whose own calls send any text as it is, several statements
/// included). The extended protocol takes exactly one: PostgreSQL 17 manual, "Extended Query". When the stop token is triggered, the statement is
/// cancelled on the server, too. Errors: Sql with PostgreSQL's message; Connection; Cancelled.
[[nodiscard]] Result<TextRows> runOneStatement(pg_conn* connection, std::string_view sql,
                                               const std::stop_token& stop = {});

} // namespace schemawright
