#pragma once

#include "ui/basics/appearance.h"
#include "ui/basics/sql_view.h"
#include "ui/basics/task.h"
#include "ui/window/action_list.h"
#include "ui/window/connection_controller.h"
#include "ui/workspace/database_link.h"
#include "ui/workspace/workspace.h"

#include <QMainWindow>

#include <filesystem>

class QPlainTextEdit;
class QTabWidget;

namespace schemawright {

class AddMenu;
class CommandPalette;
class DiagramTab;
class DiagramTabs;
class FileController;
class Inspector;
class ObjectTree;
class OutsideQuestions;
class ProblemsPanel;
class ReviewPage;
class SqlPreview;
class StatusLine;
class TaskStatus;
class TrustBar;
class WindowDocks;
class WindowPages;

/// What the program gives its window.
struct WindowSettings {
    std::filesystem::path demoSource; ///< the demo project as it is installed
    QString dataFolder;               ///< of the user: the demo's copy and its database
    QString cacheFolder;              ///< unsaved work
    TrustFile trust;                  ///< what the user trusts
    DatabaseLink::EnvironmentReader connectionOf;
};

/// The only window: the tree on the left, tabs in the middle, the inspector on the right, problems, SQL and log below. Owns what its
/// controllers share, and connects them: the model, the selection, the tabs, the docks.
class MainWindow : public QMainWindow {
    Q_OBJECT

public:
    /// Shows the welcome page.
    explicit MainWindow(WindowSettings settings, QWidget* parent = nullptr);
    ~MainWindow() override;

    /// The open project.
    [[nodiscard]] Workspace& workspace() { return m_workspace; }
    /// The database that the model is compared with.
    [[nodiscard]] DatabaseLink& link() { return m_connections.link(); }
    /// The colours of the program.
    [[nodiscard]] Appearance& appearance() { return m_appearance; }
    /// Exists before its tab is opened.
    [[nodiscard]] ReviewPage* review() const;
    /// The diagram in front, or the first one; nullptr if no model is open.
    [[nodiscard]] DiagramTab* diagramTab() const;

public Q_SLOTS:
    /// Opens the demo shop on its own server. Asks first if unsaved changes would be lost.
    void openDemo();
    /// Opens a folder with schemawright.toml. Asks first if unsaved changes would be lost.
    void openFolder(const QString& folder);
    /// Compares the model with the database. Does nothing if no model is open.
    void showReview();
    /// Shows the revisions. Does nothing if no model is open.
    void showHistory();
    /// Brings the first diagram to the front unless a diagram is there.
    void showDiagram();
    /// Selects in the tree, in the inspector and on every diagram.
    void select(const std::vector<schemawright::ObjectKey>& keys);
    /// Selects the object, with its card in the middle of a diagram.
    void showObject(const schemawright::ObjectKey& key);
    /// Opens a tab with the table's rows. Asks for a connection if none is chosen.
    void showRows(const schemawright::ObjectKey& key);

protected:
    void closeEvent(QCloseEvent* event) override;

private:
    void buildCentre();
    void buildDocks();
    void buildControllers(const WindowSettings& settings);
    void buildMenus();
    void buildEditMenu();
    void nameUndoAndRedo(QAction* undo, QAction* redo);
    void buildViewMenu();
    void buildAppearanceMenu(QMenu& menu);
    void buildDatabaseMenu();
    void buildHelpMenu();
    void connectModel();
    void connectControllers();
    void connectPanels();

    void onOpened();
    void showWelcome();
    void showStatus();
    void showProblems();
    void log(const QString& line);
    void tell(const QString& sentence);
    void report(const QString& what, const Error& error);
    /// Selects the object and opens its name in the inspector.
    void editName(const ObjectKey& key);
    void editInPlace();
    void addTable();
    void showSelectedRows();
    void openPalette();
    void deleteKeys(const std::vector<ObjectKey>& keys);
    /// Those of the window and of the diagram.
    [[nodiscard]] QList<QAction*> allActions() const;
    void showAbout();

    Appearance m_appearance;
    TaskRunner m_runner; // ends after everything that asks it for work
    SqlSyntax m_syntax;
    Workspace m_workspace;
    ConnectionController m_connections;
    std::vector<ObjectKey> m_selection;
    bool m_mayClose = false;
    ActionList m_actions;

    QTabWidget* m_tabs = nullptr;
    TrustBar* m_trustBar = nullptr;
    ObjectTree* m_tree = nullptr;
    Inspector* m_inspector = nullptr;
    ProblemsPanel* m_problems = nullptr;
    QPlainTextEdit* m_log = nullptr;
    CommandPalette* m_palette = nullptr;

    std::unique_ptr<WindowPages> m_pages;
    std::unique_ptr<SqlPreview> m_sql;
    std::unique_ptr<WindowDocks> m_docks;
    std::unique_ptr<StatusLine> m_status;
    std::unique_ptr<TaskStatus> m_tasks;
    std::unique_ptr<FileController> m_files;
    std::unique_ptr<OutsideQuestions> m_outside;
    std::unique_ptr<DiagramTabs> m_diagrams;
    std::unique_ptr<AddMenu> m_adding;
};

} // namespace schemawright
