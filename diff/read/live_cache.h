#pragma once

#include "diff/kinds/base/reader.h"

namespace schemawright {

/// A pg_attribute of so many bytes (some 3,000 tables) is worth looking whether the catalog is known.
inline constexpr std::int64_t knowableCatalog = 16 << 20;

/// Like readCatalog. If pg_attribute has at least `large` bytes, takes the catalog from the user's cache where the content of the system
/// catalogs is the same as when that was written; sizes are read each time. Why that is safe: docs/decisions/unchanged_databases.md.
[[nodiscard]] Result<Reading> readUnlessKnown(Connection& connection, const Scope& scope = {}, const Task& task = {},
                                              Connections connections = Connections::TwoIfLarge,
                                              std::int64_t large = knowableCatalog);
/// The same, on a new connection.
[[nodiscard]] Result<Reading> readUnlessKnown(const ConnectionSpec& spec, const Scope& scope = {},
                                              const Task& task = {}, Connections connections = Connections::TwoIfLarge);

} // namespace schemawright
