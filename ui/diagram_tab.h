#pragma once

#include "ui/appearance.h"
#include "ui/canvas/canvas_view.h"
#include "ui/picture/schema_graph.h"
#include "ui/workspace.h"

#include <QWidget>

namespace schemawright {

class DiagramActions;

/// One diagram of the model, to be edited on: what the canvas asks for becomes an edit of the document.
class DiagramTab : public QWidget {
    Q_OBJECT

public:
    DiagramTab(Workspace& workspace, Appearance& appearance, const std::string& diagram, QWidget* parent = nullptr);

    [[nodiscard]] CanvasView& canvas() { return *m_canvas; }
    [[nodiscard]] const std::string& diagram() const { return m_diagram; }
    [[nodiscard]] DiagramActions& actions() { return *m_actions; }
    void addTable(const Point& at);

    /// To the clipboard: as SQL, which an editor takes too, and by name for another diagram.
    void copyTables();
    /// The whole diagram as a picture, for a document or a chat.
    void copyPicture();
    /// SVG, PNG or PDF, as the chosen file is called.
    void exportPicture();
    /// Returns what went wrong; nothing where the picture was written.
    [[nodiscard]] QString writePicture(const QString& file) const;
    void print();
    /// Tables of this model are put on the diagram; SQL text becomes tables, by PostgreSQL.
    void pasteTables();
    /// Puts what the selected tables have foreign keys with on the diagram, and selects it all.
    void showNeighbours(int depth, GraphDirection direction);
    /// Selects the tables and lines on the shortest way between two selected tables.
    void showPath();
    /// Takes the selected cards off this diagram; the model keeps the tables.
    void removeFromDiagram();
    void changeStyle(const QString& label, const std::function<void(DiagramStyle&)>& change);
    /// What is dropped on it from elsewhere: tables and views of the model.
    void addCards(const std::vector<ObjectKey>& keys, const QString& label);

Q_SIGNALS:
    void selectionChanged(const std::vector<schemawright::ObjectKey>& keys);
    void inspectRequested(const schemawright::ObjectKey& key);
    void refused(const QString& message);

protected:
    /// Tables that are dragged here from the object tree.
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
