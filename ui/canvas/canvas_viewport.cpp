#include "ui/canvas/canvas_private.h"

#include <QScrollBar>

#include <cmath>

/// The window onto the scene: where it is, zoom and scroll bars.
namespace schemawright {
namespace {

constexpr double smallestZoom = 0.02;
constexpr double largestZoom = 4;
constexpr double fitMargin = 40; // units around what is fitted

} // namespace

Rect CanvasView::Private::visible() const
{
    const QSize size = q->viewport()->size();
    return {origin.x, origin.y, size.width() / zoom, size.height() / zoom};
}

void CanvasView::Private::setView(Point newOrigin, double newZoom)
{
    // Whole pixels, so that what was painted can be shifted without blur.
    const double ratio = q->devicePixelRatioF();
    const auto snapped = [&](double units) { return std::round(units * newZoom * ratio) / (newZoom * ratio); };
    const bool zoomed = newZoom != zoom;
    const Point before = origin;
    zoom = newZoom;
    origin = {snapped(newOrigin.x), snapped(newOrigin.y)};
    if (!zoomAnimation)
        targetZoom = zoom;
    if (editor && zoomed)
        editor->clearFocus();
    if (noteEditor && (zoomed || origin != before))
        noteEditor->clearFocus();
    updateScrollBars();
    placeMinimap();
    q->viewport()->update();
    Q_EMIT q->viewChanged();
    if (zoomed)
        Q_EMIT q->zoomChanged(zoom);
}

/// In the lower right corner, as long as there is more than can be seen.
void CanvasView::Private::placeMinimap()
{
    const Rect view = visible();
    const bool allSeen = scene.cards.empty() ||
                         (view.contains({bounds.x, bounds.y}) && view.contains({bounds.right(), bounds.bottom()}));
    const QSize window = q->viewport()->size();
    const bool hasRoom = window.width() > 3 * minimap->width() && window.height() > 2 * minimap->height();
    minimap->setVisible(minimapShown && !allSeen && hasRoom);
    minimap->move(window.width() - minimap->width() - 12, window.height() - minimap->height() - 12);
}

void CanvasView::Private::zoomAround(QPointF pixel, double newZoom, bool smoothly)
{
    targetZoom = std::clamp(newZoom, smallestZoom, largestZoom);
    if (smoothly)
        sinceZoom.start();
    delete zoomAnimation;
    const Point anchor = toUnits(pixel);
    const auto set = [this, anchor, pixel](double value) {
        setView({anchor.x - pixel.x() / value, anchor.y - pixel.y() / value}, value);
    };
    if (!smoothly) {
        set(targetZoom);
        return;
    }
    // The logarithm moves evenly, so that zooming has one speed at every level.
    zoomAnimation = new QVariantAnimation(q);
    zoomAnimation->setDuration(110);
    zoomAnimation->setEasingCurve(QEasingCurve::OutCubic);
    zoomAnimation->setStartValue(std::log(zoom));
    zoomAnimation->setEndValue(std::log(targetZoom));
    const double target = targetZoom;
    QObject::connect(zoomAnimation, &QVariantAnimation::valueChanged, q, [set, target](const QVariant& value) {
        const double next = std::exp(value.toDouble());
        set(std::abs(next / target - 1) < 1e-4 ? target : next);
    });
    zoomAnimation->start(QAbstractAnimation::DeleteWhenStopped);
}

void CanvasView::Private::fit(const Rect& rect, double largest)
{
    delete zoomAnimation;
    const QSize size = q->viewport()->size();
    if (rect.empty() || size.isEmpty())
        return;
    const Rect wanted = rect.grown(fitMargin);
    const double best = std::min({size.width() / wanted.width, size.height() / wanted.height, largest});
    const double newZoom = std::clamp(best, smallestZoom, largestZoom);
    const Point center = wanted.center();
    setView({center.x - size.width() / newZoom / 2, center.y - size.height() / newZoom / 2}, newZoom);
}

/// The bars span the diagram and half a window around it, and wherever the view is now.
void CanvasView::Private::updateScrollBars()
{
    const Rect view = visible();
    Rect area = bounds;
    area = united(
        {area.x - view.width / 2, area.y - view.height / 2, area.width + view.width, area.height + view.height}, view);
    settingScrollBars = true;
    const auto set = [&](QScrollBar* bar, double from, double length, double at, int page) {
        bar->setPageStep(page);
        bar->setSingleStep(40);
        bar->setRange(static_cast<int>(std::floor(from * zoom)),
                      static_cast<int>(std::ceil((from + length) * zoom)) - page);
        bar->setValue(static_cast<int>(std::lround(at * zoom)));
    };
    set(q->horizontalScrollBar(), area.x, area.width, view.x, q->viewport()->width());
    set(q->verticalScrollBar(), area.y, area.height, view.y, q->viewport()->height());
    settingScrollBars = false;
}

} // namespace schemawright
