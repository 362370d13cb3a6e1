#pragma once

#include "ui/basics/appearance.h"
#include "ui/basics/sql_view.h"
#include "ui/basics/task_slot.h"
#include "ui/workspace/database_link.h"
#include "ui/workspace/password_store.h"
#include "ui/workspace/workspace.h"

#include <QMainWindow>
#include <QPointer>

#include <filesystem>

class QComboBox;
class QDockWidget;
class QLabel;
class QPlainTextEdit;
class QProgressBar;
class QTabWidget;
class QToolButton;

namespace schemawright {

class CommandPalette;
class DiagramTab;
class HistoryPage;
class Inspector;
class ObjectTree;
class ProblemsPanel;
class ReviewPage;
class ShortcutsPage;
class TabDrops;
class TrustBar;
enum class NewObject;
class WelcomePage;

/// What the program gives its window.
struct WindowSettings {
    std::filesystem::path demoSource; ///< the demo project as it is installed
    QString dataFolder;               ///< of the user: the demo's copy and its database
    QString cacheFolder;              ///< unsaved work
    TrustFile trust;                  ///< what the user trusts
    DatabaseLink::EnvironmentReader connectionOf;
};

/// The one window: the tree on the left, tabs in the middle, the inspector on the right, problems, SQL and log below.
class MainWindow : public QMainWindow {
    Q_OBJECT

public:
    explicit MainWindow(WindowSettings settings, QWidget* parent = nullptr);
    ~MainWindow() override;

    [[nodiscard]] Workspace& workspace() { return m_workspace; }
    [[nodiscard]] DatabaseLink& link() { return m_link; }
    [[nodiscard]] Appearance& appearance() { return m_appearance; }
    [[nodiscard]] ReviewPage* review() const { return m_review; }
    /// The diagram in front, or the first one; nullptr where no model is open.
    [[nodiscard]] DiagramTab* diagramTab() const;

public Q_SLOTS:
    void openDemo();
    void openFolder(const QString& folder);
    void showReview();
    void showHistory();
    void showDiagram();
    void select(const std::vector<schemawright::ObjectKey>& keys);
    void showObject(const schemawright::ObjectKey& key);
    void showRows(const schemawright::ObjectKey& key);

protected:
    void closeEvent(QCloseEvent* event) override;

private:
    void buildDocks();
    void buildCentre();
    void buildActions();
    void buildFileActions();
    void buildEditActions();
    void buildViewActions();
    void buildDatabaseActions();
    void buildAddActions();
    void buildStatusBar();
    void connectAll();
    void connectOutside();
    void refreshModel();
    QAction* action(const char* name, const char* icon, const QString& text, const QKeySequence& keys,
                    const QString& tip, const std::function<void()>& run);

    /// Runs `then` when nothing unsaved would be lost, after asking where it would.
    void whenSaved(const std::function<void()>& then);
    void save();
    void saveAs();
    void chooseFolder(const QString& title, const std::function<void(const QString&)>& then);
    void importSql(bool intoOpen);
    void askConnection(const std::function<void(const ConnectionSpec&)>& then);
    void onOpened();
    void showWelcome();
    void setDocksShown(bool shown);
    /// Puts the docks aside for a page that needs the width, and back.
    void giveRoom(bool wanted);
    void remember(const QString& folder);
    void showTitle();
    void showStatus();
    void showProblems();
    void showSql();
    void showTasks();
    void log(const QString& line);
    /// A sentence in the status bar, for some seconds.
    void tell(const QString& sentence);
    void report(const QString& what, const Error& error);
    void editInPlace();
    void openPalette();
    void buildDiagramActions();
    void fillDiagramMenu();
    void forgetDiagrams();
    void rebuildDiagrams();
    void openDiagram(DiagramTab* tab);
    void newDiagram();
    void duplicateDiagram();
    void renameDiagram(DiagramTab* tab);
    void deleteDiagram(DiagramTab* tab);
    void dropOntoDiagram(DiagramTab* tab, const std::vector<ObjectKey>& keys);
    void deleteKeys(const std::vector<ObjectKey>& keys);
    void addNewObject(NewObject what);
    void addTemplate(const ColumnTemplate& columns);
    /// The templates that every project has, and those of the open one.
    void showTemplates();
    /// Tables that are selected, or a part of which is.
    [[nodiscard]] std::vector<ObjectKey> selectedTables() const;
    void showAbout();
    void showShortcuts();

    WindowSettings m_settings;
    Appearance m_appearance;
    TaskRunner m_runner; // ends after everything that asks it for work
    SqlSyntax m_syntax;
    Workspace m_workspace;
    PasswordStore m_passwords;
    DatabaseLink m_link;
    std::vector<ObjectKey> m_selection;
    std::function<void()> m_afterSave;
    bool m_mayClose = false;
    bool m_docksShown = false;
    QList<QDockWidget*> m_aside;
    QDockWidget* m_front = nullptr;
    std::vector<QPointer<RunningTask>> m_tasks;
    QTimer m_sqlPause;
    QTimer m_tellTimer;
    TaskSlot m_sqlTask;

    QTabWidget* m_tabs = nullptr;
    TrustBar* m_trustBar = nullptr;
    TabDrops* m_tabDrops = nullptr;
    WelcomePage* m_welcome = nullptr;
    QList<DiagramTab*> m_diagrams;
    QMenu* m_diagramMenu = nullptr;
    QList<QAction*> m_diagramActions; ///< at the head of the menu, before those of the diagram in front
    ReviewPage* m_review = nullptr;
    HistoryPage* m_history = nullptr;
    ShortcutsPage* m_shortcuts = nullptr;
    ObjectTree* m_tree = nullptr;
    Inspector* m_inspector = nullptr;
    ProblemsPanel* m_problems = nullptr;
    SqlView* m_sql = nullptr;
    QPlainTextEdit* m_log = nullptr;
    QDockWidget* m_treeDock = nullptr;
    QDockWidget* m_inspectorDock = nullptr;
    QDockWidget* m_problemsDock = nullptr;
    QDockWidget* m_sqlDock = nullptr;
    QDockWidget* m_logDock = nullptr;
    CommandPalette* m_palette = nullptr;
    QToolBar* m_toolBar = nullptr;
    QComboBox* m_databaseBox = nullptr;
    QMenu* m_templateMenu = nullptr;
    QList<QAction*> m_actions;
    QList<QAction*> m_modelActions; ///< only with a model open
    QAction* m_saveAction = nullptr;
    QToolButton* m_changesButton = nullptr;
    QLabel* m_resolutionLabel = nullptr;
    QLabel* m_zoomLabel = nullptr;
    QLabel* m_tellLabel = nullptr;
    QLabel* m_taskLabel = nullptr;
    QProgressBar* m_taskProgress = nullptr;
    QToolButton* m_taskCancel = nullptr;
};

} // namespace schemawright
