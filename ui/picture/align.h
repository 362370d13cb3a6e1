#pragma once

#include "ui/picture/geometry.h"

#include <optional>
#include <vector>

namespace schemawright {

enum class Alignment { Left, Center, Right, Top, Middle, Bottom, SpreadHorizontally, SpreadVertically };

/// Where the rectangles' top left corners go. Alignment is to the outermost of them; spreading leaves the outermost where they are and makes
/// the gaps between the others equal.
[[nodiscard]] std::vector<Point> aligned(const std::vector<Rect>& rects, Alignment alignment);

/// A rectangle that is being moved, drawn to the edges and middles of others.
struct Snap {
    double dx = 0;
    double dy = 0;
    std::optional<double> guideX; ///< the line that it snapped to; none: it did not
    std::optional<double> guideY;
};
[[nodiscard]] Snap snapTo(const Rect& moved, const std::vector<Rect>& others, double reach);

} // namespace schemawright
