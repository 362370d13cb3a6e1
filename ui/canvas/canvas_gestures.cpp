#include "ui/canvas/canvas_private.h"

#include "ui/text.h"

#include <cmath>

namespace schemawright {
namespace {

constexpr double snapStep = 8; // dragged cards land on multiples of it
constexpr double hitSlack = 5; // pixels beside a line that still hit it

double snapped(double value)
{
    return std::round(value / snapStep) * snapStep;
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
    return hit;
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
    for (const Kind kind : {Kind::Table, Kind::View, Kind::MaterializedView}) {
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

void CanvasView::Private::select(std::set<ObjectKey> keys)
{
    if (keys == highlight.selected)
        return;
    highlight.selected = std::move(keys);
    announceSelection();
    repaintAll();
    Q_EMIT q->selectionChanged(q->selection());
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
}

void CanvasView::Private::click(const CanvasHit& hit, Qt::KeyboardModifiers modifiers)
{
    std::set<ObjectKey> keys = highlight.selected;
    const ObjectKey key = keyOf(hit);
    const bool adds = modifiers & (Qt::ControlModifier | Qt::ShiftModifier);
    if (key.name.empty()) {
        if (!adds)
            select({});
        return;
    }
    if (!adds)
        keys = {key};
    else if (!keys.erase(key))
        keys.insert(key);
    select(std::move(keys));
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
    const Rect rect = scene.cards[*best].rect();
    const Rect view = visible();
    if (!view.contains({rect.x, rect.y}) || !view.contains({rect.right(), rect.bottom()}))
        setView({rect.center().x - view.width / 2, rect.center().y - view.height / 2}, zoom);
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

void CanvasView::Private::nudge(int key)
{
    if (readOnly || selectedCards().empty())
        return;
    Point step;
    switch (key) {
    case Qt::Key_Left: step.x = -snapStep; break;
    case Qt::Key_Right: step.x = snapStep; break;
    case Qt::Key_Up: step.y = -snapStep; break;
    default: step.y = snapStep; break;
    }
    startMove();
    std::vector<std::pair<std::size_t, Point>> moves;
    for (const auto& [card, at] : grabbed)
        moves.emplace_back(card, Point{at.x + step.x, at.y + step.y});
    moveCards(scene, index, moves);
    finishMove();
}

// ---- moving cards

void CanvasView::Private::startMove()
{
    sceneBefore = scene;
    grabbed.clear();
    for (const std::size_t card : selectedCards())
        grabbed.emplace_back(card, scene.cards[card].position);
}

void CanvasView::Private::dragTo(QPoint pixel)
{
    if (grabbed.empty())
        return;
    const QPointF way = QPointF(pixel - pressedAt) / zoom;
    // The card under the mouse lands on the grid, the others keep their places relative to it.
    const auto leader =
        std::ranges::find(grabbed, pressed.card.value_or(grabbed.front().first), &std::pair<std::size_t, Point>::first);
    const Point at = leader == grabbed.end() ? grabbed.front().second : leader->second;
    const Point step{snapped(at.x + way.x()) - at.x, snapped(at.y + way.y()) - at.y};
    std::vector<std::pair<std::size_t, Point>> moves;
    for (const auto& [card, before] : grabbed) {
        moves.emplace_back(card, Point{before.x + step.x, before.y + step.y});
        repaintCard(card);
    }
    if (scene.cards[moves.front().first].position == moves.front().second)
        return;
    for (const RedrawnLine& line : moveCards(scene, index, moves)) {
        for (std::size_t i = 0; i + 1 < line.before.size(); ++i)
            repaintRect(boundsOf({line.before[i], line.before[i + 1]}).grown(8));
        relationBounds[line.relation] = boundsOf(scene.relations[line.relation].path).grown(12);
        repaintRelation(line.relation);
    }
    for (const auto& [card, position] : moves)
        repaintCard(card);
}

/// The diagram as it is now becomes ours at once; the document hears of it and sends the same back.
void CanvasView::Private::finishMove()
{
    std::vector<std::pair<ObjectKey, Point>> moves;
    for (const auto& [card, before] : grabbed) {
        const Card& moved = scene.cards[card];
        if (moved.position == before)
            continue;
        moves.emplace_back(moved.key, moved.position);
        diagram.cards[moved.key].position = moved.position;
    }
    grabbed.clear();
    // Settled upon the scene before the drag, so that every line is as in a diagram opened anew.
    scene = std::move(*sceneBefore);
    sceneBefore.reset();
    rebuild();
    if (!moves.empty())
        Q_EMIT q->cardsMoved(moves);
}

void CanvasView::Private::bandTo(QPoint pixel)
{
    const QRect band = QRect(pressedAt, pixel).normalized();
    const Point corner = toUnits(band.topLeft());
    std::set<ObjectKey> keys = selectedBefore;
    for (const std::uint32_t card : index.query({corner.x, corner.y, band.width() / zoom, band.height() / zoom}))
        keys.insert(scene.cards[card].key);
    q->viewport()->update();
    if (keys != highlight.selected) {
        highlight.selected = std::move(keys);
        repaintAll();
    }
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
    if (gesture == Gesture::Move && sceneBefore) {
        scene = std::move(*sceneBefore);
        sceneBefore.reset();
        grabbed.clear();
        refreshIndex();
    }
    highlight.dropCard.reset();
    if (gesture != Gesture::None)
        repaintAll();
    gesture = Gesture::None;
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
    else if (hit.relation)
        shape = Qt::PointingHandCursor;
    else if (hit.card && !hit.row && !readOnly)
        shape = Qt::SizeAllCursor;
    if (q->viewport()->cursor().shape() != shape)
        q->viewport()->setCursor(shape);
}

} // namespace schemawright
