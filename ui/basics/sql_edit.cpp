#include "ui/basics/sql_edit.h"

#include <QKeyEvent>

namespace schemawright {

SqlEdit::SqlEdit(SqlSyntax& syntax, QWidget* parent) : SqlView(syntax, parent)
{
    setReadOnly(false);
    setTextInteractionFlags(Qt::TextEditorInteraction);
    setTabChangesFocus(true);
    setFrameShape(QFrame::StyledPanel);
    setToolTip(tr("Applied when you leave the field, or with Ctrl+Return"));
}

void SqlEdit::showValue(const QString& value)
{
    const bool typing = hasFocus() && toPlainText() != m_value;
    m_value = value;
    if (!typing)
        setSql(value);
}

void SqlEdit::focusOutEvent(QFocusEvent* event)
{
    SqlView::focusOutEvent(event);
    if (event->reason() != Qt::PopupFocusReason)
        commit();
}

void SqlEdit::keyPressEvent(QKeyEvent* event)
{
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (enter && event->modifiers() & Qt::ControlModifier) {
        commit();
        return;
    }
    SqlView::keyPressEvent(event);
}

void SqlEdit::commit()
{
    if (toPlainText() == m_value)
        return;
    m_value = toPlainText();
    Q_EMIT edited(m_value);
}

} // namespace schemawright
