#pragma once

#include "diff/apply/apply.h"

namespace schemawright {

/// What a dry run could not run.
struct DryRun {
    std::vector<std::string> skipped; ///< statements that PostgreSQL does not run inside a transaction block
};

/// Runs what applyChosen would run, in one transaction that is rolled back, under the same lock. Deferred constraints are checked after each transaction of
/// a revision. Nothing is committed; what no transaction takes back (the values of sequences) stays. Errors: those of the run; a statement
/// that fails after another was skipped says so.
[[nodiscard]] Result<DryRun> tryChosen(Connection& connection, const ChooseSteps& choose, const ApplyProgress& progress,
                                       const Task& task = {}, const ApplyOptions& options = {});

} // namespace schemawright
