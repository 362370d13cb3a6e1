#include "tests/ui/hands.h"
#include "tests/ui/window_fixture.h"

#include "ui/inspector/columns_model.h"

#include <QCheckBox>
#include <QComboBox>
#include <QCompleter>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QTabWidget>
#include <QTableView>
#include <QTableWidget>
#include <QToolButton>

using namespace schemawright;

class tst_Inspector : public QObject {
    Q_OBJECT

private:
    struct Shop : WindowFixture {
        Shop()
        {
            window->workspace().newModel();
            window->workspace().document().reset(shopState());
            window->workspace().resolver().setResolved(window->workspace().document().state());
            window->select({tableKey("orders")});
            columns = find<QTableView>("columns");
        }
        Document& document() const { return window->workspace().document(); }
        const Table& orders() const { return *document().catalog().get<Table>(tableKey("orders")); }
        QString shown(int row, int field) const { return columns->model()->index(row, field).data().toString(); }
        template <class T> void add(const ObjectKey& key, const T& body) const
        {
            QVERIFY(document().edit(QStringLiteral("Add"), [&](ProjectState& state) -> Result<void> {
                state.catalog = state.catalog.with(key, {body, {}});
                return {};
            }));
        }
        /// Types into a cell as a user does: the key opens the editor, Enter ends it.
        void type(int row, int field, const QString& text) const
        {
            const QModelIndex index = columns->model()->index(row, field);
            columns->setCurrentIndex(index);
            columns->edit(index);
            auto* editor = columns->findChild<QLineEdit*>();
            QVERIFY(editor);
            editor->selectAll();
            QTest::keyClicks(editor, text);
            QTest::keyClick(editor, Qt::Key_Return);
            // The delegate commits when the key is done with, and its editor goes.
            QCoreApplication::processEvents();
            QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        }
        QTableView* columns;
    };

private Q_SLOTS:
    void columnsAreShown()
    {
        const Shop shop;
        QCOMPARE(shop.columns->model()->rowCount(), 4);
        QCOMPARE(shop.shown(1, ColumnsModel::Name), QStringLiteral("customer_id"));
        QCOMPARE(shop.shown(2, ColumnsModel::Type), QStringLiteral("numeric"));
        QCOMPARE(shop.shown(3, ColumnsModel::Name), QStringLiteral("new column…"));
    }

    void aColumnIsRenamedAndTheRenameIsRecorded()
    {
        const Shop shop;
        shop.type(2, ColumnsModel::Name, QStringLiteral("amount"));
        QCOMPARE(shop.shown(2, ColumnsModel::Name), QStringLiteral("amount"));
        QCOMPARE(shop.document().state().renames, (std::vector<Rename>{{columnKey("orders", "total"), "amount"}}));
        shop.document().undoStack().undo();
        QCOMPARE(shop.shown(2, ColumnsModel::Name), QStringLiteral("total"));
        QVERIFY(shop.document().state().renames.empty());
    }

    void typingIntoTheLastRowAddsAColumn()
    {
        const Shop shop;
        shop.type(3, ColumnsModel::Name, QStringLiteral("note"));
        QCOMPARE(shop.orders().columns.back().name, std::string("note"));
        QCOMPARE(shop.columns->model()->rowCount(), 5);
        shop.type(3, ColumnsModel::Type, QStringLiteral("varchar(40)"));
        QCOMPARE(shop.orders().columns.back().type, std::string("varchar(40)"));
    }

    void typesAreOffered()
    {
        const Shop shop;
        const QModelIndex index = shop.columns->model()->index(2, ColumnsModel::Type);
        shop.columns->edit(index);
        auto* editor = shop.columns->findChild<QLineEdit*>();
        QVERIFY(editor);
        QVERIFY(editor->completer());
        editor->completer()->setCompletionPrefix(QStringLiteral("timestamp with"));
        QVERIFY(editor->completer()->completionCount() >= 2);
    }

    void notNullIsAClick()
    {
        const Shop shop;
        const QModelIndex index = shop.columns->model()->index(2, ColumnsModel::NotNull);
        shop.columns->scrollTo(index);
        shop.columns->setCurrentIndex(index);
        QTest::keyClick(shop.columns, Qt::Key_Space);
        QVERIFY(shop.orders().findColumn("total")->notNull);
    }

    void aNameThatIsTakenIsRefusedInWords()
    {
        const Shop shop;
        shop.type(2, ColumnsModel::Name, QStringLiteral("id"));
        auto* message = shop.find<QLabel>("objectMessage");
        QVERIFY(message->isVisible());
        QVERIFY2(message->text().contains(QStringLiteral("already")), qPrintable(message->text()));
        QVERIFY(shop.orders().findColumn("total"));
    }

    void aColumnIsRemovedWithDelete()
    {
        const Shop shop;
        shop.columns->setCurrentIndex(shop.columns->model()->index(2, ColumnsModel::Name));
        QTest::mouseClick(shop.find<QToolButton>("removeColumn"), Qt::LeftButton);
        QVERIFY(!shop.orders().findColumn("total"));
        QCOMPARE(shop.columns->model()->rowCount(), 3);
    }

    void keysAreEditedInTheirForm()
    {
        const Shop shop;
        shop.find<QTabWidget>("tableTabs")->setCurrentIndex(1);
        auto* list = shop.find<QListWidget>("constraints");
        QCOMPARE(list->count(), 3);
        QVERIFY2(list->item(0)->text().contains(QStringLiteral("orders_pkey")), "the primary key comes first");
        for (int i = 0; i < list->count(); ++i) {
            if (list->item(i)->text().contains(QStringLiteral("fkey")))
                list->setCurrentRow(i);
        }
        auto* onDelete = shop.find<QComboBox>("constraintOnDelete");
        QVERIFY(onDelete->isVisible());
        onDelete->setFocus();
        QTest::keyClicks(onDelete, QStringLiteral("cascade"));
        QCOMPARE(shop.orders().findConstraint("orders_customer_id_fkey")->onDelete, ForeignKeyAction::Cascade);
        auto* columnsLine = shop.find<QLineEdit>("constraintColumns");
        columnsLine->selectAll();
        QTest::keyClicks(columnsLine, QStringLiteral("nowhere"));
        QTest::keyClick(columnsLine, Qt::Key_Return);
        QVERIFY(shop.find<QLabel>("objectMessage")->text().contains(QStringLiteral("no column nowhere")));
    }

    void anIndexIsAddedAndMadePartial()
    {
        const Shop shop;
        shop.find<QTabWidget>("tableTabs")->setCurrentIndex(2);
        QTest::mouseClick(shop.find<QToolButton>("addIndex"), Qt::LeftButton);
        const ObjectKey key = childKey(Kind::Index, "public", "orders", "orders_total_idx");
        QVERIFY(shop.document().catalog().find(key));
        auto* where = shop.find<QLineEdit>("indexWhere");
        QVERIFY(where->isVisible());
        QTest::keyClicks(where, QStringLiteral("total > 100"));
        QTest::keyClick(where, Qt::Key_Return);
        QCOMPARE(shop.document().catalog().get<Index>(key)->where, std::string("(total > 100)"));
        QTest::mouseClick(shop.find<QCheckBox>("indexUnique"), Qt::LeftButton, {}, QPoint(8, 8));
        QVERIFY(shop.document().catalog().get<Index>(key)->unique);
        auto* keys = shop.find<QTableWidget>("indexKeys");
        keys->item(1, 0)->setText(QStringLiteral("lower(id::text)"));
        QCOMPARE(shop.document().catalog().get<Index>(key)->keys.back().expression, std::string("(lower(id::text))"));
    }

    void postgresOwnMessageIsShownAtTheTable()
    {
        const Shop shop;
        shop.type(2, ColumnsModel::Type, QStringLiteral("no_such_type"));
        auto* message = shop.find<QLabel>("objectMessage");
        QTRY_VERIFY_WITH_TIMEOUT(message->isVisible(), 30000);
        QVERIFY2(message->text().contains(QStringLiteral("no_such_type")), qPrintable(message->text()));
    }

    void theRestOfAConstraintIsUnderMoreOptions()
    {
        const Shop shop;
        shop.find<QTabWidget>("tableTabs")->setCurrentIndex(1);
        auto* list = shop.find<QListWidget>("constraints");
        list->setCurrentItem(list->findItems(QStringLiteral("fkey"), Qt::MatchContains).front());
        auto* more = shop.find<QToolButton>("moreOfConstraint");
        QTest::mouseClick(more, Qt::LeftButton);
        auto* match = shop.find<QComboBox>("match");
        QVERIFY(match->isVisible());
        match->setFocus();
        QTest::keyClicks(match, QStringLiteral("full"));
        QCOMPARE(shop.orders().findConstraint("orders_customer_id_fkey")->match, ForeignKeyMatch::Full);
        QTest::mouseClick(shop.find<QCheckBox>("not valid"), Qt::LeftButton, {}, QPoint(8, 8));
        QVERIFY(shop.orders().findConstraint("orders_customer_id_fkey")->notValid);
    }

    void everyAttributeOfAColumnIsInItsDetails()
    {
        const Shop shop;
        shop.columns->setFocus();
        shop.columns->setCurrentIndex(shop.columns->model()->index(2, ColumnsModel::Name));
        auto* details = shop.find<QToolButton>("columnDetails");
        QVERIFY(details->isVisible());
        QTest::mouseClick(details, Qt::LeftButton);
        hands::fill(shop.find<QLineEdit>("statistics target"), QStringLiteral("500"));
        QCOMPARE(shop.orders().findColumn("total")->statisticsTarget, 500);
        hands::fill(shop.find<QLineEdit>("statistics target"), QStringLiteral("many"));
        QVERIFY(shop.find<QLabel>("objectMessage")->text().contains(QStringLiteral("no value")));
        QCOMPARE(shop.orders().findColumn("total")->statisticsTarget, 500);
    }

    void everyKindCanBeAddedAndPostgresTakesIt_data()
    {
        QTest::addColumn<QString>("action");
        for (const char* action :
             {"add:view", "add:materialized view", "add:function", "add:function:procedure", "add:function:trigger",
              "add:enum", "add:domain", "add:composite type", "add:range type", "add:sequence", "add:schema",
              "add:publication", "add:trigger", "add:policy", "add:rule", "add:statistics"})
            QTest::newRow(action) << QString::fromLatin1(action);
    }
    void everyKindCanBeAddedAndPostgresTakesIt()
    {
        QFETCH(const QString, action);
        const Shop shop;
        const std::size_t before = shop.document().catalog().size();
        shop.trigger(qPrintable(action));
        QVERIFY2(shop.document().catalog().size() > before, qPrintable(action));
        QVERIFY(shop.find<QLineEdit>("objectName")->text().startsWith(QStringLiteral("new_")));
        auto& resolver = shop.window->workspace().resolver();
        QTRY_VERIFY_WITH_TIMEOUT(resolver.isResolved() || resolver.problem(), 60000);
        QVERIFY2(!resolver.problem(), resolver.problem() ? qPrintable(resolver.problem()->message) : "");
    }

    void severalColumnsAreChangedAtOnce()
    {
        const Shop shop;
        shop.window->select({columnKey("orders", "customer_id"), columnKey("orders", "total")});
        QCOMPARE(shop.find<QLabel>("multiTitle")->text(), QStringLiteral("2 columns"));
        auto* type = shop.find<QLineEdit>("multiType");
        QCOMPARE(type->placeholderText(), QStringLiteral("different"));
        hands::fill(type, QStringLiteral("integer"));
        QCOMPARE(shop.orders().findColumn("total")->type, std::string("integer"));
        QCOMPARE(shop.orders().findColumn("customer_id")->type, std::string("integer"));
        auto* notNull = shop.find<QCheckBox>("multiNotNull");
        QCOMPARE(notNull->checkState(), Qt::PartiallyChecked);
        QTest::mouseClick(notNull, Qt::LeftButton, {}, QPoint(8, 8));
        QVERIFY(shop.orders().findColumn("total")->notNull);
        QCOMPARE(shop.document().undoStack().count(), 2);
    }

    void severalTablesAreChangedAtOnce()
    {
        const Shop shop;
        shop.window->select({tableKey("customers"), tableKey("orders")});
        hands::fill(shop.find<QLineEdit>("multiComment"), QStringLiteral("of the shop"));
        hands::fill(shop.find<QLineEdit>("multiOwner"), QStringLiteral("shop"));
        for (const char* name : {"customers", "orders"}) {
            const Attributes& attributes = shop.document().catalog().find(tableKey(name))->attributes;
            QCOMPARE(attributes.comment, std::string("of the shop"));
            QCOMPARE(attributes.owner, std::string("shop"));
        }
        QCOMPARE(shop.document().undoStack().count(), 2);
    }

    void columnsComeByTemplate()
    {
        const Shop shop;
        shop.window->select({tableKey("customers"), tableKey("orders")});
        shop.trigger("template:Audit columns");
        for (const char* name : {"customers", "orders"}) {
            const Table* table = shop.document().catalog().get<Table>(tableKey(name));
            QVERIFY(table->findColumn("created_at"));
            QVERIFY(table->findColumn("updated_at")->notNull);
        }
        QCOMPARE(shop.document().undoStack().count(), 1);
        shop.trigger("template:Audit columns");
        QCOMPARE(shop.document().undoStack().count(), 1); // they are there
    }
};

QTEST_MAIN(tst_Inspector)
#include "tst_inspector.moc"
