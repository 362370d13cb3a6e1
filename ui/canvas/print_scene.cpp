#include "ui/canvas/print_scene.h"

#include "ui/canvas/canvas_painter.h"

#include <QPagedPaintDevice>
#include <QPainter>

#include <cmath>
#include <cstdlib>

namespace schemawright {
namespace {

constexpr double margin = 24;          // units around the diagram
constexpr double readableUnits = 0.62; // points a unit on tiled pages: rows are set in 8 points
constexpr double largestSide = 12000;

/// All of the scene in its own units, whatever the scale of the painter.
void drawWhole(QPainter& painter, const Scene& scene, const PictureTheme& theme, const Rect& part)
{
    std::vector<Rect> bounds;
    for (const Relation& relation : scene.relations)
        bounds.push_back(boundsOf(relation.path).grown(12));
    const Highlight nothing;
    TextCache texts;
    CanvasPainter(scene, theme, nothing, texts).draw(painter, indexOfCards(scene), bounds, part, 1);
}

} // namespace

int printScene(QPagedPaintDevice& device, const Scene& scene, PrintPages pages)
{
    QPainter painter;
    if (!painter.begin(&device))
        return 0;
    PictureTheme theme = lightTheme();
    theme.background = {255, 255, 255, 255};
    theme.gridDot = theme.background;
    const Rect bounds = scene.bounds().grown(margin);
    const double width = painter.viewport().width();
    const double height = painter.viewport().height();
    const double readable = readableUnits * device.logicalDpiX() / 72.0;
    const double whole = std::min({width / bounds.width, height / bounds.height, 2 * readable});
    const double scale = pages == PrintPages::One ? whole : readable;
    const int columns = std::max(1, static_cast<int>(std::ceil(bounds.width * scale / width - 1e-6)));
    const int rows = std::max(1, static_cast<int>(std::ceil(bounds.height * scale / height - 1e-6)));
    for (int page = 0; page < columns * rows; ++page) {
        if (page > 0)
            device.newPage();
        const std::div_t place = std::div(page, columns);
        const Rect part{bounds.x + place.rem * width / scale, bounds.y + place.quot * height / scale, width / scale,
                        height / scale};
        painter.save();
        painter.setClipRect(QRectF(0, 0, width, height));
        painter.scale(scale, scale);
        painter.translate(-part.x, -part.y);
        drawWhole(painter, scene, theme, part);
        painter.restore();
    }
    return columns * rows;
}

QImage sceneImage(const Scene& scene, const PictureTheme& theme, double scale)
{
    const Rect bounds = scene.bounds().grown(margin);
    const double fitting = std::min({scale, largestSide / bounds.width, largestSide / bounds.height});
    QImage image(QSizeF(bounds.width * fitting, bounds.height * fitting).toSize().expandedTo({1, 1}),
                 QImage::Format_RGB32);
    image.fill(qtColor(theme.background));
    QPainter painter(&image);
    painter.scale(fitting, fitting);
    painter.translate(-bounds.x, -bounds.y);
    drawWhole(painter, scene, theme, bounds);
    return image;
}

} // namespace schemawright
