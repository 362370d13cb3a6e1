#include "ui/picture/tracks.h"

#include "ui/picture/space_index.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <tuple>

namespace schemawright {
namespace {

constexpr double clearance = 8;   // spread lines keep this far from cards
constexpr double spacing = 8;     // between lines side by side
constexpr double channelCap = 70; // a wider channel is used up to there: lines stay near their cards
constexpr double minStub = 12;

/// An inner piece, looked at as if it were upright: `at` is what may change, [from, to] is where it runs.
struct Piece {
    std::size_t line = 0;
    std::size_t index = 0; ///< of its first point
    double at = 0;
    double from = 0;
    double to = 0;
    double low = 0; ///< `at` may be between these
    double high = 0;
    int before = 0;         ///< -1: the piece at its lesser end lies on the lesser side, 1: on the greater
    int after = 0;          ///< the same for its greater end
    double beforeReach = 0; ///< how far that neighbour goes; orders pieces that are otherwise alike
    double afterReach = 0;
};

class Spreader {
public:
    Spreader(const SpaceIndex& cards, std::vector<TrackLine>& lines, bool upright)
        : m_cards(cards), m_lines(lines), m_upright(upright)
    {
    }

    void run()
    {
        collect();
        for (Piece& piece : m_pieces)
            center(piece);
        spreadClusters();
        write();
    }

private:
    [[nodiscard]] double across(Point p) const { return m_upright ? p.x : p.y; }
    [[nodiscard]] double along(Point p) const { return m_upright ? p.y : p.x; }

    void collect()
    {
        for (std::size_t l = 0; l < m_lines.size(); ++l) {
            const std::vector<Point>& path = *m_lines[l].path;
            TrackMemory::Pass& known = m_lines[l].memory->passes[m_upright ? 0 : 1];
            const bool isKnown = known.path == path;
            std::size_t number = 0;
            if (!isKnown) {
                known.path = path;
                known.limits.clear();
            }
            for (std::size_t i = 1; i + 2 < path.size(); ++i) {
                const bool upright = path[i].x == path[i + 1].x;
                if (upright != m_upright)
                    continue;
                Piece piece = pieceOf(l, i);
                if (!isKnown) {
                    limitByCards(piece);
                    known.limits.push_back({piece.low, piece.high});
                }
                piece.low = known.limits[number].low;
                piece.high = known.limits[number].high;
                ++number;
                m_pieces.push_back(piece);
            }
        }
    }

    [[nodiscard]] Piece pieceOf(std::size_t line, std::size_t index) const
    {
        const std::vector<Point>& path = *m_lines[line].path;
        Piece piece{.line = line, .index = index, .at = across(path[index])};
        const double first = along(path[index]);
        const double second = along(path[index + 1]);
        const double previous = across(path[index - 1]);
        const double next = across(path[index + 2]);
        piece.from = std::min(first, second);
        piece.to = std::max(first, second);
        const auto side = [&](double other) { return other < piece.at ? -1 : 1; };
        const bool descending = first <= second;
        piece.before = side(descending ? previous : next);
        piece.after = side(descending ? next : previous);
        piece.beforeReach = descending ? previous : next;
        piece.afterReach = descending ? next : previous;

        piece.low = piece.at - channelCap;
        piece.high = piece.at + channelCap;
        const auto limit = [&](double other, bool attached) {
            // A neighbour must not turn around, and a piece at a card keeps room for its mark.
            const double room = attached ? minStub : 4;
            if (other < piece.at)
                piece.low = std::max(piece.low, std::min(other + room, piece.at));
            else
                piece.high = std::min(piece.high, std::max(other - room, piece.at));
        };
        limit(previous, index == 1);
        limit(next, index + 3 == path.size());
        return piece;
    }

    void limitByCards(Piece& piece) const
    {
        const Rect corridor = m_upright
                                  ? Rect{piece.low - clearance, piece.from - clearance,
                                         piece.high - piece.low + 2 * clearance, piece.to - piece.from + 2 * clearance}
                                  : Rect{piece.from - clearance, piece.low - clearance,
                                         piece.to - piece.from + 2 * clearance, piece.high - piece.low + 2 * clearance};
        m_cards.visit(corridor, [&](std::uint32_t id) {
            const Rect& rect = m_cards.rect(id);
            const double lowEdge = m_upright ? rect.x : rect.y;
            const double highEdge = m_upright ? rect.right() : rect.bottom();
            if (highEdge <= piece.at)
                piece.low = std::max(piece.low, std::min(highEdge + clearance, piece.at));
            else if (lowEdge >= piece.at)
                piece.high = std::min(piece.high, std::max(lowEdge - clearance, piece.at));
        });
    }

    /// A step between two sides goes to the middle of its channel; a hook stays at its card.
    static void center(Piece& piece)
    {
        if (piece.before != piece.after)
            piece.at = (piece.low + piece.high) / 2;
    }

    void spreadClusters()
    {
        std::vector<std::size_t> order(m_pieces.size());
        std::iota(order.begin(), order.end(), std::size_t{0});
        std::ranges::sort(order, [&](std::size_t a, std::size_t b) {
            return std::tie(m_pieces[a].at, m_pieces[a].from, a) < std::tie(m_pieces[b].at, m_pieces[b].from, b);
        });
        std::vector<std::size_t> root(m_pieces.size());
        std::iota(root.begin(), root.end(), std::size_t{0});
        const auto find = [&](std::size_t i) {
            while (root[i] != i)
                i = root[i] = root[root[i]];
            return i;
        };
        for (std::size_t i = 0; i < order.size(); ++i) {
            const Piece& piece = m_pieces[order[i]];
            for (std::size_t j = i; j-- > 0;) {
                const Piece& other = m_pieces[order[j]];
                if (piece.at - other.at >= spacing)
                    break;
                if (piece.from < other.to + 2 && other.from < piece.to + 2)
                    root[find(order[i])] = find(order[j]);
            }
        }
        // Clusters one after the other, each in the order of its pieces.
        std::vector<std::pair<std::size_t, std::size_t>> members;
        for (std::size_t i = 0; i < order.size(); ++i)
            members.emplace_back(find(order[i]), i);
        std::ranges::sort(members);
        std::vector<std::size_t> cluster;
        for (std::size_t i = 0; i < members.size(); ++i) {
            cluster.push_back(order[members[i].second]);
            if (i + 1 < members.size() && members[i + 1].first == members[i].first)
                continue;
            if (cluster.size() > 1)
                spread(cluster);
            cluster.clear();
        }
    }

    /// Hooks to the lesser side first (the shortest outermost), then steps, then hooks to the greater side.
    [[nodiscard]] std::tuple<int, double, double> rank(const Piece& piece) const
    {
        if (piece.before < 0 && piece.after < 0)
            return {0, piece.to - piece.from, piece.from};
        if (piece.before > 0 && piece.after > 0)
            return {2, piece.from - piece.to, piece.from};
        // A step that goes down towards the greater side ("\") leaves the higher one further out, the other ("/") the lower one.
        return {1, piece.before < 0 ? -piece.from : piece.from, piece.to};
    }

    void spread(std::vector<std::size_t>& members)
    {
        std::ranges::sort(members, [&](std::size_t a, std::size_t b) {
            return std::tuple(rank(m_pieces[a]), a) < std::tuple(rank(m_pieces[b]), b);
        });
        // Lines of one bundle share a track.
        std::vector<std::vector<std::size_t>> tracks;
        std::map<std::uint64_t, std::size_t> trackOf;
        double sum = 0;
        double low = -1e300;
        double high = 1e300;
        for (const std::size_t member : members) {
            const Piece& piece = m_pieces[member];
            sum += piece.at;
            low = std::max(low, piece.low);
            high = std::min(high, piece.high);
            const auto [found, isNew] = trackOf.try_emplace(m_lines[piece.line].bundle, tracks.size());
            if (isNew)
                tracks.emplace_back();
            tracks[found->second].push_back(member);
        }
        const double middle = sum / static_cast<double>(members.size());
        const double wanted = spacing * static_cast<double>(tracks.size() - 1);
        const double room = std::max(0.0, high - low);
        const double width = std::min(wanted, room);
        const double step = tracks.size() > 1 ? width / static_cast<double>(tracks.size() - 1) : 0;
        double start = middle - width / 2;
        if (high >= low)
            start = std::clamp(start, low, high - width);
        for (std::size_t t = 0; t < tracks.size(); ++t) {
            for (const std::size_t member : tracks[t]) {
                Piece& piece = m_pieces[member];
                piece.at = std::clamp(start + step * static_cast<double>(t), piece.low, piece.high);
            }
        }
    }

    void write()
    {
        for (const Piece& piece : m_pieces) {
            std::vector<Point>& path = *m_lines[piece.line].path;
            (m_upright ? path[piece.index].x : path[piece.index].y) = piece.at;
            (m_upright ? path[piece.index + 1].x : path[piece.index + 1].y) = piece.at;
        }
    }

    const SpaceIndex& m_cards;
    std::vector<TrackLine>& m_lines;
    bool m_upright;
    std::vector<Piece> m_pieces;
};

} // namespace

void spreadTracks(const SpaceIndex& cards, std::vector<TrackLine>& lines)
{
    Spreader(cards, lines, true).run();
    Spreader(cards, lines, false).run();
}

} // namespace schemawright
