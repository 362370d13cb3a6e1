#pragma once

#include "diff/kinds/base/step.h"

/// Shared by the kinds that belong to a relation (indexes, triggers, policies, rules, statistics).
namespace schemawright {

/// The key of the relation that `child.parent` names; a table's if the catalog has none of that name.
[[nodiscard]] ObjectKey relationOf(const Catalog& catalog, const ObjectKey& child);
/// Its name in SQL.
[[nodiscard]] std::string relationName(const ObjectKey& child);
/// "TABLE", "VIEW" or "MATERIALIZED VIEW".
[[nodiscard]] std::string_view relationWord(const ObjectKey& relation);
/// Whether the relation may have rows when the plan's statements run: it existed before and is not recreated.
[[nodiscard]] bool relationHasRows(const ObjectKey& child, const PlanContext& context);

/// The lock that ALTER INDEX takes to change one list of storage parameters into another.
[[nodiscard]] LockMode indexOptionsLock(const std::vector<Option>& before, const std::vector<Option>& after);

/// A step that creates, alters or drops only the object `key`.
[[nodiscard]] Step creatingStep(const ObjectKey& key, std::vector<Statement> statements);
[[nodiscard]] Step alteringStep(const ObjectKey& key, std::vector<Statement> statements);
[[nodiscard]] Step droppingStep(const ObjectKey& key, std::vector<Statement> statements);

} // namespace schemawright
