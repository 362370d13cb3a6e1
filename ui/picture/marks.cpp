#include "ui/picture/marks.h"

namespace schemawright {
namespace {

constexpr double half = 6; // of the foot's width

/// `side` is where the line meets the card, `sign` +1 where the line leaves to the right.
void addCrowsFoot(std::vector<MarkShape>& marks, Point side, double sign, LineEnd end)
{
    const auto bar = [&](double distance) {
        const double x = side.x + sign * distance;
        marks.push_back({.points = {{x, side.y - half}, {x, side.y + half}}});
    };
    const auto circle = [&](double distance) {
        marks.push_back({.points = {{side.x + sign * distance, side.y}}, .radius = 3.5, .fill = MarkFill::Background});
    };
    switch (end) {
    case LineEnd::One:
        bar(6);
        bar(10);
        break;
    case LineEnd::ZeroOrOne:
        bar(6);
        circle(12.5);
        break;
    case LineEnd::ZeroOrMany: {
        const Point tip{side.x + sign * 11, side.y};
        marks.push_back({.points = {{side.x, side.y - half}, tip, {side.x, side.y + half}}});
        circle(15);
        break;
    }
    }
}

/// IDEF1X: a dot at the child, a diamond at a parent that may be missing, a small Z for at most one child.
void addIdef1x(std::vector<MarkShape>& marks, Point side, double sign, LineEnd end, bool child)
{
    if (child) {
        marks.push_back({.points = {{side.x + sign * 4.5, side.y}}, .radius = 4.5, .fill = MarkFill::Line});
        if (end == LineEnd::ZeroOrOne) {
            const double x = side.x + sign * 14;
            marks.push_back(
                {.points = {{x - 3, side.y - 11}, {x + 3, side.y - 11}, {x - 3, side.y - 4}, {x + 3, side.y - 4}}});
        }
    } else if (end == LineEnd::ZeroOrOne) {
        marks.push_back({.points = {{side.x, side.y},
                                    {side.x + sign * 6, side.y - 5},
                                    {side.x + sign * 12, side.y},
                                    {side.x + sign * 6, side.y + 5}},
                         .closed = true,
                         .fill = MarkFill::Background});
    }
}

/// The next word or blank of `text` from `at`; a line break stands alone.
std::string_view nextPiece(std::string_view text, std::size_t at)
{
    if (text[at] == '\n' || text[at] == ' ')
        return text.substr(at, 1);
    return text.substr(at, std::min(text.find_first_of(" \n", at), text.size()) - at);
}

} // namespace

std::vector<MarkShape> endMarks(const Relation& relation, Notation notation)
{
    std::vector<MarkShape> marks;
    if (relation.path.size() < 2)
        return marks;
    const auto add = [&](Point side, Point next, LineEnd end, bool child) {
        const double sign = next.x >= side.x ? 1 : -1;
        if (notation == Notation::CrowsFoot)
            addCrowsFoot(marks, side, sign, end);
        else
            addIdef1x(marks, side, sign, end, child);
    };
    add(relation.path.front(), relation.path[1], relation.fromEnd, true);
    add(relation.path.back(), relation.path[relation.path.size() - 2], relation.toEnd, false);
    return marks;
}

std::vector<std::string> noteLines(const DiagramNote& note)
{
    const TextMeasure& measure = builtinTextMeasure();
    const double width = note.width - 2 * NoteMetrics::padding;
    const auto limit =
        static_cast<std::size_t>(std::max(1.0, (note.height - 2 * NoteMetrics::padding) / NoteMetrics::lineHeight));
    std::vector<std::string> lines(1);
    for (std::size_t at = 0; at < note.text.size();) {
        const std::string_view piece = nextPiece(note.text, at);
        at += piece.size();
        if (piece == "\n") {
            lines.emplace_back();
            continue;
        }
        const std::string word = elided(oneLine(piece), width, NoteMetrics::textSize, FontWeight::Normal, measure);
        if (!lines.back().empty() &&
            measure.width(lines.back() + word, FontWeight::Normal) * NoteMetrics::textSize > width)
            lines.emplace_back();
        if (!lines.back().empty() || word != " ")
            lines.back() += word;
    }
    if (lines.size() > limit) {
        lines.resize(limit);
        lines.back() += "\u2026";
    }
    return lines;
}

} // namespace schemawright
