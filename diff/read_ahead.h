#pragma once

#include "diff/connection.h"

#include <future>
#include <map>
#include <optional>
#include <thread>

namespace schemawright {

/// The settings of a reading transaction: everything that changes how the server prints expressions is pinned, as pg_dump does, and the time
/// zone too, since a constant of type timestamptz is printed in it. Sorts and hashes of a large catalog fit into memory; workers
/// would cost more than they save.
inline constexpr std::string_view readingSettings =
    "SET LOCAL search_path TO '';"
    "SET LOCAL datestyle TO 'ISO'; SET LOCAL intervalstyle TO 'postgres'; SET LOCAL timezone TO 'UTC';"
    "SET LOCAL extra_float_digits TO 3; SET LOCAL bytea_output TO 'hex'; SET LOCAL xmloption TO 'content';"
    "SET LOCAL quote_all_identifiers TO off; SET LOCAL jit TO off;"
    "SET LOCAL work_mem TO '64MB'; SET LOCAL max_parallel_workers_per_gather TO 0;"
    "SET LOCAL statement_timeout TO 0; SET LOCAL lock_timeout TO 0";

/// Queries that run on a connection of their own, in the snapshot of another transaction, while that one goes on reading.
/// PostgreSQL 17 manual, "Snapshot Synchronization Functions".
class ReadAhead {
public:
    /// `snapshot` is what pg_export_snapshot() gave; its transaction must last until every answer was taken.
    ReadAhead(const ConnectionSpec& spec, const std::string& snapshot, const std::vector<std::string>& queries);

    /// The answer, which may be waited for; nullopt where the query is none of those or could not be answered here.
    [[nodiscard]] std::optional<Rows> take(std::string_view sql);

private:
    std::map<std::string, std::future<Result<Rows>>, std::less<>> m_answers;
    std::jthread m_worker; ///< stopped and joined before the answers go
};

} // namespace schemawright
