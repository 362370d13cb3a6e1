#pragma once

#include "ui/picture/geometry.h"

#include <string>
#include <vector>

namespace schemawright {

/// Text of one format within a line of a note.
struct NoteRun {
    std::string text;
    double x = 0; ///< from the note's left edge
    bool bold = false;
    bool italic = false;
    bool code = false;
};

struct NoteLine {
    std::vector<NoteRun> runs;
    double size = 12;    ///< of the font
    double baseline = 0; ///< from the note's top edge
};

[[nodiscard]] inline Rect noteRect(const DiagramNote& note)
{
    return {note.position.x, note.position.y, note.width, note.height};
}

/// The text of a note, laid out for its width: headings (#), lists (-, *, 1.), **bold**, *italic*, `code`; links show their text. Everything else,
/// including HTML, is text. Text beyond the height is replaced by an ellipsis.
[[nodiscard]] std::vector<NoteLine> noteLines(const DiagramNote& note);

struct NoteMetrics {
    static constexpr double padding = 10;
    static constexpr double textSize = 12;
    static constexpr double lineHeight = 1.4; ///< of the font's size
    static constexpr double areaTitleSize = 15;
    static constexpr double areaTitleHeight = 30;
    static constexpr double leastWidth = 80;
    static constexpr double leastHeight = 40;
};

} // namespace schemawright
