// The kinds that have no test of their own, on a real server: made, altered and dropped both ways, hostile names included.

#include "tests/support/round_trip.h"

#include <QTest>

using namespace schemawright;

class tst_KindsProved : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theWayThereAndBackIsProved_data();
    void theWayThereAndBackIsProved();
    void whatCanBeDoneInPlaceIs_data();
    void whatCanBeDoneInPlaceIs();

private:
    void views();
    void triggersAndRules();
    void policies();
    void statistics();
    void types();
    void defaultPrivileges();
    test::RoundTrip m_way;
};

namespace {

void row(const char* name, const QByteArray& before, const QByteArray& after)
{
    QTest::newRow(name) << before << after;
}

} // namespace

void tst_KindsProved::views()
{
    const QByteArray t = "CREATE TABLE t (a int, b text, c int);";
    row("view: from nothing with everything", "",
        t + "CREATE VIEW v WITH (security_barrier, security_invoker=true) AS SELECT a, b AS \"B x\" FROM t WHERE a > 0 "
            "WITH LOCAL CHECK OPTION;"
            "ALTER VIEW v ALTER COLUMN a SET DEFAULT 7; COMMENT ON VIEW v IS 'v'; COMMENT ON COLUMN v.a IS 'a';");
    row("view: appended column", t + "CREATE VIEW v AS SELECT a FROM t;", t + "CREATE VIEW v AS SELECT a, b FROM t;");
    row("view: another query", t + "CREATE VIEW v AS SELECT a FROM t;", t + "CREATE VIEW v AS SELECT c AS a FROM t;");
    row("view: another type, with a view over it",
        t + "CREATE VIEW v AS SELECT a FROM t; CREATE VIEW w AS SELECT a FROM v; COMMENT ON VIEW w IS 'kept';",
        t + "CREATE VIEW v AS SELECT a::bigint FROM t; CREATE VIEW w AS SELECT a FROM v; COMMENT ON VIEW w IS 'kept';");
    row("view: options", t + "CREATE VIEW v WITH (security_barrier) AS SELECT a FROM t WITH CHECK OPTION;",
        t + "CREATE VIEW v WITH (security_invoker) AS SELECT a FROM t;");
    row("view: comments and defaults of columns",
        t + "CREATE VIEW v AS SELECT a FROM t; COMMENT ON COLUMN v.a IS 'x'; ALTER VIEW v ALTER COLUMN a SET DEFAULT "
            "1;",
        t + "CREATE VIEW v AS SELECT a FROM t; COMMENT ON COLUMN v.a IS 'y';");
    row("view: recursive, hostile names", "",
        "CREATE SCHEMA \"S \"\"q\"; CREATE RECURSIVE VIEW \"S \"\"q\".\"v--*/\" (\"a\"\"b\", \"select\") AS SELECT 1, "
        "'x;--'::text UNION ALL SELECT \"a\"\"b\" + 1, "
        "'$$' FROM \"v--*/\" WHERE \"a\"\"b\" < 3; COMMENT ON COLUMN \"S \"\"q\".\"v--*/\".\"a\"\"b\" IS 'it''s */';");
    row("materialized view: from nothing", "",
        t + "CREATE MATERIALIZED VIEW m WITH (fillfactor=70, toast.autovacuum_enabled=false) AS SELECT a, b FROM t; "
            "CREATE UNIQUE INDEX i ON m (a);"
            "ALTER MATERIALIZED VIEW m ALTER COLUMN b SET STORAGE EXTERNAL; ALTER MATERIALIZED VIEW m ALTER a SET "
            "STATISTICS 7; COMMENT ON MATERIALIZED VIEW m IS 'm'");
    row("materialized view: another query keeps its index",
        t + "CREATE MATERIALIZED VIEW m AS SELECT a FROM t; CREATE INDEX i ON m (a); COMMENT ON INDEX i IS 'kept';",
        t + "CREATE MATERIALIZED VIEW m AS SELECT a, c FROM t; CREATE INDEX i ON m (a); COMMENT ON INDEX i IS 'kept';");
    row("materialized view: settings",
        t + "CREATE MATERIALIZED VIEW m WITH (fillfactor=70) AS SELECT b AS \"B\"\"x\" FROM t;"
            "ALTER MATERIALIZED VIEW m ALTER \"B\"\"x\" SET STORAGE MAIN;",
        t + "CREATE MATERIALIZED VIEW m AS SELECT b AS \"B\"\"x\" FROM t; ALTER MATERIALIZED VIEW m ALTER \"B\"\"x\" "
            "SET STATISTICS 3;"
            "ALTER MATERIALIZED VIEW m ALTER \"B\"\"x\" SET COMPRESSION pglz; COMMENT ON COLUMN m.\"B\"\"x\" IS 'c';");
    row("materialized view: retyped column below",
        t + "CREATE MATERIALIZED VIEW m AS SELECT a FROM t; CREATE INDEX i ON m (a); CREATE VIEW w AS SELECT a FROM m;",
        "CREATE TABLE t (a bigint, b text, c int); CREATE MATERIALIZED VIEW m AS SELECT a FROM t; CREATE INDEX i ON m "
        "(a); CREATE VIEW w AS SELECT a FROM m;");
}

void tst_KindsProved::triggersAndRules()
{
    const QByteArray f = "CREATE TABLE t (a int, b text); CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS "
                         "'BEGIN RETURN NEW; END';"
                         "CREATE FUNCTION g() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';";
    row("trigger: from nothing", "",
        f + "CREATE TRIGGER x BEFORE UPDATE OF a ON t FOR EACH ROW WHEN (OLD.a <> NEW.a) EXECUTE FUNCTION f('it''s', "
            "'--');"
            "COMMENT ON TRIGGER x ON t IS 'c'; ALTER TABLE t DISABLE TRIGGER x;");
    row("trigger: replaced and enabled otherwise",
        f + "CREATE TRIGGER x BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f(); ALTER TABLE t DISABLE TRIGGER x;",
        f + "CREATE TRIGGER x BEFORE UPDATE ON t FOR EACH ROW EXECUTE FUNCTION f(); ALTER TABLE t ENABLE ALWAYS "
            "TRIGGER x;");
    row("trigger: enabled",
        f + "CREATE TRIGGER x BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f(); ALTER TABLE t DISABLE TRIGGER x;",
        f + "CREATE TRIGGER x BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f();");
    row("trigger: another function, the old one goes",
        f + "CREATE TRIGGER x AFTER INSERT ON t REFERENCING NEW TABLE AS n FOR EACH STATEMENT EXECUTE FUNCTION f();",
        "CREATE TABLE t (a int, b text); CREATE FUNCTION g() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; "
        "END';"
        "CREATE TRIGGER x AFTER INSERT ON t REFERENCING NEW TABLE AS n FOR EACH STATEMENT EXECUTE FUNCTION g();");
    row("trigger: becomes a constraint trigger",
        f + "CREATE TRIGGER x AFTER INSERT ON t FOR EACH ROW EXECUTE FUNCTION f();",
        f + "CREATE CONSTRAINT TRIGGER x AFTER INSERT ON t DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION "
            "f();");
    row("trigger: on a partitioned table",
        f + "CREATE TABLE p (a int) PARTITION BY RANGE (a); CREATE TABLE p1 PARTITION OF p DEFAULT;",
        f + "CREATE TABLE p (a int) PARTITION BY RANGE (a); CREATE TABLE p1 PARTITION OF p DEFAULT;"
            "CREATE TRIGGER x BEFORE INSERT ON p FOR EACH ROW EXECUTE FUNCTION f();");
    row("trigger: on a view that is made anew",
        f + "CREATE VIEW v AS SELECT a FROM t; CREATE TRIGGER x INSTEAD OF INSERT ON v FOR EACH ROW EXECUTE FUNCTION "
            "f();",
        f + "CREATE VIEW v AS SELECT b FROM t; CREATE TRIGGER x INSTEAD OF INSERT ON v FOR EACH ROW EXECUTE FUNCTION "
            "f();");
    row("trigger: hostile names", f,
        f + "CREATE TRIGGER \"x\"\" ON --\" BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f('\\ $$');");
    row("rule: from nothing", "",
        f + "CREATE TABLE log (a int); CREATE RULE \"r \"\"x\" AS ON INSERT TO t WHERE new.a > 0 DO ALSO (INSERT INTO "
            "log VALUES (new.a); DELETE FROM log WHERE a < 0);"
            "ALTER TABLE t DISABLE RULE \"r \"\"x\"; COMMENT ON RULE \"r \"\"x\" ON t IS 'c';");
    row("rule: replaced", f + "CREATE RULE r AS ON DELETE TO t DO INSTEAD NOTHING;",
        f + "CREATE RULE r AS ON DELETE TO t WHERE old.a = 1 DO INSTEAD NOTHING; ALTER TABLE t ENABLE ALWAYS RULE r;");
    row("rule: on a view that is made anew",
        f + "CREATE VIEW v AS SELECT a FROM t; CREATE RULE r AS ON INSERT TO v DO INSTEAD INSERT INTO t VALUES (1);",
        f + "CREATE VIEW v AS SELECT b FROM t; CREATE RULE r AS ON INSERT TO v DO INSTEAD INSERT INTO t VALUES (1);");
}

void tst_KindsProved::policies()
{
    const QByteArray t = "CREATE TABLE t (a int, o text); ALTER TABLE t ENABLE ROW LEVEL SECURITY; CREATE FUNCTION "
                         "ok(int) RETURNS bool LANGUAGE sql AS 'SELECT true';";
    row("policy: from nothing", "",
        t + "CREATE POLICY \"p \"\" ;\" ON t AS RESTRICTIVE FOR UPDATE TO pg_monitor, pg_read_all_data USING (a > 0 OR "
            "o = ')') WITH CHECK (ok(a));"
            "COMMENT ON POLICY \"p \"\" ;\" ON t IS 'c'; CREATE POLICY q ON t USING (true);");
    row("policy: expressions and roles", t + "CREATE POLICY p ON t TO pg_monitor USING (a > 0);",
        t + "CREATE POLICY p ON t USING ((a > 1) AND (a < 9)) WITH CHECK (o <> '');");
    row("policy: loses its check", t + "CREATE POLICY p ON t USING (a > 0) WITH CHECK (a > 1);",
        t + "CREATE POLICY p ON t USING (a > 0);");
    row("policy: another command", t + "CREATE POLICY p ON t FOR SELECT USING (a > 0);",
        t + "CREATE POLICY p ON t FOR DELETE USING (a > 0);");
    row("policy: over a retyped column", t + "CREATE POLICY p ON t FOR SELECT USING (a > 0);",
        "CREATE TABLE t (a bigint, o text); ALTER TABLE t ENABLE ROW LEVEL SECURITY; CREATE FUNCTION ok(int) RETURNS "
        "bool LANGUAGE sql AS 'SELECT true';"
        "CREATE POLICY p ON t FOR SELECT USING (a > 0);");
}

void tst_KindsProved::statistics()
{
    const QByteArray t = "CREATE TABLE t (a int, b text, c int);";
    row("statistics: from nothing", "",
        t + "CREATE SCHEMA s; CREATE STATISTICS s.\"x \"\"y\" (mcv, ndistinct) ON a, b, (a + c) FROM t; ALTER "
            "STATISTICS s.\"x \"\"y\" SET STATISTICS 9;"
            "COMMENT ON STATISTICS s.\"x \"\"y\" IS 'c'; CREATE STATISTICS e ON (lower(b)) FROM t; CREATE STATISTICS k "
            "ON a, c FROM t;");
    row("statistics: target and kinds",
        t + "CREATE STATISTICS x ON a, b FROM t; ALTER STATISTICS x SET STATISTICS 9; CREATE STATISTICS y ON a, b FROM "
            "t;",
        t + "CREATE STATISTICS x ON a, b FROM t; CREATE STATISTICS y (mcv) ON a, c FROM t;");
    row("statistics: go with their table",
        t + "CREATE SCHEMA s; CREATE STATISTICS x ON a, b FROM t; CREATE STATISTICS s.x ON a, c FROM t;", "");
}

void tst_KindsProved::types()
{
    row("collation: from nothing", "",
        "CREATE COLLATION c1 (provider = icu, locale = 'de-u-co-phonebk', deterministic = false); CREATE COLLATION \"c "
        "\"\"2\" (locale = 'C');"
        "CREATE TABLE t (a text COLLATE c1, b text COLLATE \"c \"\"2\"); COMMENT ON COLLATION c1 IS 'c'; CREATE INDEX "
        "i ON t (a COLLATE \"c \"\"2\", b);");
    row("collation: another locale", "CREATE COLLATION c1 (provider = icu, locale = 'de');",
        "CREATE COLLATION c1 (provider = icu, locale = 'fr');");
    row("range: from nothing", "",
        "CREATE FUNCTION d(time, time) RETURNS float8 IMMUTABLE LANGUAGE sql AS 'SELECT extract(epoch FROM ($1 - "
        "$2))::float8';"
        "CREATE TYPE timerange AS RANGE (subtype = time, subtype_diff = d); CREATE TABLE t (r timerange, m "
        "timemultirange);"
        "CREATE TYPE \"R \"\"x\" AS RANGE (subtype = text, collation = \"C\", multirange_type_name = \"M--\"); COMMENT "
        "ON TYPE timerange IS 'c';"
        "CREATE INDEX i ON t USING gist (r); CREATE VIEW v AS SELECT timerange('10:00', '11:00') AS x, "
        "timemultirange(r) AS y FROM t;");
    row("range: another subtype", "CREATE TYPE r AS RANGE (subtype = float8);",
        "CREATE TYPE r AS RANGE (subtype = float4);");
}

void tst_KindsProved::defaultPrivileges()
{
    row("default privileges: from nothing", "",
        "CREATE SCHEMA s; ALTER DEFAULT PRIVILEGES FOR ROLE pg_monitor IN SCHEMA s GRANT SELECT, INSERT ON TABLES TO "
        "pg_read_all_data WITH GRANT OPTION;"
        "ALTER DEFAULT PRIVILEGES IN SCHEMA s GRANT USAGE ON SEQUENCES TO PUBLIC; ALTER DEFAULT PRIVILEGES REVOKE "
        "EXECUTE ON FUNCTIONS FROM PUBLIC;");
    row("default privileges: other grants",
        "ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO pg_monitor; ALTER DEFAULT PRIVILEGES REVOKE USAGE ON TYPES "
        "FROM PUBLIC;",
        "ALTER DEFAULT PRIVILEGES GRANT INSERT ON TABLES TO pg_monitor;");
}

void tst_KindsProved::theWayThereAndBackIsProved_data()
{
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QByteArray>("after");
    views();
    triggersAndRules();
    policies();
    statistics();
    types();
    defaultPrivileges();
}

void tst_KindsProved::theWayThereAndBackIsProved()
{
    QFETCH(QByteArray, before);
    QFETCH(QByteArray, after);
    try {
        m_way.prove(before.toStdString(), after.toStdString());
    } catch (const std::runtime_error& error) {
        QFAIL(error.what());
    }
}

void tst_KindsProved::whatCanBeDoneInPlaceIs_data()
{
    QTest::addColumn<QByteArray>("common");
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QByteArray>("after");
    QTest::addColumn<QByteArray>("up");
    const auto way = [](const char* name, const char* common, const char* before, const char* after, const char* up) {
        QTest::newRow(name) << QByteArray(common) << QByteArray(before) << QByteArray(after) << QByteArray(up);
    };
    const char* t = "CREATE TABLE t (a int, b text);";
    way("view: appended column", t, "CREATE VIEW v AS SELECT a FROM t;", "CREATE VIEW v AS SELECT a, b FROM t;",
        "CREATE OR REPLACE VIEW public.v AS\n SELECT a,\n    b\n   FROM public.t;\n");
    way("view: option", t, "CREATE VIEW v AS SELECT a FROM t;",
        "CREATE VIEW v WITH (security_barrier) AS SELECT a FROM t;",
        "ALTER VIEW public.v SET (security_barrier=true);\n");
    way("policy: expression", t, "CREATE POLICY p ON t USING (a > 0);", "CREATE POLICY p ON t USING (a > 1);",
        "ALTER POLICY p ON public.t USING (a > 1);\n");
    way("statistics: target", t, "CREATE STATISTICS s ON a, b FROM t;",
        "CREATE STATISTICS s ON a, b FROM t; ALTER STATISTICS s SET STATISTICS 4;",
        "ALTER STATISTICS public.s SET STATISTICS 4;\n");
    way("rule: replaced", t, "CREATE RULE r AS ON DELETE TO t DO INSTEAD NOTHING;",
        "CREATE RULE r AS ON DELETE TO t WHERE old.a = 1 DO INSTEAD NOTHING;",
        "CREATE OR REPLACE RULE r AS\n    ON DELETE TO public.t\n   WHERE (old.a = 1) DO INSTEAD NOTHING;\n");
}

void tst_KindsProved::whatCanBeDoneInPlaceIs()
{
    QFETCH(QByteArray, common);
    QFETCH(QByteArray, before);
    QFETCH(QByteArray, after);
    QFETCH(QByteArray, up);
    const std::string script = m_way.prove((common + before).toStdString(), (common + after).toStdString());
    QCOMPARE(QByteArray::fromStdString(script), "SET check_function_bodies = off;\n\n" + up);
}

QTEST_GUILESS_MAIN(tst_KindsProved)
#include "tst_kinds_proved.moc"
