#pragma once

#include "ui/picture/geometry.h"

#include <QPixmap>
#include <QWidget>

namespace schemawright {

class CanvasView;

/// The whole diagram in a corner of the canvas, with a frame around the visible part. A click or a drag moves the view.
class Minimap : public QWidget {
    Q_OBJECT

public:
    /// A child of the canvas's viewport.
    explicit Minimap(CanvasView& canvas);

    /// The scene has changed.
    void refresh();
    [[nodiscard]] QRectF frame() const;                     ///< the visible part, in pixels of this widget
    [[nodiscard]] QPointF toPixels(Point scenePoint) const; ///< of this widget

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;

private:
    void paintPicture();
    [[nodiscard]] Point toScene(QPointF pixel) const;
    [[nodiscard]] double scale() const;

    CanvasView& m_canvas;
    Rect m_bounds;
    QPixmap m_picture;
    bool m_isStale = true;
    QPointF m_grip; ///< from the frame's centre to the point where it was grabbed
};

} // namespace schemawright
