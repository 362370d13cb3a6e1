#include "ui/canvas/canvas_tools.h"

#include "ui/picture/note_text.h"

#include <QMouseEvent>

namespace schemawright {

void ResizeTool::enter()
{
    m_before = std::pair(*m_canvas.pressed.note, m_canvas.scene.notes[*m_canvas.pressed.note]);
}

/// Cancelled: the note is as it was.
void ResizeTool::exit()
{
    if (m_before)
        m_canvas.scene.notes[m_before->first] = m_before->second;
    m_before.reset();
}

bool ResizeTool::mouseMove(QMouseEvent& event)
{
    m_canvas.moveFreely = event.modifiers() & Qt::AltModifier;
    const auto& [number, before] = *m_before;
    const QPointF way = QPointF(event.position().toPoint() - m_canvas.pressedAt) / m_canvas.zoom;
    const auto at = [&](double value, double moved) {
        return m_canvas.moveFreely ? value + moved : onGrid(value + moved);
    };
    DiagramNote& note = m_canvas.scene.notes[number];
    m_canvas.repaintNote(note);
    double left = before.position.x;
    double top = before.position.y;
    double right = left + before.width;
    double bottom = top + before.height;
    if (m_canvas.pressed.edges & LeftEdge)
        left = std::min(at(left, way.x()), right - NoteMetrics::leastWidth);
    if (m_canvas.pressed.edges & RightEdge)
        right = std::max(at(right, way.x()), left + NoteMetrics::leastWidth);
    if (m_canvas.pressed.edges & TopEdge)
        top = std::min(at(top, way.y()), bottom - NoteMetrics::leastHeight);
    if (m_canvas.pressed.edges & BottomEdge)
        bottom = std::max(at(bottom, way.y()), top + NoteMetrics::leastHeight);
    note.position = {left, top};
    note.width = right - left;
    note.height = bottom - top;
    m_canvas.repaintNote(note);
    return true;
}

void ResizeTool::mouseRelease(QMouseEvent&)
{
    const DiagramNote after = m_canvas.scene.notes[m_before->first];
    const bool changed = after != m_before->second;
    m_before.reset();
    m_canvas.use(m_canvas.tools->select);
    if (!changed)
        return;
    m_canvas.requestEdit(after.area ? CanvasView::tr("Resize area") : CanvasView::tr("Resize note"),
                         [after](Diagram& target) {
                             const auto found = std::ranges::find(target.notes, after.id, &DiagramNote::id);
                             if (found != target.notes.end())
                                 *found = after;
                         });
}

} // namespace schemawright
