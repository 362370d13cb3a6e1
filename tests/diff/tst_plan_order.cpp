#include "diff/kinds/base/same.h"
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
const ObjectKey columnX = childKey(Kind::Column, "s", "a", "x");

} // namespace

class tst_PlanOrder : public QObject {
    Q_OBJECT
private Q_SLOTS:
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
