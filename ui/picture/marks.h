#pragma once

#include "ui/picture/scene.h"

namespace schemawright {

enum class MarkFill { None, Background, Line };

/// A piece of the sign at a line's end: an open or closed line, or a circle (one point, with a radius).
struct MarkShape {
    std::vector<Point> points;
    double radius = 0;
    bool closed = false;
    MarkFill fill = MarkFill::None;
};

/// The signs at both ends of a routed line in that notation.
[[nodiscard]] std::vector<MarkShape> endMarks(const Relation& relation, Notation notation);

/// In IDEF1X a relation that identifies its rows is solid, any other dashed.
[[nodiscard]] inline bool isDashed(const Relation& relation, Notation notation)
{
    return notation == Notation::Idef1x && !relation.identifying;
}

/// Where the verb phrase of a line is written: the middle of the text, on the longest level piece that is long enough for it, else on an upright
/// one. The last piece, which the lines to a key have in common, is taken only where there is no other.
[[nodiscard]] Point verbPlace(const Relation& relation);
inline constexpr double verbSize = 11;

/// What a note or an area is filled with, and its text, in that theme.
[[nodiscard]] Color noteFill(const DiagramNote& note, const PictureTheme& theme);
[[nodiscard]] Color noteInk(const DiagramNote& note, const PictureTheme& theme);
/// How opaque an area's fill lies upon the background, and the ground of its title upon what is there.
inline constexpr double areaOpacity = 0.13;
inline constexpr double titleGroundOpacity = 0.88;
/// What an area looks like on the background.
[[nodiscard]] Color areaGround(const DiagramNote& area, const PictureTheme& theme);

inline constexpr double relationRadius = 5; ///< of the corners of lines

} // namespace schemawright
