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

/// The text of a note, broken into lines of that width; what does not fit the height is left out with an ellipsis.
[[nodiscard]] std::vector<std::string> noteLines(const DiagramNote& note);

inline constexpr double relationRadius = 5; ///< of the corners of lines

struct NoteMetrics {
    static constexpr double padding = 10;
    static constexpr double textSize = 12;
    static constexpr double lineHeight = 17;
    static constexpr double areaTitleSize = 15;
};

} // namespace schemawright
