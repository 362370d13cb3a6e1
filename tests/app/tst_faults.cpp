#include "tests/app/fault_fixture.h"

#include <QtTest>

using namespace schemawright;
using namespace schemawright::test;

/// What holds after a run on a database was disturbed. Every test runs the program itself.
class tst_Faults : public QObject, private FaultFixture {
    Q_OBJECT
private Q_SLOTS:
    void init() { FaultFixture::init(); }
    void cleanup() { CliFixture::cleanup(); }
    void initTestCase() { page.begin("tst_faults"); }

    void tenRunnersAtOnceAllSucceed();
    void oneStepEachIsOneStepInAll();
    void whatOthersLeftHalfDoneIsNoSuccess();
    void aSignalStopsCleanly_data();
    void aSignalStopsCleanly();
    void aTerminatedSessionIsRolledBack();
    void aLostCommitIsLookedUp_data();
    void aLostCommitIsLookedUp();
    void aServerThatDoesNotComeBackIsNotGuessedAt();
    void aLockedTableIsWaitedFor();
    void aLockedTableNamesWhoLocks();
    void aDeadlockIsTriedAgain();
    void statementsEndAtTheirTimeout();
    void driftThatIsNotTouchedIsTold();
    void driftThatIsTouchedIsRefused();
    void driftBeforeADowngradeIsRefused();
    void grantsAreNoReasonToRefuse();

private:
    QString gated() { return database(gate); }
};

void tst_Faults::tenRunnersAtOnceAllSucceed()
{
    revision({inTransaction({"CREATE TABLE t (a integer)", "SELECT pg_sleep(0.05)"})},
             {inTransaction({"DROP TABLE t"})});
    revision({inTransaction({"CREATE TABLE u (a integer)"})}, {inTransaction({"DROP TABLE u"})});
    const auto ten = [this](const char* words, const QString& live, const QString& mark) {
        std::vector<std::unique_ptr<QProcess>> processes;
        for (int i = 0; i < 10; ++i)
            processes.push_back(begin(words, live));
        int worked = 0;
        for (const auto& process : processes) {
            const Run run = finish(*process);
            QVERIFY2(run.status == 0, qPrintable(run.err));
            const bool moved = run.err.contains(mark);
            QVERIFY2(moved != run.out.contains(QStringLiteral("Nothing to do: ")), qPrintable(run.out + run.err));
            worked += moved ? 1 : 0;
        }
        QCOMPARE(worked, 1);
    };
    for (int round = 0; round < 10; ++round) {
        const QString live = database();
        ten("upgrade head", live, QStringLiteral("  up   0002"));
        QCOMPARE(current(), "0002");
        QVERIFY(is("(SELECT count(*) = 2 FROM schemawright.revisions)"));
        if (round > 0)
            continue;
        ten("downgrade base", live, QStringLiteral("  down 0001"));
        QCOMPARE(current(), "");
    }
    page.row(
        "Ten runs of upgrade head at once on an empty database", end("upgrade head", database()), "up   0002",
        "All ten succeed; one has applied, nine say that there is nothing to do. The same for ten of downgrade base.");
}

void tst_Faults::oneStepEachIsOneStepInAll()
{
    revision({inTransaction({"CREATE TABLE t (a integer)", "LOCK TABLE gate"})});
    revision({inTransaction({"CREATE TABLE u (a integer)"})});
    const QString live = database("CREATE TABLE gate (a integer)");
    Connection holder = session();
    need(holder.query("BEGIN; LOCK TABLE gate"));
    const auto first = begin("upgrade +1 --table-lock-timeout 60", live);
    QVERIFY(becomes("EXISTS (SELECT FROM pg_locks WHERE relation = 'gate'::regclass AND NOT granted)"));
    const auto second = begin("upgrade +1", live);
    QVERIFY(becomes("EXISTS (SELECT FROM pg_stat_activity WHERE query LIKE '%pg_try_advisory_lock%' AND datname = "
                    "current_database() AND pid <> pg_backend_pid())"));
    need(holder.query("ROLLBACK"));
    OK(finish(*first));
    const Run late = finish(*second);
    OK(late);
    QVERIFY2(late.out.startsWith(QStringLiteral("Nothing to do: another run has taken ")), qPrintable(late.out));
    QCOMPARE(current(), "0001");
    page.row("Two runs of upgrade +1 at once", late, "Nothing to do: another run has taken ", "One step was taken.");
}

void tst_Faults::whatOthersLeftHalfDoneIsNoSuccess()
{
    revision({inTransaction({"CREATE TABLE t (a integer)"}), inTransaction({"CREATE TABLE u (a integer)"})},
             {inTransaction({"DROP TABLE u"}), inTransaction({"SELECT 1 / 0"})});
    const QString live = database();
    OK(end("upgrade head", live));
    const Run failed = end("downgrade base", live);
    QCOMPARE(failed.status, 1);
    QVERIFY2(failed.err.contains(QStringLiteral("revision 0001 is partly reverted")), qPrintable(failed.err));
    const Run up = end("upgrade head", live);
    REFUSED(up, "revision 0001 is only partly reverted (finish the downgrade first)");
    page.row("A downgrade failed half way, then an upgrade is tried", up,
             "revision 0001 is only partly reverted (finish the downgrade first)", "Nothing was done.");
}

void tst_Faults::aSignalStopsCleanly_data()
{
    QTest::addColumn<int>("number");
    QTest::addColumn<bool>("apart");
    QTest::newRow("SIGTERM") << SIGTERM << false;
    QTest::newRow("SIGINT") << SIGINT << false;
    QTest::newRow("SIGTERM outside a transaction") << SIGTERM << true;
}

void tst_Faults::aSignalStopsCleanly()
{
    QFETCH(int, number);
    QFETCH(bool, apart);
    revision({inTransaction({"CREATE TABLE t (a integer)"})});
    if (apart)
        revision({inTransaction({"CREATE TABLE u (a integer)"}),
                  alone("DO $$ BEGIN IF EXISTS (SELECT FROM gate) THEN PERFORM pg_sleep(60); END IF; END $$"),
                  inTransaction({"CREATE TABLE v (a integer)"})});
    else
        revision({inTransaction({"CREATE TABLE u (a integer)", asGate})});
    const QString live = gated();
    const auto process = begin("upgrade head", live);
    QVERIFY(becomes(waitsAtGate));
    ::kill(static_cast<pid_t>(process->processId()), number);
    const Run stopped = finish(*process);
    QCOMPARE(stopped.status, 1);
    QVERIFY(stopped.out.isEmpty());
    const QString where =
        apart ? QStringLiteral("schemawright: cancelled; the database is at revision 0001, and revision 0002 is partly "
                               "applied (run the command again to continue)\n")
              : QStringLiteral("schemawright: cancelled; the database is at revision 0001\n");
    QVERIFY2(stopped.err.endsWith(where), qPrintable(stopped.err));
    QVERIFY(unlocked());
    QVERIFY(is("NOT " + std::string(waitsAtGate)));
    QCOMPARE(current(), "0001");
    QCOMPARE(is("to_regclass('u') IS NULL"), !apart);
    need(session().query("DELETE FROM gate"));
    OK(end("upgrade head --allow-drift", live));
    QCOMPARE(current(), "0002");
    if (number == SIGTERM)
        page.row(apart ? "SIGTERM during a statement outside a transaction" : "SIGTERM during a transaction", stopped,
                 apart ? "cancelled; the database is at revision 0001, and revision 0002 is partly applied"
                       : "cancelled; the database is at revision 0001",
                 "The lock is released, the statement is cancelled; the same command goes on.");
}

void tst_Faults::aTerminatedSessionIsRolledBack()
{
    revision({inTransaction({"CREATE TABLE t (a integer)", asGate})});
    const QString live = gated();
    const auto process = begin("upgrade head", live);
    QVERIFY(becomes(waitsAtGate));
    need(session().query("DELETE FROM gate; SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE wait_event = "
                         "'PgSleep' AND datname "
                         "= current_database()"));
    const Run lost = finish(*process);
    QCOMPARE(lost.status, 1);
    QVERIFY2(lost.err.contains(QStringLiteral("the connection to")) &&
                 lost.err.contains(
                     QStringLiteral("the transaction was rolled back; nothing was changed, the database is at base")),
             qPrintable(lost.err));
    QVERIFY(is("to_regclass('t') IS NULL"));
    OK(end("upgrade head", live));
    page.row("pg_terminate_backend during a statement", lost,
             "the transaction was rolled back; nothing was changed, the database is at base",
             "Nothing is left; run it again.");
}

void tst_Faults::aLostCommitIsLookedUp_data()
{
    QTest::addColumn<bool>("arrives");
    QTest::newRow("the answer is lost") << true;
    QTest::newRow("the command is lost") << false;
}

void tst_Faults::aLostCommitIsLookedUp()
{
    QFETCH(bool, arrives);
    revision({inTransaction({"CREATE TABLE t (a integer)"})});
    revision({inTransaction({"CREATE TABLE u (a integer)"})});
    (void)database();
    const ConnectionSpec spec = m_databases.back().spec();
    CommitSpy spy;
    bool cut = false;
    const Proxy proxy(spec.get("host"), [&](std::string_view sql) {
        if (!spy.sees(sql) || cut)
            return Proxy::Act::Pass;
        cut = true;
        return arrives ? Proxy::Act::CutAfter : Proxy::Act::CutBefore;
    });
    const QString through = QString::fromStdString(spec.with("host", proxy.folder()).conninfo());
    const Run run = end("upgrade head", through);
    QVERIFY(cut);
    if (arrives) {
        QVERIFY2(run.status == 0, qPrintable(run.err));
        QVERIFY2(run.err.contains(QStringLiteral("was committed; continuing")), qPrintable(run.err));
        QCOMPARE(current(), "0002");
        page.row("The connection is cut during COMMIT, after the server has got it", run, "was committed; continuing",
                 "The server was asked; the run went on.");
        return;
    }
    QCOMPARE(run.status, 1);
    page.row("The connection is cut during COMMIT, before the server has got it", run,
             "the server says that the transaction was rolled back", "Nothing is left; run it again.");
    QVERIFY2(run.err.contains(QStringLiteral("the server says that the transaction was rolled back")) &&
                 run.err.contains(QStringLiteral("nothing was changed, the database is at base")),
             qPrintable(run.err));
    QVERIFY(is("to_regclass('t') IS NULL"));
    QVERIFY(unlocked());
    OK(end("upgrade head", through));
    QCOMPARE(current(), "0002");
}

void tst_Faults::aServerThatDoesNotComeBackIsNotGuessedAt()
{
    revision({inTransaction({"CREATE TABLE t (a integer)"})});
    (void)database();
    const ConnectionSpec spec = m_databases.back().spec();
    Connection admin = need(Connection::open(m_scratch.server().spec()));
    const std::string let = "ALTER DATABASE " + m_databases.back().name() + " ALLOW_CONNECTIONS ";
    CommitSpy spy;
    const Proxy proxy(spec.get("host"), [&](std::string_view sql) {
        if (!spy.sees(sql))
            return Proxy::Act::Pass;
        need(admin.query(let + "false"));
        return Proxy::Act::CutAfter;
    });
    const Run run =
        end("upgrade head --lock-timeout 0", QString::fromStdString(spec.with("host", proxy.folder()).conninfo()));
    need(admin.query(let + "true"));
    QCOMPARE(run.status, 1);
    QVERIFY2(run.err.contains(QStringLiteral("it is not known whether the transaction was committed")) &&
                 run.err.contains(QStringLiteral("run schemawright current")) &&
                 !run.err.contains(QStringLiteral("nothing was changed")),
             qPrintable(run.err));
    QCOMPARE(current(), "0001");
    page.row("The connection is cut during COMMIT, and the server does not come back", run,
             "it is not known whether the transaction was committed", "It had been committed; current says so.");
}

void tst_Faults::aLockedTableIsWaitedFor()
{
    revision({inTransaction({"CREATE TABLE u (a integer)", "ALTER TABLE t ADD b integer"})});
    const QString live = database("CREATE TABLE t (a integer)");
    Connection holder = session();
    need(holder.query("BEGIN; LOCK TABLE t"));
    const auto process = begin("upgrade head --allow-drift --table-lock-timeout 0.4", live);
    QString said;
    QVERIFY(QTest::qWaitFor(
        [&] {
            process->waitForReadyRead(10);
            said += QString::fromUtf8(process->readAllStandardError());
            return said.contains(QStringLiteral("trying again"));
        },
        20000));
    QVERIFY2(said.contains(QStringLiteral("blocked by process %1").arg(holder.backendPid())), qPrintable(said));
    QVERIFY2(said.contains(QStringLiteral("idle in its transaction for ")) &&
                 said.contains(QStringLiteral("LOCK TABLE t")),
             qPrintable(said));
    need(holder.query("ROLLBACK"));
    OK(finish(*process));
    QVERIFY(is("EXISTS (SELECT FROM pg_attribute WHERE attrelid = 't'::regclass AND attname = 'b')"));
}

void tst_Faults::aLockedTableNamesWhoLocks()
{
    revision({inTransaction({"CREATE TABLE u (a integer)", "ALTER TABLE t ADD b integer"})});
    const QString live = database("CREATE TABLE t (a integer)");
    Connection holder = session();
    need(holder.query("BEGIN; LOCK TABLE t"));
    const Run gaveUp = end("upgrade head --allow-drift --table-lock-timeout 0.4 --retries 1", live);
    QCOMPARE(gaveUp.status, 1);
    const QString last = gaveUp.err.section(QStringLiteral("schemawright: "), -1);
    QVERIFY2(last.contains(QStringLiteral("lock timeout; blocked by process %1").arg(holder.backendPid())) &&
                 last.contains(QStringLiteral("tried 2 times")) &&
                 last.contains(QStringLiteral("nothing was changed, the database is at base")),
             qPrintable(gaveUp.err));
    QVERIFY(is("to_regclass('u') IS NULL"));
    QVERIFY(unlocked());
    page.row("A table stays locked by another session", gaveUp, "nothing was changed, the database is at base",
             "The blocking process, its statement and age are named. Nothing is left.");
}

void tst_Faults::aDeadlockIsTriedAgain()
{
    // Two runs of different tools that lock the same tables the other way round; the other one waits as long as it takes.
    revision({inTransaction({"LOCK TABLE t", "SELECT pg_sleep(0.5)", "LOCK TABLE o", "CREATE TABLE u (a integer)"})});
    const QString live = database("CREATE TABLE t (a integer); CREATE TABLE o (a integer)");
    Connection other = session();
    need(other.query("SET deadlock_timeout = '1min'; BEGIN; LOCK TABLE o"));
    const auto process = begin("upgrade head --allow-drift --table-lock-timeout 30", live);
    QVERIFY(becomes(waitsAtGate));
    need(other.query("LOCK TABLE t; COMMIT"));
    const Run run = finish(*process);
    OK(run);
    QVERIFY2(run.err.contains(QStringLiteral("deadlock detected")), qPrintable(run.err));
    page.row("A deadlock", run, "deadlock detected", "The revision was tried again, and applied.");
}

void tst_Faults::statementsEndAtTheirTimeout()
{
    revision({inTransaction({"CREATE TABLE t (a integer)", asGate})});
    const QString live = gated();
    const Run run = end("upgrade head --statement-timeout 0.3", live);
    QCOMPARE(run.status, 1);
    QVERIFY2(
        run.err.contains(QStringLiteral("statement 2 of 2: ERROR: canceling statement due to statement timeout")) &&
            run.err.contains(QStringLiteral("nothing was changed, the database is at base")),
        qPrintable(run.err));
    QVERIFY(!run.err.contains(QStringLiteral("trying again")));
    QVERIFY(is("to_regclass('t') IS NULL"));
    page.row("--statement-timeout expires", run, "canceling statement due to statement timeout",
             "Nothing is left, and nothing is tried again.");
}

void tst_Faults::driftThatIsNotTouchedIsTold()
{
    revision({inTransaction({"CREATE TABLE t (a integer)", "CREATE TABLE o (a integer)"})});
    revision({inTransaction({"ALTER TABLE t ADD b integer"})}, {inTransaction({"ALTER TABLE t DROP b"})});
    const QString live = database();
    OK(end("upgrade +1", live));
    need(session().query("ALTER TABLE o ADD by_hand integer; CREATE TABLE extra (a integer)"));
    const Run run = end("upgrade head", live);
    OK(run);
    QVERIFY2(run.err.contains(QStringLiteral("warning: the database differs from revision 0001 in 2 objects, which the "
                                             "revisions to run do not touch:\n")),
             qPrintable(run.err));
    QVERIFY2(run.err.contains(QStringLiteral("  table public.extra: not in the revision\n")) &&
                 run.err.contains(QStringLiteral("  table public.o: column by_hand added")),
             qPrintable(run.err));
    QCOMPARE(current(), "0002");
    page.row("Drift in objects that the revisions do not touch", run,
             "warning: the database differs from revision 0001 in 2 objects, which the revisions to run do not touch",
             "Told, and applied.");
}

void tst_Faults::driftThatIsTouchedIsRefused()
{
    revision({inTransaction({"CREATE TABLE t (a integer)"})});
    revision({inTransaction({"ALTER TABLE t ADD b integer"})}, {inTransaction({"ALTER TABLE t DROP b"})});
    const QString live = database();
    OK(end("upgrade +1", live));
    need(session().query("CREATE INDEX by_hand ON t (a)"));
    const Run refused = end("upgrade head", live);
    QCOMPARE(refused.status, 1);
    QVERIFY(refused.out.isEmpty());
    QVERIFY2(refused.err.contains(QStringLiteral(
                 "schemawright: the upgrade touches what differs from revision 0001: index public.by_hand")) &&
                 refused.err.contains(QStringLiteral("--allow-drift")),
             qPrintable(refused.err));
    QCOMPARE(current(), "0001");
    QCOMPARE(end("upgrade head --dry-run", live).status, 1);
    OK(end("upgrade head --allow-drift", live));
    QCOMPARE(current(), "0002");
    page.row("Drift in what the upgrade touches", refused,
             "the upgrade touches what differs from revision 0001: index public.by_hand",
             "Nothing was done; --allow-drift applies it.");
}

void tst_Faults::driftBeforeADowngradeIsRefused()
{
    revision({inTransaction({"CREATE TABLE t (a integer)"})}, {inTransaction({"DROP TABLE t"})});
    const QString live = database();
    OK(end("upgrade head", live));
    need(session().query("ALTER TABLE t ADD by_hand integer"));
    const Run refused = end("downgrade base", live);
    QCOMPARE(refused.status, 1);
    QVERIFY2(
        refused.err.contains(QStringLiteral("the downgrade touches what differs from revision 0001: table public.t")),
        qPrintable(refused.err));
    QVERIFY(is("to_regclass('t') IS NOT NULL"));
    OK(end("downgrade base --allow-drift", live));
    QCOMPARE(current(), "");
    page.row("Drift in what the downgrade touches", refused,
             "the downgrade touches what differs from revision 0001: table public.t",
             "Nothing was done; --allow-drift applies it.");
}

void tst_Faults::grantsAreNoReasonToRefuse()
{
    revision({inTransaction({"CREATE TABLE t (a integer)"})});
    revision({inTransaction({"ALTER TABLE t ADD b integer"})});
    const QString live = database();
    OK(end("upgrade +1", live));
    need(session().query("GRANT SELECT ON t TO PUBLIC"));
    const Run run = end("upgrade head", live);
    OK(run);
    QVERIFY2(run.err.contains(QStringLiteral("warning: the database differs from revision 0001 in 1 object, which")),
             qPrintable(run.err));
}

QTEST_GUILESS_MAIN(tst_Faults)
#include "tst_faults.moc"
