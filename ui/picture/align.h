#pragma once

#include "ui/picture/geometry.h"

#include <optional>
#include <vector>

namespace schemawright {

enum class Alignment { Left, Center, Right, Top, Middle, Bottom, SpreadHorizontally, SpreadVertically };

/// The new top left corners of the rectangles. Alignment is to the outermost one. Distribution keeps the outermost ones and makes
/// the gaps between the others equal.
[[nodiscard]] std::vector<Point> aligned(const std::vector<Rect>& rects, Alignment alignment);

/// A rectangle that is moved and snaps to the edges and centres of others.
struct Snap {
    double dx = 0;
    double dy = 0;
    std::optional<double> guideX; ///< the line that it snapped to; nullopt: none
    std::optional<double> guideY;
};
/// Snaps `moved` to the nearest edges and centres of `others` within `reach` (scene units).
[[nodiscard]] Snap snapTo(const Rect& moved, const std::vector<Rect>& others, double reach);

} // namespace schemawright
