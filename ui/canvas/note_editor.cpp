#include "ui/canvas/note_editor.h"

#include <QFocusEvent>
#include <QKeyEvent>

namespace schemawright {

NoteEditor::NoteEditor(const QString& text, QWidget* parent) : QPlainTextEdit(text, parent), m_before(text)
{
    setObjectName(QStringLiteral("noteEditor"));
    setAccessibleName(tr("Text of the note"));
    setPlaceholderText(tr("Markdown: # heading, - list, **bold**, *italic*"));
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setTabChangesFocus(true);
    selectAll();
}

void NoteEditor::keyPressEvent(QKeyEvent* event)
{
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (enter && event->modifiers() & Qt::ControlModifier)
        finish(true);
    else if (event->key() == Qt::Key_Escape)
        finish(false);
    else
        QPlainTextEdit::keyPressEvent(event);
}

void NoteEditor::focusOutEvent(QFocusEvent* event)
{
    QPlainTextEdit::focusOutEvent(event);
    if (event->reason() != Qt::PopupFocusReason)
        finish(true);
}

void NoteEditor::finish(bool keep)
{
    if (std::exchange(m_finished, true))
        return;
    const QString now = toPlainText();
    hide();
    deleteLater();
    if (parentWidget() && parentWidget()->parentWidget())
        parentWidget()->parentWidget()->setFocus();
    if (keep && now != m_before)
        Q_EMIT accepted(now);
}

} // namespace schemawright
