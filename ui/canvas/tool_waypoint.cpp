#include "ui/canvas/canvas_tools.h"

#include "ui/basics/text.h"
#include "ui/picture/relations.h"

#include <QMouseEvent>

#include <cmath>

namespace schemawright {

/// The piece under the mouse; those at the ends belong to their rows, the next inner one is taken.
void WaypointTool::enter()
{
    m_line = *m_canvas.pressed.relation;
    const Relation& relation = m_canvas.scene.relations[m_line];
    m_path = relation.path;
    const Point at = m_canvas.toUnits(m_canvas.pressedAt);
    const Rect spot = Rect{at.x, at.y, 0, 0}.grown(8 / m_canvas.zoom);
    m_segment = 0;
    for (std::size_t i = 0; i + 1 < m_path.size(); ++i) {
        if (segmentCrosses(m_path[i], m_path[i + 1], spot))
            m_segment = i;
    }
    if (m_path.size() == 2) {
        // A straight line gets a piece that can be moved aside.
        const Point a = m_path.front();
        const Point b = m_path.back();
        const double reach = std::min(40.0, std::abs(b.x - a.x) / 3) * (b.x > a.x ? 1 : -1);
        m_path = {a, {a.x + reach, a.y}, {a.x + reach, a.y}, {b.x - reach, b.y}, {b.x - reach, b.y}, b};
        m_segment = 2;
    }
    m_segment = std::clamp<std::size_t>(m_segment, 1, m_path.size() - 3);
    m_before = relation;
    m_canvas.highlight.liftedLines.insert(m_line);
    m_canvas.repaintRelation(m_line);
}

void WaypointTool::exit()
{
    m_canvas.scene.relations[m_line] = std::move(m_before);
    m_canvas.relationBounds[m_line] = boundsOf(m_canvas.scene.relations[m_line].path).grown(12);
    m_canvas.highlight.liftedLines.clear();
}

bool WaypointTool::mouseMove(QMouseEvent& event)
{
    std::vector<Point> path = m_path;
    Point& a = path[m_segment];
    Point& b = path[m_segment + 1];
    const Point to = m_canvas.toUnits(event.position().toPoint());
    const auto place = [this](double value) { return m_canvas.moveFreely ? value : std::round(value / 4) * 4; };
    if (a.x == b.x)
        a.x = b.x = place(to.x);
    else
        a.y = b.y = place(to.y);
    // The corners at the rows follow from where the cards are; what is between them is the user's.
    std::vector<Point> waypoints(path.begin() + 2, path.end() - 2);
    if (waypoints.size() < 2)
        waypoints = {{a.x, (a.y + b.y) / 2}};
    Relation& relation = m_canvas.scene.relations[m_line];
    relation.waypoints = std::move(waypoints);
    routeRelations(m_canvas.scene, m_canvas.index, {m_line});
    spreadRelations(m_canvas.scene, m_canvas.index, {m_line});
    m_canvas.relationBounds[m_line] = boundsOf(relation.path).grown(12);
    m_canvas.q->viewport()->update();
    return true;
}

void WaypointTool::mouseRelease(QMouseEvent&)
{
    const Relation relation = m_canvas.scene.relations[m_line];
    m_canvas.use(m_canvas.tools->select);
    m_canvas.repaintAll();
    if (relation.waypoints == m_canvas.scene.relations[m_line].waypoints)
        return;
    m_canvas.requestEdit(CanvasView::tr("Move line %1").arg(toQt(oneLine(relation.key.name))),
                         [relation](Diagram& target) { target.waypoints[relation.key] = relation.waypoints; });
}

void WaypointTool::paint(QPainter& painter) const
{
    painter.save();
    painter.scale(m_canvas.zoom, m_canvas.zoom);
    painter.translate(-m_canvas.origin.x, -m_canvas.origin.y);
    CanvasPainter(m_canvas.scene, m_canvas.theme, m_canvas.highlight, m_canvas.texts)
        .drawLifted(painter, m_canvas.zoom);
    painter.restore();
}

} // namespace schemawright
