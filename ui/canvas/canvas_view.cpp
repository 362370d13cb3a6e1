#include "ui/canvas/canvas_private.h"

#include "ui/text.h"

#include <QPaintEvent>
#include <QPainterPath>
#include <QScrollBar>

#include <cmath>

namespace schemawright {
namespace {

constexpr double smallestZoom = 0.02;
constexpr double largestZoom = 4;
constexpr double fitMargin = 40; // units around what is fitted

} // namespace

CanvasView::CanvasView(QWidget* parent) : QAbstractScrollArea(parent), d(std::make_unique<Private>(this))
{
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    viewport()->setMouseTracking(true);
    viewport()->setAttribute(Qt::WA_OpaquePaintEvent);
    setAccessibleName(tr("Diagram"));
    setAccessibleDescription(tr("The tables of the model and their foreign keys"));
    setHorizontalScrollBarPolicy(Qt::ScrollBarAsNeeded);
}

CanvasView::~CanvasView() = default;

void CanvasView::setModel(const Catalog& catalog, const Diagram& diagram)
{
    if (d->hasModel && d->catalog.sameAs(catalog) && d->diagram == diagram)
        return;
    d->cancelGesture();
    const bool first = !d->hasModel;
    d->catalog = catalog;
    d->diagram = diagram;
    d->hasModel = true;
    d->rebuild();
    if (first) {
        d->fitPending = true;
        zoomToFit();
    }
    std::vector<std::pair<ObjectKey, Point>> placed;
    for (const Card& card : d->scene.cards) {
        if (!card.placed)
            placed.emplace_back(card.key, card.position);
    }
    if (!placed.empty())
        Q_EMIT cardsPlaced(placed);
}

void CanvasView::setTheme(const PictureTheme& theme)
{
    d->theme = theme;
    d->repaintAll();
}

void CanvasView::setOptions(const PictureOptions& options)
{
    if (d->options == options)
        return;
    d->cancelGesture();
    d->options = options;
    d->rebuild();
}

void CanvasView::setChangeMarks(std::map<ObjectKey, ChangeMark> marks)
{
    d->highlight.marks = std::move(marks);
    d->repaintAll();
}

void CanvasView::setReadOnly(bool readOnly)
{
    d->cancelGesture();
    d->readOnly = readOnly;
}

void CanvasView::setSelection(const std::vector<ObjectKey>& keys)
{
    std::set<ObjectKey> known;
    for (const ObjectKey& key : keys) {
        if (d->rectOf(key) || std::ranges::contains(d->scene.relations, key, &Relation::key))
            known.insert(key);
    }
    d->highlight.selected = std::move(known);
    d->announceSelection();
    d->repaintAll();
}

std::vector<ObjectKey> CanvasView::selection() const
{
    return {d->highlight.selected.begin(), d->highlight.selected.end()};
}

const Scene& CanvasView::scene() const
{
    return d->scene;
}

double CanvasView::zoom() const
{
    return d->zoom;
}

QPointF CanvasView::toViewport(Point scenePoint) const
{
    return d->toPixels(scenePoint);
}

Point CanvasView::toScene(QPointF viewportPoint) const
{
    return d->toUnits(viewportPoint);
}

QRectF CanvasView::viewportRectOf(const ObjectKey& cardOrColumn) const
{
    const auto rect = d->rectOf(cardOrColumn);
    return rect ? d->toPixels(*rect) : QRectF();
}

void CanvasView::setZoom(double zoom)
{
    d->zoomAround(QRectF(viewport()->rect()).center(), zoom, false);
}

void CanvasView::zoomIn()
{
    d->zoomAround(QRectF(viewport()->rect()).center(), d->targetZoom * 1.25, true);
}

void CanvasView::zoomOut()
{
    d->zoomAround(QRectF(viewport()->rect()).center(), d->targetZoom / 1.25, true);
}

void CanvasView::zoomToFit()
{
    d->fit(d->scene.bounds(), 1);
}

void CanvasView::zoomToSelection()
{
    Rect bounds;
    for (const std::size_t card : d->selectedCards())
        bounds = united(bounds, d->scene.cards[card].rect());
    if (!bounds.empty())
        d->fit(bounds, 1.5);
}

void CanvasView::centerOn(const ObjectKey& key)
{
    const auto card = d->cardOf(key);
    if (!card)
        return;
    const Point center = d->scene.cards[*card].rect().center();
    const double zoom = std::max(d->zoom, 0.6);
    d->setView({center.x - viewport()->width() / zoom / 2, center.y - viewport()->height() / zoom / 2}, zoom);
}

void CanvasView::selectAll()
{
    std::set<ObjectKey> keys;
    for (const Card& card : d->scene.cards)
        keys.insert(card.key);
    d->select(std::move(keys));
}

void CanvasView::rename(const ObjectKey& cardOrColumn)
{
    d->edit(cardOrColumn, false);
}

void CanvasView::resizeEvent(QResizeEvent* event)
{
    QAbstractScrollArea::resizeEvent(event);
    if (d->fitPending && isVisible())
        zoomToFit();
    d->updateScrollBars();
}

void CanvasView::scrollContentsBy(int /*dx*/, int /*dy*/)
{
    if (d->settingScrollBars)
        return;
    d->setView({horizontalScrollBar()->value() / d->zoom, verticalScrollBar()->value() / d->zoom}, d->zoom);
}

void CanvasView::paintEvent(QPaintEvent* event)
{
    if (d->fitPending && isVisible()) {
        d->fitPending = false;
        zoomToFit();
    }
    d->paintLayer();
    QPainter painter(viewport());
    painter.setClipRegion(event->region());
    painter.drawPixmap(0, 0, d->layer);
    d->paintOverlay(painter);
}

// ---- the model as a scene

void CanvasView::Private::rebuild()
{
    const std::set<ObjectKey> selected = highlight.selected;
    scene = buildScene(catalog, diagram, options, hasModel && !scene.cards.empty() ? &scene : nullptr);
    refreshIndex();
    highlight.hoveredCard.reset();
    highlight.hoveredRow.reset();
    highlight.hoveredRelation.reset();
    highlight.dropCard.reset();
    keepSelection(selected);
    updateScrollBars();
    repaintAll();
}

void CanvasView::Private::refreshIndex()
{
    index = indexOfCards(scene);
    relationBounds.clear();
    for (const Relation& relation : scene.relations)
        relationBounds.push_back(boundsOf(relation.path).grown(12));
}

/// What is gone is not selected any more; what was renamed here stays selected under its new name.
void CanvasView::Private::keepSelection(const std::set<ObjectKey>& before)
{
    std::set<ObjectKey> kept;
    for (ObjectKey key : before) {
        const auto isThere = [&] { return rectOf(key) || std::ranges::contains(scene.relations, key, &Relation::key); };
        if (!isThere() && asked) {
            if (asked->first == key)
                key.name = asked->second;
            else if (asked->first.name == key.parent && asked->first.schema == key.schema)
                key.parent = asked->second;
        }
        if (isThere())
            kept.insert(key);
    }
    const bool changed = kept != before;
    highlight.selected = std::move(kept);
    if (changed) {
        announceSelection();
        Q_EMIT q->selectionChanged(q->selection());
    }
}

// ---- the window onto the scene

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
    zoom = newZoom;
    origin = {snapped(newOrigin.x), snapped(newOrigin.y)};
    if (!zoomAnimation)
        targetZoom = zoom;
    if (editor && zoomed)
        editor->clearFocus();
    updateScrollBars();
    q->viewport()->update();
    if (zoomed)
        Q_EMIT q->zoomChanged(zoom);
}

void CanvasView::Private::zoomAround(QPointF pixel, double newZoom, bool smoothly)
{
    targetZoom = std::clamp(newZoom, smallestZoom, largestZoom);
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
    Rect area = scene.bounds();
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

// ---- painting

void CanvasView::Private::repaintAll()
{
    stale = QRegion(q->viewport()->rect());
    layerZoom = 0;
    q->viewport()->update();
}

void CanvasView::Private::repaintRect(const Rect& sceneRect)
{
    const QRect pixels = toPixels(sceneRect).toAlignedRect().adjusted(-10, -10, 10, 12) & q->viewport()->rect();
    stale |= pixels;
    q->viewport()->update(pixels);
}

void CanvasView::Private::repaintCard(std::size_t card)
{
    if (card < scene.cards.size())
        repaintRect(scene.cards[card].rect());
}

void CanvasView::Private::repaintRelation(std::size_t relation)
{
    if (relation >= scene.relations.size())
        return;
    // Piece by piece: the box around a long line is most of the window.
    const std::vector<Point>& path = scene.relations[relation].path;
    for (std::size_t i = 0; i + 1 < path.size(); ++i)
        repaintRect(boundsOf({path[i], path[i + 1]}).grown(8));
    repaintCard(scene.relations[relation].from);
    repaintCard(scene.relations[relation].to);
}

void CanvasView::Private::paintScene(QPainter& painter, const QRect& pixels)
{
    painter.save();
    painter.setClipRect(pixels);
    painter.fillRect(pixels, qtColor(theme.background));
    painter.scale(zoom, zoom);
    painter.translate(-origin.x, -origin.y);
    const Point corner = toUnits(pixels.topLeft());
    const Rect part{corner.x, corner.y, pixels.width() / zoom, pixels.height() / zoom};
    CanvasPainter(scene, theme, highlight, texts).draw(painter, index, relationBounds, part, zoom);
    painter.restore();
}

/// Brings the layer up to date: shifted where the view was moved, painted where something changed or came into view.
void CanvasView::Private::paintLayer()
{
    const double ratio = q->devicePixelRatioF();
    const QRect window = q->viewport()->rect();
    const QSize size = (QSizeF(window.size()) * ratio).toSize();
    if (layer.size() != size || layer.devicePixelRatio() != ratio) {
        layer = QPixmap(size);
        layer.setDevicePixelRatio(ratio);
        layerZoom = 0;
    }
    if (layerZoom != zoom) {
        stale = window;
    } else if (layerOrigin != origin) {
        const QPoint shift(static_cast<int>(std::lround((layerOrigin.x - origin.x) * zoom * ratio)),
                           static_cast<int>(std::lround((layerOrigin.y - origin.y) * zoom * ratio)));
        const QPoint logical(static_cast<int>(std::lround(shift.x() / ratio)),
                             static_cast<int>(std::lround(shift.y() / ratio)));
        if (std::abs(logical.x()) >= window.width() || std::abs(logical.y()) >= window.height()) {
            stale = window;
        } else {
            layer.scroll(shift.x(), shift.y(), QRect(QPoint(0, 0), size));
            stale.translate(logical);
            // One pixel more, for a shift by half of one.
            const QRect kept = window.translated(logical).adjusted(1, 1, -1, -1);
            stale |= QRegion(window) - kept;
        }
    }
    layerOrigin = origin;
    layerZoom = zoom;
    stale &= window;
    if (stale.isEmpty())
        return;
    QPainter painter(&layer);
    // Many small parts cost more than the box around them.
    if (stale.rectCount() > 8) {
        paintScene(painter, stale.boundingRect());
    } else {
        for (const QRect& part : stale)
            paintScene(painter, part);
    }
    stale = {};
}

/// What lies upon the scene and changes with every move of the mouse.
void CanvasView::Private::paintOverlay(QPainter& painter)
{
    painter.setRenderHint(QPainter::Antialiasing);
    if (gesture == Gesture::RubberBand) {
        QColor fill = qtColor(theme.selection);
        painter.setPen(QPen(fill, 1));
        fill.setAlphaF(0.12F);
        painter.setBrush(fill);
        painter.drawRect(QRectF(QRect(pressedAt, lastAt).normalized()).adjusted(0.5, 0.5, -0.5, -0.5));
    } else if (gesture == Gesture::Link && pressed.card && pressed.row) {
        const Card& card = scene.cards[*pressed.card];
        const double y = card.position.y + card.content->rowMiddle(*pressed.row);
        const bool right = toUnits(lastAt).x > card.rect().center().x;
        const QPointF start = toPixels(Point{right ? card.rect().right() : card.rect().x, y});
        const QPointF end = lastAt;
        const double middle = (start.x() + end.x()) / 2;
        QPainterPath path(start);
        path.cubicTo(QPointF(middle, start.y()), QPointF(middle, end.y()), end);
        painter.setPen(QPen(qtColor(theme.relationHover), 2, Qt::DashLine, Qt::RoundCap));
        painter.setBrush(Qt::NoBrush);
        painter.drawPath(path);
        painter.setBrush(qtColor(theme.relationHover));
        painter.setPen(Qt::NoPen);
        painter.drawEllipse(end, 4, 4);
    }
    drawLegend(painter, q->viewport()->rect(), highlight.marks, theme);
    if (hasModel && scene.cards.empty()) {
        painter.setFont(pictureFont(15, false));
        painter.setPen(qtColor(theme.typeText));
        const QString text = readOnly ? tr("No tables") : tr("No tables yet: double-click to add the first");
        painter.drawText(q->viewport()->rect(), Qt::AlignCenter, text);
    }
}

} // namespace schemawright
