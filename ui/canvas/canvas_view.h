#pragma once

#include "ui/picture/align.h"
#include "ui/picture/scene.h"

#include <QAbstractScrollArea>

#include <functional>
#include <map>
#include <memory>
#include <utility>
#include <vector>

namespace schemawright {

class CanvasTool;

enum class ChangeMark { Added, Altered, Dropped, Renamed };

/// A change of a diagram's layout by the user, to be applied to the document's.
using DiagramEdit = std::function<void(Diagram&)>;

/// Called with cards that are dragged out of the window: their position on the screen, and when they are dropped. Returns whether it accepts them.
using CarryFunction = std::function<bool(const std::vector<ObjectKey>& cards, QPoint global, bool letGo)>;

/// The diagram on the screen. It shows a Catalog and a Diagram and changes neither: an edit is emitted as a signal and returns
/// through setModel. Keys in signals: Table, View or MaterializedView for cards, Column (parent: the table) for rows, Constraint for lines.
class CanvasView : public QAbstractScrollArea {
    Q_OBJECT
public:
    /// Empty until setModel().
    explicit CanvasView(QWidget* parent = nullptr);
    ~CanvasView() override;

    using FollowFunction = std::function<ObjectKey(const ObjectKey&)>;
    /// Shows the model and keeps zoom, position and selection; the first one is fitted into the window. `follow` maps keys of the previous model to
    /// their new ones.
    void setModel(const Catalog& catalog, const Diagram& diagram, const FollowFunction& follow = {});
    /// Repaints with the theme.
    void setTheme(const PictureTheme& theme);
    /// Rebuilds the scene with the options.
    void setOptions(const PictureOptions& options);
    /// Marks a review on the diagram: cards (and rows, by Column keys) get a frame by their change, with a legend. Empty: none.
    void setChangeMarks(std::map<ObjectKey, ChangeMark> marks);
    /// Nothing can be moved or edited, as in Review.
    void setReadOnly(bool readOnly);
    /// Fades all items except the selection and its neighbours, while something is selected.
    void setFocusMode(bool on);
    /// False initially.
    [[nodiscard]] bool isFocusMode() const;
    /// The overview map in the corner, visible while parts of the diagram are out of view.
    void setMinimapShown(bool shown);
    /// Whether it may be shown, even if all of the diagram is visible now. True initially.
    [[nodiscard]] bool isMinimapShown() const;

    /// Sets what accepts cards that are dragged out of the window.
    void setCarry(CarryFunction carry);

    /// Does not emit selectionChanged. Keys that are not on the diagram are ignored.
    void setSelection(const std::vector<ObjectKey>& keys);
    /// The keys of the selected cards, rows and lines.
    [[nodiscard]] std::vector<ObjectKey> selection() const;
    /// Cards that are selected, or that have a selected row.
    [[nodiscard]] std::vector<ObjectKey> selectedCards() const;
    /// The ids of the selected notes and areas.
    [[nodiscard]] std::vector<std::string> selectedNotes() const;

    /// The scene as shown.
    [[nodiscard]] const Scene& scene() const;
    /// 1 is 100 %.
    [[nodiscard]] double zoom() const;
    /// Position in the viewport of a card's point or row, for tests and for popups.
    [[nodiscard]] QPointF toViewport(Point scenePoint) const;
    /// The scene position of a point in the viewport.
    [[nodiscard]] Point toScene(QPointF viewportPoint) const;
    /// In pixels of the viewport; empty if the diagram does not show the card or the column.
    [[nodiscard]] QRectF viewportRectOf(const ObjectKey& cardOrColumn) const;
    [[nodiscard]] Rect visibleRect() const; ///< in scene units
    /// As set by setTheme().
    [[nodiscard]] const PictureTheme& theme() const;

public Q_SLOTS:
    void setZoom(double zoom); ///< 1 is 100 %, about the centre of the window
    /// By a quarter, about the centre of the window.
    void zoomIn();
    /// The reverse of zoomIn().
    void zoomOut();
    /// Shows the whole diagram.
    void zoomToFit();
    /// Shows the selected cards, lines and notes. Does nothing if nothing is selected.
    void zoomToSelection();
    /// Moves the view to the card of a Table, View, Column or Constraint key, and zooms in until it is readable.
    void centerOn(const schemawright::ObjectKey& key);
    /// Moves the view to that scene position.
    void centerAt(const schemawright::Point& point);
    /// Selects all cards, notes and areas.
    void selectAll();
    /// Opens the in-place editor on a card's title or a column's name.
    void rename(const schemawright::ObjectKey& cardOrColumn);
    /// Moves the selected cards, as one step.
    void align(schemawright::Alignment alignment);
    /// Adds a note in the middle of the window and opens its editor.
    void addNote();
    /// Adds an area around the selected cards, or in the middle of the window, and opens its editor.
    void addArea();
    /// Opens the editor of a note or an area.
    void editNote(const std::string& id);
    /// Opens the in-place editor for a card's stakeholder name.
    void editAlias(const schemawright::ObjectKey& card);
    /// Opens the editor of a line's verb phrase.
    void editVerb(const schemawright::ObjectKey& constraint);
    /// The colour of the selected cards, notes and areas: "#rrggbb", or empty for the default.
    void setColor(const QString& color);

Q_SIGNALS:
    void selectionChanged(const std::vector<schemawright::ObjectKey>& keys);
    void zoomChanged(double zoom);
    void cardsMoved(const std::vector<std::pair<schemawright::ObjectKey, schemawright::Point>>& moves);
    /// Positions that were chosen for cards without one. The document should store them, but not as an undo step.
    void cardsPlaced(const std::vector<std::pair<schemawright::ObjectKey, schemawright::Point>>& places);
    void renameRequested(const schemawright::ObjectKey& key, const QString& name);
    void columnTypeRequested(const schemawright::ObjectKey& column, const QString& type);
    void addColumnRequested(const schemawright::ObjectKey& table);
    /// The editor on a name or a type was closed without a change.
    void editAbandoned(const schemawright::ObjectKey& cardOrColumn);
    void deleteRequested(const std::vector<schemawright::ObjectKey>& keys);
    void foreignKeyRequested(const schemawright::ObjectKey& fromTable, const QString& column,
                             const schemawright::ObjectKey& toTable);
    void addTableRequested(const schemawright::Point& at);
    void collapseRequested(const std::vector<schemawright::ObjectKey>& cards, schemawright::CardCollapse collapse);
    void pinRequested(const std::vector<schemawright::ObjectKey>& cards, bool pinned);
    void arrangeRequested();
    void diagramEditRequested(const QString& label, const schemawright::DiagramEdit& edit);
    void selectionShown(); ///< also if the selection was set from outside
    void sceneChanged();
    void viewChanged(); ///< another part is visible
    /// Show the object in the inspector (double click on the body of a view, "Properties" in the menu).
    void inspectRequested(const schemawright::ObjectKey& key);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void keyReleaseEvent(QKeyEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    bool viewportEvent(QEvent* event) override;
    void scrollContentsBy(int dx, int dy) override;

private:
    friend class CanvasTool; // names Private for the tools
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace schemawright
