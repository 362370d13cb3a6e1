#include "ui/picture/tracks.h"

#include "ui/picture/space_index.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <numeric>
#include <span>
#include <tuple>
#include <unordered_map>

namespace schemawright {
namespace {

constexpr double clearance = 8;   // spread lines keep this far from cards
constexpr double spacing = 8;     // between lines side by side
constexpr double channelCap = 70; // a wider channel is used up to there: lines stay near their cards
constexpr double minStub = 12;
constexpr double endGap = 2; // pieces that end nearer to each other than that are side by side

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

/// Never 0, which is that of nothing.
std::uint64_t fingerprintOf(const std::vector<Point>& path)
{
    std::uint64_t hash = path.size();
    for (const Point& point : path) {
        for (const double each : {point.x, point.y}) {
            hash = (hash ^ std::bit_cast<std::uint64_t>(each)) * 0x9e3779b97f4a7c15U;
            hash ^= hash >> 32U;
        }
    }
    return hash | 1U;
}

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
            const std::uint64_t fingerprint = fingerprintOf(path);
            const bool isKnown = known.fingerprint == fingerprint;
            std::size_t number = 0;
            if (!isKnown) {
                known.fingerprint = fingerprint;
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
        m_root.resize(m_pieces.size());
        std::iota(m_root.begin(), m_root.end(), 0U);
        joinNeighbours();
        std::vector<std::uint32_t> sizes(m_pieces.size());
        for (std::uint32_t i = 0; i < m_pieces.size(); ++i) {
            m_root[i] = rootOf(i);
            ++sizes[m_root[i]];
        }
        std::vector<std::pair<std::uint32_t, std::uint32_t>> members; // of which cluster, which piece
        for (std::uint32_t i = 0; i < m_pieces.size(); ++i) {
            if (sizes[m_root[i]] > 1)
                members.emplace_back(m_root[i], i);
        }
        std::ranges::sort(members);
        std::vector<std::size_t> cluster;
        for (std::size_t i = 0; i < members.size(); ++i) {
            cluster.push_back(members[i].second);
            if (i + 1 < members.size() && members[i + 1].first == members[i].first)
                continue;
            spread(cluster);
            cluster.clear();
        }
    }

    [[nodiscard]] std::uint32_t rootOf(std::uint32_t piece)
    {
        while (m_root[piece] != piece)
            piece = m_root[piece] = m_root[m_root[piece]];
        return piece;
    }
    void join(std::uint32_t a, std::uint32_t b) { m_root[rootOf(a)] = rootOf(b); }

    /// Joins the pieces that run side by side nearer than lines should. Sorted into stripes as wide as that: those of one stripe are near in
    /// any case, and no others are than those of the next one.
    void joinNeighbours()
    {
        std::vector<Striped> order;
        order.reserve(m_pieces.size());
        for (std::uint32_t i = 0; i < m_pieces.size(); ++i)
            order.push_back({std::floor(m_pieces[i].at / spacing), m_pieces[i].from, i});
        std::ranges::sort(order);
        std::span<const Striped> before;
        for (std::size_t begin = 0; begin < order.size();) {
            std::size_t end = begin;
            while (end < order.size() && order[end].stripe == order[begin].stripe)
                ++end;
            const std::span<const Striped> stripe(order.data() + begin, end - begin);
            joinWithin(stripe);
            if (!before.empty() && before.front().stripe + 1 == stripe.front().stripe)
                joinAcross(before, stripe);
            before = stripe;
            begin = end;
        }
    }

    struct Striped {
        double stripe;
        double from;
        std::uint32_t piece;
        auto operator<=>(const Striped&) const = default;
    };

    void joinWithin(std::span<const Striped> stripe)
    {
        std::uint32_t longest = stripe.front().piece; // of those so far the one that ends last
        for (const Striped& each : stripe.subspan(1)) {
            if (each.from < m_pieces[longest].to + endGap)
                join(each.piece, longest);
            if (m_pieces[each.piece].to > m_pieces[longest].to)
                longest = each.piece;
        }
    }

    void joinAcross(std::span<const Striped> lesser, std::span<const Striped> greater)
    {
        m_open[0].clear();
        m_open[1].clear();
        std::size_t l = 0;
        std::size_t g = 0;
        while (l < lesser.size() || g < greater.size()) {
            const bool isLesser = g == greater.size() || (l < lesser.size() && lesser[l].from <= greater[g].from);
            const Striped& next = isLesser ? lesser[l++] : greater[g++];
            const Piece& piece = m_pieces[next.piece];
            // Those of the other stripe that have not ended yet.
            std::erase_if(m_open[isLesser ? 1 : 0], [&](std::uint32_t number) {
                const Piece& other = m_pieces[number];
                if (piece.from >= other.to + endGap)
                    return true;
                if (std::abs(piece.at - other.at) < spacing)
                    join(next.piece, number);
                return false;
            });
            m_open[isLesser ? 0 : 1].push_back(next.piece);
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

    void spread(const std::vector<std::size_t>& members)
    {
        struct Ranked {
            std::tuple<int, double, double> rank;
            std::size_t piece;
            auto operator<=>(const Ranked&) const = default;
        };
        std::vector<Ranked> ranked;
        ranked.reserve(members.size());
        double sum = 0;
        double low = -1e300;
        double high = 1e300;
        for (const std::size_t member : members) {
            const Piece& piece = m_pieces[member];
            ranked.push_back({rank(piece), member});
            low = std::max(low, piece.low);
            high = std::min(high, piece.high);
        }
        std::ranges::sort(ranked);
        // Lines of one bundle share a track, that of the first of them.
        std::vector<std::size_t> trackOf(ranked.size());
        std::unordered_map<std::uint64_t, std::size_t> tracks;
        for (std::size_t i = 0; i < ranked.size(); ++i) {
            sum += m_pieces[ranked[i].piece].at;
            trackOf[i] =
                tracks.try_emplace(m_lines[m_pieces[ranked[i].piece].line].bundle, tracks.size()).first->second;
        }
        const double middle = sum / static_cast<double>(members.size());
        const double wanted = spacing * static_cast<double>(tracks.size() - 1);
        const double room = std::max(0.0, high - low);
        const double width = std::min(wanted, room);
        const double step = tracks.size() > 1 ? width / static_cast<double>(tracks.size() - 1) : 0;
        double start = middle - width / 2;
        if (high >= low)
            start = std::clamp(start, low, high - width);
        for (std::size_t i = 0; i < ranked.size(); ++i) {
            Piece& piece = m_pieces[ranked[i].piece];
            piece.at = std::clamp(start + step * static_cast<double>(trackOf[i]), piece.low, piece.high);
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
    std::vector<std::uint32_t> m_root;                ///< by piece, for joining them to clusters
    std::array<std::vector<std::uint32_t>, 2> m_open; ///< of two stripes, while they are gone through
};

} // namespace

void spreadTracks(const SpaceIndex& cards, std::vector<TrackLine>& lines)
{
    Spreader(cards, lines, true).run();
    Spreader(cards, lines, false).run();
}

} // namespace schemawright
