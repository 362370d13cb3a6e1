#include "ui/picture/place.h"

#include <cmath>

namespace schemawright {

Point freePlace(const SpaceIndex& taken, Point wanted, double width, double height, double gap)
{
    const auto isFree = [&](Point at) { return taken.isFree(Rect{at.x, at.y, width, height}.grown(gap)); };
    if (isFree(wanted))
        return wanted;
    // The best place touches what is in the way: candidates are set beside the rectangles near by, in growing squares.
    for (double reach = 400;; reach *= 2) {
        const Rect area = Rect{wanted.x, wanted.y, width, height}.grown(reach);
        Point best = wanted;
        double bestDistance = reach;
        const auto consider = [&](Point at) {
            const double distance = std::hypot(at.x - wanted.x, (at.y - wanted.y) * 1.3);
            if (distance < bestDistance && isFree(at)) {
                best = at;
                bestDistance = distance;
            }
        };
        std::vector<double> columns{wanted.x};
        std::vector<double> rows{wanted.y};
        for (const std::uint32_t id : taken.query(area)) {
            const Rect rect = taken.rect(id).grown(gap);
            columns.insert(columns.end(), {rect.right(), rect.x - width});
            rows.insert(rows.end(), {rect.bottom(), rect.y - height});
        }
        // All pairs would be many in a crowd: the nearest of each are enough, the square grows if they are not.
        const auto nearest = [](std::vector<double>& values, double to) {
            std::ranges::sort(values, [to](double a, double b) {
                return std::abs(a - to) != std::abs(b - to) ? std::abs(a - to) < std::abs(b - to) : a < b;
            });
            values.erase(std::ranges::unique(values).begin(), values.end());
            if (values.size() > 48)
                values.resize(48);
        };
        nearest(columns, wanted.x);
        nearest(rows, wanted.y);
        for (const double x : columns) {
            for (const double y : rows)
                consider({x, y});
        }
        if (bestDistance < reach)
            return best;
        if (reach > 1e7)
            return {wanted.x, taken.size() == 0 ? wanted.y : wanted.y + reach};
    }
}

} // namespace schemawright
