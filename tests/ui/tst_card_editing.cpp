#include "tests/ui/hands.h"
#include "tests/ui/window_fixture.h"

#include "ui/diagram/diagram_tab.h"

#include <QLabel>

using namespace schemawright;

/// Typing on the card: no dialog, one step a column.
class tst_CardEditing : public QObject {
    Q_OBJECT

private:
    struct Shop : WindowFixture {
        Shop()
        {
            window->workspace().newModel();
            window->workspace().document().reset(shopState());
            window->workspace().resolver().setResolved(window->workspace().document().state());
            window->activateWindow();
            [&] { QVERIFY(QTest::qWaitForWindowActive(window.get())); }();
            canvas = &window->diagramTab()->canvas();
            canvas->setFocus();
        }
        Document& document() const { return window->workspace().document(); }
        const Table& orders() const { return *document().catalog().get<Table>(tableKey("orders")); }
        void select(const ObjectKey& key) const
        {
            window->select({key});
            canvas->centerOn(key);
            canvas->setFocus();
        }
        CanvasView* canvas;
    };

private Q_SLOTS:
    void aColumnIsNamedAndTypedInOneStep()
    {
        const Shop shop;
        shop.select(tableKey("orders"));
        hands::press(Qt::Key_Return);
        hands::type(QStringLiteral("note"));
        hands::press(Qt::Key_Tab);
        hands::type(QStringLiteral("varchar(40)"));
        hands::press(Qt::Key_Return); // asks for another one
        hands::press(Qt::Key_Escape); // which is not wanted
        QCOMPARE(shop.orders().columns.size(), 4U);
        QCOMPARE(shop.orders().columns.back().name, std::string("note"));
        QTRY_COMPARE(shop.orders().columns.back().type, std::string("character varying(40)"));
        shop.trigger("undo");
        QVERIFY(shop.document().catalog() == shopState().catalog);
    }

    void thirtyColumnsWithoutTheMouse()
    {
        const Shop shop;
        shop.select(tableKey("orders"));
        hands::press(Qt::Key_Return);
        for (int i = 0; i < 30; ++i) {
            hands::type(QStringLiteral("c%1").arg(i));
            hands::press(Qt::Key_Return);
        }
        hands::press(Qt::Key_Return); // left as it came
        QCOMPARE(shop.orders().columns.size(), 33U);
        QCOMPARE(shop.orders().columns.back().name, std::string("c29"));
        QCOMPARE(shop.document().undoStack().index(), 30);
    }

    void theTypeOfARowLeadsToTheNextRow()
    {
        const Shop shop;
        shop.select(columnKey("orders", "id"));
        hands::press(Qt::Key_F2);
        hands::press(Qt::Key_Tab); // to the type
        hands::type(QStringLiteral("integer"));
        hands::press(Qt::Key_Tab); // to the name of customer_id
        hands::type(QStringLiteral("buyer_id"));
        hands::press(Qt::Key_Return);
        QCOMPARE(shop.orders().columns[0].type, std::string("integer"));
        QVERIFY(shop.orders().findColumn("buyer_id"));
        QCOMPARE(shop.orders().columns.size(), 3U); // Enter in the middle adds nothing
    }

    void f2EditsTheCardThatIsSelected()
    {
        const Shop shop;
        shop.select(tableKey("customers"));
        hands::press(Qt::Key_F2);
        QVERIFY2(shop.canvas->isAncestorOf(QApplication::focusWidget()), "the editor is on the card");
        hands::type(QStringLiteral("clients"));
        hands::press(Qt::Key_Return);
        QVERIFY(shop.document().catalog().find(tableKey("clients")));
    }

    void whatCannotBeSaysSoInTheStatusBar()
    {
        const Shop shop;
        shop.select(columnKey("orders", "total"));
        hands::press(Qt::Key_F2);
        hands::type(QStringLiteral("id"));
        hands::press(Qt::Key_Return);
        QVERIFY(shop.orders().findColumn("total"));
        QVERIFY(shop.find<QLabel>("tell")->text().contains(QStringLiteral("already")));
    }

    void doubleClickOnNothingMakesATable()
    {
        const Shop shop;
        QTest::mouseDClick(shop.canvas->viewport(), Qt::LeftButton, {}, QPoint(6, 6));
        QVERIFY(shop.document().catalog().find(tableKey("new_table")));
        hands::type(QStringLiteral("invoices"));
        hands::press(Qt::Key_Return);
        QVERIFY(shop.document().catalog().find(tableKey("invoices")));
    }
};

QTEST_MAIN(tst_CardEditing)
#include "tst_card_editing.moc"
