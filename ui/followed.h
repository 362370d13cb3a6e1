#pragma once

#include "ui/document.h"

namespace schemawright {

/// What is called `key` in `before`, by its name in `after`: of what an edit, or its undo, renamed or moved. What is gone keeps its key.
[[nodiscard]] ObjectKey followed(const ObjectKey& key, const ProjectState& before, const ProjectState& after);
[[nodiscard]] std::vector<ObjectKey> followed(std::vector<ObjectKey> keys, const ProjectState& before,
                                              const ProjectState& after);

} // namespace schemawright
