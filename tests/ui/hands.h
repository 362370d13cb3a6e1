#pragma once

#include <QAbstractItemView>
#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QContextMenuEvent>
#include <QDialogButtonBox>
#include <QFileDialog>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QPushButton>
#include <QTabBar>
#include <QTabWidget>
#include <QTest>
#include <QTimer>
#include <QToolButton>

#include <algorithm>

namespace schemawright {

/// What a user's hands do, with real events on real widgets.
namespace hands {

/// Who has the focus. Without a window manager a list that popped up and went leaves no window active: then the main window is.
inline QWidget* focused()
{
    if (QWidget* focus = QApplication::focusWidget();
        focus != nullptr && focus->isVisible() && focus->window() == QApplication::activeWindow())
        return focus;
    const QWidgetList windows = QApplication::topLevelWidgets();
    for (QWidget* window : windows) {
        if (window->isVisible() && window->inherits("QMainWindow")) {
            window->activateWindow();
            // Not by qWaitForWindowActive(): it takes a window whose list is in front for active.
            if (QTest::qWaitFor([&] { return QApplication::activeWindow() == window; }))
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

/// Does what the action does as a user would: by its button in the toolbar, else by its keys, else by its name in the palette.
inline void run(const QWidget* window, const QAction* action)
{
    QVERIFY(action);
    QVERIFY2(action->isEnabled(), qPrintable(action->text()));
    const QList<QToolButton*> buttons = window->findChildren<QToolButton*>();
    for (QToolButton* button : buttons) {
        if (button->defaultAction() == action && button->isVisible()) {
            QTest::mouseClick(button, Qt::LeftButton);
            return;
        }
    }
    if (const QKeySequence keys = action->shortcut(); !keys.isEmpty()) {
        press(keys[0].key(), keys[0].keyboardModifiers());
        return;
    }
    press(Qt::Key_K, Qt::ControlModifier);
    auto* input = window->findChild<QLineEdit*>(QStringLiteral("paletteInput"));
    const auto* list = window->findChild<QListWidget*>(QStringLiteral("paletteList"));
    QVERIFY(input && list && input->isVisible());
    const QString title = action->text().remove(u'&');
    QTest::keyClicks(input, title);
    for (int row = 0; row < list->count() && list->currentItem()->text() != title; ++row)
        QTest::keyClick(input, Qt::Key_Down);
    QCOMPARE(list->currentItem()->text(), title);
    QTest::keyClick(input, Qt::Key_Return);
}

/// The context menu at that place, and the entry of that name in it; "Colour > Red" goes by a submenu.
inline void chooseAt(QWidget* widget, QPoint place, const QString& path)
{
    QContextMenuEvent asked(QContextMenuEvent::Mouse, place, widget->mapToGlobal(place));
    QApplication::sendEvent(widget, &asked);
    const QStringList titles = path.split(QStringLiteral(" > "));
    for (const QString& title : titles) {
        QTRY_VERIFY(QApplication::activePopupWidget());
        auto* menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
        QVERIFY(menu);
        const QList<QAction*> actions = menu->actions();
        const auto found =
            std::ranges::find_if(actions, [&](const QAction* each) { return each->text().remove(u'&') == title; });
        QVERIFY2(found != actions.end(), qPrintable(QStringLiteral("the menu has no ") + title));
        QVERIFY2((*found)->isEnabled(), qPrintable(title));
        for (qsizetype step = 0; step < actions.size() && menu->activeAction() != *found; ++step)
            QTest::keyClick(menu, Qt::Key_Down);
        QCOMPARE(menu->activeAction(), *found);
        QMenu* further = (*found)->menu();
        QTest::keyClick(menu, further ? Qt::Key_Right : Qt::Key_Return);
        QTRY_VERIFY(further == nullptr || further->isVisible());
    }
    QTRY_VERIFY(!QApplication::activePopupWidget());
}

/// Pastes a path into a dialog's line (typing, one is led through the folders by what is offered) and presses its button.
inline void choosePath(const QFileDialog* dialog, const QString& path)
{
    QVERIFY(dialog && dialog->isVisible());
    auto* line = dialog->findChild<QLineEdit*>(QStringLiteral("fileNameEdit"));
    QVERIFY2(line, "the dialog has no line for the path");
    QGuiApplication::clipboard()->setText(path);
    QTest::keyClick(line, Qt::Key_A, Qt::ControlModifier);
    QTest::keyClick(line, Qt::Key_V, Qt::ControlModifier);
    // The dialog goes to the folder, and keeps the name.
    QTRY_VERIFY(!line->text().isEmpty() && path.endsWith(line->text()));
    auto* button = dialog->findChild<QDialogButtonBox*>()->button(QDialogButtonBox::Open);
    QTRY_VERIFY(button->isEnabled());
    QTest::mouseClick(button, Qt::LeftButton);
}

/// Opens the list of a box by the arrow key, goes to the entry of that name and presses Enter upon it.
inline void tryToPick(QComboBox* box, const QString& text)
{
    QVERIFY(box);
    const int wanted = box->findText(text);
    QVERIFY2(wanted >= 0, qPrintable(QStringLiteral("there is no entry ") + text));
    (void)focused();
    box->setFocus();
    QTest::keyClick(focused(), Qt::Key_Down);
    QAbstractItemView* list = box->view();
    QTRY_VERIFY(list->isVisible());
    for (int step = 0; step < box->count() && list->currentIndex().row() != wanted; ++step)
        QTest::keyClick(list, list->currentIndex().row() < wanted ? Qt::Key_Down : Qt::Key_Up);
    QTest::keyClick(list, Qt::Key_Return);
    QTRY_VERIFY(!list->isVisible() && !QApplication::activePopupWidget());
}

inline void pick(QComboBox* box, const QString& text)
{
    tryToPick(box, text);
    QCOMPARE(box->currentText(), text);
}

/// Clicks upon the middle of a cell or a row.
inline void click(QAbstractItemView* view, const QModelIndex& index, Qt::KeyboardModifiers modifiers = {})
{
    QVERIFY(view && index.isValid());
    view->scrollTo(index);
    QTest::mouseClick(view->viewport(), Qt::LeftButton, modifiers, view->visualRect(index).center());
}

/// Clicks upon the tab with that title.
inline void openTab(const QTabWidget* tabs, const QString& title)
{
    QVERIFY(tabs);
    for (int i = 0; i < tabs->count(); ++i) {
        if (tabs->tabText(i).remove(u'&') == QString(title).remove(u'&')) {
            QTest::mouseClick(tabs->tabBar(), Qt::LeftButton, {}, tabs->tabBar()->tabRect(i).center());
            QCOMPARE(tabs->currentIndex(), i);
            return;
        }
    }
    QFAIL(qPrintable(QStringLiteral("there is no tab ") + title));
}

/// Clicks upon a cell of a table, opens it with F2, types over what is there, and ends with Enter.
inline void typeCell(QAbstractItemView* view, int row, int column, const QString& text)
{
    QVERIFY(view);
    const QModelIndex index = view->model()->index(row, column);
    QVERIFY(index.isValid());
    (void)focused();
    click(view, index);
    QCOMPARE(view->currentIndex(), index);
    QTest::keyClick(view, Qt::Key_F2);
    QLineEdit* editor = nullptr;
    const QList<QLineEdit*> lines = view->viewport()->findChildren<QLineEdit*>(Qt::FindDirectChildrenOnly);
    for (QLineEdit* line : lines) {
        if (line->isVisible())
            editor = line;
    }
    QVERIFY2(editor, "the cell has no editor");
    QTest::keyClick(editor, Qt::Key_A, Qt::ControlModifier);
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
    (void)focused();
    QTest::mouseClick(line, Qt::LeftButton);
    QTest::keyClick(line, Qt::Key_A, Qt::ControlModifier);
    QTest::keyClicks(line, text);
    press(Qt::Key_Return);
}

} // namespace hands

} // namespace schemawright
