#include "ui/diagram/card_editing.h"

#include "ui/basics/appearance.h"
#include "ui/basics/text.h"
#include "ui/document/edits.h"

#include <optional>

namespace schemawright {

CardEditing::CardEditing(Document& document, CanvasView& canvas, QObject* parent)
    : QObject(parent), m_document(document), m_canvas(canvas)
{
    connect(&m_canvas, &CanvasView::addColumnRequested, this, &CardEditing::addColumn);
    connect(&m_canvas, &CanvasView::renameRequested, this, &CardEditing::rename);
    connect(&m_canvas, &CanvasView::columnTypeRequested, this, &CardEditing::retype);
    connect(&m_canvas, &CanvasView::editAbandoned, this, &CardEditing::abandon);
}

void CardEditing::addColumn(const ObjectKey& table)
{
    std::optional<ObjectKey> added;
    ++m_steps;
    const Result<void> done = m_document.edit(
        tr("Add column to %1").arg(shortName(table)),
        [&](ProjectState& state) -> Result<void> {
            const Result<ObjectKey> column = schemawright::addColumn(state, table);
            if (!column)
                return std::unexpected(column.error());
            added = *column;
            return {};
        },
        QStringLiteral("card column %1").arg(m_steps));
    if (!done) {
        Q_EMIT refused(toQt(done.error().text()));
        return;
    }
    m_fresh = *added;
    m_untouched = true;
    m_canvas.setSelection({*added});
    Q_EMIT selectionChanged({*added});
    m_canvas.rename(*added);
}

QString CardEditing::stepOf(const ObjectKey& key) const
{
    return key == m_fresh ? QStringLiteral("card column %1").arg(m_steps) : QString();
}

void CardEditing::rename(const ObjectKey& key, const QString& name)
{
    const Result<void> done = m_document.edit(
        tr("Rename %1").arg(shortName(key)),
        [&](ProjectState& state) {
            return renameElement(state, key, toUtf8(name.trimmed()), m_document.saved().catalog);
        },
        stepOf(key));
    if (!done) {
        Q_EMIT refused(toQt(done.error().text()));
        return;
    }
    if (key == m_fresh) {
        m_fresh.name = toUtf8(name.trimmed());
        m_untouched = false;
    }
}

void CardEditing::retype(const ObjectKey& column, const QString& type)
{
    const Result<void> done = m_document.edit(
        tr("Change type of %1").arg(shortName(column)),
        [&](ProjectState& state) {
            return changeColumn(state, column, [&](Column& changed) { changed.type = toUtf8(type.trimmed()); });
        },
        stepOf(column));
    if (!done)
        Q_EMIT refused(toQt(done.error().text()));
    else if (column == m_fresh)
        m_untouched = false;
}

void CardEditing::abandon(const ObjectKey& key)
{
    // Nothing was written into the column that had just been added: it was one too many.
    if (key != m_fresh || !m_untouched)
        return;
    m_fresh = {};
    if (m_document.undoStack().canUndo())
        m_document.undoStack().undo();
    const ObjectKey table = keyOf(Kind::Table, key.schema, key.parent);
    m_canvas.setSelection({table});
    Q_EMIT selectionChanged({table});
}

} // namespace schemawright
