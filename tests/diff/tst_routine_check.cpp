// Bodies that are text: what a change to the schema breaks in them.

#include "diff/difference/difference.h"
#include "diff/kinds/base/same.h"
#include "diff/prove/proof.h"
#include "diff/prove/prove.h"
#include "diff/prove/routine_check.h"
#include "diff/read/read.h"
#include "diff/resolve/resolve.h"
#include "tests/support/round_trip.h"

#include <QTest>

using namespace schemawright;

class tst_RoutineCheck : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aBodyInSqlThatNamesAMissingColumnIsFound();
    void aBodyInPlpgsqlThatDoesNotParseIsFound();
    void aBodyInPlpgsqlThatNamesAMissingColumnIsFound();
    void aTriggersFunctionIsHeldAgainstItsTable();
    void whatIsRightIsNotFound_data();
    void whatIsRightIsNotFound();
    void nothingIsLeftBehind();
    void theProofNamesBodiesThatTheWayUpBreaks();
    void theProofDoesNotNameBodiesThatWereBrokenBefore();
    void aRenamedFunctionThatWasBrokenIsNotNew();

private:
    std::vector<RoutineFault> faultsOf(const std::string& sql);
    bool hasPlpgsqlCheck();
    test::RoundTrip m_way;
};

std::vector<RoutineFault> tst_RoutineCheck::faultsOf(const std::string& sql)
{
    auto database = test::need(buildCatalog(m_way.scratch().server(), m_way.resolve(sql).catalog));
    auto connection = test::need(database.connect());
    return test::need(checkRoutines(connection));
}

bool tst_RoutineCheck::hasPlpgsqlCheck()
{
    auto database = test::need(m_way.scratch().server().createDatabase());
    auto connection = test::need(database.connect());
    return !test::need(connection.query("SELECT 1 FROM pg_available_extensions WHERE name = 'plpgsql_check'")).empty();
}

void tst_RoutineCheck::aBodyInSqlThatNamesAMissingColumnIsFound()
{
    const auto faults = faultsOf("SET check_function_bodies = off; CREATE TABLE t (a int);"
                                 "CREATE FUNCTION f(x int) RETURNS int LANGUAGE sql AS 'SELECT b FROM t WHERE a = x'");
    QCOMPARE(faults.size(), 1U);
    QCOMPARE(faultText(faults.front()), "function public.f(integer): column \"b\" does not exist");
}

void tst_RoutineCheck::aBodyInPlpgsqlThatDoesNotParseIsFound()
{
    const auto faults = faultsOf("SET check_function_bodies = off;"
                                 "CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS 'BEGIN\n RETURN 1\nEND'");
    QCOMPARE(faults.size(), 1U);
    QVERIFY2(faults.front().message.contains("syntax error"), faults.front().message.c_str());
}

void tst_RoutineCheck::aBodyInPlpgsqlThatNamesAMissingColumnIsFound()
{
    if (!hasPlpgsqlCheck())
        QSKIP("the server does not have plpgsql_check");
    const auto faults =
        faultsOf("CREATE TABLE t (a int);"
                 "CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS 'BEGIN\n RETURN (SELECT b FROM t);\nEND'");
    QCOMPARE(faults.size(), 1U);
    QCOMPARE(faultText(faults.front()), "function public.f(): column \"b\" does not exist (line 2)");
}

void tst_RoutineCheck::aTriggersFunctionIsHeldAgainstItsTable()
{
    if (!hasPlpgsqlCheck())
        QSKIP("the server does not have plpgsql_check");
    const auto faults = faultsOf("CREATE TABLE t (a int); CREATE TABLE u (b int);"
                                 "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS"
                                 " 'BEGIN NEW.a := 1; RETURN NEW; END';"
                                 "CREATE TRIGGER g BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f();"
                                 "CREATE TRIGGER g BEFORE INSERT ON u FOR EACH ROW EXECUTE FUNCTION f();");
    QCOMPARE(faults.size(), 1U);
    QCOMPARE(faults.front().relation.name, "u");
    QVERIFY2(faultText(faults.front()).ends_with("in a trigger on table public.u"), faultText(faults.front()).c_str());
}

void tst_RoutineCheck::whatIsRightIsNotFound_data()
{
    QTest::addColumn<QString>("sql");
    QTest::newRow("a table of another schema that the function's search_path names")
        << "CREATE SCHEMA s; CREATE TABLE s.t (a int);"
           "CREATE FUNCTION f() RETURNS bigint LANGUAGE sql SET search_path = s AS 'SELECT count(a) FROM t'";
    QTest::newRow("a table of its own schema")
        << "SET check_function_bodies = off; CREATE SCHEMA s; CREATE TABLE s.t (a int);"
           "CREATE FUNCTION s.f() RETURNS bigint LANGUAGE sql AS 'SELECT count(a) FROM t'";
    QTest::newRow("a table that callers have in their search_path")
        << "SET check_function_bodies = off; CREATE SCHEMA s; CREATE SCHEMA w; CREATE TABLE s.t (a int);"
           "CREATE FUNCTION w.f() RETURNS bigint LANGUAGE sql AS 'SELECT count(a) FROM t'";
    QTest::newRow("a temporary table that it makes")
        << "CREATE FUNCTION f() RETURNS void LANGUAGE plpgsql AS"
           " 'BEGIN CREATE TEMP TABLE x (a int); INSERT INTO x VALUES (1); END'";
    QTest::newRow("dynamic SQL")
        << "CREATE FUNCTION f(t text) RETURNS int LANGUAGE plpgsql AS"
           " 'DECLARE n int; BEGIN EXECUTE format(''SELECT count(*) FROM %I'', t) INTO n; RETURN n; END'";
    QTest::newRow("polymorphic")
        << "CREATE FUNCTION f(a anyarray) RETURNS anyelement LANGUAGE plpgsql AS 'BEGIN RETURN a[1]; END'";
    QTest::newRow("transition tables")
        << "CREATE TABLE t (a int); CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS"
           " 'BEGIN PERFORM count(o.a) FROM fresh o; RETURN NULL; END';"
           "CREATE TRIGGER g AFTER INSERT ON t REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION f()";
    QTest::newRow("a trigger function without a trigger")
        << "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN NEW.x := 1; RETURN NEW; END'";
    QTest::newRow("an event trigger's function")
        << "CREATE FUNCTION f() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN PERFORM tg_tag; END';"
           "CREATE EVENT TRIGGER e ON ddl_command_end EXECUTE FUNCTION f()";
    QTest::newRow("a procedure that commits") << "CREATE PROCEDURE p() LANGUAGE plpgsql AS 'BEGIN COMMIT; END'";
    QTest::newRow("hostile names")
        << "CREATE SCHEMA \"a, b\"; CREATE TABLE \"a, b\".\"t\"\"'\" (\"x y\" int);"
           "CREATE FUNCTION \"a, b\".\"f'$$\"() RETURNS int LANGUAGE sql SET search_path = \"a, b\" AS"
           " 'SELECT \"x y\" FROM \"t\"\"''\"'";
    QTest::newRow("no schema is called public")
        << "DROP SCHEMA public; CREATE SCHEMA s; CREATE FUNCTION s.f() RETURNS int LANGUAGE plpgsql AS"
           " 'BEGIN RETURN 1; END'";
}

void tst_RoutineCheck::whatIsRightIsNotFound()
{
    QFETCH(const QString, sql);
    const auto faults = faultsOf(sql.toStdString());
    QVERIFY2(faults.empty(), faults.empty() ? "" : faultText(faults.front()).c_str());
}

void tst_RoutineCheck::nothingIsLeftBehind()
{
    const Catalog catalog = m_way.resolve("CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'").catalog;
    auto database = test::need(buildCatalog(m_way.scratch().server(), catalog));
    auto connection = test::need(database.connect());
    const auto path = [&] { return test::need(connection.query("SHOW search_path")).text(0, 0); };
    const std::string before = path();
    test::need(checkRoutines(connection));
    QVERIFY(sameCatalog(test::need(readCatalog(connection)).catalog, catalog));
    QCOMPARE(path(), before);
}

void tst_RoutineCheck::theProofNamesBodiesThatTheWayUpBreaks()
{
    const std::string function = "CREATE FUNCTION total() RETURNS bigint LANGUAGE sql AS 'SELECT sum(price) FROM t';";
    const Difference difference = test::need(makeDifference(
        m_way.resolve("CREATE TABLE t (a int, price int);" + function).catalog,
        m_way.resolve("SET check_function_bodies = off; CREATE TABLE t (a int);" + function).catalog, {}, nullptr));
    const Proof proof = test::need(prove(m_way.scratch().server(), difference));
    QVERIFY2(proof.proved, proof.failure.c_str());
    QCOMPARE(proof.brokenBodies.size(), 1U);
    QCOMPARE(faultText(proof.brokenBodies.front()), "function public.total(): column \"price\" does not exist");
}

void tst_RoutineCheck::theProofDoesNotNameBodiesThatWereBrokenBefore()
{
    const std::string function = "SET check_function_bodies = off;"
                                 "CREATE FUNCTION total() RETURNS bigint LANGUAGE sql AS 'SELECT sum(x) FROM t';";
    const Difference difference =
        test::need(makeDifference(m_way.resolve(function + "CREATE TABLE t (a int, price int);").catalog,
                                  m_way.resolve(function + "CREATE TABLE t (a int);").catalog, {}, nullptr));
    const Proof proof = test::need(prove(m_way.scratch().server(), difference));
    QVERIFY2(proof.proved, proof.failure.c_str());
    QVERIFY(proof.brokenBodies.empty());
}

void tst_RoutineCheck::aRenamedFunctionThatWasBrokenIsNotNew()
{
    const ObjectKey before{Kind::Function, "public", {}, "f", "integer"};
    const ObjectKey after{Kind::Function, "public", {}, "g", "integer"};
    const std::vector<Rename> renames{{before, "g"}};
    QVERIFY(newFaults({{before, "x", 0, {}}}, {{after, "x", 0, {}}}, renames).empty());
    QCOMPARE(newFaults({{before, "x", 0, {}}}, {{after, "x", 0, {}}}, {}).size(), 1U);
}

QTEST_GUILESS_MAIN(tst_RoutineCheck)
#include "tst_routine_check.moc"
