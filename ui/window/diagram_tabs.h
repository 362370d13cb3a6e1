#pragma once

#include "ui/basics/appearance.h"
#include "ui/workspace/workspace.h"

#include <QObject>

class QAction;
class QMenu;
class QTabWidget;

namespace schemawright {

class ActionList;
class DiagramTab;
class TabDrops;

/// The diagrams of the model as tabs of the window: opens, creates, duplicates, renames and deletes them.
class DiagramTabs : public QObject {
    Q_OBJECT

public:
    /// `tabs`: of the window, which has other pages too.
    DiagramTabs(Workspace& workspace, Appearance& appearance, QTabWidget& tabs);

    /// Fills the menu Diagram, and again whenever it opens.
    void buildMenu(QMenu& menu, ActionList& actions);
    /// The diagram in front, or the first one; nullptr if no model is open.
    [[nodiscard]] DiagramTab* current() const;
    /// nullptr if the tab in front is no diagram.
    [[nodiscard]] DiagramTab* inFront() const;
    /// Opens a tab for each diagram of another model, the first one in front.
    void restart();
    /// Follows the diagrams of the model. Tabs that stay keep their zoom and position.
    void rebuild();
    /// Brings the first diagram to the front unless a diagram is there.
    void show();
    /// Selects on every diagram what it has of these.
    void setSelection(const std::vector<ObjectKey>& keys);

Q_SIGNALS:
    void selectionChanged(const std::vector<schemawright::ObjectKey>& keys);
    void inspectRequested(const schemawright::ObjectKey& key);
    void zoomChanged();
    void told(const QString& sentence); ///< for the status bar
    void logged(const QString& line);   ///< for the log

private:
    void fillMenu(QMenu& menu);
    void open(DiagramTab* tab);
    /// Closes all tabs.
    void forget();
    [[nodiscard]] DiagramTab* make(const std::string& diagram);
    void create();
    void duplicate();
    /// Opens the editor on the tab.
    void rename(DiagramTab* tab);
    void remove(DiagramTab* tab);
    void dropOnto(DiagramTab* tab, const std::vector<ObjectKey>& keys);

    Workspace& m_workspace;
    Appearance& m_appearance;
    QTabWidget& m_tabs;
    TabDrops* m_drops;
    QList<DiagramTab*> m_diagrams;
    QList<QAction*> m_actions; ///< at the head of the menu, before those of the diagram in front
};

} // namespace schemawright
