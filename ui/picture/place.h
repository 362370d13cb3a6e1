#pragma once

#include "ui/picture/space_index.h"

namespace schemawright {

/// The free position nearest to `wanted` (top left) for a rectangle of that size, at least `gap` away from all in `taken`.
[[nodiscard]] Point freePlace(const SpaceIndex& taken, Point wanted, double width, double height, double gap);

} // namespace schemawright
