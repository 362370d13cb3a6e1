#include "ui/inspector/field_line.h"

#include <QKeyEvent>

namespace schemawright {

FieldLine::FieldLine(QWidget* parent) : QLineEdit(parent)
{
    connect(this, &QLineEdit::editingFinished, this, [this] {
        if (text() == m_value)
            return;
        m_value = text();
        setModified(false);
        Q_EMIT edited(m_value);
    });
}

void FieldLine::showValue(const QString& value)
{
    if (value == m_value && text() == value)
        return;
    m_value = value;
    if (hasFocus() && isModified())
        return;
    setText(value);
    setCursorPosition(0);
}

bool FieldLine::event(QEvent* event)
{
    if (event->type() == QEvent::ShortcutOverride && text() == m_value) {
        const auto* key = static_cast<QKeyEvent*>(event);
        if (key->matches(QKeySequence::Undo) || key->matches(QKeySequence::Redo)) {
            event->ignore();
            return false;
        }
    }
    return QLineEdit::event(event);
}

void FieldLine::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape && text() != m_value) {
        setText(m_value);
        return;
    }
    QLineEdit::keyPressEvent(event);
}

std::string parenthesized(const QString& expression)
{
    const std::string text = toUtf8(expression.trimmed());
    return text.empty() ? text : "(" + text + ")";
}

} // namespace schemawright
