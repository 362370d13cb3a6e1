#include "ui/window/file_controller.h"

#include "ui/basics/choice_box.h"
#include "ui/basics/message_box.h"
#include "ui/basics/text.h"
#include "ui/window/action_list.h"
#include "ui/window/connection_controller.h"
#include "ui/window/welcome_page.h"
#include "ui/workspace/demo_shop.h"

#include <QFileDialog>
#include <QMenu>
#include <QSettings>
#include <QStandardPaths>
#include <QToolBar>

#include <algorithm>

namespace schemawright {

namespace {

const QString recentKey = QStringLiteral("recent");
constexpr qsizetype recentShown = 8;

} // namespace

FileController::FileController(Workspace& workspace, ConnectionController& connections, WelcomePage& welcome, Demo demo,
                               QWidget& window)
    : m_workspace(workspace), m_connections(connections), m_welcome(welcome), m_demo(std::move(demo)), m_window(window)
{
    connectWelcome();
    connect(&m_workspace, &Workspace::saved, this, &FileController::onSaved);
    connect(&m_workspace, &Workspace::failed, this, &FileController::fail);
    connect(&m_workspace.document(), &Document::dirtyChanged, this, &FileController::showTitle);
}

void FileController::connectWelcome()
{
    connect(&m_welcome, &WelcomePage::demoRequested, this, &FileController::openDemo);
    connect(&m_welcome, &WelcomePage::newRequested, this, &FileController::newModel);
    connect(&m_welcome, &WelcomePage::databaseRequested, this, &FileController::reverseEngineer);
    connect(&m_welcome, &WelcomePage::importRequested, this, [this] { importSql(false); });
    connect(&m_welcome, &WelcomePage::openRequested, this, &FileController::chooseProject);
    connect(&m_welcome, &WelcomePage::recentRequested, this, &FileController::openFolder);
    connect(&m_welcome, &WelcomePage::recoverRequested, this,
            [this](const RecoveredWork& work) { m_workspace.recover(work); });
    connect(&m_welcome, &WelcomePage::discardRequested, this, [this](const RecoveredWork& work) {
        Recovery::discard(work);
        m_welcome.setRecovered(m_workspace.recovery().leftBehind());
    });
}

void FileController::buildMenu(QMenu& menu, QToolBar& toolBar, ActionList& actions)
{
    menu.addAction(actions.add("welcome", "bookmarks", tr("Welcome page"), {},
                               tr("Shows ways to start and recent projects"), [this] { Q_EMIT welcomeWanted(); }));
    menu.addSeparator();
    menu.addAction(actions.add("new", "document-new", tr("&New model"), QKeySequence::New,
                               tr("Starts with an empty model"), [this] { newModel(); }));
    menu.addAction(actions.add("open", "folder-open", tr("&Open project …"), QKeySequence::Open,
                               tr("Opens a folder with schemawright.toml"), [this] { chooseProject(); }));
    menu.addAction(actions.add("demo", "media-playback-start", tr("Open the &demo shop"), {},
                               tr("Opens an online shop on its own PostgreSQL server"), [this] { openDemo(); }));
    menu.addSeparator();
    menu.addAction(actions.add("reverse", "server-database", tr("&Reverse-engineer a database …"), {},
                               tr("Creates a model from a live database"), [this] { reverseEngineer(); }));
    menu.addAction(actions.add("import", "document-import", tr("&Import SQL as a new model …"), {},
                               tr("Creates a model from a script or the output of pg_dump"),
                               [this] { importSql(false); }));
    QAction* merge = actions.add("importInto", "document-import", tr("Import SQL into this &model …"), {},
                                 tr("Adds the objects of a script to the model"), [this] { importSql(true); });
    menu.addAction(merge);
    menu.addSeparator();
    m_saveAction = actions.add("save", "document-save", tr("&Save"), QKeySequence::Save,
                               tr("Writes the model, its diagrams and renames"), [this] { save(); });
    menu.addAction(m_saveAction);
    QAction* saveElsewhere = actions.add("saveAs", "document-save-as", tr("Save &as …"), QKeySequence::SaveAs,
                                         tr("Creates a project in another folder"), [this] { saveAs(); });
    menu.addAction(saveElsewhere);
    menu.addSeparator();
    menu.addAction(actions.add("quit", "application-exit", tr("&Quit"), QKeySequence::Quit, tr("Closes the window"),
                               [this] { m_window.close(); }));
    actions.needModel({merge, saveElsewhere});
    toolBar.addAction(m_saveAction);
    toolBar.addSeparator();
    showTitle();
}

void FileController::addDatabaseBox(QToolBar& toolBar)
{
    m_databaseBox = new ChoiceBox(&toolBar);
    m_databaseBox->setObjectName(QStringLiteral("databaseBox"));
    m_databaseBox->setAccessibleName(tr("Database of the project"));
    m_databaseBox->setToolTip(tr("The database of the project that is shown"));
    m_databaseBox->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_databaseBoxAction = toolBar.addWidget(m_databaseBox);
    connect(m_databaseBox, &QComboBox::textActivated, this, [this](const QString& name) {
        const QString before = m_workspace.database() ? toQt(m_workspace.database()->name) : QString();
        m_databaseBox->setCurrentText(before); // until it is open
        whenSaved([this, name] { m_workspace.switchDatabase(name); });
    });
}

void FileController::newModel()
{
    whenSaved([this] { m_workspace.newModel(); });
}

void FileController::openFolder(const QString& folder)
{
    whenSaved([this, folder] { m_workspace.openFolder(folder); });
}

void FileController::chooseProject()
{
    chooseFolder(tr("Open a project"), [this](const QString& folder) { openFolder(folder); });
}

void FileController::reverseEngineer()
{
    m_connections.ask(
        [this](const ConnectionSpec& spec) { whenSaved([this, spec] { m_workspace.reverseEngineer(spec); }); });
}

void FileController::openDemo()
{
    whenSaved([this] {
        m_welcome.setMessage(tr("Starting PostgreSQL for the demo …"), false);
        m_workspace.runner().run<DemoShop>(
            this, tr("Opening the demo shop"),
            [demo = m_demo](const Task& task) { return openDemoShop(demo.source, demo.folder, task); },
            [this](Result<DemoShop> demo) {
                if (!demo) {
                    fail(tr("Could not open the demo shop"), demo.error());
                    return;
                }
                m_connections.link().setServer(tr("Demo server"), demo->project, demo->server);
                const std::vector<DatabaseConfig>& databases = demo->project.config.databases;
                const auto orders = std::ranges::find(databases, "orders", &DatabaseConfig::name);
                const std::string name = orders != databases.end() ? orders->name : databases.front().name;
                m_workspace.openProjectDatabase(demo->project, toQt(name));
            });
    });
}

void FileController::save()
{
    if (!m_workspace.isOpen())
        return;
    if (m_workspace.project())
        m_workspace.save();
    else
        saveAs();
}

void FileController::saveAs()
{
    chooseFolder(tr("A folder for the project"), [this](const QString& folder) { m_workspace.saveTo(folder); });
}

void FileController::chooseFolder(const QString& title, const std::function<void(const QString&)>& then)
{
    auto* dialog = new QFileDialog(&m_window, title, QStandardPaths::writableLocation(QStandardPaths::HomeLocation));
    dialog->setObjectName(QStringLiteral("folderDialog"));
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QFileDialog::fileSelected, this, then);
    dialog->open();
}

void FileController::importSql(bool intoOpen)
{
    auto* dialog =
        new QFileDialog(&m_window, tr("Import SQL"), QStandardPaths::writableLocation(QStandardPaths::HomeLocation),
                        tr("SQL scripts (*.sql);;All files (*)"));
    dialog->setObjectName(QStringLiteral("sqlDialog"));
    dialog->setFileMode(QFileDialog::ExistingFiles);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QFileDialog::filesSelected, this, [this, intoOpen](const QStringList& files) {
        if (intoOpen)
            m_workspace.importSql(files, true);
        else
            whenSaved([this, files] { m_workspace.importSql(files, false); });
    });
    dialog->open();
}

void FileController::whenSaved(const std::function<void()>& then)
{
    if (!m_workspace.isOpen() || !m_workspace.document().isDirty()) {
        then();
        return;
    }
    QMessageBox* box = plainBox(
        &m_window, QMessageBox::Question, tr("%1 has unsaved changes.").arg(m_workspace.title()),
        tr("They are lost if you do not save them."), QMessageBox::Save | QMessageBox::Discard | QMessageBox::Cancel);
    box->setObjectName(QStringLiteral("unsaved"));
    box->setDefaultButton(QMessageBox::Save);
    connect(box, &QMessageBox::finished, this, [this, then](int answer) {
        if (answer == QMessageBox::Discard) {
            then();
        } else if (answer == QMessageBox::Save) {
            m_afterSave = then;
            save();
        }
    });
    box->open();
}

void FileController::onOpened()
{
    const QStringList names = m_workspace.databaseNames();
    m_databaseBox->clear();
    m_databaseBox->addItems(names);
    if (const DatabaseConfig* database = m_workspace.database())
        m_databaseBox->setCurrentText(toQt(database->name));
    m_databaseBoxAction->setVisible(names.size() > 1);
    if (m_workspace.project())
        remember(toQt(m_workspace.project()->root.string()));
    m_welcome.setMessage({}, false);
    showTitle();
}

void FileController::onSaved()
{
    Q_EMIT logged(tr("Saved %1").arg(m_workspace.title()));
    Q_EMIT told(tr("Saved"));
    remember(toQt(m_workspace.project()->root.string()));
    showTitle();
    if (const auto then = std::exchange(m_afterSave, {}))
        then();
}

void FileController::fail(const QString& what, const Error& error)
{
    m_afterSave = {};
    Q_EMIT failed(what, error);
}

void FileController::showTitle()
{
    m_window.setWindowTitle(m_workspace.isOpen() ? tr("%1[*] – Schemawright").arg(m_workspace.title())
                                                 : tr("Schemawright[*]"));
    m_window.setWindowModified(m_workspace.isOpen() && m_workspace.document().isDirty());
    m_saveAction->setEnabled(m_workspace.isOpen() && m_workspace.document().isDirty());
}

void FileController::fillWelcome()
{
    m_welcome.setRecent(QSettings().value(recentKey).toStringList());
    m_welcome.setRecovered(m_workspace.recovery().leftBehind());
}

void FileController::remember(const QString& folder)
{
    QSettings settings;
    QStringList recent = settings.value(recentKey).toStringList();
    recent.removeAll(folder);
    recent.prepend(folder);
    settings.setValue(recentKey, QStringList(recent.mid(0, recentShown)));
    m_welcome.setRecent(recent.mid(0, recentShown));
}

} // namespace schemawright
