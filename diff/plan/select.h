#pragma once

#include "diff/compare/compare.h"

namespace schemawright {

/// `to` with only the chosen changes; everything else as in `from`. Adds the changes that the chosen ones need
/// (additions that they depend on; drops of objects that depend on dropped ones). Returns all keys in effect.
[[nodiscard]] std::vector<ObjectKey> closeSelection(const Catalog& from, const Catalog& to,
                                                    const std::vector<Change>& changes,
                                                    const std::vector<ObjectKey>& chosen);
/// The reverse: the omitted changes, and those that need them.
[[nodiscard]] std::vector<ObjectKey> closeOmission(const Catalog& from, const Catalog& to,
                                                   const std::vector<Change>& changes,
                                                   const std::vector<ObjectKey>& omitted);
[[nodiscard]] Catalog selectChanges(const Catalog& from, const Catalog& to, const std::vector<ObjectKey>& chosen);

} // namespace schemawright
