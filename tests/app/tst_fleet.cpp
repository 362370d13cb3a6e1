#include "diff/fleet/rollout.h"
#include "tests/app/fault_fixture.h"

#include "model/sql.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

using namespace schemawright;
using namespace schemawright::test;

/// One revision in many databases: runners are processes, the control database and the databases are real.
class tst_Fleet : public QObject, private FaultFixture {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();

    void wavesAreShares();
    void killedRunnersAreReplaced();
    void aStoppedRunnerGivesBack();
    void aPausedRolloutWaits();
    void aFailedCanaryStops();
    void tooManyFailuresStop();
    void aDatabaseThatDiffersFails();
    void otherRevisionsAreRefused();
    void aTargetThatEndsItsRunnersFails();
    void aServerHasALimit();
    void databasesOfAServerByPattern();
    void abortSkips();
    void passwordsAreNotStored();
    void whatIsWrongIsSaid();

private:
    /// So many databases at revision 0001, which is `base`; the next revision runs `statements`.
    void fleet(std::size_t count, std::vector<std::string> statements);
    Run verb(const char* words) { return finish(*begin(words)); }
    std::unique_ptr<QProcess> begin(const char* words)
    {
        return start(QString::fromUtf8(words).split(QLatin1Char(' ')) +
                     QStringList{QStringLiteral("--control"), url(*m_control)});
    }
    Run startRollout(const char* words = "")
    {
        QString text = QStringLiteral("fleet start head --targets targets.txt ") + QString::fromUtf8(words);
        return verb(text.trimmed().toUtf8().constData());
    }
    QJsonObject status() { return QJsonDocument::fromJson(verb("fleet status --json").out.toUtf8()).object(); }
    int counted(const char* state) { return status()[QStringLiteral("counts")][QLatin1String(state)].toInt(); }
    std::string control(const std::string& query)
    {
        Connection connection = need(m_control->connect());
        return need(connection.query(query)).text(0, 0);
    }
    bool controlBecomes(const std::string& condition)
    {
        return QTest::qWaitFor([&] { return control("SELECT " + condition) == "t"; }, 60000);
    }
    std::string ask(const ScratchDatabase& database, const std::string& query)
    {
        Connection connection = need(database.connect());
        return need(connection.query(query)).text(0, 0);
    }
    /// Databases that have the revision, once.
    std::size_t upgraded()
    {
        return static_cast<std::size_t>(std::ranges::count_if(m_fleet, [&](const ScratchDatabase& database) {
            return ask(database, "SELECT (SELECT count(*) FROM schemawright.revisions WHERE id = '0002')"
                                 " || ',' || (SELECT count(*) FROM runs)") == "1,1";
        }));
    }

    std::optional<ScratchDatabase> m_control;
    std::vector<ScratchDatabase> m_fleet;
};

void tst_Fleet::init()
{
    FaultFixture::init();
    m_control.emplace(m_scratch.database());
}

void tst_Fleet::cleanup()
{
    m_fleet.clear();
    m_control.reset();
    CliFixture::cleanup();
}

void tst_Fleet::fleet(std::size_t count, std::vector<std::string> statements)
{
    revision({inTransaction({"CREATE TABLE runs (at timestamp with time zone)", "CREATE TABLE gate (a integer)"})});
    const QString first = database();
    OK(end("upgrade head", first));
    statements.insert(statements.begin(), "INSERT INTO runs VALUES (now())");
    revision({inTransaction(std::move(statements))});
    std::string lines = "# the databases\n\n";
    for (std::size_t i = 0; i < count; ++i) {
        m_fleet.push_back(need(m_scratch.server().copyDatabase(m_databases.back())));
        lines += m_fleet.back().spec().conninfo() + "\n";
    }
    write(QStringLiteral("targets.txt"), lines);
}

void tst_Fleet::wavesAreShares()
{
    std::vector<ConnectionSpec> specs;
    for (int i = 0; i < 60; ++i)
        specs.push_back(ConnectionSpec{{{"dbname", "t" + std::to_string(i)}, {"password", "secret"}}});
    specs.push_back(specs.front());
    const RolloutLimits limits{.canary = 2, .waves = {10, 50, 100}};
    const auto targets = need(inWaves(specs, limits));
    const auto in = [&](unsigned wave) { return std::ranges::count(targets, wave, &RolloutTarget::wave); };
    QCOMPARE(targets.size(), 60U);
    QCOMPARE(in(0), 2);
    QCOMPARE(in(1), 4);
    QCOMPARE(in(2), 24);
    QCOMPARE(in(3), 30);
    QVERIFY(targets.front().spec.get("password").empty());
    // A fleet smaller than its canary, and no canary.
    specs.resize(1);
    QCOMPARE(need(inWaves(specs, limits)).front().wave, 0U);
    QCOMPARE(need(inWaves(specs, {.canary = 0})).front().wave, 1U);
    for (const std::vector<unsigned>& waves : {std::vector<unsigned>{}, {50}, {50, 10, 100}, {10, 10, 100}, {0, 100}})
        QCOMPARE(inWaves(specs, {.waves = waves}).error().code, ErrorCode::Usage);
}

void tst_Fleet::killedRunnersAreReplaced()
{
    fleet(60, {"SELECT pg_sleep(0.3)", "CREATE TABLE t (a integer PRIMARY KEY)"});
    OK(startRollout("--canary 2 --waves 10,50,100 --lease 2"));
    std::vector<std::unique_ptr<QProcess>> runners;
    for (int i = 0; i < 4; ++i)
        runners.push_back(begin("fleet run"));
    for (const int i : {0, 1}) {
        // In the middle of a database each.
        const std::string its = "runner LIKE '%:" + std::to_string(runners[i]->processId()) + ":%'";
        QVERIFY(controlBecomes("count(*) FILTER (WHERE state = 'done') > 4 AND bool_or(state = 'claimed' AND " + its +
                               ") FROM schemawright_fleet.targets"));
        runners[i]->kill();
        runners[i]->waitForFinished();
    }
    OK(finish(*runners[2]));
    OK(finish(*runners[3]));
    QCOMPARE(upgraded(), 60U);
    const QJsonObject now = status();
    QCOMPARE(now[QStringLiteral("state")].toString(), QStringLiteral("done"));
    QCOMPARE(now[QStringLiteral("counts")][QStringLiteral("done")].toInt(), 60);
    for (const QJsonValue& target : now[QStringLiteral("targets")].toArray()) {
        QCOMPARE(target[QStringLiteral("after")].toString(), QStringLiteral("0002"));
        QVERIFY(target[QStringLiteral("attempts")].toInt() >= 1);
    }
    // Waves followed each other.
    QCOMPARE(control("SELECT bool_and(a.ended_at <= b.claimed_at) FROM schemawright_fleet.targets a JOIN "
                     "schemawright_fleet.targets b ON a.wave < b.wave"),
             "t");
    QVERIFY(verb("fleet status --prometheus")
                .out.contains(QStringLiteral("schemawright_fleet_targets{rollout=\"1\",database=\"a\",revision="
                                             "\"0002\",wave=\"3\",state=\"done\"} 30\n")));
    const Run again = verb("fleet run");
    OK(again);
    QVERIFY2(again.out.contains(QStringLiteral("rollout 1 is done (0 databases by this runner)")),
             qPrintable(again.out));
}

void tst_Fleet::aStoppedRunnerGivesBack()
{
    fleet(2, {asGate});
    need(need(m_fleet.front().connect()).query("INSERT INTO gate VALUES (1)"));
    OK(startRollout());
    const auto runner = begin("fleet run --allow-drift");
    QVERIFY(QTest::qWaitFor([&] { return ask(m_fleet.front(), std::string("SELECT ") + waitsAtGate) == "t"; }, 60000));
    runner->terminate();
    const Run stopped = finish(*runner);
    REFUSED(stopped, "cancelled; 0 databases by this runner, and the others were given back");
    QCOMPARE(counted("pending"), 2);
    need(need(m_fleet.front().connect()).query("DELETE FROM gate"));
    OK(verb("fleet run"));
    QCOMPARE(upgraded(), 2U);
    QCOMPARE(control("SELECT max(attempts) FROM schemawright_fleet.targets"), "1");
}

void tst_Fleet::aPausedRolloutWaits()
{
    fleet(4, {"CREATE TABLE t (a integer)"});
    OK(startRollout());
    OK(verb("fleet pause"));
    REFUSED(verb("fleet pause"), "rollout 1 is paused");
    const auto runner = begin("fleet run");
    QString said;
    QVERIFY(QTest::qWaitFor(
        [&] {
            runner->waitForReadyRead(10);
            said += QString::fromUtf8(runner->readAllStandardError());
            return said.contains(QStringLiteral("the rollout is paused; waiting"));
        },
        60000));
    QTest::qWait(600);
    QCOMPARE(counted("pending"), 4);
    QCOMPARE(upgraded(), 0U);
    OK(verb("fleet resume"));
    OK(finish(*runner));
    QCOMPARE(upgraded(), 4U);
}

void tst_Fleet::aFailedCanaryStops()
{
    fleet(3, {"CREATE TABLE t (a integer)"});
    need(need(m_fleet.front().connect()).query("CREATE VIEW t AS SELECT 1"));
    OK(startRollout("--stop-at 100%"));
    const Run run = verb("fleet run");
    QCOMPARE(run.status, 1);
    QVERIFY2(run.err.contains(QStringLiteral("rollout 1 was stopped: a canary failed")), qPrintable(run.err));
    QCOMPARE(counted("failed"), 1);
    QCOMPARE(counted("pending"), 2);
    QCOMPARE(upgraded(), 0U);
    const Run shown = verb("fleet status");
    OK(shown);
    QVERIFY2(shown.out.contains(
                 QStringLiteral("to revision 0002: stopped, a canary failed\n  canary: 1 database, 1 failed\n")),
             qPrintable(shown.out));
    REFUSED(startRollout(), "rollout 1 of a is stopped");
    // Without it.
    OK(verb("fleet resume"));
    const Run rest = verb("fleet run");
    QVERIFY2(rest.err.contains(QStringLiteral("rollout 1 ended, but databases failed")), qPrintable(rest.err));
    QCOMPARE(upgraded(), 2U);
    // And with it.
    need(need(m_fleet.front().connect()).query("DROP VIEW t"));
    OK(verb("fleet retry"));
    OK(verb("fleet run"));
    QCOMPARE(upgraded(), 3U);
}

void tst_Fleet::tooManyFailuresStop()
{
    fleet(10, {"CREATE TABLE t (a integer)"});
    for (const std::size_t i : {1, 3})
        need(need(m_fleet[i].connect()).query("CREATE TABLE t (b text)"));
    OK(startRollout("--canary 1 --waves 50,100 --stop-at 30"));
    // Two of the five of the first wave are more than 30%.
    const Run run = verb("fleet run");
    QCOMPARE(run.status, 1);
    QVERIFY2(run.err.contains(QStringLiteral("2 of the 5 databases of the waves begun failed, which is more than 30%")),
             qPrintable(run.err));
    QCOMPARE(counted("failed"), 2);
    QVERIFY(counted("pending") >= 5);
}

void tst_Fleet::aDatabaseThatDiffersFails()
{
    fleet(2, {"CREATE TABLE t (a integer)"});
    need(need(m_fleet.back().connect()).query("CREATE TABLE by_hand (a integer)"));
    OK(startRollout("--stop-at 100%"));
    const Run run = verb("fleet run");
    QCOMPARE(run.status, 1);
    QVERIFY2(run.err.contains(QStringLiteral("differs from revision 0002 in 1 object: table public.by_hand")),
             qPrintable(run.err));
    QCOMPARE(counted("failed"), 1);
    QCOMPARE(upgraded(), 2U);
}

void tst_Fleet::otherRevisionsAreRefused()
{
    fleet(1, {"CREATE TABLE t (a integer)"});
    OK(startRollout());
    revision({inTransaction({"CREATE TABLE u (a integer)"})});
    // A later one does not matter.
    QFile file(path(QStringLiteral("catalog/revisions/0002.sql")));
    QVERIFY(file.open(QIODevice::ReadWrite));
    const QByteArray text = file.readAll();
    file.resize(0);
    file.seek(0);
    file.write(QByteArray(text).replace("TABLE t ", "TABLE other "));
    file.close();
    const Run run = verb("fleet run --accept-edited");
    REFUSED(run, "the revisions of this project are not those that rollout 1 was started with");
    QCOMPARE(counted("pending"), 1);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(text);
    file.close();
    OK(verb("fleet run"));
    QCOMPARE(upgraded(), 1U);
}

void tst_Fleet::aTargetThatEndsItsRunnersFails()
{
    fleet(1, {"CREATE TABLE t (a integer)"});
    OK(startRollout());
    (void)control(
        "UPDATE schemawright_fleet.targets SET state = 'claimed', runner = 'dead', attempts = 5, lease_until = "
        "now() - interval '1 second' RETURNING 1");
    QVERIFY(verb("fleet status").out.contains(QStringLiteral("claimed by dead, which gave no sign within the lease")));
    const Run run = verb("fleet run");
    QCOMPARE(run.status, 1);
    QVERIFY2(run.err.contains(QStringLiteral("5 attempts ended without a result")), qPrintable(run.err));
    QCOMPARE(upgraded(), 0U);
}

void tst_Fleet::aServerHasALimit()
{
    fleet(6, {"SELECT pg_sleep(0.3)"});
    OK(startRollout("--canary 0 --waves 100 --per-server 2"));
    const auto one = begin("fleet run --parallel 3");
    const auto two = begin("fleet run --parallel 3");
    int most = 0;
    QVERIFY(QTest::qWaitFor(
        [&] {
            most = std::max(
                most, std::stoi(control("SELECT count(*) FROM schemawright_fleet.targets WHERE state = 'claimed'")));
            return control("SELECT state FROM schemawright_fleet.rollouts") == "done";
        },
        60000));
    OK(finish(*one));
    OK(finish(*two));
    QCOMPARE(most, 2);
    QCOMPARE(upgraded(), 6U);
}

void tst_Fleet::databasesOfAServerByPattern()
{
    fleet(2, {"CREATE TABLE t (a integer)"});
    const std::string name = m_fleet.front().name();
    const QString server = QString::fromStdString(m_scratch.server().spec().conninfo());
    const Run planned =
        run({QStringLiteral("fleet"), QStringLiteral("plan"), QStringLiteral("head"), QStringLiteral("--server"),
             server, QStringLiteral("--pattern"), QString::fromStdString(name)});
    OK(planned);
    QVERIFY2(planned.out.startsWith(QStringLiteral("1 database of a to revision 0002\ncanary: 1 database\n")),
             qPrintable(planned.out));
    QVERIFY(planned.out.contains(QString::fromStdString("/" + name)));
    const Run queried = run({QStringLiteral("fleet"), QStringLiteral("start"), QStringLiteral("head"),
                             QStringLiteral("--control"), url(*m_control), QStringLiteral("--targets-query"),
                             QString::fromStdString("SELECT " + quoteLiteral(m_fleet.back().spec().conninfo()))});
    OK(queried);
    OK(verb("fleet run"));
    QCOMPARE(upgraded(), 1U);
}

void tst_Fleet::abortSkips()
{
    fleet(3, {"CREATE TABLE t (a integer)"});
    OK(startRollout());
    OK(verb("fleet abort"));
    QCOMPARE(counted("skipped"), 3);
    REFUSED(verb("fleet run"), "rollout 1 is aborted");
    REFUSED(verb("fleet resume"), "rollout 1 is aborted");
    OK(startRollout());
    OK(verb("fleet run"));
    QCOMPARE(upgraded(), 3U);
}

void tst_Fleet::passwordsAreNotStored()
{
    fleet(1, {"CREATE TABLE t (a integer)"});
    const std::string password = "p@%^:/?#'\\ ";
    write(QStringLiteral("targets.txt"), m_fleet.front().spec().with("password", password).conninfo() + "\n");
    const Run made = startRollout();
    OK(made);
    QVERIFY2(made.err.contains(QStringLiteral("the passwords of the connections are not stored")),
             qPrintable(made.err));
    QVERIFY(!(made.out + made.err).contains(QStringLiteral("p@%")));
    QCOMPARE(
        control("SELECT count(*) FROM schemawright_fleet.targets t WHERE t::text LIKE '%password%' OR t::text LIKE "
                "'%p@%'"),
        "0");
    OK(verb("fleet run"));
}

void tst_Fleet::whatIsWrongIsSaid()
{
    fleet(1, {"CREATE TABLE t (a integer)"});
    REFUSED(verb("fleet status"), "the control database has no rollout");
    QCOMPARE(control("SELECT count(*) FROM pg_namespace WHERE nspname = 'schemawright_fleet'"), "0");
    QVERIFY(startRollout("--waves 10,50").status == 2);
    QVERIFY(startRollout("--stop-at many").status == 2);
    write(QStringLiteral("targets.txt"), "# none\n");
    QVERIFY(startRollout().status == 2);
    write(QStringLiteral("targets.txt"), "\npostgresql://me:secret@host/x?colour=red\n");
    const Run wrong = startRollout();
    QCOMPARE(wrong.status, 2);
    QVERIFY2(wrong.err.contains(QStringLiteral("targets.txt:2: ")) && !wrong.err.contains(QStringLiteral("secret")),
             qPrintable(wrong.err));
    QCOMPARE(control("SELECT count(*) FROM pg_namespace WHERE nspname = 'schemawright_fleet'"), "0");
}

QTEST_GUILESS_MAIN(tst_Fleet)
#include "tst_fleet.moc"
