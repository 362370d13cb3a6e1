#include "ui/diagram_tab.h"

#include "ui/edits.h"
#include "ui/text.h"

#include <QVBoxLayout>

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
    connect(&m_appearance, &Appearance::changed, this, theme);
    connect(&m_workspace.document(), &Document::changed, this,
            [this](const ProjectState& before, const ProjectState& after) {
                const Diagram* old = findDiagram(before, m_diagram);
                const Diagram* now = findDiagram(after, m_diagram);
                if (now != nullptr && (!after.sharesCatalogWith(before) || old == nullptr || *old != *now))
                    showState();
            });
    showState();
}

void DiagramTab::showState()
{
    if (const Diagram* diagram = findDiagram(m_workspace.document().state(), m_diagram))
        m_canvas->setModel(m_workspace.document().catalog(), *diagram);
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

void DiagramTab::connectCanvas()
{
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
    connect(m_canvas, &CanvasView::renameRequested, this, [this](const ObjectKey& key, const QString& name) {
        edit(tr("Rename %1").arg(shortName(key)), [&](ProjectState& state) {
            return renameElement(state, key, toUtf8(name.trimmed()), m_workspace.document().saved().catalog);
        });
    });
    connect(m_canvas, &CanvasView::columnTypeRequested, this, [this](const ObjectKey& key, const QString& type) {
        edit(tr("Change type of %1").arg(shortName(key)), [&](ProjectState& state) {
            return changeColumn(state, key, [&](Column& column) { column.type = toUtf8(type.trimmed()); });
        });
    });
    connect(m_canvas, &CanvasView::addColumnRequested, this, [this](const ObjectKey& table) {
        std::optional<ObjectKey> added;
        edit(tr("Add column"), [&](ProjectState& state) -> Result<void> {
            const Result<ObjectKey> column = addColumn(state, table);
            if (!column)
                return std::unexpected(column.error());
            added = *column;
            return {};
        });
        if (added) {
            m_canvas->setSelection({*added});
            Q_EMIT selectionChanged({*added});
            m_canvas->rename(*added);
        }
    });
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
