#pragma once

#include "model/advice.h"
#include "ui/document/document.h"

namespace schemawright {

/// Applies the repair of an advice. `known` is the model as last saved (see renameElement). Errors: those of the edits.
[[nodiscard]] Result<void> applyRepair(ProjectState& state, const Repair& repair, const Catalog& known);

/// Adds the template's missing columns to the table, and its key if the table has none.
[[nodiscard]] Result<void> applyTemplate(ProjectState& state, const ObjectKey& table, const ColumnTemplate& columns);

} // namespace schemawright
