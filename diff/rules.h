#pragma once

#include <span>
#include <string>
#include <string_view>

namespace schemawright {

/// What a rule is about.
enum class Concern {
    DataLoss,      ///< rows or values are gone for good
    BreaksClients, ///< programs that use the schema as it was
    Blocks,        ///< others wait for a lock that is held long
    MayFail,       ///< depends on the rows, or on how the script is run
    Slow,          ///< work that grows with the table, or queries that get slower
    Practice,      ///< works, and is regretted later
};
/// "loses data", "breaks clients", "blocks", "may fail", "slow", "practice".
[[nodiscard]] std::string_view concernName(Concern concern);

/// A rule of lint and of the hazards of plans. Names are stable.
struct LintRule {
    std::string_view name;
    Concern concern = Concern::Practice;
    std::string_view what;
    std::string_view instead; ///< what to do; empty where nothing better is known
};

/// Every rule, sorted by concern.
[[nodiscard]] std::span<const LintRule> allRules();
/// nullptr: there is no such rule.
[[nodiscard]] const LintRule* findRule(std::string_view name);
/// The page docs/lint-rules.md.
[[nodiscard]] std::string rulesPage();

} // namespace schemawright
