#include "diff/kinds/base/same.h"
#include "diff/plan/plan.h"
#include "diff/plan/plan_order.h"

#include <QTest>

using namespace schemawright;
using namespace Qt::StringLiterals;

namespace {

Step make(const ObjectKey& key, const char* sql)
{
    return {.statements = {{.sql = sql, .origin = key}}, .drops = {}, .creates = {key}, .needs = {}, .precedes = {}};
}
Step drop(const ObjectKey& key, const char* sql)
{
    return {.statements = {{.sql = sql, .origin = key}}, .drops = {key}, .creates = {}, .needs = {}, .precedes = {}};
}
QString sqls(const Steps& steps)
{
    QStringList all;
    for (const Step& step : steps)
        for (const Statement& statement : step.statements)
            all += QString::fromStdString(statement.sql);
    return all.join(u' ');
}

const ObjectKey tableA = keyOf(Kind::Table, "s", "a");
const ObjectKey viewA = keyOf(Kind::View, "s", "a");
const ObjectKey viewB = keyOf(Kind::View, "s", "b");
const ObjectKey viewC = keyOf(Kind::View, "s", "c");
/// What takes long, outside of transactions.
Step slow(const char* sql, std::vector<ObjectKey> creates, std::vector<ObjectKey> needs)
{
    return {
        .statements = {{.sql = sql, .transactional = false}}, .creates = std::move(creates), .needs = std::move(needs)};
}

const ObjectKey policyP = childKey(Kind::Policy, "s", "a", "p");
const ObjectKey constraintC = childKey(Kind::Constraint, "s", "a", "c");
const ObjectKey indexI = childKey(Kind::Index, "s", "a", "i");
const ObjectKey columnX = childKey(Kind::Column, "s", "a", "x");

} // namespace

class tst_PlanOrder : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void whatIsMadeAgainIsSoInTheSameTransaction()
    {
        // The index is built before, the constraint is validated after, though neither order says so.
        Steps steps{drop(policyP, "drop"), slow("build", {indexI}, {}), make(constraintC, "add"),
                    slow("validate", {}, {constraintC}), make(policyP, "create")};
        steps[4].needs = {constraintC};
        const auto windows = orderSteps(steps, {}, {});
        QVERIFY(windows && windows->empty());
        QCOMPARE(sqls(steps), u"build add drop create validate"_s);
    }
    void whatTakesLongIsNotBetween()
    {
        // What is built needs what is added, and what is swapped needs both: three transactions, none of them within a pair.
        Steps steps{make(columnX, "column"),   slow("build", {indexI}, {columnX}),
                    drop(constraintC, "drop"), make(constraintC, "add"),
                    drop(policyP, "away"),     make(policyP, "back")};
        steps[3].needs = {indexI};
        steps[5].needs = {columnX};
        const auto windows = orderSteps(steps, {}, {});
        QVERIFY(windows && windows->empty());
        QCOMPARE(sqls(steps), u"column away back build drop add"_s);
    }
    void aWindowThatCannotBeClosedIsTold()
    {
        Steps steps{drop(policyP, "away"), slow("fill", {columnX}, {}), make(policyP, "back")};
        steps[1].follows = {policyP};
        steps[2].needs = {columnX};
        const auto windows = orderSteps(steps, {}, {});
        QVERIFY(windows);
        QCOMPARE(sqls(steps), u"away fill back"_s);
        QVERIFY(std::ranges::any_of(*windows, [](const Window& window) {
            return window.element == policyP && window.dropped == 0 && window.between == 1 && window.made == 2;
        }));
    }
    void aWindowNeedsConsent()
    {
        Plan plan{.batches = {{.statements = {{.sql = "a", .hazards = {{"drop-index", "slow"}}},
                                              {.sql = "b", .hazards = {{"window-without-policy", "open"}}}}}}};
        QCOMPARE(windowsOf(plan), (std::vector<Hazard>{{"window-without-policy", "open"}}));
    }
    void whatIsNeededIsCreatedFirst()
    {
        Steps steps{make(viewB, "b"), make(viewC, "c"), make(tableA, "a"), make(schemaKey("s"), "s")};
        const Catalog to = Catalog().with(Dependencies({{viewB, viewC}, {viewC, columnX}, {viewC, tableA}}));
        QVERIFY(orderSteps(steps, {}, to));
        QCOMPARE(sqls(steps), u"s a c b"_s);
    }
    void whatHangsOnAnotherIsDroppedFirst()
    {
        Steps steps{drop(schemaKey("s"), "s"), drop(tableA, "a"), drop(viewC, "c"), drop(viewB, "b")};
        const Catalog from = Catalog().with(Dependencies({{viewB, viewC}, {viewC, tableA}}));
        QVERIFY(orderSteps(steps, from, {}));
        QCOMPARE(sqls(steps), u"b c a s"_s);
    }
    void aNameIsFreeBeforeAnotherKindTakesIt()
    {
        Steps steps{make(viewA, "create view"), drop(tableA, "drop table")};
        QVERIFY(orderSteps(steps, {}, {}));
        QCOMPARE(sqls(steps), u"drop table create view"_s);
    }
    void aViewLetsGoOfAColumnBeforeItIsDropped()
    {
        Step replace = make(viewB, "replace");
        replace.drops = {viewB};
        Steps steps{drop(columnX, "drop column"), replace};
        const Catalog from = Catalog().with(Dependencies({{viewB, columnX}}));
        QVERIFY(orderSteps(steps, from, {}));
        QCOMPARE(sqls(steps), u"replace drop column"_s);
    }
    void aStepOutsideTransactionsGoesFirstWhereItCan()
    {
        Step value = make(keyOf(Kind::Enum, "s", "e"), "add value");
        value.statements.front().transactional = false;
        Steps steps{make(tableA, "a"), value, make(viewB, "b")};
        QVERIFY(orderSteps(steps, {}, {}));
        QCOMPARE(sqls(steps), u"add value a b"_s);
    }
    void objectsThatNeedEachOtherAreNamed()
    {
        Steps steps{make(viewB, "b"), make(viewC, "c")};
        const auto ordered = orderSteps(steps, {}, Catalog().with(Dependencies({{viewB, viewC}, {viewC, viewB}})));
        QVERIFY(!ordered);
        QCOMPARE(ordered.error().code, ErrorCode::Unsupported);
        QVERIFY(ordered.error().message.contains("s.b") && ordered.error().message.contains("s.c"));
    }
    void theOrderOfColumnsIsNoDifference()
    {
        Table one{.columns = {{.name = "a", .type = "text"}, {.name = "b", .type = "text"}}};
        Table two{.columns = {one.columns[1], one.columns[0]}};
        QVERIFY(sameObject({one, {}}, {two, {}}));
        two.columns[0].type = "integer";
        QVERIFY(!sameObject({one, {}}, {two, {}}));
    }
    void anOwnerThatIsNotSpecifiedIsNoDifference()
    {
        const Object none{Schema{}, {}};
        QVERIFY(sameObject(none, {Schema{}, {.owner = "shop"}}));
        QVERIFY(!sameObject({Schema{}, {.owner = "app"}}, {Schema{}, {.owner = "shop"}}));
    }
};

QTEST_APPLESS_MAIN(tst_PlanOrder)
#include "tst_plan_order.moc"
