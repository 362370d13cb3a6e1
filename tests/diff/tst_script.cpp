#include "diff/script/script.h"

#include <QtTest>

#include <ctime>

using namespace schemawright;

namespace {

std::vector<ScriptStatement> split(const std::string& text)
{
    auto statements = splitScript({"test.sql", text});
    if (!statements)
        throw std::runtime_error(statements.error().text());
    return *statements;
}

/// The texts of the statements.
std::vector<std::string> texts(const std::string& text)
{
    std::vector<std::string> out;
    for (const auto& statement : split(text))
        out.push_back(text.substr(statement.begin, statement.end - statement.begin));
    return out;
}

std::string shown(const std::string& sql)
{
    const auto statements = split(sql);
    const auto& object = statements.back().object;
    return object ? object->display() : "nothing";
}

std::string repeats(const std::string& text, int count)
{
    std::string out;
    for (int i = 0; i < count; ++i)
        out += text;
    return out;
}

using Strings = std::vector<std::string>;

} // namespace

class tst_Script : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void statementsAreTrimmedAndCounted();
    void semicolonsInsideAreNoEnd();
    void everythingOfADumpIsUnderstood();
    void otherPsqlCommandsAreNamed();
    void backslashesInStringsAreText();
    void copyDataIsLeftOut();
    void syntaxErrorsSayFileLineAndPosition();
    void statementsOfNewerServersStandWithoutANode();
    void whatIsNoTextIsRefused();
    void whatIsNestedTooDeeplyIsRefused_data();
    void whatIsNestedTooDeeplyIsRefused();
    void whatIsOnlyLongIsRead_data();
    void whatIsOnlyLongIsRead();
    void labelsThatAreKeywordsLeaveNothingOpen();
    void objectsAreNamed_data();
    void objectsAreNamed();
    void laterStatementsKnowWhatWasMade();
    void renamesAreRead();
    void nodesHaveTheirNames();
    void statementsThatStandAlone_data();
    void statementsThatStandAlone();
    void commentsAreTokens();
    void linesAreCounted();
    void aLargeScriptTakesAboutASecond();
};

void tst_Script::statementsAreTrimmedAndCounted()
{
    const std::string text = "-- größe\n/* a /* nested */ one */\n\n  CREATE TABLE a ( -- inside\n n int)\n -- "
                             "trailing\n;;\n\nSELECT 1 /* end */\n-- last";
    const auto statements = split(text);
    QCOMPARE(texts(text), (Strings{"CREATE TABLE a ( -- inside\n n int)", "SELECT 1"}));
    QCOMPARE(statements[0].line, 4U);
    QCOMPARE(statements[1].line, 9U);
    QVERIFY(split("").empty());
    QVERIFY(split("-- nothing\n;").empty());
}

void tst_Script::semicolonsInsideAreNoEnd()
{
    const std::string atomic =
        "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1; SELECT CASE WHEN true THEN 2 ELSE 3 END; END";
    const std::string body =
        "CREATE FUNCTION g() RETURNS void LANGUAGE plpgsql AS $x$ BEGIN -- it's\n PERFORM 1; END $x$";
    const std::string rule = "CREATE RULE r AS ON INSERT TO t DO ALSO (DELETE FROM a; DELETE FROM b)";
    const std::string strings = "SELECT 'a;''b', E'\\';', \"c;\", $$;$$, U&'\\0061;' -- ;";
    QCOMPARE(texts(atomic + ";\n" + body + ";\n" + rule + ";" + strings),
             (Strings{atomic, body, rule, strings.substr(0, strings.size() - 5)}));
}

void tst_Script::everythingOfADumpIsUnderstood()
{
    const std::string text =
        "\\restrict abc123\n\nSET statement_timeout = 0;\nSELECT pg_catalog.set_config('search_path', '', false);\n"
        "\\connect shop\n"
        "CREATE TABLE public.a (\n    n integer\n);\nALTER TABLE public.a OWNER TO ann;\n"
        "COPY public.a (n) FROM stdin;\n1\n2\\N\n';broken $$ \"\n\\.\n\n"
        "SELECT pg_catalog.setval('public.a_seq', 1, true);\n\\unrestrict abc123\n";
    const auto statements = split(text);
    QCOMPARE(statements.size(), 6U);
    QCOMPARE(statements[0].line, 3U);
    QCOMPARE(statements[2].object->display(), "table public.a");
    QCOMPARE(statements[3].object->display(), "table public.a");
    QVERIFY(statements[4].copiesStdin && statements[4].node == "CopyStmt");
    QCOMPARE(statements[5].line, 16U);
    QVERIFY(!split("COPY a FROM '/tmp/x'")[0].copiesStdin);
}

void tst_Script::otherPsqlCommandsAreNamed()
{
    const auto refused = splitScript({"dir/a.sql", "SELECT 1;\n\\i other.sql\n"});
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::Sql);
    QCOMPARE(refused.error().line, 2U);
    QCOMPARE(refused.error().file, "dir/a.sql");
    QCOMPARE(refused.error().message, "\"\\i\" is a psql command, not SQL");
}

void tst_Script::backslashesInStringsAreText()
{
    QCOMPARE(texts("SELECT '\\', $a$\n\\i x\n$a$, E'a'\n'\\'b', \"\\q\"; SELECT 2 -- \\q\n"),
             (Strings{"SELECT '\\', $a$\n\\i x\n$a$, E'a'\n'\\'b', \"\\q\"", "SELECT 2"}));
}

void tst_Script::copyDataIsLeftOut()
{
    QCOMPARE(texts("copy a from STDIN with (format csv); -- why\r\n1,'x\r\n\\.\r\nSELECT 1;"),
             (Strings{"copy a from STDIN with (format csv)", "SELECT 1"}));
    QCOMPARE(texts("COPY a FROM stdin;\n1\n2").size(), 1U); // ended by the file
    QCOMPARE(texts("CREATE TABLE copy_from (stdin int); SELECT 1").size(), 2U);
}

void tst_Script::syntaxErrorsSayFileLineAndPosition()
{
    const std::string text = "-- größe\nCREATE TABLE a (n int);\n\nCREATE TABEL b (n int);\n";
    const auto refused = splitScript({"model.sql", text});
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::Sql);
    QCOMPARE(refused.error().message, "ERROR: syntax error at or near \"TABEL\"");
    QCOMPARE(refused.error().line, 4U);
    QCOMPARE(refused.error().position, text.find("TABEL") + 1);
    QVERIFY(refused.error().text().starts_with("model.sql:4: ERROR: syntax error"));

    QCOMPARE(splitScript({"a", "SELECT 1;\nSELECT (\n\n\n"}).error().line, 2U); // at end of input
    QCOMPARE(splitScript({"a", "SELECT 1;\nSELECT 'open\n\n"}).error().line, 2U);
    QVERIFY(!splitScript({"a", "SELECT $$open"}));
    QVERIFY(!splitScript({"a", "/* open"}));
}

void tst_Script::statementsOfNewerServersStandWithoutANode()
{
    const SourceFile file{"a.sql",
                          "CREATE TABLE a (x int);\n-- one\nCREATE TABLE t (a int, b int GENERATED ALWAYS AS (a * 2) "
                          "VIRTUAL);\nALTER TABLE t ADD CONSTRAINT n NOT NULL a NOT VALID;\nCREATE FUNCTION f() "
                          "RETURNS int BEGIN ATOMIC SELECT 1; SELECT 2; END;\nCREATE VIEW v AS SELECT 1;\n"};
    const auto statements = splitScript(file);
    QVERIFY2(statements, statements ? "" : statements.error().text().c_str());
    std::string nodes;
    for (const ScriptStatement& statement : *statements)
        nodes += std::to_string(statement.line) + statement.node + " ";
    QCOMPARE(nodes, std::string("1CreateStmt 3 4 5CreateFunctionStmt 6ViewStmt "));
    // A mistake stays one, also beside them.
    const auto wrong = splitScript({"a.sql", file.text + "CREATE TABEL u (x int);"});
    QVERIFY(!wrong);
    QCOMPARE(wrong.error().line, std::size_t{7});
    QVERIFY2(wrong.error().message.contains("TABEL"), wrong.error().message.c_str());
}

void tst_Script::whatIsNoTextIsRefused()
{
    const auto refused = splitScript({"a.sql", std::string("SELECT 1;\n\0DROP TABLE a", 23)});
    QVERIFY(!refused);
    QCOMPARE(refused.error().line, 2U);
}

/// Each overflowed the stack of the parser's library.
void tst_Script::whatIsNestedTooDeeplyIsRefused_data()
{
    QTest::addColumn<std::string>("sql");
    const auto row = [](const char* name, const std::string& begin, const std::string& repeated, const std::string& end,
                        const std::string& closing = {}) {
        QTest::newRow(name) << begin + repeats(repeated, 6000) + end + repeats(closing, 6000);
    };
    row("sum", "SELECT 1", "+1", "");
    row("sum of columns that are named like keywords", "SELECT 1", "+a.or", "");
    row("minus", "SELECT ", "- ", "1");
    row("not", "SELECT ", "NOT ", "true");
    row("casts", "SELECT 1", "::int", "");
    row("collations", "SELECT 'a'", " COLLATE \"C\"", "");
    row("strings", "SELECT 'a'", "||'a'", "");
    row("joins", "SELECT 1 FROM a", " JOIN a ON true AND true", "");
    row("unions", "SELECT 1, 2", " UNION SELECT 1, 2", "");
    row("subqueries", "SELECT ", "(SELECT ", "1", ")");
    row("lists", "SELECT ", "1 IN (2, ", "1", ")");
    row("cases", "SELECT ", "CASE WHEN true THEN ", "1", " END");
    row("conditions", "SELECT ", "a AND (b OR ", "c", ")");
}

void tst_Script::whatIsNestedTooDeeplyIsRefused()
{
    QFETCH(const std::string, sql);
    const auto refused = splitScript({"deep.sql", "SELECT 1;\n" + sql + ";"});
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::Sql);
    QCOMPARE(refused.error().message, "this statement is nested more than 1000 levels deep, so it cannot be read");
    QCOMPARE(refused.error().line, 2U);
    QVERIFY(!findComments(sql));
}

void tst_Script::whatIsOnlyLongIsRead_data()
{
    QTest::addColumn<std::string>("sql");
    const auto row = [](const char* name, int count, const std::string& begin, const std::string& repeated,
                        const std::string& end) { QTest::newRow(name) << begin + repeats(repeated, count) + end; };
    row("rows", 20000, "INSERT INTO t VALUES (1, 'a')", ", (1 + 2, 'b')", "");
    row("list", 20000, "SELECT a IN (1", ", 2", ")");
    row("cases", 5000, "SELECT CASE", " WHEN a = 1 THEN 'x'", " ELSE 'y' END");
    row("and", 5000, "SELECT a", " AND b = 1", "");
    row("or", 5000, "SELECT a", " OR (b = 1 AND c)", "");
    row("joins", 300, "SELECT 1 FROM a", " JOIN b ON a.x = b.y AND a.z = b.z", "");
    row("unions", 400, "SELECT 1, 2", " UNION ALL SELECT 1, 2", "");
    row("strings", 400, "SELECT 'a'", " || t.b", "");
    row("lines of a string", 5000, "COMMENT ON TABLE t IS 'a'", "\n'b'", "");
    row("columns", 1500, "CREATE TABLE t (a numeric(10, 2) NOT NULL DEFAULT (1 + 2)",
        ", b character varying(20)[] COLLATE \"C\" CHECK (b <> '')", ")");
    row("statements of a body", 3000, "CREATE FUNCTION f() RETURNS void BEGIN ATOMIC", " SELECT 1 + 1;", " END");
}

void tst_Script::whatIsOnlyLongIsRead()
{
    QFETCH(const std::string, sql);
    const auto statements = splitScript({"long.sql", sql + ";\n" + sql});
    QVERIFY2(statements, statements ? "" : statements.error().text().c_str());
    QCOMPARE(statements->size(), 2U);
}

void tst_Script::labelsThatAreKeywordsLeaveNothingOpen()
{
    std::string sql;
    for (int i = 0; i < 2000; ++i)
        sql += "SELECT (SELECT a.case) case, 2 AS case, b.end, (3) AS end;\n";
    QCOMPARE(split(sql).size(), 2000U);
}

void tst_Script::objectsAreNamed_data()
{
    QTest::addColumn<QString>("sql");
    QTest::addColumn<QString>("object");
    const auto add = [](const char* sql, const char* object) {
        QTest::newRow(sql) << QString::fromUtf8(sql) << QString::fromUtf8(object);
    };
    add("CREATE TABLE a ()", "table a");
    add("CREATE TABLE shop.\"A b\" ()", "table shop.\"A b\"");
    add("CREATE TABLE p1 PARTITION OF p DEFAULT", "table p1");
    add("CREATE FOREIGN TABLE s.f () SERVER x", "table s.f");
    add("CREATE TABLE t AS SELECT 1", "table t");
    add("ALTER TABLE ONLY shop.a ADD CONSTRAINT k PRIMARY KEY (n)", "table shop.a");
    add("ALTER TABLE a RENAME COLUMN b TO c", "column a.b");
    add("ALTER TABLE a RENAME TO b", "table a");
    add("ALTER TABLE a RENAME CONSTRAINT k TO l", "constraint k on a");
    add("ALTER TABLE a SET SCHEMA b", "table a");
    add("DROP TABLE IF EXISTS shop.a CASCADE", "table shop.a");
    add("DROP TABLE a, b", "nothing");
    add("COMMENT ON TABLE a IS 'x'", "table a");
    add("COMMENT ON COLUMN s.a.b IS 'x'", "column s.a.b");
    add("COMMENT ON CONSTRAINT k ON s.a IS 'x'", "constraint k on s.a");
    add("COMMENT ON CONSTRAINT k ON DOMAIN s.d IS 'x'", "constraint k on s.d");
    add("COMMENT ON TRIGGER t ON s.a IS 'x'", "trigger t on s.a");
    add("COMMENT ON SCHEMA s IS 'x'", "schema s");
    add("COMMENT ON DATABASE d IS 'x'", "nothing");
    add("COMMENT ON FUNCTION s.f(int, text) IS 'x'", "function s.f(integer, text)");
    add("GRANT SELECT ON s.a TO ann", "table s.a");
    add("GRANT SELECT ON a, b TO ann", "nothing");
    add("GRANT USAGE ON SCHEMA s TO ann", "schema s");
    add("REVOKE ALL ON FUNCTION f(int) FROM PUBLIC", "function f(integer)");
    add("GRANT SELECT ON ALL TABLES IN SCHEMA s TO ann", "nothing");
    add("CREATE UNIQUE INDEX CONCURRENTLY i ON s.a (n)", "index s.i");
    add("CREATE INDEX ON a (n)", "nothing");
    add("ALTER INDEX s.i SET (fillfactor = 70)", "index s.i");
    add("CREATE OR REPLACE VIEW s.v AS SELECT 1", "view s.v");
    add("CREATE MATERIALIZED VIEW m AS SELECT 1", "materialized view m");
    add("CREATE SEQUENCE s.q", "sequence s.q");
    add("ALTER SEQUENCE s.q OWNED BY s.a.n", "sequence s.q");
    add("CREATE SCHEMA IF NOT EXISTS s", "schema s");
    add("CREATE EXTENSION pgcrypto WITH SCHEMA s", "extension pgcrypto");
    add("CREATE TYPE s.e AS ENUM ('a')", "enum s.e");
    add("ALTER TYPE e ADD VALUE 'b'", "enum e");
    add("CREATE TYPE c AS (a int)", "composite type c");
    add("CREATE TYPE r AS RANGE (subtype = int)", "range type r");
    add("CREATE DOMAIN s.d AS text CHECK (VALUE <> '')", "domain s.d");
    add("ALTER DOMAIN s.d DROP NOT NULL", "domain s.d");
    add("CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'", "function f()");
    add("CREATE FUNCTION s.f(a int, IN b varchar(3), OUT c text, INOUT d timestamptz[], VARIADIC e numeric(3,2)[]) "
        "LANGUAGE sql AS ''",
        "function s.f(integer, character varying, timestamp with time zone[], numeric[])");
    add("CREATE FUNCTION f(s.\"Odd\", int8, double precision, \"char\", bit(3), time) RETURNS TABLE (x int) LANGUAGE "
        "sql AS ''",
        "function f(s.\"Odd\", bigint, double precision, \"char\", bit, time without time zone)");
    add("CREATE PROCEDURE p(int) LANGUAGE sql AS ''", "function p(integer)");
    add("ALTER FUNCTION f(int) OWNER TO ann", "function f(integer)");
    add("ALTER FUNCTION f(int) STABLE", "function f(integer)");
    add("DROP FUNCTION f(int)", "function f(integer)");
    add("CREATE AGGREGATE s.g(int) (sfunc = int4pl, stype = int)", "aggregate s.g(integer)");
    add("CREATE OPERATOR s.=== (leftarg = int, rightarg = text, function = f)", "operator s.===(integer, text)");
    add("CREATE TRIGGER t BEFORE UPDATE ON s.a FOR EACH ROW EXECUTE FUNCTION f()", "trigger t on s.a");
    add("DROP TRIGGER t ON s.a", "trigger t on s.a");
    add("CREATE POLICY p ON s.a USING (true)", "policy p on s.a");
    add("DROP POLICY p ON a", "policy p on a");
    add("CREATE RULE r AS ON INSERT TO a DO NOTHING", "rule r on a");
    add("CREATE STATISTICS s.st ON a, b FROM t", "statistics s.st");
    add("CREATE PUBLICATION p FOR ALL TABLES", "publication p");
    add("CREATE EVENT TRIGGER e ON ddl_command_start EXECUTE FUNCTION f()", "event trigger e");
    add("CREATE COLLATION s.c (locale = 'C')", "collation s.c");
    add("INSERT INTO a VALUES (1)", "nothing");
    add("SET search_path = public", "nothing");
    add("DO $$ BEGIN END $$", "nothing");
}

void tst_Script::objectsAreNamed()
{
    QFETCH(QString, sql);
    QFETCH(QString, object);
    QCOMPARE(QString::fromStdString(shown(sql.toStdString())), object);
}

void tst_Script::renamesAreRead()
{
    const auto renamed = [](const std::string& text) { return split(text).front().rename; };
    QCOMPARE(renamed("ALTER TABLE s.t RENAME TO u"), (Rename{keyOf(Kind::Table, "s", "t"), "u"}));
    QCOMPARE(renamed("ALTER TABLE t RENAME a TO b"), (Rename{childKey(Kind::Column, "", "t", "a"), "b"}));
    QCOMPARE(renamed("ALTER TABLE s.t RENAME CONSTRAINT c TO d"),
             (Rename{childKey(Kind::Constraint, "s", "t", "c"), "d"}));
    QCOMPARE(renamed("ALTER TYPE s.p RENAME ATTRIBUTE x TO y"), (Rename{childKey(Kind::Column, "s", "p", "x"), "y"}));
    QCOMPARE(renamed("ALTER TYPE s.m RENAME VALUE 'sad' TO 'un''happy'"),
             (Rename{childKey(Kind::EnumValue, "s", "m", "sad"), "un'happy"}));
    QCOMPARE(renamed("ALTER TYPE m RENAME VALUE 'a' TO 'b'"), (Rename{childKey(Kind::EnumValue, "", "m", "a"), "b"}));
    QCOMPARE(renamed("ALTER TABLE s.t SET SCHEMA r"), (Rename{keyOf(Kind::Table, "s", "t"), "t", "r"}));
    QCOMPARE(renamed("ALTER FUNCTION s.f(int) SET SCHEMA r")->newSchema, "r");
    QCOMPARE(renamed("ALTER TYPE s.e SET SCHEMA r"), (Rename{keyOf(Kind::BaseType, "s", "e"), "e", "r"}));
    QVERIFY(!renamed("ALTER EXTENSION hstore SET SCHEMA r"));
    QVERIFY(!renamed("ALTER TYPE m ADD VALUE 'a'"));
    QVERIFY(!renamed("ALTER TABLE t ADD a int"));
}

void tst_Script::laterStatementsKnowWhatWasMade()
{
    QCOMPARE(shown("CREATE TYPE public.e AS ENUM (); COMMENT ON TYPE e IS 'x'"), "enum e");
    QCOMPARE(shown("CREATE TYPE c AS (); ALTER TYPE c OWNER TO ann"), "composite type c");
    QCOMPARE(shown("CREATE VIEW s.v AS SELECT 1; ALTER TABLE s.v OWNER TO ann"), "view s.v");
    QCOMPARE(shown("CREATE SEQUENCE q; GRANT SELECT ON public.q TO ann"), "sequence public.q");
    const auto index = split("CREATE INDEX i ON s.a (n); COMMENT ON INDEX s.i IS 'x'").back().object;
    QCOMPARE(*index, childKey(Kind::Index, "s", "a", "i"));
    QCOMPARE(shown("CREATE TABLE x (); CREATE TYPE x AS ENUM (); COMMENT ON TABLE x IS ''"), "table x");
}

void tst_Script::nodesHaveTheirNames()
{
    const auto statements =
        split("CREATE TABLE a (); CREATE INDEX ON a (n); ALTER TABLE a ADD b int; BEGIN; CREATE DATABASE d; "
              "CREATE TABLESPACE t LOCATION '/x'; LOAD 'x'; ALTER SYSTEM SET x = 1; SELECT 1; DROP DATABASE d");
    Strings names;
    for (const auto& statement : statements)
        names.push_back(statement.node);
    QCOMPARE(names, (Strings{"CreateStmt", "IndexStmt", "AlterTableStmt", "TransactionStmt", "CreatedbStmt",
                             "CreateTableSpaceStmt", "LoadStmt", "AlterSystemStmt", "SelectStmt", "DropdbStmt"}));
}

void tst_Script::statementsThatStandAlone_data()
{
    QTest::addColumn<QString>("sql");
    QTest::addColumn<bool>("transactional");
    const auto add = [](const char* sql, bool transactional) {
        QTest::newRow(sql) << QString::fromUtf8(sql) << transactional;
    };
    add("CREATE INDEX i ON a (n)", true);
    add("CREATE INDEX CONCURRENTLY i ON a (n)", false);
    add("DROP INDEX i", true);
    add("DROP INDEX CONCURRENTLY i", false);
    add("REINDEX TABLE a", true);
    add("REINDEX TABLE CONCURRENTLY a", false);
    add("REINDEX (CONCURRENTLY) INDEX i", false);
    add("REINDEX SCHEMA s", false);
    add("VACUUM a", false);
    add("ANALYZE a", true);
    add("CLUSTER", false);
    add("CLUSTER a USING i", true);
    add("CREATE DATABASE d", false);
    add("DROP DATABASE d", false);
    add("ALTER DATABASE d SET TABLESPACE t", false);
    add("ALTER DATABASE d CONNECTION LIMIT 3", true);
    add("CREATE TABLESPACE t LOCATION '/x'", false);
    add("ALTER SYSTEM SET x = 1", false);
    add("ALTER TYPE e ADD VALUE 'x'", true);
    add("ALTER TABLE a DETACH PARTITION b", true);
    add("ALTER TABLE a DETACH PARTITION b CONCURRENTLY", false);
    add("REFRESH MATERIALIZED VIEW CONCURRENTLY m", true);
    add("DISCARD ALL", false);
    add("DISCARD PLANS", true);
    add("CREATE SUBSCRIPTION s CONNECTION 'x' PUBLICATION p", false);
    add("CREATE SUBSCRIPTION s CONNECTION 'x' PUBLICATION p WITH (connect = false)", true);
    add("CREATE SUBSCRIPTION s CONNECTION 'x' PUBLICATION p WITH (create_slot = false)", true);
    add("ALTER SUBSCRIPTION s REFRESH PUBLICATION", false);
    add("ALTER SUBSCRIPTION s DISABLE", true);
    add("COMMIT PREPARED 'x'", false);
    add("CREATE TABLE a ()", true);
}

void tst_Script::statementsThatStandAlone()
{
    QFETCH(QString, sql);
    QFETCH(bool, transactional);
    QCOMPARE(split(sql.toStdString()).front().transactional, transactional);
}

void tst_Script::commentsAreTokens()
{
    const std::string text = "-- größe\nSELECT '-- no', $$\n-- no\n$$ /* yes */, 1; -- end";
    const auto comments = findComments(text);
    QVERIFY(comments.has_value());
    Strings found;
    for (const auto& comment : *comments)
        found.push_back(text.substr(comment.begin, comment.length));
    QCOMPARE(found, (Strings{"-- größe", "/* yes */", "-- end"}));
    QVERIFY(!findComments("SELECT 'open"));
    QVERIFY(findComments("")->empty());
}

void tst_Script::linesAreCounted()
{
    QCOMPARE(lineOf("a\nb\n", 0), 1U);
    QCOMPARE(lineOf("a\nb\n", 1), 1U);
    QCOMPARE(lineOf("a\nb\n", 2), 2U);
    QCOMPARE(lineOf("a\nb\n", 99), 3U);
}

void tst_Script::aLargeScriptTakesAboutASecond()
{
    std::string text;
    for (int i = 0; i < 50000; ++i) {
        const std::string n = std::to_string(i);
        text += "CREATE TABLE public.t" + n + " (id integer NOT NULL, a text, b int);\nCREATE INDEX i" + n +
                " ON public.t" + n + " (a); -- it's\n";
    }
    const std::clock_t started = std::clock(); // of our own work: the machine may be busy
    const auto statements = split(text);
    const double seconds = static_cast<double>(std::clock() - started) / CLOCKS_PER_SEC;
    QCOMPARE(statements.size(), 100000U);
    QCOMPARE(statements.back().line, 100000U);
    qInfo("%.1f MB, %zu statements: %.2f s", static_cast<double>(text.size()) / 1e6, statements.size(), seconds);
    QVERIFY(seconds < 6); // in a build without optimisation
}

QTEST_APPLESS_MAIN(tst_Script)
#include "tst_script.moc"
