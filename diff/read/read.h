#pragma once

#include "diff/kinds/base/reading.h"
#include "diff/server/connection.h"
#include "diff/server/task.h"

namespace schemawright {

/// Reads the whole schema in one repeatable-read, read-only transaction with an empty search_path and a fixed number of queries.
[[nodiscard]] Result<Reading> readCatalog(Connection& connection, const Scope& scope = {}, const Task& task = {},
                                          Connections connections = Connections::TwoIfLarge);
/// The same, on a new connection.
[[nodiscard]] Result<Reading> readCatalog(const ConnectionSpec& spec, const Scope& scope = {}, const Task& task = {},
                                          Connections connections = Connections::TwoIfLarge);

/// Whether the pattern of a scope matches: * is any text, ? any character.
[[nodiscard]] bool matchesPattern(std::string_view pattern, std::string_view text);
/// The catalog without the objects outside the scope.
[[nodiscard]] Catalog restrictTo(const Catalog& catalog, const Scope& scope);
/// Whether a pattern of scope.schemas matches an object or a schema.
[[nodiscard]] bool hasAny(const Catalog& catalog, const Scope& scope);

} // namespace schemawright
