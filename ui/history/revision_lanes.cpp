#include "ui/history/revision_lanes.h"

#include <algorithm>
#include <optional>
#include <ranges>
#include <string>

namespace schemawright {

namespace {

/// The lanes at one place of the list: each leads down to the revision that it names, or is free.
class Lanes {
public:
    LaneRow row(const std::string& id, const std::vector<std::string>& parents)
    {
        LaneRow row;
        const auto waiting = std::ranges::find(m_lanes, std::optional(id));
        row.isHead = waiting == m_lanes.end();
        row.lane = row.isHead ? freeLane() : static_cast<int>(waiting - m_lanes.begin());
        for (int i = 0; i < count(); ++i)
            if (at(i))
                row.above.emplace_back(i, *at(i) == id ? row.lane : i);
        std::ranges::replace(m_lanes, std::optional(id), std::optional<std::string>());
        for (int i = 0; i < count(); ++i)
            if (at(i))
                row.below.emplace_back(i, i);
        for (const std::string& parent : parents)
            row.below.emplace_back(row.lane, laneTo(parent, row.lane));
        while (!m_lanes.empty() && !m_lanes.back())
            m_lanes.pop_back();
        return row;
    }

private:
    [[nodiscard]] int count() const { return static_cast<int>(m_lanes.size()); }
    std::optional<std::string>& at(int lane) { return m_lanes[static_cast<std::size_t>(lane)]; }

    int freeLane()
    {
        const auto found = std::ranges::find(m_lanes, std::optional<std::string>());
        if (found != m_lanes.end())
            return static_cast<int>(found - m_lanes.begin());
        m_lanes.emplace_back();
        return count() - 1;
    }

    /// One that already leads there, else the revision's own lane, else a free one.
    int laneTo(const std::string& parent, int own)
    {
        const auto known = std::ranges::find(m_lanes, std::optional(parent));
        if (known != m_lanes.end())
            return static_cast<int>(known - m_lanes.begin());
        const int lane = at(own) ? freeLane() : own;
        at(lane) = parent;
        return lane;
    }

    std::vector<std::optional<std::string>> m_lanes;
};

} // namespace

int LaneRow::lanes() const
{
    int most = lane;
    for (const auto* half : {&above, &below})
        for (const auto& [from, to] : *half)
            most = std::max({most, from, to});
    return most + 1;
}

std::vector<LaneRow> lanesOf(const std::vector<Revision>& revisions)
{
    static const std::string base; // what has no parents follows it
    Lanes lanes;
    std::vector<LaneRow> rows;
    for (const Revision& revision : revisions | std::views::reverse)
        rows.push_back(lanes.row(revision.id, revision.parents.empty() ? std::vector{base} : revision.parents));
    rows.push_back(lanes.row(base, {}));
    return rows;
}

} // namespace schemawright
