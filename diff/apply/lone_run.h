#pragma once

#include "diff/apply/lone_statement.h"
#include "diff/apply/statement_runner.h"

#include <functional>

namespace schemawright {

/// What is known when a statement outside transaction blocks starts.
struct LoneStart {
    std::vector<std::string> existing; ///< as existingSql() says
    bool again = false;                ///< an earlier run started it, and nobody knows how it ended
};

/// Whether the batch can run in a transaction after all: nothing in it needs to be outside, or commits by itself.
[[nodiscard]] bool fitsTransaction(const Batch& batch);

/// Runs a batch of one statement outside transaction blocks and those that prepare it. `start` is called after the settings among these, before
/// each attempt. Drops the invalid indexes that failed attempts have left, and fails if the index that was built is not valid.
[[nodiscard]] Result<void> runAlone(StatementRunner& runner, const Batch& batch,
                                    const std::function<Result<LoneStart>(const LoneStatement&)>& start);

/// The hint after a failure of runAlone: what was left, and what happens to it.
[[nodiscard]] std::string hintAfter(Connection& connection, const Batch& batch, const Error& error);

} // namespace schemawright
