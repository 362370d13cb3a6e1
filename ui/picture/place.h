#pragma once

#include "ui/picture/space_index.h"

namespace schemawright {

/// The free place for a rectangle of that size nearest to `wanted` (its top left), at least `gap` from all in `taken`.
[[nodiscard]] Point freePlace(const SpaceIndex& taken, Point wanted, double width, double height, double gap);

} // namespace schemawright
