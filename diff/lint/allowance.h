#pragma once

#include "diff/kinds/base/statement.h"

#include <optional>
#include <string_view>
#include <utility>

namespace schemawright {

/// What a comment silences: rules and the reason. "lint: allow drop-column: unused since March".
struct Allowance {
    std::vector<std::string> rules;
    std::string reason;
};

/// nullopt if the comment silences nothing.
[[nodiscard]] std::optional<Allowance> allowanceIn(std::string_view comment);

/// Moves what is allowed from `hazards` to `silenced`, with the reason; adds findings about allowances that are wrong or not needed.
void silence(const Allowance& allowance, std::vector<Hazard>& hazards,
             std::vector<std::pair<Hazard, std::string>>& silenced);

} // namespace schemawright
