#include "ui/canvas/canvas_private.h"

#include "ui/basics/text.h"
#include "ui/picture/note_text.h"
#include "ui/picture/relations.h"

#include <cmath>

namespace schemawright {
namespace {

constexpr double snapStep = 8;        // what is dragged lands on multiples of it
constexpr double snapReach = 6;       // pixels within which an edge is drawn to another's
constexpr std::size_t manyCards = 60; // more than that are dragged as outlines

double snapped(double value)
{
    return std::round(value / snapStep) * snapStep;
}

} // namespace

void CanvasView::Private::requestEdit(const QString& label, const DiagramEdit& edit)
{
    if (!readOnly)
        Q_EMIT q->diagramEditRequested(label, edit);
}

// ---- moving cards, notes and areas

/// Selected areas take along what stands on them.
void CanvasView::Private::startMove()
{
    grabbed.clear();
    grabbedNotes.clear();
    dragStep = {};
    std::set<std::size_t> cards;
    for (const std::size_t card : selectedCards())
        cards.insert(card);
    std::set<std::size_t> notes;
    for (std::size_t i = 0; i < scene.notes.size(); ++i) {
        const DiagramNote& note = scene.notes[i];
        if (!highlight.selectedNotes.contains(note.id))
            continue;
        notes.insert(i);
        if (!note.area)
            continue;
        for (const std::uint32_t card : index.query(noteRect(note))) {
            if (noteRect(note).contains(scene.cards[card].rect().center()))
                cards.insert(card);
        }
        for (std::size_t other = 0; other < scene.notes.size(); ++other) {
            const Rect rect = noteRect(scene.notes[other]);
            const bool within =
                noteRect(note).contains({rect.x, rect.y}) && noteRect(note).contains({rect.right(), rect.bottom()});
            if (within)
                notes.insert(other);
        }
    }
    for (const std::size_t card : cards)
        grabbed.emplace_back(card, scene.cards[card].position);
    for (const std::size_t note : notes)
        grabbedNotes.emplace_back(note, scene.notes[note]);
    dragIsLight = grabbed.size() > manyCards;
    if (!dragIsLight)
        liftLines();
}

/// The dragged cards and their lines leave the layer: each frame draws them upon it.
void CanvasView::Private::liftLines()
{
    for (const auto& [card, before] : grabbed) {
        highlight.liftedCards.insert(card);
        repaintCard(card);
    }
    for (std::size_t i = 0; i < scene.relations.size(); ++i) {
        const Relation& relation = scene.relations[i];
        if (highlight.liftedCards.contains(relation.from) || highlight.liftedCards.contains(relation.to)) {
            highlight.liftedLines.insert(i);
            repaintRelation(i);
        }
    }
}

/// To the edges of what can be seen, else to the grid. Alt lets it go anywhere.
Point CanvasView::Private::snappedStep(Point step)
{
    guides.clear();
    if (moveFreely)
        return {std::round(step.x), std::round(step.y)};
    Rect leader;
    if (pressed.card) {
        const auto found = std::ranges::find(grabbed, *pressed.card, &std::pair<std::size_t, Point>::first);
        const Point at = found == grabbed.end() ? grabbed.front().second : found->second;
        const Rect rect = scene.cards[*pressed.card].rect();
        leader = {at.x, at.y, rect.width, rect.height};
    } else if (pressed.note) {
        const auto found = std::ranges::find(grabbedNotes, *pressed.note, &std::pair<std::size_t, DiagramNote>::first);
        if (found != grabbedNotes.end())
            leader = noteRect(found->second);
    } else if (!grabbed.empty()) {
        leader = scene.cards[grabbed.front().first].rect();
        leader.x = grabbed.front().second.x;
        leader.y = grabbed.front().second.y;
    }
    const Rect wanted{leader.x + step.x, leader.y + step.y, leader.width, leader.height};
    std::vector<Rect> others;
    if (!pressed.note && !dragIsLight) {
        for (const std::uint32_t card : index.query(visible())) {
            if (!highlight.liftedCards.contains(card))
                others.push_back(scene.cards[card].rect());
        }
    }
    const Snap snap = snapTo(wanted, others, snapReach / zoom);
    const Point place{snap.guideX ? wanted.x + snap.dx : snapped(wanted.x),
                      snap.guideY ? wanted.y + snap.dy : snapped(wanted.y)};
    const Rect view = visible();
    if (snap.guideX)
        guides.push_back({{*snap.guideX, view.y}, {*snap.guideX, view.bottom()}});
    if (snap.guideY)
        guides.push_back({{view.x, *snap.guideY}, {view.right(), *snap.guideY}});
    return {place.x - leader.x, place.y - leader.y};
}

void CanvasView::Private::dragTo(QPoint pixel)
{
    if (grabbed.empty() && grabbedNotes.empty())
        return;
    const QPointF way = QPointF(pixel - pressedAt) / zoom;
    moveTo(snappedStep({way.x(), way.y()}));
    q->viewport()->update();
}

void CanvasView::Private::moveTo(Point step)
{
    if (step == dragStep)
        return;
    dragStep = step;
    for (const auto& [note, before] : grabbedNotes) {
        const auto repaint = [&] { repaintNote(scene.notes[note]); };
        repaint();
        scene.notes[note].position = {before.position.x + step.x, before.position.y + step.y};
        repaint();
    }
    if (dragIsLight || grabbed.empty())
        return;
    std::vector<std::pair<std::size_t, Point>> moves;
    for (const auto& [card, before] : grabbed)
        moves.emplace_back(card, Point{before.x + step.x, before.y + step.y});
    for (RedrawnLine& line : moveCards(scene, index, moves)) {
        relationBounds[line.relation] = boundsOf(scene.relations[line.relation].path).grown(12);
        // A line that a card came upon is lifted too, from where the layer still shows it.
        if (highlight.liftedLines.insert(line.relation).second) {
            const std::vector<Point>& path = line.before.path;
            for (std::size_t i = 0; i + 1 < path.size(); ++i)
                repaintRect(boundsOf(path[i], path[i + 1]).grown(8));
        }
        linesBefore.try_emplace(line.relation, std::move(line.before));
    }
}

/// The diagram as it is now becomes ours at once; the document hears of it and sends the same back.
void CanvasView::Private::finishMove()
{
    std::vector<std::pair<ObjectKey, Point>> moves;
    std::vector<std::pair<std::size_t, Point>> places;
    for (const auto& [card, before] : grabbed) {
        const Point now{before.x + dragStep.x, before.y + dragStep.y};
        if (now == before)
            continue;
        places.emplace_back(card, now);
        moves.emplace_back(scene.cards[card].key, now);
        diagram.cards[scene.cards[card].key].position = now;
    }
    std::vector<DiagramNote> notes;
    for (const auto& [note, before] : grabbedNotes) {
        if (scene.notes[note] == before)
            continue;
        notes.push_back(scene.notes[note]);
        diagram.notes[note] = scene.notes[note];
    }
    const std::string area =
        pressed.note && scene.notes[*pressed.note].area ? scene.notes[*pressed.note].text : std::string();
    // Settled upon the scene before the drag, so that every line is as in a diagram opened anew.
    putBack();
    endDrag();
    settleCards(scene, index, places);
    scene.notes = diagram.notes;
    refreshBounds();
    updateScrollBars();
    placeMinimap();
    isUnfinished = true; // the drop is still part of the movement
    isBusy = true;
    repaintAll();
    Q_EMIT q->sceneChanged();
    if (notes.empty()) {
        if (!moves.empty())
            Q_EMIT q->cardsMoved(moves);
        return;
    }
    const QString label = area.empty() ? tr("Move note") : tr("Move area %1").arg(toQt(oneLine(area)));
    requestEdit(label, [moves, notes](Diagram& target) {
        for (const auto& [key, position] : moves)
            target.cards[key].position = position;
        for (const DiagramNote& moved : notes) {
            const auto found = std::ranges::find(target.notes, moved.id, &DiagramNote::id);
            if (found != target.notes.end())
                found->position = moved.position;
        }
    });
}

bool CanvasView::Private::carryOut(QPoint global, bool letGo)
{
    if (!carry || grabbed.empty() || q->viewport()->rect().contains(q->viewport()->mapFromGlobal(global)))
        return false;
    std::vector<ObjectKey> cards;
    for (const auto& [card, before] : grabbed)
        cards.push_back(scene.cards[card].key);
    if (!letGo)
        return carry(cards, global, false);
    // They go back first: whoever takes them may show another diagram.
    if (!carry(cards, global, false))
        return false;
    cancelGesture();
    repaintAll();
    return carry(cards, global, true);
}

void CanvasView::Private::putBack()
{
    for (const auto& [card, before] : grabbed) {
        scene.cards[card].position = before;
        index.set(static_cast<std::uint32_t>(card), scene.cards[card].rect());
    }
    for (const auto& [note, before] : grabbedNotes)
        scene.notes[note] = before;
    for (auto& [line, before] : linesBefore) {
        scene.relations[line] = std::move(before);
        relationBounds[line] = boundsOf(scene.relations[line].path).grown(12);
    }
    linesBefore.clear();
}

void CanvasView::Private::endDrag()
{
    linesBefore.clear();
    grabbed.clear();
    grabbedNotes.clear();
    guides.clear();
    highlight.liftedCards.clear();
    highlight.liftedLines.clear();
    dragIsLight = false;
    dragStep = {};
}

void CanvasView::Private::nudge(int key)
{
    if (readOnly || (selectedCards().empty() && highlight.selectedNotes.empty()))
        return;
    Point step;
    switch (key) {
    case Qt::Key_Left: step.x = -snapStep; break;
    case Qt::Key_Right: step.x = snapStep; break;
    case Qt::Key_Up: step.y = -snapStep; break;
    default: step.y = snapStep; break;
    }
    pressed = {};
    startMove();
    moveTo(step);
    finishMove();
}

void CanvasView::align(Alignment alignment)
{
    if (d->readOnly)
        return;
    const std::vector<std::size_t> cards = d->selectedCards();
    std::vector<Rect> rects;
    for (const std::size_t card : cards)
        rects.push_back(d->scene.cards[card].rect());
    std::vector<std::pair<ObjectKey, Point>> moves;
    const std::vector<Point> places = aligned(rects, alignment);
    for (std::size_t i = 0; i < cards.size(); ++i) {
        if (places[i] != d->scene.cards[cards[i]].position)
            moves.emplace_back(d->scene.cards[cards[i]].key, places[i]);
    }
    if (moves.empty())
        return;
    const bool spreads = alignment == Alignment::SpreadHorizontally || alignment == Alignment::SpreadVertically;
    d->requestEdit(spreads ? tr("Distribute tables") : tr("Align tables"), [moves](Diagram& diagram) {
        for (const auto& [key, position] : moves)
            diagram.cards[key].position = position;
    });
}

// ---- resizing notes and areas

void CanvasView::Private::resizeTo(QPoint pixel)
{
    const auto& [number, before] = grabbedNotes.front();
    const QPointF way = QPointF(pixel - pressedAt) / zoom;
    const auto at = [&](double value, double moved) { return moveFreely ? value + moved : snapped(value + moved); };
    DiagramNote& note = scene.notes[number];
    repaintNote(note);
    double left = before.position.x;
    double top = before.position.y;
    double right = left + before.width;
    double bottom = top + before.height;
    if (pressed.edges & LeftEdge)
        left = std::min(at(left, way.x()), right - NoteMetrics::leastWidth);
    if (pressed.edges & RightEdge)
        right = std::max(at(right, way.x()), left + NoteMetrics::leastWidth);
    if (pressed.edges & TopEdge)
        top = std::min(at(top, way.y()), bottom - NoteMetrics::leastHeight);
    if (pressed.edges & BottomEdge)
        bottom = std::max(at(bottom, way.y()), top + NoteMetrics::leastHeight);
    note.position = {left, top};
    note.width = right - left;
    note.height = bottom - top;
    repaintNote(note);
}

void CanvasView::Private::finishResize()
{
    const DiagramNote after = scene.notes[grabbedNotes.front().first];
    const bool changed = after != grabbedNotes.front().second;
    endDrag();
    if (!changed)
        return;
    requestEdit(after.area ? tr("Resize area") : tr("Resize note"), [after](Diagram& target) {
        const auto found = std::ranges::find(target.notes, after.id, &DiagramNote::id);
        if (found != target.notes.end())
            *found = after;
    });
}

// ---- a line's way by hand

/// The piece under the mouse; those at the ends belong to their rows, the next inner one is taken.
void CanvasView::Private::startSegment()
{
    const Relation& relation = scene.relations[*pressed.relation];
    pathBefore = relation.path;
    const Point at = toUnits(pressedAt);
    const Rect spot = Rect{at.x, at.y, 0, 0}.grown(8 / zoom);
    segment = 0;
    for (std::size_t i = 0; i + 1 < pathBefore.size(); ++i) {
        if (segmentCrosses(pathBefore[i], pathBefore[i + 1], spot))
            segment = i;
    }
    if (pathBefore.size() == 2) {
        // A straight line gets a piece that can be moved aside.
        const Point a = pathBefore.front();
        const Point b = pathBefore.back();
        const double reach = std::min(40.0, std::abs(b.x - a.x) / 3) * (b.x > a.x ? 1 : -1);
        pathBefore = {a, {a.x + reach, a.y}, {a.x + reach, a.y}, {b.x - reach, b.y}, {b.x - reach, b.y}, b};
        segment = 2;
    }
    segment = std::clamp<std::size_t>(segment, 1, pathBefore.size() - 3);
    linesBefore.try_emplace(*pressed.relation, relation);
    highlight.liftedLines.insert(*pressed.relation);
    repaintRelation(*pressed.relation);
}

void CanvasView::Private::segmentTo(QPoint pixel)
{
    std::vector<Point> path = pathBefore;
    Point& a = path[segment];
    Point& b = path[segment + 1];
    const Point to = toUnits(pixel);
    const auto place = [this](double value) { return moveFreely ? value : std::round(value / 4) * 4; };
    if (a.x == b.x)
        a.x = b.x = place(to.x);
    else
        a.y = b.y = place(to.y);
    // The corners at the rows follow from where the cards are; what is between them is the user's.
    std::vector<Point> waypoints(path.begin() + 2, path.end() - 2);
    if (waypoints.size() < 2)
        waypoints = {{a.x, (a.y + b.y) / 2}};
    Relation& relation = scene.relations[*pressed.relation];
    relation.waypoints = std::move(waypoints);
    routeRelations(scene, index, {*pressed.relation});
    spreadRelations(scene, index, {*pressed.relation});
    relationBounds[*pressed.relation] = boundsOf(relation.path).grown(12);
    q->viewport()->update();
}

void CanvasView::Private::finishSegment()
{
    const Relation relation = scene.relations[*pressed.relation];
    putBack();
    endDrag();
    repaintAll();
    if (relation.waypoints == scene.relations[*pressed.relation].waypoints)
        return;
    requestEdit(tr("Move line %1").arg(toQt(oneLine(relation.key.name))),
                [relation](Diagram& target) { target.waypoints[relation.key] = relation.waypoints; });
}

void CanvasView::Private::resetLine(const ObjectKey& constraint)
{
    requestEdit(tr("Reset line %1").arg(toQt(oneLine(constraint.name))),
                [constraint](Diagram& target) { target.waypoints.erase(constraint); });
}

} // namespace schemawright
