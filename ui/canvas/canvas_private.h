#pragma once

#include "ui/canvas/canvas_painter.h"
#include "ui/canvas/canvas_view.h"
#include "ui/canvas/in_place_editor.h"
#include "ui/canvas/minimap.h"
#include "ui/canvas/note_editor.h"

#include <QElapsedTimer>
#include <QMenu>
#include <QPixmap>
#include <QPointer>
#include <QTimer>
#include <QVariantAnimation>

#include <cmath>

namespace schemawright {

/// What is at a point of the canvas.
struct CanvasHit {
    std::optional<std::size_t> card;
    std::optional<std::size_t> row;
    std::optional<std::size_t> relation;
    bool onType = false;             ///< in the row's right half, where its type is
    std::optional<std::size_t> note; ///< a note, or an area by its title or its edge
    int edges = 0;                   ///< of the note: it would be resized
};

class CanvasTool;
struct CanvasTools;

enum NoteEdge { LeftEdge = 1, RightEdge = 2, TopEdge = 4, BottomEdge = 8 };

constexpr double snapStep = 8; ///< moved and resized edges are multiples of it, in scene units

inline double onGrid(double value)
{
    return std::round(value / snapStep) * snapStep;
}

struct CanvasView::Private {
    explicit Private(CanvasView* view);
    ~Private();
    Q_DISABLE_COPY_MOVE(Private)

    CanvasView* q;
    Catalog catalog;
    Diagram diagram;
    PictureOptions options;
    PictureTheme theme = lightTheme();
    Scene scene; ///< as shown, also in the middle of a drag
    SpaceIndex index;
    std::vector<Rect> relationBounds;
    Rect bounds; ///< of the scene
    Highlight highlight;
    TextCache texts;
    bool readOnly = false;
    bool hasModel = false;
    bool fitPending = false; ///< the first model came before the window had its size

    // Where the viewport is: scene point at its upper left, pixels a unit.
    Point origin;
    double zoom = 1;
    bool settingScrollBars = false;
    QPointer<QVariantAnimation> zoomAnimation;
    double targetZoom = 1;

    // What the mouse is doing.
    std::unique_ptr<CanvasTools> tools;
    CanvasTool* tool; ///< the current one
    QPoint pressedAt;
    Qt::MouseButton pressedWith = Qt::NoButton;
    QPoint lastAt;
    CanvasHit pressed;
    bool spaceDown = false;
    bool moveFreely = false; ///< Alt is held: no grid, no guides
    CarryFunction carry;
    std::optional<ObjectKey> lineWalk; ///< the card along whose lines the keyboard goes
    QPointer<InPlaceEditor> editor;
    QPointer<NoteEditor> noteEditor;
    std::optional<std::pair<ObjectKey, std::string>> asked; ///< a rename asked for

    // The scene as painted last, so that panning paints only what comes into view.
    QPixmap layer;
    Point layerOrigin;
    double layerZoom = 0;
    QRegion stale; ///< of the layer, in viewport pixels
    QElapsedTimer sinceZoom;
    bool isBusy = false;       ///< this frame had other work to do already: little of it is left for painting
    bool isUnfinished = false; ///< parts of the layer are left for the next frame
    QTimer finishTimer;

    bool focusMode = false;
    Minimap* minimap = nullptr;
    bool minimapShown = true;

    // The scene
    /// Builds the scene of the model again.
    void rebuild(const FollowFunction& follow = {});
    void refreshIndex();
    void refreshBounds();
    void keepSelection(const std::set<ObjectKey>& before, const FollowFunction& follow);

    // Painting: repaint...() mark what changed, paint...() paint it in the next frame.
    void repaintAll();
    void repaintCard(std::size_t card);
    void repaintRelation(std::size_t relation);
    void repaintRect(const Rect& sceneRect);
    void repaintNotes();
    void repaintNote(const DiagramNote& note);
    /// Brings the layer up to date, if time permits.
    void paintLayer();
    void paintStale();
    void stretchLayer();
    /// Whether something moves on the screen, so that the next frame must come soon.
    [[nodiscard]] bool isHurried() const;
    void paintScene(QPainter& painter, const QRect& pixels);
    void paintOverlay(QPainter& painter);

    // The viewport: scene units and pixels
    [[nodiscard]] QPointF toPixels(Point p) const { return {(p.x - origin.x) * zoom, (p.y - origin.y) * zoom}; }
    [[nodiscard]] Point toUnits(QPointF p) const { return {p.x() / zoom + origin.x, p.y() / zoom + origin.y}; }
    [[nodiscard]] QRectF toPixels(const Rect& rect) const
    {
        return {toPixels(Point{rect.x, rect.y}), QSizeF(rect.width * zoom, rect.height * zoom)};
    }
    /// The part of the scene in the viewport, in units.
    [[nodiscard]] Rect visible() const;
    /// Moves the viewport: the scene point at its upper left, and pixels a unit.
    void setView(Point newOrigin, double newZoom);
    /// Zooms so that the point under the pixel stays there.
    void zoomAround(QPointF pixel, double newZoom, bool smoothly);
    /// Shows the rectangle with a margin, enlarged at most to that zoom.
    void fit(const Rect& rect, double largestZoom);
    void updateScrollBars();
    void placeMinimap();
    /// Moves the view to the rectangle unless it is visible.
    void bringIntoView(const Rect& rect);

    // What is where
    [[nodiscard]] CanvasHit hitAt(QPointF pixel) const;
    [[nodiscard]] bool hitNote(Point at, bool areas, CanvasHit& hit) const;
    [[nodiscard]] std::optional<std::size_t> noteOf(const std::string& id) const;
    /// The key of the column, card or line; without a name for a note and for nothing.
    [[nodiscard]] ObjectKey keyOf(const CanvasHit& hit) const;
    [[nodiscard]] ObjectKey columnKey(std::size_t card, std::size_t row) const;
    /// The card of a Table, View, Column or Constraint key.
    [[nodiscard]] std::optional<std::size_t> cardOf(const ObjectKey& key) const;
    /// In scene units.
    [[nodiscard]] std::optional<Rect> rectOf(const ObjectKey& cardOrColumn) const;
    /// The cards that are selected or have a selected row.
    [[nodiscard]] std::vector<std::size_t> selectedCards() const;
    [[nodiscard]] bool isTable(std::size_t card) const;

    // The selection
    /// Emits selectionChanged() if the keys change.
    void select(std::set<ObjectKey> keys, std::set<std::string> notes = {});
    /// Emits nothing.
    void showSelected(std::set<ObjectKey> keys, std::set<std::string> notes);
    /// Fades the cards in focus mode.
    void updateFocus();
    /// Tells assistive technologies, and emits selectionShown().
    void announceSelection();
    /// Selects what was hit; with Ctrl or Shift, adds or removes it.
    void click(const CanvasHit& hit, Qt::KeyboardModifiers modifiers);
    /// To the next card in the direction of the arrow key.
    void moveSelection(int key);
    /// To the next row of the selected card.
    void stepTo(int key);
    /// To the next note or area.
    void stepToNote(bool forward);
    /// To the next line of the selected card, or of all.
    void stepToLine(bool forward);

    // The mouse
    /// Makes it the current tool.
    void use(CanvasTool& next);
    /// Cancels a drag: the scene is as it was before.
    void cancelTool();
    void hover(QPoint pixel);
    void updateCursor(const CanvasHit& hit);
    [[nodiscard]] QString tooltip(const CanvasHit& hit) const;

    // Edits
    /// Emits diagramEditRequested() unless the canvas is read-only.
    void requestEdit(const QString& label, const DiagramEdit& edit);
    /// Moves what is selected by one step of the grid.
    void nudge(int key);
    void resetLine(const ObjectKey& constraint);
    void deleteSelection();
    void addNote(bool area, const Rect& rect);

    // Menus
    /// What is selected, for a menu that a key opens.
    [[nodiscard]] CanvasHit selectedHit() const;
    [[nodiscard]] QPointF placeOf(const CanvasHit& hit) const;
    void showMenu(const CanvasHit& hit, QPoint global, QPointF pixel);
    void addCardActions(QMenu& menu, const CanvasHit& hit);
    void addLineActions(QMenu& menu, std::size_t relation);
    void addNoteActions(QMenu& menu, std::size_t note);
    void addColorMenu(QMenu& menu);

    // Editors
    void openEditor(const QString& text, const QRectF& pixels, const QString& accessibleName,
                    const std::function<void(const QString&)>& accepted);
    void edit(const ObjectKey& key, bool type);
    void editBelow(const ObjectKey& column);
    [[nodiscard]] ObjectKey nowCalled(ObjectKey key) const;
    [[nodiscard]] bool isLastColumn(const ObjectKey& column) const;
    [[nodiscard]] QStringList knownTypes() const;
};

} // namespace schemawright
