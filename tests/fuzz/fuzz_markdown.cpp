// The text of a note, as it is laid out and drawn.

#include "tests/fuzz/fuzz.h"
#include "ui/picture/note_text.h"

#include <cmath>

using namespace schemawright;

FUZZ_TARGET(input)
{
    DiagramNote note{.text = std::string(input)};
    for (const double width : {200.0, 1.0, 5000.0}) {
        note.width = width;
        for (const NoteLine& line : noteLines(note)) {
            test::hold(std::isfinite(line.baseline) && line.size > 0, "a line is somewhere");
            for (const NoteRun& run : line.runs)
                test::hold(std::isfinite(run.x) && run.text.find('\n') == std::string::npos, "a run is on one line");
        }
    }
}
