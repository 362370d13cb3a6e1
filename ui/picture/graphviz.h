#pragma once

#include "model/diagram.h"
#include "model/error.h"

#include <cstddef>
#include <utility>
#include <vector>

namespace schemawright {

/// A graph to be laid out: nodes by number with their sizes, edges between them.
struct LayoutGraph {
    std::vector<std::pair<double, double>> sizes; ///< width, height in units
    std::vector<std::pair<std::size_t, std::size_t>> edges;
};

enum class LayoutEngine { Layered, Forces, FreeForces };

/// Centres of the nodes. Layered: from left to right along the edges, `gap` between nodes. Forces: connected nodes are near each other.
/// FreeForces: the same for many nodes, which may overlap, because separating thousands takes longer than the layout. Graphviz is not thread-safe: calls wait for
/// each other. Errors: Unsupported if Graphviz lacks the engine or fails.
[[nodiscard]] Result<std::vector<Point>> layoutByGraphviz(const LayoutGraph& graph, LayoutEngine engine, double gap);

} // namespace schemawright
