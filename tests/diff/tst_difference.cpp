// Whole ways between two schemas on a real server: each case goes up, down and up again, with rows in the tables.

#include "diff/compare/compare.h"
#include "diff/difference/difference.h"
#include "diff/difference/edit.h"
#include "diff/difference/model_text.h"
#include "diff/difference/rename.h"
#include "diff/difference/rename_suggest.h"
#include "diff/kinds/base/same.h"
#include "diff/plan/plan.h"
#include "diff/plan/select.h"
#include "diff/prove/prove.h"
#include "diff/read/read.h"
#include "diff/resolve/resolve.h"
#include "diff/resolve/run.h"

#include <QTest>

using namespace schemawright;

namespace {

QByteArray said(const Error& error)
{
    return QByteArray::fromStdString(error.text() + "\n" + error.statement);
}

#define VERIFY_RESULT(result) QVERIFY2(result, (result) ? "" : said((result).error()).constData())

} // namespace

class tst_Difference : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        auto server = ScratchServer::start({});
        VERIFY_RESULT(server);
        m_server = *server;
    }
    void theWayThereAndBackIsProved_data();
    void theWayThereAndBackIsProved();
    void aRenamedColumnKeepsIndexCommentViewForeignKeyAndData();
    void whatIsRecreatedStaysItsOwners();
    void aChangedFunctionLeavesStaleResults();
    void aRenameIsSuggestedForALikeColumn();
    void anEditIsCheckedByPostgreSql();
    void savingKeepsCommentsAndFormattingOfTheRest();
    void aChosenChangePullsAlongWhatItNeeds();
    void whatIsLeftOutTakesAwayWhatNeedsIt();
    void cleanupTestCase() { m_server.reset(); }

private:
    Result<Catalog> resolve(const std::string& sql)
    {
        auto reading = resolveSql(*m_server, {{"test.sql", sql}});
        if (!reading)
            return std::unexpected(reading.error());
        return reading->catalog;
    }
    std::shared_ptr<ScratchServer> m_server;
};

void tst_Difference::theWayThereAndBackIsProved_data()
{
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QByteArray>("after");
    const auto row = [](const char* name, const QByteArray& before, const QByteArray& after) {
        QTest::newRow(name) << before << after;
    };
    row("a table from nothing", "",
        "CREATE TABLE t (id serial PRIMARY KEY, name text NOT NULL DEFAULT 'x' CHECK (name <> ''));");
    row("a view over a retyped column",
        "CREATE TABLE t (a integer); CREATE VIEW v AS SELECT a FROM t; CREATE VIEW w AS SELECT a + 1 AS b FROM v;",
        "CREATE TABLE t (a bigint); CREATE VIEW v AS SELECT a FROM t; CREATE VIEW w AS SELECT a + 1 AS b FROM v;");
    row("a view lets go of a dropped column",
        "CREATE TABLE t (a integer, b integer); CREATE VIEW v AS SELECT a FROM t WHERE b > 0;",
        "CREATE TABLE t (a integer); CREATE VIEW v AS SELECT a FROM t;");
    row("foreign keys in a circle", "",
        "CREATE TABLE a (id int PRIMARY KEY, b int); CREATE TABLE b (id int PRIMARY KEY, a int REFERENCES a); "
        "ALTER TABLE a ADD FOREIGN KEY (b) REFERENCES b;");
    row("a default that calls a function over the table's own row type", "",
        "CREATE TABLE t (id int); CREATE FUNCTION f(t) RETURNS int LANGUAGE sql AS 'SELECT 1'; CREATE TABLE u (id int "
        "DEFAULT f(NULL::t));");
    row("a function with another result",
        "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'; CREATE VIEW v AS SELECT f() AS x;",
        "CREATE FUNCTION f() RETURNS bigint LANGUAGE sql AS 'SELECT 1::bigint'; CREATE VIEW v AS SELECT f() AS x;");
    row("a view takes a table's name", "CREATE TABLE t (a int);",
        "CREATE TABLE u (a int); CREATE VIEW t AS SELECT a FROM u;");
    row("an enum value that is used at once", "CREATE TYPE e AS ENUM ('a'); CREATE TABLE t (x e DEFAULT 'a');",
        "CREATE TYPE e AS ENUM ('a', 'b'); CREATE TABLE t (x e DEFAULT 'b');");
    row("partitions come and go",
        "CREATE TABLE p (d date NOT NULL, PRIMARY KEY (d)) PARTITION BY RANGE (d); "
        "CREATE TABLE p1 PARTITION OF p FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');",
        "CREATE TABLE p (d date NOT NULL, n int, PRIMARY KEY (d)) PARTITION BY RANGE (d); CREATE INDEX ON p (n); "
        "CREATE TABLE p2 PARTITION OF p FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');");
    row("a trigger and its function", "CREATE TABLE t (a int);",
        "CREATE TABLE t (a int); CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'; "
        "CREATE TRIGGER g BEFORE UPDATE OF a ON t FOR EACH ROW EXECUTE FUNCTION f();");
    row("a generated column over a retyped one", "CREATE TABLE t (a int, b int GENERATED ALWAYS AS (a + 1) STORED);",
        "CREATE TABLE t (a bigint, b bigint GENERATED ALWAYS AS (a + 1) STORED);");
    row("another schema, hostile names", "",
        "CREATE SCHEMA \"S \"\"q\"; CREATE TABLE \"S \"\"q\".\"a--b */\" (\"new\nline\" int, \"select\" text);"
        "COMMENT ON COLUMN \"S \"\"q\".\"a--b */\".\"select\" IS 'it''s $$ \\ fine';");
}

void tst_Difference::theWayThereAndBackIsProved()
{
    QFETCH(QByteArray, before);
    QFETCH(QByteArray, after);
    const auto from = resolve(before.toStdString());
    VERIFY_RESULT(from);
    const auto to = resolve(after.toStdString());
    VERIFY_RESULT(to);
    const auto difference = makeDifference(*from, *to, {}, m_server.get());
    VERIFY_RESULT(difference);
    QVERIFY(!difference->changes.empty());
    const auto proof = prove(*m_server, *difference);
    VERIFY_RESULT(proof);
    QVERIFY2(proof->proved, proof->failure.c_str());
    const auto again = makeDifference(*to, *to, {}, m_server.get());
    VERIFY_RESULT(again);
    QVERIFY(again->empty());
}

void tst_Difference::aRenamedColumnKeepsIndexCommentViewForeignKeyAndData()
{
    const std::string before =
        "CREATE TABLE states (code text PRIMARY KEY); INSERT INTO states VALUES ('new');"
        "CREATE TABLE orders (id int PRIMARY KEY, state text REFERENCES states);"
        "CREATE INDEX orders_state ON orders (state); COMMENT ON COLUMN orders.state IS 'where it is';"
        "CREATE VIEW open AS SELECT id, state FROM orders; INSERT INTO orders VALUES (1, 'new');";
    const auto from = resolve(before);
    VERIFY_RESULT(from);
    const Rename rename{childKey(Kind::Column, "public", "orders", "state"), "status"};
    const auto to = renameIn(*m_server, *from, {rename});
    VERIFY_RESULT(to);
    const auto difference = makeDifference(*from, *to, {rename}, m_server.get());
    VERIFY_RESULT(difference);
    QCOMPARE(planScript(difference->up, false),
             "SET check_function_bodies = off;\n\nALTER TABLE public.orders RENAME COLUMN state TO status;\n");

    auto database = m_server->createDatabase();
    QVERIFY(database);
    auto connection = database->connect();
    QVERIFY(connection);
    VERIFY_RESULT(connection->query(before));
    VERIFY_RESULT(connection->query(planScript(difference->up, false)));
    const auto rows =
        connection->query("SELECT status, (SELECT state FROM open), col_description('orders'::regclass, 2), "
                          "(SELECT indexdef FROM pg_indexes WHERE indexname = 'orders_state'), "
                          "(SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE contype = 'f') FROM orders");
    VERIFY_RESULT(rows);
    QCOMPARE(rows->text(0, 0), "new");
    QCOMPARE(rows->text(0, 1), "new");
    QCOMPARE(rows->text(0, 2), "where it is");
    QVERIFY(rows->text(0, 3).ends_with("(status)"));
    QVERIFY(rows->text(0, 4).starts_with("FOREIGN KEY (status)"));
    VERIFY_RESULT(connection->query(planScript(difference->down, false)));
    const auto back = readCatalog(database->spec());
    VERIFY_RESULT(back);
    QVERIFY(sameCatalog(back->catalog, *from));
}

void tst_Difference::whatIsRecreatedStaysItsOwners()
{
    // As in a database whose objects belong to somebody, compared with files that name no owner.
    const std::string owned = "ALTER TABLE t OWNER TO pg_monitor; ALTER VIEW v OWNER TO pg_monitor; ALTER TYPE mood "
                              "OWNER TO pg_monitor; ALTER TABLE serial OWNER TO pg_monitor;";
    const auto schema = [](const std::string& type, const std::string& label, const std::string& partitions) {
        return "CREATE TYPE mood AS ENUM (" + label + "); CREATE TABLE t (a " + type +
               ", m mood); CREATE VIEW v AS SELECT a FROM t; CREATE TABLE serial (id serial)" + partitions + ";";
    };
    const Result<Catalog> before = resolve(schema("integer", "'sad', 'glad'", "") + owned);
    const Result<Catalog> after = resolve(schema("bigint", "'glad'", " PARTITION BY RANGE (id)"));
    VERIFY_RESULT(before);
    VERIFY_RESULT(after);
    const Result<Difference> difference =
        makeDifference(*before, *after, {}, m_server.get(), PlanOptions{.moveRows = true});
    VERIFY_RESULT(difference);
    const std::string up = planScript(difference->up);
    for (const char* wanted : {"ALTER VIEW public.v OWNER TO pg_monitor", "ALTER TYPE public.mood OWNER TO pg_monitor",
                               "ALTER TABLE public.serial OWNER TO pg_monitor"})
        QVERIFY2(up.contains(wanted), up.c_str());
    const Result<Proof> proof = prove(*m_server, *difference);
    VERIFY_RESULT(proof);
    QVERIFY2(proof->proved, proof->failure.c_str());
}

void tst_Difference::aChangedFunctionLeavesStaleResults()
{
    const auto schema = [](const std::string& body, const std::string& cost) {
        return "CREATE FUNCTION norm(t text) RETURNS text LANGUAGE sql IMMUTABLE " + cost + " AS $$ SELECT " + body +
               " $$;"
               "CREATE FUNCTION twice(t text) RETURNS text LANGUAGE sql IMMUTABLE RETURN norm(t) || norm(t);"
               "CREATE TABLE k (id integer PRIMARY KEY, t text, g text GENERATED ALWAYS AS (norm(t)) STORED, d text "
               "DEFAULT norm('x'),"
               "  CONSTRAINT short CHECK (length(norm(t)) < 10));"
               "CREATE UNIQUE INDEX k_norm ON k (norm(t)); CREATE INDEX k_twice ON k (twice(t)); CREATE INDEX k_plain "
               "ON k (t);"
               "CREATE TABLE p (t text) PARTITION BY HASH (norm(t));"
               "CREATE VIEW v AS SELECT norm(t) FROM k;";
    };
    const Result<Catalog> before = resolve(schema("upper(t)", ""));
    const Result<Catalog> after = resolve(schema("lower(t)", ""));
    const Result<Catalog> dearer = resolve(schema("upper(t)", "COST 7"));
    VERIFY_RESULT(before);
    VERIFY_RESULT(after);
    VERIFY_RESULT(dearer);
    const auto stale = [](const Result<Plan>& plan) {
        QStringList messages;
        for (const Batch& batch : plan->batches)
            for (const Statement& statement : batch.statements)
                for (const Hazard& hazard : statement.hazards)
                    if (hazard.rule == "stale-results")
                        messages.append(QString::fromStdString(hazard.message));
        messages.sort();
        return messages;
    };
    const auto mends = [](const Result<Plan>& plan) {
        QStringList statements;
        for (const Batch& batch : plan->batches)
            for (const Statement& statement : batch.statements)
                if (!statement.sql.starts_with("CREATE OR REPLACE"))
                    statements.append(QString::fromStdString(statement.sql).simplified().left(60));
        statements.sort();
        return statements;
    };
    const Result<Plan> plan = makePlan(*before, *after);
    const Result<Plan> online = makePlan(*before, *after, {.online = true});
    VERIFY_RESULT(plan);
    VERIFY_RESULT(online);
    const QString old = QStringLiteral(" keeps results of the old function public.norm(text)");
    const QString byPlan = QStringLiteral(" until the plan computes them again: ");
    QCOMPARE(stale(plan),
             (QStringList{
                 QStringLiteral("constraint short on public.k") + old + byPlan +
                     QStringLiteral("short is checked again, under the name short__again"),
                 QStringLiteral("default public.k.g") + old + byPlan + QStringLiteral("its expression is set again"),
                 QStringLiteral("index public.k_norm") + old + byPlan + QStringLiteral("REINDEX INDEX public.k_norm"),
                 QStringLiteral("index public.k_twice keeps results of the old function public.twice(text)") + byPlan +
                     QStringLiteral("REINDEX INDEX public.k_twice"),
                 QStringLiteral("table public.p") + old +
                     QStringLiteral(": rows that belong to another partition now are not found; delete them and "
                                    "insert them again")}));
    QCOMPARE(mends(plan), (QStringList{QStringLiteral("ALTER TABLE public.k ADD CONSTRAINT short__again CHECK (leng"),
                                       QStringLiteral("ALTER TABLE public.k ALTER COLUMN g SET EXPRESSION AS (publi"),
                                       QStringLiteral("ALTER TABLE public.k DROP CONSTRAINT short__again"),
                                       QStringLiteral("REINDEX INDEX public.k_norm"),
                                       QStringLiteral("REINDEX INDEX public.k_twice")}));
    QCOMPARE(mends(online).filter(QStringLiteral("REINDEX")),
             (QStringList{QStringLiteral("REINDEX INDEX CONCURRENTLY public.k_norm"),
                          QStringLiteral("REINDEX INDEX CONCURRENTLY public.k_twice")}));
    QVERIFY(mends(online).contains(QStringLiteral("ALTER TABLE public.k VALIDATE CONSTRAINT short__again")));
    const Result<Plan> older = makePlan(*before, *after, {.serverVersion = 160000});
    VERIFY_RESULT(older);
    QVERIFY(mends(older).contains(QStringLiteral("UPDATE ONLY public.k SET g = DEFAULT")));
    QCOMPARE(stale(makePlan(*before, *dearer)), QStringList());
}

void tst_Difference::aRenameIsSuggestedForALikeColumn()
{
    const auto from = resolve("CREATE TABLE orders (id int, state text NOT NULL, total numeric);");
    const auto to = resolve("CREATE TABLE orders (id int, status text NOT NULL, total numeric);");
    QVERIFY(from && to);
    const auto suggestions = suggestRenames(*from, *to);
    QCOMPARE(suggestions.size(), std::size_t(1));
    QCOMPARE(suggestions[0].rename, (Rename{childKey(Kind::Column, "public", "orders", "state"), "status"}));
    QVERIFY(suggestions[0].score > 0.6);
}

void tst_Difference::anEditIsCheckedByPostgreSql()
{
    const auto before = resolve("CREATE TABLE t (a int);");
    VERIFY_RESULT(before);
    const ObjectKey key = keyOf(Kind::Table, "public", "t");
    Object edited = *before->find(key);
    std::get<Table>(edited.body).columns.push_back({.name = "b", .type = "int4", .defaultExpr = "1+1"});
    const auto good = resolveEdit(*m_server, *before, before->with(key, edited), {});
    VERIFY_RESULT(good);
    QCOMPARE(good->catalog.get<Table>(key)->columns[1].type, "integer");
    QCOMPARE(good->catalog.get<Table>(key)->columns[1].defaultExpr, "(1 + 1)");

    std::get<Table>(edited.body).columns[1].defaultExpr = "nonsense()";
    ObjectKey origin;
    const auto bad = resolveEdit(*m_server, *before, before->with(key, edited), {}, &origin);
    QVERIFY(!bad);
    QCOMPARE(origin, key);
    QVERIFY(bad.error().message.contains("nonsense()"));
}

void tst_Difference::savingKeepsCommentsAndFormattingOfTheRest()
{
    const std::string model =
        "-- The shop\nCREATE TABLE a (\n    id   int PRIMARY KEY -- odd   spacing\n);\n\n"
        "-- Second\nCREATE TABLE b (id serial PRIMARY KEY);\n\nCREATE VIEW v AS\n  SELECT id FROM a; -- trailing\n";
    const auto before = resolve(model);
    VERIFY_RESULT(before);
    const ObjectKey key = keyOf(Kind::Table, "public", "b");
    Object edited = *before->find(key);
    std::get<Table>(edited.body).columns.push_back({.name = "note", .type = "text"});
    const auto after = resolveEdit(*m_server, *before, before->with(key, edited), {});
    VERIFY_RESULT(after);
    const auto saved = rewriteModelText(*m_server, model, *before, after->catalog, {});
    VERIFY_RESULT(saved);
    QVERIFY(saved->starts_with(
        "-- The shop\nCREATE TABLE a (\n    id   int PRIMARY KEY -- odd   spacing\n);\n\n-- Second\n"));
    QVERIFY(saved->contains("CREATE VIEW v AS\n  SELECT id FROM a; -- trailing\n"));
    QVERIFY(saved->contains("note text"));
    const auto again = resolve(*saved);
    VERIFY_RESULT(again);
    QVERIFY(sameCatalog(*again, after->catalog));
}

void tst_Difference::aChosenChangePullsAlongWhatItNeeds()
{
    const auto from = resolve("CREATE TABLE t (a int);");
    const auto to = resolve(
        "CREATE TABLE t (a int); CREATE TYPE e AS ENUM ('x'); CREATE TABLE u (x e); CREATE VIEW v AS SELECT x FROM u; "
        "CREATE TABLE other (a int);");
    QVERIFY(from && to);
    const auto changes = compare(*from, *to);
    const auto chosen = closeSelection(*from, *to, changes, {keyOf(Kind::View, "public", "v")});
    QCOMPARE(chosen.size(), std::size_t(3));
    const Catalog part = selectChanges(*from, *to, chosen);
    QVERIFY(part.find(keyOf(Kind::Enum, "public", "e")));
    QVERIFY(!part.find(keyOf(Kind::Table, "public", "other")));
    const auto difference = makeDifference(*from, part, {}, m_server.get());
    VERIFY_RESULT(difference);
    const auto proof = prove(*m_server, *difference);
    VERIFY_RESULT(proof);
    QVERIFY2(proof->proved, proof->failure.c_str());
}

void tst_Difference::whatIsLeftOutTakesAwayWhatNeedsIt()
{
    const auto from = resolve("CREATE TABLE gone (a int); CREATE VIEW on_gone AS SELECT a FROM gone;");
    const auto to = resolve(
        "CREATE TYPE e AS ENUM ('x'); CREATE TABLE u (x e); CREATE VIEW v AS SELECT x FROM u; CREATE VIEW w AS SELECT "
        "x FROM v; CREATE TABLE other (a int);");
    QVERIFY(from && to);
    const auto changes = compare(*from, *to);
    const auto view = [](const char* name) { return keyOf(Kind::View, "public", name); };
    const auto table = [](const char* name) { return keyOf(Kind::Table, "public", name); };
    QCOMPARE(closeOmission(*from, *to, changes, {table("u")}), (std::vector{table("u"), view("v"), view("w")}));
    QCOMPARE(closeOmission(*from, *to, changes, {view("w")}), std::vector{view("w")});
    QCOMPARE(closeOmission(*from, *to, changes, {view("on_gone")}), (std::vector{table("gone"), view("on_gone")}));
    QCOMPARE(closeOmission(*from, *to, changes, {table("no_change")}), std::vector<ObjectKey>());
    // It is the reverse of closing a choice.
    for (const Change& left : changes) {
        const auto without = closeOmission(*from, *to, changes, {left.key});
        for (const Change& other : changes)
            QCOMPARE(std::ranges::contains(closeSelection(*from, *to, changes, {other.key}), left.key),
                     std::ranges::contains(without, other.key));
    }
}

QTEST_GUILESS_MAIN(tst_Difference)
#include "tst_difference.moc"
