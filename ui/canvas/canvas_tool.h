#pragma once

#include "ui/canvas/canvas_view.h"

#include <optional>

class QKeyEvent;
class QMouseEvent;
class QPainter;

namespace schemawright {

/// A mouse gesture on the canvas. One tool is current at a time: SelectTool waits for a press and passes a drag on to its tool, which returns
/// to SelectTool when a button is released. The tools live as long as the canvas.
class CanvasTool {
public:
    using Canvas = CanvasView::Private;

    /// `canvas`: outlives the tool.
    explicit CanvasTool(Canvas& canvas) : m_canvas(canvas) {}
    virtual ~CanvasTool() = default;
    Q_DISABLE_COPY_MOVE(CanvasTool)

    /// Called when it becomes the current tool.
    virtual void enter() {}
    /// Called when another tool becomes the current one. Restores the scene at entry, except for what was completed.
    virtual void exit() {}
    /// These three return whether the event was handled; the view handles the others. During a drag, presses of other buttons do nothing.
    virtual bool mousePress(QMouseEvent&) { return true; }
    virtual bool mouseMove(QMouseEvent&) { return true; }
    /// Escape cancels.
    virtual bool keyPress(QKeyEvent& event);
    /// Completes the gesture: its button was released.
    virtual void mouseRelease(QMouseEvent& event) = 0;
    /// Whether there is a gesture that Escape cancels.
    [[nodiscard]] virtual bool isActive() const { return true; }
    /// nullopt: it depends on what is under the mouse.
    [[nodiscard]] virtual std::optional<Qt::CursorShape> cursor() const { return std::nullopt; }
    /// Paints on top of the scene, in pixels of the viewport.
    virtual void paint(QPainter&) const {}

protected:
    Canvas& m_canvas;
};

} // namespace schemawright
