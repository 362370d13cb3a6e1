#pragma once

#include "diff/kinds/kind_ops.h"

/// Types that need functions which need the type: base types, and ranges with a canonical function. PostgreSQL 17 manual, "CREATE TYPE", Notes.
namespace schemawright {

/// The functions that the type needs and that need the type.
[[nodiscard]] std::vector<ObjectKey> ownFunctions(const Catalog& catalog, const ObjectKey& type);

/// CREATE TYPE alone makes a shell, on which the functions can stand; then `createSql` fills it.
void createAroundShell(const ObjectKey& key, std::string createSql, const PlanContext& context, Steps& steps);

/// Neither the type nor its functions can be dropped first: they go in one statement, which looks before that nothing else would go along.
void dropWithFunctions(const ObjectKey& key, const Object& object, const PlanContext& context, Steps& steps);

} // namespace schemawright
