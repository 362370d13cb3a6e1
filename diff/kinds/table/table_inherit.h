#pragma once

#include "diff/kinds/base/kind_ops.h"
#include "model/kinds/table.h"

/// Partitions and tables that inherit: what an alteration of their parents does to them.
namespace schemawright::tables {

/// `before` after ALTER TABLE of its parents: with the columns and checks that recursion adds, changes and drops.
[[nodiscard]] Table afterParents(const ObjectKey& key, const Table& before, const Table& after,
                                 const PlanContext& context);

/// The table's own checks that are dropped before the parent gets others of the same name, which it then inherits.
void stepAsideForChecks(const ObjectKey& key, const Table& before, const Table& after, const PlanContext& context,
                        Steps& steps);

/// Whether an inheriting table keeps the column (or check) that its parent loses. Then the parent's is dropped with ONLY, and the
/// child's becomes its own.
[[nodiscard]] bool isKeptByChild(const ObjectKey& table, const Column& column, const PlanContext& context);
[[nodiscard]] bool isKeptByChild(const ObjectKey& table, const Constraint& constraint, const PlanContext& context);
/// Children that inherit from the table before and after, one level down.
[[nodiscard]] std::vector<ObjectKey> lastingChildren(const PlanContext& context, const ObjectKey& table);

/// The parent whose new column replaces the table's own one, so that it is only inherited; nullptr: none.
[[nodiscard]] const QualifiedName* handedTo(const ObjectKey& key, const Table& before, const Table& after,
                                            const Column& column, const PlanContext& context);

/// The constraint of a partition that ADD CONSTRAINT on the parent creates, under its final name.
[[nodiscard]] bool isMadeByParent(const ObjectKey& partition, const Constraint& constraint);

/// Whether every partition gets this constraint of its parent automatically, under its right name.
[[nodiscard]] bool reachesPartitions(const Catalog& catalog, const ObjectKey& parent, const Constraint& constraint);

} // namespace schemawright::tables
