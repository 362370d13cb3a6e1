#pragma once

#include "diff/scratch/scratch.h"
#include "model/catalog.h"
#include "model/project.h"

namespace schemawright {

/// Checks an edited model: plans from `resolved` to `edited`, runs the plan on a scratch copy and reads the result. If PostgreSQL rejects a
/// statement, `errorOrigin` receives its origin.
struct ResolvedEdit {
    Catalog catalog;
};
[[nodiscard]] Result<ResolvedEdit> resolveEdit(ScratchServer& scratch, const Catalog& resolved, const Catalog& edited,
                                               const std::vector<Rename>& renames, ObjectKey* errorOrigin = nullptr,
                                               const Task& task = {});

} // namespace schemawright
