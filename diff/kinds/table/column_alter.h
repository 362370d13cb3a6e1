#pragma once

#include "diff/kinds/table/table.h"

/// The columns of a table that is altered.
namespace schemawright::tables {

/// Whether the column must be dropped and added again (a generated column whose kind or type changes, or for another reason).
[[nodiscard]] bool isColumnRemade(const Column& before, const Column& after, const PlanContext& context);
void alterColumns(const Alteration& alteration, Step& drops, Steps& steps);

} // namespace schemawright::tables
