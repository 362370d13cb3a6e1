#pragma once

#include "diff/plan/plan.h"
#include "diff/server/connection.h"
#include "diff/server/task.h"

namespace schemawright {

/// Looks for rows that are in the way of `batches`, before any statement runs: a new column that is NOT NULL and has no default cannot be added to
/// a table that has rows. Errors: Sql with the steps that do it.
[[nodiscard]] Result<void> checkRowsAllow(Connection& connection, const std::vector<Batch>& batches, const Task& task);

} // namespace schemawright
