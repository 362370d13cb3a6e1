#include "ui/history/lane_delegate.h"

#include <QApplication>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <array>

namespace schemawright {

namespace {

constexpr int laneWidth = 14;
constexpr int shownLanes = 12; ///< more would leave no room for the text
constexpr double radius = 4;

/// Neighbours differ; readable on the list's background in light and dark.
QColor laneColor(int lane, const QPalette& palette)
{
    static constexpr std::array hues{212, 28, 140, 285, 350, 180};
    const bool dark = palette.color(QPalette::Base).lightness() < 128;
    return QColor::fromHsl(hues[static_cast<std::size_t>(lane) % hues.size()], 150, dark ? 165 : 105);
}

} // namespace

void LaneDelegate::setRows(std::vector<LaneRow> rows, std::vector<bool> applied)
{
    m_rows = std::move(rows);
    m_applied = std::move(applied);
    m_lanes = 1;
    for (const LaneRow& row : m_rows)
        m_lanes = std::max(m_lanes, row.lanes());
}

int LaneDelegate::graphWidth() const
{
    return (std::min(m_lanes, shownLanes) * laneWidth) + 4;
}

void LaneDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    QStyleOptionViewItem item = option;
    initStyleOption(&item, index);
    const QStyle* style = item.widget ? item.widget->style() : QApplication::style();
    // The background of the whole cell, then the text beside the graph.
    style->drawPrimitive(QStyle::PE_PanelItemViewItem, &item, painter, item.widget);
    const auto row = static_cast<std::size_t>(index.row());
    if (row < m_rows.size())
        paintRow(*painter, item, row);
    item.rect.setLeft(item.rect.left() + graphWidth());
    item.backgroundBrush = Qt::NoBrush;
    style->drawControl(QStyle::CE_ItemViewItem, &item, painter, item.widget);
}

QSize LaneDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    return QStyledItemDelegate::sizeHint(option, index) + QSize(graphWidth(), 0);
}

void LaneDelegate::paintRow(QPainter& painter, const QStyleOptionViewItem& option, std::size_t row) const
{
    const LaneRow& lanes = m_rows[row];
    const QRectF cell = option.rect;
    const auto x = [&](int lane) { return cell.left() + (laneWidth * (std::min(lane, shownLanes - 1) + 0.5)) + 2; };
    painter.save();
    painter.setClipRect(option.rect);
    painter.setRenderHint(QPainter::Antialiasing);
    const auto line = [&](int from, int to, double top, double bottom) {
        QPainterPath path(QPointF(x(from), top));
        const double middle = (top + bottom) / 2;
        path.cubicTo(QPointF(x(from), middle), QPointF(x(to), middle), QPointF(x(to), bottom));
        painter.setPen(QPen(laneColor(std::max(from, to), option.palette), 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawPath(path);
    };
    const double middle = cell.center().y();
    for (const auto& [from, to] : lanes.above)
        line(from, to, cell.top(), middle);
    for (const auto& [from, to] : lanes.below)
        line(from, to, middle, cell.bottom() + 1);
    const QColor color = laneColor(lanes.lane, option.palette);
    const bool filled = row < m_applied.size() && m_applied[row];
    painter.setPen(QPen(color, 2));
    painter.setBrush(filled ? color : option.palette.color(QPalette::Base));
    painter.drawEllipse(QPointF(x(lanes.lane), middle), radius, radius);
    painter.restore();
}

} // namespace schemawright
