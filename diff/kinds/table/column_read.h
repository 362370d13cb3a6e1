#pragma once

#include "diff/kinds/table/table_read.h"

/// Columns, read with their tables.
namespace schemawright::tables {

[[nodiscard]] Result<void> readColumns(Reader& reader, TableRows& tables);

} // namespace schemawright::tables
