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

/// ADD CONSTRAINT as its own step, with its settings.
[[nodiscard]] Step addConstraintStep(const ObjectKey& table, const Table& body, const Constraint& constraint,
                                     const PlanContext& context);

/// Whether statements about the constraint extend to partitions, or to all tables that inherit.
[[nodiscard]] LockReach reachOf(const Constraint& constraint);

/// DROP CONSTRAINT; `only`: not in the tables that inherit it.
[[nodiscard]] Statement dropConstraint(const ObjectKey& table, const Constraint& constraint, bool only = false);

} // namespace schemawright::tables
