#pragma once

#include "diff/scratch_folders.h"
#include "diff/task.h"

namespace schemawright {

/// The cluster that private servers are copies of: <cache>/postgres/<version>-template, made by initdb the first time. Two
/// processes that need it at once make it once. Errors: ScratchUnavailable.
[[nodiscard]] Result<std::filesystem::path> clusterTemplate(const PostgresPrograms& programs,
                                                            const std::filesystem::path& cache,
                                                            const std::optional<Account>& account, const Task& task);

/// Copies the template to `data`, which must not exist, and hands it to the account. Errors: ScratchUnavailable.
[[nodiscard]] Result<void> copyCluster(const std::filesystem::path& from, const std::filesystem::path& data,
                                       const std::optional<Account>& account);

/// The last line of a log of PostgreSQL's programs that says what went wrong; empty where none does.
[[nodiscard]] std::string complaintIn(const std::filesystem::path& log);

} // namespace schemawright
