#include "ui/picture/relations.h"

#include <set>

namespace schemawright {
namespace {

/// The lines that a drag must draw anew at once: those of the moved cards, and those that a moved card now lies upon.
std::vector<std::size_t> disturbedLines(const Scene& scene, const std::set<std::size_t>& moved)
{
    std::vector<std::size_t> lines;
    std::vector<Rect> rects;
    for (const std::size_t card : moved)
        rects.push_back(scene.cards[card].rect().grown(4));
    const auto crossed = [&](const Relation& relation) {
        const std::vector<Point>& path = relation.path;
        return std::ranges::any_of(rects, [&](const Rect& rect) {
            for (std::size_t i = 0; i + 1 < path.size(); ++i) {
                if (segmentCrosses(path[i], path[i + 1], rect))
                    return true;
            }
            return false;
        });
    };
    for (std::size_t i = 0; i < scene.relations.size(); ++i) {
        const Relation& relation = scene.relations[i];
        if (moved.contains(relation.from) || moved.contains(relation.to) || (moved.size() <= 16 && crossed(relation)))
            lines.push_back(i);
    }
    return lines;
}

} // namespace

std::vector<RedrawnLine> moveCards(Scene& scene, SpaceIndex& index,
                                   const std::vector<std::pair<std::size_t, Point>>& moves)
{
    std::set<std::size_t> moved;
    for (const auto& [card, position] : moves) {
        scene.cards[card].position = position;
        index.set(static_cast<std::uint32_t>(card), scene.cards[card].rect());
        moved.insert(card);
    }
    const std::vector<std::size_t> lines = disturbedLines(scene, moved);
    std::vector<RedrawnLine> redrawn;
    for (const std::size_t line : lines) {
        redrawn.push_back({line, scene.relations[line]});
        scene.relations[line].tracks = {};
    }
    routeRelations(scene, index, lines);
    spreadRelations(scene, index, lines);
    return redrawn;
}

} // namespace schemawright
