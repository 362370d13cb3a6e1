#pragma once

#include "diff/scratch/scratch.h"
#include "model/catalog.h"
#include "model/project.h"

namespace schemawright {

/// The new text of schema.sql: only the statements of objects that differ between `before` (to which `text` resolves) and `after` are
/// rewritten; everything else stays byte for byte. Falls back to the canonical text if the result would not resolve to `after`.
[[nodiscard]] Result<std::string> rewriteModelText(ScratchServer& scratch, const std::string& text,
                                                   const Catalog& before, const Catalog& after,
                                                   const std::vector<Rename>& renames, const Task& task = {});

} // namespace schemawright
