#include "ui/picture/space_index.h"

#include <cmath>

namespace schemawright {

void SpaceIndex::clear()
{
    m_rects.clear();
    m_cells.clear();
}

void SpaceIndex::set(std::uint32_t id, const Rect& rect)
{
    if (id < m_rects.size() && !m_rects[id].empty()) {
        const Cells old = cellsOf(m_rects[id]);
        for (std::int32_t row = old.top; row <= old.bottom; ++row) {
            for (std::int32_t column = old.left; column <= old.right; ++column)
                std::erase(m_cells[cellKey(column, row)], id);
        }
    }
    if (id >= m_rects.size())
        m_rects.resize(id + std::size_t{1});
    m_rects[id] = rect;
    if (rect.empty())
        return;
    const Cells cells = cellsOf(rect);
    for (std::int32_t row = cells.top; row <= cells.bottom; ++row) {
        for (std::int32_t column = cells.left; column <= cells.right; ++column)
            m_cells[cellKey(column, row)].push_back(id);
    }
}

std::vector<std::uint32_t> SpaceIndex::query(const Rect& area) const
{
    std::vector<std::uint32_t> found;
    const Cells cells = cellsOf(area);
    const auto wanted =
        (static_cast<double>(cells.right) - cells.left + 1) * (static_cast<double>(cells.bottom) - cells.top + 1);
    if (wanted > static_cast<double>(m_cells.size())) {
        for (std::uint32_t id = 0; id < m_rects.size(); ++id) {
            if (!m_rects[id].empty() && m_rects[id].overlaps(area))
                found.push_back(id);
        }
        return found;
    }
    visit(area, [&](std::uint32_t id) { found.push_back(id); });
    std::ranges::sort(found);
    found.erase(std::ranges::unique(found).begin(), found.end());
    return found;
}

bool SpaceIndex::isFree(const Rect& area, std::int64_t but) const
{
    bool isFree = true;
    visit(area, [&](std::uint32_t id) { isFree = isFree && static_cast<std::int64_t>(id) == but; });
    return isFree;
}

SpaceIndex::Cells SpaceIndex::cellsOf(const Rect& rect)
{
    // Far out of any picture, so that a wild coordinate in a file cannot overflow.
    static constexpr double limit = 1e9;
    const auto cell = [](double v) {
        return static_cast<std::int32_t>(std::floor(std::clamp(v, -limit, limit) / cellSize));
    };
    return {cell(rect.x), cell(rect.y), cell(rect.right()), cell(rect.bottom())};
}

} // namespace schemawright
