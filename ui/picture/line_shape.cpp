#include "ui/picture/line_shape.h"

#include "ui/picture/scene.h"

namespace schemawright {

std::vector<Point> routeThrough(const Rect& from, double fromY, const Rect& to, double toY,
                                const std::vector<Point>& waypoints)
{
    constexpr double least = 12; // the mark at the line's end needs that much
    const auto sideOf = [](const Rect& rect, double y, Point towards) {
        const bool right = towards.x >= rect.center().x;
        const Point side{right ? rect.right() : rect.x, y};
        return std::pair{side, Point{side.x + (right ? CardMetrics::stub : -CardMetrics::stub), y}};
    };
    const auto [startSide, start] = sideOf(from, fromY, waypoints.front());
    const auto [endSide, end] = sideOf(to, toY, waypoints.back());
    const auto isBeyond = [](Point stub, Point side, double x) {
        return stub.x > side.x ? x >= side.x + least : x <= side.x - least;
    };
    // Out of the card at its row as far as the first point asks, if that is outside of the card.
    std::vector<Point> points{startSide};
    const Point first = waypoints.front();
    if (isBeyond(start, startSide, first.x)) {
        points.push_back({first.x, startSide.y});
    } else {
        points.push_back(start);
        points.push_back({start.x, first.y});
    }
    bool horizontal = true;
    for (const Point& next : waypoints) {
        const Point last = points.back();
        if (last.x != next.x && last.y != next.y)
            points.push_back(horizontal ? Point{next.x, last.y} : Point{last.x, next.y});
        horizontal = !horizontal;
        points.push_back(next);
    }
    // The last piece must come in level, so the one before it is upright.
    const Point last = points.back();
    if (isBeyond(end, endSide, last.x)) {
        points.push_back({last.x, endSide.y});
        points.push_back(endSide);
        return simplified(points);
    }
    points.push_back({end.x, last.y});
    points.push_back(end);
    points.push_back(endSide);
    return simplified(points);
}

void simplify(std::vector<Point>& points)
{
    const auto onTheWay = [](double from, double between, double to) { return (from <= between) == (between <= to); };
    std::size_t kept = 0;
    for (std::size_t i = 0; i < points.size(); ++i) {
        const Point point = points[i];
        if (kept > 0 && points[kept - 1] == point)
            continue;
        if (kept >= 2) {
            const Point a = points[kept - 2];
            Point& b = points[kept - 1];
            if ((a.x == b.x && b.x == point.x && onTheWay(a.y, b.y, point.y)) ||
                (a.y == b.y && b.y == point.y && onTheWay(a.x, b.x, point.x))) {
                b = point;
                continue;
            }
        }
        points[kept++] = point;
    }
    points.resize(kept);
}

std::vector<Point> withoutSpikes(std::vector<Point> points)
{
    const auto onOneLine = [](Point a, Point b, Point c) {
        return (a.x == b.x && b.x == c.x) || (a.y == b.y && b.y == c.y);
    };
    std::size_t kept = 0;
    for (std::size_t i = 0; i < points.size(); ++i) {
        const Point point = points[i];
        while (kept >= 2 && onOneLine(points[kept - 2], points[kept - 1], point))
            --kept;
        if (kept == 0 || points[kept - 1] != point)
            points[kept++] = point;
    }
    points.resize(kept);
    return points;
}

std::vector<Point> simplified(std::vector<Point> points)
{
    simplify(points);
    return points;
}

} // namespace schemawright
