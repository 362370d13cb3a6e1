#include "ui/canvas/canvas_tools.h"

#include <QMouseEvent>

namespace schemawright {

void PanTool::enter()
{
    m_last = m_canvas.lastAt;
    m_canvas.updateCursor({});
}

bool PanTool::mouseMove(QMouseEvent& event)
{
    const QPoint at = event.position().toPoint();
    const QPoint way = at - std::exchange(m_last, at);
    m_canvas.setView({m_canvas.origin.x - way.x() / m_canvas.zoom, m_canvas.origin.y - way.y() / m_canvas.zoom},
                     m_canvas.zoom);
    return true;
}

void PanTool::mouseRelease(QMouseEvent&)
{
    m_canvas.use(m_canvas.tools->select);
}

} // namespace schemawright
