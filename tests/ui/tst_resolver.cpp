#include "tests/ui/background_fixture.h"
#include "tests/ui/window_fixture.h"

#include "ui/background/resolver.h"
#include "ui/document/edits.h"

using namespace schemawright;
using namespace schemawright::test;

/// Checking in the background, and a user who goes on.
class tst_Resolver : public QObject {
    Q_OBJECT

private:
    struct Model {
        WatchedRunner runner;
        Document document;
        std::shared_ptr<ScratchHost> scratch = std::make_shared<ScratchHost>();
        std::unique_ptr<Resolver> resolver;

        Model()
        {
            document.reset(shopState());
            resolver = std::make_unique<Resolver>(document, runner, scratch);
        }
        void type(const std::string& column, const std::string& type)
        {
            QVERIFY(document.edit(QStringLiteral("Type"), [&](ProjectState& state) {
                return changeColumn(state, columnKey("orders", column.c_str()),
                                    [&](Column& changed) { changed.type = type; });
            }));
        }
        [[nodiscard]] std::string typeOf(const std::string& column) const
        {
            return std::get<Table>(document.catalog().find(tableKey("orders"))->body).findColumn(column)->type;
        }
        [[nodiscard]] bool isChecking() const { return resolver->state() == Resolver::State::Running; }
    };

private Q_SLOTS:
    void anAnswerAboutAnUndoneStateChangesNothing()
    {
        Model model;
        model.type("total", "int8");
        QTRY_VERIFY_WITH_TIMEOUT(model.isChecking(), patience);
        model.document.undoStack().undo();
        QVERIFY(model.resolver->isResolved());
        QTRY_VERIFY_WITH_TIMEOUT(model.runner.isIdle(), patience);
        QVERIFY(model.resolver->isResolved());
        QCOMPARE(model.document.state(), shopState());
    }

    void theNextEditIsCheckedWhileAnOlderCheckStillEnds()
    {
        Model model;
        model.type("total", "int8");
        QTRY_VERIFY_WITH_TIMEOUT(model.isChecking(), patience);
        model.document.undoStack().undo();
        model.type("total", "int4");
        model.resolver->resolveNow();
        QVERIFY2(model.isChecking(), "what was stopped does not keep it waiting");
        QTRY_VERIFY_WITH_TIMEOUT(model.resolver->isResolved(), patience);
        QCOMPARE(model.typeOf("total"), std::string("integer"));
        QTRY_VERIFY_WITH_TIMEOUT(model.runner.isIdle(), patience);
        QCOMPARE(model.typeOf("total"), std::string("integer"));
    }

    void anEditDuringTheCheckIsCheckedNext()
    {
        Model model;
        model.type("total", "int8");
        QTRY_VERIFY_WITH_TIMEOUT(model.isChecking(), patience);
        QVERIFY(model.document.edit(QStringLiteral("Add"), [](ProjectState& state) -> Result<void> {
            const Result<ObjectKey> made = addColumn(state, tableKey("orders"), "paid", "timestamptz");
            return made ? Result<void>() : std::unexpected(made.error());
        }));
        QTRY_VERIFY_WITH_TIMEOUT(model.resolver->isResolved(), patience);
        QCOMPARE(model.typeOf("total"), std::string("bigint"));
        QCOMPARE(model.typeOf("paid"), std::string("timestamp with time zone"));
        QCOMPARE(model.document.undoStack().count(), 2);
    }

    void anotherModelIsOpenedDuringTheCheck()
    {
        Model model;
        model.type("total", "int8");
        QTRY_VERIFY_WITH_TIMEOUT(model.isChecking(), patience);
        ProjectState other = shopState();
        (void)addTable(other, "public", "sizes");
        model.document.reset(other);
        model.resolver->setResolved(model.document.state());
        QTRY_VERIFY_WITH_TIMEOUT(model.runner.isIdle(), patience);
        QVERIFY(model.resolver->isResolved());
        QCOMPARE(model.document.state(), other);
        model.type("total", "int2");
        QTRY_VERIFY_WITH_TIMEOUT(model.resolver->isResolved(), patience);
        QCOMPARE(model.typeOf("total"), std::string("smallint"));
    }

    void aServerThatIsNotThereIsToldAndAnotherIsAskedNext()
    {
        Model model;
        ScratchOptions nowhere;
        nowhere.url = "host=/nonexistent";
        model.scratch->setOptions(nowhere);
        model.type("total", "int8");
        QTRY_VERIFY_WITH_TIMEOUT(model.resolver->problem(), patience);
        QCOMPARE(model.resolver->state(), Resolver::State::Unavailable);
        model.scratch->setOptions({});
        model.resolver->resolveNow();
        QTRY_VERIFY_WITH_TIMEOUT(model.resolver->isResolved(), patience);
        QVERIFY(!model.resolver->problem());
        QCOMPARE(model.typeOf("total"), std::string("bigint"));
    }

    void theModelGoesDuringTheCheck()
    {
        Model model;
        model.type("total", "int8");
        QTRY_VERIFY_WITH_TIMEOUT(model.isChecking(), patience);
        model.resolver.reset();
        QVERIFY(model.runner.isIdle());
    }
};

QTEST_MAIN(tst_Resolver)
#include "tst_resolver.moc"
