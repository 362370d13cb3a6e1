#pragma once

#include "diff/kinds/base/statement.h"
#include "diff/scratch/scratch.h"
#include "model/rename.h"

namespace schemawright {

/// A catalog after renames, with the plans in both directions.
struct RenamedCatalog {
    Catalog catalog;
    std::vector<Statement> up;
    std::vector<Statement> down;
    std::vector<ObjectKey> schemas; ///< schemas that were created because an object moves there
    std::vector<ObjectKey> paused;  ///< event triggers that `up` disables, and the plan after it enables
};

/// Applies the renames on the scratch server, so that PostgreSQL rewrites the references to the renamed objects. Then moves the extensions that
/// `target` has in another schema. Missing schemas that objects move to are created as in `target`. Errors: NotFound if `target` has no such schema.
[[nodiscard]] Result<RenamedCatalog> runRenames(ScratchServer& scratch, const Catalog& catalog,
                                                const std::vector<Rename>& renames, const Catalog& target,
                                                const Task& task = {});

/// Only the catalog of runRenames.
[[nodiscard]] Result<Catalog> renameIn(ScratchServer& scratch, const Catalog& catalog,
                                       const std::vector<Rename>& renames, const Catalog& target = {},
                                       const Task& task = {});

} // namespace schemawright
