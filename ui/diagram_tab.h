#pragma once

#include "ui/appearance.h"
#include "ui/canvas/canvas_view.h"
#include "ui/workspace.h"

#include <QWidget>

namespace schemawright {

/// One diagram of the model, to be edited on: what the canvas asks for becomes an edit of the document.
class DiagramTab : public QWidget {
    Q_OBJECT

public:
    DiagramTab(Workspace& workspace, Appearance& appearance, const std::string& diagram, QWidget* parent = nullptr);

    [[nodiscard]] CanvasView& canvas() { return *m_canvas; }
    [[nodiscard]] const std::string& diagram() const { return m_diagram; }
    void addTable(const Point& at);

Q_SIGNALS:
    void selectionChanged(const std::vector<schemawright::ObjectKey>& keys);
    void inspectRequested(const schemawright::ObjectKey& key);
    void refused(const QString& message);

private:
    void showState();
    void edit(const QString& label, const Document::EditFunction& function, const QString& mergeKey = {});
    void editDiagram(const QString& label, const std::function<void(Diagram&)>& function);
    void connectCanvas();

    Workspace& m_workspace;
    Appearance& m_appearance;
    std::string m_diagram;
    CanvasView* m_canvas;
};

} // namespace schemawright
