#include "ui/window/diagram_tabs.h"

#include "ui/basics/text.h"
#include "ui/basics/theme_icon.h"
#include "ui/canvas/in_place_editor.h"
#include "ui/diagram/diagram_actions.h"
#include "ui/diagram/diagram_tab.h"
#include "ui/diagram/tab_drops.h"
#include "ui/document/diagram_edits.h"
#include "ui/document/edits.h"
#include "ui/window/action_list.h"

#include <QMenu>
#include <QTabBar>
#include <QTabWidget>

namespace schemawright {

DiagramTabs::DiagramTabs(Workspace& workspace, Appearance& appearance, QTabWidget& tabs)
    : m_workspace(workspace), m_appearance(appearance), m_tabs(tabs), m_drops(new TabDrops(&tabs))
{
    m_tabs.tabBar()->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_tabs.tabBar(), &QTabBar::customContextMenuRequested, this, [this](const QPoint& at) {
        auto* tab = qobject_cast<DiagramTab*>(m_tabs.widget(m_tabs.tabBar()->tabAt(at)));
        if (tab == nullptr)
            return;
        m_tabs.setCurrentWidget(tab);
        auto* menu = new QMenu(m_tabs.window());
        menu->setObjectName(QStringLiteral("tabMenu"));
        menu->setAttribute(Qt::WA_DeleteOnClose);
        menu->addActions(m_actions);
        menu->popup(m_tabs.tabBar()->mapToGlobal(at));
    });
    connect(m_drops, &TabDrops::dropped, this, &DiagramTabs::dropOnto);
    connect(&m_tabs, &QTabWidget::tabBarDoubleClicked, this,
            [this](int index) { rename(qobject_cast<DiagramTab*>(m_tabs.widget(index))); });
    connect(&m_workspace, &Workspace::arranged, this, [this](const QString& name) {
        for (DiagramTab* tab : m_diagrams) {
            if (tab->diagram() == toUtf8(name))
                tab->canvas().zoomToFit();
        }
    });
}

void DiagramTabs::buildMenu(QMenu& menu, ActionList& actions)
{
    menu.setObjectName(QStringLiteral("diagramMenu"));
    m_actions << actions.add("newDiagram", "document-new", tr("&New diagram"), QKeySequence(tr("Ctrl+Shift+D")),
                             tr("Creates a diagram of the selected tables; empty if none is selected"),
                             [this] { create(); })
              << actions.add("duplicateDiagram", "edit-copy", tr("&Duplicate diagram"), {},
                             tr("Copies the current diagram"), [this] { duplicate(); })
              << actions.add("renameDiagram", "edit-rename", tr("Rename d&iagram"), {},
                             tr("Renames the diagram on its tab"), [this] { rename(current()); })
              << actions.add("deleteDiagram", "edit-delete", tr("D&elete diagram"), {},
                             tr("Deletes the diagram; its tables stay in the model"), [this] { remove(current()); });
    actions.needModel(m_actions);
    menu.addActions(m_actions);
    connect(&menu, &QMenu::aboutToShow, this, [this, &menu] { fillMenu(menu); });
}

void DiagramTabs::fillMenu(QMenu& menu)
{
    menu.clear();
    menu.addActions(m_actions);
    if (!m_workspace.isOpen())
        return;
    menu.addSeparator();
    for (DiagramTab* tab : m_diagrams) {
        QAction* action = menu.addAction(toQt(tab->diagram()).replace(u'&', QStringLiteral("&&")));
        action->setCheckable(true);
        action->setChecked(m_tabs.currentWidget() == tab);
        connect(action, &QAction::triggered, tab, [this, tab] { open(tab); });
    }
    menu.addSeparator();
    if (DiagramTab* tab = inFront())
        tab->actions().fill(menu);
}

DiagramTab* DiagramTabs::current() const
{
    if (DiagramTab* tab = inFront())
        return tab;
    return m_diagrams.isEmpty() ? nullptr : m_diagrams.front();
}

DiagramTab* DiagramTabs::inFront() const
{
    return qobject_cast<DiagramTab*>(m_tabs.currentWidget());
}

void DiagramTabs::setSelection(const std::vector<ObjectKey>& keys)
{
    for (DiagramTab* tab : m_diagrams)
        tab->canvas().setSelection(keys);
}

void DiagramTabs::restart()
{
    forget();
    rebuild();
    if (!m_diagrams.isEmpty()) {
        m_tabs.setCurrentWidget(m_diagrams.front());
        m_diagrams.front()->setFocus();
    }
}

void DiagramTabs::forget()
{
    for (DiagramTab* tab : std::exchange(m_diagrams, {})) {
        if (const int index = m_tabs.indexOf(tab); index >= 0)
            m_tabs.removeTab(index);
        tab->deleteLater();
    }
}

void DiagramTabs::rebuild()
{
    const QList<DiagramTab*> before = std::exchange(m_diagrams, {});
    int place = 0;
    DiagramTab* made = nullptr;
    for (const Diagram& diagram : m_workspace.document().state().diagrams) {
        const auto known = std::ranges::find(before, diagram.name, &DiagramTab::diagram);
        if (known != before.end()) {
            m_diagrams.append(*known);
            if (const int index = m_tabs.indexOf(*known); index >= 0)
                place = index + 1;
            continue;
        }
        DiagramTab* tab = make(diagram.name);
        m_tabs.insertTab(place++, tab, themeIcon(QStringLiteral("distribute-graph")),
                         toQt(diagram.name).replace(u'&', QStringLiteral("&&")));
        m_diagrams.append(tab);
        made = tab;
    }
    bool wasInFront = false;
    for (DiagramTab* tab : before) {
        if (m_diagrams.contains(tab))
            continue;
        wasInFront = wasInFront || m_tabs.currentWidget() == tab;
        if (const int index = m_tabs.indexOf(tab); index >= 0)
            m_tabs.removeTab(index);
        tab->deleteLater();
    }
    // A renamed diagram is a new tab in the place of the old one.
    if (made != nullptr && (wasInFront || !before.isEmpty()))
        m_tabs.setCurrentWidget(made);
}

DiagramTab* DiagramTabs::make(const std::string& diagram)
{
    auto* tab = new DiagramTab(m_workspace, m_appearance, diagram, &m_tabs);
    connect(tab, &DiagramTab::selectionChanged, this, &DiagramTabs::selectionChanged);
    connect(tab, &DiagramTab::inspectRequested, this, &DiagramTabs::inspectRequested);
    connect(tab, &DiagramTab::refused, this, &DiagramTabs::told);
    connect(tab, &DiagramTab::refused, this, &DiagramTabs::logged);
    connect(&tab->canvas(), &CanvasView::zoomChanged, this, &DiagramTabs::zoomChanged);
    tab->canvas().setCarry([this](const std::vector<ObjectKey>& cards, QPoint global, bool letGo) {
        return m_drops->carry(cards, global, letGo);
    });
    return tab;
}

void DiagramTabs::open(DiagramTab* tab)
{
    if (m_tabs.indexOf(tab) < 0)
        m_tabs.insertTab(0, tab, themeIcon(QStringLiteral("distribute-graph")),
                         toQt(tab->diagram()).replace(u'&', QStringLiteral("&&")));
    m_tabs.setCurrentWidget(tab);
    tab->setFocus();
}

void DiagramTabs::show()
{
    if (!m_diagrams.isEmpty() && inFront() == nullptr)
        open(m_diagrams.front());
}

void DiagramTabs::create()
{
    DiagramTab* front = current();
    if (front == nullptr)
        return;
    const std::vector<ObjectKey> cards = front->canvas().selectedCards();
    (void)m_workspace.document().edit(tr("New diagram"), [&](ProjectState& state) -> Result<void> {
        addDiagram(state, toUtf8(tr("diagram")), {cards.begin(), cards.end()}, findDiagram(state, front->diagram()));
        return {};
    });
    rename(inFront());
}

void DiagramTabs::duplicate()
{
    const DiagramTab* front = current();
    if (front == nullptr)
        return;
    (void)m_workspace.document().edit(tr("Duplicate diagram"), [&](ProjectState& state) -> Result<void> {
        schemawright::duplicateDiagram(state, front->diagram());
        return {};
    });
}

void DiagramTabs::rename(DiagramTab* tab)
{
    const int index = tab == nullptr ? -1 : m_tabs.indexOf(tab);
    if (index < 0)
        return;
    auto* editor = new InPlaceEditor(toQt(tab->diagram()), m_tabs.tabBar());
    editor->setObjectName(QStringLiteral("diagramName"));
    editor->setAccessibleName(tr("Name of the diagram"));
    QRect place = m_tabs.tabBar()->tabRect(index);
    place.setWidth(std::max(place.width(), 140));
    editor->setGeometry(place.adjusted(2, 2, -2, -2));
    connect(editor, &InPlaceEditor::accepted, this, [this, name = tab->diagram()](const QString& wanted) {
        const Result<void> done =
            m_workspace.document().edit(tr("Rename diagram %1").arg(toQt(name)), [&](ProjectState& state) {
                return schemawright::renameDiagram(state, name, toUtf8(wanted));
            });
        if (!done)
            Q_EMIT told(toQt(done.error().text()));
    });
    editor->show();
    editor->setFocus(Qt::OtherFocusReason);
}

void DiagramTabs::dropOnto(DiagramTab* tab, const std::vector<ObjectKey>& keys)
{
    const QString name = toQt(tab->diagram());
    const Diagram* diagram = findDiagram(m_workspace.document().state(), tab->diagram());
    const auto isThere = [&](const ObjectKey& key) { return diagram->cards.contains(key); };
    if (diagram == nullptr || diagram->allTables || std::ranges::all_of(keys, isThere)) {
        Q_EMIT told(keys.size() == 1 ? tr("%1 is already on %2").arg(shortName(keys.front()), name)
                                     : tr("%1 already has these tables").arg(name));
        return;
    }
    const QString what =
        keys.size() == 1 ? shortName(keys.front()) : tr("%n tables", nullptr, static_cast<int>(keys.size()));
    tab->addCards(keys, tr("Add %1 to diagram %2").arg(what, name));
    Q_EMIT told(tr("Added %1 to %2").arg(what, name));
}

void DiagramTabs::remove(DiagramTab* tab)
{
    if (tab == nullptr)
        return;
    const std::string name = tab->diagram();
    const Result<void> done =
        m_workspace.document().edit(tr("Delete diagram %1").arg(toQt(name)),
                                    [&](ProjectState& state) { return schemawright::removeDiagram(state, name); });
    if (!done)
        Q_EMIT told(toQt(done.error().text()));
}

} // namespace schemawright
