#include "ui/canvas/canvas_tools.h"

#include <QApplication>
#include <QMouseEvent>

namespace schemawright {

bool SelectTool::mousePress(QMouseEvent& event)
{
    const bool pans = event.button() == Qt::MiddleButton || (event.button() == Qt::LeftButton && m_canvas.spaceDown);
    if (pans)
        return false;
    m_canvas.pressed = m_canvas.hitAt(event.position().toPoint());
    const CanvasHit& hit = m_canvas.pressed;
    const Highlight& highlight = m_canvas.highlight;
    const ObjectKey key = m_canvas.keyOf(hit);
    const bool selectedNote = hit.note && highlight.selectedNotes.contains(m_canvas.scene.notes[*hit.note].id);
    const bool isSelected = selectedNote || highlight.selected.contains(key);
    if (event.button() == Qt::RightButton && !isSelected)
        m_canvas.click(hit, Qt::NoModifier);
    if (event.button() != Qt::LeftButton)
        return true;
    m_isPressed = true;
    const bool adds = event.modifiers() & (Qt::ControlModifier | Qt::ShiftModifier);
    m_canvas.tools->band.keep(adds ? highlight.selected : std::set<ObjectKey>(),
                              adds ? highlight.selectedNotes : std::set<std::string>());
    // A card that is one of several selected stays so until it is clear that this is no drag.
    const bool nothing = key.name.empty() && !hit.card && !hit.note;
    m_clickedOnPress = !nothing && (adds || !isSelected);
    if (m_clickedOnPress)
        m_canvas.click(hit, event.modifiers());
    return true;
}

bool SelectTool::mouseMove(QMouseEvent& event)
{
    if (!m_isPressed)
        return false;
    const QPoint way = event.position().toPoint() - m_canvas.pressedAt;
    if (way.manhattanLength() < QApplication::startDragDistance())
        return true;
    if (CanvasTool* tool = dragTool()) {
        m_canvas.moveFreely = event.modifiers() & Qt::AltModifier;
        m_canvas.use(*tool);
        tool->mouseMove(event);
    }
    return true;
}

void SelectTool::mouseRelease(QMouseEvent& event)
{
    const bool adds = event.modifiers() & (Qt::ControlModifier | Qt::ShiftModifier);
    if (std::exchange(m_isPressed, false) && !m_clickedOnPress && !adds)
        m_canvas.click(m_canvas.pressed, Qt::NoModifier);
}

CanvasTool* SelectTool::dragTool() const
{
    const CanvasHit& hit = m_canvas.pressed;
    CanvasTools& tools = *m_canvas.tools;
    if (hit.note && !m_canvas.readOnly)
        return hit.edges != 0 ? static_cast<CanvasTool*>(&tools.resize) : &tools.move;
    if (hit.relation && !m_canvas.readOnly)
        return &tools.waypoint;
    if (!hit.card)
        return &tools.band;
    if (m_canvas.readOnly)
        return nullptr;
    return hit.row && m_canvas.isTable(*hit.card) ? static_cast<CanvasTool*>(&tools.foreignKey) : &tools.move;
}

} // namespace schemawright
