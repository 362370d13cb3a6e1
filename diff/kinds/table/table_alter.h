#pragma once

#include "diff/kinds/base/kind_ops.h"
#include "model/kinds/table.h"

/// ALTER TABLE.
namespace schemawright::tables {

Result<void> alter(const ObjectKey& key, const Object& before, const Object& after, const PlanContext& context,
                   Steps& steps);
std::vector<ObjectKey> invalidates(const ObjectKey& key, const Object& before, const Object& after,
                                   const PlanContext& context);

} // namespace schemawright::tables
