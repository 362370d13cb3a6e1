#pragma once

#include "ui/picture/geometry.h"

namespace schemawright {

/// Through points set by hand, in order, by right angles, around nothing.
[[nodiscard]] std::vector<Point> routeThrough(const Rect& from, double fromY, const Rect& to, double toY,
                                              const std::vector<Point>& waypoints);

/// Without doubled points and points in the middle of a straight piece.
[[nodiscard]] std::vector<Point> simplified(std::vector<Point> points);
void simplify(std::vector<Point>& points);
/// The same, and without pieces that the line goes back over: it turns where it came from.
[[nodiscard]] std::vector<Point> withoutSpikes(std::vector<Point> points);

} // namespace schemawright
