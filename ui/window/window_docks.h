#pragma once

#include <QCoreApplication>
#include <QList>

class QDockWidget;
class QMainWindow;
class QToolBar;
class QWidget;

namespace schemawright {

/// What each dock shows.
struct DockContents {
    QWidget* tree;
    QWidget* inspector;
    QWidget* problems;
    QWidget* sql;
    QWidget* log;
};

/// The docks around the tabs, and the tool bar. They are hidden until a model is open.
class WindowDocks {
    Q_DECLARE_TR_FUNCTIONS(schemawright::WindowDocks)

public:
    /// Adds hidden docks and a hidden tool bar to the window.
    WindowDocks(QMainWindow& window, const DockContents& contents);
    /// Deletes the docks with their contents.
    ~WindowDocks();
    Q_DISABLE_COPY_MOVE(WindowDocks)

    /// In the order of the View menu.
    [[nodiscard]] QList<QDockWidget*> all() const { return {m_tree, m_inspector, m_problems, m_sql, m_log}; }
    [[nodiscard]] QDockWidget* tree() const { return m_tree; }
    [[nodiscard]] QDockWidget* inspector() const { return m_inspector; }
    [[nodiscard]] QDockWidget* problems() const { return m_problems; }
    [[nodiscard]] QDockWidget* sql() const { return m_sql; }
    [[nodiscard]] QToolBar* toolBar() const { return m_toolBar; }

    /// Shows the docks and the tool bar as the user arranged them last.
    void show();
    /// Whether show() was called, even if a page hides the docks now.
    [[nodiscard]] bool isShown() const { return m_shown; }
    /// Brings the inspector to the front.
    void showInspector() const;
    /// Hides the docks for a page that needs the width, or shows them again.
    void giveRoom(bool wanted);
    /// Stores the arrangement.
    void store();

private:
    QMainWindow& m_window;
    QToolBar* m_toolBar;
    QDockWidget* m_tree;
    QDockWidget* m_inspector;
    QDockWidget* m_problems;
    QDockWidget* m_sql;
    QDockWidget* m_log;
    bool m_shown = false;
    QList<QDockWidget*> m_aside;
    QDockWidget* m_front = nullptr;
};

} // namespace schemawright
