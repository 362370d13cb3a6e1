#pragma once

#include "ui/document/document.h"

namespace schemawright {

/// The key in `after` of the object with `key` in `before`, if an edit or its undo renamed or moved it. The key of a removed object is returned unchanged.
[[nodiscard]] ObjectKey followed(const ObjectKey& key, const ProjectState& before, const ProjectState& after);
/// The same for several keys.
[[nodiscard]] std::vector<ObjectKey> followed(std::vector<ObjectKey> keys, const ProjectState& before,
                                              const ProjectState& after);

} // namespace schemawright
