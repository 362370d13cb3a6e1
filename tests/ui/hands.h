#pragma once

#include <QAbstractItemView>
#include <QApplication>
#include <QLineEdit>
#include <QMenu>
#include <QTest>
#include <QTimer>
#include <QToolButton>

namespace schemawright {

/// What a user's hands do, with real events on real widgets.
namespace hands {

/// Who has the focus. Without a window manager a list that popped up and went leaves no window active: then the main window is.
inline QWidget* focused()
{
    if (QWidget* focus = QApplication::focusWidget())
        return focus;
    const QWidgetList windows = QApplication::topLevelWidgets();
    for (QWidget* window : windows) {
        if (window->isVisible() && window->inherits("QMainWindow")) {
            window->activateWindow();
            if (QTest::qWaitForWindowActive(window))
                return QApplication::focusWidget() ? QApplication::focusWidget() : window->focusWidget();
        }
    }
    return nullptr;
}

/// Types over whatever the focused field holds.
inline void type(const QString& text)
{
    QWidget* focus = focused();
    QVERIFY2(focus, "nothing has the focus");
    if (qobject_cast<QLineEdit*>(focus))
        QTest::keyClick(focus, Qt::Key_A, Qt::ControlModifier);
    QTest::keyClicks(focus, text);
}

inline void press(Qt::Key key, Qt::KeyboardModifiers modifiers = {})
{
    QWidget* focus = focused();
    QVERIFY2(focus, "nothing has the focus");
    QTest::keyClick(focus, key, modifiers);
    // Editors of cells commit and go when the key is done with.
    QCoreApplication::processEvents();
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
}

/// Opens the button's menu and takes the entry with that text, by the keyboard.
inline void choose(QToolButton* button, const QString& text)
{
    QVERIFY(button && button->menu());
    QTimer::singleShot(50, button, [button, text] {
        QMenu* menu = button->menu();
        for (int step = 0; step < 2 * menu->actions().size(); ++step) {
            if (menu->activeAction() && menu->activeAction()->text().remove(u'&') == text)
                break;
            QTest::keyClick(menu, Qt::Key_Down);
        }
        QTest::keyClick(menu, Qt::Key_Return);
    });
    QTest::mouseClick(button, Qt::LeftButton);
    QTRY_VERIFY(!button->menu()->isVisible());
}

/// Types into a cell of a table, and ends with Enter.
inline void typeCell(QAbstractItemView* view, int row, int column, const QString& text)
{
    const QModelIndex index = view->model()->index(row, column);
    QVERIFY(index.isValid());
    view->scrollTo(index);
    view->setFocus();
    (void)focused();
    view->setCurrentIndex(index);
    view->edit(index);
    QLineEdit* editor = nullptr;
    const QList<QLineEdit*> lines = view->viewport()->findChildren<QLineEdit*>(Qt::FindDirectChildrenOnly);
    for (QLineEdit* line : lines) {
        if (line->isVisible())
            editor = line;
    }
    QVERIFY2(editor, "the cell has no editor");
    editor->selectAll();
    QTest::keyClicks(editor, text);
    QTest::keyClick(editor, Qt::Key_Return);
    QCoreApplication::processEvents();
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    QCoreApplication::processEvents();
}

/// Ticks or unticks a cell.
inline void tick(QAbstractItemView* view, int row, int column)
{
    const QModelIndex index = view->model()->index(row, column);
    view->scrollTo(index);
    view->setFocus();
    view->setCurrentIndex(index);
    QTest::keyClick(view, Qt::Key_Space);
    QCoreApplication::processEvents();
}

/// Types into a line that takes its text with Enter.
inline void fill(QLineEdit* line, const QString& text)
{
    QVERIFY(line);
    line->setFocus();
    (void)focused();
    line->selectAll();
    QTest::keyClicks(line, text);
    press(Qt::Key_Return);
}

} // namespace hands

} // namespace schemawright
