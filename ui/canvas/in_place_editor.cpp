#include "ui/canvas/in_place_editor.h"

#include <QAbstractItemView>
#include <QCompleter>
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
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        const bool changed = finish(true) == End::Changed;
        if (!changed)
            Q_EMIT abandoned();
        Q_EMIT belowRequested(changed);
    } else if (event->key() == Qt::Key_Escape) {
        finish(false);
        Q_EMIT abandoned();
    } else {
        QLineEdit::keyPressEvent(event);
    }
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
    // The completer's list and the context menu take the focus without leaving the field, and so does another window.
    const bool stays = event->reason() == Qt::PopupFocusReason || event->reason() == Qt::ActiveWindowFocusReason;
    if (!stays && finish(true) == End::Unchanged)
        Q_EMIT abandoned();
}

InPlaceEditor::End InPlaceEditor::finish(bool keep)
{
    if (std::exchange(m_finished, true))
        return End::Over;
    const QString now = text().trimmed();
    // A list that goes later would take the focus from whatever is edited next.
    if (completer() != nullptr)
        completer()->popup()->hide();
    hide();
    deleteLater();
    if (parentWidget() && parentWidget()->parentWidget())
        parentWidget()->parentWidget()->setFocus();
    if (!keep || now.isEmpty() || now == m_before)
        return End::Unchanged;
    Q_EMIT accepted(now);
    return End::Changed;
}

} // namespace schemawright
