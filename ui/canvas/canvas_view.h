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

enum class ChangeMark { Added, Altered, Dropped, Renamed };

/// What the user did to a diagram's layout, to be done to the document's.
using DiagramEdit = std::function<void(Diagram&)>;

/// Told of cards that are dragged out of the window: where they are held on the screen, and when they are let go. Returns whether it takes them.
using CarryFunction = std::function<bool(const std::vector<ObjectKey>& cards, QPoint global, bool letGo)>;

/// The diagram on the screen. It shows a Catalog and a Diagram and changes neither: what the user wants done goes out as a signal, and comes
/// back by setModel. Keys in signals: Table, View or MaterializedView for cards, Column (parent: the table) for rows, Constraint for lines.
class CanvasView : public QAbstractScrollArea {
    Q_OBJECT
public:
    explicit CanvasView(QWidget* parent = nullptr);
    ~CanvasView() override;

    using FollowFunction = std::function<ObjectKey(const ObjectKey&)>;
    /// Shows that model, keeping zoom, place and selection; the first one is fitted into the window. `follow` tells what is called otherwise
    /// now than in the model before.
    void setModel(const Catalog& catalog, const Diagram& diagram, const FollowFunction& follow = {});
    void setTheme(const PictureTheme& theme);
    void setOptions(const PictureOptions& options);
    /// Paints the review on the diagram: cards (and rows, by Column keys) framed by what happens to them, with a legend. Empty: none.
    void setChangeMarks(std::map<ObjectKey, ChangeMark> marks);
    /// Nothing can be moved or edited, as in Review.
    void setReadOnly(bool readOnly);
    /// What is neither selected nor a neighbour of it steps back, as long as something is selected.
    void setFocusMode(bool on);
    [[nodiscard]] bool isFocusMode() const;
    /// The overview in the corner: there as long as not everything can be seen.
    void setMinimapShown(bool shown);
    [[nodiscard]] bool isMinimapShown() const;

    void setCarry(CarryFunction carry);

    /// Without emitting selectionChanged. Keys that are not on the diagram are left out.
    void setSelection(const std::vector<ObjectKey>& keys);
    [[nodiscard]] std::vector<ObjectKey> selection() const;
    /// Cards that are selected, by themselves or by one of their rows.
    [[nodiscard]] std::vector<ObjectKey> selectedCards() const;
    /// Notes and areas by their ids.
    void setNoteSelection(const std::vector<std::string>& ids);
    [[nodiscard]] std::vector<std::string> selectedNotes() const;

    [[nodiscard]] const Scene& scene() const;
    [[nodiscard]] double zoom() const;
    /// Screen position (in the viewport) of a card's point or row, for tests and for popups.
    [[nodiscard]] QPointF toViewport(Point scenePoint) const;
    [[nodiscard]] Point toScene(QPointF viewportPoint) const;
    [[nodiscard]] QRectF viewportRectOf(const ObjectKey& cardOrColumn) const;
    [[nodiscard]] Rect visibleRect() const; ///< in scene units
    [[nodiscard]] const PictureTheme& theme() const;

public Q_SLOTS:
    void setZoom(double zoom); ///< 1 is 100 %, about the centre of the window
    void zoomIn();
    void zoomOut();
    void zoomToFit();
    void zoomToSelection();
    void centerOn(const schemawright::ObjectKey& key);
    void centerAt(const schemawright::Point& point);
    void selectAll();
    /// Opens the editor in place on a card's title or a column's name.
    void rename(const schemawright::ObjectKey& cardOrColumn);
    /// Moves the selected cards, as one step.
    void align(schemawright::Alignment alignment);
    /// A note in the middle of the window, or around the selected cards an area; its text is edited at once.
    void addNote();
    void addArea();
    void editNote(const std::string& id);
    /// Opens the editor in place for a card's name for stakeholders, and for a line's verb phrase.
    void editAlias(const schemawright::ObjectKey& card);
    void editVerb(const schemawright::ObjectKey& constraint);
    /// Of the selected cards, notes and areas; "#rrggbb", or empty for their own.
    void setColor(const QString& color);

Q_SIGNALS:
    void selectionChanged(const std::vector<schemawright::ObjectKey>& keys);
    void zoomChanged(double zoom);
    void cardsMoved(const std::vector<std::pair<schemawright::ObjectKey, schemawright::Point>>& moves);
    /// Cards that the diagram did not place were put there; to be remembered, but no step of the user's.
    void cardsPlaced(const std::vector<std::pair<schemawright::ObjectKey, schemawright::Point>>& places);
    void renameRequested(const schemawright::ObjectKey& key, const QString& name);
    void columnTypeRequested(const schemawright::ObjectKey& column, const QString& type);
    void addColumnRequested(const schemawright::ObjectKey& table);
    /// The editor upon a name or a type was left without another text.
    void editAbandoned(const schemawright::ObjectKey& cardOrColumn);
    void deleteRequested(const std::vector<schemawright::ObjectKey>& keys);
    void foreignKeyRequested(const schemawright::ObjectKey& fromTable, const QString& column,
                             const schemawright::ObjectKey& toTable);
    void addTableRequested(const schemawright::Point& at);
    void collapseRequested(const std::vector<schemawright::ObjectKey>& cards, schemawright::CardCollapse collapse);
    void pinRequested(const std::vector<schemawright::ObjectKey>& cards, bool pinned);
    void arrangeRequested();
    void diagramEditRequested(const QString& label, const schemawright::DiagramEdit& edit);
    void selectionShown(); ///< also where it was set from outside
    void sceneChanged();
    void viewChanged(); ///< another part is seen
    /// Show it in the inspector (double click on the body of a view, "Properties" of the menu).
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
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace schemawright
