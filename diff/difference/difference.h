#pragma once

#include "diff/difference/rename.h"
#include "diff/difference/rename_suggest.h"
#include "diff/kinds/base/reading.h"
#include "diff/plan/plan.h"
#include "model/project.h"

namespace schemawright {

/// The plans between two catalogs, in both directions.
struct Difference {
    Catalog from;
    Catalog to;
    std::vector<Rename> renames;
    std::vector<Change> changes;
    Plan up;
    Plan down;
    std::vector<std::string> irreversible;     ///< sentences: what the down script cannot restore
    std::vector<RenameSuggestion> suggestions; ///< possible renames that are not in `renames`
    int serverVersion = 0;                     ///< server_version_num of the server that the way up is for; 0: unknown
    PlanOptions options;                       ///< that it was made with
    RenamedCatalog renaming;                   ///< what the renames made of `from`
    [[nodiscard]] bool empty() const { return up.empty(); }
};

/// Compares, and plans both directions. With renames, the scratch server applies them to a copy of `from` and reads the result, so that
/// PostgreSQL rewrites the references to renamed objects; `scratch` may be null if there are none.
[[nodiscard]] Result<Difference> makeDifference(const Catalog& from, const Catalog& wanted,
                                                const std::vector<Rename>& renames, ScratchServer* scratch,
                                                const PlanOptions& options = {}, const Task& task = {});

/// The same, if the renames have already run.
[[nodiscard]] Result<Difference> makeDifference(const Catalog& from, const Catalog& to,
                                                const std::vector<Rename>& renames, const RenamedCatalog& renamed,
                                                const PlanOptions& options = {});

/// The same difference, its plans ordered by what has been learned in addition to what it was made with. Sizes stay.
[[nodiscard]] Result<Difference> reordered(const Difference& difference, const std::vector<StatementOrder>& up,
                                           const std::vector<StatementOrder>& down);

/// Records in each statement of the up plan the size of the tables that it locks.
void noteSizes(Difference& difference, const std::map<ObjectKey, RelationSize>& sizes);

} // namespace schemawright
