#pragma once

#include "diff/server/connection.h"
#include "diff/server/task.h"

#include <cstdint>
#include <map>
#include <string>

namespace schemawright {

/// The number of rows of each table that pg_dump copies, by its quoted name; large objects are counted under "large objects". Tables of
/// extensions are not in it, since CREATE EXTENSION fills them, nor foreign tables, nor materialized views, which a restore computes again.
using RowCounts = std::map<std::string, std::int64_t>;
inline constexpr const char* largeObjects = "large objects";
/// The tables in it, and all their rows.
struct RowSum {
    std::size_t tables = 0;
    std::int64_t rows = 0;
};
[[nodiscard]] RowSum sumOf(const RowCounts& counts);

/// Counts on a connection, in its open transaction. Row security does not hide rows from it: a role that it concerns gets an error, as pg_dump does.
[[nodiscard]] Result<RowCounts> countRows(Connection& connection, const Task& task);

} // namespace schemawright
