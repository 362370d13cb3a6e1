#pragma once

#include "ui/picture/geometry.h"

namespace schemawright {

/// A line through points set by hand, in order, at right angles, without avoiding cards.
[[nodiscard]] std::vector<Point> routeThrough(const Rect& from, double fromY, const Rect& to, double toY,
                                              const std::vector<Point>& waypoints);

/// Without duplicate points and points in the middle of a straight segment.
[[nodiscard]] std::vector<Point> simplified(std::vector<Point> points);
void simplify(std::vector<Point>& points);
/// The same, and without segments that the line covers twice.
[[nodiscard]] std::vector<Point> withoutSpikes(std::vector<Point> points);

} // namespace schemawright
