#include "tests/ui/hands.h"
#include "tests/ui/window_fixture.h"
#include "ui/document/edits.h"

#include <QDockWidget>
#include <QLabel>
#include <QToolButton>
#include <QTreeWidget>

using namespace schemawright;

class tst_Problems : public QObject {
    Q_OBJECT

private:
    struct Shop : WindowFixture {
        explicit Shop(const ProjectState& state = badState())
        {
            window->workspace().newModel();
            window->workspace().document().reset(state);
            window->workspace().resolver().setResolved(window->workspace().document().state());
            find<QDockWidget>("problemsDock")->raise();
            list = find<QTreeWidget>("problems");
        }
        /// shopState() without the index, and with a table that has no key.
        static ProjectState badState()
        {
            ProjectState state = shopState();
            Table log;
            Column line;
            line.name = "line";
            line.type = "text";
            log.columns = {line};
            state.catalog = state.catalog.without(childKey(Kind::Index, "public", "orders", "orders_customer_id_idx"))
                                .with(tableKey("log"), {log, {}})
                                .with(tableKey("log2"), {log, {}});
            return state;
        }
        Document& document() const { return window->workspace().document(); }
        QTreeWidgetItem* row(const char* text) const
        {
            const QList<QTreeWidgetItem*> found = list->findItems(QLatin1String(text), Qt::MatchContains);
            return found.isEmpty() ? nullptr : found.front();
        }
        bool hasIndex() const
        {
            return document().catalog().find(childKey(Kind::Index, "public", "orders", "orders_customer_id_idx")) !=
                   nullptr;
        }
        QTreeWidget* list;
    };

private Q_SLOTS:
    void adviceIsListedWithItsRepair()
    {
        const Shop shop;
        QTRY_COMPARE_WITH_TIMEOUT(shop.list->topLevelItemCount(), 3, 5000);
        QVERIFY(shop.row("no primary key"));
        QCOMPARE(shop.row("no index starts")->text(2), QStringLiteral("Add an index on (customer_id)"));
        QCOMPARE(shop.find<QDockWidget>("problemsDock")->windowTitle(), QStringLiteral("Problems (3)"));
        QCOMPARE(shop.find<QLabel>("problemSummary")->text(), QStringLiteral("3 suggestions"));
    }

    void aClickRepairsAsOneStep()
    {
        const Shop shop;
        QTRY_VERIFY_WITH_TIMEOUT(shop.row("no index starts"), 5000);
        const QRect cell = shop.list->visualRect(
            shop.list->model()->index(shop.list->indexOfTopLevelItem(shop.row("no index starts")), 2));
        QTest::mouseClick(shop.list->viewport(), Qt::LeftButton, {}, cell.center());
        QVERIFY(shop.hasIndex());
        QCOMPARE(shop.document().undoStack().count(), 1);
        QCOMPARE(shop.document().undoStack().undoText(), QStringLiteral("Add an index on (customer_id)"));
        QTRY_VERIFY_WITH_TIMEOUT(!shop.row("no index starts"), 5000);
        shop.trigger("undo");
        QVERIFY(!shop.hasIndex());
        QTRY_VERIFY_WITH_TIMEOUT(shop.row("no index starts"), 5000);
    }

    void theKeyboardRepairsToo()
    {
        const Shop shop;
        QTRY_VERIFY_WITH_TIMEOUT(shop.row("no index starts"), 5000);
        shop.list->setFocus();
        shop.list->setCurrentItem(shop.row("no index starts"));
        QTest::keyClick(shop.list, Qt::Key_Return, Qt::ControlModifier);
        QVERIFY(shop.hasIndex());
    }

    void allOfAKindAreRepairedInOneStep()
    {
        const Shop shop;
        QTRY_VERIFY_WITH_TIMEOUT(shop.row("no primary key"), 5000);
        shop.list->setCurrentItem(shop.row("no primary key"));
        QTest::mouseClick(shop.find<QToolButton>("repairAlike"), Qt::LeftButton);
        for (const char* name : {"log", "log2"}) {
            const Table* table = shop.document().catalog().get<Table>(tableKey(name));
            QVERIFY(table->primaryKey());
            QCOMPARE(table->findColumn("id")->identity, Identity::ByDefault);
        }
        QCOMPARE(shop.document().undoStack().count(), 1);
        // PostgreSQL takes what was repaired.
        QTRY_VERIFY_WITH_TIMEOUT(shop.window->workspace().resolver().isResolved(), 30000);
    }

    void aRowLeadsToItsObject()
    {
        const Shop shop;
        QTRY_VERIFY_WITH_TIMEOUT(shop.row("log has no primary key"), 5000);
        shop.list->setFocus();
        shop.list->setCurrentItem(shop.row("log has no primary key"));
        QTest::keyClick(shop.list, Qt::Key_Return);
        QCOMPARE(shop.find<QLineEdit>("objectName")->text(), QStringLiteral("log"));
    }

    void postgresRefusalComesFirst()
    {
        const Shop shop;
        QVERIFY(shop.document().edit(QStringLiteral("Type"), [](ProjectState& state) -> Result<void> {
            Table orders = *state.catalog.get<Table>(tableKey("orders"));
            orders.columns[2].type = "no_such_type";
            state.catalog = state.catalog.with(tableKey("orders"), {orders, {}});
            return {};
        }));
        QTRY_VERIFY_WITH_TIMEOUT(shop.row("no_such_type"), 30000);
        QCOMPARE(shop.list->indexOfTopLevelItem(shop.row("no_such_type")), 0);
        QCOMPARE(shop.row("no_such_type")->text(2), QString());
    }

    void aBodyThatARenameBreaksIsAWarningAndIsToldAtTheField()
    {
        Function function;
        function.language = "sql";
        function.result = "SETOF text";
        function.body = "SELECT email FROM public.customers";
        const ObjectKey key{Kind::Function, "public", {}, "addresses", {}};
        ProjectState state = shopState();
        state.catalog = state.catalog.with(key, {function, {}});
        const Shop shop(state);
        QTRY_COMPARE_WITH_TIMEOUT(shop.find<QLabel>("problemSummary")->text(), QStringLiteral("No problems"), 5000);
        QVERIFY(shop.document().edit(QStringLiteral("Rename"), [&](ProjectState& edited) {
            return renameElement(edited, childKey(Kind::Column, "public", "customers", "email"), "mail",
                                 shop.document().saved().catalog);
        }));
        QTRY_VERIFY_WITH_TIMEOUT(shop.row("Fails when it is called"), 30000);
        const QTreeWidgetItem* row = shop.row("Fails when it is called");
        QVERIFY2(row->text(0).contains(QStringLiteral("column \"email\" does not exist")), qPrintable(row->text(0)));
        QCOMPARE(shop.find<QLabel>("problemSummary")->text(), QStringLiteral("1 warning"));
        // It is no refusal: what is there can be reviewed and applied.
        QVERIFY(shop.window->workspace().resolver().isResolved());

        shop.window->select({key});
        auto* notice = shop.find<QWidget>("fieldProblem");
        QVERIFY(notice && notice->isVisible());
        shop.trigger("undo");
        QTRY_VERIFY_WITH_TIMEOUT(!shop.row("Fails when it is called"), 30000);
        QTRY_VERIFY(shop.window->findChild<QWidget*>(QStringLiteral("fieldProblem")) == nullptr);
    }

    void hostileNamesAreText()
    {
        ProjectState state = Shop::badState();
        const ObjectKey hostile = tableKey("<b>x</b>\n<img src=y>");
        state.catalog = state.catalog.with(hostile, *state.catalog.find(tableKey("log")));
        const Shop shop(state);
        QTRY_VERIFY_WITH_TIMEOUT(shop.row("<b>x</b> <img src=y> has no"), 5000);
        const QTreeWidgetItem* row = shop.row("<b>x</b> <img src=y> has no");
        QVERIFY2(!row->text(0).contains(u'\n') && !row->text(1).contains(u'\n'), qPrintable(row->text(1)));
        QVERIFY(row->toolTip(0).contains(QStringLiteral("&lt;b&gt;")));
    }
};

QTEST_MAIN(tst_Problems)
#include "tst_problems.moc"
