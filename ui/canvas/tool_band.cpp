#include "ui/canvas/canvas_tools.h"

#include <QMouseEvent>

namespace schemawright {

void BandTool::keep(std::set<ObjectKey> keys, std::set<std::string> notes)
{
    m_keysBefore = std::move(keys);
    m_notesBefore = std::move(notes);
}

bool BandTool::mouseMove(QMouseEvent& event)
{
    const QRect band = QRect(m_canvas.pressedAt, event.position().toPoint()).normalized();
    const Point corner = m_canvas.toUnits(band.topLeft());
    const Rect area{corner.x, corner.y, band.width() / m_canvas.zoom, band.height() / m_canvas.zoom};
    std::set<ObjectKey> keys = m_keysBefore;
    for (const std::uint32_t card : m_canvas.index.query(area))
        keys.insert(m_canvas.scene.cards[card].key);
    std::set<std::string> notes = m_notesBefore;
    for (const DiagramNote& note : m_canvas.scene.notes) {
        const Rect rect{note.position.x, note.position.y, note.width, note.height};
        // A band within an area is about what is in it.
        if (note.area ? area.contains({rect.x, rect.y}) && area.contains({rect.right(), rect.bottom()})
                      : rect.overlaps(area))
            notes.insert(note.id);
    }
    m_canvas.showSelected(std::move(keys), std::move(notes));
    return true;
}

void BandTool::mouseRelease(QMouseEvent&)
{
    m_canvas.use(m_canvas.tools->select);
    m_canvas.q->viewport()->update();
    if (m_canvas.highlight.selected == m_keysBefore)
        return;
    m_canvas.updateFocus();
    if (m_canvas.focusMode)
        m_canvas.repaintAll();
    m_canvas.announceSelection();
    Q_EMIT m_canvas.q->selectionChanged(m_canvas.q->selection());
}

void BandTool::paint(QPainter& painter) const
{
    painter.setRenderHint(QPainter::Antialiasing);
    QColor fill = qtColor(m_canvas.theme.selection);
    painter.setPen(QPen(fill, 1));
    fill.setAlphaF(0.12F);
    painter.setBrush(fill);
    const QRectF band = QRect(m_canvas.pressedAt, m_canvas.lastAt).normalized();
    painter.drawRect(band.adjusted(0.5, 0.5, -0.5, -0.5));
}

} // namespace schemawright
