#pragma once

#include "ui/picture/reach.h"
#include "ui/picture/space_index.h"

#include <memory>

namespace schemawright {

/// Where a line starts or ends: a card, by its number in the index, at a height on its left or right side.
struct RouteEnd {
    std::uint32_t card = 0;
    double y = 0;
};

struct Route {
    std::vector<Point> points; ///< right-angled, from the one card's side to the other's
    Reach reach;       ///< nothing outside of it was looked at: cards that change out there leave the route as it is
    bool clear = true; ///< false: no way around the cards was found, the line goes through some
};

/// Finds right-angled ways with few bends around cards. It searches only from obstacle to obstacle, so its cost does not grow with the
/// diagram, and what happens far away does not change what it finds. Deterministic; it keeps its memory from one search to the next, so
/// that each thread has one of its own.
class Router {
public:
    explicit Router(const SpaceIndex& cards);
    ~Router();
    Router(const Router&) = delete;
    Router& operator=(const Router&) = delete;

    /// The shortest way; where the cards are far apart, one that is nearly as short.
    [[nodiscard]] Route find(RouteEnd from, RouteEnd to);

private:
    class Search;
    std::unique_ptr<Search> m_search;
};

} // namespace schemawright
