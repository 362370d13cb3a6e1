#pragma once

#include "diff/kinds/base/kind_ops.h"

/// What tables store of a function's results is computed again after the function has changed.
namespace schemawright::tables {

/// Of a constraint, a generated column, or the partition key.
[[nodiscard]] Recomputation recomputePart(const ObjectKey& element, const Object& object, const PlanContext& context);

/// REINDEX of an index of the relation (index.cpp).
[[nodiscard]] Recomputation reindexed(const std::string& name, const ObjectKey& relation, bool concurrently,
                                      const PlanContext& context);

} // namespace schemawright::tables
