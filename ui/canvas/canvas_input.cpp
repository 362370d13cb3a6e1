#include "ui/canvas/canvas_private.h"

#include "ui/basics/text.h"

#include <QApplication>
#include <QHelpEvent>
#include <QNativeGestureEvent>
#include <QToolTip>
#include <QWheelEvent>

#include <cmath>

namespace schemawright {

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
    using Gesture = Private::Gesture;
    const QPoint at = event->position().toPoint();
    d->pressedAt = at;
    d->lastAt = at;
    setFocus(Qt::MouseFocusReason);
    if (event->button() == Qt::MiddleButton || (event->button() == Qt::LeftButton && d->spaceDown)) {
        d->gesture = Gesture::Pan;
        d->updateCursor({});
        return;
    }
    d->pressed = d->hitAt(at);
    const bool selectedNote =
        d->pressed.note && d->highlight.selectedNotes.contains(d->scene.notes[*d->pressed.note].id);
    if (event->button() == Qt::RightButton) {
        if (!selectedNote && !d->highlight.selected.contains(d->keyOf(d->pressed)))
            d->click(d->pressed, Qt::NoModifier);
        return;
    }
    if (event->button() != Qt::LeftButton)
        return;
    d->gesture = Gesture::Press;
    d->notesBefore = event->modifiers() & (Qt::ControlModifier | Qt::ShiftModifier) ? d->highlight.selectedNotes
                                                                                    : std::set<std::string>();
    d->selectedBefore =
        event->modifiers() & (Qt::ControlModifier | Qt::ShiftModifier) ? d->highlight.selected : std::set<ObjectKey>();
    // A card that is one of several selected stays so until it is clear that this is no drag.
    const bool adds = event->modifiers() & (Qt::ControlModifier | Qt::ShiftModifier);
    const ObjectKey key = d->keyOf(d->pressed);
    const bool nothing = key.name.empty() && !d->pressed.card && !d->pressed.note;
    const bool isSelected = selectedNote || d->highlight.selected.contains(key);
    d->clickedOnPress = !nothing && (adds || !isSelected);
    if (d->clickedOnPress)
        d->click(d->pressed, event->modifiers());
}

void CanvasView::mouseMoveEvent(QMouseEvent* event)
{
    using Gesture = Private::Gesture;
    const QPoint at = event->position().toPoint();
    const QPoint way = at - d->lastAt;
    d->lastAt = at;
    switch (d->gesture) {
    case Gesture::None: d->hover(at); break;
    case Gesture::Press:
        if ((at - d->pressedAt).manhattanLength() < QApplication::startDragDistance())
            break;
        d->moveFreely = event->modifiers() & Qt::AltModifier;
        if (d->pressed.note && !d->readOnly) {
            d->gesture = d->pressed.edges != 0 ? Gesture::Resize : Gesture::Move;
            if (d->pressed.edges != 0) {
                d->grabbedNotes = {{*d->pressed.note, d->scene.notes[*d->pressed.note]}};
                d->resizeTo(at);
            } else {
                d->startMove();
                d->dragTo(at);
            }
        } else if (d->pressed.relation && !d->readOnly) {
            d->gesture = Gesture::Segment;
            d->startSegment();
            d->segmentTo(at);
        } else if (!d->pressed.card) {
            d->gesture = Gesture::RubberBand;
            d->bandTo(at);
        } else if (!d->readOnly && d->pressed.row && d->isTable(*d->pressed.card)) {
            d->gesture = Gesture::Link;
            d->updateCursor({});
        } else if (!d->readOnly) {
            d->gesture = Gesture::Move;
            d->startMove();
            d->dragTo(at);
        }
        break;
    case Gesture::Move:
        d->moveFreely = event->modifiers() & Qt::AltModifier;
        d->dragTo(at);
        viewport()->setCursor(d->carryOut(event->globalPosition().toPoint(), false) ? Qt::DragCopyCursor
                                                                                    : Qt::SizeAllCursor);
        break;
    case Gesture::Resize:
        d->moveFreely = event->modifiers() & Qt::AltModifier;
        d->resizeTo(at);
        break;
    case Gesture::Segment: d->segmentTo(at); break;
    case Gesture::RubberBand: d->bandTo(at); break;
    case Gesture::Pan: d->setView({d->origin.x - way.x() / d->zoom, d->origin.y - way.y() / d->zoom}, d->zoom); break;
    case Gesture::Link: {
        const auto target = d->hitAt(at).card;
        const auto drop = target && d->isTable(*target) ? target : std::nullopt;
        if (drop != d->highlight.dropCard) {
            d->repaintCard(d->highlight.dropCard.value_or(d->scene.cards.size()));
            d->highlight.dropCard = drop;
            d->repaintCard(drop.value_or(d->scene.cards.size()));
        }
        viewport()->update();
        break;
    }
    }
}

void CanvasView::mouseReleaseEvent(QMouseEvent* event)
{
    using Gesture = Private::Gesture;
    const Gesture gesture = std::exchange(d->gesture, Gesture::None);
    const QPoint at = event->position().toPoint();
    switch (gesture) {
    case Gesture::None:
    case Gesture::Pan: break;
    case Gesture::Press:
        if (!d->clickedOnPress && !(event->modifiers() & (Qt::ControlModifier | Qt::ShiftModifier)))
            d->click(d->pressed, Qt::NoModifier);
        break;
    case Gesture::Move:
        if (!d->carryOut(event->globalPosition().toPoint(), true))
            d->finishMove();
        break;
    case Gesture::Resize: d->finishResize(); break;
    case Gesture::Segment: d->finishSegment(); break;
    case Gesture::RubberBand:
        viewport()->update();
        if (d->highlight.selected != d->selectedBefore) {
            d->updateFocus();
            if (d->focusMode)
                d->repaintAll();
            d->announceSelection();
            Q_EMIT selectionChanged(selection());
        }
        break;
    case Gesture::Link: d->finishLink(at); break;
    }
    d->hover(at);
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
        if (d->gesture != Private::Gesture::None)
            d->cancelGesture();
        else if (inColumn && d->cardOf(*selected.begin()))
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

} // namespace schemawright
