#pragma once

#include "diff/kinds/base/kind_ops.h"

/// Types that need functions which need the type: base types, and ranges with a canonical function. PostgreSQL 17 manual, "CREATE TYPE", Notes.
namespace schemawright {

/// The functions that the type needs and that need the type.
[[nodiscard]] std::vector<ObjectKey> ownFunctions(const Catalog& catalog, const ObjectKey& type);

/// CREATE TYPE creates a shell, with which the functions can be created; then `createSql` completes it.
void createAroundShell(const ObjectKey& key, std::string createSql, const PlanContext& context, Steps& steps);

/// Neither the type nor its functions can be dropped first. One statement drops them all, after it has checked that nothing else depends on them.
void dropWithFunctions(const ObjectKey& key, const Object& object, const PlanContext& context, Steps& steps);

} // namespace schemawright
