#pragma once

#include "ui/picture/geometry.h"

#include <cstdint>
#include <vector>

namespace schemawright {

/// The area that a search covered, in tiles. Changes outside do not affect the search's result.
class Reach {
public:
    /// Whether `rect` intersects the area. May be wrongly true for rectangles near it, never wrongly false.
    [[nodiscard]] bool touches(const Rect& rect) const;

private:
    friend class ReachNotes;
    Rect m_bounds;
    std::vector<std::uint32_t> m_tiles; ///< their hashes, sorted; tiles with equal hashes are treated as equal
};

/// Collects a Reach. Kept from search to search, because they are many and short.
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
