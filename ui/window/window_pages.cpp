#include "ui/window/window_pages.h"

#include "ui/basics/theme_icon.h"
#include "ui/data/table_data.h"
#include "ui/history/history_page.h"
#include "ui/review/review_page.h"
#include "ui/window/connection_controller.h"
#include "ui/window/shortcuts_page.h"
#include "ui/window/welcome_page.h"

#include <QTabBar>
#include <QTabWidget>

namespace schemawright {

WindowPages::WindowPages(Workspace& workspace, ConnectionController& connections, SqlSyntax& syntax,
                         Appearance& appearance, QTabWidget& tabs)
    : m_workspace(workspace), m_connections(connections), m_syntax(syntax), m_appearance(appearance), m_tabs(tabs),
      m_welcome(new WelcomePage(tabs.window())),
      m_review(new ReviewPage(workspace, connections.link(), syntax, appearance, tabs.window()))
{
    m_review->hide();
    connect(m_review, &ReviewPage::connectionWanted, &m_connections, &ConnectionController::askToAdd);
    connect(m_review, &ReviewPage::saveWanted, this, &WindowPages::saveWanted);
    connect(m_review, &ReviewPage::logged, this, &WindowPages::logged);
    connect(&m_tabs, &QTabWidget::tabCloseRequested, this, &WindowPages::close);
}

WindowPages::~WindowPages()
{
    delete m_review; // a page of the tabs, or not
    delete m_history;
    delete m_shortcuts;
    delete m_welcome;
}

bool WindowPages::needRoom() const
{
    const QWidget* page = m_tabs.currentWidget();
    return page != nullptr && (page == m_review || page == m_history);
}

void WindowPages::showWelcome()
{
    if (m_tabs.indexOf(m_welcome) < 0)
        m_tabs.addTab(m_welcome, themeIcon(QStringLiteral("bookmarks")), tr("Welcome"));
    m_tabs.setCurrentWidget(m_welcome);
}

void WindowPages::showReview()
{
    if (!m_workspace.isOpen())
        return;
    if (m_tabs.indexOf(m_review) < 0) {
        const int index = m_tabs.addTab(m_review, themeIcon(QStringLiteral("vcs-diff")), tr("Review"));
        m_tabs.tabBar()->setTabToolTip(index, tr("The differences between the model and a database"));
    }
    m_tabs.setCurrentWidget(m_review);
    m_review->refresh();
}

void WindowPages::showHistory()
{
    if (!m_workspace.isOpen())
        return;
    if (m_history == nullptr) {
        m_history = new HistoryPage(m_workspace, m_connections.link(), m_syntax, m_appearance, m_tabs.window());
        connect(m_history, &HistoryPage::connectionWanted, &m_connections, &ConnectionController::askToAdd);
        connect(m_history, &HistoryPage::logged, this, &WindowPages::logged);
    }
    if (m_tabs.indexOf(m_history) < 0) {
        const int index = m_tabs.addTab(m_history, themeIcon(QStringLiteral("view-history")), tr("History"));
        m_tabs.tabBar()->setTabToolTip(index, tr("The revisions, and the revision of a database"));
    }
    m_tabs.setCurrentWidget(m_history);
    m_history->refresh();
}

void WindowPages::showRows(const ObjectKey& table)
{
    const std::optional<ConnectionSpec>& spec = m_connections.link().spec();
    if (!spec) {
        Q_EMIT told(tr("Choose a database to read the rows from"));
        m_connections.ask([this, table](const ConnectionSpec& chosen) {
            m_connections.link().addConnection(chosen);
            showRows(table);
        });
        return;
    }
    auto* rows = new TableData(m_workspace.runner(), *spec, table, &m_tabs);
    m_tabs.addTab(rows, themeIcon(QStringLiteral("labplot-spreadsheet")), shortName(table));
    m_tabs.setCurrentWidget(rows);
}

void WindowPages::showShortcuts(const QList<QAction*>& actions)
{
    if (m_shortcuts == nullptr)
        m_shortcuts = new ShortcutsPage(&m_tabs);
    m_shortcuts->setActions(actions);
    if (m_tabs.indexOf(m_shortcuts) < 0)
        m_tabs.addTab(m_shortcuts, themeIcon(QStringLiteral("configure")), tr("Keyboard shortcuts"));
    m_tabs.setCurrentWidget(m_shortcuts);
    m_shortcuts->setFocus();
}

void WindowPages::closeAll()
{
    for (int i = m_tabs.count() - 1; i >= 0; --i)
        close(i);
}

/// Rows are read again the next time; the other pages are kept.
void WindowPages::close(int index)
{
    QWidget* page = m_tabs.widget(index);
    m_tabs.removeTab(index);
    if (qobject_cast<TableData*>(page))
        page->deleteLater();
}

} // namespace schemawright
