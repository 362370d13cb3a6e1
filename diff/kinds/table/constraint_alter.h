#pragma once

#include "diff/kinds/table/table.h"

/// The constraints of a table that is altered.
namespace schemawright::tables {

/// Whether the constraint must be dropped and added again, because ALTER cannot make the change.
[[nodiscard]] bool isConstraintRemade(const Constraint& before, const Constraint& after);

/// Whether a foreign key prevents the new types, because its columns would not be comparable while only one side is changed.
[[nodiscard]] bool isInTheWayOfTypes(const ObjectKey& table, const Constraint& constraint, const PlanContext& context);
void alterConstraints(const Alteration& alteration, Step& drops, Steps& steps);

} // namespace schemawright::tables
