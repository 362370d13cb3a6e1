#include "ui/canvas/canvas_tools.h"

#include "ui/basics/text.h"
#include "ui/picture/note_text.h"

#include <QMouseEvent>

#include <cmath>

namespace schemawright {

namespace {

constexpr double snapReach = 6;       // pixels within which an edge is drawn to another's
constexpr std::size_t manyCards = 60; // more than that are dragged as outlines

} // namespace

/// Selected areas take along what stands on them.
void MoveTool::enter()
{
    std::set<std::size_t> cards;
    for (const std::size_t card : m_canvas.selectedCards())
        cards.insert(card);
    std::set<std::size_t> notes;
    for (std::size_t i = 0; i < m_canvas.scene.notes.size(); ++i) {
        const DiagramNote& note = m_canvas.scene.notes[i];
        if (!m_canvas.highlight.selectedNotes.contains(note.id))
            continue;
        notes.insert(i);
        if (!note.area)
            continue;
        for (const std::uint32_t card : m_canvas.index.query(noteRect(note))) {
            if (noteRect(note).contains(m_canvas.scene.cards[card].rect().center()))
                cards.insert(card);
        }
        for (std::size_t other = 0; other < m_canvas.scene.notes.size(); ++other) {
            const Rect rect = noteRect(m_canvas.scene.notes[other]);
            const bool within =
                noteRect(note).contains({rect.x, rect.y}) && noteRect(note).contains({rect.right(), rect.bottom()});
            if (within)
                notes.insert(other);
        }
    }
    for (const std::size_t card : cards)
        m_cards.emplace_back(card, m_canvas.scene.cards[card].position);
    for (const std::size_t note : notes)
        m_notes.emplace_back(note, m_canvas.scene.notes[note]);
    m_isLight = m_cards.size() > manyCards;
    if (!m_isLight)
        liftLines();
}

void MoveTool::exit()
{
    putBack();
    m_linesBefore.clear();
    m_cards.clear();
    m_notes.clear();
    m_guides.clear();
    m_canvas.highlight.liftedCards.clear();
    m_canvas.highlight.liftedLines.clear();
    m_isLight = false;
    m_step = {};
}

bool MoveTool::mouseMove(QMouseEvent& event)
{
    m_canvas.moveFreely = event.modifiers() & Qt::AltModifier;
    dragTo(event.position().toPoint());
    m_canvas.q->viewport()->setCursor(carryOut(event.globalPosition().toPoint(), false) ? Qt::DragCopyCursor
                                                                                        : Qt::SizeAllCursor);
    return true;
}

void MoveTool::mouseRelease(QMouseEvent& event)
{
    if (!carryOut(event.globalPosition().toPoint(), true))
        finish();
}

/// The dragged cards and their lines leave the layer: each frame draws them upon it.
void MoveTool::liftLines()
{
    for (const auto& [card, before] : m_cards) {
        m_canvas.highlight.liftedCards.insert(card);
        m_canvas.repaintCard(card);
    }
    for (std::size_t i = 0; i < m_canvas.scene.relations.size(); ++i) {
        const Relation& relation = m_canvas.scene.relations[i];
        if (m_canvas.highlight.liftedCards.contains(relation.from) ||
            m_canvas.highlight.liftedCards.contains(relation.to)) {
            m_canvas.highlight.liftedLines.insert(i);
            m_canvas.repaintRelation(i);
        }
    }
}

/// To the edges of what can be seen, else to the grid. Alt lets it go anywhere.
Point MoveTool::snappedStep(Point step)
{
    m_guides.clear();
    if (m_canvas.moveFreely)
        return {std::round(step.x), std::round(step.y)};
    Rect leader;
    if (m_canvas.pressed.card) {
        const auto found = std::ranges::find(m_cards, *m_canvas.pressed.card, &std::pair<std::size_t, Point>::first);
        const Point at = found == m_cards.end() ? m_cards.front().second : found->second;
        const Rect rect = m_canvas.scene.cards[*m_canvas.pressed.card].rect();
        leader = {at.x, at.y, rect.width, rect.height};
    } else if (m_canvas.pressed.note) {
        const auto found =
            std::ranges::find(m_notes, *m_canvas.pressed.note, &std::pair<std::size_t, DiagramNote>::first);
        if (found != m_notes.end())
            leader = noteRect(found->second);
    } else if (!m_cards.empty()) {
        leader = m_canvas.scene.cards[m_cards.front().first].rect();
        leader.x = m_cards.front().second.x;
        leader.y = m_cards.front().second.y;
    }
    const Rect wanted{leader.x + step.x, leader.y + step.y, leader.width, leader.height};
    std::vector<Rect> others;
    if (!m_canvas.pressed.note && !m_isLight) {
        for (const std::uint32_t card : m_canvas.index.query(m_canvas.visible())) {
            if (!m_canvas.highlight.liftedCards.contains(card))
                others.push_back(m_canvas.scene.cards[card].rect());
        }
    }
    const Snap snap = snapTo(wanted, others, snapReach / m_canvas.zoom);
    const Point place{snap.guideX ? wanted.x + snap.dx : onGrid(wanted.x),
                      snap.guideY ? wanted.y + snap.dy : onGrid(wanted.y)};
    const Rect view = m_canvas.visible();
    if (snap.guideX)
        m_guides.push_back({{*snap.guideX, view.y}, {*snap.guideX, view.bottom()}});
    if (snap.guideY)
        m_guides.push_back({{view.x, *snap.guideY}, {view.right(), *snap.guideY}});
    return {place.x - leader.x, place.y - leader.y};
}

void MoveTool::dragTo(QPoint pixel)
{
    if (m_cards.empty() && m_notes.empty())
        return;
    const QPointF way = QPointF(pixel - m_canvas.pressedAt) / m_canvas.zoom;
    moveTo(snappedStep({way.x(), way.y()}));
    m_canvas.q->viewport()->update();
}

void MoveTool::moveTo(Point step)
{
    if (step == m_step)
        return;
    m_step = step;
    for (const auto& [note, before] : m_notes) {
        const auto repaint = [&] { m_canvas.repaintNote(m_canvas.scene.notes[note]); };
        repaint();
        m_canvas.scene.notes[note].position = {before.position.x + step.x, before.position.y + step.y};
        repaint();
    }
    if (m_isLight || m_cards.empty())
        return;
    std::vector<std::pair<std::size_t, Point>> moves;
    for (const auto& [card, before] : m_cards)
        moves.emplace_back(card, Point{before.x + step.x, before.y + step.y});
    for (RedrawnLine& line : moveCards(m_canvas.scene, m_canvas.index, moves)) {
        m_canvas.relationBounds[line.relation] = boundsOf(m_canvas.scene.relations[line.relation].path).grown(12);
        // A line that a card came upon is lifted too, from where the layer still shows it.
        if (m_canvas.highlight.liftedLines.insert(line.relation).second) {
            const std::vector<Point>& path = line.before.path;
            for (std::size_t i = 0; i + 1 < path.size(); ++i)
                m_canvas.repaintRect(boundsOf(path[i], path[i + 1]).grown(8));
        }
        m_linesBefore.try_emplace(line.relation, std::move(line.before));
    }
}

/// The diagram as it is now becomes ours at once; the document hears of it and sends the same back.
void MoveTool::finish()
{
    std::vector<std::pair<ObjectKey, Point>> moves;
    std::vector<std::pair<std::size_t, Point>> places;
    for (const auto& [card, before] : m_cards) {
        const Point now{before.x + m_step.x, before.y + m_step.y};
        if (now == before)
            continue;
        places.emplace_back(card, now);
        moves.emplace_back(m_canvas.scene.cards[card].key, now);
        m_canvas.diagram.cards[m_canvas.scene.cards[card].key].position = now;
    }
    std::vector<DiagramNote> notes;
    for (const auto& [note, before] : m_notes) {
        if (m_canvas.scene.notes[note] == before)
            continue;
        notes.push_back(m_canvas.scene.notes[note]);
        m_canvas.diagram.notes[note] = m_canvas.scene.notes[note];
    }
    const std::string area = m_canvas.pressed.note && m_canvas.scene.notes[*m_canvas.pressed.note].area
                                 ? m_canvas.scene.notes[*m_canvas.pressed.note].text
                                 : std::string();
    // Settled upon the scene before the drag, so that every line is as in a diagram opened anew.
    m_canvas.use(m_canvas.tools->select);
    settleCards(m_canvas.scene, m_canvas.index, places);
    m_canvas.scene.notes = m_canvas.diagram.notes;
    m_canvas.refreshBounds();
    m_canvas.updateScrollBars();
    m_canvas.placeMinimap();
    m_canvas.isUnfinished = true; // the drop is still part of the movement
    m_canvas.isBusy = true;
    m_canvas.repaintAll();
    Q_EMIT m_canvas.q->sceneChanged();
    if (notes.empty()) {
        if (!moves.empty())
            Q_EMIT m_canvas.q->cardsMoved(moves);
        return;
    }
    const QString label =
        area.empty() ? CanvasView::tr("Move note") : CanvasView::tr("Move area %1").arg(toQt(oneLine(area)));
    m_canvas.requestEdit(label, [moves, notes](Diagram& target) {
        for (const auto& [key, position] : moves)
            target.cards[key].position = position;
        for (const DiagramNote& moved : notes) {
            const auto found = std::ranges::find(target.notes, moved.id, &DiagramNote::id);
            if (found != target.notes.end())
                found->position = moved.position;
        }
    });
}

bool MoveTool::carryOut(QPoint global, bool letGo)
{
    if (!m_canvas.carry || m_cards.empty() ||
        m_canvas.q->viewport()->rect().contains(m_canvas.q->viewport()->mapFromGlobal(global)))
        return false;
    std::vector<ObjectKey> cards;
    for (const auto& [card, before] : m_cards)
        cards.push_back(m_canvas.scene.cards[card].key);
    if (!letGo)
        return m_canvas.carry(cards, global, false);
    // They go back first: whoever takes them may show another diagram.
    if (!m_canvas.carry(cards, global, false))
        return false;
    m_canvas.use(m_canvas.tools->select);
    m_canvas.repaintAll();
    return m_canvas.carry(cards, global, true);
}

void MoveTool::putBack()
{
    for (const auto& [card, before] : m_cards) {
        m_canvas.scene.cards[card].position = before;
        m_canvas.index.set(static_cast<std::uint32_t>(card), m_canvas.scene.cards[card].rect());
    }
    for (const auto& [note, before] : m_notes)
        m_canvas.scene.notes[note] = before;
    for (auto& [line, before] : m_linesBefore) {
        m_canvas.scene.relations[line] = std::move(before);
        m_canvas.relationBounds[line] = boundsOf(m_canvas.scene.relations[line].path).grown(12);
    }
    m_linesBefore.clear();
}

/// What is being dragged, upon the layer.
void MoveTool::paint(QPainter& painter) const
{
    painter.save();
    painter.scale(m_canvas.zoom, m_canvas.zoom);
    painter.translate(-m_canvas.origin.x, -m_canvas.origin.y);
    if (m_isLight) {
        QColor fill = qtColor(m_canvas.theme.selection);
        fill.setAlphaF(0.2F);
        painter.setBrush(fill);
        painter.setPen(QPen(qtColor(m_canvas.theme.selection), 1 / m_canvas.zoom));
        const Rect view = m_canvas.visible();
        for (const auto& [card, before] : m_cards) {
            Rect rect = m_canvas.scene.cards[card].rect();
            rect.x = before.x + m_step.x;
            rect.y = before.y + m_step.y;
            if (rect.overlaps(view))
                painter.drawRect(qtRect(rect));
        }
    } else {
        CanvasPainter(m_canvas.scene, m_canvas.theme, m_canvas.highlight, m_canvas.texts)
            .drawLifted(painter, m_canvas.zoom);
    }
    painter.setPen(QPen(qtColor(m_canvas.theme.selection), 1 / m_canvas.zoom, Qt::DashLine));
    for (const auto& [from, to] : m_guides)
        painter.drawLine(qtPoint(from), qtPoint(to));
    painter.restore();
}

} // namespace schemawright
