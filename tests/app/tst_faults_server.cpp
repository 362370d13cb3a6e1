#include "tests/app/fault_fixture.h"
#include "tests/support/own_server.h"

#include <QStandardPaths>

using namespace schemawright;
using namespace schemawright::test;

/// Servers that go away, accept no changes, or are reached through a pooler; machines on which little is allowed.
class tst_FaultsServer : public QObject, private FaultFixture {
    Q_OBJECT
private Q_SLOTS:
    void init() { FaultFixture::init(); }
    void cleanup() { CliFixture::cleanup(); }
    void initTestCase() { page.begin("tst_faults_server"); }

    void aServerThatRestartsRollsBack_data();
    void aServerThatRestartsRollsBack();
    void aStandbyIsRefused();
    void aReadOnlyDatabaseIsRefused();
    void aPoolerInTransactionModeIsRefused();
    void aPoolerInSessionModeServes();
    void littleIsNeededOfTheMachine();
    void aFullDiskOfTheOutputIsAFailure();
};

namespace {

/// pgbouncer in front of a server, on a Unix socket in its own folder.
class Pooler {
public:
    Pooler(const OwnServer& server, const char* mode)
    {
        const std::string folder = m_folder.path().toStdString();
        std::ofstream(folder + "/users") << "\"postgres\" \"\"\n";
        std::ofstream(folder + "/ini") << "[databases]\n* = host=" << server.folder()
                                       << "\n[pgbouncer]\nlisten_addr =\n"
                                       << "unix_socket_dir = " << folder
                                       << "\nauth_type = trust\nauth_file = " << folder
                                       << "/users\npool_mode = " << mode << "\nlisten_port = 5432\n";
        // Debian has it among the programs of the administrator.
        QString program = QStandardPaths::findExecutable(QStringLiteral("pgbouncer"));
        if (program.isEmpty())
            program = QStandardPaths::findExecutable(QStringLiteral("pgbouncer"), {QStringLiteral("/usr/sbin")});
        if (program.isEmpty())
            return;
        m_process.start(program, {QStringLiteral("-q"), m_folder.filePath(QStringLiteral("ini"))});
        isThere = m_process.waitForStarted() &&
                  QTest::qWaitFor([&] { return QFile::exists(m_folder.filePath(QStringLiteral(".s.PGSQL.5432"))); });
    }
    ~Pooler()
    {
        m_process.kill();
        m_process.waitForFinished();
    }
    [[nodiscard]] QString url() const
    {
        return QStringLiteral("host=%1 user=postgres dbname=postgres").arg(m_folder.path());
    }
    bool isThere = false;

private:
    QTemporaryDir m_folder;
    QProcess m_process;
};

} // namespace

void tst_FaultsServer::aServerThatRestartsRollsBack_data()
{
    QTest::addColumn<QString>("mode");
    QTest::newRow("shut down") << QStringLiteral("fast");
    QTest::newRow("crashed") << QStringLiteral("immediate");
}

void tst_FaultsServer::aServerThatRestartsRollsBack()
{
    QFETCH(QString, mode);
    OwnServer server;
    server.start();
    Connection session = need(Connection::open(server.spec()));
    need(session.query(gate));
    revision({inTransaction({"CREATE TABLE t (a integer)"})});
    revision({inTransaction({"CREATE TABLE u (a integer)", asGate})});
    const auto process = begin("upgrade head", server.url());
    QVERIFY(
        QTest::qWaitFor([&] { return need(session.query("SELECT " + std::string(waitsAtGate))).flag(0, 0); }, 20000));
    server.stop(mode.toStdString());
    const Run stopped = finish(*process);
    server.start();
    QCOMPARE(stopped.status, 1);
    Connection after = need(Connection::open(server.spec()));
    QCOMPARE(need(readTracking(after)).current(), "0001");
    QVERIFY(need(after.query("SELECT to_regclass('u') IS NULL")).flag(0, 0));
    need(after.query("DELETE FROM gate"));
    OK(end("upgrade head --allow-drift", server.url()));
    QCOMPARE(need(readTracking(after)).current(), "0002");
    page.row(mode == QLatin1String("fast") ? "The server is shut down and started in mid-run"
                                           : "The server crashes in mid-run and recovers",
             stopped, "the connection to",
             "The running revision is rolled back, the ones before it stay. Run it again.");
}

void tst_FaultsServer::aStandbyIsRefused()
{
    OwnServer primary;
    OwnServer standby(primary);
    standby.start();
    revision({inTransaction({"CREATE TABLE t (a integer)"})});
    const Run refused = end("upgrade head", standby.url());
    REFUSED(refused, "is a standby, which accepts no changes");
    OK(end("current", standby.url()));
    page.row("The URL leads to a hot standby", refused, "is a standby, which accepts no changes", "Nothing was done.");
}

void tst_FaultsServer::aReadOnlyDatabaseIsRefused()
{
    const QString live = database();
    need(session().query("ALTER DATABASE " + m_databases.back().name() + " SET default_transaction_read_only = on"));
    revision({inTransaction({"CREATE TABLE t (a integer)"})});
    const Run refused = end("upgrade head", live);
    REFUSED(refused, "are read-only, so nothing can be changed");
    page.row("default_transaction_read_only is on", refused, "are read-only, so nothing can be changed",
             "Nothing was done.");
}

void tst_FaultsServer::aPoolerInTransactionModeIsRefused()
{
    OwnServer server;
    server.start();
    const Pooler pooler(server, "transaction");
    if (!pooler.isThere)
        QSKIP("pgbouncer is not installed");
    revision({inTransaction({"CREATE TABLE t (a integer)"})});
    const Run refused = end("upgrade head", pooler.url());
    REFUSED(refused, "is a pooler in transaction mode");
    Connection session = need(Connection::open(server.spec()));
    QVERIFY(
        need(session.query("SELECT to_regclass('t') IS NULL AND to_regnamespace('schemawright') IS NULL")).flag(0, 0));
    page.row("The URL leads to a pooler in transaction mode", refused, "is a pooler in transaction mode",
             "Nothing was done.");
}

void tst_FaultsServer::aPoolerInSessionModeServes()
{
    OwnServer server;
    server.start();
    const Pooler pooler(server, "session");
    if (!pooler.isThere)
        QSKIP("pgbouncer is not installed");
    revision({inTransaction({"CREATE TABLE t (a integer)"})});
    const Run run = end("upgrade head", pooler.url());
    OK(run);
    Connection session = need(Connection::open(server.spec()));
    QCOMPARE(need(readTracking(session)).current(), "0001");
}

/// A container: no home, no display, a file system that cannot be written to.
void tst_FaultsServer::littleIsNeededOfTheMachine()
{
    revision({inTransaction({"CREATE TABLE t (a integer)"})});
    revision({inTransaction({"ALTER TABLE t ADD b integer"})}, {inTransaction({"ALTER TABLE t DROP b"})});
    const QString live = database();
    const QFileInfo folder(path(QStringLiteral("catalog")));
    QProcess process;
    QProcessEnvironment bare;
    bare.insert(QStringLiteral("PATH"), QString::fromUtf8(qgetenv("PATH")));
    bare.insert(QStringLiteral("HOME"), QStringLiteral("/nonexistent"));
    bare.insert(QStringLiteral("TMPDIR"), QStringLiteral("/proc"));
    process.setProcessEnvironment(bare);
    process.setWorkingDirectory(path(QStringLiteral(".")));
    const auto run = [&](const char* words) {
        process.start(QStringLiteral(SCHEMAWRIGHT_BIN_DIR "/schemawright-cli"),
                      QString::fromUtf8(words).split(QLatin1Char(' ')) + QStringList{QStringLiteral("--url"), live});
        return finish(process);
    };
    QVERIFY(QFile::setPermissions(folder.filePath(), QFile::ReadOwner | QFile::ExeOwner));
    const Run up = run("upgrade head");
    const Run down = run("downgrade -1");
    QVERIFY(QFile::setPermissions(folder.filePath(), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
    QVERIFY2(up.status == 0, qPrintable(up.err));
    QVERIFY2(down.status == 0, qPrintable(down.err));
    QCOMPARE(current(), "0001");
    page.row("No home, no display, no temporary folder, and a project that cannot be written to", down, "down 0002",
             "The run has done its work.");
}

void tst_FaultsServer::aFullDiskOfTheOutputIsAFailure()
{
    if (!QFile::exists(QStringLiteral("/dev/full")))
        QSKIP("there is no /dev/full");
    revision({inTransaction({"CREATE TABLE t (a integer)"})});
    QProcess process;
    process.setWorkingDirectory(path(QStringLiteral(".")));
    process.setStandardOutputFile(QStringLiteral("/dev/full"));
    process.start(QStringLiteral(SCHEMAWRIGHT_BIN_DIR "/schemawright-cli"),
                  {QStringLiteral("upgrade"), QStringLiteral("head"), QStringLiteral("--sql")});
    const Run full = finish(process);
    QCOMPARE(full.status, 1);
    page.row("--sql into a file on a full disk", full, "could not write to standard output",
             "The exit status says that the script is not whole.");
}

QTEST_GUILESS_MAIN(tst_FaultsServer)
#include "tst_faults_server.moc"
