#include "ui/picture/reach.h"

#include <cmath>

namespace schemawright {
namespace {

constexpr double tileSize = 256;
constexpr double wholeBounds = 64; // tiles: a rectangle over more of them is only held against the bounds

struct Tiles {
    std::int32_t left, top, right, bottom;
};

Tiles tilesOf(const Rect& rect)
{
    static constexpr double limit = 1e9;
    const auto tile = [](double v) {
        return static_cast<std::int32_t>(std::floor(std::clamp(v, -limit, limit) / tileSize));
    };
    return {tile(rect.x), tile(rect.y), tile(rect.right()), tile(rect.bottom())};
}

std::uint32_t hashOf(std::int32_t column, std::int32_t row)
{
    std::uint64_t key = static_cast<std::uint64_t>(static_cast<std::uint32_t>(column)) << 32U |
                        static_cast<std::uint64_t>(static_cast<std::uint32_t>(row));
    key = (key ^ key >> 29U) * 0x9e3779b97f4a7c15U;
    return static_cast<std::uint32_t>(key >> 32U);
}

} // namespace

bool Reach::touches(const Rect& rect) const
{
    if (!m_bounds.overlaps(rect))
        return false;
    const Tiles tiles = tilesOf(rect);
    if ((static_cast<double>(tiles.right) - tiles.left + 1) * (static_cast<double>(tiles.bottom) - tiles.top + 1) >
        wholeBounds)
        return true;
    for (std::int32_t row = tiles.top; row <= tiles.bottom; ++row) {
        for (std::int32_t column = tiles.left; column <= tiles.right; ++column) {
            if (std::ranges::binary_search(m_tiles, hashOf(column, row)))
                return true;
        }
    }
    return false;
}

void ReachNotes::clear()
{
    m_bounds = {};
    m_tiles.clear();
    // The slots of earlier searches are known by their number, and need no clearing.
    if (++m_search == 0) {
        m_slots.assign(m_slots.size(), 0);
        m_search = 1;
    }
}

void ReachNotes::add(const Rect& rect)
{
    m_bounds = united(m_bounds, rect);
    const Tiles tiles = tilesOf(rect);
    for (std::int32_t row = tiles.top; row <= tiles.bottom; ++row) {
        for (std::int32_t column = tiles.left; column <= tiles.right; ++column)
            insert(hashOf(column, row));
    }
}

void ReachNotes::insert(std::uint32_t tile)
{
    if (2 * (m_tiles.size() + 1) > m_slots.size())
        grow();
    const std::size_t mask = m_slots.size() - 1;
    const std::uint64_t wanted = static_cast<std::uint64_t>(m_search) << 32U | tile;
    for (std::size_t at = tile & mask;; at = (at + 1) & mask) {
        if (m_slots[at] == wanted)
            return;
        if (m_slots[at] >> 32U != m_search) {
            m_slots[at] = wanted;
            m_tiles.push_back(tile);
            return;
        }
    }
}

void ReachNotes::grow()
{
    m_slots.assign(std::max<std::size_t>(256, 2 * m_slots.size()), 0);
    const std::size_t mask = m_slots.size() - 1;
    for (const std::uint32_t tile : m_tiles) {
        std::size_t at = tile & mask;
        while (m_slots[at] >> 32U == m_search)
            at = (at + 1) & mask;
        m_slots[at] = static_cast<std::uint64_t>(m_search) << 32U | tile;
    }
}

Reach ReachNotes::reach() const
{
    Reach reach;
    reach.m_bounds = m_bounds;
    reach.m_tiles = m_tiles;
    std::ranges::sort(reach.m_tiles);
    return reach;
}

} // namespace schemawright
