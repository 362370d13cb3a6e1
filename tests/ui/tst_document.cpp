#include "tests/ui/window_fixture.h"

#include "ui/background/resolver.h"
#include "ui/document/edits.h"
#include "ui/document/recovery.h"

#include <QSignalSpy>

using namespace schemawright;

class tst_Document : public QObject {
    Q_OBJECT

private:
    static const Table& table(const Document& document, const char* name)
    {
        return *document.catalog().get<Table>(tableKey(name));
    }
    static void rename(Document& document, const ObjectKey& key, const char* name)
    {
        const Result<void> done = document.edit(QStringLiteral("Rename"), [&](ProjectState& state) {
            return renameElement(state, key, name, document.saved().catalog);
        });
        QVERIFY2(done, done ? "" : done.error().message.c_str());
    }

private Q_SLOTS:
    void anEditIsOneStepAndUndoBringsTheValueBack()
    {
        Document document;
        document.reset(shopState());
        QSignalSpy changed(&document, &Document::changed);
        const Result<void> done = document.edit(QStringLiteral("Change type"), [](ProjectState& state) {
            return changeColumn(state, columnKey("orders", "total"), [](Column& column) { column.type = "integer"; });
        });
        QVERIFY(done);
        QCOMPARE(changed.count(), 1);
        QCOMPARE(document.undoStack().count(), 1);
        QCOMPARE(table(document, "orders").findColumn("total")->type, std::string("integer"));
        document.undoStack().undo();
        QCOMPARE(document.state(), shopState());
        document.undoStack().redo();
        QCOMPARE(table(document, "orders").findColumn("total")->type, std::string("integer"));
    }

    void stepsOfOneGestureAreOneStep()
    {
        Document document;
        document.reset(shopState());
        for (const double x : {10.0, 20.0, 30.0}) {
            const Result<void> done = document.edit(
                QStringLiteral("Move"),
                [x](ProjectState& state) -> Result<void> {
                    state.diagrams.front().cards[tableKey("orders")].position = {x, 0};
                    return {};
                },
                QStringLiteral("drag 1"));
            QVERIFY(done);
        }
        QCOMPARE(document.undoStack().count(), 1);
        document.undoStack().undo();
        QVERIFY(document.state().diagrams.front().cards.empty());
    }

    void whatFailsOrChangesNothingIsNoStep()
    {
        Document document;
        document.reset(shopState());
        const Result<void> taken = document.edit(QStringLiteral("Rename"), [&](ProjectState& state) {
            return renameElement(state, columnKey("orders", "total"), "id", document.saved().catalog);
        });
        QVERIFY(!taken);
        QCOMPARE(taken.error().code, ErrorCode::Conflict);
        QVERIFY(document.edit(QStringLiteral("Nothing"), [](ProjectState&) -> Result<void> { return {}; }));
        QCOMPARE(document.undoStack().count(), 0);
        QVERIFY(!document.isDirty());
    }

    void dirtyIsByValue()
    {
        Document document;
        document.reset(shopState());
        rename(document, columnKey("orders", "total"), "amount");
        QVERIFY(document.isDirty());
        rename(document, columnKey("orders", "amount"), "total");
        QVERIFY2(!document.isDirty(), "renamed and renamed back is what was saved");
        QVERIFY(document.state().renames.empty());
    }

    void whoIsToldOfAChangeMayMakeAnother()
    {
        Document document;
        bool again = false;
        connect(&document, &Document::changed, this, [&] {
            if (!std::exchange(again, true))
                document.reset({baselineCatalog(), {}, {}});
        });
        std::vector<std::size_t> sizes;
        connect(&document, &Document::changed, this,
                [&](const ProjectState&, const ProjectState& after) { sizes.push_back(after.catalog.size()); });
        document.reset(shopState());
        // The second receiver hears of the inner change first; the state of the outer one is still there.
        QCOMPARE(sizes, (std::vector{baselineCatalog().size(), shopState().catalog.size()}));
        QCOMPARE(document.catalog().size(), baselineCatalog().size());
    }

    void aRenamedColumnKeepsItsKeysIndexesAndReferences()
    {
        Document document;
        document.reset(shopState());
        rename(document, columnKey("orders", "customer_id"), "buyer_id");
        QCOMPARE(table(document, "orders").findConstraint("orders_customer_id_fkey")->columns,
                 std::vector<std::string>{"buyer_id"});
        const Index* index =
            document.catalog().get<Index>(childKey(Kind::Index, "public", "orders", "orders_customer_id_idx"));
        QCOMPARE(index->keys.front().column, std::string("buyer_id"));
        rename(document, columnKey("customers", "id"), "customer_no");
        QCOMPARE(table(document, "orders").findConstraint("orders_customer_id_fkey")->refColumns,
                 std::vector<std::string>{"customer_no"});
        QCOMPARE(document.state().renames.size(), 2U);
        document.undoStack().undo();
        QCOMPARE(document.state().renames.size(), 1U);
    }

    void aRenamedTableTakesItsIndexesReferencesAndItsPlaceAlong()
    {
        ProjectState state = shopState();
        state.diagrams.front().cards[tableKey("customers")].position = {100, 200};
        Document document;
        document.reset(state);
        rename(document, tableKey("customers"), "clients");
        QCOMPARE(table(document, "orders").findConstraint("orders_customer_id_fkey")->refTable.name,
                 std::string("clients"));
        QCOMPARE(document.state().diagrams.front().cards.at(tableKey("clients")).position, (Point{100, 200}));
        rename(document, tableKey("orders"), "purchases");
        QVERIFY(document.catalog().find(childKey(Kind::Index, "public", "purchases", "orders_customer_id_idx")));
    }

    void namesMadeByPostgresFollowANewTable()
    {
        Document document;
        document.reset(shopState());
        QVERIFY(document.edit(QStringLiteral("Add table"), [](ProjectState& state) -> Result<void> {
            (void)addTable(state, "public");
            return {};
        }));
        rename(document, tableKey("new_table"), "invoices");
        QVERIFY(table(document, "invoices").findConstraint("invoices_pkey"));
        QVERIFY(table(document, "invoices").findColumn("id")->identitySequence.empty());
    }

    void aRemovedColumnTakesWhatIsOverIt()
    {
        Document document;
        document.reset(shopState());
        QVERIFY(document.edit(QStringLiteral("Remove"), [](ProjectState& state) {
            return removeElements(state, {columnKey("orders", "customer_id"), columnKey("customers", "id")});
        }));
        QVERIFY(!table(document, "orders").findConstraint("orders_customer_id_fkey"));
        QVERIFY(!document.catalog().find(childKey(Kind::Index, "public", "orders", "orders_customer_id_idx")));
        QVERIFY(!table(document, "customers").primaryKey());
        document.undoStack().undo();
        QCOMPARE(document.state(), shopState());
    }

    void postgresSpellingReplacesWhatWasTypedWithoutAStep()
    {
        Document document;
        document.reset(shopState());
        TaskRunner runner;
        Resolver resolver(document, runner, std::make_shared<ScratchHost>());
        QVERIFY(document.edit(QStringLiteral("Type"), [](ProjectState& state) {
            return changeColumn(state, columnKey("orders", "total"), [](Column& column) {
                column.type = "int8";
                column.defaultExpr = "1+1";
            });
        }));
        QTRY_VERIFY_WITH_TIMEOUT(resolver.isResolved(), 30000);
        QCOMPARE(table(document, "orders").findColumn("total")->type, std::string("bigint"));
        QCOMPARE(table(document, "orders").findColumn("total")->defaultExpr, std::string("(1 + 1)"));
        QCOMPARE(document.undoStack().count(), 1);
        document.undoStack().undo();
        QVERIFY(resolver.isResolved());
        QCOMPARE(document.state(), shopState());
        document.undoStack().redo();
        QVERIFY2(resolver.isResolved(), "what was checked once is known");
        QCOMPARE(table(document, "orders").findColumn("total")->type, std::string("bigint"));
    }

    void postgresRewritesTheTextAroundARenamedColumn()
    {
        Document document;
        document.reset(shopState());
        TaskRunner runner;
        Resolver resolver(document, runner, std::make_shared<ScratchHost>());
        rename(document, columnKey("orders", "total"), "amount");
        QTRY_VERIFY_WITH_TIMEOUT(resolver.isResolved(), 30000);
        const std::string check = table(document, "orders").findConstraint("orders_total_check")->expression;
        QVERIFY2(check.find("amount") != std::string::npos, check.c_str());
        document.undoStack().undo();
        QTRY_VERIFY_WITH_TIMEOUT(resolver.isResolved(), 30000);
        QCOMPARE(document.state(), shopState());
    }

    void whatPostgresRefusesIsToldAtTheObject()
    {
        Document document;
        document.reset(shopState());
        TaskRunner runner;
        Resolver resolver(document, runner, std::make_shared<ScratchHost>());
        QVERIFY(document.edit(QStringLiteral("Type"), [](ProjectState& state) {
            return changeColumn(state, columnKey("orders", "total"),
                                [](Column& column) { column.type = "no_such_type"; });
        }));
        QTRY_COMPARE_WITH_TIMEOUT(resolver.state(), Resolver::State::Refused, 30000);
        QVERIFY(resolver.problem()->message.contains(QStringLiteral("no_such_type")));
        QCOMPARE(resolver.problem()->key.display(), tableKey("orders").display());
        document.undoStack().undo();
        QVERIFY(!resolver.problem());
    }

    void unsavedWorkIsThereAfterACrash()
    {
        const QTemporaryDir folder;
        ProjectState state = shopState();
        state.renames.push_back({columnKey("orders", "sum"), "total"});
        state.diagrams.front().cards[tableKey("orders")].position = {5, 7};
        {
            Recovery crashed(folder.path());
            QVERIFY(crashed.keep(state, QStringLiteral("/projects/shop"), QStringLiteral("orders")));
            QVERIFY2(Recovery(folder.path()).leftBehind().empty(), "its window is open");
        }
        const std::vector<RecoveredWork> left = Recovery(folder.path()).leftBehind();
        QCOMPARE(left.size(), 1U);
        QCOMPARE(left.front().projectFolder, QStringLiteral("/projects/shop"));
        const Result<ProjectState> read = Recovery::read(left.front());
        QVERIFY(read);
        QCOMPARE(*read, state);
        Recovery::discard(left.front());
        QVERIFY(Recovery(folder.path()).leftBehind().empty());
    }
};

QTEST_MAIN(tst_Document)
#include "tst_document.moc"
