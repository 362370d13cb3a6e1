#pragma once

#include "ui/document/document.h"

#include <span>

namespace schemawright {

/// Objects that can be added to a model besides tables. A procedure is a function for PostgreSQL, but not for users.
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

/// In the order of menus; those that belong to a table are last.
[[nodiscard]] std::span<const NewObject> newObjects();
/// Whether the object belongs to a table, which must be selected.
[[nodiscard]] bool belongsToTable(NewObject what);
/// The kind of the object.
[[nodiscard]] Kind kindOf(NewObject what);
/// "View", "Materialized view"...
[[nodiscard]] QString titleOf(NewObject what);

/// Adds a valid object with a free name, to be edited further. `schema`: its schema; `relation`: the table
/// that it belongs to or uses (may have no name if the object belongs to none). Errors: Usage if a table is needed.
[[nodiscard]] Result<ObjectKey> addObject(ProjectState& state, NewObject what, const std::string& schema,
                                          const ObjectKey& relation);

} // namespace schemawright
