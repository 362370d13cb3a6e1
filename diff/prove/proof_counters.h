#pragma once

#include "diff/kinds/table/counter.h"
#include "diff/server/connection.h"

namespace schemawright {

/// The sequences that number test rows: a plan must leave them where the next number is none that a row has.

/// Moves the sequence beyond the test rows, so that a plan that takes it over can be told from one that counts the rows.
[[nodiscard]] Result<void> useCounter(Connection& connection, const tables::Counter& counter);
/// The number that the sequence gives next; none where it is not there.
[[nodiscard]] Result<std::optional<std::int64_t>> nextNumber(Connection& connection, const tables::Counter& counter);
/// What is wrong with the next number after a plan; empty where nothing is. `before`: the sequence in the source with its next number.
[[nodiscard]] std::string wrongNumber(const tables::Counter& counter, std::int64_t next,
                                      const std::vector<std::string>& values,
                                      const std::optional<std::pair<tables::Counter, std::int64_t>>& before);

} // namespace schemawright
