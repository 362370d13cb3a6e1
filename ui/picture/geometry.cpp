#include "ui/picture/geometry.h"

namespace schemawright {

Rect united(const Rect& a, const Rect& b)
{
    if (a.empty())
        return b;
    if (b.empty())
        return a;
    const double left = std::min(a.x, b.x);
    const double top = std::min(a.y, b.y);
    return {left, top, std::max(a.right(), b.right()) - left, std::max(a.bottom(), b.bottom()) - top};
}

bool segmentCrosses(Point a, Point b, const Rect& rect)
{
    return std::max(a.x, b.x) > rect.x && std::min(a.x, b.x) < rect.right() && std::max(a.y, b.y) > rect.y &&
           std::min(a.y, b.y) < rect.bottom();
}

Rect boundsOf(const std::vector<Point>& points)
{
    if (points.empty())
        return {};
    double left = points.front().x;
    double right = left;
    double top = points.front().y;
    double bottom = top;
    for (const Point& point : points) {
        left = std::min(left, point.x);
        right = std::max(right, point.x);
        top = std::min(top, point.y);
        bottom = std::max(bottom, point.y);
    }
    return {left, top, right - left, bottom - top};
}

} // namespace schemawright
