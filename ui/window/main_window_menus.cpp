#include "ui/window/main_window.h"

#include "ui/basics/text.h"
#include "ui/basics/theme_icon.h"
#include "ui/diagram/diagram_actions.h"
#include "ui/diagram/diagram_tab.h"
#include "ui/inspector/inspector.h"
#include "ui/panels/command_palette.h"
#include "ui/panels/object_tree.h"
#include "ui/picture/text_width.h"
#include "ui/window/add_menu.h"
#include "ui/window/diagram_tabs.h"
#include "ui/window/file_controller.h"
#include "ui/window/trust_bar.h"
#include "ui/window/window_docks.h"
#include "ui/window/window_pages.h"

#include <QAbstractItemView>
#include <QActionGroup>
#include <QApplication>
#include <QDockWidget>
#include <QMenuBar>
#include <QMessageBox>
#include <QToolBar>
#include <QToolButton>

/// The menus and the tool bar. Those of files, diagrams and new objects are built by what runs them.
namespace schemawright {

void MainWindow::buildMenus()
{
    m_files->buildMenu(*menuBar()->addMenu(tr("&File")), *m_docks->toolBar(), m_actions);
    buildEditMenu();
    m_adding = std::make_unique<AddMenu>(m_workspace, m_selection, m_actions, *menuBar()->addMenu(tr("&Add")));
    buildViewMenu();
    m_diagrams->buildMenu(*menuBar()->addMenu(tr("Dia&gram")), m_actions);
    buildDatabaseMenu();
    buildHelpMenu();
    m_actions.setModelOpen(false);
}

void MainWindow::buildEditMenu()
{
    auto* menu = menuBar()->addMenu(tr("&Edit"));
    QUndoStack& stack = m_workspace.document().undoStack();
    QAction* undo = m_actions.add("undo", "edit-undo", tr("Undo"), QKeySequence::Undo, {}, [&stack] { stack.undo(); });
    QAction* redo = m_actions.add("redo", "edit-redo", tr("Redo"), QKeySequence::Redo, {}, [&stack] { stack.redo(); });
    nameUndoAndRedo(undo, redo);
    menu->addAction(undo);
    menu->addAction(redo);
    menu->addSeparator();
    QAction* table = m_actions.add("addTable", "table", tr("Add &table"), QKeySequence(tr("Ctrl+T")),
                                   tr("Adds a table to the diagram"), [this] { addTable(); });
    QAction* column =
        m_actions.add("addColumnAction", "edit-table-insert-row-below", tr("Add &column"),
                      QKeySequence(tr("Ctrl+Shift+C")), tr("Adds a column to the selected table"), [this] {
                          m_docks->inspector()->show();
                          m_inspector->addColumn();
                      });
    QAction* rename = m_actions.add("rename", "edit-rename", tr("&Rename"), QKeySequence(Qt::Key_F2),
                                    tr("Renames the selected object, or edits the cell"), [this] { editInPlace(); });
    QAction* arrange =
        m_actions.add("arrange", "distribute-graph-directed", tr("&Arrange"), QKeySequence(tr("Ctrl+Shift+A")),
                      tr("Rearranges all tables of the diagram"), [this] {
                          if (const DiagramTab* tab = diagramTab())
                              m_workspace.arrangeDiagram(toQt(tab->diagram()));
                      });
    for (QAction* each : {table, column, rename, arrange})
        menu->addAction(each);
    menu->addSeparator();
    QAction* find = m_actions.add("find", "edit-find", tr("&Find object"), QKeySequence::Find,
                                  tr("Filters the object tree"), [this] {
                                      m_docks->tree()->show();
                                      m_docks->tree()->raise();
                                      m_tree->focusFilter();
                                  });
    menu->addAction(find);
    menu->addAction(m_actions.add("palette", "quickopen", tr("Command &palette"), QKeySequence(tr("Ctrl+K")),
                                  tr("Finds any action and any object"), [this] { openPalette(); }));
    m_actions.needModel({table, column, rename, arrange, find});
    m_docks->toolBar()->addAction(undo);
    m_docks->toolBar()->addAction(redo);
    m_docks->toolBar()->addSeparator();
    m_docks->toolBar()->addAction(table);
    m_docks->toolBar()->addAction(arrange);
}

/// Steps are called after what they change: a name is neither markup nor a mnemonic.
void MainWindow::nameUndoAndRedo(QAction* undo, QAction* redo)
{
    const QUndoStack& stack = m_workspace.document().undoStack();
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
}

void MainWindow::addTable()
{
    showDiagram();
    if (DiagramTab* tab = diagramTab()) {
        CanvasView& canvas = tab->canvas();
        tab->addTable(canvas.toScene(QPointF(canvas.viewport()->rect().center()) - QPointF(75, 40)));
    }
}

void MainWindow::buildViewMenu()
{
    auto* menu = menuBar()->addMenu(tr("&View"));
    const auto zoom = [&](const char* name, const char* icon, const QString& text, const QKeySequence& keys,
                          const QString& tip, void (CanvasView::*slot)()) {
        QAction* made = m_actions.add(name, icon, text, keys, tip, [this, slot] {
            if (DiagramTab* tab = diagramTab())
                (tab->canvas().*slot)();
        });
        menu->addAction(made);
        m_actions.needModel({made});
        return made;
    };
    zoom("zoomIn", "zoom-in", tr("Zoom in"), QKeySequence::ZoomIn, tr("Enlarges the diagram"), &CanvasView::zoomIn);
    zoom("zoomOut", "zoom-out", tr("Zoom out"), QKeySequence::ZoomOut, tr("Shrinks the diagram"), &CanvasView::zoomOut);
    QAction* fit = zoom("zoomFit", "zoom-fit-best", tr("Zoom to fit"), QKeySequence(tr("Ctrl+0")),
                        tr("Shows the whole diagram"), &CanvasView::zoomToFit);
    zoom("zoomSelection", "zoom-fit-best", tr("Zoom to selection"), QKeySequence(tr("Ctrl+Shift+0")),
         tr("Shows the selected objects"), &CanvasView::zoomToSelection);
    QAction* full = m_actions.add("zoom100", "zoom-original", tr("Zoom to 100 %"), QKeySequence(tr("Ctrl+1")),
                                  tr("Shows the diagram at its actual size"), [this] {
                                      if (DiagramTab* tab = diagramTab())
                                          tab->canvas().setZoom(1);
                                  });
    menu->addAction(full);
    m_actions.needModel({full});
    menu->addSeparator();
    for (QDockWidget* dock : m_docks->all()) {
        QAction* toggle = dock->toggleViewAction();
        toggle->setToolTip(tr("Shows or hides %1").arg(dock->windowTitle()));
        menu->addAction(toggle);
        m_actions.list(toggle);
    }
    menu->addSeparator();
    buildAppearanceMenu(*menu->addMenu(themeIcon(QStringLiteral("contrast")), tr("Appearance")));
    m_docks->toolBar()->addAction(fit);
    m_docks->toolBar()->addSeparator();
}

void MainWindow::buildAppearanceMenu(QMenu& menu)
{
    auto* group = new QActionGroup(this);
    const auto choice = [&](const char* name, const QString& text, Appearance::Choice value) {
        QAction* made = m_actions.add(name, "contrast", text, {}, tr("Sets the colours of the program"),
                                      [this, value] { m_appearance.choose(value); });
        made->setCheckable(true);
        made->setChecked(m_appearance.choice() == value);
        group->addAction(made);
        menu.addAction(made);
    };
    choice("followSystem", tr("System"), Appearance::Choice::System);
    choice("light", tr("Light"), Appearance::Choice::Light);
    choice("dark", tr("Dark"), Appearance::Choice::Dark);
}

void MainWindow::buildDatabaseMenu()
{
    auto* menu = menuBar()->addMenu(tr("&Database"));
    QAction* review = m_actions.add("review", "vcs-diff", tr("Review &changes"), QKeySequence(tr("Ctrl+R")),
                                    tr("Shows the differences between the model and the database as proved SQL"),
                                    [this] { showReview(); });
    QAction* history = m_actions.add("history", "view-history", tr("&History"), QKeySequence(tr("Ctrl+H")),
                                     tr("Shows the revisions and the database's revision; upgrades and downgrades it"),
                                     [this] { showHistory(); });
    QAction* connection =
        m_actions.add("connect", "network-connect", tr("&Connect …"), {}, tr("Chooses the database to compare with"),
                      [this] { m_connections.askToAdd(); });
    QAction* rows = m_actions.add("rows", "labplot-spreadsheet", tr("Show &rows of the selected table"), {},
                                  tr("Shows the table's rows in the database"), [this] { showSelectedRows(); });
    QAction* check =
        m_actions.add("checkNow", "dialog-ok-apply", tr("Check the &model now"), {},
                      tr("Checks the edited model with PostgreSQL"), [this] { m_workspace.resolver().resolveNow(); });
    QAction* refresh = m_actions.add("refreshModel", "view-refresh", tr("Re&fresh the model from the database"), {},
                                     tr("Merges the database's changes into the model; cards stay in place"),
                                     [this] { m_connections.refreshModel(); });
    QAction* trust =
        m_actions.add("trust", "document-encrypt", tr("&Trust of this folder …"), {},
                      tr("Shows the commands and servers in schemawright.toml"), [this] { m_trustBar->ask(); });
    for (QAction* each : {review, history, connection, refresh, rows, check, trust})
        menu->addAction(each);
    m_actions.needModel({review, history, connection, refresh, rows, check, trust});
    m_docks->toolBar()->addAction(review);
    if (auto* button = qobject_cast<QToolButton*>(m_docks->toolBar()->widgetForAction(review)))
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    auto* spacer = new QWidget(m_docks->toolBar());
    spacer->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    m_docks->toolBar()->addWidget(spacer);
    m_files->addDatabaseBox(*m_docks->toolBar());
}

void MainWindow::showSelectedRows()
{
    if (m_selection.empty())
        return;
    const ObjectKey& key = m_selection.front();
    showRows(key.parent.empty() ? key : keyOf(Kind::Table, key.schema, key.parent));
}

void MainWindow::buildHelpMenu()
{
    auto* menu = menuBar()->addMenu(tr("&Help"));
    menu->addAction(m_actions.add("shortcuts", "configure", tr("Keyboard shortcuts"), QKeySequence(tr("Ctrl+F1")),
                                  tr("Lists every action with its keys"),
                                  [this] { m_pages->showShortcuts(allActions()); }));
    menu->addAction(m_actions.add("about", "help-about", tr("About Schemawright"), {}, tr("Version and licence"),
                                  [this] { showAbout(); }));
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
    m_docks->inspector()->show();
    m_inspector->editName();
}

void MainWindow::openPalette()
{
    m_palette->open(allActions(), m_workspace.isOpen() ? m_workspace.document().catalog() : Catalog());
}

QList<QAction*> MainWindow::allActions() const
{
    QList<QAction*> actions = m_actions.all();
    if (DiagramTab* tab = diagramTab())
        actions += tab->actions().all();
    return actions;
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
