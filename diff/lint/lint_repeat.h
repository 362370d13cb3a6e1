#pragma once

#include "diff/lint/lint_tree.h"

namespace schemawright::lint {

/// What would make the statement fail if it were run a second time; empty if it would not.
[[nodiscard]] std::string stumblesOver(const PgQuery__Node& node, LintState& state);

} // namespace schemawright::lint
