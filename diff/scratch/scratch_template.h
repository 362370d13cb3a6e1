#pragma once

#include "diff/scratch/scratch_folders.h"
#include "diff/server/task.h"

namespace schemawright {

/// The cluster that private servers are copied from: <cache>/postgres/<version>-template, created by initdb the first time. If two
/// processes need it at the same time, it is created once. Errors: ScratchUnavailable.
[[nodiscard]] Result<std::filesystem::path> clusterTemplate(const PostgresPrograms& programs,
                                                            const std::filesystem::path& cache,
                                                            const std::optional<Account>& account, const Task& task);

/// Copies the template to `data`, which must not exist, and changes its owner to the account. Errors: ScratchUnavailable.
[[nodiscard]] Result<void> copyCluster(const std::filesystem::path& from, const std::filesystem::path& data,
                                       const std::optional<Account>& account);

/// The last line in a log of PostgreSQL's programs that reports an error; "no reason given" if there is none.
[[nodiscard]] std::string complaintIn(const std::filesystem::path& log);

} // namespace schemawright
