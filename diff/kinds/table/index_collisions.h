#pragma once

#include "diff/kinds/base/step.h"
#include "model/kinds/table.h"

namespace schemawright::tables {

/// Whether values of the column that differ before may be equal after: "a" and "A" as citext or under a collation that is not deterministic, 1.2 and
/// 1.4 as integers, '1' and '01' as numbers.
[[nodiscard]] bool makesValuesEqual(const Column& before, const Column& after, const PlanContext& context);

/// Says of each unique index of the column that stays, and is built again by the statement, that it cannot be built where values have become equal.
void sayCollisions(const ObjectKey& column, const PlanContext& context, Statement& statement);

} // namespace schemawright::tables
