#pragma once

#include "ui/picture/scene.h"

#include <QAbstractScrollArea>

#include <map>
#include <memory>
#include <utility>
#include <vector>

namespace schemawright {

enum class ChangeMark { Added, Altered, Dropped, Renamed };

/// The diagram on the screen. It shows a Catalog and a Diagram and changes neither: what the user wants done goes out as a signal, and comes
/// back by setModel. Keys in signals: Table, View or MaterializedView for cards, Column (parent: the table) for rows, Constraint for lines.
class CanvasView : public QAbstractScrollArea {
    Q_OBJECT
public:
    explicit CanvasView(QWidget* parent = nullptr);
    ~CanvasView() override;

    /// Shows that model, keeping zoom, place and selection; the first one is fitted into the window.
    void setModel(const Catalog& catalog, const Diagram& diagram);
    void setTheme(const PictureTheme& theme);
    void setOptions(const PictureOptions& options);
    /// Paints the review on the diagram: cards (and rows, by Column keys) framed by what happens to them, with a legend. Empty: none.
    void setChangeMarks(std::map<ObjectKey, ChangeMark> marks);
    /// Nothing can be moved or edited, as in Review.
    void setReadOnly(bool readOnly);

    /// Without emitting selectionChanged. Keys that are not on the diagram are left out.
    void setSelection(const std::vector<ObjectKey>& keys);
    [[nodiscard]] std::vector<ObjectKey> selection() const;

    [[nodiscard]] const Scene& scene() const;
    [[nodiscard]] double zoom() const;
    /// Screen position (in the viewport) of a card's point or row, for tests and for popups.
    [[nodiscard]] QPointF toViewport(Point scenePoint) const;
    [[nodiscard]] Point toScene(QPointF viewportPoint) const;
    [[nodiscard]] QRectF viewportRectOf(const ObjectKey& cardOrColumn) const;

public Q_SLOTS:
    void setZoom(double zoom); ///< 1 is 100 %, about the centre of the window
    void zoomIn();
    void zoomOut();
    void zoomToFit();
    void zoomToSelection();
    void centerOn(const schemawright::ObjectKey& key);
    void selectAll();
    /// Opens the editor in place on a card's title or a column's name.
    void rename(const schemawright::ObjectKey& cardOrColumn);

Q_SIGNALS:
    void selectionChanged(const std::vector<schemawright::ObjectKey>& keys);
    void zoomChanged(double zoom);
    void cardsMoved(const std::vector<std::pair<schemawright::ObjectKey, schemawright::Point>>& moves);
    /// Cards that the diagram did not place were put there; to be remembered, but no step of the user's.
    void cardsPlaced(const std::vector<std::pair<schemawright::ObjectKey, schemawright::Point>>& places);
    void renameRequested(const schemawright::ObjectKey& key, const QString& name);
    void columnTypeRequested(const schemawright::ObjectKey& column, const QString& type);
    void addColumnRequested(const schemawright::ObjectKey& table);
    void deleteRequested(const std::vector<schemawright::ObjectKey>& keys);
    void foreignKeyRequested(const schemawright::ObjectKey& fromTable, const QString& column,
                             const schemawright::ObjectKey& toTable);
    void addTableRequested(const schemawright::Point& at);
    void collapseRequested(const std::vector<schemawright::ObjectKey>& cards, schemawright::CardCollapse collapse);
    void pinRequested(const std::vector<schemawright::ObjectKey>& cards, bool pinned);
    void arrangeRequested();
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
