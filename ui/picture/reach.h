#pragma once

#include "ui/picture/geometry.h"

#include <cstdint>
#include <vector>

namespace schemawright {

/// Where a search looked, in tiles. What changes outside of it leaves the search's result as it was.
class Reach {
public:
    /// `rect` meets what was looked at. It may say so wrongly of what is near it, but never misses.
    [[nodiscard]] bool touches(const Rect& rect) const;

private:
    friend class ReachNotes;
    Rect m_bounds;
    std::vector<std::uint32_t> m_tiles; ///< their hashes, sorted: two of one hash are taken for each other
};

/// Gathers a Reach. Kept from search to search, because they are many and short.
class ReachNotes {
public:
    void clear();
    void add(const Rect& rect);
    [[nodiscard]] Reach reach() const;

private:
    Rect m_bounds;
    std::vector<std::uint32_t> m_tiles;
    std::vector<std::uint64_t> m_slots; ///< hashed: the search's number above, the tile below
    std::uint32_t m_search = 0;
    void insert(std::uint32_t tile);
    void grow();
};

} // namespace schemawright
