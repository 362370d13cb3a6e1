#pragma once

#include "ui/picture/geometry.h"

#include <cstdint>
#include <unordered_map>
#include <vector>

namespace schemawright {

/// Rectangles by number, in a hashed grid. The numbers are dense, from 0.
class SpaceIndex {
public:
    void reserve(std::size_t count) { m_rects.reserve(count); }
    /// Adds number `id`, or moves it.
    void set(std::uint32_t id, const Rect& rect);
    void clear();

    [[nodiscard]] const Rect& rect(std::uint32_t id) const { return m_rects[id]; }
    [[nodiscard]] std::size_t size() const { return m_rects.size(); }
    /// The numbers of rectangles that overlap `area` (interiors intersect), ascending, each once.
    [[nodiscard]] std::vector<std::uint32_t> query(const Rect& area) const;
    /// The same without order and without allocation: `visit` may receive an id more than once.
    template <class Visit> void visit(const Rect& area, Visit&& visit) const
    {
        const Cells cells = cellsOf(area);
        for (std::int32_t row = cells.top; row <= cells.bottom; ++row) {
            for (std::int32_t column = cells.left; column <= cells.right; ++column) {
                const auto found = m_cells.find(cellKey(column, row));
                if (found == m_cells.end())
                    continue;
                for (const std::uint32_t id : found->second) {
                    if (m_rects[id].overlaps(area))
                        visit(id);
                }
            }
        }
    }
    /// Whether no rectangle except `but` overlaps `area`.
    [[nodiscard]] bool isFree(const Rect& area, std::int64_t but = -1) const;

private:
    struct Cells {
        std::int32_t left, top, right, bottom;
    };
    static constexpr double cellSize = 256;
    [[nodiscard]] static Cells cellsOf(const Rect& rect);
    [[nodiscard]] static std::uint64_t cellKey(std::int32_t column, std::int32_t row)
    {
        return (static_cast<std::uint64_t>(static_cast<std::uint32_t>(column)) << 32U) |
               static_cast<std::uint32_t>(row);
    }

    struct CellHash {
        std::size_t operator()(std::uint64_t key) const
        {
            key ^= key >> 29U;
            return static_cast<std::size_t>(key * 0x9e3779b97f4a7c15U);
        }
    };
    std::vector<Rect> m_rects;
    std::unordered_map<std::uint64_t, std::vector<std::uint32_t>, CellHash> m_cells;
};

} // namespace schemawright
