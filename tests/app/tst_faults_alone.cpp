#include "tests/app/fault_fixture.h"

#include <QtTest>

#include <atomic>

using namespace schemawright;
using namespace schemawright::test;

/// Runs of revisions that are not one transaction, disturbed at every statement: CREATE INDEX CONCURRENTLY and its like.
class tst_FaultsAlone : public QObject, private FaultFixture {
    Q_OBJECT
private Q_SLOTS:
    void init() { FaultFixture::init(); }
    void cleanup() { CliFixture::cleanup(); }
    void initTestCase() { page.begin("tst_faults_alone"); }

    void aKillAtAnyStatementIsContinued();
    void theJournalIsWrittenOnlyWhereItIsNeeded();
    void duplicatesLeaveAnIndexThatIsBuiltAgain_data();
    void duplicatesLeaveAnIndexThatIsBuiltAgain();
    void anInvalidIndexIsNoSuccessOfIfNotExists();
    void aValidIndexOfSomebodyElseIsNotTakenForOurs();
    void whatWasRunIsNotChangedAfterwards();
    void anIndexThatWaitsForATransactionSaysForWhom();
    void aKilledDetachIsFinished();

private:
    /// What the mixed revision makes, as text.
    std::string picture()
    {
        Connection connection = session();
        return need(
                   connection.query(
                       "SELECT string_agg(line, E'\\n' ORDER BY line) FROM (SELECT pg_get_indexdef(indexrelid) || ' ' "
                       "|| indisvalid FROM pg_index WHERE indrelid IN (SELECT oid FROM pg_class WHERE relnamespace = "
                       "'public'::regnamespace) UNION ALL SELECT attrelid::regclass || '.' || attname FROM "
                       "pg_attribute WHERE attnum > 0 AND NOT attisdropped AND attrelid IN (SELECT oid FROM pg_class "
                       "WHERE relnamespace = 'public'::regnamespace AND relkind = 'r') UNION ALL SELECT 'rows ' || "
                       "count(*) FROM t UNION ALL SELECT 'at ' || string_agg(id || head || coalesce(pending, ''), ' ') "
                       "FROM schemawright.revisions) AS lines (line)"))
            .text(0, 0);
    }
    void mixedRevision()
    {
        revision({inTransaction({"CREATE TABLE t (a integer, x integer)",
                                 "INSERT INTO t SELECT g, g FROM generate_series(1, 10) AS g"}),
                  alone("CREATE INDEX CONCURRENTLY i ON t (a)"), alone("CREATE INDEX CONCURRENTLY ON t ((a + 1))"),
                  alone("INSERT INTO t VALUES (11, 11)"), alone("DROP INDEX CONCURRENTLY i"),
                  alone("CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS u ON t (a)"),
                  inTransaction({"INSERT INTO t VALUES (12, 12)", "CREATE TABLE z (a integer)"})});
    }
};

/// At each of its messages the program is killed by -9; the server runs the message, and nobody hears how it ended.
void tst_FaultsAlone::aKillAtAnyStatementIsContinued()
{
    mixedRevision();
    OK(end("upgrade head", database()));
    const std::string expected = picture();
    QVERIFY2(expected.contains("rows 12") && !expected.contains("false"), expected.c_str());
    for (int boundary = 1;; ++boundary) {
        (void)database();
        const ConnectionSpec spec = m_databases.back().spec();
        std::atomic<pid_t> process = 0;
        int seen = 0;
        std::string at;
        const Proxy proxy(spec.get("host"), [&](std::string_view sql) {
            // What comes before the first write can be interrupted without a trace.
            if (seen == 0 && !sql.contains("CREATE SCHEMA IF NOT EXISTS schemawright"))
                return Proxy::Act::Pass;
            if (++seen != boundary)
                return Proxy::Act::Pass;
            at = sql;
            while (process == 0)
                std::this_thread::yield();
            ::kill(process, SIGKILL);
            return Proxy::Act::CutAfter;
        });
        const auto started =
            begin("upgrade head", QString::fromStdString(spec.with("host", proxy.folder()).conninfo()));
        QVERIFY(started->waitForStarted());
        process = static_cast<pid_t>(started->processId());
        const Run killed = finish(*started);
        if (killed.status == 0) {
            QVERIFY2(boundary > 40, "the run has fewer messages than it has statements");
            break;
        }
        QCOMPARE(killed.status, -1);
        const Run again = end("upgrade head", QString::fromStdString(spec.conninfo()));
        QVERIFY2(again.status == 0, qPrintable(QString::fromStdString(at) + QStringLiteral("\n") + again.err));
        QVERIFY2(picture() == expected, (at + "\n" + picture() + "\n" + again.err.toStdString()).c_str());
        m_databases.pop_back();
    }
    page.row("kill -9 at each of the messages of a revision with statements outside transactions, and between a "
             "statement and its journal",
             end("upgrade head", QString::fromStdString(m_databases.back().spec().conninfo())), "Nothing to do",
             "Run again, it ends as if it had not been killed: same schema, same rows.");
}

void tst_FaultsAlone::theJournalIsWrittenOnlyWhereItIsNeeded()
{
    revision({inTransaction({"CREATE TABLE t (a integer)"})});
    revision({inTransaction({"INSERT INTO t VALUES (1)"}), alone("CREATE INDEX CONCURRENTLY i ON t (a)")},
             {alone("DROP INDEX CONCURRENTLY i")});
    const QString live = database();
    OK(end("upgrade head --dry-run", live));
    QVERIFY(is("to_regnamespace('schemawright') IS NULL"));
    OK(end("upgrade +1", live));
    QVERIFY(is("to_regclass('schemawright.journal') IS NULL"));
    OK(end("upgrade head", live));
    QVERIFY(is("(SELECT array_agg(statement ORDER BY statement) = '{1,2}' AND bool_and(finished_at >= started_at) FROM "
               "schemawright.journal WHERE id = '0002' AND direction = 'up')"));
    OK(end("downgrade -1", live));
    QVERIFY(is("(SELECT array_agg(direction || statement) = '{down1}' FROM schemawright.journal)"));
    OK(end("upgrade head", live));
    QVERIFY(is("(SELECT count(*) = 2 AND bool_and(finished_at IS NOT NULL) FROM schemawright.journal)"));
}

void tst_FaultsAlone::duplicatesLeaveAnIndexThatIsBuiltAgain_data()
{
    QTest::addColumn<QString>("sql");
    QTest::newRow("plain") << QStringLiteral("CREATE UNIQUE INDEX CONCURRENTLY u ON t (a)");
    QTest::newRow("if not exists") << QStringLiteral("CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS u ON t (a)");
    QTest::newRow("without a name") << QStringLiteral("CREATE UNIQUE INDEX CONCURRENTLY ON t (a)");
}

void tst_FaultsAlone::duplicatesLeaveAnIndexThatIsBuiltAgain()
{
    QFETCH(QString, sql);
    revision(
        {inTransaction({"CREATE TABLE t (a integer)", "INSERT INTO t VALUES (1), (1)"}), alone(sql.toStdString())});
    const QString live = database();
    const Run failed = end("upgrade head", live);
    QCOMPARE(failed.status, 1);
    QVERIFY2(failed.err.contains(QStringLiteral("statement 3 of 3: ERROR: could not create unique index")) &&
                 failed.err.contains(QStringLiteral("revision 0001 is partly applied")),
             qPrintable(failed.err));
    if (sql.contains(QStringLiteral(" u ")))
        QVERIFY2(failed.err.contains(QStringLiteral("the index public.u is INVALID now")), qPrintable(failed.err));
    QVERIFY(is("EXISTS (SELECT FROM pg_index WHERE indrelid = 't'::regclass AND NOT indisvalid)"));
    QCOMPARE(end("upgrade head", live).status, 1); // the duplicates are still there, and a second leftover is not
    QVERIFY(is("(SELECT count(*) = 1 FROM pg_index WHERE indrelid = 't'::regclass)"));
    need(session().query("DELETE FROM t WHERE ctid = '(0,1)'"));
    const Run again = end("upgrade head", live);
    OK(again);
    QVERIFY2(again.err.contains(QStringLiteral("is INVALID, left by an attempt that failed")), qPrintable(again.err));
    QVERIFY(is("(SELECT count(*) = 1 AND bool_and(indisvalid) FROM pg_index WHERE indrelid = 't'::regclass)"));
    QCOMPARE(current(), "0001");
    if (sql.contains(QStringLiteral("CONCURRENTLY u ")))
        page.row("CREATE UNIQUE INDEX CONCURRENTLY meets duplicates", failed, "the index public.u is INVALID now",
                 "After the duplicates are gone, the same command drops the index and builds it.");
}

void tst_FaultsAlone::anInvalidIndexIsNoSuccessOfIfNotExists()
{
    revision({alone("CREATE INDEX CONCURRENTLY IF NOT EXISTS u ON t (a)")});
    const QString live = database("CREATE TABLE t (a integer); INSERT INTO t VALUES (1), (1)");
    QVERIFY(!session().query("CREATE UNIQUE INDEX CONCURRENTLY u ON t (a)"));
    const Run run = end("upgrade head --allow-drift", live);
    OK(run);
    QVERIFY2(run.err.contains(QStringLiteral("note: the index public.u is INVALID")), qPrintable(run.err));
    QVERIFY(is("(SELECT indisvalid AND NOT indisunique FROM pg_index WHERE indexrelid = 'u'::regclass)"));
    page.row("IF NOT EXISTS meets an INVALID index of the same name", run, "note: the index public.u is INVALID",
             "It was dropped and built.");
}

void tst_FaultsAlone::aValidIndexOfSomebodyElseIsNotTakenForOurs()
{
    revision({alone("CREATE INDEX CONCURRENTLY i ON t (a)")});
    const QString live = database("CREATE TABLE t (a integer, b integer); CREATE INDEX i ON t (b)");
    for (int attempt = 0; attempt < 2; ++attempt) {
        const Run run = end("upgrade head --allow-drift", live);
        QCOMPARE(run.status, 1);
        QVERIFY2(run.err.contains(QStringLiteral("relation \"i\" already exists")), qPrintable(run.err));
    }
    QCOMPARE(current(), "");
    page.row("CREATE INDEX CONCURRENTLY meets a valid index of somebody else", end("upgrade head --allow-drift", live),
             "already exists", "It is not taken for the revision's own.");
}

void tst_FaultsAlone::whatWasRunIsNotChangedAfterwards()
{
    revision({inTransaction({"CREATE TABLE t (a integer)", "INSERT INTO t VALUES (1), (1)"}),
              alone("CREATE UNIQUE INDEX CONCURRENTLY u ON t (a)")});
    const QString live = database();
    QCOMPARE(end("upgrade head", live).status, 1);
    const std::string file = path(QStringLiteral("catalog/revisions/0001.sql")).toStdString();
    const std::string text = need(readFile(file));
    const auto edit = [&](const QString& from, const QString& to) {
        need(writeFileAtomically(file, QString::fromStdString(text).replace(from, to).toStdString()));
        return end("upgrade head --accept-edited", live);
    };
    const Run refused = edit(QStringLiteral("VALUES (1), (1)"), QStringLiteral("VALUES (1), (2)"));
    QCOMPARE(refused.status, 1);
    QVERIFY2(
        refused.err.contains(QStringLiteral("statement 2 of revision 0001 (r0001) was changed after it had been run")),
        qPrintable(refused.err));
    // What has not been run yet may be mended.
    OK(edit(QStringLiteral("CREATE UNIQUE INDEX"), QStringLiteral("CREATE INDEX")));
    QVERIFY(is("(SELECT indisvalid AND NOT indisunique FROM pg_index WHERE indexrelid = 'u'::regclass)"));
    page.row("A statement is edited after it was run in a partly applied revision", refused,
             "was changed after it had been run", "Nothing was done; what has not been run yet may be mended.");
}

void tst_FaultsAlone::anIndexThatWaitsForATransactionSaysForWhom()
{
    revision({alone("CREATE INDEX CONCURRENTLY i ON t (a)")});
    const QString live = database("CREATE TABLE t (a integer)");
    Connection holder = session();
    need(holder.query("BEGIN; INSERT INTO t VALUES (1)"));
    const auto first = begin("upgrade head --allow-drift --table-lock-timeout 0.3", live);
    QVERIFY(becomes("EXISTS (SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = "
                    "current_database())"));
    const auto second = begin("upgrade head --allow-drift", live); // waits for the first, which must not wait for it
    QString said;
    QVERIFY(QTest::qWaitFor(
        [&] {
            first->waitForReadyRead(10);
            said += QString::fromUtf8(first->readAllStandardError());
            return said.contains(QStringLiteral("note: waiting for process %1").arg(holder.backendPid()));
        },
        20000));
    need(holder.query("COMMIT"));
    OK(finish(*first));
    OK(finish(*second));
    QVERIFY(is("(SELECT indisvalid FROM pg_index WHERE indexrelid = 'i'::regclass)"));
    page.row("CREATE INDEX CONCURRENTLY waits for a transaction, another run waits for the lock",
             end("upgrade head", live), "Nothing to do",
             "The waiting run names the process that it waits for; neither run waits for the other.");
}

void tst_FaultsAlone::aKilledDetachIsFinished()
{
    revision({alone("ALTER TABLE p DETACH PARTITION p1 CONCURRENTLY")});
    const QString live = database("CREATE TABLE p (a integer) PARTITION BY RANGE (a); "
                                  "CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (0) TO (10)");
    Connection holder = session();
    need(holder.query("BEGIN; SELECT * FROM p"));
    const auto process = begin("upgrade head --allow-drift", live);
    QVERIFY(becomes("EXISTS (SELECT FROM pg_inherits WHERE inhdetachpending)"));
    ::kill(static_cast<pid_t>(process->processId()), SIGINT);
    QCOMPARE(finish(*process).status, 1);
    QVERIFY(is("EXISTS (SELECT FROM pg_inherits WHERE inhdetachpending)"));
    need(holder.query("COMMIT"));
    const Run again = end("upgrade head --allow-drift", live);
    OK(again);
    QVERIFY2(again.err.contains(QStringLiteral("an interrupted DETACH PARTITION CONCURRENTLY of p1 is finished")),
             qPrintable(again.err));
    QVERIFY(is("NOT EXISTS (SELECT FROM pg_inherits)"));
    page.row("DETACH PARTITION CONCURRENTLY was interrupted", again,
             "an interrupted DETACH PARTITION CONCURRENTLY of p1 is finished", "The partition is detached.");
}

QTEST_GUILESS_MAIN(tst_FaultsAlone)
#include "tst_faults_alone.moc"
