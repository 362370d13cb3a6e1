#pragma once

#include "diff/kinds/base/kind_ops.h"
#include "model/kinds/table.h"

/// The plans of --online, which avoid long locks. Each is a sequence that can be retried after a failure.
namespace schemawright::tables {

/// Whether the plan is online and the table may have rows.
[[nodiscard]] bool goesOnline(const PlanContext& context, const ObjectKey& table);

/// Drops the invalid index of that name that a failed CREATE INDEX CONCURRENTLY has left; fails if it is valid. Both
/// statements belong to the next one. PostgreSQL 17 manual, "Building Indexes Concurrently".
[[nodiscard]] std::vector<Statement> dropLeftover(const ObjectKey& origin, const ObjectKey& index);
/// Whether the text is one of those statements, read from a file.
[[nodiscard]] bool dropsLeftover(std::string_view sql);

/// ADD CONSTRAINT: checks and foreign keys NOT VALID first, keys with an index that was built concurrently. Empty if that is not possible.
[[nodiscard]] std::vector<Statement> addConstraintOnline(const ObjectKey& table, const Table& body,
                                                         const Constraint& constraint, const PlanContext& context);
/// VALIDATE CONSTRAINT; `apart`: in its own transaction.
[[nodiscard]] Statement validateConstraint(const ObjectKey& table, const Constraint& constraint, bool apart = false);

/// SET NOT NULL with a validated check, which is then dropped.
[[nodiscard]] std::vector<Statement> setNotNullOnline(const ObjectKey& table, const std::string& column);

/// ADD COLUMN with a default that is computed for each row: the column, its default for new rows, the old rows in batches, NOT NULL.
[[nodiscard]] std::vector<Statement> addColumnOnline(const ObjectKey& table, const Column& column);

/// `attach`, ATTACH PARTITION, with a validated check that implies the bound and is then dropped. Empty if the bound is
/// not a range or a list of values of one column.
[[nodiscard]] std::vector<Statement> attachOnline(const ObjectKey& key, const Table& after, const PlanContext& context,
                                                  Statement attach);

/// DETACH PARTITION CONCURRENTLY, and drops the check that it leaves. Empty if PostgreSQL cannot do it, or the check's name is not certain.
[[nodiscard]] std::vector<Statement> detachOnline(const ObjectKey& key, const Table& before,
                                                  const PlanContext& context);

} // namespace schemawright::tables
