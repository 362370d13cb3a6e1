#pragma once

#include "diff/kinds/base/kind_ops.h"
#include "model/kinds/table.h"

/// NOT NULL as a constraint with a name, a comment and rows that it was not checked against. PostgreSQL 18 manual, "CREATE TABLE", "ALTER TABLE".
/// Where the server is older its name is not known, and none of this is said.
namespace schemawright::tables {

/// " NOT NULL", with the constraint's name where PostgreSQL would choose another; empty where it is not part of the column's definition.
[[nodiscard]] std::string notNullClause(const ObjectKey& table, const Column& column, const PlanContext& context);

/// An inherited column that is also not null by a constraint of the table itself, as an element of CREATE TABLE; empty: it is not.
[[nodiscard]] std::string ownNotNullElement(const Column& column, const Column& above);

/// ALTER TABLE ... ADD [CONSTRAINT name] NOT NULL column; SET NOT NULL where that says the same.
[[nodiscard]] Statement addNotNull(const ObjectKey& table, const Column& column, const PlanContext& context);

/// The name that the constraint has or will have; empty where PostgreSQL may choose another.
[[nodiscard]] std::string notNullName(const ObjectKey& table, const Column& column);

/// What follows the column itself: NOT NULL that is not valid, and the comment. `before` is not null without either where the column is new.
[[nodiscard]] std::vector<Statement> notNullSettings(const ObjectKey& table, const Column& before, const Column& after,
                                                     const PlanContext& context);

/// From one constraint to the other where both columns are not null.
[[nodiscard]] std::vector<Statement> alterNotNull(const ObjectKey& table, const Column& before, const Column& after,
                                                  const PlanContext& context);

} // namespace schemawright::tables
