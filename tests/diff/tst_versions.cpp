// Shared pairs of schemas, the cases of tests/cases and the main job on servers of other major versions: `./dev test versions` starts them and names
// them in SCHEMAWRIGHT_SERVERS, URLs with spaces between them. What a version does not take is counted apart, by the server's answer. Besides, what
// single versions have and others do not. Where nobody names servers, a sample runs with the programs that `./dev test versions` has left.

#include "diff/compare/compare.h"
#include "diff/difference/difference.h"
#include "diff/difference/rename_sequence.h"
#include "diff/difference/rename_text.h"
#include "diff/plan/plan.h"
#include "diff/read/read.h"
#include "diff/resolve/run.h"
#include "tests/app/cli_fixture.h"
#include "tests/diff/case_files.h"
#include "tests/diff/catalog_columns.h"
#include "tests/diff/version_features.h"
#include "tests/diff/version_table.h"
#include "tests/law/law.h"
#include "tests/support/corpus.h"

#include <QTest>

#include <fstream>
#include <map>
#include <set>

using namespace schemawright;
using test::need;
namespace fs = std::filesystem;

namespace {

/// Where `./dev test versions` puts the servers' programs: FOLDER/18/bin.
fs::path leftPrograms()
{
    return fs::path(qEnvironmentVariable("TMPDIR", QStringLiteral("/tmp")).toStdString()) / "schemawright-servers";
}

constexpr std::size_t sampled = 24; ///< one of so many cases and pairs

constexpr const char* firstShop =
    "CREATE TYPE state AS ENUM ('new', 'paid');\n"
    "CREATE TABLE customers (id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL, mail text);\n"
    "CREATE TABLE orders (id bigint PRIMARY KEY, customer integer NOT NULL REFERENCES customers (id), state state NOT "
    "NULL DEFAULT "
    "'new', total numeric(10,2) CHECK (total >= 0));\n"
    "CREATE VIEW paid AS SELECT id, total FROM orders WHERE state = 'paid';\n";
/// What versions print or make differently and means the same: views of one relation, the schema public.
constexpr const char* printedOtherwise = R"(
CREATE TABLE t (id int, "Co" int, m text, r int4range);
CREATE VIEW v1 AS SELECT id, "Co", count(*) FROM t WHERE m = 'a.t.id' AND id IN (SELECT x.id FROM t x WHERE x.id = t.id)
    GROUP BY id, "Co" HAVING count(*) > 1 ORDER BY "Co";
CREATE VIEW v2 AS SELECT lower(m) AS m, id AS x FROM t ORDER BY t.m, id;
CREATE VIEW v3 AS SELECT t AS whole, t.* FROM t;
CREATE VIEW v4 AS WITH c AS (SELECT id FROM t) SELECT c.id FROM c;
CREATE VIEW v5 AS SELECT g.a, (g.a)::text COLLATE "C" AS b FROM generate_series(1, 3) g(a);
CREATE VIEW v6 AS SELECT id FROM t UNION SELECT "Co" FROM t;
CREATE VIEW v7 AS SELECT q.id + 1 AS y, row_number() OVER (PARTITION BY q.id ORDER BY q.id) FROM (SELECT id FROM t) q;
CREATE VIEW v8 AS SELECT extract(year FROM now()) AS y, trim(BOTH FROM m) FROM ONLY t "A b" WHERE lower("A b".r) > 1;
CREATE VIEW v9 AS SELECT DISTINCT ON (id) id, m FROM t ORDER BY id, m DESC;
CREATE MATERIALIZED VIEW v10 AS SELECT id FROM t TABLESAMPLE system (10) WHERE id > 1 LIMIT 3;
CREATE VIEW v11 AS SELECT a.id, b.id AS other FROM t a, t b;
CREATE SCHEMA t; CREATE FUNCTION t.f(int) RETURNS int LANGUAGE sql AS 'SELECT 1'; CREATE TYPE t.kind AS ENUM ('x');
CREATE VIEW v12 AS SELECT t.f(id) AS f, m::t.kind AS k FROM t WHERE t.f(t.id) > 0;
)";

constexpr const char* secondShop =
    "CREATE TYPE state AS ENUM ('new', 'paid', 'sent');\n"
    "CREATE TABLE customers (id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL, mail text NOT "
    "NULL DEFAULT '', "
    "UNIQUE (name));\n"
    "CREATE TABLE orders (id bigint PRIMARY KEY, customer integer NOT NULL REFERENCES customers (id) ON DELETE "
    "CASCADE, state state NOT "
    "NULL DEFAULT 'new', total numeric(12,2) CHECK (total >= 0), placed date DEFAULT CURRENT_DATE);\n"
    "CREATE INDEX ON orders (customer);\n"
    "CREATE VIEW paid AS SELECT id, total, placed FROM orders WHERE state = 'paid';\n";

} // namespace

class tst_Versions : public QObject {
    Q_OBJECT

private:
    /// A database of the server in which the script has been run, and what it holds.
    struct Database {
        ScratchDatabase database;
        Catalog catalog;
    };
    static Result<Database> load(ScratchServer& server, const QByteArray& sql);
    static void run(const ScratchDatabase& database, const Plan& plan, const Catalog& wanted);
    static std::optional<Error> thereAndBack(ScratchServer& server, const test::Sides& sides, bool online);

    void startServers();
    template <class List> void addRows(const List& names);
    std::string tryPair(int major, const std::string& name, const test::Sides& sides, test::VersionTally& tally,
                        const std::vector<bool>& ways);
    void expect(int status, const QStringList& arguments, const QString& folder, const QStringList& environment);
    void doMainJob(const ScratchDatabase& database, const QStringList& environment);

    struct Server {
        std::shared_ptr<ScratchServer> server;
        test::VersionRow row;
        fs::path programs; ///< of its version, if they are here
    };
    std::map<int, Server> m_servers; ///< by major version
    bool m_whole = false;
    test::CliFixture m_cli;

private Q_SLOTS:
    void initTestCase();
    void features_data();
    void features();
    void everyCatalogIsKnown_data();
    void everyCatalogIsKnown();
    void everyVersionReadsAlike_data();
    void everyVersionReadsAlike();
    void notNullByChance_data();
    void notNullByChance();
    void cases_data();
    void cases();
    void pairs_data();
    void pairs();
    void mainJob_data();
    void mainJob();
    void cleanupTestCase();
};

Result<tst_Versions::Database> tst_Versions::load(ScratchServer& server, const QByteArray& sql)
{
    auto database = server.createDatabase();
    if (!database)
        return std::unexpected(database.error());
    Connection connection = need(database->connect());
    // libpg_query 17 splits no statements that PostgreSQL 18 has added: then the server gets the text as a whole.
    if (auto run = runFiles(server, connection, {{"case.sql", sql.toStdString()}}); !run)
        if (auto whole = connection.query(sql.toStdString()); !whole)
            return std::unexpected(run.error());
    need(connection.query("DISCARD ALL"));
    Reading reading = need(readCatalog(connection));
    if (!reading.unknown.empty())
        throw std::runtime_error("unknown: " + reading.unknown.front());
    return Database{std::move(*database), std::move(reading.catalog)};
}

void tst_Versions::run(const ScratchDatabase& database, const Plan& plan, const Catalog& wanted)
{
    Connection connection = need(database.connect());
    Statement failed;
    if (const auto done = runOnScratch(connection, plan, {}, &failed); !done)
        throw std::runtime_error(done.error().text() + "\n" + failed.sql);
    need(connection.query("DISCARD ALL"));
    std::string differs;
    for (const Change& change : compare(need(readCatalog(connection)).catalog, wanted))
        differs += change.key.display() + ": " + join(change.details, "; ") + "\n";
    if (!differs.empty())
        throw std::runtime_error(differs + "\n" + planScript(plan, false));
}

/// The server's answer where it does not take one of the schemas.
std::optional<Error> tst_Versions::thereAndBack(ScratchServer& server, const test::Sides& sides, bool online)
{
    const auto from = load(server, sides.before);
    const auto to = from ? load(server, sides.after) : std::unexpected(from.error());
    if (!to) {
        if (to.error().code == ErrorCode::Sql || to.error().code == ErrorCode::ScratchUnavailable)
            return to.error();
        throw std::runtime_error(to.error().text());
    }
    std::vector<Rename> renames;
    for (const QByteArray& text : sides.renames)
        renames.push_back(need(parseRename(text.toStdString(), from->catalog)));
    renames = inSequence(from->catalog, renames);
    const Difference difference =
        need(makeDifference(from->catalog, to->catalog, renames, &server,
                            {.online = online, .moveRows = sides.moveRows, .serverVersion = server.version()}));
    run(from->database, difference.up, to->catalog);
    run(from->database, difference.down, from->catalog);
    return std::nullopt;
}

void tst_Versions::initTestCase()
{
    try {
        startServers();
    } catch (const std::exception& failure) {
        QFAIL(failure.what());
    }
    if (m_servers.empty())
        QSKIP("no servers of other versions are here: ./dev test versions fetches and starts them");
}

void tst_Versions::startServers()
{
    const auto add = [&](std::shared_ptr<ScratchServer> server) {
        const int major = server->version() / 10000;
        const fs::path programs = leftPrograms() / std::to_string(major) / "bin";
        Server& added = m_servers[major];
        added.programs = server->binDir().empty() && fs::exists(programs / "initdb") ? programs : server->binDir();
        added.row.version = server->versionText();
        added.server = std::move(server);
    };
    const QStringList urls = qEnvironmentVariable("SCHEMAWRIGHT_SERVERS").split(u' ', Qt::SkipEmptyParts);
    m_whole = !urls.isEmpty();
    for (const QString& url : urls)
        add(need(ScratchServer::start({.url = url.toStdString()})));
    if (m_whole)
        return;
    std::error_code none;
    const QByteArray searched = qgetenv("SCHEMAWRIGHT_PG_BINDIR");
    for (const auto& entry : fs::directory_iterator(leftPrograms(), none)) {
        const int major = QString::fromStdString(entry.path().filename().string()).toInt();
        if (major < 15 || !fs::exists(entry.path() / "bin/postgres"))
            continue;
        qputenv("SCHEMAWRIGHT_PG_BINDIR", QByteArray::fromStdString((entry.path() / "bin").string()));
        add(need(ScratchServer::start({})));
    }
    if (searched.isNull())
        qunsetenv("SCHEMAWRIGHT_PG_BINDIR");
    else
        qputenv("SCHEMAWRIGHT_PG_BINDIR", searched);
}

void tst_Versions::features_data()
{
    QTest::addColumn<int>("major");
    QTest::addColumn<int>("number");
    for (const auto& [major, server] : m_servers)
        for (std::size_t i = 0; i < test::versionFeatures.size(); ++i)
            QTest::addRow("%d %s", major, test::versionFeatures.at(i).name) << major << static_cast<int>(i);
}

void tst_Versions::features()
{
    QFETCH(int, major);
    QFETCH(int, number);
    const test::Feature& feature = test::versionFeatures.at(static_cast<std::size_t>(number));
    const test::Sides sides{.before = feature.before, .after = feature.after, .rows = {}, .renames = {}};
    try {
        for (const bool online : {false, true}) {
            const auto answer = thereAndBack(*m_servers[major].server, sides, online);
            QCOMPARE(!answer, major >= feature.since);
        }
    } catch (const std::exception& failure) {
        QFAIL(failure.what());
    }
}

void tst_Versions::everyCatalogIsKnown_data()
{
    QTest::addColumn<int>("major");
    for (const auto& [major, server] : m_servers)
        QTest::addRow("%d", major) << major;
}

void tst_Versions::everyCatalogIsKnown()
{
    QFETCH(int, major);
    const ScratchDatabase database = need(m_servers[major].server->createDatabase());
    Connection connection = need(database.connect());
    QCOMPARE(join(test::columnsWithoutReason(connection), " "), std::string());
}

void tst_Versions::everyVersionReadsAlike_data()
{
    everyCatalogIsKnown_data();
}

/// Else a database could never equal a model that another version has read.
void tst_Versions::everyVersionReadsAlike()
{
    QFETCH(int, major);
    const auto embedded = need(ScratchServer::start({}));
    const Database usual = need(load(*embedded, printedOtherwise));
    const Database other = need(load(*m_servers[major].server, printedOtherwise));
    std::string differs;
    for (const Change& change : compare(other.catalog, usual.catalog))
        differs += change.key.display() + ": " + join(change.details, "; ") + "\n";
    QVERIFY2(differs.empty(), differs.c_str());
}

/// Tables that inherit, partitions and everything that can be said of their NOT NULL.
void tst_Versions::notNullByChance_data()
{
    QTest::addColumn<int>("major");
    QTest::addColumn<quint64>("seed");
    const quint64 count = m_whole ? 60 : 6;
    for (const auto& [major, server] : m_servers)
        for (quint64 seed = 1; seed <= (major >= 18 ? count : count / 6); ++seed)
            QTest::addRow("%d seed %llu", major, static_cast<unsigned long long>(seed)) << major << seed;
}

void tst_Versions::notNullByChance()
{
    QFETCH(int, major);
    QFETCH(quint64, seed);
    const std::string wrong = test::breachesOf(*m_servers[major].server, seed, 30, test::generateNotNullPair);
    QVERIFY2(wrong.empty(), wrong.c_str());
}

template <class List> void tst_Versions::addRows(const List& names)
{
    QTest::addColumn<int>("major");
    QTest::addColumn<QString>("name");
    for (const auto& [major, server] : m_servers) {
        std::size_t number = 0;
        for (const std::string& name : names)
            if (m_whole || number++ % sampled == 0)
                QTest::addRow("%d %s", major, name.c_str()) << major << QString::fromStdString(name);
    }
}

/// Notes what becomes of it; returns what is wrong.
std::string tst_Versions::tryPair(int major, const std::string& name, const test::Sides& sides,
                                  test::VersionTally& tally, const std::vector<bool>& ways)
{
    try {
        for (const bool online : ways)
            if (const auto answer = thereAndBack(*m_servers[major].server, sides, online)) {
                tally.notPossible[answer->message].push_back(name);
                return {};
            }
        ++tally.held;
        return {};
    } catch (const std::exception& failure) {
        tally.failed.emplace_back(name, failure.what());
        return failure.what();
    }
}

void tst_Versions::cases_data()
{
    std::vector<std::string> names;
    for (const test::CaseFile& file : test::caseFiles())
        names.push_back(file.name);
    addRows(names);
}

void tst_Versions::cases()
{
    QFETCH(int, major);
    QFETCH(QString, name);
    const fs::path path = fs::path(SCHEMAWRIGHT_SOURCE_DIR "/tests/cases") / (name.toStdString() + ".sql");
    const test::Sides sides = test::filled(test::sidesOf(test::readFile(path)), test::wordLists.front());
    const std::string wrong = tryPair(major, name.toStdString(), sides, m_servers[major].row.cases, {false, true});
    QVERIFY2(wrong.empty(), wrong.c_str());
}

void tst_Versions::pairs_data()
{
    std::set<std::string> names;
    std::error_code none;
    for (const auto& source : fs::directory_iterator(test::sharedFolder() / "corpus/pairs", none))
        for (const auto& pair : fs::directory_iterator(source, none))
            if (fs::exists(pair.path() / "new.sql"))
                names.insert((source.path().filename() / pair.path().filename()).string());
    addRows(names);
    if (names.empty())
        QTest::addRow("no shared pairs") << 0 << QString();
}

void tst_Versions::pairs()
{
    QFETCH(int, major);
    QFETCH(QString, name);
    if (name.isEmpty())
        QSKIP("the folder of shared schemas is not beside this checkout");
    const fs::path folder = test::sharedFolder() / "corpus/pairs" / name.toStdString();
    const test::Sides sides{.before = test::readFile(folder / "old.sql"),
                            .after = test::readFile(folder / "new.sql"),
                            .rows = {},
                            .renames = {},
                            .moveRows = true};
    const std::string wrong = tryPair(major, name.toStdString(), sides, m_servers[major].row.pairs, {false});
    QVERIFY2(wrong.empty(), wrong.c_str());
}

void tst_Versions::mainJob_data()
{
    QTest::addColumn<int>("major");
    QTest::addColumn<bool>("own");
    for (const auto& [major, server] : m_servers) {
        QTest::addRow("%d, proved on the embedded server", major) << major << false;
        if (major >= 15 && !server.programs.empty())
            QTest::addRow("%d, proved on the same version", major) << major << true;
    }
}

void tst_Versions::expect(int status, const QStringList& arguments, const QString& folder,
                          const QStringList& environment)
{
    const test::Run run = m_cli.run(arguments, folder, environment);
    if (run.status != status)
        throw std::runtime_error(QStringLiteral("%1 exits with %2: %3")
                                     .arg(arguments.join(u' '))
                                     .arg(run.status)
                                     .arg(run.err + run.out)
                                     .toStdString());
}

/// Two revisions, with rows that are there before the second and after the way back.
void tst_Versions::doMainJob(const ScratchDatabase& database, const QStringList& environment)
{
    const QString shop = m_cli.path(QStringLiteral("shop"));
    const QStringList at{QStringLiteral("--url"), QString::fromStdString(database.spec().conninfo())};
    const auto words = [](const char* text) { return QString::fromUtf8(text).split(u' '); };
    m_cli.write(QStringLiteral("first.sql"), firstShop);
    expect(0, words("init shop --from first.sql"), {}, environment);
    expect(0, words("revision -m first --autogenerate"), shop, environment);
    expect(0, words("upgrade head") + at, shop, environment);
    expect(0, words("check") + at, shop, environment);
    Connection connection = need(database.connect());
    need(connection.query("INSERT INTO customers (name) SELECT 'c' || g FROM generate_series(1, 9) g;"
                          "UPDATE customers SET mail = name;"
                          "INSERT INTO orders SELECT g, 1 + g % 9, 'paid', g FROM generate_series(1, 99) g"));
    m_cli.write(QStringLiteral("shop/catalog/schema.sql"), secondShop);
    expect(3, words("check") + at, shop, environment);
    expect(0, words("revision -m second --autogenerate"), shop, environment);
    expect(0, words("upgrade head") + at, shop, environment);
    expect(0, words("check") + at, shop, environment);
    expect(0, words("downgrade -1") + at, shop, environment);
    const Rows kept =
        need(connection.query("SELECT count(*), sum(total), (SELECT count(mail) FROM customers) FROM paid"));
    if (kept.text(0, 0) != "99" || kept.text(0, 1) != "4950.00" || kept.text(0, 2) != "9")
        throw std::runtime_error("rows are lost on the way back");
    expect(0, words("downgrade base") + at, shop, environment);
}

void tst_Versions::mainJob()
{
    QFETCH(int, major);
    QFETCH(bool, own);
    Server& server = m_servers[major];
    QStringList environment;
    if (own)
        environment << QStringLiteral("SCHEMAWRIGHT_PG_BINDIR=") + QString::fromStdString(server.programs.string());
    std::string& failure = server.row.mainJob[own ? std::to_string(major) : "the embedded server"];
    m_cli.init();
    try {
        doMainJob(need(server.server->createDatabase()), environment);
    } catch (const std::exception& thrown) {
        failure = thrown.what();
    }
    QVERIFY2(failure.empty(), failure.c_str());
}

/// docs/versions.md is a copy of the page of a whole run.
void tst_Versions::cleanupTestCase()
{
    std::vector<test::VersionRow> rows;
    for (const auto& [major, server] : m_servers)
        rows.push_back(server.row);
    if (m_whole)
        std::ofstream(VERSIONS_TABLE) << test::versionPage(rows);
    qInfo("%s%s", m_whole ? VERSIONS_TABLE : "a sample", test::versionSummary(rows).c_str());
    m_cli.cleanup();
}

QTEST_GUILESS_MAIN(tst_Versions)
#include "tst_versions.moc"
