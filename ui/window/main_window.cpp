#include "ui/window/main_window.h"

#include "ui/basics/message_box.h"
#include "ui/basics/text.h"
#include "ui/basics/theme_icon.h"
#include "ui/data/table_data.h"
#include "ui/diagram/diagram_tab.h"
#include "ui/document/edits.h"
#include "ui/document/followed.h"
#include "ui/history/history_page.h"
#include "ui/inspector/inspector.h"
#include "ui/panels/command_palette.h"
#include "ui/panels/object_tree.h"
#include "ui/panels/problems_panel.h"
#include "ui/panels/script_view.h"
#include "ui/review/review_page.h"
#include "ui/window/shortcuts_page.h"
#include "ui/window/trust_bar.h"
#include "ui/window/welcome_page.h"
#include "ui/workspace/connection_dialog.h"
#include "ui/workspace/demo_shop.h"

#include <QCloseEvent>
#include <QComboBox>
#include <QDockWidget>
#include <QLabel>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QSettings>
#include <QStatusBar>
#include <QTabBar>
#include <QTabWidget>
#include <QTime>
#include <QToolBar>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace schemawright {

namespace {

using namespace std::chrono_literals;

const QString geometryKey = QStringLiteral("window/geometry");
const QString stateKey = QStringLiteral("window/docks");
const QString recentKey = QStringLiteral("recent");
constexpr int stateVersion = 1;
constexpr qsizetype recentShown = 8;
constexpr auto sqlPause = 120ms;

QDockWidget* dock(QMainWindow* window, const char* name, const QString& title, QWidget* content)
{
    auto* made = new QDockWidget(title, window);
    made->setObjectName(QLatin1String(name));
    made->setWidget(content);
    return made;
}

} // namespace

MainWindow::MainWindow(WindowSettings settings, QWidget* parent)
    : QMainWindow(parent), m_settings(std::move(settings)),
      m_workspace(m_runner, m_settings.cacheFolder, m_settings.trust),
      m_link(m_workspace, m_passwords, m_settings.connectionOf)
{
    setObjectName(QStringLiteral("mainWindow"));
    setDockOptions(QMainWindow::AnimatedDocks | QMainWindow::AllowTabbedDocks | QMainWindow::AllowNestedDocks);
    setDocumentMode(true);
    buildCentre();
    buildDocks();
    buildActions();
    buildStatusBar();
    m_palette = new CommandPalette(this);
    connectAll();
    resize(1440, 900);
    restoreGeometry(QSettings().value(geometryKey).toByteArray());
    showWelcome();
    showTitle();
    showStatus();
}

MainWindow::~MainWindow()
{
    // What looks at the document goes before it does, children would outlive the members; and nobody tells the window any more.
    m_tabs->disconnect(this);
    m_runner.disconnect(this);
    m_workspace.disconnect(this);
    m_workspace.document().disconnect(this);
    m_workspace.resolver().disconnect(this);
    m_link.disconnect(this);
    for (const QPointer<RunningTask>& task : m_tasks)
        if (task)
            task->disconnect(this);
    // An editor on a card that loses the focus now would still choose and undo.
    for (DiagramTab* tab : m_diagrams)
        tab->disconnect(this);
    for (QDockWidget* each : {m_treeDock, m_inspectorDock, m_problemsDock, m_sqlDock, m_logDock})
        delete each;
    delete m_palette;
    delete m_review; // a page of the tabs, or not
    delete m_history;
    delete m_shortcuts;
    delete m_welcome;
    delete takeCentralWidget();
}

void MainWindow::buildCentre()
{
    m_tabs = new QTabWidget(this);
    m_tabs->setObjectName(QStringLiteral("tabs"));
    m_tabs->setDocumentMode(true);
    m_tabs->setTabsClosable(true);
    m_tabs->setMovable(true);
    m_trustBar = new TrustBar(m_workspace, this);
    auto* centre = new QWidget(this);
    auto* column = new QVBoxLayout(centre);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_trustBar);
    column->addWidget(m_tabs);
    setCentralWidget(centre);
    m_welcome = new WelcomePage(this);
    m_review = new ReviewPage(m_workspace, m_link, m_syntax, m_appearance, this);
    m_review->hide();
    connect(m_tabs, &QTabWidget::tabCloseRequested, this, [this](int index) {
        QWidget* page = m_tabs->widget(index);
        m_tabs->removeTab(index);
        if (qobject_cast<TableData*>(page))
            page->deleteLater();
    });
    connect(m_tabs, &QTabWidget::currentChanged, this, [this] {
        // Review and History have their own lists, diagrams and SQL: they get the room.
        const QWidget* page = m_tabs->currentWidget();
        giveRoom(m_docksShown && page != nullptr && (page == m_review || page == m_history));
        showStatus();
    });
}

void MainWindow::buildDocks()
{
    m_tree = new ObjectTree(this);
    m_inspector = new Inspector(m_workspace.document(), m_workspace.resolver(), m_workspace.bodies(), m_syntax, this);
    m_inspector->setObjectName(QStringLiteral("inspector"));
    m_problems =
        new ProblemsPanel(m_workspace.document(), m_workspace.resolver(), m_workspace.bodies(), m_runner, this);
    m_sql = new SqlView(m_syntax, this);
    m_sql->setObjectName(QStringLiteral("sqlPreview"));
    m_sql->setAccessibleName(tr("SQL of the selected object"));
    m_sql->setPlaceholderText(tr("Select an object to see its SQL."));
    m_log = new QPlainTextEdit(this);
    m_log->setObjectName(QStringLiteral("log"));
    m_log->setAccessibleName(tr("Log"));
    m_log->setReadOnly(true);
    m_log->setMaximumBlockCount(5000);
    m_log->setFrameShape(QFrame::NoFrame);

    m_treeDock = dock(this, "treeDock", tr("Objects"), m_tree);
    m_inspectorDock = dock(this, "inspectorDock", tr("Inspector"), m_inspector);
    m_problemsDock = dock(this, "problemsDock", tr("Problems"), m_problems);
    m_sqlDock = dock(this, "sqlDock", tr("SQL"), m_sql);
    m_logDock = dock(this, "logDock", tr("Log"), m_log);
    setCorner(Qt::BottomLeftCorner, Qt::LeftDockWidgetArea);
    setCorner(Qt::BottomRightCorner, Qt::RightDockWidgetArea);
    addDockWidget(Qt::LeftDockWidgetArea, m_treeDock);
    addDockWidget(Qt::RightDockWidgetArea, m_inspectorDock);
    addDockWidget(Qt::BottomDockWidgetArea, m_problemsDock);
    tabifyDockWidget(m_problemsDock, m_sqlDock);
    tabifyDockWidget(m_sqlDock, m_logDock);
    m_sqlDock->raise();
    resizeDocks({m_treeDock, m_inspectorDock}, {240, 400}, Qt::Horizontal);
    resizeDocks({m_sqlDock}, {170}, Qt::Vertical);
    for (QDockWidget* each : {m_treeDock, m_inspectorDock, m_problemsDock, m_sqlDock, m_logDock})
        each->hide();
}

void MainWindow::setDocksShown(bool shown)
{
    if (shown == m_docksShown)
        return;
    if (!shown)
        QSettings().setValue(stateKey, saveState(stateVersion));
    m_docksShown = shown;
    for (QDockWidget* each : {m_treeDock, m_inspectorDock, m_problemsDock, m_sqlDock, m_logDock})
        each->setVisible(shown);
    m_toolBar->setVisible(shown);
    if (shown) {
        if (!restoreState(QSettings().value(stateKey).toByteArray(), stateVersion))
            m_sqlDock->raise();
        m_toolBar->show();
    }
}

void MainWindow::giveRoom(bool wanted)
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
    for (QDockWidget* each : {m_problemsDock, m_sqlDock, m_logDock}) {
        if (each->isVisible() && !each->visibleRegion().isEmpty())
            m_front = each;
    }
    for (QDockWidget* each : {m_treeDock, m_inspectorDock, m_problemsDock, m_sqlDock, m_logDock}) {
        if (each->isHidden())
            continue;
        m_aside.append(each);
        each->hide();
    }
}

void MainWindow::connectAll()
{
    connect(m_welcome, &WelcomePage::demoRequested, this, &MainWindow::openDemo);
    connect(m_welcome, &WelcomePage::newRequested, this, [this] { whenSaved([this] { m_workspace.newModel(); }); });
    connect(m_welcome, &WelcomePage::databaseRequested, this, [this] {
        askConnection(
            [this](const ConnectionSpec& spec) { whenSaved([this, spec] { m_workspace.reverseEngineer(spec); }); });
    });
    connect(m_welcome, &WelcomePage::importRequested, this, [this] { importSql(false); });
    connect(m_welcome, &WelcomePage::openRequested, this,
            [this] { chooseFolder(tr("Open a project"), [this](const QString& folder) { openFolder(folder); }); });
    connect(m_welcome, &WelcomePage::recentRequested, this, &MainWindow::openFolder);
    connect(m_welcome, &WelcomePage::recoverRequested, this,
            [this](const RecoveredWork& work) { m_workspace.recover(work); });
    connect(m_welcome, &WelcomePage::discardRequested, this, [this](const RecoveredWork& work) {
        Recovery::discard(work);
        m_welcome->setRecovered(m_workspace.recovery().leftBehind());
    });

    connect(&m_workspace, &Workspace::opened, this, &MainWindow::onOpened);
    connect(&m_workspace, &Workspace::saved, this, [this] {
        log(tr("Saved %1").arg(m_workspace.title()));
        tell(tr("Saved"));
        remember(toQt(m_workspace.project()->root.string()));
        showTitle();
        if (const auto then = std::exchange(m_afterSave, {}))
            then();
    });
    connect(&m_workspace, &Workspace::arranged, this, [this](const QString& name) {
        for (DiagramTab* tab : m_diagrams) {
            if (tab->diagram() == toUtf8(name))
                tab->canvas().zoomToFit();
        }
    });
    connect(&m_workspace, &Workspace::failed, this, &MainWindow::report);
    connectOutside();
    connect(&m_workspace, &Workspace::logged, this, &MainWindow::log);
    connect(&m_workspace.resolver(), &Resolver::stateChanged, this, &MainWindow::showStatus);
    Document& document = m_workspace.document();
    connect(&document, &Document::dirtyChanged, this, &MainWindow::showTitle);
    connect(&document, &Document::changed, this, [this](const ProjectState& before, const ProjectState& after) {
        if (!after.sharesCatalogWith(before)) {
            m_selection = followed(std::move(m_selection), before, after);
            if (m_tree->setCatalog(after.catalog))
                m_tree->setSelection(m_selection);
            m_sqlPause.start();
        }
        const bool sameDiagrams =
            std::ranges::equal(before.diagrams, after.diagrams, {}, &Diagram::name, &Diagram::name);
        if (m_docksShown && !sameDiagrams)
            rebuildDiagrams();
    });
    connect(&m_link, &DatabaseLink::changed, this, [this] {
        m_problems->setDatabaseError(m_link.error());
        showStatus();
    });
    connect(&m_link, &DatabaseLink::passwordNeeded, this, [this](const QString& connection, const QString& reason) {
        auto* dialog = new PasswordDialog(connection, reason, this);
        connect(dialog, &PasswordDialog::entered, &m_link, &DatabaseLink::setPassword);
        dialog->open();
    });
    connect(&m_passwords, &PasswordStore::keychainFailed, this,
            [this](const QString& reason) { log(tr("Could not store the password in the keychain: %1").arg(reason)); });
    connect(m_trustBar, &TrustBar::logged, this, &MainWindow::log);
    connect(m_tree, &ObjectTree::selectionChanged, this, &MainWindow::select);
    connect(m_tree, &ObjectTree::activated, this, &MainWindow::showObject);
    connect(m_tree, &ObjectTree::deleteRequested, this, &MainWindow::deleteKeys);
    connect(m_tree, &ObjectTree::dataRequested, this, &MainWindow::showRows);
    connect(m_tree, &ObjectTree::renameRequested, this, [this](const ObjectKey& key) {
        select({key});
        m_inspectorDock->show();
        m_inspectorDock->raise();
        m_inspector->editName();
    });
    connect(m_inspector, &Inspector::selectionRequested, this, &MainWindow::select);
    connect(m_palette, &CommandPalette::objectChosen, this, &MainWindow::showObject);
    connect(m_problems, &ProblemsPanel::objectChosen, this, &MainWindow::showObject);
    connect(m_problems, &ProblemsPanel::countChanged, this, &MainWindow::showProblems);
    connect(m_problems, &ProblemsPanel::refused, this, &MainWindow::tell);
    connect(m_review, &ReviewPage::connectionWanted, this,
            [this] { askConnection([this](const ConnectionSpec& spec) { m_link.addConnection(spec); }); });
    connect(m_review, &ReviewPage::saveWanted, this, &MainWindow::save);
    connect(m_review, &ReviewPage::logged, this, &MainWindow::log);
    m_sqlPause.setSingleShot(true);
    m_sqlPause.setInterval(sqlPause);
    connect(&m_sqlPause, &QTimer::timeout, this, &MainWindow::showSql);
    connect(m_sqlDock, &QDockWidget::visibilityChanged, &m_sqlPause, qOverload<>(&QTimer::start));
    connect(&m_runner, &TaskRunner::started, this, [this](RunningTask* task) {
        if (!task->isQuiet()) {
            m_tasks.emplace_back(task);
            connect(task, &RunningTask::progress, this, [this, task](const QString& step, double fraction) {
                m_taskLabel->setText(QStringLiteral("%1: %2").arg(task->label(), step));
                m_taskProgress->setRange(0, fraction < 0 ? 0 : 1000);
                m_taskProgress->setValue(static_cast<int>(fraction * 1000));
            });
            connect(task, &QObject::destroyed, this, [this] { showTasks(); });
        }
        showTasks();
    });
    connect(&m_runner, &TaskRunner::finished, this, [this](RunningTask* task) {
        task->disconnect(this);
        std::erase_if(m_tasks, [task](const QPointer<RunningTask>& each) { return each == task; });
        showTasks();
    });
    connect(m_taskCancel, &QToolButton::clicked, this, [this] {
        for (const QPointer<RunningTask>& task : m_tasks) {
            if (task)
                task->cancel();
        }
        m_taskLabel->setText(tr("Stopping …"));
    });
}

void MainWindow::select(const std::vector<ObjectKey>& keys)
{
    if (keys == m_selection)
        return;
    m_selection = keys;
    m_tree->setSelection(keys);
    m_inspector->setSelection(keys);
    for (DiagramTab* tab : m_diagrams)
        tab->canvas().setSelection(keys);
    m_sqlPause.start();
}

void MainWindow::showObject(const ObjectKey& key)
{
    const ObjectKey owner = ownerOfOrigin(key);
    const ObjectKey card = owner.parent.empty() ? owner : keyOf(Kind::Table, owner.schema, owner.parent);
    if (isTableOrView(card.kind)) {
        showDiagram();
        if (DiagramTab* tab = diagramTab())
            tab->canvas().centerOn(card);
    }
    m_inspectorDock->show();
    select({key});
}

void MainWindow::showRows(const ObjectKey& key)
{
    if (!m_link.spec()) {
        tell(tr("Choose a database to read the rows from"));
        askConnection([this, key](const ConnectionSpec& spec) {
            m_link.addConnection(spec);
            showRows(key);
        });
        return;
    }
    auto* rows = new TableData(m_runner, *m_link.spec(), key, m_tabs);
    m_tabs->addTab(rows, themeIcon(QStringLiteral("labplot-spreadsheet")), shortName(key));
    m_tabs->setCurrentWidget(rows);
}

void MainWindow::showReview()
{
    if (!m_workspace.isOpen())
        return;
    if (m_tabs->indexOf(m_review) < 0) {
        const int index = m_tabs->addTab(m_review, themeIcon(QStringLiteral("vcs-diff")), tr("Review"));
        m_tabs->tabBar()->setTabToolTip(index, tr("The differences between the model and a database"));
    }
    m_tabs->setCurrentWidget(m_review);
    m_review->refresh();
}

void MainWindow::showHistory()
{
    if (!m_workspace.isOpen())
        return;
    if (m_history == nullptr) {
        m_history = new HistoryPage(m_workspace, m_link, m_syntax, m_appearance, this);
        connect(m_history, &HistoryPage::connectionWanted, this,
                [this] { askConnection([this](const ConnectionSpec& spec) { m_link.addConnection(spec); }); });
        connect(m_history, &HistoryPage::logged, this, &MainWindow::log);
    }
    if (m_tabs->indexOf(m_history) < 0) {
        const int index = m_tabs->addTab(m_history, themeIcon(QStringLiteral("view-history")), tr("History"));
        m_tabs->tabBar()->setTabToolTip(index, tr("The revisions, and the revision of a database"));
    }
    m_tabs->setCurrentWidget(m_history);
    m_history->refresh();
}

DiagramTab* MainWindow::diagramTab() const
{
    if (auto* tab = qobject_cast<DiagramTab*>(m_tabs->currentWidget()))
        return tab;
    return m_diagrams.isEmpty() ? nullptr : m_diagrams.front();
}

void MainWindow::onOpened()
{
    m_selection.clear();
    m_inspector->setSelection({});
    m_sql->clear();
    for (int i = m_tabs->count() - 1; i >= 0; --i) {
        QWidget* page = m_tabs->widget(i);
        m_tabs->removeTab(i);
        if (qobject_cast<TableData*>(page))
            page->deleteLater();
    }
    setDocksShown(true);
    m_tree->setCatalog(m_workspace.document().catalog());
    forgetDiagrams();
    rebuildDiagrams();
    if (!m_diagrams.isEmpty()) {
        m_tabs->setCurrentWidget(m_diagrams.front());
        m_diagrams.front()->setFocus();
    }
    for (QAction* each : m_modelActions)
        each->setEnabled(true);
    const QStringList names = m_workspace.databaseNames();
    m_databaseBox->clear();
    m_databaseBox->addItems(names);
    if (const DatabaseConfig* database = m_workspace.database())
        m_databaseBox->setCurrentText(toQt(database->name));
    for (QAction* each : m_toolBar->actions()) {
        if (m_toolBar->widgetForAction(each) == m_databaseBox)
            each->setVisible(names.size() > 1);
    }
    if (m_workspace.project())
        remember(toQt(m_workspace.project()->root.string()));
    m_welcome->setMessage({}, false);
    log(tr("Opened %1: %n objects", nullptr, static_cast<int>(m_workspace.document().catalog().size()))
            .arg(m_workspace.title()));
    m_problems->setNaming(m_workspace.project() ? m_workspace.project()->config.naming : NamingRules());
    m_problems->setActive(true);
    showTemplates();
    showTitle();
    showStatus();
}

void MainWindow::showWelcome()
{
    if (m_tabs->indexOf(m_welcome) < 0)
        m_tabs->addTab(m_welcome, themeIcon(QStringLiteral("bookmarks")), tr("Welcome"));
    m_tabs->setCurrentWidget(m_welcome);
    m_welcome->setRecent(QSettings().value(recentKey).toStringList());
    m_welcome->setRecovered(m_workspace.recovery().leftBehind());
}

void MainWindow::remember(const QString& folder)
{
    QSettings settings;
    QStringList recent = settings.value(recentKey).toStringList();
    recent.removeAll(folder);
    recent.prepend(folder);
    settings.setValue(recentKey, QStringList(recent.mid(0, recentShown)));
    m_welcome->setRecent(recent.mid(0, recentShown));
}

void MainWindow::openDemo()
{
    whenSaved([this] {
        m_welcome->setMessage(tr("Starting PostgreSQL for the demo …"), false);
        const std::filesystem::path folder = std::filesystem::path(toUtf8(m_settings.dataFolder)) / "demo";
        m_runner.run<DemoShop>(
            this, tr("Opening the demo shop"),
            [source = m_settings.demoSource, folder](const Task& task) { return openDemoShop(source, folder, task); },
            [this](Result<DemoShop> demo) {
                if (!demo) {
                    report(tr("Could not open the demo shop"), demo.error());
                    return;
                }
                m_link.setServer(tr("Demo server"), demo->project, demo->server);
                const std::vector<DatabaseConfig>& databases = demo->project.config.databases;
                const auto orders = std::ranges::find(databases, "orders", &DatabaseConfig::name);
                const std::string name = orders != databases.end() ? orders->name : databases.front().name;
                m_workspace.openProjectDatabase(demo->project, toQt(name));
            });
    });
}

void MainWindow::openFolder(const QString& folder)
{
    whenSaved([this, folder] { m_workspace.openFolder(folder); });
}

void MainWindow::deleteKeys(const std::vector<ObjectKey>& keys)
{
    if (keys.empty())
        return;
    const QString label = keys.size() == 1 ? tr("Delete %1").arg(shortName(keys.front()))
                                           : tr("Delete %n objects", nullptr, static_cast<int>(keys.size()));
    const Result<void> done =
        m_workspace.document().edit(label, [&](ProjectState& state) { return removeElements(state, keys); });
    if (!done)
        tell(toQt(done.error().text()));
}

void MainWindow::whenSaved(const std::function<void()>& then)
{
    if (!m_workspace.isOpen() || !m_workspace.document().isDirty()) {
        then();
        return;
    }
    QMessageBox* box = plainBox(this, QMessageBox::Question, tr("%1 has unsaved changes.").arg(m_workspace.title()),
                                tr("They are lost if you do not save them."),
                                QMessageBox::Save | QMessageBox::Discard | QMessageBox::Cancel);
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

void MainWindow::closeEvent(QCloseEvent* event)
{
    if (!m_mayClose && m_workspace.isOpen() && m_workspace.document().isDirty()) {
        event->ignore();
        whenSaved([this] {
            m_mayClose = true;
            close();
        });
        return;
    }
    giveRoom(false);
    QSettings settings;
    settings.setValue(geometryKey, saveGeometry());
    if (m_docksShown)
        settings.setValue(stateKey, saveState(stateVersion));
    m_workspace.close();
    event->accept();
}

} // namespace schemawright
