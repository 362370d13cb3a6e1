#pragma once

#include <span>
#include <string>
#include <string_view>

namespace schemawright {

/// The concern of a rule.
enum class Concern {
    DataLoss,      ///< rows or values are lost
    BreaksClients, ///< breaks programs that use the old schema
    Blocks,        ///< blocks other sessions for a long time
    MayFail,       ///< fails depending on the rows, or on how the script is run
    Slow,          ///< work that grows with the table, or queries that get slower
    Practice,      ///< works, but causes trouble later
};
/// "loses data", "breaks clients", "blocks", "may fail", "slow", "practice".
[[nodiscard]] std::string_view concernName(Concern concern);

/// A rule of lint and of the hazards in plans. Names are stable.
struct LintRule {
    std::string_view name;
    Concern concern = Concern::Practice;
    std::string_view what;
    std::string_view instead; ///< what to do instead; empty if there is nothing better
};

/// Every rule, sorted by concern.
[[nodiscard]] std::span<const LintRule> allRules();
/// nullptr if there is no such rule.
[[nodiscard]] const LintRule* findRule(std::string_view name);
/// The page docs/lint-rules.md.
[[nodiscard]] std::string rulesPage();

} // namespace schemawright
