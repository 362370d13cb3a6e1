#pragma once

#include "ui/picture/scene.h"

#include <QImage>

class QPagedPaintDevice;

namespace schemawright {

enum class PrintPages { One, Tiled };

/// Draws a diagram in full detail: on one page, as large as it fits, or on as many pages as a readable size needs.
/// For printers and PDF files; text remains text. Returns the number of pages, 0 if the device cannot be drawn on.
int printScene(QPagedPaintDevice& device, const Scene& scene, PrintPages pages);

/// The same as pixels, for the clipboard. `scale` 1 is one pixel per unit, less if the picture would exceed 12,000 pixels a side.
[[nodiscard]] QImage sceneImage(const Scene& scene, const PictureTheme& theme, double scale);

} // namespace schemawright
