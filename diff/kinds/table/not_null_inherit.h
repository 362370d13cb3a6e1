#pragma once

#include "diff/kinds/base/kind_ops.h"
#include "model/kinds/table.h"

/// NOT NULL as a constraint that is inherited (PostgreSQL 18): it has a name of its own in each table, which nobody can change while a table above
/// has it, too. PostgreSQL 18 manual, "ALTER TABLE"; tablecmds.c, ATExecSetNotNull, dropconstraint_internal, rename_constraint_internal.
namespace schemawright::tables {

/// Do tables below keep their NOT NULL when the table's is dropped? Then it stops being inherited before, which makes theirs their own.
[[nodiscard]] bool keepNotNullBelow(const PlanContext& context, const ObjectKey& table, const Column& column);

/// ALTER CONSTRAINT ... NO INHERIT.
[[nodiscard]] Statement stopInheritingNotNull(const ObjectKey& table, const Column& column);

/// What the NOT NULL of the parent's column makes of the inherited one when it comes, goes or changes. `wanted`: the inherited column in the target;
/// nullptr: none.
void inheritNotNull(const PlanContext& context, const ObjectKey& table, const ObjectKey& parent, const Column& before,
                    const Column& after, const Column* wanted, Column& mine);

/// Does a table above give the column a NOT NULL that it did not give before? Then the table's own is made, and named, first: they are merged.
[[nodiscard]] bool gainsNotNull(const PlanContext& context, const ObjectKey& table, const std::string& column);

/// The target with the names that a plan leaves where it cannot give the wanted ones: what the way back starts from.
[[nodiscard]] Catalog withLeftNotNullNames(const Catalog& from, const Catalog& to);

/// The step that does what comes before the tables above give their NOT NULL.
[[nodiscard]] Step beforeParentsNotNull(const PlanContext& context, const ObjectKey& table, const std::string& column);

/// PostgreSQL 18 does not change the type of a column whose NOT NULL is inherited by a table that has its own besides, under another name. What
/// takes them apart before, and what joins them again.
struct AroundRetype {
    std::vector<Statement> before;
    std::vector<Statement> after;
};
[[nodiscard]] AroundRetype partNotNull(const PlanContext& context, const ObjectKey& table, const std::string& column);

/// The names in `wanted` become those that the constraints can have after `stands`.
void settleNotNullNames(const PlanContext& context, const ObjectKey& table, const Table& stands, Table& wanted);

/// NOT NULL constraints whose name another one gets step aside.
void stepAsideForNotNull(const PlanContext& context, const ObjectKey& table, const Table& wanted, Table& stands,
                         Steps& steps);

} // namespace schemawright::tables
