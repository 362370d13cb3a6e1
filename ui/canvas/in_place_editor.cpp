#include "ui/canvas/in_place_editor.h"

#include <QFocusEvent>
#include <QKeyEvent>

namespace schemawright {

InPlaceEditor::InPlaceEditor(const QString& text, QWidget* parent) : QLineEdit(text, parent), m_before(text)
{
    setFrame(true);
    selectAll();
}

void InPlaceEditor::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        finish(true);
    else if (event->key() == Qt::Key_Escape)
        finish(false);
    else
        QLineEdit::keyPressEvent(event);
}

/// Tab would leave for another widget before keyPressEvent sees it.
bool InPlaceEditor::event(QEvent* event)
{
    if (event->type() == QEvent::KeyPress && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Tab) {
        finish(true);
        Q_EMIT nextRequested();
        return true;
    }
    return QLineEdit::event(event);
}

void InPlaceEditor::focusOutEvent(QFocusEvent* event)
{
    QLineEdit::focusOutEvent(event);
    // The completer's list and the context menu take the focus without leaving the field.
    if (event->reason() != Qt::PopupFocusReason)
        finish(true);
}

void InPlaceEditor::finish(bool keep)
{
    if (std::exchange(m_finished, true))
        return;
    const QString now = text().trimmed();
    hide();
    deleteLater();
    if (parentWidget() && parentWidget()->parentWidget())
        parentWidget()->parentWidget()->setFocus();
    if (keep && !now.isEmpty() && now != m_before)
        Q_EMIT accepted(now);
}

} // namespace schemawright
