#include "diff/scratch/postgres_programs.h"
#include "diff/scratch/scratch.h"
#include "diff/server/scratch_user.h"
#include "tests/support/scratch_fixture.h"

#include <QtTest>

#include <csignal>
#include <fstream>
#include <set>
#include <sstream>

#include <sys/stat.h>
#include <unistd.h>

using namespace schemawright;
using namespace schemawright::test;
namespace fs = std::filesystem;

namespace {

/// The processes whose command line holds `text`.
std::set<pid_t> processesWith(const std::string& text)
{
    std::set<pid_t> found;
    std::error_code error;
    for (const auto& entry : fs::directory_iterator("/proc", error)) {
        std::ifstream in(entry.path() / "cmdline", std::ios::binary);
        std::ostringstream line; // a process that ends meanwhile is an error in the middle of reading, and none of ours
        line << in.rdbuf();
        const int pid = std::atoi(entry.path().filename().c_str());
        if (pid > 0 && pid != getpid() && line.str().contains(text))
            found.insert(pid);
    }
    return found;
}

/// A child in a session of its own that holds a server.
class Holder {
public:
    explicit Holder(const fs::path& cache, const fs::path& data = {})
    {
        m_process.setChildProcessModifier([] { setsid(); });
        m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        QStringList arguments{QString::fromStdString(cache.string())};
        if (!data.empty())
            arguments << QString::fromStdString(data.string());
        m_process.start(QStringLiteral(SCRATCH_HOLDER), arguments);
    }
    ~Holder() { kill(); }
    std::string socketFolder()
    {
        while (!m_process.canReadLine() && m_process.waitForReadyRead(60000)) {
        }
        return m_process.readLine().trimmed().toStdString();
    }
    void kill()
    {
        if (m_process.state() != QProcess::NotRunning)
            ::kill(-static_cast<pid_t>(m_process.processId()), SIGKILL);
        m_process.waitForFinished();
    }

private:
    QProcess m_process;
};

ConnectionSpec specOf(const std::string& socketFolder)
{
    ConnectionSpec spec;
    spec.parameters = {
        {"host", socketFolder}, {"port", "5432"}, {"user", std::string(scratchUser)}, {"dbname", "postgres"}};
    return spec;
}

bool answers(const std::string& socketFolder)
{
    auto connection = Connection::open(specOf(socketFolder));
    return connection && connection->query("SELECT 1");
}

} // namespace

class tst_Scratch : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void startsQuicklyAndLeavesNothing();
    void onlyItsOwnerCanReachIt();
    void databasesComeAndGo();
    void copiesHoldWhatTheirSourceHeld();
    void rolesAreMadeOnce();
    void theEnvironmentHasNoSay();
    void whatRunsOnItCannotReachTheMachine_data();
    void whatRunsOnItCannotReachTheMachine();
    void programsOfAVersionAreFoundInTheUsersFolders();
    void withoutProgramsThereIsOneClearSentence();
    void aCacheThatCannotBeWrittenIsOneClearSentence();
    void startingCanBeCancelled();
    void aKilledProgramLeavesNothing();
    void theNextStartRemovesWhatIsLeft();
    void twoAtOnceDoNotDisturbEachOther();
    void aLastingClusterKeepsItsData();
    void aLastingClusterServesTwoPrograms();
    void whatRootKeepsForItselfIsServedFromElsewhere();
    void aServerThatWillNotStartSaysWhy();
    void anotherServerIsLeftAsItWas();

private:
    /// A cache of the test's own that has its template already, so that each test need not run initdb.
    fs::path cache() { return fs::path(m_folder.path().toStdString()) / "cache"; }
    fs::path folder(const char* name) { return fs::path(m_folder.path().toStdString()) / name; }
    std::shared_ptr<ScratchServer> start(ScratchOptions options = {})
    {
        options.cacheDir = cache();
        return need(ScratchServer::start(options));
    }
    QTemporaryDir m_folder;
};

void tst_Scratch::initTestCase()
{
    // As root the servers run as another account.
    fs::permissions(folder(""), fs::perms(0755));
}

void tst_Scratch::startsQuicklyAndLeavesNothing()
{
    start(); // runs initdb
    QElapsedTimer timer;
    timer.start();
    auto server = start();
    const auto started = timer.restart();
    const fs::path folder = server->spec().get("host");
    QVERIFY(fs::exists(folder));
    QVERIFY(!processesWith(folder.string()).empty());
    QVERIFY(server->version() >= 130000);
    QVERIFY(server->versionText().starts_with(std::to_string(server->version() / 10000) + "."));
    QVERIFY(fs::exists(server->binDir() / "postgres"));
    QVERIFY(fs::exists(server->binDir() / "pg_dump"));
    timer.restart();
    server.reset();
    qInfo("started in %lld ms, stopped in %lld ms", started, timer.elapsed());
    QVERIFY(started < 10000);
    QVERIFY(!fs::exists(folder));
    QVERIFY(processesWith(folder.string()).empty());
}

void tst_Scratch::onlyItsOwnerCanReachIt()
{
    const auto server = start();
    struct stat status{};
    QCOMPARE(stat(server->spec().get("host").c_str(), &status), 0);
    QCOMPARE(status.st_mode & 0777U, 0700U);
    auto connection = need(Connection::open(server->spec()));
    QCOMPARE(need(connection.query("SHOW listen_addresses")).view(0, 0), "");
    QCOMPARE(need(connection.query("SHOW fsync")).view(0, 0), "off");
    QCOMPARE(need(connection.query("SHOW server_encoding")).view(0, 0), "UTF8");
    QCOMPARE(need(connection.query("SHOW search_path")).view(0, 0), "public");
    QVERIFY(need(connection.query("SELECT current_setting('max_locks_per_transaction')::int")).number(0, 0) >= 1024);
}

void tst_Scratch::databasesComeAndGo()
{
    const auto server = start();
    auto first = need(server->createDatabase());
    auto second = need(server->createDatabase());
    QVERIFY(first.name() != second.name());
    QCOMPARE(&first.server(), server.get());
    auto inFirst = need(first.connect());
    need(inFirst.query("CREATE TABLE t ()"));
    auto inSecond = need(second.connect());
    QVERIFY(need(inSecond.query("SELECT to_regclass('t')")).isNull(0, 0));
    auto admin = need(Connection::open(server->spec()));
    const auto count = [&] {
        return need(admin.query("SELECT count(*) FROM pg_database WHERE datname LIKE 'scratch_%'")).number(0, 0);
    };
    QCOMPARE(count(), 2);
    {
        const ScratchDatabase gone = std::move(second);
    }
    QCOMPARE(count(), 1); // although somebody is connected
    first = need(server->createDatabase());
    QCOMPARE(count(), 1);
}

void tst_Scratch::copiesHoldWhatTheirSourceHeld()
{
    const auto server = start();
    const auto source = need(server->createDatabase());
    need(need(source.connect()).query("CREATE TABLE t AS SELECT 42 AS n"));
    const auto copy = need(server->copyDatabase(source));
    auto connection = need(copy.connect());
    QCOMPARE(need(connection.query("SELECT n FROM t")).number(0, 0), 42);
}

void tst_Scratch::rolesAreMadeOnce()
{
    const auto server = start();
    const std::vector<std::string> roles{"ann", "Odd \"name\"", "ann", std::string(scratchUser)};
    need(server->ensureRoles(roles));
    need(server->ensureRoles(roles));
    auto connection = need(Connection::open(server->spec()));
    const auto found =
        need(connection.query("SELECT rolcanlogin FROM pg_roles WHERE rolname IN ('ann', 'Odd \"name\"')"));
    QCOMPARE(found.size(), 2U);
    QVERIFY(!found.flag(0, 0));
    need(server->ensureRoles({}));
}

void tst_Scratch::theEnvironmentHasNoSay()
{
    for (const char* name : {"PGHOST", "PGPORT", "PGUSER", "PGDATABASE", "PGDATA"})
        qputenv(name, "1");
    qputenv("PGOPTIONS", "-c search_path=elsewhere");
    qputenv("PGSSLMODE", "require");
    const auto server = ScratchServer::start({.preferredMajor = 0, .url = {}, .cacheDir = cache(), .dataDir = {}});
    auto connection = server ? Connection::open((*server)->spec()) : std::unexpected(server.error());
    for (const char* name : {"PGHOST", "PGPORT", "PGUSER", "PGDATABASE", "PGDATA", "PGOPTIONS", "PGSSLMODE"})
        qunsetenv(name);
    QCOMPARE(need(need(std::move(connection)).query("SHOW search_path")).view(0, 0), "public");
}

void tst_Scratch::whatRunsOnItCannotReachTheMachine_data()
{
    QTest::addColumn<QByteArray>("sql"); // %1 is a file outside, %2 a folder
    const auto row = [](const char* name, const char* sql) { QTest::newRow(name) << QByteArray(sql); };
    row("a program", "DO $$BEGIN COPY (SELECT 1) TO PROGRAM 'cat >%2/made'; END$$");
    row("a program's output", "DO $$BEGIN CREATE TEMP TABLE t (a text); COPY t FROM PROGRAM 'id'; END$$");
    row("a file of the user", "SELECT pg_read_file('%1')");
    row("a file by COPY", "DO $$BEGIN CREATE TEMP TABLE t (a text); COPY t FROM '%1'; END$$");
    row("a new file", "DO $$BEGIN COPY (SELECT 1) TO '%2/made'; END$$");
    row("a large object's file", "SELECT lo_from_bytea(4711, 'x'); SELECT lo_export(4711, '%2/made')");
    row("a folder", "SELECT pg_ls_dir('%2')");
    row("the environment", "SELECT pg_read_file('/proc/self/environ')");
    row("a library", "CREATE FUNCTION f() RETURNS int LANGUAGE c AS '%1', 'f'");
}

void tst_Scratch::whatRunsOnItCannotReachTheMachine()
{
    const auto server = start();
    if (!server->sandboxed())
        QSKIP("this kernel has no Landlock");
    QFETCH(QByteArray, sql);
    QTemporaryDir outside;
    const std::string file = outside.filePath(QStringLiteral("secret")).toStdString();
    std::ofstream(file) << "secret\n";
    fs::permissions(file, fs::perms::others_read, fs::perm_options::add);
    fs::permissions(outside.path().toStdString(), fs::perms::all);
    sql.replace("%1", QByteArray::fromStdString(file)).replace("%2", outside.path().toUtf8());
    const ScratchDatabase database = need(server->createDatabase());
    Connection connection = need(database.connect());
    const auto done = connection.query(sql.toStdString());
    QVERIFY(!done);
    QVERIFY2(done.error().sqlstate == "42501", (done.error().sqlstate + " " + done.error().message).c_str());
    QVERIFY(!fs::exists(outside.path().toStdString() + "/made"));
    // The server is well: dictionaries and time zones are still read.
    need(connection.query("SELECT to_tsvector('english', 'the houses'), now() AT TIME ZONE 'Europe/Berlin'"));
}

/// Folders with programs that say only which version they are.
void tst_Scratch::programsOfAVersionAreFoundInTheUsersFolders()
{
    const QTemporaryDir home;
    const std::string root = home.path().toStdString();
    std::string list;
    for (const char* version : {"14.9", "94.2", "96.1", "97.3"}) {
        const fs::path folder = fs::path(root) / version / "bin";
        fs::create_directories(folder);
        for (const char* name : {"postgres", "initdb"}) {
            std::ofstream(folder / name) << "#!/bin/sh\necho '" << name << " (PostgreSQL) " << version << "'\n";
            fs::permissions(folder / name, fs::perms::owner_all);
        }
        list += "'" + folder.parent_path().string() + "', "; // the installation, or its bin
    }
    fs::create_directories(root + "/schemawright");
    std::ofstream(root + "/schemawright/settings.toml") << "scratch_versions = [" << list << "]\n";
    const QByteArray before = qgetenv("XDG_CONFIG_HOME");
    qputenv("XDG_CONFIG_HOME", home.path().toUtf8());
    const auto versionFor = [](int major) { return need(findPostgresPrograms(major)).version; };
    const std::string exact = versionFor(94);
    const std::string nextNewer = versionFor(95);
    const std::string newest = versionFor(0);
    const std::string none = versionFor(98);
    const std::string tooOld = versionFor(14);
    std::ofstream(root + "/schemawright/settings.toml") << "scratch_versions = 17\n";
    const auto broken = findPostgresPrograms(0);
    before.isNull() ? qunsetenv("XDG_CONFIG_HOME") : qputenv("XDG_CONFIG_HOME", before);
    QCOMPARE(exact, "94.2");
    QCOMPARE(nextNewer, "96.1");
    QCOMPARE(newest, "97.3");
    QCOMPARE(none, "97.3");
    QVERIFY2(tooOld != "14.9", "a proof cannot run there");
    QVERIFY(!broken);
    QVERIFY2(broken.error().text().contains("settings.toml:1"), broken.error().text().c_str());
}

void tst_Scratch::withoutProgramsThereIsOneClearSentence()
{
    qputenv("SCHEMAWRIGHT_PG_BINDIR", "/nonexistent");
    const auto refused = ScratchServer::start({});
    qunsetenv("SCHEMAWRIGHT_PG_BINDIR");
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::ScratchUnavailable);
    QCOMPARE(refused.error().message, "PostgreSQL's server programs were not found, so the schema cannot be checked");
    QVERIFY(refused.error().hint.contains("scratch_url"));
}

void tst_Scratch::aCacheThatCannotBeWrittenIsOneClearSentence()
{
    ScratchOptions options;
    options.cacheDir = "/proc/nowhere";
    const auto refused = ScratchServer::start(options);
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::ScratchUnavailable);
    QVERIFY(refused.error().message.contains("/proc/nowhere"));
    QVERIFY(!refused.error().message.contains('\n'));
}

void tst_Scratch::startingCanBeCancelled()
{
    std::stop_source source;
    source.request_stop();
    Task task;
    task.stop = source.get_token();
    ScratchOptions options;
    options.cacheDir = folder("fresh");
    const auto refused = ScratchServer::start(options, task);
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::Cancelled);
}

void tst_Scratch::aKilledProgramLeavesNothing()
{
    Holder holder(cache());
    const std::string folder = holder.socketFolder();
    QVERIFY2(answers(folder), folder.c_str());
    holder.kill();
    QVERIFY(QTest::qWaitFor([&] { return !fs::exists(folder); }, 3000));
    QVERIFY(QTest::qWaitFor([&] { return processesWith(folder).empty(); }, 3000));
}

void tst_Scratch::theNextStartRemovesWhatIsLeft()
{
    Holder holder(cache());
    const std::string folder = holder.socketFolder();
    QVERIFY2(answers(folder), folder.c_str());
    // As after a crash of the machine's other half: program and watchdog are gone, the server is not.
    for (const pid_t pid : processesWith("schemawright-watchdog"))
        if (processesWith(folder).contains(pid))
            ::kill(pid, SIGKILL);
    holder.kill();
    QTest::qWait(300);
    if (!answers(folder))
        QSKIP("another program started meanwhile and removed it already");
    const auto server = start();
    QVERIFY(!fs::exists(folder));
    QVERIFY(QTest::qWaitFor([&] { return processesWith(folder).empty(); }, 3000));
    QVERIFY(answers(server->spec().get("host")));
}

void tst_Scratch::twoAtOnceDoNotDisturbEachOther()
{
    const fs::path fresh = folder("fresh"); // both need initdb
    Holder first(fresh);
    Holder second(fresh);
    const std::string one = first.socketFolder();
    const std::string two = second.socketFolder();
    QVERIFY2(answers(one), one.c_str());
    QVERIFY2(answers(two), two.c_str());
    QVERIFY(one != two);
    first.kill();
    QVERIFY(QTest::qWaitFor([&] { return !fs::exists(one); }, 3000));
    const auto third = start(); // cleans up
    QVERIFY(answers(two));
}

void tst_Scratch::aLastingClusterKeepsItsData()
{
    // So deep that a socket's path would be too long.
    const fs::path data =
        folder("a folder with a long name, as people make them") / "another one below it, which is no shorter" / "data";
    need(need(Connection::open(start({.preferredMajor = 0, .url = {}, .cacheDir = {}, .dataDir = data})->spec()))
             .query("SELECT 1"));
    std::string socketFolder;
    {
        const auto server = start({.preferredMajor = 0, .url = {}, .cacheDir = {}, .dataDir = data});
        auto connection = need(Connection::open(server->spec()));
        need(connection.query("CREATE TABLE kept AS SELECT 42 AS n"));
        QCOMPARE(need(connection.query("SHOW fsync")).view(0, 0), "on");
        socketFolder = server->spec().get("host");
    }
    QVERIFY(!fs::exists(socketFolder)); // the one in /tmp
    QVERIFY(fs::exists(data / "PG_VERSION"));
    const auto server = start({.preferredMajor = 0, .url = {}, .cacheDir = {}, .dataDir = data});
    auto connection = need(Connection::open(server->spec()));
    QCOMPARE(need(connection.query("SELECT n FROM kept")).number(0, 0), 42);
}

void tst_Scratch::aLastingClusterServesTwoPrograms()
{
    const fs::path data = folder("shared");
    Holder holder(cache(), data);
    const std::string socketFolder = holder.socketFolder();
    QVERIFY2(answers(socketFolder), socketFolder.c_str());
    {
        const auto server = start({.preferredMajor = 0, .url = {}, .cacheDir = {}, .dataDir = data});
        QCOMPARE(server->spec().get("host"), socketFolder);
        const auto database = need(server->createDatabase());
        need(database.connect());
    }
    QVERIFY(answers(socketFolder)); // it ends with the one that started it
    holder.kill();
    QVERIFY(QTest::qWaitFor([&] { return processesWith(data.string()).empty(); }, 5000));
    QVERIFY(fs::exists(data / "PG_VERSION"));
    const auto again = start({.preferredMajor = 0, .url = {}, .cacheDir = {}, .dataDir = data});
    QVERIFY(answers(again->spec().get("host")));
}

void tst_Scratch::whatRootKeepsForItselfIsServedFromElsewhere()
{
    if (geteuid() != 0)
        QSKIP("only root's servers run as another account");
    const fs::path closed = folder("closed");
    fs::create_directory(closed);
    fs::permissions(closed, fs::perms(0700));
    const ScratchOptions options{.preferredMajor = 0, .url = {}, .cacheDir = {}, .dataDir = closed / "data"};
    std::string socketFolder;
    {
        const auto server = start(options);
        socketFolder = server->spec().get("host");
        need(need(Connection::open(server->spec())).query("CREATE TABLE kept ()"));
    }
    {
        const auto server = start(options);
        need(need(Connection::open(server->spec())).query("SELECT FROM kept"));
        QCOMPARE(server->spec().get("host"), socketFolder);
    }
    fs::remove_all(closed / "data");
    const auto server = start(options);
    QVERIFY(!need(Connection::open(server->spec())).query("SELECT FROM kept"));
    QVERIFY(!fs::exists(socketFolder));
}

void tst_Scratch::aServerThatWillNotStartSaysWhy()
{
    const fs::path data = folder("broken");
    start({.preferredMajor = 0, .url = {}, .cacheDir = {}, .dataDir = data});
    std::ofstream(data / "postgresql.conf", std::ios::app) << "no_such_setting = 1\n";
    ScratchOptions options;
    options.cacheDir = cache();
    options.dataDir = data;
    const auto refused = ScratchServer::start(options);
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::ScratchUnavailable);
    QVERIFY2(refused.error().message.contains("postgresql.conf"), refused.error().message.c_str());

    std::ofstream(data / "PG_VERSION") << "9\n";
    const auto old = ScratchServer::start(options);
    QVERIFY(!old);
    QVERIFY2(old.error().message.contains("was created by PostgreSQL 9"), old.error().message.c_str());
}

void tst_Scratch::anotherServerIsLeftAsItWas()
{
    const auto host = start();
    auto admin = need(Connection::open(host->spec()));
    const auto counted = [&] {
        return need(admin.query("SELECT (SELECT count(*) FROM pg_database) + (SELECT count(*) FROM pg_roles)"))
            .number(0, 0);
    };
    const auto before = counted();
    {
        ScratchOptions options;
        options.url = host->spec().conninfo();
        const auto server = need(ScratchServer::start(options));
        QVERIFY(server->binDir().empty());
        const auto database = need(server->createDatabase());
        QVERIFY(database.name().starts_with("schemawright_scratch_" + std::to_string(getpid()) + "_"));
        need(need(database.connect()).query("SELECT 1"));
        need(server->ensureRoles({"bob"}));
        QVERIFY(counted() > before);
    }
    QCOMPARE(counted(), before);
    ScratchOptions unreachable;
    unreachable.url = "postgresql://ann:hunter2@127.0.0.1:1/x";
    const auto refused = ScratchServer::start(unreachable);
    QCOMPARE(refused.error().code, ErrorCode::Connection);
    QVERIFY(refused.error().message.starts_with(
        "could not use the scratch server: could not connect to the server at 127.0.0.1:1"));
}

QTEST_GUILESS_MAIN(tst_Scratch)
#include "tst_scratch.moc"
