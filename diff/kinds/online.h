#pragma once

#include "diff/kinds/table.h"

/// The longer ways that --online takes to keep others from waiting. Each is a sequence that can be tried again where it failed.
namespace schemawright::tables {

/// Is the plan to be online, and may the table hold rows already?
[[nodiscard]] bool goesOnline(const PlanContext& context, const ObjectKey& table);

/// Away with the invalid index of that name that a failed CREATE INDEX CONCURRENTLY has left; a valid one is refused and kept. Both
/// statements go with the next one. PostgreSQL 17 manual, "Building Indexes Concurrently".
[[nodiscard]] std::vector<Statement> dropLeftover(const ObjectKey& origin, const ObjectKey& index);
/// Is the text one of those statements, read back from a file?
[[nodiscard]] bool dropsLeftover(std::string_view sql);

/// ADD CONSTRAINT: checks and foreign keys NOT VALID first, keys by an index that was built concurrently. Empty where there is no such way.
[[nodiscard]] std::vector<Statement> addConstraintOnline(const ObjectKey& table, const Table& body,
                                                         const Constraint& constraint, const PlanContext& context);
/// VALIDATE CONSTRAINT; `apart`: in a transaction of its own.
[[nodiscard]] Statement validateConstraint(const ObjectKey& table, const Constraint& constraint, bool apart = false);

/// SET NOT NULL behind a check that has been validated, and is then dropped.
[[nodiscard]] std::vector<Statement> setNotNullOnline(const ObjectKey& table, const std::string& column);

/// ADD COLUMN with a default that is computed for each row: the column, its default for new rows, the old rows in parts, NOT NULL.
[[nodiscard]] std::vector<Statement> addColumnOnline(const ObjectKey& table, const Column& column);

/// `attach`, ATTACH PARTITION, behind a check that says beforehand that the rows are within the bound, and is then dropped. Empty where the bound is
/// more than a range or a list of values of one column.
[[nodiscard]] std::vector<Statement> attachOnline(const ObjectKey& key, const Table& after, const PlanContext& context,
                                                  Statement attach);

/// DETACH PARTITION CONCURRENTLY, and away with the check that it leaves. Empty where PostgreSQL cannot, or the check's name is not certain.
[[nodiscard]] std::vector<Statement> detachOnline(const ObjectKey& key, const Table& before,
                                                  const PlanContext& context);

} // namespace schemawright::tables
