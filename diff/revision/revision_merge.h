#pragma once

#include "diff/compare/compare.h"
#include "diff/kinds/base/reading.h"
#include "diff/revision/revision_graph.h"
#include "diff/scratch/scratch.h"
#include "diff/server/task.h"

namespace schemawright {

/// Whether branches lead to the same schema in whatever order they are applied.
struct MergeProof {
    std::string serverVersionText;
    std::string failure;         ///< a sentence; empty: every order gives the same schema
    std::vector<Change> changes; ///< from the schema of one order to that of the other
};

/// Replays the branches on the scratch server, each of them first and last, and compares. Errors: Usage if they are fewer than two, or one follows another.
[[nodiscard]] Result<MergeProof> proveMerge(ScratchServer& scratch, const std::vector<Revision>& revisions,
                                            const std::vector<std::string>& heads, const Scope& scope,
                                            const Task& task = {});
/// "both orders of 0003 and 0004 give the same schema on PostgreSQL 17.5"
[[nodiscard]] std::string mergeSummary(const MergeProof& proof, const std::vector<std::string>& heads);

} // namespace schemawright
