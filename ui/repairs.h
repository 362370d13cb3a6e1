#pragma once

#include "model/advice.h"
#include "ui/document.h"

namespace schemawright {

/// Does what the advice offers. `known` is the model as it was saved last (see renameElement). Errors: those of the edits.
[[nodiscard]] Result<void> applyRepair(ProjectState& state, const Repair& repair, const Catalog& known);

/// Puts the template's columns into the table, those that it lacks; and its key, where the table has none.
[[nodiscard]] Result<void> applyTemplate(ProjectState& state, const ObjectKey& table, const ColumnTemplate& columns);

} // namespace schemawright
