#pragma once

#include "diff/kinds/table/column_sql.h"

/// Where another sequence numbers a column from now on (serial, identity, plain), its numbers must go on where they stand.
namespace schemawright::tables {

/// counterOf(); of a partition's identity that of the partitioned table.
[[nodiscard]] std::optional<Counter> counterOfFamily(const Catalog& catalog, ObjectKey table, const Column& column);

enum class CountsOn {
    AsItDoes,     ///< nothing to do
    FromSequence, ///< the new sequence takes over the state of the old one
    FromRows      ///< the highest value of the rows says where to go on
};
[[nodiscard]] CountsOn countsOn(const PlanContext& context, const ObjectKey& table, const Column& before,
                                const Column& after);

/// SELECT setval(...) with the state of `from`, which may be called otherwise by now.
[[nodiscard]] Statement takeOverState(const ObjectKey& origin, const ObjectKey& from, const Counter& to);
/// SELECT setval(...) with the highest value of the rows, where the sequence is not beyond it.
[[nodiscard]] Statement countOnFromRows(const PlanContext& context, const ObjectKey& table, const Column& column,
                                        const Counter& counter);

/// The sequences that number, from now on, the columns that `sequence` numbered, and that take over its state.
[[nodiscard]] std::vector<Counter> successorsOf(const ObjectKey& sequence, const PlanContext& context);

/// For a sequence that starts again: countOnFromRows() of the columns that it numbers before and after.
[[nodiscard]] std::vector<Statement> countOnFromUsers(const ObjectKey& sequence, const PlanContext& context);

/// The name of a sequence that steps aside until its state is taken over.
[[nodiscard]] ObjectKey asideSequence(const ObjectKey& sequence, const PlanContext& context);
[[nodiscard]] Statement stepAside(const ObjectKey& origin, const ObjectKey& sequence, const PlanContext& context);

} // namespace schemawright::tables
