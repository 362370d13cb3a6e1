#pragma once

#include "diff/server/connection.h"
#include "diff/server/task.h"

namespace schemawright {

/// Checks that a run can use the session: the server accepts changes, and the next transaction has the same session, which holds the advisory
/// lock. Errors: Unsupported for a standby, a session whose transactions are read-only, and a pooler in transaction mode.
[[nodiscard]] Result<void> checkSession(Connection& connection, const Task& task);

} // namespace schemawright
