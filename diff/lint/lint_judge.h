#pragma once

// For lint, and for the hazards of plans.
#include "diff/lint/lint_state.h"
#include "diff/lint/observation.h"

#include <optional>
#include <span>

namespace schemawright {

/// Finds what is to be said of the statements of a script, one after the other: by their words, and by their effects. A script that lint
/// runs and the plan that writes it are judged by the same rules; the effects are observed there, and claimed here.
class LintJudge {
public:
    explicit LintJudge(const Catalog& base) : m_base(&base), m_state(base) {}

    /// The findings in the next statement. `seen`: its effects; nullptr if they are unknown.
    [[nodiscard]] std::vector<Hazard> judge(const std::string& sql, bool transactional, const Observation* seen);

    /// Adds what is known only at the end, and withdraws what later statements have resolved. `findings`: those of each statement so far.
    void conclude(std::span<std::vector<Hazard>> findings) const;
    /// The same for what the schema after the script shows, where there is something of that kind.
    [[nodiscard]] bool looksBack() const { return !m_referring.empty() || !m_state.restored.empty(); }
    void conclude(const Catalog& after, std::span<std::vector<Hazard>> findings) const;

    /// The number of the last statement.
    [[nodiscard]] std::size_t statement() const { return m_state.statement(); }
    [[nodiscard]] bool inTransaction() const { return m_state.inTransaction; }
    /// What the statements since then did is taken back: ROLLBACK.
    void takeBackTo(const LintJudge& before);

private:
    /// A foreign key that a statement adds.
    struct Referring {
        ScriptName table;
        std::string constraint; ///< may be missing
        std::size_t statement = 0;
    };

    void concludeForeignKeys(const Catalog& after, std::span<std::vector<Hazard>> findings) const;
    /// Is the part after the script as it was before?
    [[nodiscard]] bool isUnchanged(const LintState::Restored& restored, const Catalog& after) const;
    void judgeEffects(const Observation& seen, bool transactional, std::vector<Hazard>& hazards);
    void judgeCombination(bool goesThroughRows, std::vector<Hazard>& hazards);
    void judgeWork(const Observation& seen, bool blocks, std::vector<Hazard>& hazards) const;
    /// Was the relation, or the one that the index or sequence belongs to, there before the script?
    [[nodiscard]] bool lasts(const ObjectKey& key) const;

    const Catalog* m_base;
    LintState m_state;
    std::optional<ScriptName> m_lastAltered; ///< by the statement before, which went through all its rows
    std::vector<Referring> m_referring;
    bool m_locked = false; ///< a statement of the open transaction holds a lock that blocks
};

/// The effects that a statement of a plan claims.
[[nodiscard]] Observation claimedBy(const Statement& statement);

} // namespace schemawright
