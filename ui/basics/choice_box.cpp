#include "ui/basics/choice_box.h"

#include <QAbstractItemView>
#include <QKeyEvent>
#include <QWheelEvent>

namespace schemawright {

void ChoiceBox::wheelEvent(QWheelEvent* event)
{
    event->ignore();
}

void ChoiceBox::keyPressEvent(QKeyEvent* event)
{
    switch (event->key()) {
    case Qt::Key_Up:
    case Qt::Key_Down:
    case Qt::Key_PageUp:
    case Qt::Key_PageDown: showPopup(); return;
    case Qt::Key_Home:
    case Qt::Key_End:
        if (isEditable())
            break;
        showPopup();
        return;
    case Qt::Key_Space: break;
    default:
        if (isEditable() || event->text().isEmpty() || !event->text().front().isPrint() ||
            (event->modifiers() & ~(Qt::ShiftModifier | Qt::KeypadModifier)) != 0)
            break;
        showPopup();
        view()->keyboardSearch(event->text());
        return;
    }
    QComboBox::keyPressEvent(event);
}

} // namespace schemawright
