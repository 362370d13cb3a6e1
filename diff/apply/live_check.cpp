#include "diff/apply/live_check.h"

#include "diff/kinds/base/sql_pieces.h"
#include "model/sql.h"

#include <algorithm>
#include <array>
#include <format>
#include <optional>

namespace schemawright {

namespace {

/// "ALTER TABLE public.t ADD COLUMN c integer NOT NULL", as plans write it.
struct RequiredColumn {
    std::string table;
    std::string column;
    std::string type;
};

std::optional<RequiredColumn> requiredColumn(std::string_view sql)
{
    static constexpr std::string_view begin = "ALTER TABLE ";
    static constexpr std::string_view add = " ADD COLUMN ";
    static constexpr std::string_view end = " NOT NULL";
    const std::size_t at = sql.find(add);
    if (!sql.starts_with(begin) || at == std::string_view::npos || !sql.ends_with(end) || sql.contains(" DEFAULT ") ||
        sql.contains(" GENERATED ") || sql.contains(','))
        return std::nullopt;
    std::string_view definition = sql.substr(at + add.size());
    definition.remove_suffix(end.size());
    const std::size_t name = endOfName(definition, 0);
    if (name >= definition.size())
        return std::nullopt;
    const std::string_view type = definition.substr(name + 1);
    return RequiredColumn{std::string(sql.substr(begin.size(), at - begin.size())),
                          std::string(definition.substr(0, name)), std::string(type.substr(0, type.find(" COLLATE ")))};
}

/// After such a statement nobody knows what the tables hold.
bool mayChangeRows(std::string_view sql)
{
    static constexpr std::array<std::string_view, 8> words{"DELETE ", "TRUNCATE ", "DROP TABLE ", "DO ",
                                                           "CALL ",   "WITH ",     "EXECUTE ",    "MERGE "};
    return std::ranges::any_of(words, [&](std::string_view word) { return sql.starts_with(word); }) ||
           sql.contains(" RENAME TO ") || sql.contains(" SET SCHEMA ");
}

} // namespace

Result<void> checkRowsAllow(Connection& connection, const std::vector<Batch>& batches, const Task& task)
{
    for (const Batch& batch : batches) {
        for (const Statement& statement : batch.statements) {
            if (mayChangeRows(statement.sql))
                return {};
            const auto required = requiredColumn(statement.sql);
            if (!required)
                continue;
            // A domain may have a default. What is not there yet has no rows.
            auto rows = connection.query(
                std::format("SELECT EXISTS (SELECT FROM {}) AND EXISTS (SELECT FROM pg_catalog.pg_type WHERE oid = "
                            "pg_catalog.to_regtype({}) AND typdefault IS NULL)",
                            required->table, quoteLiteral(required->type)),
                task.stop);
            if (!rows && rows.error().code != ErrorCode::Sql && rows.error().code != ErrorCode::Permission)
                return std::unexpected(std::move(rows.error()));
            if (!rows || rows->text(0, 0) != "t")
                continue;
            return std::unexpected(Error{
                .code = ErrorCode::Sql,
                .message = std::format("{} has rows, and its new column {} is NOT NULL without a default; nothing "
                                       "was changed",
                                       required->table, required->column),
                .sqlstate = "23502",
                .statement = statement.sql,
                .hint = std::format("give the column a default, or add it in three steps: ALTER TABLE {0} ADD "
                                    "COLUMN {1} {2}; UPDATE {0} SET {1} = ...; ALTER TABLE {0} ALTER COLUMN {1} "
                                    "SET NOT NULL",
                                    required->table, required->column, required->type)});
        }
    }
    return {};
}

} // namespace schemawright
