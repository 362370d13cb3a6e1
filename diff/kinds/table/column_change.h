#pragma once

#include "diff/kinds/table/table.h"

#include <cstddef>
#include <optional>

/// One column that exists before and after (column_change.cpp), and what it shares with adding and dropping one (column_alter.cpp).
namespace schemawright::tables {

/// The steps that change one column from its old form to its new one. Returns the index of the step that begins with a new type for which the
/// table is rewritten; nullopt if there is none.
std::optional<std::size_t> changeColumn(const Alteration& alteration, const Column& before, const Column& after,
                                        Steps& steps);

/// The same column is dropped in every table that inherits it and continues to exist.
void listInherited(const PlanContext& context, const ObjectKey& table, const std::string& column,
                   std::vector<ObjectKey>& keys);

/// Whether the type, or its base type, checks its values. Adding such a column checks every row by rewriting it.
[[nodiscard]] bool isConstrainedDomain(const Catalog& catalog, const std::string& type);

} // namespace schemawright::tables
