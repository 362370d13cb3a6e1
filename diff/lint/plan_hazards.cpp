#include "diff/lint/plan_hazards.h"

#include "diff/lint/lint_judge.h"
#include "diff/lint/rules.h"

#include <algorithm>
#include <array>
#include <format>

namespace schemawright {

namespace {

/// Of these no rule says anything, and a large plan has many.
bool isHarmless(const Statement& statement)
{
    static constexpr std::array<std::string_view, 3> words{"COMMENT ON ", "GRANT ", "SECURITY LABEL "};
    return statement.locks.empty() &&
           std::ranges::any_of(words, [&](std::string_view word) { return statement.sql.starts_with(word); });
}

/// A sentence for those who read the plan, where lint names the object only.
std::string sentence(const Hazard& hazard)
{
    const LintRule* rule = findRule(hazard.rule);
    return rule ? std::format("{}: {}", hazard.message, rule->what) : hazard.message;
}

void add(std::vector<Hazard>& findings, Statement& statement)
{
    for (Hazard& found : findings) {
        const bool said = std::ranges::contains(statement.hazards, found.rule, &Hazard::rule);
        if (!said)
            statement.hazards.push_back({found.rule, sentence(found)});
    }
}

} // namespace

void addHazards(Plan& plan, const Catalog& from, const Catalog& to)
{
    if (plan.empty())
        return;
    LintJudge judge(from);
    std::vector<Statement*> statements; // nullptr: BEGIN and COMMIT
    std::vector<std::vector<Hazard>> findings;
    const auto frame = [&](const char* word) {
        statements.push_back(nullptr);
        findings.push_back(judge.judge(word, true, nullptr));
    };
    for (Batch& batch : plan.batches) {
        if (batch.transactional)
            frame("BEGIN");
        for (Statement& statement : batch.statements) {
            if (isHarmless(statement))
                continue;
            const Observation claimed = claimedBy(statement);
            statements.push_back(&statement);
            findings.push_back(judge.judge(statement.sql, statement.transactional, &claimed));
        }
        if (batch.transactional)
            frame("COMMIT");
    }
    judge.conclude(findings);
    if (judge.looksBack())
        judge.conclude(to, findings);
    for (std::size_t i = 0; i < statements.size(); ++i)
        if (statements[i])
            add(findings[i], *statements[i]);
}

} // namespace schemawright
