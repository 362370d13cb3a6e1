#pragma once

#include "ui/basics/appearance.h"
#include "ui/canvas/canvas_view.h"
#include "ui/picture/schema_graph.h"
#include "ui/workspace/workspace.h"

#include <QWidget>

namespace schemawright {

class DiagramActions;

/// One diagram of the model. Edits on the canvas become edits of the document.
class DiagramTab : public QWidget {
    Q_OBJECT

public:
    DiagramTab(Workspace& workspace, Appearance& appearance, const std::string& diagram, QWidget* parent = nullptr);

    [[nodiscard]] CanvasView& canvas() { return *m_canvas; }
    [[nodiscard]] const std::string& diagram() const { return m_diagram; }
    [[nodiscard]] DiagramActions& actions() { return *m_actions; }
    /// Adds a new table to the model and, at that scene position, to the diagram.
    void addTable(const Point& at);

    /// Copies to the clipboard: as SQL, for editors, and as keys, for other diagrams.
    void copyTables();
    /// Copies the whole diagram as a picture.
    void copyPicture();
    /// SVG, PNG or PDF, by the file's extension.
    void exportPicture();
    /// Returns the error; empty if the picture was written.
    [[nodiscard]] QString writePicture(const QString& file) const;
    /// Shows the print dialog.
    void print();
    /// Pastes: tables of this model are added to the diagram; SQL text becomes tables, with PostgreSQL.
    void pasteTables();
    /// Adds the tables that the selected ones have foreign keys with, and selects all of them.
    void showNeighbours(int depth, GraphDirection direction);
    /// Selects the tables and lines on the shortest path between two selected tables.
    void showPath();
    /// Removes the selected cards from this diagram. The model keeps the tables.
    void removeFromDiagram();
    /// Changes the display options as one step with that label.
    void changeStyle(const QString& label, const std::function<void(DiagramStyle&)>& change);
    /// Accepts tables and views of the model that are dropped on it.
    void addCards(const std::vector<ObjectKey>& keys, const QString& label);

Q_SIGNALS:
    void selectionChanged(const std::vector<schemawright::ObjectKey>& keys);
    void inspectRequested(const schemawright::ObjectKey& key);
    void refused(const QString& message);

protected:
    /// Tables that were dragged here from the object tree.
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void edit(const QString& label, const Document::EditFunction& function, const QString& mergeKey = {});
    void editDiagram(const QString& label, const std::function<void(Diagram&)>& function);
    void connectCanvas();

    Workspace& m_workspace;
    Appearance& m_appearance;
    std::string m_diagram;
    CanvasView* m_canvas;
    DiagramActions* m_actions;
};

} // namespace schemawright
