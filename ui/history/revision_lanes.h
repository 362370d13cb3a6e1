#pragma once

#include "diff/revision/revision.h"

#include <utility>
#include <vector>

namespace schemawright {

/// A row of the list of revisions as a graph: where its dot is and which lines pass.
struct LaneRow {
    int lane = 0; ///< of the dot, from 0
    std::vector<std::pair<int, int>>
        above; ///< lines of the upper half: from the lane at the top to the lane in the middle
    std::vector<std::pair<int, int>> below; ///< of the lower half: from the middle to the bottom
    bool isHead = false;                    ///< nothing follows it
    [[nodiscard]] int lanes() const;        ///< how many lanes it needs
};

/// The rows from the newest revision to the oldest, and then base. `revisions` are in order: parents before children.
[[nodiscard]] std::vector<LaneRow> lanesOf(const std::vector<Revision>& revisions);

} // namespace schemawright
