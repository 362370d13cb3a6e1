#pragma once

#include "ui/picture/scene.h"
#include "ui/picture/space_index.h"

namespace schemawright {

/// The foreign keys between the cards of `scene`, with their ends, without routes.
[[nodiscard]] std::vector<Relation> relationsOf(const Scene& scene, const Catalog& catalog, const Diagram& diagram);

/// Routes the given lines (by number) around the cards.
void routeRelations(Scene& scene, const SpaceIndex& cards, const std::vector<std::size_t>& which);
/// Sets `path` from `route` for the given lines, side by side where they run parallel.
void spreadRelations(Scene& scene, const SpaceIndex& cards, const std::vector<std::size_t>& which);

} // namespace schemawright
