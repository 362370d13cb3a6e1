#pragma once

#include "diff/server/connection.h"

#include <future>
#include <map>
#include <optional>
#include <thread>

namespace schemawright {

/// The settings of a reading transaction. Everything that changes how the server prints expressions is fixed, as in pg_dump, and the time
/// zone too, because it changes constants of type timestamptz. Sorts and hashes of a large catalog fit into memory; workers
/// would cost more than they save.
inline constexpr std::string_view readingSettings =
    "SET LOCAL search_path TO '';"
    "SET LOCAL datestyle TO 'ISO'; SET LOCAL intervalstyle TO 'postgres'; SET LOCAL timezone TO 'UTC';"
    "SET LOCAL extra_float_digits TO 3; SET LOCAL bytea_output TO 'hex'; SET LOCAL xmloption TO 'content';"
    "SET LOCAL quote_all_identifiers TO off; SET LOCAL jit TO off;"
    "SET LOCAL work_mem TO '64MB'; SET LOCAL max_parallel_workers_per_gather TO 0;"
    "SET LOCAL statement_timeout TO 0; SET LOCAL lock_timeout TO 0";

/// Queries that run on their own connection, in the snapshot of another transaction, while that one continues to read.
/// PostgreSQL 17 manual, "Snapshot Synchronization Functions".
class ReadAhead {
public:
    /// `snapshot` is the result of pg_export_snapshot(). Its transaction must last until all results have been taken.
    ReadAhead(const ConnectionSpec& spec, const std::string& snapshot, const std::vector<std::string>& queries);

    /// The result; may block. nullopt if the query is not one of those, or failed here.
    [[nodiscard]] std::optional<Rows> take(std::string_view sql);

private:
    std::map<std::string, std::future<Result<Rows>>, std::less<>> m_answers;
    std::jthread m_worker; ///< stopped and joined before the results are destroyed
};

} // namespace schemawright
