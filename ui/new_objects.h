#pragma once

#include "ui/document.h"

#include <span>

namespace schemawright {

/// What can be added to a model besides tables; a procedure is a function to PostgreSQL, not to people.
enum class NewObject {
    View,
    MaterializedView,
    Function,
    Procedure,
    TriggerFunction,
    Enum,
    Domain,
    CompositeType,
    Range,
    Sequence,
    Schema,
    Publication,
    Trigger,
    Policy,
    Rule,
    Statistics,
};

/// In the order of menus; those that belong to a table come last.
[[nodiscard]] std::span<const NewObject> newObjects();
[[nodiscard]] bool belongsToTable(NewObject what);
[[nodiscard]] Kind kindOf(NewObject what);
/// "View", "Materialized view"...
[[nodiscard]] QString titleOf(NewObject what);

/// One that PostgreSQL takes as it is, under a name that is free, to be made into what is wanted. `schema` is where; `relation` the table
/// that it is about or belongs to (may be without a name where it belongs to none). Errors: Usage where a table is needed.
[[nodiscard]] Result<ObjectKey> addObject(ProjectState& state, NewObject what, const std::string& schema,
                                          const ObjectKey& relation);

} // namespace schemawright
