// What a proof says of rows: made before, counted after up and after down.

#include "diff/difference/difference.h"
#include "diff/prove/learned_order.h"
#include "diff/prove/proof.h"
#include "diff/prove/prove.h"
#include "tests/support/round_trip.h"

#include <QTest>

#include <format>

using namespace schemawright;

class tst_Proof : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void rowsOfEveryTypeComeBack();
    void checksAndKeysAreSatisfied();
    void aDroppedColumnDoesNotComeBack();
    void aStatementThatContradictsRowsIsNamed();
    void lostRowsThatNobodyClaimsFailTheProof();
    void tablesWithUnusualValuesHaveRows();
    void aColumnMovedUpKeepsTheValuesOfAllTables();
    void castsByMeaningComeBack();
    void rowsThatCannotGiveWayAreLeftOut();
    void aSequenceThatStartsTooLowFailsTheProof_data();
    void aSequenceThatStartsTooLowFailsTheProof();
    void theHeaderSaysWhatBecameOfThem();
    void anotherVersionIsSaid();
    void aStatementThatTheServerIsTooOldForIsNoFaultOfThePlan();
    void aLongPlanHasRowsAndSaysWhatWasWatched();
    void anOrderThatOnlyATrialTellsIsFound_data();
    void anOrderThatOnlyATrialTellsIsFound();
    void anErrorSaysWhichStatementComesFirst();

private:
    Difference between(const std::string& before, const std::string& after);
    Proof proofOf(const Difference& difference) { return test::need(prove(m_way.scratch().server(), difference)); }
    test::RoundTrip m_way;
};

namespace {

const RowFate* fateOf(const Proof& proof, const std::string& table)
{
    const auto found = std::ranges::find_if(proof.rows, [&](const RowFate& fate) { return fate.table.name == table; });
    return found == proof.rows.end() ? nullptr : &*found;
}

bool says(const Proof& proof, std::string_view words)
{
    return std::ranges::any_of(proof.rowReport, [&](const std::string& sentence) { return sentence.contains(words); });
}

} // namespace

Difference tst_Proof::between(const std::string& before, const std::string& after)
{
    return test::need(
        makeDifference(m_way.resolve(before).catalog, m_way.resolve(after).catalog, {}, &m_way.scratch().server()));
}

void tst_Proof::rowsOfEveryTypeComeBack()
{
    const std::string columns = "a smallint, b integer, c bigint, d numeric(10,2), e real, f double precision, g "
                                "money, h text, i varchar(3), j char(2),"
                                "k name, l date, m timestamp, n timestamptz(3), o time, p timetz, q interval, r uuid, "
                                "s json, t jsonb, u bytea, v inet,"
                                "w cidr, x macaddr, y point, z box, aa tsvector, ab int4range, ac daterange, ad "
                                "bit(4), ae varbit(4), af boolean,"
                                "ag int[], ah text[], ai mood, aj pair, ak pos, al pg_lsn, am oid, an numeric(2,2), ao "
                                "mood[], ap xml, aq int4multirange";
    const std::string types = "CREATE TYPE mood AS ENUM ('sad', 'ok'); CREATE TYPE pair AS (x int, y text);"
                              "CREATE DOMAIN pos AS int CHECK (VALUE > 0);";
    const Proof proof = proofOf(
        between(types + "CREATE TABLE t (" + columns + ");", types + "CREATE TABLE t (" + columns + ", extra int);"));
    QVERIFY2(proof.proved, proof.failure.c_str());
    const RowFate* fate = fateOf(proof, "t");
    QVERIFY(fate);
    QVERIFY2(fate->problem.empty(), fate->problem.c_str());
    QCOMPARE(fate->rows, 3U);
    QVERIFY(fate->notAfterUp.empty() && fate->notAfterDown.empty());
}

void tst_Proof::checksAndKeysAreSatisfied()
{
    const std::string schema =
        "CREATE TABLE kinds (code char(3) PRIMARY KEY CHECK (code ~ '^[A-Z]{3}$'));"
        "CREATE TABLE people (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, email text NOT NULL UNIQUE CHECK (email "
        "LIKE '%@%'),"
        "  state text NOT NULL CHECK (state IN ('new', 'old')), age int CHECK (age >= 18), boss int REFERENCES people);"
        "CREATE TABLE orders (id serial PRIMARY KEY, person int NOT NULL REFERENCES people, total numeric CHECK (total "
        "> 100));"
        "CREATE TABLE days (at date NOT NULL, n int) PARTITION BY RANGE (at);"
        "CREATE TABLE days1 PARTITION OF days FOR VALUES FROM ('2030-01-01') TO ('2031-01-01');";
    std::string after = schema;
    for (const char* table : {"kinds", "people", "orders", "days"})
        after += std::string("ALTER TABLE ") + table + " ADD COLUMN extra int;";
    const Proof proof = proofOf(between(schema, after));
    QVERIFY2(proof.proved, proof.failure.c_str());
    for (const char* table : {"kinds", "people", "orders", "days1"}) {
        const RowFate* fate = fateOf(proof, table);
        QVERIFY2(fate && fate->problem.empty() && fate->rows > 0,
                 (std::string(table) + ": " + (fate ? fate->problem : "absent")).c_str());
        QCOMPARE(fate->rowsAfterDown, fate->rows);
    }
}

void tst_Proof::aDroppedColumnDoesNotComeBack()
{
    const Proof proof =
        proofOf(between("CREATE TABLE t (id int PRIMARY KEY, note text);", "CREATE TABLE t (id int PRIMARY KEY);"));
    QVERIFY2(proof.proved, proof.failure.c_str());
    const RowFate* fate = fateOf(proof, "t");
    QCOMPARE(fate->notAfterUp, std::vector<std::string>{"note"});
    QCOMPARE(fate->notAfterDown, std::vector<std::string>{"note"});
    QVERIFY(says(proof, "without the values of note"));
}

void tst_Proof::aStatementThatContradictsRowsIsNamed()
{
    const Proof proof = proofOf(
        between("CREATE TABLE t (id int PRIMARY KEY);", "CREATE TABLE t (id int PRIMARY KEY, name text NOT NULL);"));
    QVERIFY2(proof.proved, proof.failure.c_str());
    QVERIFY(
        says(proof, "This statement can fail on existing rows: ALTER TABLE public.t ADD COLUMN name text NOT NULL"));
    QVERIFY(fateOf(proof, "t")->removed);
}

void tst_Proof::lostRowsThatNobodyClaimsFailTheProof()
{
    Difference difference =
        between("CREATE TABLE t (id int PRIMARY KEY);", "CREATE TABLE t (id int PRIMARY KEY, n int);");
    Statement hidden;
    hidden.sql = "DELETE FROM public.t";
    difference.up.batches.back().statements.push_back(hidden);
    const Proof proof = proofOf(difference);
    QVERIFY(!proof.proved);
    QVERIFY2(proof.failure.contains("public.t has 0 of 3 rows"), proof.failure.c_str());
}

void tst_Proof::tablesWithUnusualValuesHaveRows()
{
    const std::string schema =
        "CREATE EXTENSION citext; CREATE EXTENSION hstore; CREATE EXTENSION ltree; CREATE EXTENSION cube;"
        "CREATE DOMAIN colour AS text CHECK (VALUE IN ('red', 'green'));"
        "CREATE DOMAIN code AS text CHECK (VALUE ~ '^[A-Z]{3}-\\d{4}(x|y)?$');"
        "CREATE TABLE colours (id int PRIMARY KEY, c colour NOT NULL, codes code[] NOT NULL);"
        "CREATE TABLE spans (id int PRIMARY KEY, first date NOT NULL, last date NOT NULL, a int NOT NULL, b int NOT "
        "NULL,"
        "  CHECK (first < last), CHECK (a < b AND b < 100));"
        "CREATE TABLE parts (a citext NOT NULL, b hstore NOT NULL, c ltree NOT NULL, d cube NOT NULL,"
        "  e text NOT NULL CHECK (e LIKE 'no-%'));";
    const Proof proof = proofOf(between(schema, schema + "ALTER TABLE colours ADD x int; ALTER TABLE spans ADD x int;"
                                                         "ALTER TABLE parts ADD x int"));
    QVERIFY2(proof.proved, proof.failure.c_str());
    for (const char* table : {"colours", "spans", "parts"}) {
        const RowFate* fate = fateOf(proof, table);
        QVERIFY2(fate && fate->problem.empty() && fate->rows > 0,
                 (std::string(table) + ": " + (fate ? fate->problem : "absent")).c_str());
    }
    const std::string never = "CREATE TABLE never (a int NOT NULL CHECK (a < 3 AND a > 4));";
    const std::string summary = proofSummary(proofOf(between(never, never + "ALTER TABLE never ADD x int")));
    QVERIFY2(summary.contains("table public.never had no rows: "), summary.c_str());
}

void tst_Proof::aColumnMovedUpKeepsTheValuesOfAllTables()
{
    const Difference difference =
        between("CREATE TABLE p (id int); CREATE TABLE c (x int) INHERITS (p); CREATE TABLE g (y int) INHERITS (c)",
                "CREATE TABLE p (id int, x int DEFAULT 5); CREATE TABLE c () INHERITS (p); CREATE TABLE g (y int) "
                "INHERITS (c)");
    const std::string script = planScript(difference.up, false);
    QVERIFY2(!script.contains("UPDATE"), script.c_str());
    const Proof proof = proofOf(difference);
    QVERIFY2(proof.proved, proof.failure.c_str());
}

void tst_Proof::castsByMeaningComeBack()
{
    const std::string before =
        "CREATE TABLE t (id int PRIMARY KEY, words text[], numbers int[], documents jsonb[], number int, "
        "word text, day date, flat jsonb);";
    const Difference difference =
        between(before, "CREATE TABLE t (id int PRIMARY KEY, words jsonb, numbers json, documents jsonb, number int[], "
                        "word text[], day jsonb, flat int[]);");
    const ScratchDatabase database = m_way.scratch().database();
    Connection connection = test::need(database.connect());
    test::need(connection.query(
        before +
        R"(INSERT INTO t VALUES (1, '{a,"b \" [c]",NULL}', '{1,2}', ARRAY['{"a": [1]}', '2']::jsonb[], 5, 'solo',
            '2026-01-02', '[1, 2]'), (2, '{}', '{}', '{}', -1, '{a,b}', '2026-01-03', '[]'); INSERT INTO t VALUES (3))"));
    const auto rows = [&] {
        return test::need(connection.query("SELECT string_agg(t::text, E'\n' ORDER BY id) FROM t")).text(0, 0);
    };
    const std::string old = rows();
    const auto run = [&](const Plan& plan) {
        for (const Batch& batch : plan.batches)
            for (const Statement& statement : batch.statements)
                test::need(connection.query(statement.sql));
    };
    run(difference.up);
    QCOMPARE(rows(),
             std::string(
                 R"((1,"[""a"", ""b \\"" [c]"", null]","[1,2]","[{""a"": [1]}, 2]",{5},{solo},"""2026-01-02""","{1,2}")
(2,[],[],[],{-1},"{a,b}","""2026-01-03""",{})
(3,,,,,,,))"));
    run(difference.down);
    QCOMPARE(rows(), old);
}

void tst_Proof::rowsThatCannotGiveWayAreLeftOut()
{
    // They are in a table of their own while the partitioned table is made anew.
    const Proof proof = proofOf(between("CREATE TABLE t (id int, k int) PARTITION BY RANGE (k);"
                                        "CREATE TABLE p PARTITION OF t FOR VALUES FROM (1) TO (100);",
                                        "CREATE TABLE t (id int, k bigint) PARTITION BY RANGE (k);"
                                        "CREATE TABLE p PARTITION OF t FOR VALUES FROM (50) TO (100);"));
    QVERIFY2(proof.proved, proof.failure.c_str());
    QVERIFY(says(proof, "the proof was made again without rows"));
}

void tst_Proof::aSequenceThatStartsTooLowFailsTheProof_data()
{
    QTest::addColumn<QString>("before");
    QTest::addColumn<QString>("after");
    const char* const serial = "CREATE TABLE t (id serial PRIMARY KEY)";
    const char* const identity = "CREATE TABLE t (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY)";
    const char* const plain = "CREATE TABLE t (id int PRIMARY KEY)";
    QTest::newRow("serial to identity") << serial << identity;
    QTest::newRow("identity to serial") << identity << serial;
    QTest::newRow("plain to identity") << plain << identity;
    QTest::newRow("plain to serial") << plain << serial;
    QTest::newRow("another partition key")
        << "CREATE TABLE t (id int, k int) PARTITION BY LIST (k); CREATE TABLE p PARTITION OF t DEFAULT"
        << "CREATE TABLE t (id int GENERATED ALWAYS AS IDENTITY, k bigint) PARTITION BY LIST (k);"
           "CREATE TABLE p PARTITION OF t DEFAULT";
}

void tst_Proof::aSequenceThatStartsTooLowFailsTheProof()
{
    QFETCH(QString, before);
    QFETCH(QString, after);
    Difference difference = between(before.toStdString(), after.toStdString());
    const Proof whole = proofOf(difference);
    QVERIFY2(whole.proved, whole.failure.c_str());
    std::size_t counted = 0;
    for (Batch& batch : difference.up.batches)
        counted += std::erase_if(batch.statements,
                                 [](const Statement& statement) { return statement.sql.contains("setval"); });
    QCOMPARE(counted, std::size_t{1});
    const Proof low = proofOf(difference);
    QVERIFY(!low.proved);
    QVERIFY2(low.failure.contains("continues with 1"), low.failure.c_str());
}

void tst_Proof::theHeaderSaysWhatBecameOfThem()
{
    const Proof proof =
        proofOf(between("CREATE TABLE t (id int PRIMARY KEY);", "CREATE TABLE t (id int PRIMARY KEY, n int);"));
    QCOMPARE(proofSummary(proof), "up, down, up on PostgreSQL " + proof.serverVersionText +
                                      "; 3 test rows in 1 table: all restored by down");
}

void tst_Proof::anotherVersionIsSaid()
{
    Difference difference =
        between("CREATE TABLE t (id int PRIMARY KEY);", "CREATE TABLE t (id int PRIMARY KEY, n int);");
    difference.serverVersion = m_way.scratch().server().version();
    QVERIFY(!proofSummary(proofOf(difference)).contains("while the server"));
    difference.serverVersion = 990001;
    const std::string summary = proofSummary(proofOf(difference));
    QVERIFY2(summary.contains(", while the server is PostgreSQL 99;"), summary.c_str());
}

void tst_Proof::aStatementThatTheServerIsTooOldForIsNoFaultOfThePlan()
{
    if (m_way.scratch().server().version() >= 180000)
        QSKIP("the scratch server knows virtual generated columns");
    Difference difference = between("CREATE TABLE t (a int);", "CREATE TABLE t (a int, b int);");
    std::string& sql = difference.up.batches.front().statements.front().sql;
    sql = "ALTER TABLE public.t ADD COLUMN b integer GENERATED ALWAYS AS (a * 2) VIRTUAL";
    const Proof newer = proofOf(difference);
    QVERIFY(!newer.proved);
    QVERIFY2(newer.failure.starts_with("the scratch server is too old: PostgreSQL 17 does not know virtual generated "
                                       "columns, which came with PostgreSQL 18; install the server programs"),
             newer.failure.c_str());
    sql = "ALTER TABLE public.t ADD COLUMN b integer VIRTUALLY";
    const Proof wrong = proofOf(difference);
    QVERIFY2(wrong.failure.starts_with("up: ERROR"), wrong.failure.c_str());
}

void tst_Proof::aLongPlanHasRowsAndSaysWhatWasWatched()
{
    // Four statements each way for each of 400 tables; the last table's rows are in the way of its last statement.
    std::string before;
    std::string after;
    for (int i = 0; i < 400; ++i) {
        const std::string table = std::format("CREATE TABLE t{:03} (id int PRIMARY KEY, n text", i);
        before += table + ");";
        after +=
            table + std::format(", a int, b int); CREATE INDEX ON t{0:03} (a); COMMENT ON TABLE t{0:03} IS 'x';", i);
    }
    after += "ALTER TABLE t199 ADD COLUMN z text NOT NULL;";
    const Proof proof = proofOf(between(before, after));
    QVERIFY2(proof.proved, proof.failure.c_str());
    QCOMPARE(proof.up.size(), 500U);
    QVERIFY(std::ranges::any_of(proof.steps, [](const std::string& step) {
        return step.starts_with("up: ") && step.contains("observed for the first 500");
    }));
    QCOMPARE(fateOf(proof, "t198")->rowsAfterDown, 3U);
    QVERIFY(fateOf(proof, "t199")->removed);
    QVERIFY(says(proof, "200 more tables were proved without rows"));
}

void tst_Proof::anOrderThatOnlyATrialTellsIsFound_data()
{
    QTest::addColumn<std::string>("before");
    QTest::addColumn<std::string>("after");
    // The names of what the functions use are put together when they run.
    const std::string reads = "CREATE FUNCTION reads() RETURNS int LANGUAGE plpgsql STABLE AS $$DECLARE n int; BEGIN "
                              "EXECUTE 'SELECT coalesce(max(n), 1) FROM public.con' || '{}' INTO n; RETURN n; END$$;";
    const auto reading = [&](const std::string& what) { return std::string(reads).replace(reads.find("{}"), 2, what); };
    QTest::newRow("a view that is created later")
        << std::string("CREATE TABLE t (a int);")
        << "CREATE VIEW confirmed AS SELECT 7 AS n;" + reading("firmed") +
               "CREATE TABLE t (a int, CONSTRAINT c CHECK (a < reads() * "
               "1000000)); CREATE MATERIALIZED VIEW a AS SELECT reads() AS x;";
    QTest::newRow("an error that does not say the name")
        << std::string("CREATE TABLE t (a int);")
        << std::string("CREATE VIEW confirmed AS SELECT 7 AS n;") +
               "CREATE FUNCTION reads(int) RETURNS boolean LANGUAGE plpgsql AS $$DECLARE n int; BEGIN EXECUTE 'SELECT "
               "n "
               "FROM public.con' || 'firmed' INTO n; RETURN true; EXCEPTION WHEN undefined_table THEN RAISE EXCEPTION "
               "'not "
               "ready'; END$$; CREATE TABLE t (a int, CONSTRAINT c CHECK (reads(a)));";
}

void tst_Proof::anOrderThatOnlyATrialTellsIsFound()
{
    QFETCH(std::string, before);
    QFETCH(std::string, after);
    const Difference planned = between(before, after);
    const Proof refused = proofOf(planned);
    QVERIFY2(!refused.proved, planScript(planned.up).c_str());
    Difference difference = planned;
    const Proof proof = test::need(proveInOrder(m_way.scratch().server(), difference));
    QVERIFY2(proof.proved, proof.failure.c_str());
    QVERIFY(proof.trials > 0);
    QVERIFY(planScript(difference.up) != planScript(planned.up) ||
            planScript(difference.down) != planScript(planned.down));
    // The plan that comes back is the one that was proved.
    const Proof again = proofOf(difference);
    QVERIFY2(again.proved, again.failure.c_str());

    // What no order mends keeps its first failure, and the difference its plans.
    Difference wrong = between("CREATE TABLE t (a int);",
                               "CREATE FUNCTION fails() RETURNS int LANGUAGE plpgsql AS $$BEGIN RAISE EXCEPTION "
                               "'never'; END$$; CREATE MATERIALIZED VIEW m AS SELECT fails() AS x WITH NO DATA;"
                               "CREATE TABLE t (a int, b int DEFAULT fails());");
    const std::string script = planScript(wrong.up);
    const Proof failed = test::need(proveInOrder(m_way.scratch().server(), wrong));
    QVERIFY(!failed.proved && failed.trials == 0);
    QVERIFY2(failed.failure.contains("never"), failed.failure.c_str());
    QCOMPARE(planScript(wrong.up), script);
}

void tst_Proof::anErrorSaysWhichStatementComesFirst()
{
    const std::string drop = "DROP TABLE public.config";
    const std::string other = "DROP VIEW public.elsewhere";
    const std::string index = "CREATE INDEX i ON public.t (public.f(a))";
    const std::string view = "CREATE VIEW public.config2 AS SELECT 1";
    Plan plan;
    plan.batches.push_back({true, {}});
    for (const std::string& sql : {other, drop, index, view})
        plan.batches.back().statements.push_back({.sql = sql});
    const Statement& rejected = plan.batches.front().statements[2];
    const auto learned = [&](const std::string& message, const std::vector<StatementOrder>& known,
                             const std::string& state = "42P01") {
        return orderFrom(plan, rejected, Error{.message = message, .sqlstate = state}, known);
    };
    using Orders = std::vector<StatementOrder>;
    const std::string missing = "ERROR: relation \"public.config\" does not exist";
    // It needs what was dropped before it, or what is created after it.
    QCOMPARE(learned(missing, {}), (Orders{{index, drop}}));
    QCOMPARE(learned("ERROR: relation \"config2\" does not exist", {}), (Orders{{view, index}}));
    // Then whatever was dropped, and at last whatever is created.
    QCOMPARE(learned(missing, {{index, drop}}), (Orders{{index, other}}));
    QCOMPARE(learned(missing, {{index, drop}, {index, other}}), (Orders{{view, index}}));
    QCOMPARE(learned(missing, {{index, drop}, {index, other}, {view, index}}), Orders{});
    // An error of rows is none of order.
    QCOMPARE(learned("ERROR: could not create unique index", {}, "23505"), Orders{});
}

QTEST_GUILESS_MAIN(tst_Proof)
#include "tst_proof.moc"
