#pragma once

#include "diff/revision/revision_graph.h"

namespace schemawright {

/// What a target names.
struct RevisionTarget {
    std::vector<std::string> ids; ///< in order; empty: base
    /// What a downgrade reverts, with all that follows it: of -N, label@-N and label@base. nullopt: what follows `ids`.
    std::optional<RevisionIds> reverts = {};

    [[nodiscard]] bool isBase() const { return ids.empty() && !reverts; }
    /// "0003, 0004", "base".
    [[nodiscard]] std::string text() const { return headsText(ids); }
};

/// Resolves head, heads, base, current, an id, a unique prefix of one or a label; id+N and id-N; +N and -N from what is applied; and label@ with one of these,
/// which looks in that branch only. Errors, with the files: Usage (not a target, ambiguous), NotFound, Conflict (several heads).
[[nodiscard]] Result<RevisionTarget> resolveTargets(const std::vector<Revision>& revisions, std::string_view target,
                                                    const RevisionIds& applied);
/// The same for one revision, where nothing is applied. Returns the id; empty: base.
[[nodiscard]] Result<std::string> resolveRevision(const std::vector<Revision>& revisions, std::string_view target);

/// "a:b" as its ends; nullopt if there is no colon.
[[nodiscard]] std::optional<std::pair<std::string, std::string>> rangeOf(std::string_view target);

/// What to run to upgrade a database that has `applied` to the target: all that its revisions follow. Errors: Usage if the target is older than what is applied.
[[nodiscard]] Result<std::vector<RevisionStep>> stepsUp(const std::vector<Revision>& revisions,
                                                        const RevisionIds& applied, const RevisionTarget& target);
/// What to revert to downgrade it. Errors: Usage if the target is not applied.
[[nodiscard]] Result<std::vector<RevisionStep>> stepsDown(const std::vector<Revision>& revisions,
                                                          const RevisionIds& applied, const RevisionTarget& target);

} // namespace schemawright
