#pragma once

#include <string>

struct PgQuery__Node; // NOLINT(bugprone-reserved-identifier): libpg_query's name

namespace schemawright {

/// "CREATE DATABASE shop", "COMMENT ON DATABASE shop", "ALTER ROLE web IN DATABASE shop": the words of a statement about a database as such, up to its
/// name. pg_dump -C writes them. Empty: the statement is about something else.
[[nodiscard]] std::string databaseWords(const PgQuery__Node& node);

} // namespace schemawright
