#include "ui/window/main_window.h"

#include "ui/basics/text.h"
#include "ui/basics/theme_icon.h"
#include "ui/canvas/in_place_editor.h"
#include "ui/diagram/diagram_actions.h"
#include "ui/diagram/diagram_tab.h"
#include "ui/diagram/tab_drops.h"
#include "ui/document/diagram_edits.h"
#include "ui/document/edits.h"
#include "ui/inspector/inspector.h"

#include <QDockWidget>
#include <QMenuBar>
#include <QTabBar>
#include <QTabWidget>

/// The diagrams of the model as tabs of the window.
namespace schemawright {

void MainWindow::buildDiagramActions()
{
    m_diagramMenu = menuBar()->addMenu(tr("Dia&gram"));
    m_diagramMenu->setObjectName(QStringLiteral("diagramMenu"));
    m_diagramActions << action("newDiagram", "document-new", tr("&New diagram"), QKeySequence(tr("Ctrl+Shift+D")),
                               tr("Creates a diagram of the selected tables; empty if none is selected"),
                               [this] { newDiagram(); })
                     << action("duplicateDiagram", "edit-copy", tr("&Duplicate diagram"), {},
                               tr("Copies the current diagram"), [this] { duplicateDiagram(); })
                     << action("renameDiagram", "edit-rename", tr("Rename d&iagram"), {},
                               tr("Renames the diagram on its tab"), [this] { renameDiagram(diagramTab()); })
                     << action("deleteDiagram", "edit-delete", tr("D&elete diagram"), {},
                               tr("Deletes the diagram; its tables stay in the model"),
                               [this] { deleteDiagram(diagramTab()); });
    m_modelActions += m_diagramActions;
    m_diagramMenu->addActions(m_diagramActions);
    connect(m_diagramMenu, &QMenu::aboutToShow, this, &MainWindow::fillDiagramMenu);
    m_tabs->tabBar()->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_tabs->tabBar(), &QTabBar::customContextMenuRequested, this, [this](const QPoint& at) {
        auto* tab = qobject_cast<DiagramTab*>(m_tabs->widget(m_tabs->tabBar()->tabAt(at)));
        if (tab == nullptr)
            return;
        m_tabs->setCurrentWidget(tab);
        auto* menu = new QMenu(this);
        menu->setObjectName(QStringLiteral("tabMenu"));
        menu->setAttribute(Qt::WA_DeleteOnClose);
        menu->addActions(m_diagramActions);
        menu->popup(m_tabs->tabBar()->mapToGlobal(at));
    });
    m_tabDrops = new TabDrops(m_tabs);
    connect(m_tabDrops, &TabDrops::dropped, this, &MainWindow::dropOntoDiagram);
    connect(m_tabs, &QTabWidget::tabBarDoubleClicked, this,
            [this](int index) { renameDiagram(qobject_cast<DiagramTab*>(m_tabs->widget(index))); });
}

void MainWindow::fillDiagramMenu()
{
    m_diagramMenu->clear();
    m_diagramMenu->addActions(m_diagramActions);
    if (!m_workspace.isOpen())
        return;
    m_diagramMenu->addSeparator();
    for (DiagramTab* tab : m_diagrams) {
        QAction* open = m_diagramMenu->addAction(toQt(tab->diagram()).replace(u'&', QStringLiteral("&&")));
        open->setCheckable(true);
        open->setChecked(m_tabs->currentWidget() == tab);
        connect(open, &QAction::triggered, tab, [this, tab] { openDiagram(tab); });
    }
    m_diagramMenu->addSeparator();
    if (auto* tab = qobject_cast<DiagramTab*>(m_tabs->currentWidget()))
        tab->actions().fill(*m_diagramMenu);
}

/// Another model is open: none of the old tabs has to do with it.
void MainWindow::forgetDiagrams()
{
    for (DiagramTab* tab : std::exchange(m_diagrams, {})) {
        if (const int index = m_tabs->indexOf(tab); index >= 0)
            m_tabs->removeTab(index);
        tab->deleteLater();
    }
}

/// A tab for each diagram. Those that are there stay as they are, with their zoom and place.
void MainWindow::rebuildDiagrams()
{
    const QList<DiagramTab*> before = std::exchange(m_diagrams, {});
    int place = 0;
    DiagramTab* made = nullptr;
    for (const Diagram& diagram : m_workspace.document().state().diagrams) {
        const auto known = std::ranges::find(before, diagram.name, &DiagramTab::diagram);
        if (known != before.end()) {
            m_diagrams.append(*known);
            if (const int index = m_tabs->indexOf(*known); index >= 0)
                place = index + 1;
            continue;
        }
        auto* tab = new DiagramTab(m_workspace, m_appearance, diagram.name, m_tabs);
        connect(tab, &DiagramTab::selectionChanged, this, &MainWindow::select);
        connect(tab, &DiagramTab::inspectRequested, this, [this](const ObjectKey& key) {
            m_inspectorDock->show();
            m_inspectorDock->raise();
            select({key});
        });
        connect(tab, &DiagramTab::refused, this, [this](const QString& message) {
            tell(message);
            log(message);
        });
        connect(&tab->canvas(), &CanvasView::zoomChanged, this, &MainWindow::showStatus);
        tab->canvas().setCarry([this](const std::vector<ObjectKey>& cards, QPoint global, bool letGo) {
            return m_tabDrops->carry(cards, global, letGo);
        });
        m_tabs->insertTab(place++, tab, themeIcon(QStringLiteral("distribute-graph")),
                          toQt(diagram.name).replace(u'&', QStringLiteral("&&")));
        m_diagrams.append(tab);
        made = tab;
    }
    bool wasInFront = false;
    for (DiagramTab* tab : before) {
        if (m_diagrams.contains(tab))
            continue;
        wasInFront = wasInFront || m_tabs->currentWidget() == tab;
        if (const int index = m_tabs->indexOf(tab); index >= 0)
            m_tabs->removeTab(index);
        tab->deleteLater();
    }
    // A renamed diagram is a new tab in the place of the old one.
    if (made != nullptr && (wasInFront || !before.isEmpty()))
        m_tabs->setCurrentWidget(made);
}

void MainWindow::openDiagram(DiagramTab* tab)
{
    if (m_tabs->indexOf(tab) < 0)
        m_tabs->insertTab(0, tab, themeIcon(QStringLiteral("distribute-graph")),
                          toQt(tab->diagram()).replace(u'&', QStringLiteral("&&")));
    m_tabs->setCurrentWidget(tab);
    tab->setFocus();
}

void MainWindow::showDiagram()
{
    if (!m_diagrams.isEmpty() && !qobject_cast<DiagramTab*>(m_tabs->currentWidget()))
        openDiagram(m_diagrams.front());
}

void MainWindow::newDiagram()
{
    DiagramTab* front = diagramTab();
    if (front == nullptr)
        return;
    const std::vector<ObjectKey> cards = front->canvas().selectedCards();
    (void)m_workspace.document().edit(tr("New diagram"), [&](ProjectState& state) -> Result<void> {
        addDiagram(state, toUtf8(tr("diagram")), {cards.begin(), cards.end()}, findDiagram(state, front->diagram()));
        return {};
    });
    renameDiagram(qobject_cast<DiagramTab*>(m_tabs->currentWidget()));
}

void MainWindow::duplicateDiagram()
{
    const DiagramTab* front = diagramTab();
    if (front == nullptr)
        return;
    (void)m_workspace.document().edit(tr("Duplicate diagram"), [&](ProjectState& state) -> Result<void> {
        schemawright::duplicateDiagram(state, front->diagram());
        return {};
    });
}

/// On the tab, in place.
void MainWindow::renameDiagram(DiagramTab* tab)
{
    const int index = tab == nullptr ? -1 : m_tabs->indexOf(tab);
    if (index < 0)
        return;
    auto* editor = new InPlaceEditor(toQt(tab->diagram()), m_tabs->tabBar());
    editor->setObjectName(QStringLiteral("diagramName"));
    editor->setAccessibleName(tr("Name of the diagram"));
    QRect place = m_tabs->tabBar()->tabRect(index);
    place.setWidth(std::max(place.width(), 140));
    editor->setGeometry(place.adjusted(2, 2, -2, -2));
    connect(editor, &InPlaceEditor::accepted, this, [this, name = tab->diagram()](const QString& wanted) {
        const Result<void> done =
            m_workspace.document().edit(tr("Rename diagram %1").arg(toQt(name)), [&](ProjectState& state) {
                return schemawright::renameDiagram(state, name, toUtf8(wanted));
            });
        if (!done)
            tell(toQt(done.error().text()));
    });
    editor->show();
    editor->setFocus(Qt::OtherFocusReason);
}

void MainWindow::dropOntoDiagram(DiagramTab* tab, const std::vector<ObjectKey>& keys)
{
    const QString name = toQt(tab->diagram());
    const Diagram* diagram = findDiagram(m_workspace.document().state(), tab->diagram());
    const auto isThere = [&](const ObjectKey& key) { return diagram->cards.contains(key); };
    if (diagram == nullptr || diagram->allTables || std::ranges::all_of(keys, isThere)) {
        tell(keys.size() == 1 ? tr("%1 is already on %2").arg(shortName(keys.front()), name)
                              : tr("%1 already has these tables").arg(name));
        return;
    }
    const QString what =
        keys.size() == 1 ? shortName(keys.front()) : tr("%n tables", nullptr, static_cast<int>(keys.size()));
    tab->addCards(keys, tr("Add %1 to diagram %2").arg(what, name));
    tell(tr("Added %1 to %2").arg(what, name));
}

void MainWindow::deleteDiagram(DiagramTab* tab)
{
    if (tab == nullptr)
        return;
    const std::string name = tab->diagram();
    const Result<void> done =
        m_workspace.document().edit(tr("Delete diagram %1").arg(toQt(name)),
                                    [&](ProjectState& state) { return schemawright::removeDiagram(state, name); });
    if (!done)
        tell(toQt(done.error().text()));
}

} // namespace schemawright
