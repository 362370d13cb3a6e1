#pragma once

#include "ui/picture/geometry.h"

#include <array>
#include <cstdint>
#include <vector>

namespace schemawright {

class SpaceIndex;

/// What was found out about the channels that a line's pieces run in: it holds as long as the line and the cards around it are the same.
struct TrackMemory {
    struct Limits {
        double low = 0;
        double high = 0;
    };
    struct Pass {
        std::uint64_t fingerprint = 0; ///< of the path as it was looked at
        std::vector<Limits> limits;
    };
    std::array<Pass, 2> passes;
};

/// A routed line whose inner pieces may be moved sideways.
struct TrackLine {
    std::vector<Point>* path = nullptr; ///< as routed on input, spread on output
    std::uint64_t bundle = 0;           ///< lines of one bundle end at the same row and may share a trunk
    TrackMemory* memory = nullptr;      ///< of the last time, while no card near the line changed; brought up to date
};

/// Moves the inner pieces of routed lines to the middle of the channels between the cards, and lines that would lie upon each other
/// side by side, in the order that makes them cross least. First and last pieces stay: they belong to a row.
void spreadTracks(const SpaceIndex& cards, std::vector<TrackLine>& lines);

} // namespace schemawright
