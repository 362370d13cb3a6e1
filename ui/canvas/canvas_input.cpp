#include "ui/canvas/canvas_tools.h"

#include "ui/basics/text.h"

#include <QHelpEvent>
#include <QNativeGestureEvent>
#include <QToolTip>
#include <QWheelEvent>

#include <cmath>

namespace schemawright {
namespace {

Qt::CursorShape resizeCursor(int edges)
{
    const bool level = edges & (LeftEdge | RightEdge);
    const bool upright = edges & (TopEdge | BottomEdge);
    if (level && upright)
        return ((edges & LeftEdge) != 0) == ((edges & TopEdge) != 0) ? Qt::SizeFDiagCursor : Qt::SizeBDiagCursor;
    return level ? Qt::SizeHorCursor : Qt::SizeVerCursor;
}

} // namespace

void CanvasView::wheelEvent(QWheelEvent* event)
{
    const bool touchpad = !event->pixelDelta().isNull() && event->phase() != Qt::NoScrollPhase;
    const bool zooms =
        event->modifiers() & Qt::ControlModifier || (!touchpad && !(event->modifiers() & Qt::ShiftModifier));
    if (zooms) {
        const int turn = event->angleDelta().y() != 0 ? event->angleDelta().y() : event->angleDelta().x();
        d->zoomAround(event->position(), d->targetZoom * std::pow(1.0018, turn), std::abs(turn) >= 60);
    } else {
        QPoint way = touchpad ? event->pixelDelta() : event->angleDelta() / 2;
        if (event->modifiers() & Qt::ShiftModifier && way.x() == 0)
            way = way.transposed();
        d->setView({d->origin.x - way.x() / d->zoom, d->origin.y - way.y() / d->zoom}, d->zoom);
    }
    event->accept();
}

void CanvasView::mousePressEvent(QMouseEvent* event)
{
    setFocus(Qt::MouseFocusReason);
    if (d->tool == &d->tools->select) {
        d->pressedAt = d->lastAt = event->position().toPoint();
        d->pressedWith = event->button();
    }
    if (!d->tool->mousePress(*event))
        d->use(d->tools->pan);
}

void CanvasView::mouseMoveEvent(QMouseEvent* event)
{
    const QPoint at = event->position().toPoint();
    d->lastAt = at;
    if (!d->tool->mouseMove(*event))
        d->hover(at);
}

void CanvasView::mouseReleaseEvent(QMouseEvent* event)
{
    const bool isDragged = d->tool != &d->tools->select && event->buttons() & d->pressedWith;
    if (isDragged)
        return; // with another button
    d->tool->mouseRelease(*event);
    d->hover(event->position().toPoint());
}

void CanvasView::mouseDoubleClickEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton)
        return;
    const CanvasHit hit = d->hitAt(event->position());
    const ObjectKey key = d->keyOf(hit);
    if (hit.note) {
        editNote(d->scene.notes[*hit.note].id);
    } else if (!hit.card && !hit.relation) {
        if (!d->readOnly)
            Q_EMIT addTableRequested(d->toUnits(event->position()));
    } else if (hit.relation && !d->readOnly && !d->scene.relations[*hit.relation].waypoints.empty()) {
        d->resetLine(key);
    } else if (hit.relation || d->readOnly || (hit.row && !d->isTable(*hit.card))) {
        Q_EMIT inspectRequested(key);
    } else {
        d->edit(key, hit.onType);
    }
}

void CanvasView::keyPressEvent(QKeyEvent* event)
{
    if (d->tool->keyPress(*event))
        return;
    const bool control = event->modifiers() & Qt::ControlModifier;
    const std::set<ObjectKey>& selected = d->highlight.selected;
    const bool inColumn = selected.size() == 1 && selected.begin()->kind == Kind::Column;
    switch (event->key()) {
    case Qt::Key_Left:
    case Qt::Key_Right:
    case Qt::Key_Up:
    case Qt::Key_Down: {
        const bool upright = event->key() == Qt::Key_Up || event->key() == Qt::Key_Down;
        if (control)
            d->nudge(event->key());
        else if (upright && (inColumn || event->modifiers() & Qt::ShiftModifier))
            d->stepTo(event->key());
        else
            d->moveSelection(event->key());
        return;
    }
    case Qt::Key_Space:
        if (!event->isAutoRepeat()) {
            d->spaceDown = true;
            d->updateCursor({});
        }
        return;
    case Qt::Key_Escape:
        if (inColumn && d->cardOf(*selected.begin()))
            d->select({d->scene.cards[*d->cardOf(*selected.begin())].key});
        else
            d->select({});
        return;
    case Qt::Key_F2:
        if (selected.size() == 1)
            d->edit(*selected.begin(), false);
        else if (d->highlight.selectedNotes.size() == 1)
            editNote(*d->highlight.selectedNotes.begin());
        return;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (const auto cards = d->selectedCards(); !d->readOnly && cards.size() == 1 && d->isTable(cards.front()))
            Q_EMIT addColumnRequested(d->scene.cards[cards.front()].key);
        return;
    case Qt::Key_Delete:
    case Qt::Key_Backspace: d->deleteSelection(); return;
    case Qt::Key_Home: zoomToFit(); return;
    case Qt::Key_N:
    case Qt::Key_L:
        if (event->modifiers() & ~Qt::ShiftModifier)
            break;
        if (event->key() == Qt::Key_N)
            d->stepToNote(!(event->modifiers() & Qt::ShiftModifier));
        else
            d->stepToLine(!(event->modifiers() & Qt::ShiftModifier));
        return;
    default: break;
    }
    if (control && (event->key() == Qt::Key_Plus || event->key() == Qt::Key_Equal))
        zoomIn();
    else if (control && event->key() == Qt::Key_Minus)
        zoomOut();
    else if (control && event->key() == Qt::Key_0)
        zoomToFit();
    else if (control && event->key() == Qt::Key_1)
        setZoom(1);
    else if (control && event->key() == Qt::Key_A)
        selectAll();
    else
        QAbstractScrollArea::keyPressEvent(event);
}

void CanvasView::keyReleaseEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Space && !event->isAutoRepeat()) {
        d->spaceDown = false;
        d->updateCursor({});
        return;
    }
    QAbstractScrollArea::keyReleaseEvent(event);
}

void CanvasView::focusOutEvent(QFocusEvent* event)
{
    d->spaceDown = false;
    QAbstractScrollArea::focusOutEvent(event);
}

void CanvasView::contextMenuEvent(QContextMenuEvent* event)
{
    QPoint at = event->pos();
    CanvasHit hit = d->hitAt(at);
    if (event->reason() == QContextMenuEvent::Keyboard) {
        hit = d->selectedHit();
        at = d->placeOf(hit).toPoint();
    }
    d->showMenu(hit, viewport()->mapToGlobal(at), at);
}

bool CanvasView::viewportEvent(QEvent* event)
{
    if (event->type() == QEvent::NativeGesture) {
        const auto* native = static_cast<QNativeGestureEvent*>(event);
        if (native->gestureType() == Qt::ZoomNativeGesture) {
            d->zoomAround(native->position(), d->zoom * (1 + native->value()), false);
            return true;
        }
    }
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        QToolTip::showText(help->globalPos(), plainTip(d->tooltip(d->hitAt(help->pos()))), viewport());
        return true;
    }
    if (event->type() == QEvent::Leave) {
        d->hover(QPoint(-10000, -10000));
    }
    return QAbstractScrollArea::viewportEvent(event);
}

// ---- the tools

bool CanvasTool::keyPress(QKeyEvent& event)
{
    if (event.key() != Qt::Key_Escape || !isActive())
        return false;
    m_canvas.cancelTool();
    return true;
}

void CanvasView::Private::use(CanvasTool& next)
{
    tool->exit();
    tool = &next;
    tool->enter();
}

void CanvasView::Private::cancelTool()
{
    const bool wasActive = tool->isActive();
    use(tools->select);
    if (wasActive)
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
    if (const auto ofTool = tool->cursor())
        shape = *ofTool;
    else if (spaceDown)
        shape = Qt::OpenHandCursor;
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
