#pragma once

#include "diff/kinds/base/kind_ops.h"
#include "model/kinds/table.h"

/// A constraint in SQL.
namespace schemawright::tables {

/// "CONSTRAINT orders_pkey PRIMARY KEY (id)".
[[nodiscard]] std::string constraintDefinition(const Constraint& constraint);

/// What ADD CONSTRAINT cannot set: clustering, replica identity, tablespace of an exclusion constraint's index, comments.
[[nodiscard]] std::vector<Statement> constraintSettings(const ObjectKey& table, const Constraint& before,
                                                        const Constraint& after);

/// ADD CONSTRAINT with its settings, as steps of its own; one of them creates the constraint.
[[nodiscard]] Steps addConstraintSteps(const ObjectKey& table, const Table& body, const Constraint& constraint,
                                       const PlanContext& context);
/// Adds to `step` the columns, and for a foreign key the keys, that the constraint needs.
void needColumns(const ObjectKey& table, const Constraint& constraint, const PlanContext& context, Step& step);
/// Keys that are dropped although the foreign key could refer to them; PostgreSQL must not choose one of them.
[[nodiscard]] std::vector<ObjectKey> goingKeys(const Constraint& foreignKey, const PlanContext& context);
/// The settings that ADD CONSTRAINT leaves out, for a constraint that was just created.
[[nodiscard]] std::vector<Statement> newConstraintSettings(const ObjectKey& table, const Constraint& constraint);

/// Whether ADD CONSTRAINT locks the tables below like the table itself, also where it does nothing to them: from PostgreSQL 18 on (observed,
/// see docs/locks.md).
[[nodiscard]] bool locksTablesBelow(const PlanContext& context);
/// Whether statements about the constraint extend to partitions, or to all tables that inherit.
[[nodiscard]] LockReach reachOf(const Constraint& constraint);

/// DROP CONSTRAINT; `only`: not in the tables that inherit it.
[[nodiscard]] Statement dropConstraint(const ObjectKey& table, const Constraint& constraint, bool only = false);

} // namespace schemawright::tables
