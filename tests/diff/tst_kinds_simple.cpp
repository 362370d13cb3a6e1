// Schemas, extensions, types, sequences, functions, aggregates and attributes: whole ways between two schemas on a real server.

#include "diff/difference/difference.h"
#include "diff/plan/plan.h"
#include "diff/prove/proof.h"
#include "diff/prove/prove.h"
#include "diff/read/read.h"
#include "tests/support/scratch_fixture.h"

#include <QTest>

#include <format>

using namespace schemawright;
using namespace schemawright::test;

class tst_KindsSimple : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theWayThereAndBackIsProved_data();
    void theWayThereAndBackIsProved() { reported(&tst_KindsSimple::prove); }
    void rowsSurviveANewEnum();
    void aCheckLooksIntoWhatHoldsValues();
    void arraysKeepTheirValuesWhenTheirTypeIsMadeAnew();
    void functionsAreReplacedWhereTheyCanBe();
    void grantsOfOtherGrantorsComeBack();
    void securityLabelsOfColumnsAreReadAndWritten();

private:
    /// A row of data that fails says so and lets the others run.
    void reported(void (tst_KindsSimple::*test)())
    {
        try {
            (this->*test)();
        } catch (const std::exception& error) {
            QFAIL(error.what());
        }
    }
    void prove();
    Catalog resolve(const std::string& sql)
    {
        const ScratchDatabase database = m_scratch.databaseWith(sql.empty() ? "SELECT 1" : sql);
        return need(readCatalog(database.spec())).catalog;
    }
    std::string upSql(const std::string& before, const std::string& after)
    {
        return planScript(need(makePlan(resolve(before), resolve(after))), false);
    }
    ScratchFixture m_scratch;
};

void tst_KindsSimple::theWayThereAndBackIsProved_data()
{
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QByteArray>("after");
    const auto row = [](const char* name, const QByteArray& before, const QByteArray& after) {
        QTest::newRow(name) << before << after;
    };

    row("schema: create, comment, owner, grants", "",
        "CREATE SCHEMA s; COMMENT ON SCHEMA s IS 'x'; ALTER SCHEMA s OWNER TO ann; GRANT USAGE ON SCHEMA s TO bob;"
        "GRANT CREATE ON SCHEMA s TO bob WITH GRANT OPTION");
    row("schema: attributes change",
        "CREATE SCHEMA s AUTHORIZATION ann; GRANT ALL ON SCHEMA s TO bob; COMMENT ON SCHEMA s IS 'x'",
        "CREATE SCHEMA s AUTHORIZATION bob; GRANT USAGE ON SCHEMA s TO ann; GRANT USAGE ON SCHEMA s TO PUBLIC");
    row("schema public is dropped", "", "DROP SCHEMA public");
    row("schema public is given away", "", "GRANT CREATE ON SCHEMA public TO PUBLIC; COMMENT ON SCHEMA public IS NULL");
    row("extension: create with users", "",
        "CREATE SCHEMA e; CREATE EXTENSION citext SCHEMA e; CREATE TABLE t (a e.citext, b e.citext[])");
    row("extension: to another schema", "CREATE EXTENSION citext; CREATE TABLE t (a citext)",
        "CREATE SCHEMA e; CREATE EXTENSION citext SCHEMA e; CREATE TABLE t (a e.citext)");

    row("enum: create", "",
        "CREATE TYPE m AS ENUM ('a', 'it''s', 'back\\slash'); COMMENT ON TYPE m IS 'x'; GRANT USAGE ON TYPE m TO bob;"
        "REVOKE ALL ON TYPE m FROM PUBLIC");
    row("enum: values are added", "CREATE TYPE m AS ENUM ('b', 'd'); CREATE TABLE t (x m)",
        "CREATE TYPE m AS ENUM ('a0', 'a', 'b', 'c', 'c2', 'd', 'e', 'f'); CREATE TABLE t (x m DEFAULT 'e', CHECK (x "
        "<> 'c2'))");
    row("enum: from nothing", "CREATE TYPE m AS ENUM ()", "CREATE TYPE m AS ENUM ('a', 'b')");
    row("enum: removal and reorder",
        "CREATE TYPE m AS ENUM ('a', 'b', 'c'); ALTER TYPE m OWNER TO ann; COMMENT ON TYPE m IS 'x';"
        "CREATE TABLE t (x m NOT NULL DEFAULT 'a', xs m[] DEFAULT '{b}', PRIMARY KEY (x), CHECK (x <> 'b'));"
        "CREATE TABLE u (x m REFERENCES t); CREATE INDEX ON t (xs) WHERE x = 'c'; CREATE VIEW v AS SELECT x FROM t "
        "WHERE x > 'a';"
        "CREATE FUNCTION f(m) RETURNS int LANGUAGE sql AS 'SELECT 1'; CREATE VIEW w AS SELECT f(x) FROM v;"
        "CREATE TABLE g (x m, y bool GENERATED ALWAYS AS (x = 'a') STORED); CREATE TABLE p (x m) PARTITION BY RANGE "
        "(x)",
        "CREATE TYPE m AS ENUM ('c', 'a'); ALTER TYPE m OWNER TO ann; COMMENT ON TYPE m IS 'x';"
        "CREATE TABLE t (x m NOT NULL DEFAULT 'c', xs m[] DEFAULT '{a}', PRIMARY KEY (x), CHECK (x <> 'a'));"
        "CREATE TABLE u (x m REFERENCES t); CREATE INDEX ON t (xs) WHERE x = 'c'; CREATE VIEW v AS SELECT x FROM t "
        "WHERE x > 'c';"
        "CREATE FUNCTION f(m) RETURNS int LANGUAGE sql AS 'SELECT 1'; CREATE VIEW w AS SELECT f(x) FROM v;"
        "CREATE TABLE g (x m, y bool GENERATED ALWAYS AS (x = 'a') STORED)");
    row("enum: removal while users come and go",
        "CREATE TYPE m AS ENUM ('a', 'b'); CREATE TABLE gone (x m); CREATE TABLE t (x m, y m, z text)",
        "CREATE TYPE m AS ENUM ('b'); CREATE TABLE came (x m DEFAULT 'b'); CREATE TABLE t (x m, y text, z m)");

    row("domain: create", "",
        "CREATE DOMAIN d AS numeric(8,2) DEFAULT 1.5 NOT NULL CONSTRAINT pos CHECK (VALUE > 0);"
        "ALTER DOMAIN d ADD CONSTRAINT small CHECK (VALUE < 100) NOT VALID; COMMENT ON CONSTRAINT pos ON DOMAIN d IS "
        "'p';"
        "COMMENT ON DOMAIN d IS 'it''s'; ALTER DOMAIN d OWNER TO ann; CREATE DOMAIN dd AS d CHECK (VALUE <> 5)");
    row("domain: everything changes in place",
        "CREATE DOMAIN d AS int DEFAULT 1 CONSTRAINT a CHECK (VALUE > 0) CONSTRAINT b CHECK (VALUE > 1); CREATE TABLE "
        "t (x d DEFAULT 3);"
        "ALTER DOMAIN d ADD CONSTRAINT c CHECK (VALUE < 100) NOT VALID; COMMENT ON CONSTRAINT a ON DOMAIN d IS 'old'",
        "CREATE DOMAIN d AS int NOT NULL CONSTRAINT a CHECK (VALUE > 0) CONSTRAINT b CHECK (VALUE > 2) CONSTRAINT c "
        "CHECK (VALUE < 100)"
        " CONSTRAINT e CHECK (VALUE <> 9); CREATE TABLE t (x d DEFAULT 4)");
    row("domain: another base type",
        "CREATE DOMAIN d AS int DEFAULT 1 CHECK (VALUE > 0); CREATE TABLE t (x d, xs d[]); CREATE VIEW v AS SELECT x "
        "FROM t",
        "CREATE DOMAIN d AS bigint DEFAULT 2 NOT NULL CHECK (VALUE > 0); CREATE TABLE t (x d, xs d[]); CREATE VIEW v "
        "AS SELECT x FROM t");
    row("domain: a constraint where there are arrays",
        "CREATE DOMAIN d AS int; CREATE TABLE t (id int PRIMARY KEY, x d DEFAULT 1, xs d[] DEFAULT '{1,2}'); CREATE "
        "VIEW v AS "
        "SELECT xs FROM t; CREATE INDEX ON t USING gin ((xs::int[]))",
        "CREATE DOMAIN d AS int NOT NULL CONSTRAINT pos CHECK (VALUE > 0); COMMENT ON DOMAIN d IS 'more than none'; "
        "CREATE "
        "TABLE t (id int PRIMARY KEY, x d DEFAULT 1, xs d[] DEFAULT '{1,2}'); CREATE VIEW v AS SELECT xs FROM t; "
        "CREATE "
        "INDEX ON t USING gin ((xs::int[]))");
    row("domain: a constraint is validated where there are arrays",
        "CREATE DOMAIN d AS int; ALTER DOMAIN d ADD CONSTRAINT pos CHECK (VALUE > 0) NOT VALID; CREATE TABLE t (xs "
        "d[])",
        "CREATE DOMAIN d AS int CONSTRAINT pos CHECK (VALUE > 0); CREATE TABLE t (xs d[])");
    row("domain: a constraint that is not checked, inside a composite",
        "CREATE DOMAIN d AS int; CREATE TYPE c AS (x d); CREATE TABLE t (v c)",
        "CREATE DOMAIN d AS int; ALTER DOMAIN d ADD CONSTRAINT pos CHECK (VALUE > 0) NOT VALID; CREATE TYPE c AS (x "
        "d); "
        "CREATE TABLE t (v c)");
    row("composite: an attribute of an array's type is retyped",
        "CREATE TYPE c AS (a int, b text, \"C d\" int[]); CREATE TABLE t (id int PRIMARY KEY, one c, many c[]); "
        "CREATE VIEW v AS SELECT many FROM t",
        "CREATE TYPE c AS (\"C d\" bigint[], a bigint, e date); CREATE TABLE t (id int PRIMARY KEY, one c, many c[]); "
        "CREATE VIEW v AS SELECT many FROM t");
    row("enum: values of an array go and change places",
        "CREATE TYPE e AS ENUM ('a', 'b', 'c'); CREATE TABLE t (id int PRIMARY KEY, xs e[] DEFAULT '{c,b}')",
        "CREATE TYPE e AS ENUM ('c', 'b'); CREATE TABLE t (id int PRIMARY KEY, xs e[] DEFAULT '{c,b}')");
    row("domain: a constraint calls a function that changes",
        "CREATE FUNCTION f(int) RETURNS bool LANGUAGE sql AS 'SELECT true';"
        "CREATE DOMAIN d AS int CONSTRAINT c CHECK (f(VALUE))",
        "CREATE FUNCTION g(int) RETURNS bool LANGUAGE sql AS 'SELECT true'; CREATE DOMAIN d AS int CONSTRAINT c CHECK "
        "(g(VALUE))");

    row("composite: create", "",
        "CREATE TYPE m AS ENUM ('a'); CREATE TYPE c AS (a int, \"B b\" text COLLATE \"C\", m m[]);"
        "COMMENT ON TYPE c IS 'x'; COMMENT ON COLUMN c.a IS 'y'; CREATE TABLE t (x c, xs c[])");
    row("composite: attributes are added and dropped",
        "CREATE TYPE c AS (a int, b text); CREATE TABLE t (x c); COMMENT ON COLUMN c.a IS 'y'",
        "CREATE TYPE c AS (a int, d text, e date); CREATE TABLE t (x c)");
    row("composite: an attribute is retyped, nobody has it",
        "CREATE TYPE c AS (a int, b text); CREATE FUNCTION f(c) RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "CREATE TYPE c AS (a bigint, b text); CREATE FUNCTION f(c) RETURNS int LANGUAGE sql AS 'SELECT 1'");
    row("composite: an attribute of a column's type is retyped",
        "CREATE TYPE c AS (a int, b text); CREATE TABLE t (x c); CREATE VIEW v AS SELECT (x).a FROM t",
        "CREATE TYPE c AS (b text, a bigint); CREATE TABLE t (x c); CREATE VIEW v AS SELECT (x).a FROM t");
    row("composite: order",
        "CREATE TYPE c AS (a int, b text); CREATE FUNCTION f(c) RETURNS c LANGUAGE sql AS 'SELECT $1'",
        "CREATE TYPE c AS (b text, a int); CREATE FUNCTION f(c) RETURNS c LANGUAGE sql AS 'SELECT $1'");

    row("sequence: create", "",
        "CREATE SEQUENCE a; CREATE UNLOGGED SEQUENCE b AS smallint INCREMENT BY -3 MAXVALUE 100 MINVALUE -5 START 50 "
        "CACHE 7 CYCLE;"
        "COMMENT ON SEQUENCE a IS 'x'; GRANT USAGE ON SEQUENCE a TO bob; ALTER SEQUENCE a OWNER TO ann");
    row("sequence: options", "CREATE SEQUENCE a AS integer MAXVALUE 10; CREATE UNLOGGED SEQUENCE b",
        "CREATE SEQUENCE a AS bigint INCREMENT 5 MINVALUE -3 START 2 CYCLE CACHE 2; CREATE SEQUENCE b");
    row("sequence: owned by in all directions",
        "CREATE TABLE t (a serial, b int); CREATE SEQUENCE free; CREATE SEQUENCE tied OWNED BY t.b; CREATE TABLE u (a "
        "serial)",
        "CREATE TABLE t (a int, b int); CREATE SEQUENCE free OWNED BY t.a; CREATE SEQUENCE tied; CREATE TABLE u (a "
        "int, b serial)");
    row("sequence: a serial table with an owner", "",
        "CREATE TABLE t (a serial); ALTER TABLE t OWNER TO ann; GRANT USAGE ON SEQUENCE t_a_seq TO bob");
    row("sequence: a serial table's owner changes", "CREATE TABLE t (a serial); ALTER TABLE t OWNER TO ann",
        "CREATE TABLE t (a serial); ALTER TABLE t OWNER TO bob");
    row("sequence: the owner of a column goes", "CREATE TABLE t (a serial, b int)",
        "CREATE TABLE t (b int); CREATE SEQUENCE t_a_seq AS integer");

    row("function: create with everything", "",
        "CREATE FUNCTION f(a int, VARIADIC b text[] DEFAULT '{\"x, y\"}', OUT c int, OUT d text) RETURNS SETOF record "
        "LANGUAGE plpgsql IMMUTABLE"
        " STRICT SECURITY DEFINER LEAKPROOF PARALLEL SAFE COST 3.5 ROWS 17 SET search_path TO public, \"a \"\"b\", '' "
        "SET work_mem TO '8MB'"
        " SET my.setting TO 'it''s' AS $f$BEGIN RETURN NEXT; -- $$ $body$\nEND$f$;"
        "CREATE PROCEDURE p(IN a int, INOUT b int, OUT c int) LANGUAGE plpgsql AS 'BEGIN c := a; END';"
        "CREATE FUNCTION g() RETURNS TABLE (x int, y text) LANGUAGE sql BEGIN ATOMIC SELECT 1, lower('a'); END;"
        "CREATE FUNCTION h(int) RETURNS int LANGUAGE sql RETURN $1 + 1; COMMENT ON FUNCTION h(int) IS 'h'; REVOKE ALL "
        "ON FUNCTION h FROM PUBLIC;"
        "CREATE FUNCTION low(internal) RETURNS internal LANGUAGE internal AS 'int4_sum';"
        "COMMENT ON PROCEDURE p IS 'p'; GRANT EXECUTE ON PROCEDURE p TO bob; ALTER PROCEDURE p OWNER TO ann");
    row("function: body, options and defaults change in place",
        "CREATE FUNCTION f(a int, b int) RETURNS int LANGUAGE sql AS 'SELECT 1'; CREATE VIEW v AS SELECT f(1, 2); "
        "COMMENT ON FUNCTION f IS 'x'",
        "CREATE FUNCTION f(a int, b int DEFAULT 3) RETURNS int LANGUAGE sql STABLE SET work_mem = '1MB' AS 'SELECT 2'; "
        "CREATE VIEW v AS SELECT f(1, 2)");
    row("function: signature changes with users",
        "CREATE FUNCTION f(a int) RETURNS int IMMUTABLE LANGUAGE sql AS 'SELECT 1'; CREATE TABLE t (x int DEFAULT "
        "f(1), CHECK (f(x) > 0));"
        "CREATE INDEX i ON t (f(x)); CREATE VIEW v AS SELECT f(x) FROM t; GRANT EXECUTE ON FUNCTION f TO bob",
        "CREATE FUNCTION f(z int) RETURNS bigint IMMUTABLE LANGUAGE sql AS 'SELECT 1::bigint'; CREATE TABLE t (x int "
        "DEFAULT f(1), CHECK (f(x) > 0));"
        "CREATE INDEX i ON t (f(x)); CREATE VIEW v AS SELECT f(x) FROM t; GRANT EXECUTE ON FUNCTION f TO bob");
    row("function: a procedure takes its name", "CREATE FUNCTION f(int) RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "CREATE PROCEDURE f(int) LANGUAGE sql AS 'SELECT 1'");
    row("function: overloads", "CREATE FUNCTION f(int) RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "CREATE FUNCTION f(int, int) RETURNS int LANGUAGE sql AS 'SELECT 1'; CREATE FUNCTION f(text) RETURNS int "
        "LANGUAGE sql AS 'SELECT 1'");

    row("aggregate: all sorts", "",
        "CREATE AGGREGATE total(numeric) (sfunc = numeric_add, stype = numeric, initcond = '0', combinefunc = "
        "numeric_add, parallel = safe);"
        "CREATE AGGREGATE mov(int) (sfunc = int4pl, stype = int, sspace = 8, initcond = '0', msfunc = int4pl, minvfunc "
        "= int4mi, mstype = int,"
        " minitcond = '1');"
        "CREATE AGGREGATE biggest(int) (sfunc = int4larger, stype = int, sortop = >);"
        "CREATE AGGREGATE nth(float8 ORDER BY anyelement) (sfunc = ordered_set_transition, stype = internal, finalfunc "
        "= percentile_disc_final,"
        " finalfunc_extra);"
        "CREATE AGGREGATE place(VARIADIC \"any\" ORDER BY VARIADIC \"any\") (sfunc = ordered_set_transition_multi, "
        "stype = internal,"
        " finalfunc = rank_final, finalfunc_extra, hypothetical);"
        "CREATE AGGREGATE nothing(*) (sfunc = int8inc, stype = bigint, initcond = '0'); COMMENT ON AGGREGATE "
        "nothing(*) IS 'x';"
        "GRANT EXECUTE ON FUNCTION nothing() TO bob; ALTER AGGREGATE nothing(*) OWNER TO ann");
    row("aggregate: made anew under a view",
        "CREATE AGGREGATE total(int) (sfunc = int4pl, stype = int); CREATE VIEW v AS SELECT total(x) FROM "
        "generate_series(1, 3) x",
        "CREATE AGGREGATE total(int) (sfunc = int4pl, stype = int, initcond = '5'); CREATE VIEW v AS SELECT total(x) "
        "FROM generate_series(1, 3) x");

    row("grants: on tables and columns",
        "CREATE TABLE t (a int, b int); GRANT SELECT, INSERT ON t TO bob; GRANT UPDATE ON t TO ann WITH GRANT OPTION; "
        "GRANT SELECT (a) ON t TO PUBLIC",
        "CREATE TABLE t (a int, b int); GRANT SELECT (a), UPDATE (b) ON t TO bob; GRANT UPDATE ON t TO ann; GRANT ALL "
        "ON t TO PUBLIC;"
        "REVOKE DELETE ON t FROM CURRENT_USER");
}

void tst_KindsSimple::prove()
{
    QFETCH(QByteArray, before);
    QFETCH(QByteArray, after);
    need(m_scratch.server().ensureRoles({"ann", "bob"}));
    const Catalog from = resolve(before.toStdString());
    const Catalog to = resolve(after.toStdString());
    const Difference difference = need(makeDifference(from, to, {}, &m_scratch.server()));
    QVERIFY(!difference.changes.empty());
    const Proof proof = need(schemawright::prove(m_scratch.server(), difference));
    QVERIFY2(proof.proved,
             (proof.failure + "\n" + planScript(difference.up) + "\n-- down\n" + planScript(difference.down)).c_str());
    QVERIFY(need(makePlan(to, to)).empty());
}

void tst_KindsSimple::rowsSurviveANewEnum()
{
    const std::string before = "CREATE TYPE m AS ENUM ('a', 'b', 'c'); CREATE TABLE t (x m, xs m[]);";
    const std::string up = upSql(before, "CREATE TYPE m AS ENUM ('c', 'a'); CREATE TABLE t (x m, xs m[]);");
    const ScratchDatabase database = m_scratch.databaseWith(before + "INSERT INTO t VALUES ('a', '{c,a}')");
    Connection connection = need(database.connect());
    need(connection.query(up));
    const Rows rows = need(connection.query("SELECT x, xs, x > 'c' FROM t"));
    QCOMPARE(rows.text(0, 0), "a");
    QCOMPARE(rows.text(0, 1), "{c,a}");
    QVERIFY(rows.flag(0, 2));
}

void tst_KindsSimple::aCheckLooksIntoWhatHoldsValues()
{
    const std::string plain = "CREATE DOMAIN d AS int;";
    const std::string checked = "CREATE DOMAIN d AS int CHECK (VALUE > 0);";
    for (const auto& [rest, row] : {std::pair("CREATE TYPE c AS (x d); CREATE TABLE t (v c);", "ROW(%1)"),
                                    {"CREATE TYPE c AS (x d[]); CREATE TABLE t (v c);", "ROW(ARRAY[%1])"},
                                    {"CREATE DOMAIN e AS d[]; CREATE TABLE t (v e);", "ARRAY[%1]"},
                                    {"CREATE TABLE r (x d); CREATE TABLE t (v r);", "ROW(%1)"}}) {
        const std::string up = upSql(plain + rest, checked + rest);
        const auto filled = [&](const char* value) {
            const QString insert = QStringLiteral("INSERT INTO t VALUES (%1)").arg(QString::fromLatin1(row));
            return m_scratch.databaseWith(plain + rest + insert.arg(QString::fromLatin1(value)).toStdString());
        };
        const ScratchDatabase good = filled("7");
        Connection connection = need(good.connect());
        need(connection.query(up));
        QCOMPARE(need(connection.query("SELECT count(*) FROM t WHERE v::text LIKE '%7%'")).number(0, 0), 1);
        QVERIFY(need(readCatalog(good.spec())).catalog == resolve(checked + rest));
        const ScratchDatabase bad = filled("-7");
        Connection other = need(bad.connect());
        const auto refused = other.query(up);
        QVERIFY2(!refused, rest);
        QVERIFY2(refused.error().message.contains("violates check constraint"), refused.error().message.c_str());
    }
    // Where nobody holds values of the composite, there is nothing to look into.
    const std::string unused = "CREATE TYPE c AS (x d); CREATE TABLE t (v d)";
    QVERIFY(upSql(plain + unused, checked + unused).contains("ALTER DOMAIN public.d ADD CONSTRAINT"));
}

void tst_KindsSimple::arraysKeepTheirValuesWhenTheirTypeIsMadeAnew()
{
    const std::string before = "CREATE TYPE c AS (a int, b text); CREATE DOMAIN d AS int;"
                               "CREATE TABLE t (id int, cs c[], ds d[]);";
    const std::string after = "CREATE TYPE c AS (b text, a bigint, n int); CREATE DOMAIN d AS int CHECK (VALUE > 0);"
                              "CREATE TABLE t (id int, cs c[], ds d[]);";
    const std::string up = upSql(before, after);
    const auto withRow = [&](const std::string& values) {
        return m_scratch.databaseWith(before + "INSERT INTO t VALUES " + values);
    };
    const ScratchDatabase database =
        withRow("(1, ARRAY[ROW(1, 'x'), NULL, ROW(NULL, NULL)]::c[], '{1,NULL}'), (2, '{}', '{}'), (3, NULL, NULL),"
                "(4, '[5:6]={\"(7,y)\",\"(8,)\"}', '[0:0]={9}')");
    Connection connection = need(database.connect());
    need(connection.query(up));
    const Rows rows = need(connection.query("SELECT cs, ds FROM t ORDER BY id"));
    QCOMPARE(rows.text(0, 0), "{\"(x,1,)\",NULL,\"(,,)\"}");
    QCOMPARE(rows.text(0, 1), "{1,NULL}");
    QCOMPARE(rows.text(1, 0), "{}");
    QVERIFY(rows.isNull(2, 0));
    QCOMPARE(rows.text(3, 0), "[5:6]={\"(y,7,)\",\"(,8,)\"}");
    QCOMPARE(rows.text(3, 1), "[0:0]={9}");
    QCOMPARE(need(connection.query("SELECT count(*) FROM pg_proc WHERE oid >= 16384")).text(0, 0), "0");

    const ScratchDatabase bad = withRow("(1, NULL, '{0}')");
    QCOMPARE(need(bad.connect()).query(up).error().sqlstate, "23514");
    const ScratchDatabase deep = withRow("(1, '{{\"(1,x)\"},{\"(2,y)\"}}', NULL)");
    QVERIFY(need(deep.connect()).query(up).error().message.contains("several dimensions"));
}

void tst_KindsSimple::functionsAreReplacedWhereTheyCanBe()
{
    const std::string up = upSql("CREATE FUNCTION f(a int DEFAULT 1) RETURNS int LANGUAGE sql AS 'SELECT 1'",
                                 "CREATE FUNCTION f(a int DEFAULT 2) RETURNS int LANGUAGE sql AS 'SELECT 1'");
    QVERIFY2(up.contains("CREATE OR REPLACE FUNCTION public.f(a integer DEFAULT 2)"), up.c_str());
    QVERIFY(!up.contains("DROP"));
    const std::string anew = upSql("CREATE FUNCTION f(a int DEFAULT 1) RETURNS int LANGUAGE sql AS 'SELECT 1'",
                                   "CREATE FUNCTION f(a int) RETURNS int LANGUAGE sql AS 'SELECT 1'");
    QVERIFY2(anew.contains("DROP FUNCTION public.f(integer);"), anew.c_str());
}

void tst_KindsSimple::grantsOfOtherGrantorsComeBack()
{
    need(m_scratch.server().ensureRoles({"ann", "bob", "eve"}));
    const std::string after =
        "CREATE TABLE t (a int); GRANT SELECT ON t TO ann WITH GRANT OPTION; SET ROLE ann;"
        "GRANT SELECT ON t TO bob WITH GRANT OPTION; SET ROLE bob; GRANT SELECT ON t TO eve; RESET ROLE";
    const Difference difference =
        need(makeDifference(resolve("CREATE TABLE t (a int)"), resolve(after), {}, &m_scratch.server()));
    const Proof proof = need(schemawright::prove(m_scratch.server(), difference));
    QVERIFY2(proof.proved, proof.failure.c_str());
    const std::string up = planScript(difference.up, false);
    QVERIFY2(up.contains("SET ROLE bob;\nGRANT SELECT ON TABLE public.t TO eve;\nRESET ROLE;\n"), up.c_str());
}

/// No provider of labels can be loaded here, so that PostgreSQL would refuse the statement; its table takes what a provider would have put there.
void tst_KindsSimple::securityLabelsOfColumnsAreReadAndWritten()
{
    const std::string schema =
        "CREATE TABLE t (a int, \"B c\" int); CREATE VIEW v AS SELECT a FROM t; CREATE TYPE y AS (k int, \"L m\" int);";
    const auto label = [](const char* relation, int column, const char* text) {
        return std::format("INSERT INTO pg_seclabel VALUES ('{}'::regclass, 'pg_class'::regclass, {}, 'dummy', '{}');",
                           relation, column, text);
    };
    const Catalog plain = resolve(schema);
    const Catalog labelled = resolve(schema + label("t", 2, "it''s secret") + label("v", 1, "open") +
                                     label("t", 0, "whole") + label("y", 2, "part"));
    const auto* table = labelled.get<Table>(keyOf(Kind::Table, "public", "t"));
    QCOMPARE(table->columns[1].labels, (std::vector<SecurityLabel>{{"dummy", "it's secret"}}));
    QVERIFY(table->columns[0].labels.empty());
    const std::string up = planScript(need(makePlan(plain, labelled)), false);
    for (const char* statement : {"SECURITY LABEL FOR dummy ON COLUMN public.t.\"B c\" IS 'it''s secret';\n",
                                  "SECURITY LABEL FOR dummy ON COLUMN public.v.a IS 'open';\n",
                                  "SECURITY LABEL FOR dummy ON COLUMN public.y.\"L m\" IS 'part';\n",
                                  "SECURITY LABEL FOR dummy ON TABLE public.t IS 'whole';\n"})
        QVERIFY2(up.contains(statement), up.c_str());
    const std::string down = planScript(need(makePlan(labelled, plain)), false);
    QVERIFY2(down.contains("SECURITY LABEL FOR dummy ON COLUMN public.t.\"B c\" IS NULL;\n"), down.c_str());
    QVERIFY2(down.contains("SECURITY LABEL FOR dummy ON COLUMN public.y.\"L m\" IS NULL;\n"), down.c_str());
    QVERIFY(need(catalogScript(labelled)).contains("SECURITY LABEL FOR dummy ON COLUMN public.v.a IS 'open'"));
    QVERIFY(need(catalogScript(labelled)).contains("SECURITY LABEL FOR dummy ON COLUMN public.y.\"L m\" IS 'part'"));
    const auto again = deserializeCatalog(serialize(labelled));
    QVERIFY(again && *again == labelled);
}

QTEST_GUILESS_MAIN(tst_KindsSimple)
#include "tst_kinds_simple.moc"
