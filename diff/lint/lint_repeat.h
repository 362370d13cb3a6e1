#pragma once

#include "diff/lint/lint_tree.h"

namespace schemawright::lint {

/// Over what of its own work the statement would stumble if it were run a second time; empty where it would not.
[[nodiscard]] std::string stumblesOver(const PgQuery__Node& node, LintState& state);

} // namespace schemawright::lint
