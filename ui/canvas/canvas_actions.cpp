#include "ui/canvas/canvas_private.h"

#include "model/sql.h"
#include "ui/basics/text.h"
#include "ui/basics/theme_icon.h"

#include <QCompleter>
#include <QIcon>

namespace schemawright {
namespace {

QAction* makeAction(QMenu& menu, const char* icon, const QString& text, const QKeySequence& shortcut = {})
{
    QAction* action = menu.addAction(themeIcon(QLatin1String(icon)), text);
    // Shown, not armed: the canvas itself answers the key.
    action->setShortcut(shortcut);
    action->setShortcutContext(Qt::WidgetShortcut);
    action->setShortcutVisibleInContextMenu(true);
    return action;
}

} // namespace

void CanvasView::Private::showMenu(const CanvasHit& hit, QPoint global, QPointF pixel)
{
    auto* menu = new QMenu(q);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setObjectName(QStringLiteral("canvasMenu"));
    if (hit.card) {
        addCardActions(*menu, hit);
    } else if (hit.relation) {
        addLineActions(*menu, *hit.relation);
    } else if (hit.note) {
        addNoteActions(*menu, *hit.note);
    } else {
        const Point at = toUnits(pixel);
        QAction* add = makeAction(*menu, "list-add", tr("Add table here"));
        add->setEnabled(!readOnly);
        QObject::connect(add, &QAction::triggered, q, [this, at] { Q_EMIT q->addTableRequested(at); });
        QAction* arrangeAll = makeAction(*menu, "distribute-graph", tr("Arrange all"));
        arrangeAll->setEnabled(!readOnly);
        QObject::connect(arrangeAll, &QAction::triggered, q, [this] { Q_EMIT q->arrangeRequested(); });
        menu->addSeparator();
        QObject::connect(makeAction(*menu, "edit-select-all", tr("Select all"), QKeySequence::SelectAll),
                         &QAction::triggered, q, &CanvasView::selectAll);
        QObject::connect(makeAction(*menu, "zoom-fit-best", tr("Zoom to fit"), QKeySequence(Qt::CTRL | Qt::Key_0)),
                         &QAction::triggered, q, &CanvasView::zoomToFit);
    }
    // What the diagram's tab adds: aligning, neighbours, the clipboard...
    if (!q->actions().isEmpty()) {
        menu->addSeparator();
        menu->addActions(q->actions());
    }
    menu->popup(global);
}

void CanvasView::Private::addLineActions(QMenu& menu, std::size_t relation)
{
    const ObjectKey key = scene.relations[relation].key;
    const auto add = [&](const char* icon, const QString& text, bool enabled, auto&& run,
                         const QKeySequence& shortcut = {}) {
        QAction* action = makeAction(menu, icon, text, shortcut);
        action->setEnabled(enabled);
        QObject::connect(action, &QAction::triggered, q, run);
    };
    add("document-properties", tr("Properties"), true, [this, key] { Q_EMIT q->inspectRequested(key); });
    add("edit-rename", tr("Verb phrase …"), !readOnly, [this, key] { q->editVerb(key); });
    if (diagram.verbs.contains(key))
        add("edit-clear", tr("Remove verb phrase"), !readOnly, [this, key] {
            requestEdit(tr("Remove verb phrase"), [key](Diagram& target) { target.verbs.erase(key); });
        });
    add("edit-reset", tr("Reset line"), !readOnly && !scene.relations[relation].waypoints.empty(),
        [this, key] { resetLine(key); });
    add(
        "edit-delete", tr("Delete foreign key"), !readOnly, [this, key] { Q_EMIT q->deleteRequested({key}); },
        QKeySequence::Delete);
}

void CanvasView::Private::addNoteActions(QMenu& menu, std::size_t number)
{
    const DiagramNote note = scene.notes[number];
    const auto add = [&](const char* icon, const QString& text, auto&& run, const QKeySequence& shortcut = {}) {
        QAction* action = makeAction(menu, icon, text, shortcut);
        action->setEnabled(!readOnly);
        QObject::connect(action, &QAction::triggered, q, run);
    };
    add(
        "edit-rename", note.area ? tr("Rename area") : tr("Edit note"), [this, note] { q->editNote(note.id); },
        QKeySequence(Qt::Key_F2));
    addColorMenu(menu);
    add(
        "edit-delete", note.area ? tr("Delete area") : tr("Delete note"), [this] { deleteSelection(); },
        QKeySequence::Delete);
}

/// The theme's colours, and back to what is usual.
void CanvasView::Private::addColorMenu(QMenu& menu)
{
    QMenu* colors = menu.addMenu(themeIcon(QStringLiteral("color-management")), tr("Colour"));
    colors->setObjectName(QStringLiteral("colorMenu"));
    colors->setEnabled(!readOnly);
    QAction* usual = colors->addAction(tr("Default colour"));
    QObject::connect(usual, &QAction::triggered, q, [this] { q->setColor({}); });
    const std::array<QString, 10> names{tr("Blue"),      tr("Teal"), tr("Violet"), tr("Rust"),   tr("Green"),
                                        tr("Raspberry"), tr("Sea"),  tr("Olive"),  tr("Indigo"), tr("Grey")};
    for (std::size_t i = 0; i < names.size(); ++i) {
        const QString color = toQt(colorText(lightTheme().tints[i]));
        QPixmap swatch(16, 16);
        swatch.fill(QColor(color));
        QAction* action = colors->addAction(QIcon(swatch), names[i]);
        QObject::connect(action, &QAction::triggered, q, [this, color] { q->setColor(color); });
    }
}

void CanvasView::Private::addCardActions(QMenu& menu, const CanvasHit& hit)
{
    const ObjectKey key = keyOf(hit);
    const ObjectKey cardKey = scene.cards[*hit.card].key;
    std::vector<ObjectKey> cards;
    for (const std::size_t card : selectedCards())
        cards.push_back(scene.cards[card].key);
    if (cards.empty())
        cards.push_back(cardKey);
    const std::vector<ObjectKey> chosen =
        highlight.selected.contains(key) ? q->selection() : std::vector<ObjectKey>{key};
    const auto add = [&](const char* icon, const QString& text, bool enabled, auto&& run,
                         const QKeySequence& shortcut = {}) {
        QAction* action = makeAction(menu, icon, text, shortcut);
        action->setEnabled(enabled);
        QObject::connect(action, &QAction::triggered, q, run);
    };
    const bool table = isTable(*hit.card);
    add(
        "edit-rename", hit.row ? tr("Rename column") : tr("Rename"), !readOnly && (table || !hit.row),
        [this, key] { edit(key, false); }, QKeySequence(Qt::Key_F2));
    if (hit.row)
        add("code-typedef", tr("Change type"), !readOnly && table, [this, key] { edit(key, true); });
    add(
        "edit-table-insert-row-below", tr("Add column"), !readOnly && table,
        [this, cardKey] { Q_EMIT q->addColumnRequested(cardKey); }, QKeySequence(Qt::Key_Return));
    menu.addSeparator();
    QMenu* show = menu.addMenu(themeIcon(QStringLiteral("view-list-tree")), tr("Show"));
    for (const auto& [collapse, text] :
         {std::pair{CardCollapse::None, tr("All columns")}, std::pair{CardCollapse::Keys, tr("Keys only")},
          std::pair{CardCollapse::Name, tr("Name only")}}) {
        QAction* action = show->addAction(text);
        action->setCheckable(true);
        action->setChecked(scene.cards[*hit.card].content->collapse == collapse);
        QObject::connect(action, &QAction::triggered, q,
                         [this, cards, collapse] { Q_EMIT q->collapseRequested(cards, collapse); });
    }
    addColorMenu(menu);
    const bool pinned = scene.cards[*hit.card].pinned;
    add(pinned ? "window-unpin" : "window-pin", pinned ? tr("Unpin") : tr("Pin in place"), !readOnly,
        [this, cards, pinned] { Q_EMIT q->pinRequested(cards, !pinned); });
    add("zoom-fit-selection", tr("Zoom to selection"), true, [this] { q->zoomToSelection(); });
    add("edit-rename", tr("Name for stakeholders …"), !readOnly, [this, cardKey] { q->editAlias(cardKey); });
    add("document-properties", tr("Properties"), true, [this, key] { Q_EMIT q->inspectRequested(key); });
    menu.addSeparator();
    add(
        "edit-delete", tr("Delete"), !readOnly, [this, chosen] { Q_EMIT q->deleteRequested(chosen); },
        QKeySequence::Delete);
}

/// Opens the editor upon the name, or the type of a column.
void CanvasView::Private::edit(const ObjectKey& key, bool type)
{
    const auto card = cardOf(key);
    auto rect = rectOf(key);
    if (readOnly || !card || !rect)
        return;
    // What cannot be read cannot be edited: nearer first.
    if (detailLevel(zoom) != DetailLevel::Columns || !toPixels(visible()).contains(toPixels(*rect)))
        q->centerOn(key);
    const CardContent& content = *scene.cards[*card].content;
    const auto row = key.kind == Kind::Column ? content.rowOf(key.name) : std::nullopt;
    QString text = toQt(key.name);
    if (row) {
        const Column* column = nullptr;
        if (const auto* table = catalog.get<Table>(scene.cards[*card].key))
            column = table->findColumn(key.name);
        if (!column)
            return;
        if (type)
            text = toQt(column->type);
        const double split = type ? content.width - CardMetrics::sidePadding - content.rows[*row].typeWidth - 60
                                  : CardMetrics::nameLeft - 6;
        rect->x += split;
        rect->width -= split + 4;
    } else {
        rect->height = content.titleHeight;
    }
    QRectF pixels = toPixels(*rect);
    pixels.setWidth(std::max(pixels.width(), 120.0));
    if (editor)
        editor->hide(); // it keeps what was typed, and goes
    editor = new InPlaceEditor(text, q->viewport());
    editor->setFont(pictureFont(static_cast<int>(std::clamp(CardMetrics::rowSize * zoom, 11.0, 22.0)), false));
    const int height = std::max(static_cast<int>(pixels.height()), editor->sizeHint().height());
    editor->setGeometry(QRect(pixels.left() > 0 ? static_cast<int>(pixels.left()) : 0,
                              static_cast<int>(pixels.center().y()) - height / 2, static_cast<int>(pixels.width()),
                              height));
    editor->setAccessibleName(type ? tr("Type of column %1").arg(toQt(key.name)) : tr("Name"));
    if (type) {
        auto* completer = new QCompleter(knownTypes(), editor);
        completer->setCaseSensitivity(Qt::CaseInsensitive);
        completer->setFilterMode(Qt::MatchContains);
        editor->setCompleter(completer);
        QObject::connect(editor, &InPlaceEditor::accepted, q,
                         [this, key](const QString& value) { Q_EMIT q->columnTypeRequested(key, value); });
    } else {
        QObject::connect(editor, &InPlaceEditor::accepted, q, [this, key](const QString& value) {
            asked = std::pair(key, toUtf8(value));
            Q_EMIT q->renameRequested(key, value);
        });
    }
    if (row) {
        // Of a name its type is next, of a type the next row's name; below the last row is another column.
        QObject::connect(editor, &InPlaceEditor::nextRequested, q,
                         [this, key, type] { type ? editBelow(key) : edit(nowCalled(key), true); });
        QObject::connect(editor, &InPlaceEditor::belowRequested, q, [this, key, type](bool changed) {
            if ((type || changed) && isLastColumn(nowCalled(key)))
                editBelow(nowCalled(key));
        });
    }
    QObject::connect(editor, &InPlaceEditor::abandoned, q, [this, key] { Q_EMIT q->editAbandoned(key); });
    editor->show();
    editor->setFocus(Qt::OtherFocusReason);
}

/// The column's key after the rename that was just asked for.
ObjectKey CanvasView::Private::nowCalled(ObjectKey key) const
{
    if (!rectOf(key) && asked && asked->first == key)
        key.name = asked->second;
    return key;
}

bool CanvasView::Private::isLastColumn(const ObjectKey& column) const
{
    const auto* table = catalog.get<Table>(schemawright::keyOf(Kind::Table, column.schema, column.parent));
    return table != nullptr && !table->columns.empty() && table->columns.back().name == column.name;
}

/// The name of the next column, which is a new one below the last.
void CanvasView::Private::editBelow(const ObjectKey& column)
{
    const ObjectKey tableKey = schemawright::keyOf(Kind::Table, column.schema, column.parent);
    const auto* table = catalog.get<Table>(tableKey);
    if (!table)
        return;
    const auto at = std::ranges::find(table->columns, column.name, &Column::name);
    if (at == table->columns.end())
        return;
    if (at + 1 == table->columns.end())
        Q_EMIT q->addColumnRequested(tableKey);
    else
        edit(childKey(Kind::Column, column.schema, column.parent, (at + 1)->name), false);
}

/// PostgreSQL's everyday types, and those of the model: enums, domains, composite types.
QStringList CanvasView::Private::knownTypes() const
{
    QStringList types;
    for (const char* name : {"bigint",
                             "boolean",
                             "bytea",
                             "character varying(255)",
                             "date",
                             "double precision",
                             "inet",
                             "integer",
                             "interval",
                             "jsonb",
                             "numeric(12,2)",
                             "real",
                             "smallint",
                             "text",
                             "time",
                             "timestamp with time zone",
                             "timestamp without time zone",
                             "tsvector",
                             "uuid",
                             "xml"})
        types << QLatin1String(name);
    for (const Catalog::Entry& entry : catalog) {
        if (entry.key->kind == Kind::Enum || entry.key->kind == Kind::Domain || entry.key->kind == Kind::CompositeType)
            types << toQt(quoteName(entry.key->schema, entry.key->name));
    }
    return types;
}

/// Plain text about what is under the mouse.
QString CanvasView::Private::tooltip(const CanvasHit& hit) const
{
    if (hit.relation) {
        const Relation& relation = scene.relations[*hit.relation];
        const auto* table = catalog.get<Table>(scene.cards[relation.from].key);
        const Constraint* key = table ? table->findConstraint(relation.key.name) : nullptr;
        if (!key)
            return {};
        return tr("%1\n%2 (%3) references %4 (%5)")
            .arg(toQt(oneLine(key->name)), toQt(oneLine(relation.key.parent)), toQt(oneLine(join(key->columns, ", "))),
                 toQt(oneLine(key->refTable.name)), toQt(oneLine(join(key->refColumns, ", "))));
    }
    if (!hit.card)
        return {};
    const Card& card = scene.cards[*hit.card];
    const Object* object = catalog.find(card.key);
    if (!object)
        return {};
    const auto* table = object->as<Table>();
    const Column* column = table && hit.row ? table->findColumn(card.content->rows[*hit.row].column) : nullptr;
    if (!column) {
        const QString title = toQt(oneLine(card.key.display()));
        return object->attributes.comment.empty() ? title
                                                  : title + QLatin1Char('\n') + toQt(object->attributes.comment);
    }
    QString text =
        toQt(oneLine(column->name + "  " + column->type)) + (column->notNull ? tr("\nnot null") : tr("\nnullable"));
    if (!column->defaultExpr.empty())
        text += tr("\ndefault %1").arg(toQt(oneLine(column->defaultExpr)));
    if (!column->comment.empty())
        text += QLatin1Char('\n') + toQt(column->comment);
    return text;
}

} // namespace schemawright
