#include "ui/picture/align.h"

#include <array>
#include <cmath>
#include <numeric>

namespace schemawright {
namespace {

/// In order along one axis, with equal gaps; overlapping ones get equal overlaps.
void spread(const std::vector<Rect>& rects, bool horizontally, std::vector<Point>& places)
{
    const auto start = [&](std::size_t i) { return horizontally ? rects[i].x : rects[i].y; };
    const auto length = [&](std::size_t i) { return horizontally ? rects[i].width : rects[i].height; };
    std::vector<std::size_t> order(rects.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, {}, [&](std::size_t i) { return start(i) + length(i) / 2; });
    double taken = 0;
    for (const std::size_t i : order)
        taken += length(i);
    const double from = start(order.front());
    const double to = start(order.back()) + length(order.back());
    const double gap = (to - from - taken) / static_cast<double>(rects.size() - 1);
    double at = from;
    for (const std::size_t i : order) {
        (horizontally ? places[i].x : places[i].y) = std::round(at);
        at += length(i) + gap;
    }
}

} // namespace

std::vector<Point> aligned(const std::vector<Rect>& rects, Alignment alignment)
{
    Rect bounds;
    std::vector<Point> places;
    for (const Rect& rect : rects) {
        bounds = united(bounds, rect);
        places.push_back({rect.x, rect.y});
    }
    if (alignment == Alignment::SpreadHorizontally || alignment == Alignment::SpreadVertically) {
        if (rects.size() >= 3)
            spread(rects, alignment == Alignment::SpreadHorizontally, places);
        return places;
    }
    for (std::size_t i = 0; i < rects.size(); ++i) {
        switch (alignment) {
        case Alignment::Left: places[i].x = bounds.x; break;
        case Alignment::Center: places[i].x = std::round(bounds.center().x - rects[i].width / 2); break;
        case Alignment::Right: places[i].x = bounds.right() - rects[i].width; break;
        case Alignment::Top: places[i].y = bounds.y; break;
        case Alignment::Middle: places[i].y = std::round(bounds.center().y - rects[i].height / 2); break;
        case Alignment::Bottom: places[i].y = bounds.bottom() - rects[i].height; break;
        case Alignment::SpreadHorizontally:
        case Alignment::SpreadVertically: break;
        }
    }
    return places;
}

Snap snapTo(const Rect& moved, const std::vector<Rect>& others, double reach)
{
    Snap snap;
    double bestX = reach;
    double bestY = reach;
    const std::array xs{moved.x, moved.center().x, moved.right()};
    const std::array ys{moved.y, moved.center().y, moved.bottom()};
    for (const Rect& other : others) {
        const std::array otherXs{other.x, other.center().x, other.right()};
        const std::array otherYs{other.y, other.center().y, other.bottom()};
        for (std::size_t i = 0; i < xs.size(); ++i) {
            for (std::size_t j = 0; j < xs.size(); ++j) {
                // A middle lines up with a middle only: anything else looks like chance.
                if ((i == 1) != (j == 1))
                    continue;
                if (const double off = otherXs[j] - xs[i]; std::abs(off) < bestX) {
                    bestX = std::abs(off);
                    snap.dx = off;
                    snap.guideX = otherXs[j];
                }
                if (const double off = otherYs[j] - ys[i]; std::abs(off) < bestY) {
                    bestY = std::abs(off);
                    snap.dy = off;
                    snap.guideY = otherYs[j];
                }
            }
        }
    }
    return snap;
}

} // namespace schemawright
