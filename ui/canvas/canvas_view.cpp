#include "ui/canvas/canvas_tools.h"

#include <QPaintEvent>
#include <QScrollBar>

namespace schemawright {

CanvasView::CanvasView(QWidget* parent) : QAbstractScrollArea(parent), d(std::make_unique<Private>(this))
{
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    viewport()->setMouseTracking(true);
    viewport()->setAttribute(Qt::WA_OpaquePaintEvent);
    setAccessibleName(tr("Diagram"));
    setAccessibleDescription(tr("The tables of the model and their foreign keys"));
    setHorizontalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    d->finishTimer.setSingleShot(true);
    connect(&d->finishTimer, &QTimer::timeout, viewport(), qOverload<>(&QWidget::update));
    d->minimap = new Minimap(*this);
    d->minimap->hide();
}

CanvasView::~CanvasView() = default;

CanvasView::Private::Private(CanvasView* view)
    : q(view), tools(std::make_unique<CanvasTools>(*this)), tool(&tools->select)
{
}

CanvasView::Private::~Private() = default;

void CanvasView::setModel(const Catalog& catalog, const Diagram& diagram, const FollowFunction& follow)
{
    if (d->hasModel && d->catalog.sameAs(catalog) && d->diagram == diagram)
        return;
    d->cancelTool();
    const bool first = !d->hasModel;
    d->catalog = catalog;
    d->diagram = diagram;
    d->hasModel = true;
    d->rebuild(follow);
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
    d->minimap->refresh();
}

void CanvasView::setOptions(const PictureOptions& options)
{
    if (d->options == options)
        return;
    d->cancelTool();
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
    d->cancelTool();
    d->readOnly = readOnly;
}

void CanvasView::setCarry(CarryFunction carry)
{
    d->carry = std::move(carry);
}

void CanvasView::setFocusMode(bool on)
{
    d->focusMode = on;
    d->updateFocus();
    d->repaintAll();
}

bool CanvasView::isFocusMode() const
{
    return d->focusMode;
}

void CanvasView::setMinimapShown(bool shown)
{
    d->minimapShown = shown;
    d->placeMinimap();
}

bool CanvasView::isMinimapShown() const
{
    return d->minimapShown;
}

Rect CanvasView::visibleRect() const
{
    return d->visible();
}

const PictureTheme& CanvasView::theme() const
{
    return d->theme;
}

void CanvasView::setSelection(const std::vector<ObjectKey>& keys)
{
    std::set<ObjectKey> known;
    for (const ObjectKey& key : keys) {
        if (d->rectOf(key) || std::ranges::contains(d->scene.relations, key, &Relation::key))
            known.insert(key);
    }
    if (known == d->highlight.selected)
        return;
    d->showSelected(std::move(known), d->highlight.selectedNotes);
    d->updateFocus();
    d->announceSelection();
    if (d->focusMode)
        d->repaintAll();
}

std::vector<ObjectKey> CanvasView::selectedCards() const
{
    std::vector<ObjectKey> keys;
    for (const std::size_t card : d->selectedCards())
        keys.push_back(d->scene.cards[card].key);
    return keys;
}

std::vector<std::string> CanvasView::selectedNotes() const
{
    return {d->highlight.selectedNotes.begin(), d->highlight.selectedNotes.end()};
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
    for (const DiagramNote& note : d->scene.notes) {
        if (d->highlight.selectedNotes.contains(note.id))
            bounds = united(bounds, {note.position.x, note.position.y, note.width, note.height});
    }
    for (const Relation& relation : d->scene.relations) {
        if (d->highlight.selected.contains(relation.key))
            bounds = united(bounds, boundsOf(relation.path).grown(1));
    }
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

void CanvasView::centerAt(const Point& point)
{
    const Rect view = d->visible();
    d->setView({point.x - view.width / 2, point.y - view.height / 2}, d->zoom);
}

void CanvasView::selectAll()
{
    std::set<ObjectKey> keys;
    for (const Card& card : d->scene.cards)
        keys.insert(card.key);
    std::set<std::string> notes;
    for (const DiagramNote& note : d->scene.notes)
        notes.insert(note.id);
    d->select(std::move(keys), std::move(notes));
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
    d->placeMinimap();
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
    d->tool->paint(painter);
    d->paintOverlay(painter);
}

// ---- the model as a scene

void CanvasView::Private::rebuild(const FollowFunction& follow)
{
    const std::set<ObjectKey> selected = highlight.selected;
    texts.forgetLabels();
    scene = buildScene(catalog, diagram, options, hasModel && !scene.cards.empty() ? &scene : nullptr);
    refreshIndex();
    highlight.hoveredCard.reset();
    highlight.hoveredRow.reset();
    highlight.hoveredRelation.reset();
    highlight.dropCard.reset();
    std::erase_if(highlight.selectedNotes, [this](const std::string& id) { return !noteOf(id); });
    keepSelection(selected, follow);
    updateFocus();
    updateScrollBars();
    repaintAll();
    placeMinimap();
    Q_EMIT q->sceneChanged();
}

void CanvasView::Private::refreshIndex()
{
    index = indexOfCards(scene);
    refreshBounds();
}

void CanvasView::Private::refreshBounds()
{
    bounds = scene.bounds();
    relationBounds.clear();
    for (const Relation& relation : scene.relations)
        relationBounds.push_back(boundsOf(relation.path).grown(12));
}

/// What is gone is not selected any more; what was renamed stays selected under its new name.
void CanvasView::Private::keepSelection(const std::set<ObjectKey>& before, const FollowFunction& follow)
{
    std::set<ObjectKey> kept;
    for (ObjectKey key : before) {
        const auto isThere = [&] { return rectOf(key) || std::ranges::contains(scene.relations, key, &Relation::key); };
        if (!isThere() && follow)
            key = follow(key);
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

} // namespace schemawright
