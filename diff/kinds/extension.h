#pragma once

#include "model/catalog.h"

namespace schemawright {

/// Extensions that are in another schema in `to`, where ALTER EXTENSION moves them.
[[nodiscard]] std::vector<ObjectKey> movedExtensions(const Catalog& from, const Catalog& to);
/// The schema of an extension; empty if it is not there.
[[nodiscard]] std::string extensionSchema(const Catalog& catalog, const ObjectKey& key);

} // namespace schemawright
