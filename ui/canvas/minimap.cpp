#include "ui/canvas/minimap.h"

#include "ui/canvas/canvas_painter.h"
#include "ui/canvas/canvas_view.h"
#include "ui/picture/marks.h"

#include <QMouseEvent>
#include <QPainter>

namespace schemawright {
namespace {

constexpr QSize mapSize(184, 124);
constexpr double mapMargin = 8; // pixels around the diagram

} // namespace

Minimap::Minimap(CanvasView& canvas) : QWidget(canvas.viewport()), m_canvas(canvas)
{
    setObjectName(QStringLiteral("minimap"));
    setAccessibleName(tr("Overview of the diagram"));
    setToolTip(tr("Click or drag to move the view"));
    setFixedSize(mapSize);
    setCursor(Qt::ArrowCursor);
    setAttribute(Qt::WA_OpaquePaintEvent);
    connect(&canvas, &CanvasView::sceneChanged, this, &Minimap::refresh);
    connect(&canvas, &CanvasView::viewChanged, this, qOverload<>(&QWidget::update));
}

void Minimap::refresh()
{
    m_isStale = true;
    update();
}

double Minimap::scale() const
{
    return std::min((width() - 2 * mapMargin) / std::max(m_bounds.width, 1.0),
                    (height() - 2 * mapMargin) / std::max(m_bounds.height, 1.0));
}

QPointF Minimap::toPixels(Point point) const
{
    const Point center = m_bounds.center();
    return {width() / 2.0 + (point.x - center.x) * scale(), height() / 2.0 + (point.y - center.y) * scale()};
}

Point Minimap::toScene(QPointF pixel) const
{
    const Point center = m_bounds.center();
    return {center.x + (pixel.x() - width() / 2.0) / scale(), center.y + (pixel.y() - height() / 2.0) / scale()};
}

QRectF Minimap::frame() const
{
    const Rect seen = m_canvas.visibleRect();
    return {toPixels({seen.x, seen.y}), toPixels({seen.right(), seen.bottom()})};
}

/// Cards as boxes in their colours; made once for a scene, however often the window moves.
void Minimap::paintPicture()
{
    const Scene& scene = m_canvas.scene();
    const PictureTheme& theme = m_canvas.theme();
    m_bounds = scene.bounds();
    m_picture = QPixmap((QSizeF(size()) * devicePixelRatioF()).toSize());
    m_picture.setDevicePixelRatio(devicePixelRatioF());
    m_picture.fill(qtColor(mixed(theme.card, theme.background, 0.35)));
    QPainter painter(&m_picture);
    const double unit = scale();
    const auto box = [&](Point at, double width, double height) {
        const QPointF corner = toPixels(at);
        return QRectF(corner.x(), corner.y(), std::max(width * unit, 1.5), std::max(height * unit, 1.2));
    };
    for (const DiagramNote& note : scene.notes) {
        QColor color = qtColor(noteFill(note, theme));
        color.setAlphaF(note.area ? 0.25F : 1.0F);
        painter.fillRect(box(note.position, note.width, note.height), color);
    }
    for (const Card& card : scene.cards)
        painter.fillRect(box(card.position, card.content->width, card.content->height),
                         qtColor(card.headerColor(theme)));
    m_isStale = false;
}

void Minimap::paintEvent(QPaintEvent* /*event*/)
{
    if (m_isStale || m_picture.devicePixelRatio() != devicePixelRatioF())
        paintPicture();
    const PictureTheme& theme = m_canvas.theme();
    QPainter painter(this);
    painter.drawPixmap(0, 0, m_picture);
    QColor fill = qtColor(theme.selection);
    fill.setAlphaF(0.12F);
    painter.setBrush(fill);
    painter.setPen(QPen(qtColor(theme.selection), 1.5));
    painter.drawRect(frame() & QRectF(rect()).adjusted(2, 2, -2, -2));
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(qtColor(theme.cardBorder), 1));
    painter.drawRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5));
}

void Minimap::mousePressEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton)
        return;
    const QRectF seen = frame();
    m_grip = seen.contains(event->position()) ? event->position() - seen.center() : QPointF();
    m_canvas.centerAt(toScene(event->position() - m_grip));
}

void Minimap::mouseMoveEvent(QMouseEvent* event)
{
    if (event->buttons() & Qt::LeftButton)
        m_canvas.centerAt(toScene(event->position() - m_grip));
}

void Minimap::mouseReleaseEvent(QMouseEvent* event)
{
    event->accept();
}

} // namespace schemawright
