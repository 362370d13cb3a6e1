#include "ui/window/main_window.h"

#include "ui/basics/message_box.h"
#include "ui/basics/text.h"
#include "ui/diagram/diagram_tab.h"
#include "ui/document/edits.h"
#include "ui/document/followed.h"
#include "ui/inspector/inspector.h"
#include "ui/panels/command_palette.h"
#include "ui/panels/object_tree.h"
#include "ui/panels/problems_panel.h"
#include "ui/panels/script_view.h"
#include "ui/window/add_menu.h"
#include "ui/window/diagram_tabs.h"
#include "ui/window/file_controller.h"
#include "ui/window/outside_questions.h"
#include "ui/window/sql_preview.h"
#include "ui/window/status_line.h"
#include "ui/window/task_status.h"
#include "ui/window/trust_bar.h"
#include "ui/window/welcome_page.h"
#include "ui/window/window_docks.h"
#include "ui/window/window_pages.h"

#include <QCloseEvent>
#include <QDockWidget>
#include <QPlainTextEdit>
#include <QSettings>
#include <QStatusBar>
#include <QTabWidget>
#include <QTime>
#include <QVBoxLayout>

#include <algorithm>

namespace schemawright {

namespace {

const QString geometryKey = QStringLiteral("window/geometry");

} // namespace

MainWindow::MainWindow(WindowSettings settings, QWidget* parent)
    : QMainWindow(parent), m_workspace(m_runner, settings.cacheFolder, std::move(settings.trust)),
      m_connections(m_workspace, std::move(settings.connectionOf), *this), m_actions(*this)
{
    setObjectName(QStringLiteral("mainWindow"));
    setDockOptions(QMainWindow::AnimatedDocks | QMainWindow::AllowTabbedDocks | QMainWindow::AllowNestedDocks);
    setDocumentMode(true);
    buildCentre();
    buildDocks();
    buildControllers(settings);
    buildMenus();
    m_palette = new CommandPalette(this);
    connectModel();
    connectControllers();
    connectPanels();
    resize(1440, 900);
    restoreGeometry(QSettings().value(geometryKey).toByteArray());
    showWelcome();
    showStatus();
}

MainWindow::~MainWindow()
{
    // What looks at the document goes before it does, children would outlive the members; and nobody tells the window any more.
    m_tabs->disconnect(this);
    m_workspace.disconnect(this);
    m_workspace.document().disconnect(this);
    m_workspace.resolver().disconnect(this);
    m_connections.link().disconnect(this);
    m_tasks.reset();
    // An editor on a card that loses the focus now would still choose and undo.
    m_diagrams.reset();
    m_files.reset();
    m_outside.reset();
    m_adding.reset();
    m_status.reset();
    m_sql.reset();
    m_docks.reset();
    delete m_palette;
    m_pages.reset();
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
    m_pages = std::make_unique<WindowPages>(m_workspace, m_connections, m_syntax, m_appearance, *m_tabs);
}

void MainWindow::buildDocks()
{
    m_tree = new ObjectTree(this);
    m_inspector = new Inspector(m_workspace.document(), m_workspace.resolver(), m_workspace.bodies(), m_syntax, this);
    m_inspector->setObjectName(QStringLiteral("inspector"));
    m_problems =
        new ProblemsPanel(m_workspace.document(), m_workspace.resolver(), m_workspace.bodies(), m_runner, this);
    m_sql = std::make_unique<SqlPreview>(m_workspace, m_selection, m_syntax, this);
    m_log = new QPlainTextEdit(this);
    m_log->setObjectName(QStringLiteral("log"));
    m_log->setAccessibleName(tr("Log"));
    m_log->setReadOnly(true);
    m_log->setMaximumBlockCount(5000);
    m_log->setFrameShape(QFrame::NoFrame);
    const DockContents contents{
        .tree = m_tree, .inspector = m_inspector, .problems = m_problems, .sql = m_sql->view(), .log = m_log};
    m_docks = std::make_unique<WindowDocks>(*this, contents);
}

void MainWindow::buildControllers(const WindowSettings& settings)
{
    const FileController::Demo demo{.source = settings.demoSource,
                                    .folder = std::filesystem::path(toUtf8(settings.dataFolder)) / "demo"};
    m_files = std::make_unique<FileController>(m_workspace, m_connections, m_pages->welcome(), demo, *this);
    m_outside = std::make_unique<OutsideQuestions>(m_workspace, *this);
    m_diagrams = std::make_unique<DiagramTabs>(m_workspace, m_appearance, *m_tabs);
    m_status = std::make_unique<StatusLine>(m_workspace, m_connections.link(), *statusBar());
    m_tasks = std::make_unique<TaskStatus>(m_runner, *statusBar());
}

void MainWindow::connectModel()
{
    connect(&m_workspace, &Workspace::opened, this, &MainWindow::onOpened);
    connect(&m_workspace, &Workspace::logged, this, &MainWindow::log);
    connect(&m_workspace.resolver(), &Resolver::stateChanged, this, &MainWindow::showStatus);
    connect(&m_workspace.document(), &Document::changed, this,
            [this](const ProjectState& before, const ProjectState& after) {
                if (!after.sharesCatalogWith(before)) {
                    m_selection = followed(std::move(m_selection), before, after);
                    if (m_tree->setCatalog(after.catalog))
                        m_tree->setSelection(m_selection);
                    m_sql->refresh();
                }
                const bool sameDiagrams =
                    std::ranges::equal(before.diagrams, after.diagrams, {}, &Diagram::name, &Diagram::name);
                if (m_docks->isShown() && !sameDiagrams)
                    m_diagrams->rebuild();
            });
    connect(&m_connections.link(), &DatabaseLink::changed, this, [this] {
        m_problems->setDatabaseError(m_connections.link().error());
        showStatus();
    });
}

void MainWindow::connectControllers()
{
    connect(m_files.get(), &FileController::welcomeWanted, this, &MainWindow::showWelcome);
    connect(m_files.get(), &FileController::failed, this, &MainWindow::report);
    connect(m_files.get(), &FileController::told, this, &MainWindow::tell);
    connect(m_files.get(), &FileController::logged, this, &MainWindow::log);
    connect(m_outside.get(), &OutsideQuestions::told, this, &MainWindow::tell);
    connect(m_outside.get(), &OutsideQuestions::logged, this, &MainWindow::log);
    connect(&m_connections, &ConnectionController::told, this, &MainWindow::tell);
    connect(&m_connections, &ConnectionController::logged, this, &MainWindow::log);
    connect(m_diagrams.get(), &DiagramTabs::selectionChanged, this, &MainWindow::select);
    connect(m_diagrams.get(), &DiagramTabs::inspectRequested, this, [this](const ObjectKey& key) {
        m_docks->showInspector();
        select({key});
    });
    connect(m_diagrams.get(), &DiagramTabs::told, this, &MainWindow::tell);
    connect(m_diagrams.get(), &DiagramTabs::logged, this, &MainWindow::log);
    connect(m_diagrams.get(), &DiagramTabs::zoomChanged, this, &MainWindow::showStatus);
    connect(m_adding.get(), &AddMenu::added, this, &MainWindow::editName);
    connect(m_adding.get(), &AddMenu::told, this, &MainWindow::tell);
    connect(m_pages.get(), &WindowPages::saveWanted, m_files.get(), &FileController::save);
    connect(m_pages.get(), &WindowPages::told, this, &MainWindow::tell);
    connect(m_pages.get(), &WindowPages::logged, this, &MainWindow::log);
    connect(m_status.get(), &StatusLine::reviewWanted, this, &MainWindow::showReview);
}

void MainWindow::connectPanels()
{
    connect(m_tabs, &QTabWidget::currentChanged, this, [this] {
        m_docks->giveRoom(m_docks->isShown() && m_pages->needRoom());
        showStatus();
    });
    connect(m_trustBar, &TrustBar::logged, this, &MainWindow::log);
    connect(m_tree, &ObjectTree::selectionChanged, this, &MainWindow::select);
    connect(m_tree, &ObjectTree::activated, this, &MainWindow::showObject);
    connect(m_tree, &ObjectTree::deleteRequested, this, &MainWindow::deleteKeys);
    connect(m_tree, &ObjectTree::dataRequested, this, &MainWindow::showRows);
    connect(m_tree, &ObjectTree::renameRequested, this, &MainWindow::editName);
    connect(m_inspector, &Inspector::selectionRequested, this, &MainWindow::select);
    connect(m_palette, &CommandPalette::objectChosen, this, &MainWindow::showObject);
    connect(m_problems, &ProblemsPanel::objectChosen, this, &MainWindow::showObject);
    connect(m_problems, &ProblemsPanel::countChanged, this, &MainWindow::showProblems);
    connect(m_problems, &ProblemsPanel::refused, this, &MainWindow::tell);
    connect(m_docks->sql(), &QDockWidget::visibilityChanged, m_sql.get(), &SqlPreview::refresh);
}

ReviewPage* MainWindow::review() const
{
    return m_pages->review();
}

DiagramTab* MainWindow::diagramTab() const
{
    return m_diagrams->current();
}

void MainWindow::openDemo()
{
    m_files->openDemo();
}

void MainWindow::openFolder(const QString& folder)
{
    m_files->openFolder(folder);
}

void MainWindow::showReview()
{
    m_pages->showReview();
}

void MainWindow::showHistory()
{
    m_pages->showHistory();
}

void MainWindow::showDiagram()
{
    m_diagrams->show();
}

void MainWindow::showRows(const ObjectKey& key)
{
    m_pages->showRows(key);
}

void MainWindow::select(const std::vector<ObjectKey>& keys)
{
    if (keys == m_selection)
        return;
    m_selection = keys;
    m_tree->setSelection(keys);
    m_inspector->setSelection(keys);
    m_diagrams->setSelection(keys);
    m_sql->refresh();
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
    m_docks->inspector()->show();
    select({key});
}

void MainWindow::onOpened()
{
    m_selection.clear();
    m_inspector->setSelection({});
    m_sql->clear();
    m_pages->closeAll();
    m_docks->show();
    m_tree->setCatalog(m_workspace.document().catalog());
    m_diagrams->restart();
    m_actions.setModelOpen(true);
    m_files->onOpened();
    log(tr("Opened %1: %n objects", nullptr, static_cast<int>(m_workspace.document().catalog().size()))
            .arg(m_workspace.title()));
    m_problems->setNaming(m_workspace.project() ? m_workspace.project()->config.naming : NamingRules());
    m_problems->setActive(true);
    m_adding->showTemplates();
    showStatus();
}

void MainWindow::showWelcome()
{
    m_pages->showWelcome();
    m_files->fillWelcome();
}

void MainWindow::showStatus()
{
    DiagramTab* tab = m_diagrams->inFront();
    m_status->show(tab == nullptr ? std::nullopt : std::optional(tab->canvas().zoom()));
}

void MainWindow::showProblems()
{
    const int count = m_problems->errorCount() + m_problems->warningCount() + m_problems->adviceCount();
    m_docks->problems()->setWindowTitle(count == 0 ? tr("Problems") : tr("Problems (%1)").arg(count));
}

void MainWindow::tell(const QString& sentence)
{
    m_status->tell(sentence);
}

void MainWindow::log(const QString& line)
{
    m_log->appendPlainText(QTime::currentTime().toString(QStringLiteral("HH:mm:ss  ")) + line);
}

void MainWindow::report(const QString& what, const Error& error)
{
    const QString text = tr("%1: %2").arg(what, toQt(error.text()));
    log(text);
    if (error.code == ErrorCode::Cancelled)
        return;
    if (!m_workspace.isOpen()) {
        m_pages->welcome().setMessage(text, true);
        return;
    }
    QMessageBox* box = plainBox(this, QMessageBox::Warning, what, toQt(error.text()), QMessageBox::Ok);
    box->setObjectName(QStringLiteral("failure"));
    if (!error.statement.empty())
        box->setDetailedText(toQt(error.statement));
    box->open();
}

void MainWindow::editName(const ObjectKey& key)
{
    select({key});
    m_docks->showInspector();
    m_inspector->editName();
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

void MainWindow::closeEvent(QCloseEvent* event)
{
    if (!m_mayClose && m_workspace.isOpen() && m_workspace.document().isDirty()) {
        event->ignore();
        m_files->whenSaved([this] {
            m_mayClose = true;
            close();
        });
        return;
    }
    m_docks->store();
    QSettings().setValue(geometryKey, saveGeometry());
    m_workspace.close();
    event->accept();
}

} // namespace schemawright
