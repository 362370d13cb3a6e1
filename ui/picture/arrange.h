#pragma once

#include "model/error.h"
#include "ui/picture/scene.h"

#include <stop_token>
#include <utility>
#include <vector>

namespace schemawright {

struct ArrangeOptions {
    double gap = 64;               ///< minimum distance between two cards
    std::size_t layeredUpTo = 350; ///< connected tables; more are laid out by forces
    std::size_t apartUpTo = 3000;  ///< more are then arranged in columns
    bool keepPinned = true;
};

/// New positions for all cards, by Graphviz, without overlaps; disconnected tables are in a grid beside the others. Blocks (seconds for
/// thousands of tables), may be called from any thread. Errors: Unsupported if Graphviz fails, Cancelled.
[[nodiscard]] Result<std::vector<std::pair<ObjectKey, Point>>>
arrange(const Scene& scene, const ArrangeOptions& options = {}, const std::stop_token& stop = {});

} // namespace schemawright
