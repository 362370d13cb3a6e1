#include "ui/canvas/canvas_private.h"

#include "ui/basics/text.h"
#include "ui/picture/note_text.h"

#include <cmath>
#include <iterator>

namespace schemawright {
namespace {

constexpr double hitSlack = 5; // pixels beside a line that still hit it

Qt::CursorShape resizeCursor(int edges)
{
    const bool level = edges & (LeftEdge | RightEdge);
    const bool upright = edges & (TopEdge | BottomEdge);
    if (level && upright)
        return ((edges & LeftEdge) != 0) == ((edges & TopEdge) != 0) ? Qt::SizeFDiagCursor : Qt::SizeBDiagCursor;
    return level ? Qt::SizeHorCursor : Qt::SizeVerCursor;
}

} // namespace

// ---- what is where

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

// ---- selection

void CanvasView::Private::select(std::set<ObjectKey> keys, std::set<std::string> notes)
{
    if (keys == highlight.selected && notes == highlight.selectedNotes)
        return;
    const bool changed = keys != highlight.selected;
    showSelected(std::move(keys), std::move(notes));
    updateFocus();
    if (focusMode)
        repaintAll();
    announceSelection();
    if (changed)
        Q_EMIT q->selectionChanged(q->selection());
}

/// Only what joins or leaves the selection is painted anew.
void CanvasView::Private::showSelected(std::set<ObjectKey> keys, std::set<std::string> notes)
{
    std::vector<ObjectKey> changed;
    std::ranges::set_symmetric_difference(keys, highlight.selected, std::back_inserter(changed));
    const bool notesChanged = notes != highlight.selectedNotes;
    highlight.selected = std::move(keys);
    highlight.selectedNotes = std::move(notes);
    QRegion region;
    for (const ObjectKey& key : changed) {
        if (const auto line = std::ranges::lower_bound(scene.relations, key, {}, &Relation::key);
            line != scene.relations.end() && line->key == key)
            repaintRelation(static_cast<std::size_t>(line - scene.relations.begin()));
        else if (const auto card = cardOf(key))
            region |= toPixels(scene.cards[*card].rect()).toAlignedRect().adjusted(-10, -10, 10, 12);
    }
    stale |= region & q->viewport()->rect();
    if (notesChanged)
        repaintNotes();
    q->viewport()->update();
}

/// Who steps back: all but the selected cards and those they have lines with; the ends of selected lines stay too.
void CanvasView::Private::updateFocus()
{
    highlight.faded.clear();
    if (!focusMode || highlight.selected.empty())
        return;
    std::vector<char> near(scene.cards.size(), 0);
    for (const std::size_t card : selectedCards())
        near[card] = 2;
    for (const Relation& relation : scene.relations) {
        const bool selected = highlight.selected.contains(relation.key);
        if (selected || near[relation.from] == 2)
            near[relation.to] = std::max<char>(near[relation.to], 1);
        if (selected || near[relation.to] == 2)
            near[relation.from] = std::max<char>(near[relation.from], 1);
    }
    for (const char each : near)
        highlight.faded.push_back(each == 0 ? 1 : 0);
}

void CanvasView::Private::announceSelection()
{
    QStringList names;
    for (const ObjectKey& key : highlight.selected) {
        if (names.size() < 5)
            names << toQt(oneLine(key.display()));
    }
    q->setAccessibleDescription(names.isEmpty() ? tr("Nothing selected")
                                                : tr("Selected: %1").arg(names.join(QStringLiteral(", "))));
    Q_EMIT q->selectionShown();
}

void CanvasView::Private::click(const CanvasHit& hit, Qt::KeyboardModifiers modifiers)
{
    std::set<ObjectKey> keys = highlight.selected;
    std::set<std::string> notes = highlight.selectedNotes;
    const ObjectKey key = keyOf(hit);
    const bool adds = modifiers & (Qt::ControlModifier | Qt::ShiftModifier);
    if (!adds) {
        keys.clear();
        notes.clear();
    }
    if (hit.note) {
        const std::string& id = scene.notes[*hit.note].id;
        if (!notes.erase(id))
            notes.insert(id);
    } else if (!key.name.empty() && !keys.erase(key)) {
        keys.insert(key);
    }
    select(std::move(keys), std::move(notes));
}

/// From the selected card to the next one in that direction; in a column, to the next row.
void CanvasView::Private::moveSelection(int key)
{
    if (scene.cards.empty())
        return;
    const std::vector<std::size_t> cards = selectedCards();
    const Point from = cards.empty() ? visible().center() : scene.cards[cards.front()].rect().center();
    std::optional<std::size_t> best;
    double bestScore = 0;
    for (std::size_t i = 0; i < scene.cards.size(); ++i) {
        const Point to = scene.cards[i].rect().center();
        double ahead = 0;
        double aside = 0;
        switch (key) {
        case Qt::Key_Left:
            ahead = from.x - to.x;
            aside = to.y - from.y;
            break;
        case Qt::Key_Right:
            ahead = to.x - from.x;
            aside = to.y - from.y;
            break;
        case Qt::Key_Up:
            ahead = from.y - to.y;
            aside = to.x - from.x;
            break;
        default:
            ahead = to.y - from.y;
            aside = to.x - from.x;
            break;
        }
        const double score = cards.empty() ? std::hypot(ahead, aside) : ahead + 2 * std::abs(aside);
        if ((cards.empty() || ahead > 1) && (!best || score < bestScore)) {
            best = i;
            bestScore = score;
        }
    }
    if (!best)
        return;
    select({scene.cards[*best].key});
    bringIntoView(scene.cards[*best].rect());
}

void CanvasView::Private::bringIntoView(const Rect& rect)
{
    const Rect view = visible();
    if (!view.contains({rect.x, rect.y}) || !view.contains({rect.right(), rect.bottom()}))
        setView({rect.center().x - view.width / 2, rect.center().y - view.height / 2}, zoom);
}

void CanvasView::Private::stepToNote(bool forward)
{
    const std::size_t count = scene.notes.size();
    if (count == 0)
        return;
    const auto selected = highlight.selectedNotes.size() == 1 ? noteOf(*highlight.selectedNotes.begin()) : std::nullopt;
    const std::size_t next = !selected ? (forward ? 0 : count - 1) : (*selected + (forward ? 1 : count - 1)) % count;
    select({}, {scene.notes[next].id});
    bringIntoView(noteRect(scene.notes[next]));
}

void CanvasView::Private::stepToLine(bool forward)
{
    const auto current = highlight.selected.size() == 1
                             ? std::ranges::find(scene.relations, *highlight.selected.begin(), &Relation::key)
                             : scene.relations.end();
    // From a card along its own lines; a line goes on among those of the card it came from.
    std::optional<ObjectKey> walk = current != scene.relations.end() ? lineWalk : std::nullopt;
    if (const std::vector<std::size_t> cards = selectedCards(); cards.size() == 1)
        walk = scene.cards[cards.front()].key;
    const std::optional<std::size_t> of = walk ? cardOf(*walk) : std::nullopt;
    std::vector<std::size_t> lines;
    for (std::size_t i = 0; i < scene.relations.size(); ++i) {
        if (!of || scene.relations[i].from == *of || scene.relations[i].to == *of)
            lines.push_back(i);
    }
    if (lines.empty())
        return;
    const auto at = std::ranges::find(lines, static_cast<std::size_t>(current - scene.relations.begin()));
    const auto count = static_cast<std::ptrdiff_t>(lines.size());
    const std::ptrdiff_t next =
        at == lines.end() ? (forward ? 0 : count - 1) : (at - lines.begin() + (forward ? 1 : count - 1)) % count;
    const Relation& line = scene.relations[lines[static_cast<std::size_t>(next)]];
    select({line.key});
    lineWalk = std::move(walk);
    bringIntoView(boundsOf(line.path));
}

CanvasHit CanvasView::Private::selectedHit() const
{
    if (const auto cards = selectedCards(); !cards.empty())
        return {.card = cards.front()};
    if (highlight.selectedNotes.size() == 1)
        return {.note = noteOf(*highlight.selectedNotes.begin())};
    if (highlight.selected.size() == 1) {
        const auto line = std::ranges::find(scene.relations, *highlight.selected.begin(), &Relation::key);
        if (line != scene.relations.end())
            return {.relation = static_cast<std::size_t>(line - scene.relations.begin())};
    }
    return {};
}

QPointF CanvasView::Private::placeOf(const CanvasHit& hit) const
{
    if (hit.card)
        return toPixels(scene.cards[*hit.card].rect()).center();
    if (hit.note)
        return toPixels(noteRect(scene.notes[*hit.note])).center();
    if (hit.relation) {
        const std::vector<Point>& path = scene.relations[*hit.relation].path;
        return toPixels(path[path.size() / 2]);
    }
    return QRectF(q->viewport()->rect()).center();
}

void CanvasView::Private::stepTo(int key)
{
    const std::vector<std::size_t> cards = selectedCards();
    if (cards.size() != 1 || scene.cards[cards.front()].content->rows.empty())
        return;
    const std::size_t card = cards.front();
    const ObjectKey& selected = *highlight.selected.begin();
    const auto row = selected.kind == Kind::Column ? scene.cards[card].content->rowOf(selected.name) : std::nullopt;
    if (key == Qt::Key_Down)
        select({columnKey(card, row ? std::min(*row + 1, scene.cards[card].content->rows.size() - 1) : 0)});
    else if (row)
        select({*row == 0 ? scene.cards[card].key : columnKey(card, *row - 1)});
}

void CanvasView::Private::bandTo(QPoint pixel)
{
    const QRect band = QRect(pressedAt, pixel).normalized();
    const Point corner = toUnits(band.topLeft());
    const Rect area{corner.x, corner.y, band.width() / zoom, band.height() / zoom};
    std::set<ObjectKey> keys = selectedBefore;
    for (const std::uint32_t card : index.query(area))
        keys.insert(scene.cards[card].key);
    std::set<std::string> notes = notesBefore;
    for (const DiagramNote& note : scene.notes) {
        const Rect rect{note.position.x, note.position.y, note.width, note.height};
        // A band within an area is about what is in it.
        if (note.area ? area.contains({rect.x, rect.y}) && area.contains({rect.right(), rect.bottom()})
                      : rect.overlaps(area))
            notes.insert(note.id);
    }
    showSelected(std::move(keys), std::move(notes));
}

void CanvasView::Private::finishLink(QPoint pixel)
{
    const CanvasHit target = hitAt(pixel);
    const std::optional<std::size_t> from = pressed.card;
    highlight.dropCard.reset();
    repaintAll();
    if (from && pressed.row && target.card && isTable(*target.card))
        Q_EMIT q->foreignKeyRequested(scene.cards[*from].key,
                                      toQt(scene.cards[*from].content->rows[*pressed.row].column),
                                      scene.cards[*target.card].key);
}

void CanvasView::Private::cancelGesture()
{
    putBack();
    endDrag();
    highlight.dropCard.reset();
    const bool was = std::exchange(gesture, Gesture::None) != Gesture::None;
    if (was)
        repaintAll();
}

// ---- the mouse over things

void CanvasView::Private::hover(QPoint pixel)
{
    const CanvasHit hit = hitAt(pixel);
    Highlight& h = highlight;
    if (h.hoveredCard != hit.card || h.hoveredRow != hit.row) {
        if (h.hoveredCard)
            repaintCard(*h.hoveredCard);
        h.hoveredCard = hit.card;
        h.hoveredRow = hit.row;
        if (h.hoveredCard)
            repaintCard(*h.hoveredCard);
    }
    if (h.hoveredRelation != hit.relation) {
        if (h.hoveredRelation)
            repaintRelation(*h.hoveredRelation);
        h.hoveredRelation = hit.relation;
        if (h.hoveredRelation)
            repaintRelation(*h.hoveredRelation);
    }
    updateCursor(hit);
}

void CanvasView::Private::updateCursor(const CanvasHit& hit)
{
    Qt::CursorShape shape = Qt::ArrowCursor;
    if (gesture == Gesture::Pan)
        shape = Qt::ClosedHandCursor;
    else if (spaceDown)
        shape = Qt::OpenHandCursor;
    else if (gesture == Gesture::Link)
        shape = Qt::CrossCursor;
    else if (hit.note && hit.edges != 0 && !readOnly)
        shape = resizeCursor(hit.edges);
    else if (hit.relation && !hit.note)
        shape = Qt::PointingHandCursor;
    else if (!readOnly && (hit.note || (hit.card && !hit.row)))
        shape = Qt::SizeAllCursor;
    if (q->viewport()->cursor().shape() != shape)
        q->viewport()->setCursor(shape);
}

} // namespace schemawright
