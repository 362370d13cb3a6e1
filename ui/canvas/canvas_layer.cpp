#include "ui/canvas/canvas_tools.h"

#include "ui/picture/note_text.h"

#include <cmath>

namespace schemawright {
namespace {

constexpr qint64 paintBudget = 6; // milliseconds of a frame that are spent on the scene while something moves
constexpr qint64 zoomPause = 160; // milliseconds after a turn of the wheel that count as moving
constexpr int tileWidth = 320;    // pixels: what is painted at once while something moves
constexpr int tileHeight = 200;
constexpr qsizetype manyParts = 8;

} // namespace

void CanvasView::Private::repaintAll()
{
    stale = QRegion(q->viewport()->rect());
    if (!isHurried())
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
        repaintRect(boundsOf(path[i], path[i + 1]).grown(8));
    repaintCard(scene.relations[relation].from);
    repaintCard(scene.relations[relation].to);
}

void CanvasView::Private::repaintNotes()
{
    for (const DiagramNote& note : scene.notes)
        repaintNote(note);
}

/// With its handles, and the title that may stand above an area.
void CanvasView::Private::repaintNote(const DiagramNote& note)
{
    repaintRect(noteRect(note).grown((note.area ? areaTitleReach : 6) / zoom));
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

/// Something moves on the screen: the next frame must come soon, and may be sharp a little later.
bool CanvasView::Private::isHurried() const
{
    const bool isDragging = tool != &tools->select;
    return isDragging || isUnfinished || zoomAnimation || (sinceZoom.isValid() && sinceZoom.elapsed() < zoomPause);
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
        if (layerZoom > 0 && isHurried())
            stretchLayer();
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
    if (!stale.isEmpty())
        paintStale();
}

/// What was painted at another zoom, larger or smaller: it stands in until the sharp parts are there.
void CanvasView::Private::stretchLayer()
{
    const double ratio = q->devicePixelRatioF();
    const QSizeF window = QSizeF(layer.size()) / ratio;
    QPixmap next(layer.size());
    next.setDevicePixelRatio(ratio);
    next.fill(qtColor(theme.background));
    QPainter painter(&next);
    painter.drawPixmap(QRectF(toPixels(layerOrigin), window * (zoom / layerZoom)), layer, QRectF(layer.rect()));
    painter.end();
    layer = std::move(next);
}

/// All of it, or while something moves as much as a frame has time for, from the middle outwards; the rest with the next frame.
void CanvasView::Private::paintStale()
{
    QPainter painter(&layer);
    if (!isHurried()) {
        // Many small parts cost more than the box around them.
        if (stale.rectCount() > manyParts) {
            paintScene(painter, stale.boundingRect());
        } else {
            for (const QRect& part : stale)
                paintScene(painter, part);
        }
        stale = {};
        isUnfinished = false;
        isBusy = false;
        return;
    }
    const qint64 budget = std::exchange(isBusy, false) ? 1 : paintBudget;
    QElapsedTimer timer;
    timer.start();
    const QRect area = stale.boundingRect();
    const QPoint middle = q->viewport()->rect().center();
    std::vector<QRect> tiles;
    for (int y = area.top() - area.top() % tileHeight; y <= area.bottom(); y += tileHeight) {
        for (int x = area.left() - area.left() % tileWidth; x <= area.right(); x += tileWidth)
            tiles.emplace_back(x, y, tileWidth, tileHeight);
    }
    std::ranges::stable_sort(tiles, {}, [&](const QRect& tile) { return (tile.center() - middle).manhattanLength(); });
    for (const QRect& tile : tiles) {
        const QRect part = (stale & tile).boundingRect();
        if (part.isEmpty())
            continue;
        if (timer.elapsed() >= budget)
            break;
        paintScene(painter, part);
        stale -= part;
    }
    isUnfinished = !stale.isEmpty();
    if (isUnfinished)
        finishTimer.start(0);
}

/// What lies upon the scene and changes with every move of the mouse.
void CanvasView::Private::paintOverlay(QPainter& painter)
{
    painter.setRenderHint(QPainter::Antialiasing);
    drawLegend(painter, q->viewport()->rect(), highlight.marks, theme);
    if (hasModel && scene.cards.empty()) {
        painter.setFont(pictureFont(15, false));
        painter.setPen(qtColor(theme.typeText));
        const QString text = readOnly ? tr("No tables")
                             : diagram.allTables
                                 ? tr("No tables yet. Double-click to add one")
                                 : tr("No tables on this diagram yet. Double-click to add one, or paste some");
        painter.drawText(q->viewport()->rect(), Qt::AlignCenter, text);
    }
}

} // namespace schemawright
