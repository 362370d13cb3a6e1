#pragma once

#include "ui/picture/reach.h"
#include "ui/picture/space_index.h"

#include <memory>

namespace schemawright {

/// A line's end: a card, by its number in the index, at a height on its left or right side.
struct RouteEnd {
    std::uint32_t card = 0;
    double y = 0;
};

struct Route {
    std::vector<Point> points; ///< at right angles, from one card's side to the other's
    Reach reach;               ///< the searched area: cards that change outside do not affect the route
    bool clear = true;         ///< false: no route around the cards was found, the line crosses some
};

/// Finds right-angled routes with few bends around cards. It searches only from obstacle to obstacle, so its cost does not grow with the
/// diagram, and distant changes do not affect its result. Deterministic. It keeps its memory from one search to the next, so
/// each thread has its own.
class Router {
public:
    explicit Router(const SpaceIndex& cards);
    ~Router();
    Router(const Router&) = delete;
    Router& operator=(const Router&) = delete;

    /// The shortest route; between distant cards, one that is nearly as short.
    [[nodiscard]] Route find(RouteEnd from, RouteEnd to);

private:
    class Search;
    std::unique_ptr<Search> m_search;
};

} // namespace schemawright
