#include "tests/ui/hands.h"
#include "tests/ui/window_fixture.h"

#include "ui/diagram/diagram_tab.h"
#include "ui/document/new_objects.h"

#include <QAbstractButton>
#include <QAccessible>
#include <QComboBox>
#include <QDockWidget>
#include <QHeaderView>
#include <QLabel>
#include <QListWidget>
#include <QScrollBar>
#include <QTabBar>
#include <QTabWidget>
#include <QTextEdit>

using namespace schemawright;

/// Who does not see the window, and who has no mouse.
class tst_Accessible : public QObject {
    Q_OBJECT

private:
    struct Shop : WindowFixture {
        Shop()
        {
            window->workspace().newModel();
            window->workspace().document().reset(shopState());
            window->workspace().resolver().setResolved(window->workspace().document().state());
        }
    };

    /// Something that takes the focus or a click.
    static bool isInteractive(const QWidget* widget)
    {
        const bool kind = qobject_cast<const QAbstractButton*>(widget) || qobject_cast<const QLineEdit*>(widget) ||
                          qobject_cast<const QComboBox*>(widget) || qobject_cast<const QAbstractItemView*>(widget) ||
                          qobject_cast<const QTextEdit*>(widget) || widget->inherits("QPlainTextEdit") ||
                          qobject_cast<const QAbstractSlider*>(widget) || widget->inherits("schemawright::CanvasView");
        if (!kind || qobject_cast<const QScrollBar*>(widget) || qobject_cast<const QHeaderView*>(widget))
            return false;
        // The insides of Qt's own widgets: a box's line, a dock's and a tab bar's buttons.
        const QWidget* parent = widget->parentWidget();
        return !qobject_cast<const QComboBox*>(parent) && !qobject_cast<const QTabBar*>(parent) &&
               !qobject_cast<const QDockWidget*>(parent) && !widget->inherits("QTableCornerButton") &&
               !widget->objectName().startsWith(QStringLiteral("qt_")) && !(parent && parent->inherits("QLineEdit")) &&
               !widget->inherits("QComboBoxListView") && !(parent && parent->inherits("QComboBoxPrivateContainer")) &&
               !(parent && parent->inherits("QTableView") && qobject_cast<const QAbstractButton*>(widget));
    }

    static QStringList nameless(const QWidget* window)
    {
        QStringList found;
        const QList<QWidget*> widgets = window->findChildren<QWidget*>();
        for (QWidget* widget : widgets) {
            if (!isInteractive(widget))
                continue;
            QAccessibleInterface* face = QAccessible::queryAccessibleInterface(widget);
            if (face == nullptr || face->text(QAccessible::Name).trimmed().isEmpty())
                found.append(QStringLiteral("%1 \"%2\" in %3 \"%4\"")
                                 .arg(QLatin1String(widget->metaObject()->className()), widget->objectName(),
                                      QLatin1String(widget->parentWidget()->metaObject()->className()),
                                      widget->parentWidget()->objectName()));
        }
        return found;
    }

private Q_SLOTS:
    void nothingInteractiveIsWithoutAName()
    {
        const Shop shop;
        // Pages that are built when they are shown first.
        shop.window->select({tableKey("orders")});
        shop.window->showReview();
        shop.window->showHistory();
        const QStringList found = nameless(shop.window.get());
        QVERIFY2(found.isEmpty(), qPrintable(found.join(u'\n')));
        for (const NewObject what :
             {NewObject::Function, NewObject::Enum, NewObject::View, NewObject::Domain, NewObject::CompositeType,
              NewObject::Sequence, NewObject::Publication, NewObject::Policy, NewObject::Trigger}) {
            ObjectKey added;
            QVERIFY(shop.window->workspace().document().edit(
                QStringLiteral("Add"), [&](ProjectState& state) -> Result<void> {
                    const Result<ObjectKey> key = addObject(state, what, "public", tableKey("orders"));
                    if (!key)
                        return std::unexpected(key.error());
                    added = *key;
                    return {};
                }));
            shop.window->select({added});
            const QStringList without = nameless(shop.window.get());
            QVERIFY2(without.isEmpty(), qPrintable(titleOf(what) + u'\n' + without.join(u'\n')));
        }
    }

    void everyActionHasATip()
    {
        const Shop shop;
        const QList<QAction*> actions = shop.window->actions();
        for (const QAction* action : actions) {
            QVERIFY2(!action->text().isEmpty(), qPrintable(action->objectName()));
            QVERIFY2(!action->toolTip().isEmpty(), qPrintable(action->text()));
        }
    }

    void noTwoActionsShareTheirKeys()
    {
        const Shop shop;
        QMap<QString, QString> owners;
        const QList<QAction*> actions = shop.window->findChildren<QAction*>();
        for (const QAction* action : actions) {
            const QList<QKeySequence> all = action->shortcuts();
            for (const QKeySequence& keys : all) {
                if (keys.isEmpty() || action->shortcutContext() != Qt::WindowShortcut)
                    continue;
                const QString shown = keys.toString();
                QVERIFY2(!owners.contains(shown) || owners[shown] == action->text(),
                         qPrintable(shown + QStringLiteral(": ") + owners[shown] + u'/' + action->text()));
                owners[shown] = action->text();
            }
        }
    }

    void theShortcutsPageListsEveryKey()
    {
        const Shop shop;
        shop.window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(shop.window.get()));
        shop.trigger("shortcuts");
        auto* list = shop.find<QAbstractItemView>("shortcutList");
        QVERIFY(list && list->isVisible());
        QStringList texts;
        for (int row = 0; row < list->model()->rowCount(); ++row)
            texts << list->model()->index(row, 0).data().toString();
        for (const char* wanted : {"Undo", "Add table", "Command palette", "Review changes", "Zoom to fit"})
            QVERIFY2(texts.contains(QLatin1String(wanted)), wanted);
        // What the canvas, the list of problems and the editors answer to is listed too.
        QVERIFY(texts.contains(QStringLiteral("Add a column below")));
        auto* filter = shop.find<QLineEdit>("shortcutFilter");
        hands::fill(filter, QStringLiteral("palette"));
        QCOMPARE(list->model()->rowCount(), 1);
    }

    void notesAndLinesAreReachedByKeys()
    {
        const Shop shop;
        shop.window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(shop.window.get()));
        Document& document = shop.window->workspace().document();
        CanvasView& canvas = shop.window->diagramTab()->canvas();
        canvas.setFocus();
        const auto write = [&](const char* text) {
            hands::press(Qt::Key_M, Qt::ControlModifier | Qt::ShiftModifier);
            QTest::keyClicks(hands::focused(), QLatin1String(text));
            hands::press(Qt::Key_Escape);
            QCOMPARE(hands::focused(), &canvas);
        };
        write("first");
        write("second");
        const auto notes = [&]() -> const std::vector<DiagramNote>& { return document.state().diagrams[0].notes; };
        QCOMPARE(notes().size(), 2U);
        hands::press(Qt::Key_Escape);
        hands::press(Qt::Key_N);
        QCOMPARE(canvas.selectedNotes(), std::vector{notes()[0].id});
        hands::press(Qt::Key_N);
        QCOMPARE(canvas.selectedNotes(), std::vector{notes()[1].id});
        hands::press(Qt::Key_N, Qt::ShiftModifier);
        QCOMPARE(canvas.selectedNotes(), std::vector{notes()[0].id});
        // F2 edits the note, Delete deletes it.
        hands::press(Qt::Key_F2);
        QVERIFY(hands::focused()->inherits("QPlainTextEdit"));
        hands::press(Qt::Key_Escape);
        hands::press(Qt::Key_Delete);
        QCOMPARE(notes().size(), 1U);
        // From a table along its lines; the menu's key opens the menu of the line.
        shop.window->select({tableKey("orders")});
        hands::press(Qt::Key_L);
        QCOMPARE(canvas.selection(),
                 std::vector{childKey(Kind::Constraint, "public", "orders", "orders_customer_id_fkey")});
        QContextMenuEvent asked(QContextMenuEvent::Keyboard, {}, canvas.mapToGlobal(QPoint()));
        QApplication::sendEvent(canvas.viewport(), &asked);
        auto* menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
        QVERIFY(menu);
        const QList<QAction*> actions = menu->actions();
        QVERIFY(std::ranges::any_of(
            actions, [](const QAction* each) { return each->text() == QStringLiteral("Delete foreign key"); }));
        QTest::keyClick(menu, Qt::Key_Escape);
        hands::press(Qt::Key_Delete);
        QVERIFY(!document.catalog().get<Table>(tableKey("orders"))->findConstraint("orders_customer_id_fkey"));
    }

    void theInspectorIsLeftByTab()
    {
        const Shop shop;
        shop.window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(shop.window.get()));
        shop.window->select({tableKey("orders")});
        auto* name = shop.find<QLineEdit>("objectName");
        name->setFocus();
        // Tab comes round: no widget keeps it.
        QSet<QWidget*> seen;
        for (int step = 0; step < 400; ++step) {
            QWidget* focus = QApplication::focusWidget();
            QVERIFY(focus);
            if (step > 0 && focus == name)
                return;
            seen.insert(focus);
            QTest::keyClick(focus, Qt::Key_Tab);
            QVERIFY2(QApplication::focusWidget() != focus,
                     qPrintable(QLatin1String(focus->metaObject()->className()) + u' ' + focus->objectName()));
        }
        QFAIL("Tab does not come round");
    }
};

QTEST_MAIN(tst_Accessible)
#include "tst_accessible.moc"
