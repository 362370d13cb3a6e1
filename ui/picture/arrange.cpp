#include "ui/picture/arrange.h"

#include "ui/picture/graphviz.h"
#include "ui/picture/place.h"

#include <cmath>
#include <map>
#include <numeric>
#include <set>
#include <tuple>

namespace schemawright {
namespace {

/// Cards that hang together, with where they are put within their own picture.
struct Cluster {
    std::vector<std::size_t> cards;
    std::vector<Point> places; ///< top left, by card
    double width = 0;
    double height = 0;
};

class Arranger {
public:
    Arranger(const Scene& scene, const ArrangeOptions& options) : m_scene(scene), m_options(options) {}

    Result<std::vector<std::pair<ObjectKey, Point>>> run(const std::stop_token& stop)
    {
        auto [clusters, singles] = connectedCards();
        for (Cluster& cluster : clusters) {
            if (auto done = layOut(cluster, stop); !done)
                return std::unexpected(done.error());
        }
        if (stop.stop_requested())
            return std::unexpected(stopped());
        if (!singles.empty())
            clusters.push_back(grid(std::move(singles)));
        pack(clusters);
        if (m_options.keepPinned)
            keepPinned();
        std::vector<std::pair<ObjectKey, Point>> result;
        for (std::size_t i = 0; i < m_scene.cards.size(); ++i)
            result.emplace_back(m_scene.cards[i].key, m_places[i]);
        return result;
    }

private:
    [[nodiscard]] double widthOf(std::size_t card) const { return m_scene.cards[card].content->width; }
    [[nodiscard]] double heightOf(std::size_t card) const { return m_scene.cards[card].content->height; }

    /// The connected ones, largest first, and those without any line.
    [[nodiscard]] std::pair<std::vector<Cluster>, std::vector<std::size_t>> connectedCards() const
    {
        std::vector<std::size_t> root(m_scene.cards.size());
        std::iota(root.begin(), root.end(), std::size_t{0});
        const auto find = [&](std::size_t i) {
            while (root[i] != i)
                i = root[i] = root[root[i]];
            return i;
        };
        for (const Relation& relation : m_scene.relations)
            root[find(relation.from)] = find(relation.to);
        std::map<std::size_t, Cluster> byRoot;
        for (std::size_t i = 0; i < m_scene.cards.size(); ++i)
            byRoot[find(i)].cards.push_back(i);
        std::vector<Cluster> clusters;
        std::vector<std::size_t> singles;
        for (auto& [first, cluster] : byRoot) {
            if (cluster.cards.size() == 1)
                singles.push_back(cluster.cards.front());
            else
                clusters.push_back(std::move(cluster));
        }
        std::ranges::sort(singles);
        std::ranges::sort(clusters, [](const Cluster& a, const Cluster& b) {
            return a.cards.size() != b.cards.size() ? a.cards.size() > b.cards.size() : a.cards < b.cards;
        });
        return {std::move(clusters), std::move(singles)};
    }

    [[nodiscard]] LayoutGraph graphOf(const Cluster& cluster) const
    {
        LayoutGraph graph;
        std::map<std::size_t, std::size_t> numberOf;
        for (const std::size_t card : cluster.cards) {
            numberOf.emplace(card, graph.sizes.size());
            graph.sizes.emplace_back(widthOf(card), heightOf(card));
        }
        std::set<std::pair<std::size_t, std::size_t>> edges;
        for (const Relation& relation : m_scene.relations) {
            const auto from = numberOf.find(relation.from);
            // What is referenced stands to the left of what references it.
            if (from != numberOf.end() && relation.from != relation.to)
                edges.emplace(numberOf.at(relation.to), from->second);
        }
        graph.edges.assign(edges.begin(), edges.end());
        return graph;
    }

    static Error stopped() { return {.code = ErrorCode::Cancelled, .message = "arranging the diagram was cancelled"}; }

    Result<void> layOut(Cluster& cluster, const std::stop_token& stop) const
    {
        if (stop.stop_requested())
            return std::unexpected(stopped());
        const LayoutEngine engine = cluster.cards.size() <= m_options.layeredUpTo ? LayoutEngine::Layered
                                    : cluster.cards.size() <= m_options.apartUpTo ? LayoutEngine::Forces
                                                                                  : LayoutEngine::FreeForces;
        const auto centers = layoutByGraphviz(graphOf(cluster), engine, m_options.gap);
        if (!centers)
            return std::unexpected(centers.error());
        // Graphviz cannot be interrupted; what is left need not be done.
        if (stop.stop_requested())
            return std::unexpected(stopped());
        switch (engine) {
        case LayoutEngine::Layered: placeRanks(cluster, *centers); break;
        case LayoutEngine::Forces: placeApart(cluster, *centers); break;
        case LayoutEngine::FreeForces: placeInColumns(cluster, *centers); break;
        }
        normalize(cluster);
        return {};
    }

    /// The ranks of the layered drawing as columns. A hub's many children would make one endless column: it is folded into
    /// several, so that the picture keeps the shape of a page.
    void placeRanks(Cluster& cluster, const std::vector<Point>& centers) const
    {
        std::map<long, std::vector<std::size_t>> ranks;
        double area = 0;
        for (std::size_t i = 0; i < centers.size(); ++i) {
            ranks[std::lround(centers[i].x)].push_back(i);
            area += (widthOf(cluster.cards[i]) + columnGap()) * (heightOf(cluster.cards[i]) + m_options.gap);
        }
        const double wantedHeight = std::sqrt(area / 1.35);
        cluster.places.resize(centers.size());
        double x = 0;
        for (auto& [rank, members] : ranks) {
            std::ranges::sort(members, [&](std::size_t a, std::size_t b) {
                return centers[a].y != centers[b].y ? centers[a].y < centers[b].y : a < b;
            });
            double height = 0;
            for (const std::size_t i : members)
                height += heightOf(cluster.cards[i]) + m_options.gap;
            const auto folds = static_cast<std::size_t>(
                std::clamp(std::lround(height / wantedHeight), 1L, static_cast<long>(members.size())));
            for (std::size_t fold = 0; fold < folds; ++fold) {
                std::vector<std::size_t> column;
                for (std::size_t k = fold; k < members.size(); k += folds)
                    column.push_back(members[k]);
                x = placeColumn(cluster, centers, column, x, folds == 1);
            }
        }
    }

    /// Thousands of cards as columns of one height, from left to right and from top to bottom as the forces have them. Neighbours stay
    /// near, no room is lost, and lines find straight channels.
    void placeInColumns(Cluster& cluster, const std::vector<Point>& centers) const
    {
        std::vector<std::size_t> order(centers.size());
        std::iota(order.begin(), order.end(), std::size_t{0});
        std::ranges::sort(
            order, [&](std::size_t a, std::size_t b) { return std::tie(centers[a].x, a) < std::tie(centers[b].x, b); });
        double area = 0;
        for (const std::size_t card : cluster.cards)
            area += (widthOf(card) + columnGap()) * (heightOf(card) + m_options.gap);
        const double wantedHeight = std::sqrt(area / 1.35);
        cluster.places.resize(centers.size());
        double x = 0;
        std::vector<std::size_t> column;
        double height = 0;
        for (std::size_t n = 0; n < order.size(); ++n) {
            column.push_back(order[n]);
            height += heightOf(cluster.cards[order[n]]) + m_options.gap;
            if (height < wantedHeight && n + 1 < order.size())
                continue;
            std::ranges::sort(column, [&](std::size_t a, std::size_t b) {
                return std::tie(centers[a].y, a) < std::tie(centers[b].y, b);
            });
            double width = 0;
            for (const std::size_t i : column)
                width = std::max(width, widthOf(cluster.cards[i]));
            double y = 0;
            for (const std::size_t i : column) {
                cluster.places[i] = {std::round(x + (width - widthOf(cluster.cards[i])) / 2), std::round(y)};
                y = std::round(y) + heightOf(cluster.cards[i]) + m_options.gap;
            }
            x += width + columnGap();
            column.clear();
            height = 0;
        }
    }

    [[nodiscard]] double columnGap() const { return m_options.gap * 1.5; }

    /// One column from x on, as near to the heights of the drawing as there is room; returns where the next begins.
    double placeColumn(Cluster& cluster, const std::vector<Point>& centers, const std::vector<std::size_t>& column,
                       double x, bool asDrawn) const
    {
        double width = 0;
        double total = 0;
        double middle = 0;
        for (const std::size_t i : column) {
            width = std::max(width, widthOf(cluster.cards[i]));
            total += heightOf(cluster.cards[i]) + m_options.gap;
            middle += centers[i].y / static_cast<double>(column.size());
        }
        double y = asDrawn ? -1e300 : middle - total / 2;
        for (const std::size_t i : column) {
            const double height = heightOf(cluster.cards[i]);
            const double top = asDrawn ? std::max(y, centers[i].y - height / 2) : y;
            cluster.places[i] = {std::round(x + (width - widthOf(cluster.cards[i])) / 2), std::round(top)};
            y = std::round(top) + height + m_options.gap;
        }
        return x + width + columnGap();
    }

    /// Forces leave cards too near to each other here and there: from the middle outwards each takes the nearest free place.
    void placeApart(Cluster& cluster, const std::vector<Point>& centers) const
    {
        Point middle;
        for (const Point& center : centers) {
            middle.x += center.x / static_cast<double>(centers.size());
            middle.y += center.y / static_cast<double>(centers.size());
        }
        std::vector<std::size_t> order(centers.size());
        std::iota(order.begin(), order.end(), std::size_t{0});
        const auto distance = [&](std::size_t i) {
            return std::hypot(centers[i].x - middle.x, centers[i].y - middle.y);
        };
        std::ranges::sort(order, [&](std::size_t a, std::size_t b) {
            return distance(a) != distance(b) ? distance(a) < distance(b) : a < b;
        });
        SpaceIndex taken;
        cluster.places.resize(centers.size());
        for (std::size_t n = 0; n < order.size(); ++n) {
            const std::size_t i = order[n];
            const double width = widthOf(cluster.cards[i]);
            const double height = heightOf(cluster.cards[i]);
            const Point wanted{std::round(centers[i].x - width / 2), std::round(centers[i].y - height / 2)};
            cluster.places[i] = freePlace(taken, wanted, width, height, m_options.gap);
            taken.set(static_cast<std::uint32_t>(n), {cluster.places[i].x, cluster.places[i].y, width, height});
        }
    }

    [[nodiscard]] Cluster grid(std::vector<std::size_t> cards) const
    {
        Cluster cluster{.cards = std::move(cards)};
        double area = 0;
        for (const std::size_t card : cluster.cards)
            area += (widthOf(card) + m_options.gap) * (heightOf(card) + m_options.gap);
        // Of like heights side by side; names stay together where heights agree.
        std::ranges::stable_sort(cluster.cards,
                                 [&](std::size_t a, std::size_t b) { return heightOf(a) > heightOf(b); });
        const double limit = std::max(std::sqrt(area * 1.6), 1200.0);
        Point at;
        double rowHeight = 0;
        for (const std::size_t card : cluster.cards) {
            if (at.x > 0 && at.x + widthOf(card) > limit) {
                at = {0, at.y + rowHeight + m_options.gap};
                rowHeight = 0;
            }
            cluster.places.push_back(at);
            at.x += widthOf(card) + m_options.gap;
            rowHeight = std::max(rowHeight, heightOf(card));
        }
        normalize(cluster);
        return cluster;
    }

    void normalize(Cluster& cluster) const
    {
        Rect bounds;
        for (std::size_t i = 0; i < cluster.cards.size(); ++i)
            bounds = united(bounds, {cluster.places[i].x, cluster.places[i].y, widthOf(cluster.cards[i]),
                                     heightOf(cluster.cards[i])});
        for (Point& place : cluster.places)
            place = {place.x - bounds.x, place.y - bounds.y};
        cluster.width = bounds.width;
        cluster.height = bounds.height;
    }

    /// The clusters on shelves: together about as wide as a screen is to its height.
    void pack(const std::vector<Cluster>& clusters)
    {
        m_places.resize(m_scene.cards.size());
        const double gap = m_options.gap * 1.5;
        double area = 0;
        double widest = 0;
        for (const Cluster& cluster : clusters) {
            area += (cluster.width + gap) * (cluster.height + gap);
            widest = std::max(widest, cluster.width);
        }
        const double limit = std::max(widest, std::sqrt(area * 1.6));
        Point at;
        double shelf = 0;
        for (const Cluster& cluster : clusters) {
            if (at.x > 0 && at.x + cluster.width > limit + 1) {
                at = {0, at.y + shelf + gap};
                shelf = 0;
            }
            for (std::size_t i = 0; i < cluster.cards.size(); ++i)
                m_places[cluster.cards[i]] = {at.x + cluster.places[i].x, at.y + cluster.places[i].y};
            at.x += cluster.width + gap;
            shelf = std::max(shelf, cluster.height);
        }
    }

    /// Pinned cards stay; the others keep their places relative to them as far as these are free.
    void keepPinned()
    {
        SpaceIndex taken;
        Point shift;
        double count = 0;
        for (std::size_t i = 0; i < m_scene.cards.size(); ++i) {
            const Card& card = m_scene.cards[i];
            taken.set(static_cast<std::uint32_t>(i), card.pinned ? card.rect() : Rect{});
            if (card.pinned) {
                shift.x += card.position.x - m_places[i].x;
                shift.y += card.position.y - m_places[i].y;
                ++count;
            }
        }
        if (count == 0)
            return;
        for (std::size_t i = 0; i < m_scene.cards.size(); ++i) {
            const Card& card = m_scene.cards[i];
            if (card.pinned) {
                m_places[i] = card.position;
                continue;
            }
            const Point wanted{std::round(m_places[i].x + shift.x / count),
                               std::round(m_places[i].y + shift.y / count)};
            m_places[i] = freePlace(taken, wanted, widthOf(i), heightOf(i), m_options.gap);
            taken.set(static_cast<std::uint32_t>(i), {m_places[i].x, m_places[i].y, widthOf(i), heightOf(i)});
        }
    }

    const Scene& m_scene;
    const ArrangeOptions& m_options;
    std::vector<Point> m_places;
};

} // namespace

Result<std::vector<std::pair<ObjectKey, Point>>> arrange(const Scene& scene, const ArrangeOptions& options,
                                                         const std::stop_token& stop)
{
    return Arranger(scene, options).run(stop);
}

} // namespace schemawright
