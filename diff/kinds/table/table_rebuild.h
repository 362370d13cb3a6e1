#pragma once

#include "diff/kinds/base/kind_ops.h"
#include "model/kinds/table.h"

/// Tables that are dropped and created again, and the fate of their rows.
namespace schemawright::tables {

/// Whether the column is in the partition key. PostgreSQL cannot retype it there.
[[nodiscard]] bool isInPartitionKey(const Table& table, const std::string& column);

/// Whether the table is dropped and created again and keeps its rows.
[[nodiscard]] bool isRebuilt(const ObjectKey& table, const PlanContext& context);

/// Whether its rows are also copied separately, not with the partitioned table that it belonged to.
[[nodiscard]] bool keepsRowsAside(const ObjectKey& table, const PlanContext& context);

/// The auxiliary table with its rows, and an element that represents the restored rows.
[[nodiscard]] ObjectKey rowsAside(const ObjectKey& table, const PlanContext& context);
[[nodiscard]] ObjectKey rowsBack(const ObjectKey& table);
[[nodiscard]] Step putRowsAside(const ObjectKey& key, const Table& before, const PlanContext& context);
[[nodiscard]] Step bringRowsBack(const ObjectKey& key, const Table& after, const PlanContext& context);

} // namespace schemawright::tables
