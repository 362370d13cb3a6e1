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

enum NoteEdge { LeftEdge = 1, RightEdge = 2, TopEdge = 4, BottomEdge = 8 };

struct CanvasView::Private {
    explicit Private(CanvasView* view) : q(view) {}

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
    enum class Gesture { None, Press, Move, Resize, Segment, RubberBand, Pan, Link };
    Gesture gesture = Gesture::None;
    QPoint pressedAt;
    QPoint lastAt;
    CanvasHit pressed;
    bool clickedOnPress = false; ///< what the press hit was selected at once
    bool spaceDown = false;
    std::set<ObjectKey> selectedBefore; ///< of a rubber band that adds
    std::set<std::string> notesBefore;
    std::vector<std::pair<std::size_t, Point>> grabbed; ///< cards of a drag, where they were
    std::vector<std::pair<std::size_t, DiagramNote>> grabbedNotes;
    std::map<std::size_t, Relation> linesBefore; ///< lines that the drag drew anew, as they were
    Point dragStep;                              ///< how far they are now
    bool dragIsLight = false;                    ///< so many cards that only their outlines move
    std::vector<std::pair<Point, Point>> guides;
    std::size_t segment = 0; ///< of the pressed line's path
    std::vector<Point> pathBefore;
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

    void rebuild(const FollowFunction& follow = {});
    void refreshIndex();
    void refreshBounds();
    void keepSelection(const std::set<ObjectKey>& before, const FollowFunction& follow);
    void repaintAll();
    void repaintCard(std::size_t card);
    void repaintRelation(std::size_t relation);
    void repaintRect(const Rect& sceneRect);
    void repaintNotes();
    void repaintNote(const DiagramNote& note);
    void paintLayer();
    void paintStale();
    void stretchLayer();
    [[nodiscard]] bool isHurried() const;
    void paintScene(QPainter& painter, const QRect& pixels);
    void paintDrag(QPainter& painter);
    void paintOverlay(QPainter& painter);

    [[nodiscard]] QPointF toPixels(Point p) const { return {(p.x - origin.x) * zoom, (p.y - origin.y) * zoom}; }
    [[nodiscard]] Point toUnits(QPointF p) const { return {p.x() / zoom + origin.x, p.y() / zoom + origin.y}; }
    [[nodiscard]] QRectF toPixels(const Rect& rect) const
    {
        return {toPixels(Point{rect.x, rect.y}), QSizeF(rect.width * zoom, rect.height * zoom)};
    }
    [[nodiscard]] Rect visible() const;
    void setView(Point newOrigin, double newZoom);
    void zoomAround(QPointF pixel, double newZoom, bool smoothly);
    void fit(const Rect& rect, double largestZoom);
    void updateScrollBars();

    [[nodiscard]] CanvasHit hitAt(QPointF pixel) const;
    [[nodiscard]] bool hitNote(Point at, bool areas, CanvasHit& hit) const;
    [[nodiscard]] std::optional<std::size_t> noteOf(const std::string& id) const;
    [[nodiscard]] ObjectKey keyOf(const CanvasHit& hit) const;
    [[nodiscard]] ObjectKey columnKey(std::size_t card, std::size_t row) const;
    /// The card of a Table, View, Column or Constraint key.
    [[nodiscard]] std::optional<std::size_t> cardOf(const ObjectKey& key) const;
    [[nodiscard]] std::optional<Rect> rectOf(const ObjectKey& cardOrColumn) const;
    [[nodiscard]] std::vector<std::size_t> selectedCards() const;
    [[nodiscard]] bool isTable(std::size_t card) const;

    void select(std::set<ObjectKey> keys, std::set<std::string> notes = {});
    void showSelected(std::set<ObjectKey> keys, std::set<std::string> notes);
    void updateFocus();
    void placeMinimap();
    void click(const CanvasHit& hit, Qt::KeyboardModifiers modifiers);
    void hover(QPoint pixel);
    void updateCursor(const CanvasHit& hit);
    void startMove();
    void liftLines();
    void dragTo(QPoint pixel);
    [[nodiscard]] Point snappedStep(Point step);
    void moveTo(Point step);
    void finishMove();
    /// The dragged cards are held, or let go, outside of the window: where somebody takes them they stay here as they were.
    bool carryOut(QPoint global, bool letGo);
    void resizeTo(QPoint pixel);
    void finishResize();
    void startSegment();
    void segmentTo(QPoint pixel);
    void finishSegment();
    void resetLine(const ObjectKey& constraint);
    /// The scene is as before the drag.
    void putBack();
    void endDrag();
    void requestEdit(const QString& label, const DiagramEdit& edit);
    void deleteSelection();
    void addNote(bool area, const Rect& rect);
    void openEditor(const QString& text, const QRectF& pixels, const QString& accessibleName,
                    const std::function<void(const QString&)>& accepted);
    void bandTo(QPoint pixel);
    void finishLink(QPoint pixel);
    void cancelGesture();
    void moveSelection(int key);
    void stepTo(int key);
    /// To the next note or area, and to the next line (of the selected card, else of all): for those without a mouse.
    void stepToNote(bool forward);
    void stepToLine(bool forward);
    /// Moves the view where the rectangle is not in it.
    void bringIntoView(const Rect& rect);
    /// What is selected, for a menu that was asked for by a key.
    [[nodiscard]] CanvasHit selectedHit() const;
    [[nodiscard]] QPointF placeOf(const CanvasHit& hit) const;
    void nudge(int key);
    void showMenu(const CanvasHit& hit, QPoint global, QPointF pixel);
    void addCardActions(QMenu& menu, const CanvasHit& hit);
    void addLineActions(QMenu& menu, std::size_t relation);
    void addNoteActions(QMenu& menu, std::size_t note);
    void addColorMenu(QMenu& menu);
    void edit(const ObjectKey& key, bool type);
    void editBelow(const ObjectKey& column);
    [[nodiscard]] ObjectKey nowCalled(ObjectKey key) const;
    [[nodiscard]] bool isLastColumn(const ObjectKey& column) const;
    [[nodiscard]] QStringList knownTypes() const;
    [[nodiscard]] QString tooltip(const CanvasHit& hit) const;
    void announceSelection();
};

} // namespace schemawright
