#include "ui/diagram/diagram_tab.h"

#include "ui/basics/text.h"
#include "ui/canvas/print_scene.h"
#include "ui/diagram/card_editing.h"
#include "ui/diagram/diagram_actions.h"
#include "ui/document/diagram_edits.h"
#include "ui/document/edits.h"
#include "ui/document/followed.h"
#include "ui/picture/export.h"
#include "ui/workspace/table_clipboard.h"

#include <QClipboard>
#include <QDropEvent>
#include <QFileDialog>
#include <QGuiApplication>
#include <QMimeData>
#include <QPrintDialog>
#include <QPrinter>
#include <QStandardPaths>
#include <QVBoxLayout>

#include <cmath>

namespace schemawright {

DiagramTab::DiagramTab(Workspace& workspace, Appearance& appearance, const std::string& diagram, QWidget* parent)
    : QWidget(parent), m_workspace(workspace), m_appearance(appearance), m_diagram(diagram),
      m_canvas(new CanvasView(this))
{
    m_canvas->setObjectName(QStringLiteral("canvas"));
    m_canvas->setAccessibleName(tr("Diagram %1").arg(toQt(diagram)));
    m_canvas->setFrameShape(QFrame::NoFrame);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_canvas);
    setFocusProxy(m_canvas);
    const auto theme = [this] { m_canvas->setTheme(m_appearance.isDark() ? darkTheme() : lightTheme()); };
    theme();
    connectCanvas();
    m_actions = new DiagramActions(*this);
    m_canvas->viewport()->setAcceptDrops(true);
    m_canvas->viewport()->installEventFilter(this);
    connect(&m_appearance, &Appearance::changed, this, theme);
    connect(&m_workspace.document(), &Document::changed, this,
            [this](const ProjectState& before, const ProjectState& after) {
                const Diagram* old = findDiagram(before, m_diagram);
                const Diagram* now = findDiagram(after, m_diagram);
                if (now != nullptr && (!after.sharesCatalogWith(before) || old == nullptr || *old != *now))
                    m_canvas->setModel(after.catalog, *now,
                                       [&](const ObjectKey& key) { return followed(key, before, after); });
            });
    if (const Diagram* shown = findDiagram(m_workspace.document().state(), m_diagram))
        m_canvas->setModel(m_workspace.document().catalog(), *shown);
}

void DiagramTab::edit(const QString& label, const Document::EditFunction& function, const QString& mergeKey)
{
    if (const Result<void> done = m_workspace.document().edit(label, function, mergeKey); !done)
        Q_EMIT refused(toQt(done.error().text()));
}

void DiagramTab::editDiagram(const QString& label, const std::function<void(Diagram&)>& function)
{
    edit(label, [&](ProjectState& state) -> Result<void> {
        if (Diagram* diagram = findDiagram(state, m_diagram))
            function(*diagram);
        return {};
    });
}

void DiagramTab::addTable(const Point& at)
{
    ObjectKey added;
    edit(tr("Add table"), [&](ProjectState& state) -> Result<void> {
        added = schemawright::addTable(state, "public");
        if (Diagram* diagram = findDiagram(state, m_diagram))
            diagram->cards[added].position = at;
        return {};
    });
    if (added.name.empty())
        return;
    m_canvas->setSelection({added});
    Q_EMIT selectionChanged({added});
    m_canvas->rename(added);
}

void DiagramTab::changeStyle(const QString& label, const std::function<void(DiagramStyle&)>& change)
{
    editDiagram(label, [&](Diagram& diagram) { change(diagram.style); });
}

void DiagramTab::addCards(const std::vector<ObjectKey>& keys, const QString& label)
{
    edit(label, [&](ProjectState& state) -> Result<void> {
        // A diagram of all tables has them already.
        if (Diagram* diagram = findDiagram(state, m_diagram); diagram && !diagram->allTables)
            schemawright::addCards(state.catalog, *diagram, {keys.begin(), keys.end()});
        return {};
    });
    m_canvas->setSelection(keys);
    Q_EMIT selectionChanged(m_canvas->selection());
}

void DiagramTab::showNeighbours(int depth, GraphDirection direction)
{
    const std::vector<ObjectKey> selected = m_canvas->selectedCards();
    const std::set<ObjectKey> all =
        SchemaGraph(m_workspace.document().catalog()).around({selected.begin(), selected.end()}, depth, direction);
    addCards({all.begin(), all.end()}, tr("Add neighbours"));
}

void DiagramTab::showPath()
{
    const std::vector<ObjectKey> selected = m_canvas->selectedCards();
    if (selected.size() != 2) {
        Q_EMIT refused(tr("Select two tables to find the path between them"));
        return;
    }
    const std::vector<ObjectKey> way =
        SchemaGraph(m_workspace.document().catalog()).path(selected.front(), selected.back());
    if (way.empty()) {
        Q_EMIT refused(tr("There is no path of foreign keys from %1 to %2")
                           .arg(shortName(selected.front()), shortName(selected.back())));
        return;
    }
    std::vector<ObjectKey> tables;
    std::ranges::copy_if(way, std::back_inserter(tables), [](const ObjectKey& key) { return key.kind == Kind::Table; });
    addCards(tables, tr("Add the path between two tables"));
    m_canvas->setSelection(way);
    Q_EMIT selectionChanged(m_canvas->selection());
    m_canvas->zoomToSelection();
}

void DiagramTab::removeFromDiagram()
{
    const std::vector<ObjectKey> selected = m_canvas->selectedCards();
    if (const Diagram* diagram = findDiagram(m_workspace.document().state(), m_diagram);
        diagram && diagram->allTables) {
        Q_EMIT refused(tr("This diagram shows all tables. Create another diagram to show only some"));
        return;
    }
    editDiagram(tr("Remove from diagram"), [&](Diagram& diagram) { removeCards(diagram, selected); });
}

void DiagramTab::copyTables()
{
    const std::vector<ObjectKey> keys = m_canvas->selectedCards();
    if (keys.empty())
        return;
    m_workspace.runner().run<QString>(
        this, tr("Copying"),
        [catalog = m_workspace.document().catalog(), keys](const Task&) { return sqlOfTables(catalog, keys); },
        [this, keys](const Result<QString>& sql) {
            if (!sql)
                Q_EMIT refused(toQt(sql.error().text()));
            else
                QGuiApplication::clipboard()->setMimeData(mimeOf({keys, *sql}));
        },
        true);
}

void DiagramTab::copyPicture()
{
    QGuiApplication::clipboard()->setImage(sceneImage(m_canvas->scene(), m_canvas->theme(), 2));
}

void DiagramTab::exportPicture()
{
    auto* dialog =
        new QFileDialog(this, tr("Export the diagram"), QStandardPaths::writableLocation(QStandardPaths::HomeLocation));
    dialog->setObjectName(QStringLiteral("pictureDialog"));
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilters({tr("SVG (*.svg)"), tr("PNG (*.png)"), tr("PDF (*.pdf)")});
    dialog->setDefaultSuffix(QStringLiteral("svg"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QFileDialog::filterSelected, dialog,
            [dialog](const QString& filter) { dialog->setDefaultSuffix(filter.section(u'.', 1).chopped(1)); });
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& file) {
        const QString failure = writePicture(file);
        Q_EMIT refused(failure.isEmpty() ? tr("Exported to %1").arg(file) : failure);
    });
    dialog->open();
}

QString DiagramTab::writePicture(const QString& file) const
{
    const Scene& scene = m_canvas->scene();
    if (file.endsWith(QStringLiteral(".pdf"), Qt::CaseInsensitive)) {
        QPrinter printer;
        printer.setOutputFormat(QPrinter::PdfFormat);
        printer.setOutputFileName(file);
        const Rect bounds = scene.bounds();
        printer.setPageOrientation(bounds.width > bounds.height ? QPageLayout::Landscape : QPageLayout::Portrait);
        return printScene(printer, scene, PrintPages::One) > 0 ? QString() : tr("Could not write %1").arg(file);
    }
    const std::filesystem::path path(toUtf8(file));
    const Result<void> done = file.endsWith(QStringLiteral(".png"), Qt::CaseInsensitive)
                                  ? writePng(scene, m_canvas->theme(), path)
                                  : writeSvg(scene, m_canvas->theme(), path);
    return done ? QString() : toQt(done.error().text());
}

void DiagramTab::print()
{
    auto* printer = new QPrinter(QPrinter::HighResolution);
    auto* dialog = new QPrintDialog(printer, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, qOverload<QPrinter*>(&QPrintDialog::accepted), this,
            [this](QPrinter* chosen) { printScene(*chosen, m_canvas->scene(), PrintPages::Tiled); });
    connect(dialog, &QObject::destroyed, this, [printer] { delete printer; });
    dialog->open();
}

void DiagramTab::pasteTables()
{
    const QMimeData* copied = QGuiApplication::clipboard()->mimeData();
    if (copied == nullptr)
        return;
    const Catalog& catalog = m_workspace.document().catalog();
    std::vector<ObjectKey> known = keysOf(*copied);
    const auto isHere = [&](const ObjectKey& key) { return catalog.find(key) != nullptr; };
    if (!known.empty() && std::ranges::all_of(known, isHere)) {
        addCards(known, tr("Paste %n tables", nullptr, static_cast<int>(known.size())));
        return;
    }
    const QString text = copied->text();
    if (text.trimmed().isEmpty())
        return;
    pasteSql(m_workspace, this, m_diagram, text, [this](const Result<std::vector<ObjectKey>>& added) {
        if (!added) {
            Q_EMIT refused(tr("Could not paste: %1").arg(toQt(added.error().text())));
            return;
        }
        m_canvas->setSelection(*added);
        Q_EMIT selectionChanged(m_canvas->selection());
        m_canvas->zoomToSelection();
    });
}

bool DiagramTab::eventFilter(QObject* watched, QEvent* event)
{
    const bool drops = event->type() == QEvent::Drop;
    if (watched != m_canvas->viewport() ||
        (!drops && event->type() != QEvent::DragEnter && event->type() != QEvent::DragMove))
        return QWidget::eventFilter(watched, event);
    auto* drag = static_cast<QDropEvent*>(event);
    std::vector<ObjectKey> keys = drag->mimeData() == nullptr ? std::vector<ObjectKey>() : keysOf(*drag->mimeData());
    std::erase_if(keys, [this](const ObjectKey& key) { return m_workspace.document().catalog().find(key) == nullptr; });
    if (keys.empty()) {
        event->ignore();
        return true;
    }
    drag->setDropAction(Qt::CopyAction);
    drag->accept();
    if (!drops)
        return true;
    if (const Diagram* diagram = findDiagram(m_workspace.document().state(), m_diagram); diagram && diagram->allTables)
        Q_EMIT refused(tr("This diagram already shows all tables"));
    const Point at = m_canvas->toScene(drag->position());
    edit(tr("Add %n tables to the diagram", nullptr, static_cast<int>(keys.size())),
         [&](ProjectState& state) -> Result<void> {
             Diagram* diagram = findDiagram(state, m_diagram);
             if (diagram == nullptr || diagram->allTables)
                 return {};
             // The first where it was dropped, the others beside what they have lines with.
             if (!diagram->cards.contains(keys.front()))
                 diagram->cards[keys.front()].position = {std::round(at.x), std::round(at.y)};
             schemawright::addCards(state.catalog, *diagram, {keys.begin(), keys.end()});
             return {};
         });
    m_canvas->setSelection(keys);
    Q_EMIT selectionChanged(m_canvas->selection());
    return true;
}

void DiagramTab::connectCanvas()
{
    connect(m_canvas, &CanvasView::diagramEditRequested, this, &DiagramTab::editDiagram);
    connect(m_canvas, &CanvasView::selectionChanged, this, &DiagramTab::selectionChanged);
    connect(m_canvas, &CanvasView::inspectRequested, this, &DiagramTab::inspectRequested);
    connect(m_canvas, &CanvasView::addTableRequested, this, &DiagramTab::addTable);
    connect(m_canvas, &CanvasView::arrangeRequested, this, [this] { m_workspace.arrangeDiagram(toQt(m_diagram)); });
    connect(m_canvas, &CanvasView::cardsMoved, this, [this](const std::vector<std::pair<ObjectKey, Point>>& moves) {
        const QString label = moves.size() == 1 ? tr("Move %1").arg(shortName(moves.front().first))
                                                : tr("Move %n tables", nullptr, static_cast<int>(moves.size()));
        editDiagram(label, [&](Diagram& diagram) {
            for (const auto& [key, point] : moves)
                diagram.cards[key].position = point;
        });
    });
    connect(m_canvas, &CanvasView::cardsPlaced, this, [this](const std::vector<std::pair<ObjectKey, Point>>& places) {
        m_workspace.document().amend([&](ProjectState& state) {
            if (Diagram* diagram = findDiagram(state, m_diagram)) {
                for (const auto& [key, point] : places)
                    diagram->cards[key].position = point;
            }
        });
    });
    auto* editing = new CardEditing(m_workspace.document(), *m_canvas, this);
    connect(editing, &CardEditing::selectionChanged, this, &DiagramTab::selectionChanged);
    connect(editing, &CardEditing::refused, this, &DiagramTab::refused);
    connect(m_canvas, &CanvasView::deleteRequested, this, [this](const std::vector<ObjectKey>& keys) {
        const QString label = keys.size() == 1 ? tr("Delete %1").arg(shortName(keys.front()))
                                               : tr("Delete %n objects", nullptr, static_cast<int>(keys.size()));
        edit(label, [&](ProjectState& state) { return removeElements(state, keys); });
    });
    connect(m_canvas, &CanvasView::foreignKeyRequested, this,
            [this](const ObjectKey& table, const QString& column, const ObjectKey& target) {
                std::optional<ObjectKey> added;
                edit(tr("Add foreign key from %1 to %2").arg(shortName(table), shortName(target)),
                     [&](ProjectState& state) -> Result<void> {
                         const Result<ObjectKey> key = addForeignKey(state, table, toUtf8(column), target);
                         if (!key)
                             return std::unexpected(key.error());
                         added = *key;
                         return {};
                     });
                if (added) {
                    m_canvas->setSelection({*added});
                    Q_EMIT selectionChanged({*added});
                }
            });
    connect(m_canvas, &CanvasView::collapseRequested, this,
            [this](const std::vector<ObjectKey>& cards, CardCollapse collapse) {
                editDiagram(tr("Collapse"), [&](Diagram& diagram) {
                    for (const ObjectKey& key : cards)
                        diagram.cards[key].collapse = collapse;
                });
            });
    connect(m_canvas, &CanvasView::pinRequested, this, [this](const std::vector<ObjectKey>& cards, bool pinned) {
        editDiagram(pinned ? tr("Pin") : tr("Unpin"), [&](Diagram& diagram) {
            for (const ObjectKey& key : cards)
                diagram.cards[key].pinned = pinned;
        });
    });
}

} // namespace schemawright
