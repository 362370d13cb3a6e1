#pragma once

#include "ui/basics/appearance.h"
#include "ui/basics/sql_view.h"
#include "ui/workspace/workspace.h"

#include <QObject>

class QAction;
class QTabWidget;

namespace schemawright {

class ConnectionController;
class HistoryPage;
class ReviewPage;
class ShortcutsPage;
class WelcomePage;

/// The tabs other than diagrams: the welcome page, Review, History, rows of tables, keyboard shortcuts.
class WindowPages : public QObject {
    Q_OBJECT

public:
    /// Adds no tab yet.
    WindowPages(Workspace& workspace, ConnectionController& connections, SqlSyntax& syntax, Appearance& appearance,
                QTabWidget& tabs);
    /// Deletes the pages, including those that have no tab.
    ~WindowPages() override;

    [[nodiscard]] WelcomePage& welcome() const { return *m_welcome; }
    /// Exists before its tab is opened.
    [[nodiscard]] ReviewPage* review() const { return m_review; }
    /// Whether the page in front has lists and SQL of its own and needs the width of the window.
    [[nodiscard]] bool needRoom() const;

    void showWelcome();
    /// Compares again. Does nothing if no model is open.
    void showReview();
    /// Reads the revisions again. Does nothing if no model is open.
    void showHistory();
    /// Opens a new tab with the table's rows. Asks for a connection if none is chosen.
    void showRows(const ObjectKey& table);
    /// Lists the actions with their keys.
    void showShortcuts(const QList<QAction*>& actions);
    /// Removes all tabs, including those of diagrams.
    void closeAll();

Q_SIGNALS:
    void saveWanted();
    void told(const QString& sentence); ///< for the status bar
    void logged(const QString& line);   ///< for the log

private:
    void close(int index);

    Workspace& m_workspace;
    ConnectionController& m_connections;
    SqlSyntax& m_syntax;
    Appearance& m_appearance;
    QTabWidget& m_tabs;
    WelcomePage* m_welcome;
    ReviewPage* m_review;
    HistoryPage* m_history = nullptr;
    ShortcutsPage* m_shortcuts = nullptr;
};

} // namespace schemawright
