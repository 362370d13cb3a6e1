#pragma once

#include "diff/kinds/table/table_read.h"

/// Constraints, read with their tables.
namespace schemawright::tables {

[[nodiscard]] Result<void> readConstraints(Reader& reader, TableRows& tables);
[[nodiscard]] std::string constraintsQuery(int version);

} // namespace schemawright::tables
