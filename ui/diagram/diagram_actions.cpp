#include "ui/diagram/diagram_actions.h"

#include "ui/basics/theme_icon.h"
#include "ui/diagram/diagram_tab.h"
#include "ui/picture/schema_graph.h"

#include <QMenu>

namespace schemawright {

DiagramActions::DiagramActions(DiagramTab& tab) : QObject(&tab), m_tab(tab)
{
    CanvasView& canvas = tab.canvas();
    m_needs.append({add(nullptr, "copyTables", "edit-copy", tr("&Copy tables"), QKeySequence::Copy,
                        [this] { m_tab.copyTables(); }),
                    1});
    add(nullptr, "pasteTables", "edit-paste", tr("&Paste tables"), QKeySequence::Paste,
        [this] { m_tab.pasteTables(); });
    add(nullptr, "addNote", "note", tr("Add &note"), QKeySequence(tr("Ctrl+Shift+M")), [&canvas] { canvas.addNote(); });
    add(nullptr, "addArea", "draw-rectangle", tr("Add &area"), QKeySequence(tr("Ctrl+Shift+G")),
        [&canvas] { canvas.addArea(); });
    addAlignment();
    addExploring();
    addStyle();
    add(nullptr, "copyPicture", "edit-copy", tr("Copy as p&icture"), {}, [this] { m_tab.copyPicture(); });
    add(nullptr, "exportPicture", "document-export", tr("E&xport picture …"), QKeySequence(tr("Ctrl+Shift+E")),
        [this] { m_tab.exportPicture(); });
    add(nullptr, "printDiagram", "document-print", tr("P&rint …"), QKeySequence::Print, [this] { m_tab.print(); });
    connect(&canvas, &CanvasView::selectionShown, this, &DiagramActions::refresh);
    connect(&canvas, &CanvasView::sceneChanged, this, &DiagramActions::refresh);
    canvas.addActions(m_top);
    refresh();
}

QAction* DiagramActions::add(QMenu* menu, const char* name, const char* icon, const QString& text,
                             const QKeySequence& keys, const std::function<void()>& run)
{
    auto* action = new QAction(text, this);
    if (icon != nullptr)
        action->setIcon(themeIcon(QLatin1String(icon)));
    action->setObjectName(QLatin1String(name));
    action->setShortcut(keys);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    action->setShortcutVisibleInContextMenu(true);
    connect(action, &QAction::triggered, this, run);
    m_all.append(action);
    if (menu != nullptr) {
        menu->addAction(action);
        // Its key works in the diagram though it is shown in a menu within a menu.
        m_tab.addAction(action);
    } else {
        m_top.append(action);
    }
    return action;
}

QAction* DiagramActions::addToggle(QMenu* menu, const char* name, const QString& text, const QKeySequence& keys,
                                   const std::function<bool()>& state, const std::function<void(bool)>& run)
{
    QAction* action = add(menu, name, nullptr, text, keys, [] {});
    action->setCheckable(true);
    connect(action, &QAction::triggered, this, run);
    m_toggles.append({action, state});
    return action;
}

QMenu* DiagramActions::submenu(const char* icon, const QString& title)
{
    auto* menu = new QMenu(title, &m_tab);
    menu->setIcon(themeIcon(QLatin1String(icon)));
    m_top.append(menu->menuAction());
    return menu;
}

void DiagramActions::addAlignment()
{
    QMenu* menu = submenu("align-horizontal-left", tr("A&lign"));
    struct Way {
        const char* name;
        const char* icon;
        QString text;
        QKeySequence keys;
        Alignment alignment;
        std::size_t cards;
    };
    const std::array<Way, 8> ways{{
        {"alignLeft", "align-horizontal-left", tr("Left edges"), QKeySequence(tr("Ctrl+Alt+Left")), Alignment::Left, 2},
        {"alignCenter", "align-horizontal-center", tr("Centres, in a column"), QKeySequence(tr("Ctrl+Alt+C")),
         Alignment::Center, 2},
        {"alignRight", "align-horizontal-right", tr("Right edges"), QKeySequence(tr("Ctrl+Alt+Right")),
         Alignment::Right, 2},
        {"alignTop", "align-vertical-top", tr("Top edges"), QKeySequence(tr("Ctrl+Alt+Up")), Alignment::Top, 2},
        {"alignMiddle", "align-vertical-center", tr("Middles, in a row"), QKeySequence(tr("Ctrl+Alt+M")),
         Alignment::Middle, 2},
        {"alignBottom", "align-vertical-bottom", tr("Bottom edges"), QKeySequence(tr("Ctrl+Alt+Down")),
         Alignment::Bottom, 2},
        {"distributeHorizontally", "distribute-horizontal-x", tr("Distribute horizontally"),
         QKeySequence(tr("Ctrl+Alt+H")), Alignment::SpreadHorizontally, 3},
        {"distributeVertically", "distribute-vertical-y", tr("Distribute vertically"), QKeySequence(tr("Ctrl+Alt+V")),
         Alignment::SpreadVertically, 3},
    }};
    for (const Way& way : ways) {
        if (way.alignment == Alignment::Top || way.alignment == Alignment::SpreadHorizontally)
            menu->addSeparator();
        m_needs.append({add(menu, way.name, way.icon, way.text, way.keys,
                            [this, alignment = way.alignment] { m_tab.canvas().align(alignment); }),
                        way.cards});
    }
}

void DiagramActions::addExploring()
{
    QMenu* menu = submenu("distribute-graph", tr("&Neighbours"));
    const auto neighbours = [&](const char* name, const QString& text, const QKeySequence& keys, int depth,
                                GraphDirection direction) {
        m_needs.append(
            {add(menu, name, nullptr, text, keys, [this, depth, direction] { m_tab.showNeighbours(depth, direction); }),
             1});
    };
    neighbours("neighbours", tr("All, 1 step"), QKeySequence(tr("Ctrl+Shift+N")), 1, GraphDirection::Both);
    neighbours("neighboursTwo", tr("All, 2 steps"), {}, 2, GraphDirection::Both);
    neighbours("neighboursThree", tr("All, 3 steps"), {}, 3, GraphDirection::Both);
    menu->addSeparator();
    neighbours("referenced", tr("Referenced tables"), {}, 1, GraphDirection::References);
    neighbours("referencedAll", tr("Referenced tables, recursively"), {}, 1000, GraphDirection::References);
    neighbours("referencing", tr("Referencing tables"), {}, 1, GraphDirection::ReferencedBy);
    neighbours("referencingAll", tr("Referencing tables, recursively"), {}, 1000, GraphDirection::ReferencedBy);
    m_needs.append({add(nullptr, "findPath", "node-segment-line", tr("&Path between two tables"),
                        QKeySequence(tr("Ctrl+Shift+P")), [this] { m_tab.showPath(); }),
                    2});
    addToggle(
        nullptr, "focusMode", tr("&Focus on the selection"), QKeySequence(tr("Ctrl+Shift+F")),
        [this] { return m_tab.canvas().isFocusMode(); }, [this](bool on) { m_tab.canvas().setFocusMode(on); });
    m_needs.append({add(nullptr, "removeFromDiagram", "list-remove", tr("&Remove from this diagram"),
                        QKeySequence(Qt::SHIFT | Qt::Key_Delete), [this] { m_tab.removeFromDiagram(); }),
                    1});
}

void DiagramActions::addStyle()
{
    QMenu* menu = submenu("view-visible", tr("&Show"));
    const auto style = [this] { return m_tab.canvas().scene().style; };
    addToggle(
        menu, "stakeholderView", tr("&Stakeholder view"), QKeySequence(tr("Ctrl+Shift+K")),
        [style] { return !style().showTypes && style().showVerbs && style().showAliases; },
        [this](bool on) {
            m_tab.changeStyle(on ? tr("Stakeholder view") : tr("Developer view"), [on](DiagramStyle& changed) {
                changed.showTypes = !on;
                changed.showVerbs = on;
                changed.showAliases = on;
            });
        });
    const auto part = [&](const char* name, const QString& text, bool DiagramStyle::* field) {
        addToggle(
            menu, name, text, {}, [style, field] { return style().*field; },
            [this, field, text](bool on) {
                m_tab.changeStyle(tr("Show: %1").arg(QString(text).remove(u'&')),
                                  [field, on](DiagramStyle& changed) { changed.*field = on; });
            });
    };
    part("showTypes", tr("&Types"), &DiagramStyle::showTypes);
    part("showVerbs", tr("&Verb phrases"), &DiagramStyle::showVerbs);
    part("showAliases", tr("&Names for stakeholders"), &DiagramStyle::showAliases);
    menu->addSeparator();
    addToggle(
        menu, "idef1x", tr("&IDEF1X notation"), {}, [style] { return style().notation == Notation::Idef1x; },
        [this](bool on) {
            m_tab.changeStyle(on ? tr("IDEF1X notation") : tr("Crow's foot notation"), [on](DiagramStyle& changed) {
                changed.notation = on ? Notation::Idef1x : Notation::CrowsFoot;
            });
        });
    addToggle(
        menu, "showMinimap", tr("&Overview map"), QKeySequence(tr("Ctrl+Shift+O")),
        [this] { return m_tab.canvas().isMinimapShown(); }, [this](bool on) { m_tab.canvas().setMinimapShown(on); });
}

void DiagramActions::fill(QMenu& menu) const
{
    menu.addActions(m_top);
}

/// What can be done now, and what is on.
void DiagramActions::refresh()
{
    for (const Toggle& toggle : m_toggles)
        toggle.action->setChecked(toggle.state());
    const std::size_t selected = m_tab.canvas().selectedCards().size();
    for (const Need& need : m_needs)
        need.action->setEnabled(selected >= need.cards);
}

} // namespace schemawright
