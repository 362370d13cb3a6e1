#include "ui/basics/style.h"

#include <QPainter>
#include <QStyleFactory>
#include <QStyleOption>

#include <array>

namespace schemawright {

namespace {

void drawTabCross(const QStyleOption& option, QPainter& painter)
{
    const QRectF square = QRectF(option.rect).adjusted(2, 2, -2, -2);
    const bool hovered = option.state.testFlag(QStyle::State_MouseOver);
    if (hovered) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(option.palette.color(QPalette::Mid));
        painter.drawRoundedRect(square, 3, 3);
    }
    painter.setPen(QPen(option.palette.color(hovered ? QPalette::WindowText : QPalette::PlaceholderText), 1.4));
    const qreal inset = square.width() / 3.5;
    const QRectF cross = square.adjusted(inset, inset, -inset, -inset);
    painter.drawLine(cross.topLeft(), cross.bottomRight());
    painter.drawLine(cross.topRight(), cross.bottomLeft());
}

void drawCheck(const QStyleOption& option, QPainter& painter)
{
    const bool enabled = option.state.testFlag(QStyle::State_Enabled);
    const bool on = option.state.testFlag(QStyle::State_On);
    const bool partly = option.state.testFlag(QStyle::State_NoChange);
    const qreal side = std::min(option.rect.width(), option.rect.height()) - 1;
    const QRectF box(option.rect.x() + (option.rect.width() - side) / 2,
                     option.rect.y() + (option.rect.height() - side) / 2, side, side);
    const QColor accent = option.palette.color(enabled ? QPalette::Active : QPalette::Disabled, QPalette::Highlight);
    const bool filled = on || partly;
    painter.setPen(QPen(filled ? accent : option.palette.color(QPalette::PlaceholderText), 1));
    painter.setBrush(filled ? accent : option.palette.color(QPalette::Base));
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3);
    painter.setPen(QPen(Qt::white, side / 8, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    const auto at = [&](qreal x, qreal y) { return box.topLeft() + QPointF(x, y) * side; };
    if (partly) {
        painter.drawLine(at(0.27, 0.5), at(0.73, 0.5));
    } else if (on) {
        const std::array points{at(0.24, 0.52), at(0.43, 0.70), at(0.76, 0.32)};
        painter.setBrush(Qt::NoBrush);
        painter.drawPolyline(points.data(), static_cast<int>(points.size()));
    }
}

} // namespace

Style::Style() : QProxyStyle(QStyleFactory::create(QStringLiteral("Fusion"))) {}

void Style::drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                          const QWidget* widget) const
{
    const bool cross = element == PE_IndicatorTabClose;
    const bool check = element == PE_IndicatorCheckBox || element == PE_IndicatorItemViewItemCheck;
    if (!cross && !check) {
        QProxyStyle::drawPrimitive(element, option, painter, widget);
        return;
    }
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    if (cross)
        drawTabCross(*option, *painter);
    else
        drawCheck(*option, *painter);
    painter->restore();
}

} // namespace schemawright
