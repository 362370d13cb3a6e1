#pragma once

#include "diff/step.h"

/// What the rooms of objects that hang on a relation (indexes, triggers, policies, rules, statistics) share.
namespace schemawright {

/// The key of the relation that `child.parent` names; a table's where the catalog has none of that name.
[[nodiscard]] ObjectKey relationOf(const Catalog& catalog, const ObjectKey& child);
/// Its name in SQL.
[[nodiscard]] std::string relationName(const ObjectKey& child);
/// "TABLE", "VIEW" or "MATERIALIZED VIEW".
[[nodiscard]] std::string_view relationWord(const ObjectKey& relation);
/// True where the relation may hold rows when the plan's statements come to it: it was there before and is not made anew.
[[nodiscard]] bool relationHasRows(const ObjectKey& child, const PlanContext& context);

/// The lock that ALTER INDEX takes on an index to get from one list of storage parameters to the other.
[[nodiscard]] LockMode indexOptionsLock(const std::vector<Option>& before, const std::vector<Option>& after);

/// A step that makes, changes in place, or removes the object `key` and nothing else.
[[nodiscard]] Step creatingStep(const ObjectKey& key, std::vector<Statement> statements);
[[nodiscard]] Step alteringStep(const ObjectKey& key, std::vector<Statement> statements);
[[nodiscard]] Step droppingStep(const ObjectKey& key, std::vector<Statement> statements);

} // namespace schemawright
