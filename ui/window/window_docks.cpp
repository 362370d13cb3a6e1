#include "ui/window/window_docks.h"

#include <QDockWidget>
#include <QMainWindow>
#include <QSettings>
#include <QToolBar>

#include <utility>

namespace schemawright {

namespace {

const QString stateKey = QStringLiteral("window/docks");
constexpr int stateVersion = 1;

QDockWidget* dock(QMainWindow& window, const char* name, const QString& title, QWidget* content)
{
    auto* made = new QDockWidget(title, &window);
    made->setObjectName(QLatin1String(name));
    made->setWidget(content);
    return made;
}

} // namespace

WindowDocks::WindowDocks(QMainWindow& window, const DockContents& contents)
    : m_window(window), m_toolBar(window.addToolBar(tr("Tools"))),
      m_tree(dock(window, "treeDock", tr("Objects"), contents.tree)),
      m_inspector(dock(window, "inspectorDock", tr("Inspector"), contents.inspector)),
      m_problems(dock(window, "problemsDock", tr("Problems"), contents.problems)),
      m_sql(dock(window, "sqlDock", tr("SQL"), contents.sql)), m_log(dock(window, "logDock", tr("Log"), contents.log))
{
    window.setCorner(Qt::BottomLeftCorner, Qt::LeftDockWidgetArea);
    window.setCorner(Qt::BottomRightCorner, Qt::RightDockWidgetArea);
    window.addDockWidget(Qt::LeftDockWidgetArea, m_tree);
    window.addDockWidget(Qt::RightDockWidgetArea, m_inspector);
    window.addDockWidget(Qt::BottomDockWidgetArea, m_problems);
    window.tabifyDockWidget(m_problems, m_sql);
    window.tabifyDockWidget(m_sql, m_log);
    m_sql->raise();
    window.resizeDocks({m_tree, m_inspector}, {240, 400}, Qt::Horizontal);
    window.resizeDocks({m_sql}, {170}, Qt::Vertical);
    for (QDockWidget* each : all())
        each->hide();
    m_toolBar->setObjectName(QStringLiteral("tools"));
    m_toolBar->setMovable(false);
    m_toolBar->setIconSize({20, 20});
    m_toolBar->setContextMenuPolicy(Qt::PreventContextMenu);
    m_toolBar->hide();
}

WindowDocks::~WindowDocks()
{
    qDeleteAll(all());
}

void WindowDocks::show()
{
    if (std::exchange(m_shown, true))
        return;
    for (QDockWidget* each : all())
        each->show();
    if (!m_window.restoreState(QSettings().value(stateKey).toByteArray(), stateVersion))
        m_sql->raise();
    m_toolBar->show();
}

void WindowDocks::showInspector() const
{
    m_inspector->show();
    m_inspector->raise();
}

void WindowDocks::giveRoom(bool wanted)
{
    if (wanted == !m_aside.isEmpty())
        return;
    if (!wanted) {
        for (QDockWidget* each : std::exchange(m_aside, {}))
            each->show();
        if (m_front != nullptr)
            m_front->raise();
        return;
    }
    // Of docks that share a place, the one in front is to be there again.
    for (QDockWidget* each : {m_problems, m_sql, m_log}) {
        if (each->isVisible() && !each->visibleRegion().isEmpty())
            m_front = each;
    }
    for (QDockWidget* each : all()) {
        if (each->isHidden())
            continue;
        m_aside.append(each);
        each->hide();
    }
}

void WindowDocks::store()
{
    giveRoom(false);
    if (m_shown)
        QSettings().setValue(stateKey, m_window.saveState(stateVersion));
}

} // namespace schemawright
