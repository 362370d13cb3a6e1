#pragma once

#include "ui/picture/space_index.h"

#include <cstdint>
#include <vector>

namespace schemawright {

/// A routed line whose inner pieces may be moved sideways.
struct TrackLine {
    std::vector<Point>* path = nullptr; ///< as routed on input, spread on output
    std::uint64_t bundle = 0;           ///< lines of one bundle end at the same row and may share a trunk
};

/// Moves the inner pieces of routed lines to the middle of the channels between the cards, and lines that would lie upon each other
/// side by side, in the order that makes them cross least. First and last pieces stay: they belong to a row.
void spreadTracks(const SpaceIndex& cards, std::vector<TrackLine>& lines);

} // namespace schemawright
