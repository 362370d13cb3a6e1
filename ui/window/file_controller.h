#pragma once

#include "ui/workspace/workspace.h"

#include <QObject>

#include <filesystem>
#include <functional>

class QAction;
class QComboBox;
class QMenu;
class QToolBar;

namespace schemawright {

class ActionList;
class ConnectionController;
class WelcomePage;

/// Opens and saves models for the File menu and the welcome page: projects, the demo, databases, SQL files, recovered work. Asks before
/// unsaved changes are lost. Shows in the title of the window what is open.
class FileController : public QObject {
    Q_OBJECT

public:
    struct Demo {
        std::filesystem::path source; ///< as it is installed
        std::filesystem::path folder; ///< the user's copy, with its server
    };

    /// `window`: has the title, and is the parent of the dialogs.
    FileController(Workspace& workspace, ConnectionController& connections, WelcomePage& welcome, Demo demo,
                   QWidget& window);

    /// Fills the menu File, and adds Save to the tool bar.
    void buildMenu(QMenu& menu, QToolBar& toolBar, ActionList& actions);
    /// The box that switches between the databases of the project, hidden while there is only one.
    void addDatabaseBox(QToolBar& toolBar);

    /// Copies the demo project and starts its server, unless both are there.
    void openDemo();
    /// Opens a folder with schemawright.toml.
    void openFolder(const QString& folder);
    /// Writes the model. Asks for a folder if it has none.
    void save();
    /// Runs `then`: at once without unsaved changes, otherwise when the user has saved or discarded them.
    void whenSaved(const std::function<void()>& then);
    /// Shows the model that has been opened: title, databases, recent projects.
    void onOpened();
    /// Lists the recent projects and the unsaved work of ended sessions on the welcome page.
    void fillWelcome();

Q_SIGNALS:
    void welcomeWanted();
    void told(const QString& sentence); ///< for the status bar
    void logged(const QString& line);   ///< for the log
    void failed(const QString& what, const schemawright::Error& error);

private:
    void connectWelcome();
    void newModel();
    void chooseProject();
    void reverseEngineer();
    void importSql(bool intoOpen);
    void saveAs();
    void chooseFolder(const QString& title, const std::function<void(const QString&)>& then);
    void onSaved();
    void showTitle();
    void fail(const QString& what, const Error& error);
    void remember(const QString& folder);

    Workspace& m_workspace;
    ConnectionController& m_connections;
    WelcomePage& m_welcome;
    Demo m_demo;
    QWidget& m_window;
    std::function<void()> m_afterSave;
    QAction* m_saveAction = nullptr;
    QComboBox* m_databaseBox = nullptr;
    QAction* m_databaseBoxAction = nullptr;
};

} // namespace schemawright
