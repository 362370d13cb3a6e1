#pragma once

#include "ui/window/main_window.h"

#include <functional>

namespace schemawright {

/// The inspector of a table, a policy and a function, several columns at once, and Problems with their repairs; in both colours. What it adds
/// to the model for them is taken back. False where something did not come.
[[nodiscard]] bool takeEditorPictures(MainWindow& window, const std::function<void(const char*)>& take);

} // namespace schemawright
