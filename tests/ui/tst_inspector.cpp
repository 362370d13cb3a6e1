#include "tests/ui/hands.h"
#include "tests/ui/window_fixture.h"

#include "ui/diagram/diagram_tab.h"
#include "ui/document/edits.h"
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
#include <QTreeView>

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
        hands::pick(onDelete, QStringLiteral("cascade"));
        QCOMPARE(shop.orders().findConstraint("orders_customer_id_fkey")->onDelete, ForeignKeyAction::Cascade);
        auto* columnsLine = shop.find<QLineEdit>("constraintColumns");
        columnsLine->selectAll();
        QTest::keyClicks(columnsLine, QStringLiteral("nowhere"));
        QTest::keyClick(columnsLine, Qt::Key_Return);
        QVERIFY(shop.find<QLabel>("objectMessage")->text().contains(QStringLiteral("column nowhere does not exist")));
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
        hands::pick(match, QStringLiteral("full"));
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
        QVERIFY(shop.find<QLabel>("objectMessage")->text().contains(QStringLiteral("not a valid value")));
        QCOMPARE(shop.orders().findColumn("total")->statisticsTarget, 500);
    }

    void valuesOfAnEnumAreAddedRenamedMovedAndRemoved()
    {
        const Shop shop;
        Enum mood;
        mood.values = {"sad", "happy"};
        const ObjectKey key = keyOf(Kind::Enum, "public", "mood");
        shop.add(key, mood);
        shop.window->select({key});
        auto* values = shop.find<QAbstractItemView>("values");
        const auto now = [&] { return shop.document().catalog().get<Enum>(key)->values; };
        hands::typeCell(values, 2, 0, QStringLiteral("elated, very"));
        QCOMPARE(now(), (std::vector<std::string>{"sad", "happy", "elated, very"}));
        hands::typeCell(values, 0, 0, QStringLiteral("low"));
        values->setCurrentIndex(values->model()->index(0, 0));
        QTest::keyClick(values, Qt::Key_Down, Qt::AltModifier);
        QCOMPARE(now(), (std::vector<std::string>{"happy", "low", "elated, very"}));
        values->setCurrentIndex(values->model()->index(1, 0));
        QTest::keyClick(values, Qt::Key_Delete);
        QCOMPARE(now(), (std::vector<std::string>{"happy", "elated, very"}));
        QCOMPARE(shop.document().undoStack().count(), 5);
    }

    void aValueOrFieldOfASavedTypeIsRenamedNotReplaced()
    {
        const Shop shop;
        const ObjectKey mood = keyOf(Kind::Enum, "public", "mood");
        const ObjectKey money = keyOf(Kind::CompositeType, "public", "money_amount");
        Enum body;
        body.values = {"sad", "happy"};
        shop.add(mood, body);
        shop.add(money, CompositeType{{{"amount", "numeric", {}, {}}}});
        shop.document().markSaved(shop.document().state());
        const auto renames = [&] { return shop.document().state().renames; };
        shop.window->select({mood});
        hands::typeCell(shop.find<QAbstractItemView>("values"), 0, 0, QStringLiteral("low"));
        QCOMPARE(shop.document().catalog().get<Enum>(mood)->values, (std::vector<std::string>{"low", "happy"}));
        QCOMPARE(renames().size(), 1U);
        QVERIFY(renames()[0].from == childKey(Kind::EnumValue, "public", "mood", "sad"));
        QCOMPARE(renames()[0].newName, std::string("low"));
        shop.window->select({money});
        QTRY_VERIFY(shop.find<QAbstractItemView>("attributes")->isVisible());
        hands::typeCell(shop.find<QAbstractItemView>("attributes"), 0, 0, QStringLiteral("value"));
        QCOMPARE(shop.document().catalog().get<CompositeType>(money)->attributes[0].name, std::string("value"));
        QCOMPARE(renames().size(), 2U);
        QCOMPARE(shop.document().undoStack().undoText(), QStringLiteral("Rename amount of money_amount"));
        // A changed type is no rename.
        hands::typeCell(shop.find<QAbstractItemView>("attributes"), 0, 1, QStringLiteral("money"));
        QCOMPARE(renames().size(), 2U);
    }

    void fieldsOfACompositeTypeAreEditedInTheirTable()
    {
        const Shop shop;
        const ObjectKey key = keyOf(Kind::CompositeType, "public", "money_amount");
        shop.add(key, CompositeType{{{"amount", "numeric", {}, {}}}});
        shop.window->select({key});
        auto* fields = shop.find<QAbstractItemView>("attributes");
        hands::typeCell(fields, 1, 0, QStringLiteral("currency"));
        hands::typeCell(fields, 1, 1, QStringLiteral("char(3)"));
        const CompositeType* type = shop.document().catalog().get<CompositeType>(key);
        QCOMPARE(type->attributes.size(), 2U);
        QCOMPARE(type->attributes[1].type, std::string("char(3)"));
    }

    void aPolicyIsAddedAndEditedInItsForm()
    {
        const Shop shop;
        shop.find<QTabWidget>("tableTabs")->setCurrentIndex(3);
        hands::choose(shop.find<QToolButton>("addRelated"), QStringLiteral("Policy"));
        const ObjectKey key = childKey(Kind::Policy, "public", "orders", "new_policy");
        const auto policy = [&] { return shop.document().catalog().get<Policy>(key); };
        QVERIFY(policy());
        QCOMPARE(shop.find<QLineEdit>("objectName")->text(), QStringLiteral("new_policy"));
        auto* command = shop.find<QComboBox>("command");
        hands::pick(command, QStringLiteral("select"));
        QCOMPARE(policy()->command, PolicyCommand::Select);
        hands::typeCell(shop.find<QAbstractItemView>("roles"), 0, 0, QStringLiteral("sales"));
        auto* usingText = shop.find<QPlainTextEdit>("using");
        usingText->setFocus();
        usingText->selectAll();
        QTest::keyClicks(usingText, QStringLiteral("total < 1000"));
        QTest::keyClick(usingText, Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(policy()->usingExpr, std::string("total < 1000"));
        QTRY_VERIFY_WITH_TIMEOUT(shop.window->workspace().resolver().isResolved(), 60000);
        QVERIFY2(usingText->toPlainText().contains(QStringLiteral("(1000)::numeric")),
                 "PostgreSQL's spelling is shown");
    }

    void aFunctionIsWrittenAndPostgresRefusalIsShownAtItsField()
    {
        const Shop shop;
        shop.trigger("add:function");
        hands::fill(shop.find<QLineEdit>("objectName"), QStringLiteral("total_of"));
        QTRY_VERIFY_WITH_TIMEOUT(shop.window->workspace().resolver().isResolved(), 60000);
        hands::fill(shop.find<QLineEdit>("arguments"), QStringLiteral("customer bigint"));
        hands::fill(shop.find<QLineEdit>("language"), QStringLiteral("sql"));
        hands::fill(shop.find<QLineEdit>("result"), QStringLiteral("numericc"));
        const auto write = [&](const QString& body) {
            auto* text = shop.find<QPlainTextEdit>("body");
            text->setFocus();
            text->selectAll();
            QTest::keyClicks(text, body);
            QTest::keyClick(text, Qt::Key_Return, Qt::ControlModifier);
        };
        auto* problem = [&]() -> QLabel* {
            QLabel* label = nullptr;
            (void)QTest::qWaitFor(
                [&] { return (label = shop.window->findChild<QLabel*>(QStringLiteral("fieldProblem"))); }, 60000);
            return label;
        }();
        QVERIFY(problem);
        QVERIFY2(problem->text().contains(QStringLiteral("numericc")), qPrintable(problem->text()));
        // Below the field that it is about.
        const auto* field = shop.find<QLineEdit>("result");
        QTRY_VERIFY(problem->geometry().top() >= field->geometry().bottom() &&
                    problem->geometry().top() < field->geometry().bottom() + 30);
        hands::fill(shop.find<QLineEdit>("result"), QStringLiteral("numeric"));
        write(QStringLiteral("SELECT sum(total) FROM public.orders WHERE customer_id = customer"));
        QTRY_VERIFY_WITH_TIMEOUT(shop.window->workspace().resolver().isResolved(), 60000);
        QVERIFY(!shop.window->findChild<QLabel*>(QStringLiteral("fieldProblem")));
        ObjectKey key = keyOf(Kind::Function, "public", "total_of");
        key.args = "bigint";
        QVERIFY2(shop.document().catalog().find(key), "the arguments are its identity");
        QCOMPARE(shop.find<QLineEdit>("objectName")->text(), QStringLiteral("total_of"));
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

    void privilegesAreATableOfRoles()
    {
        const Shop shop;
        shop.find<QTabWidget>("tableTabs")->setCurrentIndex(4);
        QAbstractItemView* grants = nullptr;
        const QList<QAbstractItemView*> all = shop.window->findChildren<QAbstractItemView*>(QStringLiteral("grants"));
        for (QAbstractItemView* each : all) {
            if (each->isVisible())
                grants = each;
        }
        QVERIFY(grants);
        QCOMPARE(grants->model()->rowCount(), 2); // the owner, and the next role
        hands::typeCell(grants, 1, 0, QStringLiteral("reader"));
        const auto acl = [&] { return shop.document().catalog().find(tableKey("orders"))->attributes.acl; };
        QVERIFY(acl().has_value());
        QCOMPARE(acl()->size(), 2U);
        int row = 0;
        while (grants->model()->index(row, 0).data().toString() != QStringLiteral("reader"))
            ++row;
        hands::tick(grants, row, 2);
        QCOMPARE(acl()->at(static_cast<std::size_t>(row)).privileges, std::string("ar"));
        grants->setCurrentIndex(grants->model()->index(row, 0));
        QTest::keyClick(grants, Qt::Key_Delete);
        QVERIFY2(!acl(), "what says the same as the default is the default");
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

    void severalTablesMoveToAnotherSchema()
    {
        const Shop shop;
        QVERIFY(shop.document().edit(QStringLiteral("Begin"), [](ProjectState& state) -> Result<void> {
            state.catalog = state.catalog.with(keyOf(Kind::Schema, "", "sales"), {Schema(), {}});
            const ObjectKey bills = addTable(state, "public", "bills");
            const ObjectKey lines = addTable(state, "public", "lines");
            const Result<ObjectKey> key = addForeignKey(state, lines, {}, bills);
            if (!key)
                return std::unexpected(key.error());
            (void)addIndex(state, lines, {"bills_id"});
            return {};
        }));
        shop.window->select({tableKey("bills"), tableKey("lines")});
        const auto placeOf = [&](const ObjectKey& key) {
            return shop.document().state().diagrams[0].cards.at(key).position;
        };
        const Point place = placeOf(tableKey("bills"));
        auto* schema = shop.find<QComboBox>("multiSchema");
        QVERIFY(schema->isVisible() && schema->isEnabled());
        QCOMPARE(schema->currentText(), QStringLiteral("public"));
        hands::pick(schema, QStringLiteral("sales"));
        const ObjectKey lines = keyOf(Kind::Table, "sales", "lines");
        const Table* moved = shop.document().catalog().get<Table>(lines);
        QVERIFY(moved && !shop.document().catalog().find(tableKey("lines")));
        QCOMPARE(moved->findConstraint("lines_bills_id_fkey")->refTable.schema, std::string("sales"));
        QVERIFY(shop.document().catalog().find(childKey(Kind::Index, "sales", "lines", "lines_bills_id_idx")));
        QCOMPARE(shop.document().undoStack().undoText(), QStringLiteral("Move 2 objects to schema sales"));
        QCOMPARE(schema->currentText(), QStringLiteral("sales"));
        QVERIFY2(placeOf(keyOf(Kind::Table, "sales", "bills")) == place, "its card stays where it is");
        QTRY_VERIFY_WITH_TIMEOUT(shop.window->workspace().resolver().isResolved(), 60000);
        // What a database may have already is moved with its rows: that is remembered as a rename.
        shop.window->select({tableKey("orders"), lines});
        hands::pick(schema, QStringLiteral("sales"));
        const Rename move{tableKey("orders"), "orders", "sales"};
        QVERIFY(std::ranges::contains(shop.document().state().renames, move));
        QVERIFY(shop.document().catalog().find(keyOf(Kind::Table, "sales", "orders")));
    }

    void aSavedTableIsMovedToAnotherSchema()
    {
        const Shop shop;
        const ObjectKey moved = keyOf(Kind::Table, "sales", "orders");
        shop.add(keyOf(Kind::Schema, "", "sales"), Schema());
        auto* schema = shop.find<QComboBox>("objectSchema");
        QVERIFY(schema->isVisible() && schema->isEnabled());
        QCOMPARE(schema->currentText(), QStringLiteral("public"));
        hands::pick(schema, QStringLiteral("sales"));
        QVERIFY(shop.document().catalog().find(moved) && !shop.document().catalog().find(tableKey("orders")));
        QVERIFY(shop.document().catalog().find(childKey(Kind::Index, "sales", "orders", "orders_customer_id_idx")));
        QCOMPARE(shop.document().state().renames, (std::vector<Rename>{{tableKey("orders"), "orders", "sales"}}));
        QCOMPARE(shop.document().undoStack().undoText(), QStringLiteral("Move orders to schema sales"));
        QCOMPARE(schema->currentText(), QStringLiteral("sales"));
        const Resolver& resolver = shop.window->workspace().resolver();
        QTRY_VERIFY_WITH_TIMEOUT(resolver.isResolved() || resolver.problem(), 60000);
        QVERIFY2(!resolver.problem(), qPrintable(resolver.problem() ? resolver.problem()->message : QString()));
        // It is shown on, whatever it is called; the name goes into the same rename.
        hands::press(Qt::Key_Z, Qt::ControlModifier);
        QVERIFY(shop.document().state().renames.empty() && shop.document().catalog().find(tableKey("orders")));
        QCOMPARE(schema->currentText(), QStringLiteral("public"));
        shop.trigger("redo");
        QCOMPARE(schema->currentText(), QStringLiteral("sales"));
        auto* name = shop.find<QLineEdit>("objectName");
        QTest::mouseClick(name, Qt::LeftButton);
        hands::type(QStringLiteral("purchases"));
        hands::press(Qt::Key_Return);
        QCOMPARE(shop.document().state().renames, (std::vector<Rename>{{tableKey("orders"), "purchases", "sales"}}));
        QTRY_VERIFY_WITH_TIMEOUT(resolver.isResolved() || resolver.problem(), 60000);
        QVERIFY2(!resolver.problem(), qPrintable(resolver.problem() ? resolver.problem()->message : QString()));
        QVERIFY(shop.document().catalog().find(keyOf(Kind::Table, "sales", "purchases")));
    }

    void whatIsSelectedStaysSelectedByUndo_data()
    {
        QTest::addColumn<bool>("saved");
        QTest::newRow("a table that a database may have") << true;
        QTest::newRow("a table that is new") << false;
    }

    void whatIsSelectedStaysSelectedByUndo()
    {
        QFETCH(bool, saved);
        const Shop shop;
        const ObjectKey old = tableKey(saved ? "orders" : "bills");
        if (!saved) {
            QVERIFY(shop.document().edit(QStringLiteral("Add"), [](ProjectState& state) -> Result<void> {
                (void)addTable(state, "public", "bills");
                return {};
            }));
            shop.window->select({old});
        }
        auto* name = shop.find<QLineEdit>("objectName");
        const auto* tree = shop.find<QTreeView>("objectTree");
        CanvasView& canvas = shop.window->diagramTab()->canvas();
        const auto isShown = [&](const ObjectKey& key) {
            const std::vector<ObjectKey> only{key};
            const QModelIndexList rows = tree->selectionModel()->selectedIndexes();
            return name->text() == toQt(key.name) && canvas.selection() == only && rows.size() == 1 &&
                   rows.front().data().toString() == toQt(key.name);
        };
        QTest::mouseClick(name, Qt::LeftButton);
        name->selectAll();
        hands::type(QStringLiteral("purchases"));
        hands::press(Qt::Key_Return);
        QVERIFY(isShown(tableKey("purchases")));
        hands::press(Qt::Key_Z, Qt::ControlModifier);
        QVERIFY(isShown(old));
        shop.trigger("redo");
        QVERIFY(isShown(tableKey("purchases")));
        // A column, too, whose new name is not recorded where the table is new.
        const std::string first = shop.document().catalog().get<Table>(tableKey("purchases"))->columns.front().name;
        shop.window->select({columnKey("purchases", first.c_str())});
        shop.type(0, ColumnsModel::Name, QStringLiteral("number"));
        QCOMPARE(canvas.selection(), (std::vector<ObjectKey>{columnKey("purchases", "number")}));
        shop.trigger("undo");
        QCOMPARE(canvas.selection(), (std::vector<ObjectKey>{columnKey("purchases", first.c_str())}));
    }

    void whereANameIsTakenNothingIsMoved()
    {
        const Shop shop;
        shop.add(keyOf(Kind::Schema, "", "sales"), Schema());
        shop.add(keyOf(Kind::Sequence, "sales", "orders_customer_id_idx"), Sequence());
        shop.window->select({tableKey("orders")});
        auto* schema = shop.find<QComboBox>("objectSchema");
        hands::tryToPick(schema, QStringLiteral("sales"));
        QVERIFY(shop.document().catalog().find(tableKey("orders")) && shop.document().state().renames.empty());
        QCOMPARE(schema->currentText(), QStringLiteral("public"));
        auto* message = shop.find<QWidget>("objectMessage");
        QVERIFY(message->isVisible());
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

    void hostileNamesAreShownAsText()
    {
        const Shop shop;
        const char* name = "<h1>x</h1>\n\xE2\x80\xAE\xF0\x9F\x92\xA3 \"q\" ";
        const ObjectKey key = tableKey(name);
        Table table = shop.orders();
        table.columns[2].name = name;
        table.constraints = {table.constraints[1]};
        table.constraints[0].name = std::string(name) + "key";
        shop.add(key, table);
        shop.window->select({key});
        QCOMPARE(shop.find<QLineEdit>("objectName")->text().isEmpty(), false);
        // A label that shows it must not take it for markup.
        const QList<QLabel*> labels = shop.window->findChildren<QLabel*>();
        for (const QLabel* label : labels) {
            if (label->text().contains(QStringLiteral("<h1>")))
                QCOMPARE(label->textFormat(), Qt::PlainText);
        }
        const QList<QAbstractButton*> buttons = shop.window->findChildren<QAbstractButton*>();
        for (const QAbstractButton* button : buttons)
            QVERIFY2(!button->toolTip().contains(QStringLiteral("<h1>")), qPrintable(button->objectName()));
        const QString tip = shop.columns->model()->index(2, 0).data(Qt::ToolTipRole).toString();
        QVERIFY2(tip.contains(QStringLiteral("&lt;h1&gt;")), qPrintable(tip));
        QTRY_VERIFY_WITH_TIMEOUT(shop.window->workspace().resolver().isResolved(), 60000);
    }
};

QTEST_MAIN(tst_Inspector)
#include "tst_inspector.moc"
