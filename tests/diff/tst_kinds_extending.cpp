// Objects that extend PostgreSQL, and those of the whole database, on a real server: made, altered and dropped both ways.

#include "diff/plan/plan.h"
#include "tests/support/round_trip.h"

#include <QTest>

using namespace schemawright;

class tst_KindsExtending : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theWayThereAndBackIsProved_data();
    void theWayThereAndBackIsProved();
    void aPasswordIsNoPartOfTheSchema();

private:
    void foreignData();
    void publications();
    void textSearch();
    void operators();
    void others();
    test::RoundTrip m_way;
};

namespace {

void row(const char* name, const QByteArray& before, const QByteArray& after)
{
    QTest::newRow(name) << before << after;
}

} // namespace

void tst_KindsExtending::foreignData()
{
    const QByteArray w = "CREATE FOREIGN DATA WRAPPER w;";
    row("foreign data: from nothing", "",
        "CREATE FOREIGN DATA WRAPPER \"w \"\"x\" OPTIONS (\"A b\" 'it''s --'); CREATE SERVER s TYPE 't' VERSION '1' "
        "FOREIGN DATA WRAPPER \"w \"\"x\" OPTIONS (host 'h');"
        "CREATE USER MAPPING FOR pg_monitor SERVER s OPTIONS (\"user\" 'u'); CREATE USER MAPPING FOR PUBLIC SERVER s;"
        "COMMENT ON SERVER s IS 'c'; COMMENT ON FOREIGN DATA WRAPPER \"w \"\"x\" IS 'd'; GRANT USAGE ON FOREIGN SERVER "
        "s TO pg_monitor;");
    row("foreign data: options",
        w + "CREATE SERVER s VERSION '1' FOREIGN DATA WRAPPER w OPTIONS (a '1', b '2'); CREATE USER MAPPING FOR "
            "pg_monitor SERVER s OPTIONS (x 'y');",
        "CREATE FOREIGN DATA WRAPPER w OPTIONS (o 'p'); CREATE SERVER s VERSION '2' FOREIGN DATA WRAPPER w OPTIONS (b "
        "'3', c '4'); CREATE USER MAPPING FOR pg_monitor SERVER s;");
    row("foreign data: a server is made anew with its mappings",
        w + "CREATE SERVER s TYPE 't' FOREIGN DATA WRAPPER w; CREATE USER MAPPING FOR pg_monitor SERVER s;",
        w + "CREATE SERVER s TYPE 'u' FOREIGN DATA WRAPPER w; CREATE USER MAPPING FOR pg_monitor SERVER s;");
}

void tst_KindsExtending::publications()
{
    const QByteArray t = "CREATE TABLE t (id int PRIMARY KEY, a text); CREATE TABLE u (id int);";
    row("publication: from nothing", "",
        t + "CREATE SCHEMA s; CREATE PUBLICATION \"p \"\"x\" FOR TABLE t (id, a) WHERE (id > 1 OR a = ')'), u WITH "
            "(publish = 'insert, delete', publish_via_partition_root);"
            "CREATE PUBLICATION q FOR TABLES IN SCHEMA s; CREATE PUBLICATION r FOR ALL TABLES; CREATE PUBLICATION e; "
            "COMMENT ON PUBLICATION r IS 'c';");
    row("publication: tables and options", t + "CREATE PUBLICATION p FOR TABLE t, u;",
        t + "CREATE PUBLICATION p FOR TABLE t (id) WITH (publish = 'insert');");
    row("publication: nothing any more", t + "CREATE PUBLICATION p FOR TABLE t;", t + "CREATE PUBLICATION p;");
    row("publication: a table goes", t + "CREATE PUBLICATION p FOR TABLE t, u;",
        "CREATE TABLE t (id int PRIMARY KEY, a text); CREATE PUBLICATION p FOR TABLE t;");
}

void tst_KindsExtending::textSearch()
{
    row("text search: from nothing", "",
        "CREATE TEXT SEARCH DICTIONARY \"d \"\"1\" (TEMPLATE = snowball, language = 'english', stopwords = 'english');"
        "CREATE TEXT SEARCH CONFIGURATION c (COPY = pg_catalog.english); ALTER TEXT SEARCH CONFIGURATION c ALTER "
        "MAPPING FOR asciiword WITH \"d \"\"1\", simple;"
        "ALTER TEXT SEARCH CONFIGURATION c DROP MAPPING FOR url; COMMENT ON TEXT SEARCH CONFIGURATION c IS 'c';"
        "CREATE TEXT SEARCH TEMPLATE tt (INIT = dsimple_init, LEXIZE = dsimple_lexize);"
        "CREATE TEXT SEARCH PARSER pp (START = prsd_start, GETTOKEN = prsd_nexttoken, END = prsd_end, LEXTYPES = "
        "prsd_lextype, HEADLINE = prsd_headline);"
        "CREATE TABLE t (a text); CREATE INDEX i ON t USING gin (to_tsvector('c', a));");
    row("text search: mappings", "CREATE TEXT SEARCH CONFIGURATION c (COPY = pg_catalog.english);",
        "CREATE TEXT SEARCH CONFIGURATION c (COPY = pg_catalog.english); ALTER TEXT SEARCH CONFIGURATION c DROP "
        "MAPPING FOR email;"
        "ALTER TEXT SEARCH CONFIGURATION c ALTER MAPPING FOR word WITH simple;");
    row("text search: a dictionary is made anew under its configuration",
        "CREATE TEXT SEARCH DICTIONARY d (TEMPLATE = simple); CREATE TEXT SEARCH CONFIGURATION c (PARSER = default); "
        "ALTER TEXT SEARCH CONFIGURATION c ADD MAPPING FOR word WITH d;",
        "CREATE TEXT SEARCH DICTIONARY d (TEMPLATE = simple, accept = false); CREATE TEXT SEARCH CONFIGURATION c "
        "(PARSER = default);"
        "ALTER TEXT SEARCH CONFIGURATION c ADD MAPPING FOR word WITH d, simple;");
}

void tst_KindsExtending::operators()
{
    const QByteArray types = "CREATE TYPE comp AS (a int);"
                             "CREATE FUNCTION lt(comp, comp) RETURNS bool LANGUAGE sql IMMUTABLE AS 'SELECT true';"
                             "CREATE FUNCTION gt(comp, comp) RETURNS bool LANGUAGE sql IMMUTABLE AS 'SELECT true';"
                             "CREATE FUNCTION eq(comp, comp) RETURNS bool LANGUAGE sql IMMUTABLE AS 'SELECT true';"
                             "CREATE FUNCTION cmp(comp, comp) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT 1';";
    const QByteArray all =
        types +
        "CREATE OPERATOR <<< (FUNCTION = lt, LEFTARG = comp, RIGHTARG = comp, COMMUTATOR = >>>, RESTRICT = "
        "scalarltsel, JOIN = scalarltjoinsel);"
        "CREATE OPERATOR >>> (FUNCTION = gt, LEFTARG = comp, RIGHTARG = comp, COMMUTATOR = <<<);"
        "CREATE OPERATOR === (FUNCTION = eq, LEFTARG = comp, RIGHTARG = comp, COMMUTATOR = ===, HASHES, MERGES);"
        "COMMENT ON OPERATOR ===(comp, comp) IS 'c';";
    row("operators: from nothing", "", all);
    row("operators: classes and families", types,
        all + "CREATE OPERATOR CLASS \"Comp \"\"ops\" FOR TYPE comp USING btree AS OPERATOR 1 <<<, OPERATOR 3 ===, "
              "OPERATOR 5 >>>, FUNCTION 1 cmp(comp, comp);"
              "CREATE OPERATOR FAMILY fam USING btree; ALTER OPERATOR FAMILY fam USING btree ADD OPERATOR 1 <<< (comp, "
              "comp), FUNCTION 1 (comp, comp) cmp(comp, comp);"
              "COMMENT ON OPERATOR FAMILY fam USING btree IS 'f'; CREATE TABLE t (c comp); CREATE INDEX i ON t (c "
              "\"Comp \"\"ops\");");
    row("operators: prefix operator, another function",
        "CREATE FUNCTION f(int) RETURNS int LANGUAGE sql AS 'SELECT 1'; CREATE OPERATOR !! (FUNCTION = f, RIGHTARG = "
        "int);",
        "CREATE FUNCTION g(int) RETURNS int LANGUAGE sql AS 'SELECT 1'; CREATE OPERATOR !! (FUNCTION = g, RIGHTARG = "
        "int);");
}

void tst_KindsExtending::others()
{
    row("cast", "",
        "CREATE TYPE comp AS (a int); CREATE FUNCTION f(comp) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT 1';"
        "CREATE CAST (comp AS int) WITH FUNCTION f(comp) AS ASSIGNMENT; CREATE TYPE e AS ENUM ('a'); CREATE CAST (text "
        "AS e) WITH INOUT AS IMPLICIT;"
        "COMMENT ON CAST (comp AS int) IS 'c';");
    row("cast: another context", "CREATE TYPE e AS ENUM ('a'); CREATE CAST (text AS e) WITH INOUT;",
        "CREATE TYPE e AS ENUM ('a'); CREATE CAST (text AS e) WITH INOUT AS IMPLICIT;");
    const QByteArray f = "CREATE FUNCTION f() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END';";
    row("event trigger", "",
        f + "CREATE EVENT TRIGGER \"e \"\"x\" ON ddl_command_end WHEN TAG IN ('CREATE TABLE', 'DROP TABLE') EXECUTE "
            "FUNCTION f(); ALTER EVENT TRIGGER \"e \"\"x\" DISABLE;"
            "COMMENT ON EVENT TRIGGER \"e \"\"x\" IS 'c';");
    row("event trigger: another event, another state",
        f + "CREATE EVENT TRIGGER e ON ddl_command_end EXECUTE FUNCTION f(); CREATE EVENT TRIGGER g ON sql_drop "
            "EXECUTE FUNCTION f();",
        f + "CREATE EVENT TRIGGER e ON ddl_command_start EXECUTE FUNCTION f(); CREATE EVENT TRIGGER g ON sql_drop "
            "EXECUTE FUNCTION f(); ALTER EVENT TRIGGER g ENABLE ALWAYS;");
    row("access method, conversion, language", "",
        "CREATE ACCESS METHOD \"a m\" TYPE INDEX HANDLER bthandler; CREATE CONVERSION \"c v\" FOR 'LATIN1' TO 'UTF8' "
        "FROM iso8859_1_to_utf8;"
        "CREATE TRUSTED LANGUAGE \"pl x\" HANDLER plpgsql_call_handler INLINE plpgsql_inline_handler VALIDATOR "
        "plpgsql_validator; COMMENT ON LANGUAGE \"pl x\" IS 'c';");
    row("transform", "",
        "CREATE TYPE comp AS (a int); CREATE FUNCTION g(internal) RETURNS comp LANGUAGE internal IMMUTABLE AS "
        "'int4recv';"
        "CREATE TRANSFORM FOR comp LANGUAGE plpgsql (TO SQL WITH FUNCTION g(internal));");
}

void tst_KindsExtending::theWayThereAndBackIsProved_data()
{
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QByteArray>("after");
    foreignData();
    publications();
    textSearch();
    operators();
    others();
}

void tst_KindsExtending::theWayThereAndBackIsProved()
{
    QFETCH(QByteArray, before);
    QFETCH(QByteArray, after);
    try {
        m_way.prove(before.toStdString(), after.toStdString());
    } catch (const std::runtime_error& error) {
        QFAIL(error.what());
    }
}

void tst_KindsExtending::aPasswordIsNoPartOfTheSchema()
{
    const Catalog catalog =
        m_way
            .resolve("CREATE FOREIGN DATA WRAPPER w; CREATE SERVER s FOREIGN DATA WRAPPER w;"
                     "CREATE USER MAPPING FOR pg_monitor SERVER s OPTIONS (\"user\" 'u', password 'secret');")
            .catalog;
    QVERIFY(!test::need(catalogScript(catalog)).contains("secret"));
}

QTEST_GUILESS_MAIN(tst_KindsExtending)
#include "tst_kinds_extending.moc"
