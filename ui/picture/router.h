#pragma once

#include "ui/picture/space_index.h"

namespace schemawright {

/// Where a line starts or ends: a card, by its number in the index, at a height on its left or right side.
struct RouteEnd {
    std::uint32_t card = 0;
    double y = 0;
};

struct Route {
    std::vector<Point> points; ///< right-angled, from the one card's side to the other's
    Rect reach;        ///< nothing outside of it was looked at: cards that change out there leave the route as it is
    bool clear = true; ///< false: no way around the cards was found, the line goes through some
};

/// The shortest right-angled way with few bends around the cards in `cards`. It searches only from obstacle to obstacle, so its cost does
/// not grow with the diagram, and what happens far away does not change it. Deterministic.
[[nodiscard]] Route findRoute(const SpaceIndex& cards, RouteEnd from, RouteEnd to);

/// Through points set by hand, in order, by right angles, around nothing.
[[nodiscard]] std::vector<Point> routeThrough(const Rect& from, double fromY, const Rect& to, double toY,
                                              const std::vector<Point>& waypoints);

/// Without doubled points and points in the middle of a straight piece.
[[nodiscard]] std::vector<Point> simplified(const std::vector<Point>& points);

} // namespace schemawright
