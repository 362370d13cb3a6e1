#include "ui/picture/marks.h"

#include <cmath>

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

Point verbPlace(const Relation& relation)
{
    const double needed = builtinTextMeasure().width(relation.verb, FontWeight::Normal) * verbSize + 12;
    constexpr double leastUpright = 3 * verbSize;
    Point place;
    double best = -1;
    const std::size_t pieces = relation.path.size() - 1;
    for (std::size_t i = 0; i < pieces; ++i) {
        const Point& a = relation.path[i];
        const Point& b = relation.path[i + 1];
        const bool level = a.y == b.y;
        const bool shared = i + 1 == pieces && pieces > 1;
        const double length = std::abs(a.x - b.x) + std::abs(a.y - b.y);
        const double rank = !level && length >= leastUpright ? 2 : !level || length < needed ? 0 : shared ? 1 : 3;
        const double worth = rank * 1e6 + length;
        if (worth > best) {
            best = worth;
            place = {(a.x + b.x) / 2, (a.y + b.y) / 2};
        }
    }
    return place;
}

Color noteFill(const DiagramNote& note, const PictureTheme& theme)
{
    if (note.area)
        return colorFromText(note.color, theme.tints.front());
    const Color own = colorFromText(note.color, theme.noteFill);
    if (note.color.empty())
        return own;
    // A paper of that colour: dark writing on it by day, light writing by night.
    return theme.dark ? mixed(own, {0, 0, 0, 255}, 0.5) : mixed(own, {255, 255, 255, 255}, 0.72);
}

Color noteInk(const DiagramNote& note, const PictureTheme& theme)
{
    return note.area || !note.color.empty() ? theme.nameText : theme.noteText;
}

Color areaGround(const DiagramNote& area, const PictureTheme& theme)
{
    return mixed(theme.background, noteFill(area, theme), areaOpacity);
}

} // namespace schemawright
