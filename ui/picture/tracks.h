#pragma once

#include "ui/picture/geometry.h"

#include <array>
#include <cstdint>
#include <vector>

namespace schemawright {

class SpaceIndex;

/// What is known about the channels of a line's segments; valid while the line and the cards around it are unchanged.
struct TrackMemory {
    struct Limits {
        double low = 0;
        double high = 0;
    };
    struct Pass {
        std::uint64_t fingerprint = 0; ///< of the examined path
        std::vector<Limits> limits;
    };
    std::array<Pass, 2> passes;
};

/// A routed line whose inner segments may be moved sideways.
struct TrackLine {
    std::vector<Point>* path = nullptr; ///< routed on input, spread on output
    std::uint64_t bundle = 0;           ///< lines of one bundle end at the same row and may share a trunk
    TrackMemory* memory = nullptr;      ///< from the last time, while no card near the line has changed; updated
};

/// Moves the inner segments of routed lines to the middle of the channels between the cards, and places overlapping lines
/// side by side in the order with the fewest crossings. First and last segments are not moved: they belong to a row.
void spreadTracks(const SpaceIndex& cards, std::vector<TrackLine>& lines);

} // namespace schemawright
