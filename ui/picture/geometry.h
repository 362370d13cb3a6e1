#pragma once

#include "model/diagram.h"

#include <algorithm>
#include <cmath>

namespace schemawright {

/// An upright rectangle in the units of CardLayout (points at 100 %, y downwards).
struct Rect {
    double x = 0;
    double y = 0;
    double width = 0;
    double height = 0;
    bool operator==(const Rect&) const = default;

    [[nodiscard]] double right() const { return x + width; }
    [[nodiscard]] double bottom() const { return y + height; }
    [[nodiscard]] Point center() const { return {x + width / 2, y + height / 2}; }
    [[nodiscard]] bool empty() const { return width <= 0 || height <= 0; }
    [[nodiscard]] bool contains(Point p) const { return p.x >= x && p.x <= right() && p.y >= y && p.y <= bottom(); }
    /// True if the interiors intersect; rectangles that only touch do not.
    [[nodiscard]] bool overlaps(const Rect& other) const
    {
        return x < other.right() && other.x < right() && y < other.bottom() && other.y < bottom();
    }
    [[nodiscard]] Rect grown(double margin) const
    {
        return {x - margin, y - margin, width + 2 * margin, height + 2 * margin};
    }
};

/// The smallest rectangle around both; an empty one is ignored.
[[nodiscard]] Rect united(const Rect& a, const Rect& b);
/// Whether the horizontal or vertical segment from a to b crosses the interior of `rect`.
[[nodiscard]] bool segmentCrosses(Point a, Point b, const Rect& rect);
/// The smallest rectangle around the points.
[[nodiscard]] Rect boundsOf(const std::vector<Point>& points);
[[nodiscard]] inline Rect boundsOf(Point a, Point b)
{
    return {std::min(a.x, b.x), std::min(a.y, b.y), std::abs(a.x - b.x), std::abs(a.y - b.y)};
}

} // namespace schemawright
