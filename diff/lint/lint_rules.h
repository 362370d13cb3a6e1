#pragma once

#include "diff/lint/lint_state.h"

namespace schemawright {

/// The rules that the text of the statement breaks. A statement that cannot be parsed breaks no rule here.
[[nodiscard]] std::vector<Hazard> hazardsOfSql(const std::string& sql, bool runsInTransaction, LintState& state);

} // namespace schemawright
