#pragma once

#include "ui/canvas/canvas_private.h"
#include "ui/canvas/canvas_tool.h"

namespace schemawright {

/// Selects by click, and waits for a drag.
class SelectTool : public CanvasTool {
public:
    using CanvasTool::CanvasTool;
    void exit() override { m_isPressed = false; }
    bool mousePress(QMouseEvent& event) override;
    bool mouseMove(QMouseEvent& event) override;
    void mouseRelease(QMouseEvent& event) override;
    [[nodiscard]] bool isActive() const override { return m_isPressed; }

private:
    /// The tool for a drag from what was pressed; nullptr if it cannot be dragged.
    [[nodiscard]] CanvasTool* dragTool() const;

    bool m_isPressed = false;
    bool m_clickedOnPress = false; ///< the press has selected what it hit
};

/// Selects what is in a rubber band.
class BandTool : public CanvasTool {
public:
    using CanvasTool::CanvasTool;
    /// Sets what stays selected outside of the band.
    void keep(std::set<ObjectKey> keys, std::set<std::string> notes);
    bool mouseMove(QMouseEvent& event) override;
    void mouseRelease(QMouseEvent& event) override;
    void paint(QPainter& painter) const override;

private:
    std::set<ObjectKey> m_keysBefore;
    std::set<std::string> m_notesBefore;
};

/// Moves the selected cards, notes and areas.
class MoveTool : public CanvasTool {
public:
    using CanvasTool::CanvasTool;
    void enter() override;
    void exit() override;
    bool mouseMove(QMouseEvent& event) override;
    void mouseRelease(QMouseEvent& event) override;
    void paint(QPainter& painter) const override;
    /// Moves them by that step from their positions at entry, in scene units.
    void moveTo(Point step);
    /// Leaves the tool and reports the new positions.
    void finish();

private:
    void liftLines();
    [[nodiscard]] Point snappedStep(Point step);
    void dragTo(QPoint pixel);
    /// Offers the dragged cards to what is under the mouse outside of the view. If it takes them, they return to their positions here.
    bool carryOut(QPoint global, bool letGo);
    void putBack();

    std::vector<std::pair<std::size_t, Point>> m_cards; ///< with their positions at entry
    std::vector<std::pair<std::size_t, DiagramNote>> m_notes;
    std::map<std::size_t, Relation> m_linesBefore; ///< the redrawn lines as they were at entry
    Point m_step;
    bool m_isLight = false; ///< so many cards that only their outlines move
    std::vector<std::pair<Point, Point>> m_guides;
};

/// Resizes a note or an area by its edges.
class ResizeTool : public CanvasTool {
public:
    using CanvasTool::CanvasTool;
    void enter() override;
    void exit() override;
    bool mouseMove(QMouseEvent& event) override;
    void mouseRelease(QMouseEvent& event) override;

private:
    std::optional<std::pair<std::size_t, DiagramNote>> m_before; ///< the note at entry
};

/// Moves a segment of a line, which gives the line waypoints.
class WaypointTool : public CanvasTool {
public:
    using CanvasTool::CanvasTool;
    void enter() override;
    void exit() override;
    bool mouseMove(QMouseEvent& event) override;
    void mouseRelease(QMouseEvent& event) override;
    void paint(QPainter& painter) const override;

private:
    std::size_t m_line = 0;
    Relation m_before;         ///< the line at entry
    std::size_t m_segment = 0; ///< of the line's path
    std::vector<Point> m_path; ///< at entry, with a segment that can be moved
};

/// Draws a foreign key from a column to a table.
class ForeignKeyTool : public CanvasTool {
public:
    using CanvasTool::CanvasTool;
    void enter() override;
    void exit() override;
    bool mouseMove(QMouseEvent& event) override;
    void mouseRelease(QMouseEvent& event) override;
    [[nodiscard]] std::optional<Qt::CursorShape> cursor() const override;
    void paint(QPainter& painter) const override;
};

/// Moves the view.
class PanTool : public CanvasTool {
public:
    using CanvasTool::CanvasTool;
    void enter() override;
    bool mouseMove(QMouseEvent& event) override;
    void mouseRelease(QMouseEvent& event) override;
    [[nodiscard]] std::optional<Qt::CursorShape> cursor() const override { return Qt::ClosedHandCursor; }

private:
    QPoint m_last;
};

/// One of each.
struct CanvasTools {
    explicit CanvasTools(CanvasTool::Canvas& canvas)
        : select(canvas), band(canvas), move(canvas), resize(canvas), waypoint(canvas), foreignKey(canvas), pan(canvas)
    {
    }

    SelectTool select;
    BandTool band;
    MoveTool move;
    ResizeTool resize;
    WaypointTool waypoint;
    ForeignKeyTool foreignKey;
    PanTool pan;
};

} // namespace schemawright
