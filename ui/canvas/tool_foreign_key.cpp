#include "ui/canvas/canvas_tools.h"

#include "ui/basics/text.h"

#include <QMouseEvent>
#include <QPainterPath>

namespace schemawright {

void ForeignKeyTool::enter()
{
    m_canvas.updateCursor({});
}

void ForeignKeyTool::exit()
{
    m_canvas.highlight.dropCard.reset();
}

bool ForeignKeyTool::mouseMove(QMouseEvent& event)
{
    const auto target = m_canvas.hitAt(event.position().toPoint()).card;
    const auto drop = target && m_canvas.isTable(*target) ? target : std::nullopt;
    std::optional<std::size_t>& shown = m_canvas.highlight.dropCard;
    if (drop != shown) {
        m_canvas.repaintCard(shown.value_or(m_canvas.scene.cards.size()));
        shown = drop;
        m_canvas.repaintCard(drop.value_or(m_canvas.scene.cards.size()));
    }
    m_canvas.q->viewport()->update();
    return true;
}

void ForeignKeyTool::mouseRelease(QMouseEvent& event)
{
    const CanvasHit target = m_canvas.hitAt(event.position().toPoint());
    const std::optional<std::size_t> from = m_canvas.pressed.card;
    m_canvas.use(m_canvas.tools->select);
    m_canvas.repaintAll();
    if (from && m_canvas.pressed.row && target.card && m_canvas.isTable(*target.card))
        Q_EMIT m_canvas.q->foreignKeyRequested(
            m_canvas.scene.cards[*from].key,
            toQt(m_canvas.scene.cards[*from].content->rows[*m_canvas.pressed.row].column),
            m_canvas.scene.cards[*target.card].key);
}

std::optional<Qt::CursorShape> ForeignKeyTool::cursor() const
{
    return m_canvas.spaceDown ? std::nullopt : std::optional(Qt::CrossCursor);
}

void ForeignKeyTool::paint(QPainter& painter) const
{
    painter.setRenderHint(QPainter::Antialiasing);
    const Card& card = m_canvas.scene.cards[*m_canvas.pressed.card];
    const double y = card.position.y + card.content->rowMiddle(*m_canvas.pressed.row);
    const bool right = m_canvas.toUnits(m_canvas.lastAt).x > card.rect().center().x;
    const QPointF start = m_canvas.toPixels(Point{right ? card.rect().right() : card.rect().x, y});
    const QPointF end = m_canvas.lastAt;
    const double middle = (start.x() + end.x()) / 2;
    QPainterPath path(start);
    path.cubicTo(QPointF(middle, start.y()), QPointF(middle, end.y()), end);
    painter.setPen(QPen(qtColor(m_canvas.theme.relationHover), 2, Qt::DashLine, Qt::RoundCap));
    painter.setBrush(Qt::NoBrush);
    painter.drawPath(path);
    painter.setBrush(qtColor(m_canvas.theme.relationHover));
    painter.setPen(Qt::NoPen);
    painter.drawEllipse(end, 4, 4);
}

} // namespace schemawright
