#pragma once

#include "ui/picture/scene.h"

namespace schemawright {

enum class MarkFill { None, Background, Line };

/// A part of the symbol at a line's end: an open or closed line, or a circle (one point, with a radius).
struct MarkShape {
    std::vector<Point> points;
    double radius = 0;
    bool closed = false;
    MarkFill fill = MarkFill::None;
};

/// The symbols at both ends of a routed line in that notation.
[[nodiscard]] std::vector<MarkShape> endMarks(const Relation& relation, Notation notation);

/// In IDEF1X an identifying relation is solid, any other dashed.
[[nodiscard]] inline bool isDashed(const Relation& relation, Notation notation)
{
    return notation == Notation::Idef1x && !relation.identifying;
}

/// The position of a line's verb phrase: the middle of the text, on the longest horizontal segment that is long enough, else on a vertical
/// one. The last segment, which the lines to a key share, is used only if there is no other.
[[nodiscard]] Point verbPlace(const Relation& relation);
inline constexpr double verbSize = 11;

/// The fill and the text colour of a note or an area in that theme.
[[nodiscard]] Color noteFill(const DiagramNote& note, const PictureTheme& theme);
[[nodiscard]] Color noteInk(const DiagramNote& note, const PictureTheme& theme);
/// The opacity of an area's fill over the background, and of the background of its title.
inline constexpr double areaOpacity = 0.13;
inline constexpr double titleGroundOpacity = 0.88;
/// The colour of an area over the background.
[[nodiscard]] Color areaGround(const DiagramNote& area, const PictureTheme& theme);

inline constexpr double relationRadius = 5; ///< of the corners of lines

} // namespace schemawright
