#pragma once

#include "model/catalog.h"

#include <vector>

namespace schemawright {

/// The keys of the indexes that PostgreSQL calls invalid: CREATE INDEX CONCURRENTLY failed halfway. PostgreSQL 17 manual, "CREATE INDEX".
[[nodiscard]] std::vector<ObjectKey> invalidIndexes(const Catalog& catalog);
/// The catalog with every index valid: no plan creates an invalid index.
[[nodiscard]] Catalog withValidIndexes(const Catalog& catalog);

} // namespace schemawright
