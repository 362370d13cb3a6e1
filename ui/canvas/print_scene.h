#pragma once

#include "ui/picture/scene.h"

#include <QImage>

class QPagedPaintDevice;

namespace schemawright {

enum class PrintPages { One, Tiled };

/// Draws a diagram with everything that can be read on it: on one page, as large as it fits, or over as many pages as it takes at a size that
/// can be read. For printers and PDF files alike; text stays text. Returns the number of pages, 0 where the device cannot be drawn on.
int printScene(QPagedPaintDevice& device, const Scene& scene, PrintPages pages);

/// The same as pixels, for the clipboard; `scale` 1 is a pixel a unit, less where the picture would be larger than 12,000 pixels a side.
[[nodiscard]] QImage sceneImage(const Scene& scene, const PictureTheme& theme, double scale);

} // namespace schemawright
