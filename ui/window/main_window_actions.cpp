#include "ui/window/main_window.h"

#include "ui/basics/choice_box.h"
#include "ui/basics/text.h"
#include "ui/basics/theme_icon.h"
#include "ui/diagram/diagram_actions.h"
#include "ui/diagram/diagram_tab.h"
#include "ui/inspector/inspector.h"
#include "ui/panels/command_palette.h"
#include "ui/panels/object_tree.h"
#include "ui/picture/text_width.h"
#include "ui/window/shortcuts_page.h"
#include "ui/window/trust_bar.h"
#include "ui/window/welcome_page.h"
#include "ui/workspace/connection_dialog.h"

#include <QAbstractItemView>
#include <QActionGroup>
#include <QApplication>
#include <QComboBox>
#include <QDockWidget>
#include <QFileDialog>
#include <QLabel>
#include <QMenuBar>
#include <QMessageBox>
#include <QStandardPaths>
#include <QTabWidget>
#include <QToolBar>
#include <QToolButton>

namespace schemawright {

QAction* MainWindow::action(const char* name, const char* icon, const QString& text, const QKeySequence& keys,
                            const QString& tip, const std::function<void()>& run)
{
    auto* made = new QAction(themeIcon(QLatin1String(icon)), text, this);
    made->setObjectName(QLatin1String(name));
    made->setShortcut(keys);
    const QString shown = keys.toString(QKeySequence::NativeText);
    made->setToolTip(shown.isEmpty() ? tip : QStringLiteral("%1 (%2)").arg(tip, shown));
    made->setStatusTip(tip);
    connect(made, &QAction::triggered, this, run);
    m_actions.append(made);
    addAction(made);
    return made;
}

void MainWindow::buildActions()
{
    m_toolBar = addToolBar(tr("Tools"));
    m_toolBar->setObjectName(QStringLiteral("tools"));
    m_toolBar->setMovable(false);
    m_toolBar->setIconSize({20, 20});
    m_toolBar->setContextMenuPolicy(Qt::PreventContextMenu);
    buildFileActions();
    buildEditActions();
    buildAddActions();
    buildViewActions();
    buildDiagramActions();
    buildDatabaseActions();
    auto* help = menuBar()->addMenu(tr("&Help"));
    help->addAction(action("shortcuts", "configure", tr("Keyboard shortcuts"), QKeySequence(tr("Ctrl+F1")),
                           tr("Lists every action with its keys"), [this] { showShortcuts(); }));
    help->addAction(action("about", "help-about", tr("About Schemawright"), {}, tr("Version and licence"),
                           [this] { showAbout(); }));
    for (QAction* each : m_modelActions)
        each->setEnabled(false);
    m_toolBar->hide();
}

void MainWindow::buildFileActions()
{
    auto* menu = menuBar()->addMenu(tr("&File"));
    menu->addAction(action("welcome", "bookmarks", tr("Welcome page"), {},
                           tr("Shows ways to start and recent projects"), [this] { showWelcome(); }));
    menu->addSeparator();
    menu->addAction(action("new", "document-new", tr("&New model"), QKeySequence::New, tr("Starts with an empty model"),
                           [this] { whenSaved([this] { m_workspace.newModel(); }); }));
    menu->addAction(action(
        "open", "folder-open", tr("&Open project …"), QKeySequence::Open, tr("Opens a folder with schemawright.toml"),
        [this] { chooseFolder(tr("Open a project"), [this](const QString& folder) { openFolder(folder); }); }));
    menu->addAction(action("demo", "media-playback-start", tr("Open the &demo shop"), {},
                           tr("Opens an online shop on its own PostgreSQL server"), [this] { openDemo(); }));
    menu->addSeparator();
    menu->addAction(action("reverse", "server-database", tr("&Reverse-engineer a database …"), {},
                           tr("Creates a model from a live database"), [this] {
                               askConnection([this](const ConnectionSpec& spec) {
                                   whenSaved([this, spec] { m_workspace.reverseEngineer(spec); });
                               });
                           }));
    menu->addAction(action("import", "document-import", tr("&Import SQL as a new model …"), {},
                           tr("Creates a model from a script or the output of pg_dump"), [this] { importSql(false); }));
    QAction* merge = action("importInto", "document-import", tr("Import SQL into this &model …"), {},
                            tr("Adds the objects of a script to the model"), [this] { importSql(true); });
    menu->addAction(merge);
    menu->addSeparator();
    m_saveAction = action("save", "document-save", tr("&Save"), QKeySequence::Save,
                          tr("Writes the model, its diagrams and renames"), [this] { save(); });
    menu->addAction(m_saveAction);
    QAction* saveElsewhere = action("saveAs", "document-save-as", tr("Save &as …"), QKeySequence::SaveAs,
                                    tr("Creates a project in another folder"), [this] { saveAs(); });
    menu->addAction(saveElsewhere);
    menu->addSeparator();
    menu->addAction(action("quit", "application-exit", tr("&Quit"), QKeySequence::Quit, tr("Closes the window"),
                           [this] { close(); }));
    m_modelActions << merge << saveElsewhere;
    m_toolBar->addAction(m_saveAction);
    m_toolBar->addSeparator();
}

void MainWindow::buildEditActions()
{
    auto* menu = menuBar()->addMenu(tr("&Edit"));
    QUndoStack& stack = m_workspace.document().undoStack();
    QAction* undo = action("undo", "edit-undo", tr("Undo"), QKeySequence::Undo, {}, [&stack] { stack.undo(); });
    QAction* redo = action("redo", "edit-redo", tr("Redo"), QKeySequence::Redo, {}, [&stack] { stack.redo(); });
    // Steps are called after what they change: a name is neither markup nor a mnemonic.
    const auto nameAfterStep = [](QAction* action, const QString& verb, const QString& step) {
        const QString line = (verb + u' ' + toQt(oneLine(toUtf8(step)))).trimmed();
        action->setText(QString(line).replace(u'&', QStringLiteral("&&")));
        action->setToolTip(
            plainTip(QStringLiteral("%1 (%2)").arg(line, action->shortcut().toString(QKeySequence::NativeText))));
    };
    const auto nameUndo = [undo, nameAfterStep](const QString& step) { nameAfterStep(undo, tr("Undo"), step); };
    const auto nameRedo = [redo, nameAfterStep](const QString& step) { nameAfterStep(redo, tr("Redo"), step); };
    nameUndo({});
    nameRedo({});
    undo->setEnabled(false);
    redo->setEnabled(false);
    connect(&stack, &QUndoStack::undoTextChanged, undo, nameUndo);
    connect(&stack, &QUndoStack::redoTextChanged, redo, nameRedo);
    connect(&stack, &QUndoStack::canUndoChanged, undo, &QAction::setEnabled);
    connect(&stack, &QUndoStack::canRedoChanged, redo, &QAction::setEnabled);
    menu->addAction(undo);
    menu->addAction(redo);
    menu->addSeparator();
    QAction* table = action(
        "addTable", "table", tr("Add &table"), QKeySequence(tr("Ctrl+T")), tr("Adds a table to the diagram"), [this] {
            showDiagram();
            if (DiagramTab* tab = diagramTab()) {
                CanvasView& canvas = tab->canvas();
                tab->addTable(canvas.toScene(QPointF(canvas.viewport()->rect().center()) - QPointF(75, 40)));
            }
        });
    QAction* column = action("addColumnAction", "edit-table-insert-row-below", tr("Add &column"),
                             QKeySequence(tr("Ctrl+Shift+C")), tr("Adds a column to the selected table"), [this] {
                                 m_inspectorDock->show();
                                 m_inspector->addColumn();
                             });
    QAction* rename = action("rename", "edit-rename", tr("&Rename"), QKeySequence(Qt::Key_F2),
                             tr("Renames the selected object, or edits the cell"), [this] { editInPlace(); });
    QAction* arrange = action("arrange", "distribute-graph-directed", tr("&Arrange"), QKeySequence(tr("Ctrl+Shift+A")),
                              tr("Rearranges all tables of the diagram"), [this] {
                                  if (const DiagramTab* tab = diagramTab())
                                      m_workspace.arrangeDiagram(toQt(tab->diagram()));
                              });
    for (QAction* each : {table, column, rename, arrange})
        menu->addAction(each);
    menu->addSeparator();
    QAction* find =
        action("find", "edit-find", tr("&Find object"), QKeySequence::Find, tr("Filters the object tree"), [this] {
            m_treeDock->show();
            m_treeDock->raise();
            m_tree->focusFilter();
        });
    menu->addAction(find);
    menu->addAction(action("palette", "quickopen", tr("Command &palette"), QKeySequence(tr("Ctrl+K")),
                           tr("Finds any action and any object"), [this] { openPalette(); }));
    m_modelActions << table << column << rename << arrange << find;
    m_toolBar->addAction(undo);
    m_toolBar->addAction(redo);
    m_toolBar->addSeparator();
    m_toolBar->addAction(table);
    m_toolBar->addAction(arrange);
}

void MainWindow::buildViewActions()
{
    auto* menu = menuBar()->addMenu(tr("&View"));
    const auto zoom = [&](const char* name, const char* icon, const QString& text, const QKeySequence& keys,
                          const QString& tip, void (CanvasView::*slot)()) {
        QAction* made = action(name, icon, text, keys, tip, [this, slot] {
            if (DiagramTab* tab = diagramTab())
                (tab->canvas().*slot)();
        });
        menu->addAction(made);
        m_modelActions << made;
        return made;
    };
    zoom("zoomIn", "zoom-in", tr("Zoom in"), QKeySequence::ZoomIn, tr("Enlarges the diagram"), &CanvasView::zoomIn);
    zoom("zoomOut", "zoom-out", tr("Zoom out"), QKeySequence::ZoomOut, tr("Shrinks the diagram"), &CanvasView::zoomOut);
    QAction* fit = zoom("zoomFit", "zoom-fit-best", tr("Zoom to fit"), QKeySequence(tr("Ctrl+0")),
                        tr("Shows the whole diagram"), &CanvasView::zoomToFit);
    zoom("zoomSelection", "zoom-fit-best", tr("Zoom to selection"), QKeySequence(tr("Ctrl+Shift+0")),
         tr("Shows the selected objects"), &CanvasView::zoomToSelection);
    QAction* full = action("zoom100", "zoom-original", tr("Zoom to 100 %"), QKeySequence(tr("Ctrl+1")),
                           tr("Shows the diagram at its actual size"), [this] {
                               if (DiagramTab* tab = diagramTab())
                                   tab->canvas().setZoom(1);
                           });
    menu->addAction(full);
    m_modelActions << full;
    menu->addSeparator();
    for (QDockWidget* dock : {m_treeDock, m_inspectorDock, m_problemsDock, m_sqlDock, m_logDock}) {
        QAction* toggle = dock->toggleViewAction();
        toggle->setToolTip(tr("Shows or hides %1").arg(dock->windowTitle()));
        menu->addAction(toggle);
        m_actions << toggle;
    }
    menu->addSeparator();
    auto* appearance = menu->addMenu(themeIcon(QStringLiteral("contrast")), tr("Appearance"));
    auto* group = new QActionGroup(this);
    const auto choice = [&](const char* name, const QString& text, Appearance::Choice value) {
        QAction* made = action(name, "contrast", text, {}, tr("Sets the colours of the program"),
                               [this, value] { m_appearance.choose(value); });
        made->setCheckable(true);
        made->setChecked(m_appearance.choice() == value);
        group->addAction(made);
        appearance->addAction(made);
    };
    choice("followSystem", tr("System"), Appearance::Choice::System);
    choice("light", tr("Light"), Appearance::Choice::Light);
    choice("dark", tr("Dark"), Appearance::Choice::Dark);
    m_toolBar->addAction(fit);
    m_toolBar->addSeparator();
}

void MainWindow::buildDatabaseActions()
{
    auto* menu = menuBar()->addMenu(tr("&Database"));
    QAction* review =
        action("review", "vcs-diff", tr("Review &changes"), QKeySequence(tr("Ctrl+R")),
               tr("Shows the differences between the model and the database as proved SQL"), [this] { showReview(); });
    QAction* history = action("history", "view-history", tr("&History"), QKeySequence(tr("Ctrl+H")),
                              tr("Shows the revisions and the database's revision; upgrades and downgrades it"),
                              [this] { showHistory(); });
    QAction* connection =
        action("connect", "network-connect", tr("&Connect …"), {}, tr("Chooses the database to compare with"),
               [this] { askConnection([this](const ConnectionSpec& spec) { m_link.addConnection(spec); }); });
    QAction* rows = action("rows", "labplot-spreadsheet", tr("Show &rows of the selected table"), {},
                           tr("Shows the table's rows in the database"), [this] {
                               if (!m_selection.empty()) {
                                   const ObjectKey& key = m_selection.front();
                                   showRows(key.parent.empty() ? key : keyOf(Kind::Table, key.schema, key.parent));
                               }
                           });
    QAction* check =
        action("checkNow", "dialog-ok-apply", tr("Check the &model now"), {},
               tr("Checks the edited model with PostgreSQL"), [this] { m_workspace.resolver().resolveNow(); });
    QAction* refresh =
        action("refreshModel", "view-refresh", tr("Re&fresh the model from the database"), {},
               tr("Merges the database's changes into the model; cards stay in place"), [this] { refreshModel(); });
    QAction* trust = action("trust", "document-encrypt", tr("&Trust of this folder …"), {},
                            tr("Shows the commands and servers in schemawright.toml"), [this] { m_trustBar->ask(); });
    for (QAction* each : {review, history, connection, refresh, rows, check, trust})
        menu->addAction(each);
    m_modelActions << review << history << connection << refresh << rows << check << trust;
    m_toolBar->addAction(review);
    if (auto* button = qobject_cast<QToolButton*>(m_toolBar->widgetForAction(review)))
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_databaseBox = new ChoiceBox(m_toolBar);
    m_databaseBox->setObjectName(QStringLiteral("databaseBox"));
    m_databaseBox->setAccessibleName(tr("Database of the project"));
    m_databaseBox->setToolTip(tr("The database of the project that is shown"));
    m_databaseBox->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    auto* spacer = new QWidget(m_toolBar);
    spacer->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    m_toolBar->addWidget(spacer);
    m_toolBar->addWidget(m_databaseBox);
    connect(m_databaseBox, &QComboBox::textActivated, this, [this](const QString& name) {
        const QString before = m_workspace.database() ? toQt(m_workspace.database()->name) : QString();
        m_databaseBox->setCurrentText(before); // until it is open
        whenSaved([this, name] { m_workspace.switchDatabase(name); });
    });
}

void MainWindow::editInPlace()
{
    // Where the focus is: in a list its cell, on the diagram the card or column.
    QWidget* focus = QApplication::focusWidget();
    if (auto* view = qobject_cast<QAbstractItemView*>(focus);
        view != nullptr && view->currentIndex().flags() & Qt::ItemIsEditable &&
        view->editTriggers() & QAbstractItemView::EditKeyPressed) {
        view->edit(view->currentIndex());
        return;
    }
    if (auto* canvas = qobject_cast<CanvasView*>(focus)) {
        if (canvas->selection().size() == 1) {
            canvas->rename(canvas->selection().front());
            return;
        }
        if (canvas->selectedNotes().size() == 1) {
            canvas->editNote(canvas->selectedNotes().front());
            return;
        }
    }
    m_inspectorDock->show();
    m_inspector->editName();
}

void MainWindow::openPalette()
{
    QList<QAction*> actions = m_actions;
    if (DiagramTab* tab = m_workspace.isOpen() ? diagramTab() : nullptr)
        actions += tab->actions().all();
    m_palette->open(actions, m_workspace.isOpen() ? m_workspace.document().catalog() : Catalog());
}

void MainWindow::save()
{
    if (!m_workspace.isOpen())
        return;
    if (m_workspace.project())
        m_workspace.save();
    else
        saveAs();
}

void MainWindow::saveAs()
{
    chooseFolder(tr("A folder for the project"), [this](const QString& folder) { m_workspace.saveTo(folder); });
}

void MainWindow::chooseFolder(const QString& title, const std::function<void(const QString&)>& then)
{
    auto* dialog = new QFileDialog(this, title, QStandardPaths::writableLocation(QStandardPaths::HomeLocation));
    dialog->setObjectName(QStringLiteral("folderDialog"));
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QFileDialog::fileSelected, this, then);
    dialog->open();
}

void MainWindow::importSql(bool intoOpen)
{
    auto* dialog =
        new QFileDialog(this, tr("Import SQL"), QStandardPaths::writableLocation(QStandardPaths::HomeLocation),
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

void MainWindow::askConnection(const std::function<void(const ConnectionSpec&)>& then)
{
    auto* dialog = new ConnectionDialog(m_runner, this);
    connect(dialog, &ConnectionDialog::chosen, this, [this, then](const ConnectionSpec& spec, bool remember) {
        if (const std::string password = spec.get("password"); !password.empty()) {
            ConnectionSpec without = spec;
            without.parameters.erase("password");
            m_passwords.remember(without, toQt(password), remember);
        }
        then(spec);
    });
    dialog->open();
}

void MainWindow::showShortcuts()
{
    QList<QAction*> actions = m_actions;
    if (DiagramTab* tab = diagramTab())
        actions += tab->actions().all();
    if (m_shortcuts == nullptr)
        m_shortcuts = new ShortcutsPage(m_tabs);
    m_shortcuts->setActions(actions);
    if (m_tabs->indexOf(m_shortcuts) < 0)
        m_tabs->addTab(m_shortcuts, themeIcon(QStringLiteral("configure")), tr("Keyboard shortcuts"));
    m_tabs->setCurrentWidget(m_shortcuts);
    m_shortcuts->setFocus();
}

void MainWindow::showAbout()
{
    auto* box = new QMessageBox(
        QMessageBox::NoIcon, tr("About Schemawright"),
        tr("Schemawright %1\n\nA designer and migration engine for PostgreSQL schemas.\nApache License 2.0")
            .arg(QStringLiteral(SCHEMAWRIGHT_VERSION)),
        QMessageBox::Close, this);
    box->setTextFormat(Qt::PlainText);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->open();
}

} // namespace schemawright
