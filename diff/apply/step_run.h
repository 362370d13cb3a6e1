#pragma once

#include "diff/apply/lone_run.h"
#include "diff/apply/statement_runner.h"

#include <optional>

namespace schemawright {

/// Where a failure happened, before what PostgreSQL said about it.
[[nodiscard]] std::unexpected<Error> failedIn(Error error, const std::string& what, bool changedNothing);

/// "revision 0002 (add loyalty)", "downgrade of revision 0002 (add loyalty)".
[[nodiscard]] std::string stepTitle(const RevisionStep& step);

/// Runs one revision in one direction: a single transaction if that is possible; else the journal records how far it got. `resumeAt` is the batch at
/// which an earlier run stopped; nullopt: it starts.
[[nodiscard]] Result<void> runStep(StatementRunner& runner, const RevisionStep& step,
                                   std::optional<std::size_t> resumeAt);

} // namespace schemawright
