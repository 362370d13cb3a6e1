#include "ui/canvas/canvas_private.h"

#include "ui/picture/note_text.h"

/// What is at a point, and where an object is.
namespace schemawright {
namespace {

constexpr double hitSlack = 5; // pixels beside a line that still hit it

} // namespace

CanvasHit CanvasView::Private::hitAt(QPointF pixel) const
{
    CanvasHit hit;
    const Point at = toUnits(pixel);
    const Rect spot = Rect{at.x, at.y, 0, 0}.grown(0.01);
    if (const auto cards = index.query(spot); !cards.empty()) {
        hit.card = cards.back(); // the last is drawn on top
        const Card& card = scene.cards[*hit.card];
        const CardContent& content = *card.content;
        const double inside = at.y - card.position.y - content.rowTop(0);
        if (detailLevel(zoom) == DetailLevel::Columns && inside >= 0 &&
            inside < static_cast<double>(content.rows.size()) * CardMetrics::rowHeight) {
            hit.row = static_cast<std::size_t>(inside / CardMetrics::rowHeight);
            const CardRow& row = content.rows[*hit.row];
            const double typeLeft = content.width - CardMetrics::sidePadding - CardMetrics::nullMarkWidth -
                                    (content.badges ? CardMetrics::badgeWidth : 0) - row.typeWidth;
            hit.onType = !row.type.empty() && at.x - card.position.x >= typeLeft - CardMetrics::nameTypeGap / 2;
        }
        return hit;
    }
    if (hitNote(at, false, hit))
        return hit;
    const Rect near = Rect{at.x, at.y, 0, 0}.grown(hitSlack / zoom);
    for (std::size_t i = 0; i < scene.relations.size(); ++i) {
        if (!relationBounds[i].overlaps(near))
            continue;
        const std::vector<Point>& path = scene.relations[i].path;
        for (std::size_t p = 0; p + 1 < path.size(); ++p) {
            if (segmentCrosses(path[p], path[p + 1], near))
                hit.relation = i;
        }
    }
    if (!hit.relation)
        (void)hitNote(at, true, hit);
    return hit;
}

/// A note is hit anywhere, an area by its title and its edge: within it one selects and draws bands as on the ground.
bool CanvasView::Private::hitNote(Point at, bool areas, CanvasHit& hit) const
{
    const double slack = std::max(hitSlack / zoom, 2.0);
    for (std::size_t i = scene.notes.size(); i-- > 0;) {
        const DiagramNote& note = scene.notes[i];
        const Rect rect{note.position.x, note.position.y, note.width, note.height};
        if (note.area != areas || !rect.grown(slack).contains(at))
            continue;
        const int edges = (at.x <= rect.x + slack ? LeftEdge : 0) | (at.x >= rect.right() - slack ? RightEdge : 0) |
                          (at.y <= rect.y + slack ? TopEdge : 0) | (at.y >= rect.bottom() - slack ? BottomEdge : 0);
        const double titleHeight = std::max(NoteMetrics::areaTitleHeight, 20 / zoom);
        if (areas && edges == 0 && at.y > rect.y + titleHeight)
            continue;
        hit.note = i;
        hit.edges = edges;
        return true;
    }
    return false;
}

std::optional<std::size_t> CanvasView::Private::noteOf(const std::string& id) const
{
    const auto found = std::ranges::find(scene.notes, id, &DiagramNote::id);
    return found == scene.notes.end() ? std::nullopt
                                      : std::optional(static_cast<std::size_t>(found - scene.notes.begin()));
}

ObjectKey CanvasView::Private::columnKey(std::size_t card, std::size_t row) const
{
    const ObjectKey& key = scene.cards[card].key;
    return childKey(Kind::Column, key.schema, key.name, scene.cards[card].content->rows[row].column);
}

ObjectKey CanvasView::Private::keyOf(const CanvasHit& hit) const
{
    if (hit.card)
        return hit.row ? columnKey(*hit.card, *hit.row) : scene.cards[*hit.card].key;
    return hit.relation ? scene.relations[*hit.relation].key : ObjectKey{};
}

std::optional<std::size_t> CanvasView::Private::cardOf(const ObjectKey& key) const
{
    if (key.kind != Kind::Column && key.kind != Kind::Constraint)
        return scene.indexOf(key);
    for (const Kind kind : tablesAndViews()) {
        if (const auto card = scene.indexOf(schemawright::keyOf(kind, key.schema, key.parent)))
            return card;
    }
    return std::nullopt;
}

std::optional<Rect> CanvasView::Private::rectOf(const ObjectKey& key) const
{
    const auto found = cardOf(key);
    if (!found || key.kind == Kind::Constraint)
        return std::nullopt;
    const Card& card = scene.cards[*found];
    if (key.kind != Kind::Column)
        return card.rect();
    const auto row = card.content->rowOf(key.name);
    if (!row)
        return std::nullopt;
    return Rect{card.position.x, card.position.y + card.content->rowTop(*row), card.content->width,
                CardMetrics::rowHeight};
}

std::vector<std::size_t> CanvasView::Private::selectedCards() const
{
    std::set<std::size_t> cards;
    for (const ObjectKey& key : highlight.selected) {
        if (const auto card = key.kind == Kind::Constraint ? std::nullopt : cardOf(key))
            cards.insert(*card);
    }
    return {cards.begin(), cards.end()};
}

bool CanvasView::Private::isTable(std::size_t card) const
{
    return scene.cards[card].key.kind == Kind::Table;
}

} // namespace schemawright
