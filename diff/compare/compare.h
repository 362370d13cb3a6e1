#pragma once

#include "model/catalog.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace schemawright {

/// One object that differs: an addition (no `before`), a drop (no `after`), an alteration, or a rename.
struct Change {
    ObjectKey key; ///< its key after the change; for a drop, before
    std::shared_ptr<const Object> before;
    std::shared_ptr<const Object> after;
    std::optional<ObjectKey> renamedFrom;
    std::vector<std::string>
        details; ///< sentences: "column price: type integer -> bigint"; "column state renamed to status"
};

/// The differences in both directions. They differ in more than their sign: whether an inherited column is also local to its table counts only
/// where the target does not inherit it (see sameIn).
struct Comparison {
    std::vector<Change> up;
    std::vector<Change> down; ///< without details
};

/// The differences, sorted by key; renames of `to`'s older names must have been done on `from` before (see difference/difference.h).
[[nodiscard]] std::vector<Change> compare(const Catalog& from, const Catalog& to);
[[nodiscard]] Comparison compareBothWays(const Catalog& from, const Catalog& to);

} // namespace schemawright
