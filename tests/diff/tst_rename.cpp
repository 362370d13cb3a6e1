// Renames by intent of what has no statement of its own in a diff: values of enums, attributes of composite types, columns of views; moves to
// another schema. What moves of each kind is in tests/cases.

#include "diff/compare/compare.h"
#include "diff/difference/difference.h"
#include "diff/difference/rename.h"
#include "diff/difference/rename_sequence.h"
#include "diff/difference/rename_suggest.h"
#include "diff/difference/rename_text.h"
#include "diff/plan/plan.h"
#include "diff/prove/proof.h"
#include "diff/prove/prove.h"
#include "diff/prove/routine_check.h"
#include "diff/revision/revision.h"
#include "diff/revision/revision_replay.h"
#include "model/rename.h"
#include "tests/support/round_trip.h"

#include <QTemporaryDir>
#include <QTest>

using namespace schemawright;

class tst_Rename : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void isOneStatementEachWay_data();
    void isOneStatementEachWay();
    void keepsTheRows();
    void goesWithOtherChanges();
    void ofATypedTablesAttributeRenamesTheTablesColumn();
    void isReadAndWrittenOnTheCommandLine_data();
    void isReadAndWrittenOnTheCommandLine();
    void swappedNamesAreSaidOfWhatHadThem();
    void onlyNamesOfOurOwnAreKeptSilentAbout();
    void ofNothingIsAnError();
    void aMoveIsToldWithWhatBreaks();
    void textThatKeepsTheOldNameIsReported();
    void aSchemaThatIsNowhereCannotBeMovedTo();
    void aPartIsNotMovedByItself();
    void aMoveIsFoundAgainInARevision();
    void isSuggested_data();
    void isSuggested();
    void isAppliedToNamesAtOnce();
    void isRecordedBesideTheModel();

private:
    Catalog resolve(const std::string& sql) { return m_way.resolve(sql).catalog; }
    Difference between(const std::string& before, const std::string& after, const std::vector<std::string>& renames);
    test::RoundTrip m_way;
};

namespace {

/// Everything in which PostgreSQL has the value as part of a parsed expression.
std::string moods(const std::string& value)
{
    return "CREATE TYPE mood AS ENUM ('" + value +
           "', 'ok'); CREATE DOMAIN humour AS mood;"
           "CREATE TABLE people (id int PRIMARY KEY, now mood NOT NULL DEFAULT '" +
           value + "', ever mood[], last humour, CHECK (now <> '" + value +
           "' OR id > 0)); CREATE INDEX low ON people (id) WHERE now = '" + value +
           "'; CREATE VIEW low_people AS SELECT id FROM people WHERE now = '" + value +
           "'; CREATE FUNCTION low() RETURNS bigint LANGUAGE sql BEGIN ATOMIC SELECT count(*) FROM people WHERE now = "
           "'" +
           value + "'; END; CREATE POLICY p ON people USING (now <> '" + value + "');";
}

std::string addresses(const std::string& attribute)
{
    return "CREATE TYPE address AS (" + attribute +
           " text, town text); CREATE TABLE people (id int PRIMARY KEY, home address);"
           "CREATE VIEW streets AS SELECT (home)." +
           attribute + " AS street FROM people; COMMENT ON COLUMN address." + attribute + " IS 'where';";
}

std::string openOrders(const std::string& column)
{
    return "CREATE TABLE orders (id int PRIMARY KEY, state text); "
           "CREATE VIEW open AS SELECT id, state AS " +
           column + " FROM orders; COMMENT ON COLUMN open." + column +
           " IS 'where it is'; CREATE VIEW first AS SELECT min(" + column + ") AS least FROM open;";
}

std::string storedOrders(const std::string& column)
{
    return "CREATE TABLE orders (id int PRIMARY KEY, state text);"
           "CREATE MATERIALIZED VIEW open AS SELECT id, state AS " +
           column + " FROM orders; CREATE INDEX by_state ON open (" + column +
           "); ALTER MATERIALIZED VIEW open ALTER " + column + " SET STATISTICS 10;";
}

std::string scriptOf(const Plan& plan)
{
    std::string script;
    for (const Batch& batch : plan.batches)
        for (const Statement& statement : batch.statements)
            script += statement.sql + ";\n";
    return script;
}

} // namespace

Difference tst_Rename::between(const std::string& before, const std::string& after,
                               const std::vector<std::string>& renames)
{
    const Catalog from = resolve(before);
    std::vector<Rename> parsed;
    for (const std::string& text : renames)
        parsed.push_back(test::need(parseRename(text, from)));
    parsed = inSequence(from, parsed);
    return test::need(makeDifference(from, resolve(after), parsed, &m_way.scratch().server()));
}

void tst_Rename::isOneStatementEachWay_data()
{
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QByteArray>("after");
    QTest::addColumn<QByteArray>("rename");
    QTest::addColumn<QByteArray>("up");
    QTest::addColumn<QByteArray>("down");
    const auto row = [](const char* name, const std::string& before, const std::string& after, const char* rename,
                        const char* up, const char* down) {
        QTest::newRow(name) << QByteArray::fromStdString(before) << QByteArray::fromStdString(after)
                            << QByteArray(rename) << QByteArray(up) << QByteArray(down);
    };
    row("a value of an enum", moods("sad"), moods("unhappy"), "public.mood.sad=unhappy",
        "ALTER TYPE public.mood RENAME VALUE 'sad' TO 'unhappy';\n",
        "ALTER TYPE public.mood RENAME VALUE 'unhappy' TO 'sad';\n");
    row("a value with hostile characters", "CREATE TYPE mood AS ENUM ('a');",
        "CREATE TYPE mood AS ENUM (E'it''s=\\\\');", "mood.a=\"it's=\\\"",
        "ALTER TYPE public.mood RENAME VALUE 'a' TO  E'it''s=\\\\';\n",
        "ALTER TYPE public.mood RENAME VALUE  E'it''s=\\\\' TO 'a';\n");
    row("an attribute of a composite type", addresses("street"), addresses("\"Street name\""),
        "address.street=\"Street name\"", "ALTER TYPE public.address RENAME ATTRIBUTE street TO \"Street name\";\n",
        "ALTER TYPE public.address RENAME ATTRIBUTE \"Street name\" TO street;\n");
    row("a column of a view", openOrders("state"), openOrders("status"), "public.open.state=status",
        "ALTER VIEW public.open RENAME COLUMN state TO status;\n",
        "ALTER VIEW public.open RENAME COLUMN status TO state;\n");
    row("a column of a materialized view", storedOrders("state"), storedOrders("status"), "open.state=status",
        "ALTER MATERIALIZED VIEW public.open RENAME COLUMN state TO status;\n",
        "ALTER MATERIALIZED VIEW public.open RENAME COLUMN status TO state;\n");
}

void tst_Rename::isOneStatementEachWay()
{
    QFETCH(QByteArray, before);
    QFETCH(QByteArray, after);
    QFETCH(QByteArray, rename);
    QFETCH(QByteArray, up);
    QFETCH(QByteArray, down);
    const Difference difference = between(before.toStdString(), after.toStdString(), {rename.toStdString()});
    const auto plain = [](const std::string& script) { return QByteArray::fromStdString(script).simplified(); };
    QCOMPARE(plain(scriptOf(difference.up)), up.simplified());
    QCOMPARE(plain(scriptOf(difference.down)), down.simplified());
    QVERIFY(difference.suggestions.empty());
    QVERIFY(difference.irreversible.empty());
    const Statement& statement = difference.up.batches.front().statements.front();
    QVERIFY(statement.hazards.front().rule.starts_with("rename-"));
    const Proof proof = test::need(prove(m_way.scratch().server(), difference));
    QVERIFY2(proof.proved, proof.failure.c_str());
    for (const ProvedStatement& proved : proof.up)
        QCOMPARE(disagreements(proved.statement, proved.seen), std::vector<std::string>());
}

void tst_Rename::keepsTheRows()
{
    const Difference difference = between(moods("sad"), moods("unhappy"), {"mood.sad=unhappy"});
    ScratchDatabase database = m_way.scratch().databaseWith(
        moods("sad") + "INSERT INTO people VALUES (1, 'sad', '{sad,ok}', 'sad'), (2, 'ok', NULL, 'ok');");
    Connection connection = test::need(database.connect());
    const auto rows = [&](const char* columns) {
        const Rows read = test::need(connection.query("SELECT " + std::string(columns) + " FROM people ORDER BY id"));
        std::string text;
        for (std::size_t i = 0; i < read.size(); ++i)
            text += read.text(i, 0) + "|";
        return text;
    };
    test::need(connection.query(planScript(difference.up, false)));
    QCOMPARE(rows("now"), "unhappy|ok|");
    QCOMPARE(rows("ever"), "{unhappy,ok}||");
    QCOMPARE(rows("last"), "unhappy|ok|");
    QCOMPARE(test::need(connection.query("SELECT low()")).text(0, 0), "1");
    test::need(connection.query(planScript(difference.down, false)));
    QCOMPARE(rows("now"), "sad|ok|");
    QCOMPARE(rows("ever"), "{sad,ok}||");

    // The proof makes rows of its own where a value is renamed, though the statement locks no table.
    const Proof proof = test::need(prove(m_way.scratch().server(), difference));
    QVERIFY2(proof.proved, proof.failure.c_str());
    QCOMPARE(proof.rows.size(), std::size_t(1));
    QVERIFY(proof.rows.front().rows > 0);
    QVERIFY(proof.rows.front().notAfterDown.empty());
}

void tst_Rename::goesWithOtherChanges()
{
    const Difference difference =
        between("CREATE TYPE mood AS ENUM ('sad', 'ok'); CREATE TABLE people (id int PRIMARY KEY, now mood);"
                "CREATE VIEW v AS SELECT id AS number FROM people;",
                "CREATE TYPE feeling AS ENUM ('unhappy', 'ok', 'glad'); CREATE TABLE people (id int PRIMARY KEY, now "
                "feeling, later feeling DEFAULT 'glad'); CREATE VIEW w AS SELECT id AS no FROM people;",
                {"mood.sad=unhappy", "mood=feeling", "v.number=no", "v=w"});
    const Proof proof = test::need(prove(m_way.scratch().server(), difference));
    QVERIFY2(proof.proved, proof.failure.c_str());
    const std::string up = scriptOf(difference.up);
    for (const char* gone : {"CREATE TYPE", "DROP", "CREATE VIEW"})
        QVERIFY2(!up.contains(gone), up.c_str());
    const auto change = std::ranges::find(difference.changes, keyOf(Kind::View, "public", "w"), &Change::key);
    QVERIFY(change != difference.changes.end());
    QVERIFY(std::ranges::contains(change->details, "column number renamed to no"));
}

void tst_Rename::ofATypedTablesAttributeRenamesTheTablesColumn()
{
    const Difference difference = between("CREATE TYPE pair AS (x int, y int); CREATE TABLE t OF pair (PRIMARY KEY "
                                          "(x)); CREATE VIEW v AS SELECT x FROM t;",
                                          "CREATE TYPE pair AS (z int, y int); CREATE TABLE t OF pair (PRIMARY KEY "
                                          "(z)); CREATE VIEW v AS SELECT z AS x FROM t;",
                                          {"pair.x=z"});
    const Proof proof = test::need(prove(m_way.scratch().server(), difference));
    QVERIFY2(proof.proved, proof.failure.c_str());
    QCOMPARE(QString::fromStdString(scriptOf(difference.up)),
             QStringLiteral("ALTER TYPE public.pair RENAME ATTRIBUTE x TO z CASCADE;\n"));
    const Statement& rename = difference.up.batches.front().statements.front();
    QCOMPARE(rename.locks, (std::vector<Lock>{{LockMode::AccessExclusive, keyOf(Kind::Table, "public", "t")}}));
    QVERIFY(std::ranges::contains(rename.hazards, "rename-column", &Hazard::rule));
}

void tst_Rename::isReadAndWrittenOnTheCommandLine_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("meant");
    QTest::addColumn<QString>("written");
    const auto row = [](const char* text, const char* meant, const char* written) {
        QTest::newRow(text) << QString::fromLatin1(text) << QString::fromLatin1(meant) << QString::fromLatin1(written);
    };
    row("public.mood.sad=unhappy", "enum value public.mood.sad", "public.mood.sad=unhappy");
    row("mood.\"so=so\"=even", "enum value public.mood.\"so=so\"", "public.mood.\"so=so\"=even");
    row("pair.x=\"X\"", "attribute public.pair.x", "public.pair.x=\"X\"");
    row("v.id=no", "column public.v.id", "public.v.id=no");
    row("m.id=no", "column public.m.id", "public.m.id=no");
    row("public.t.id=public.t.no", "column public.t.id", "public.t.id=\"no\"");
    row("t=u", "table public.t", "public.t=u");
    row("by_id=ids", "index public.by_id", "public.t.by_id=ids");
    row("public.by_id=ids", "index public.by_id", "public.t.by_id=ids");
    row("t.k=id_once", "constraint k on public.t", "public.t.k=id_once");
    row("d.c=positive", "constraint c on public.d", "public.d.c=positive");
    row("public.t=public.u", "table public.t", "public.t=u");
    row("t=s.t", "table public.t", "public.t=s.t");
    row("public.t=s.\"U=\"", "table public.t", "public.t=s.U=");
    row("f(integer)=s.f", "function public.f(integer)", "public.f(integer)=s.f");
    row("public.f(text, integer)=g", "function public.f(text, integer)", "public.f(text, integer)=g");
}

void tst_Rename::isReadAndWrittenOnTheCommandLine()
{
    QFETCH(QString, text);
    QFETCH(QString, meant);
    QFETCH(QString, written);
    const Catalog from = resolve("CREATE TYPE mood AS ENUM ('sad', 'so=so'); CREATE TYPE pair AS (x int);"
                                 "CREATE DOMAIN d AS int CONSTRAINT c CHECK (value > 0);"
                                 "CREATE TABLE t (id int CONSTRAINT k UNIQUE); CREATE INDEX by_id ON t (id);"
                                 "CREATE VIEW v AS SELECT id FROM t;"
                                 "CREATE MATERIALIZED VIEW m AS SELECT id FROM t;"
                                 "CREATE FUNCTION f(int) RETURNS int LANGUAGE sql RETURN 1;"
                                 "CREATE FUNCTION f(text, int) RETURNS int LANGUAGE sql RETURN 1;");
    const Rename rename = test::need(parseRename(text.toStdString(), from));
    QCOMPARE(QString::fromStdString(rename.from.display()), meant);
    const std::string again = renameText(rename);
    QCOMPARE(QString::fromStdString(again).remove(QLatin1Char('"')), written.remove(QLatin1Char('"')));
    QCOMPARE(test::need(parseRename(again, from)), rename);
}

void tst_Rename::swappedNamesAreSaidOfWhatHadThem()
{
    const auto schema = [](const std::string& one, const std::string& two) {
        return "CREATE TABLE " + one + " (id int CONSTRAINT k PRIMARY KEY); CREATE TABLE " + two +
               " (name text, renaming_1 int);";
    };
    const Difference difference = between(schema("one", "two"), schema("two", "one"), {"one=two", "two=one"});
    QCOMPARE(scriptOf(difference.up), "ALTER TABLE public.one RENAME TO renaming_1;\n"
                                      "ALTER TABLE public.two RENAME TO one;\n"
                                      "ALTER TABLE public.renaming_1 RENAME TO two;\n");
    QCOMPARE(scriptOf(difference.down), "ALTER TABLE public.two RENAME TO renaming_1;\n"
                                        "ALTER TABLE public.one RENAME TO two;\n"
                                        "ALTER TABLE public.renaming_1 RENAME TO one;\n");
    for (const Plan* plan : {&difference.up, &difference.down}) {
        const std::vector<Statement>& statements = plan->batches.front().statements;
        const auto saysRename = [](const Statement& statement) {
            return std::ranges::contains(statement.hazards, "rename-table", &Hazard::rule);
        };
        QVERIFY(saysRename(statements[0]) && saysRename(statements[1]));
    }
    QCOMPARE(difference.changes.size(), std::size_t(2));
    QCOMPARE(*difference.changes[0].renamedFrom, keyOf(Kind::Table, "public", "two"));
    QCOMPARE(*difference.changes[1].renamedFrom, keyOf(Kind::Table, "public", "one"));
    QCOMPARE(difference.changes[1].details, std::vector<std::string>{"one renamed to two"});
}

void tst_Rename::onlyNamesOfOurOwnAreKeptSilentAbout()
{
    const Difference difference =
        between("CREATE TABLE renaming_1 (id int);", "CREATE TABLE t (id int);", {"renaming_1=t"});
    QCOMPARE(difference.up.batches.front().statements.front().hazards.front().rule, "rename-table");
    QCOMPARE(*difference.changes.front().renamedFrom, keyOf(Kind::Table, "public", "renaming_1"));
}

void tst_Rename::ofNothingIsAnError()
{
    const Catalog from = resolve("CREATE TYPE mood AS ENUM ('sad');");
    QCOMPARE(parseRename("mood.glad=happy", from).error().code, ErrorCode::NotFound);
    QCOMPARE(parseRename("mood.sad", from).error().code, ErrorCode::Usage);
    const auto states =
        renameIn(m_way.scratch().server(), from, {{childKey(Kind::EnumValue, "public", "nowhere", "sad"), "x"}});
    QCOMPARE(states.error().code, ErrorCode::NotFound);
}

void tst_Rename::aMoveIsToldWithWhatBreaks()
{
    const Difference difference = between("CREATE SCHEMA app; CREATE TABLE app.orders (id serial PRIMARY KEY);",
                                          "CREATE SCHEMA archive; CREATE TABLE archive.orders (id serial PRIMARY KEY);",
                                          {"app.orders=archive.orders"});
    QCOMPARE(scriptOf(difference.up),
             "CREATE SCHEMA archive;\nALTER TABLE app.orders SET SCHEMA archive;\nDROP SCHEMA app;\n");
    QCOMPARE(scriptOf(difference.down),
             "CREATE SCHEMA app;\nALTER TABLE archive.orders SET SCHEMA app;\nDROP SCHEMA archive;\n");
    const Statement& moved = difference.up.batches.front().statements[1];
    QCOMPARE(moved.hazards.front().rule, "move-to-schema");
    QCOMPARE(moved.locks.size(), std::size_t(2)); // the table, and its sequence
    QCOMPARE(difference.changes.size(), std::size_t(3));
    const auto change = std::ranges::find(difference.changes, keyOf(Kind::Table, "archive", "orders"), &Change::key);
    QVERIFY(change != difference.changes.end());
    QCOMPARE(change->details, std::vector<std::string>{"orders moved from schema app to archive"});
    QCOMPARE(*change->renamedFrom, keyOf(Kind::Table, "app", "orders"));
    QVERIFY(difference.irreversible.empty());
}

void tst_Rename::textThatKeepsTheOldNameIsReported()
{
    const auto schema = [](const std::string& where, const std::string& body) {
        return "SET check_function_bodies = off; CREATE SCHEMA app; CREATE SCHEMA archive; CREATE TABLE " + where +
               ".orders (id int); CREATE FUNCTION told() RETURNS bigint LANGUAGE sql SET search_path = app AS 'SELECT "
               "count(*) FROM " +
               body + "'; CREATE FUNCTION follows() RETURNS bigint LANGUAGE sql BEGIN ATOMIC SELECT count(*) FROM " +
               where + ".orders; END;";
    };
    const auto broken = [&](const std::string& body) {
        const Difference difference =
            between(schema("app", "orders"), schema("archive", body), {"app.orders=archive.orders"});
        const Proof proof = test::need(prove(m_way.scratch().server(), difference));
        std::string functions;
        for (const RoutineFault& fault : proof.brokenBodies)
            functions += fault.function.display();
        return proof.proved ? functions : proof.failure;
    };
    QCOMPARE(broken("orders"), "function public.told()");
    QCOMPARE(broken("archive.orders"), "");
}

void tst_Rename::aSchemaThatIsNowhereCannotBeMovedTo()
{
    const Catalog from = resolve("CREATE TABLE t (id int);");
    const auto moved =
        makeDifference(from, from, {test::need(parseRename("t=nowhere.t", from))}, &m_way.scratch().server());
    QVERIFY(!moved);
    QCOMPARE(moved.error().code, ErrorCode::NotFound);
    QVERIFY2(moved.error().message.contains("schema nowhere"), moved.error().message.c_str());
}

void tst_Rename::aPartIsNotMovedByItself()
{
    const Catalog from = resolve("CREATE SCHEMA s; CREATE TABLE t (id int); CREATE INDEX i ON t (id);");
    for (const char* text : {"public.t.id=s.t.id", "public.t.i=s.t.i", "public.t.id=u.id"}) {
        const auto rename = parseRename(text, from);
        QVERIFY2(!rename && rename.error().code == ErrorCode::Usage, text);
    }
}

void tst_Rename::aMoveIsFoundAgainInARevision()
{
    QTemporaryDir folder;
    const std::string before = "CREATE SCHEMA app; CREATE SCHEMA archive; CREATE TABLE app.t (id int);";
    Revision first;
    first.id = "0001_a";
    first.upText = before;
    first.up = {{true, {{.sql = before}}}};
    Revision second;
    second.id = "0002_b";
    second.parents = {"0001_a"};
    const std::string up = "ALTER TABLE app.t SET SCHEMA archive";
    const std::string down = "ALTER TABLE archive.t SET SCHEMA app";
    second.upText = up + ";";
    second.up = {{true, {{.sql = up}}}};
    second.down = {{true, {{.sql = down}}}};
    const Proof proof = test::need(proveRevision(m_way.scratch().server(), {first, second}, "0002_b"));
    QVERIFY2(proof.proved, proof.failure.c_str());
    QCOMPARE(proof.rows.size(), std::size_t(1));
    QVERIFY(proof.rows.front().rows > 0);
    QCOMPARE(proof.rows.front().rowsAfterUp, proof.rows.front().rows);
    QVERIFY(proof.up.front().claims);
    QCOMPARE(proof.up.front().statement.hazards.front().rule, "move-to-schema");
}

void tst_Rename::isSuggested_data()
{
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QByteArray>("after");
    QTest::addColumn<QByteArray>("suggested");
    const auto row = [](const char* name, const char* before, const char* after, const char* suggested) {
        QTest::newRow(name) << QByteArray(before) << QByteArray(after) << QByteArray(suggested);
    };
    row("a value", "CREATE TYPE mood AS ENUM ('sad', 'ok');", "CREATE TYPE mood AS ENUM ('unhappy', 'ok');",
        "public.mood.sad=unhappy");
    row("an attribute", "CREATE TYPE pair AS (street text, n int);", "CREATE TYPE pair AS (road text, n int);",
        "public.pair.street=road");
    row("a view's column", "CREATE VIEW v AS SELECT 1 AS a, 2 AS b;", "CREATE VIEW v AS SELECT 1 AS a, 2 AS c;",
        "public.v.b=c");
    row("a constraint", "CREATE TABLE t (a int, CONSTRAINT positive CHECK (a > 0));",
        "CREATE TABLE t (a int, CONSTRAINT a_positive CHECK (a > 0));", "public.t.positive=a_positive");
    row("an index", "CREATE TABLE t (a int); CREATE INDEX t_a ON t (a);",
        "CREATE TABLE t (a int); CREATE INDEX t_a_idx ON t (a);", "public.t.t_a=t_a_idx");
    row("a type", "CREATE TYPE mood AS ENUM ('sad', 'ok');", "CREATE TYPE moods AS ENUM ('sad', 'ok');",
        "public.mood=moods");
    row("a function", "CREATE FUNCTION total(a int) RETURNS int LANGUAGE sql AS 'SELECT a';",
        "CREATE FUNCTION totals(a int) RETURNS int LANGUAGE sql AS 'SELECT a';", "public.total(integer)=totals");
    const auto two = [](const std::string& app, const std::string& archive) {
        return "CREATE SCHEMA app; SET search_path = app; " + app +
               "; CREATE SCHEMA archive; SET search_path = archive; " + archive;
    };
    const auto moved = [&](const char* name, const std::string& before, const std::string& after,
                           const char* suggested) {
        row(name, two(before, "").c_str(), two("", after).c_str(), suggested);
    };
    moved("a moved table", "CREATE TABLE t (a int, b text)", "CREATE TABLE t (a int, b text, c int)",
          "app.t=archive.t");
    moved("a moved and renamed table", "CREATE TABLE orders (a int, b text, c int)",
          "CREATE TABLE orders_old (a int, b text, c int)", "app.orders=archive.orders_old");
    moved("a moved table with its type", "CREATE TYPE mood AS ENUM ('x'); CREATE TABLE t (a mood)",
          "CREATE TYPE mood AS ENUM ('x'); CREATE TABLE t (a mood)", "app.mood=archive.mood app.t=archive.t");
    moved("a moved function", "CREATE FUNCTION f(int) RETURNS int LANGUAGE sql AS 'SELECT 1'",
          "CREATE FUNCTION f(int) RETURNS int LANGUAGE sql AS 'SELECT 2'", "app.f(integer)=archive.f");
    moved("a moved view", "CREATE VIEW v AS SELECT 1 AS a", "CREATE VIEW v AS SELECT 1 AS a", "app.v=archive.v");
    moved("a moved sequence", "CREATE SEQUENCE s", "CREATE SEQUENCE s", "app.s=archive.s");
    moved("nothing: another kind", "CREATE TABLE t (a int)", "CREATE VIEW t AS SELECT 1 AS a", "");
    moved("nothing: other columns", "CREATE TABLE t (a int, b int)", "CREATE TABLE t (x text, y text)", "");
    moved("nothing: another name and schema", "CREATE TABLE apples (a int)", "CREATE TABLE users (a int)", "");
    row("a schema with its tables", "CREATE SCHEMA app; CREATE TABLE app.t (a int); CREATE TABLE app.u (b int);",
        "CREATE SCHEMA sales; CREATE TABLE sales.t (a int); CREATE TABLE sales.u (b int);", "app=sales");
    row("a column of a partitioned table",
        "CREATE TABLE p (k int, total numeric) PARTITION BY RANGE (k); CREATE TABLE p1 PARTITION OF p FOR VALUES FROM "
        "(0) TO (9);"
        "CREATE TABLE p2 PARTITION OF p FOR VALUES FROM (9) TO (99) PARTITION BY RANGE (k); CREATE TABLE p3 PARTITION "
        "OF p2 DEFAULT;",
        "CREATE TABLE p (k int, total_sum numeric) PARTITION BY RANGE (k); CREATE TABLE p1 PARTITION OF p FOR VALUES "
        "FROM (0) TO (9);"
        "CREATE TABLE p2 PARTITION OF p FOR VALUES FROM (9) TO (99) PARTITION BY RANGE (k); CREATE TABLE p3 PARTITION "
        "OF p2 DEFAULT;",
        "public.p.total=total_sum");
    row("a column of a parent and one of its child",
        "CREATE TABLE a (n int, total numeric); CREATE TABLE b (street text) INHERITS (a);",
        "CREATE TABLE a (n int, total_sum numeric); CREATE TABLE b (road text) INHERITS (a);",
        "public.a.total=total_sum public.b.street=road");
    row("nothing: the types differ", "CREATE TYPE pair AS (street text);", "CREATE TYPE pair AS (road int);", "");
    row("nothing: a value is new", "CREATE TYPE mood AS ENUM ('sad');", "CREATE TYPE mood AS ENUM ('sad', 'ok');", "");
}

void tst_Rename::isSuggested()
{
    QFETCH(QByteArray, before);
    QFETCH(QByteArray, after);
    QFETCH(QByteArray, suggested);
    const Catalog from = resolve(before.toStdString());
    const Catalog to = resolve(after.toStdString());
    QByteArray found;
    for (const RenameSuggestion& suggestion : suggestRenames(from, to)) {
        found += (found.isEmpty() ? "" : " ") + renameText(suggestion.rename);
        QVERIFY(suggestion.score >= 0.5 && suggestion.score <= 1.0);
        QVERIFY(!suggestion.reason.empty());
    }
    QCOMPARE(found, suggested);
}

void tst_Rename::isAppliedToNamesAtOnce()
{
    for (const auto& [before, text] : {std::pair{moods("sad"), "mood.sad=unhappy"},
                                       {addresses("street"), "address.street=road"},
                                       {storedOrders("state"), "open.state=status"}}) {
        const Catalog from = resolve(before);
        const Rename rename = test::need(parseRename(text, from));
        const Catalog named = renameNames(from, rename);
        QVERIFY(hasElement(from, rename.from) && !hasElement(named, rename.from));
        QVERIFY(hasElement(named, renamedKey(rename)));
        QVERIFY(renameNames(named, inverse(rename)) == from);
        QCOMPARE(applicableRenames({rename}, from, named), std::vector<Rename>{rename});
    }
    // What is renamed first a part and then as a whole ends under both new names.
    const Catalog from = resolve(moods("sad"));
    const std::vector<Rename> both{
        test::need(parseRename("mood.sad=unhappy", from)), test::need(parseRename("mood=feeling", from)),
        test::need(parseRename("people.ever=always", from)), test::need(parseRename("people=persons", from))};
    Catalog to = from;
    for (const Rename& rename : both)
        to = renameNames(to, rename);
    QVERIFY(hasElement(to, childKey(Kind::EnumValue, "public", "feeling", "unhappy")));
    QCOMPARE(renamedBy(childKey(Kind::Column, "public", "people", "ever"), both),
             childKey(Kind::Column, "public", "persons", "always"));
    QCOMPARE(applicableRenames(both, from, to), both);
}

void tst_Rename::isRecordedBesideTheModel()
{
    const std::vector<Rename> renames{{childKey(Kind::EnumValue, "public", "mood", "sad"), "unhappy"},
                                      {childKey(Kind::Attribute, "public", "pair", "x"), "z"}};
    QTemporaryDir folder;
    DatabaseConfig database;
    database.folder = folder.path().toStdString();
    test::need(writeRenames(database, renames));
    QCOMPARE(test::need(readRenames(database)), renames);
}

QTEST_GUILESS_MAIN(tst_Rename)
#include "tst_rename.moc"
