#include "diff/server/connection.h"

#include "model/sql.h"
#include "tests/support/scratch_fixture.h"

#include <QtTest>

#include <chrono>
#include <netinet/in.h>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>

using namespace schemawright;
using namespace schemawright::test;
using namespace std::chrono_literals;

class tst_Connection : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void urisServicesAndPairsAreUnderstood();
    void whatCannotBeUnderstoodShowsNoPassword();
    void displayNeverShowsThePassword();
    void conninfoSurvivesQuotesAndBackslashes();
    void secretsAreNotKept();
    void arraysAreParsed();
    void rowsGiveTheirFields();
    void parametersTravelAsData();
    void severalStatementsAreOneTransaction();
    void aRefusedStatementSaysWhereAndWhy();
    void positionsCountBytes();
    void aRoleThatMayOnlyReadIsToldSo();
    void anUnreachableServerIsNamed();
    void cancelEndsTheWaitForAServer();
    void aWrongPasswordIsAuthentication();
    void aMissingPasswordIsAuthentication();
    void aMissingDatabaseIsNotFound();
    void aServerThatWentAwayIsConnection();
    void cancelStopsTheQueryOnTheServer();
    void cancelBeforehandSendsNothing();
    void aTimeoutIsNoCancel();
    void manyRowsAreCheap();
    void quotingAgreesWithTheServer();

private:
    Connection connect() { return need(m_databases.emplace_back(m_scratch.database()).connect()); }
    ScratchFixture m_scratch;
    std::vector<ScratchDatabase> m_databases;
};

void tst_Connection::urisServicesAndPairsAreUnderstood()
{
    const auto uri = need(ConnectionSpec::parse("postgresql://ann:s%40e@db.example:5433/shop?sslmode=require"));
    QCOMPARE(uri.get("user"), "ann");
    QCOMPARE(uri.get("password"), "s@e");
    QCOMPARE(uri.get("host"), "db.example");
    QCOMPARE(uri.get("port"), "5433");
    QCOMPARE(uri.get("dbname"), "shop");
    QCOMPARE(uri.get("sslmode"), "require");
    QCOMPARE(need(ConnectionSpec::parse("service=shop")).display(), "service=shop");
    QCOMPARE(need(ConnectionSpec::parse("host=/run/pg dbname='a b'")).get("dbname"), "a b");
    QCOMPARE(uri.with("dbname", "other").get("dbname"), "other");
}

void tst_Connection::whatCannotBeUnderstoodShowsNoPassword()
{
    const auto plain = ConnectionSpec::parse("shop");
    QVERIFY(!plain);
    QCOMPARE(plain.error().code, ErrorCode::Usage);
    QVERIFY(plain.error().message.contains("shop"));
    for (const char* text : {"host=h password='hunter2", "postgresql://ann:hunter%zz2@host/db"}) {
        const auto secret = ConnectionSpec::parse(text);
        QVERIFY(!secret);
        QVERIFY(!secret.error().text().contains("hunter"));
    }
}

void tst_Connection::displayNeverShowsThePassword()
{
    QCOMPARE(need(ConnectionSpec::parse("postgresql://ann:secret@db:5433/shop")).display(), "ann@db:5433/shop");
    QCOMPARE(need(ConnectionSpec::parse("")).display(), "localhost");
}

void tst_Connection::conninfoSurvivesQuotesAndBackslashes()
{
    ConnectionSpec spec;
    spec.parameters = {{"dbname", "it's a \\ test"}, {"password", ""}};
    QCOMPARE(need(ConnectionSpec::parse(spec.conninfo())).get("dbname"), "it's a \\ test");
}

void tst_Connection::secretsAreNotKept()
{
    const ConnectionSpec spec = need(ConnectionSpec::parse("host=h user=ann password=a sslpassword=b sslmode=require"));
    const ConnectionSpec kept = spec.withoutSecrets();
    QCOMPARE(kept, need(ConnectionSpec::parse("host=h user=ann sslmode=require")));
    QVERIFY(!kept.conninfo().contains("password"));
}

void tst_Connection::arraysAreParsed()
{
    using Strings = std::vector<std::string>;
    QCOMPARE(parseArray("{}"), Strings{});
    QCOMPARE(parseArray("{a,\"b c\",NULL,\"NULL\",\"\"}"), (Strings{"a", "b c", "", "NULL", ""}));
    QCOMPARE(parseArray("{\"a\\\"b\",\"c\\\\d\",\"{x,y}\"}"), (Strings{"a\"b", "c\\d", "{x,y}"}));
    QCOMPARE(parseArray("[0:1]={1,2}"), (Strings{"1", "2"}));
    QCOMPARE(parseArray("{{1,2},{3,4}}"), (Strings{"1", "2", "3", "4"}));
}

void tst_Connection::rowsGiveTheirFields()
{
    auto connection = connect();
    const auto rows = need(connection.query(
        "SELECT 42 AS n, NULL::text AS nothing, '' AS empty, true AS yes, 1.5 AS r, ARRAY['a','b,c'] AS a, "
        "4294967295::oid AS o UNION ALL SELECT -1, 'ü', 'x', false, -2, '{}', 0"));
    QCOMPARE(rows.size(), 2U);
    QCOMPARE(rows.columns(), 7U);
    QCOMPARE(rows.columnName(1), "nothing");
    QCOMPARE(rows.number(0, 0), 42);
    QCOMPARE(rows.number(1, 0), -1);
    QVERIFY(rows.isNull(0, 1));
    QCOMPARE(rows.number(0, 1), 0);
    QCOMPARE(rows.text(1, 1), "ü");
    QVERIFY(!rows.isNull(0, 2));
    QCOMPARE(rows.view(0, 2), "");
    QVERIFY(rows.flag(0, 3) && !rows.flag(1, 3));
    QCOMPARE(rows.real(0, 4), 1.5);
    QCOMPARE(rows.array(0, 5), (std::vector<std::string>{"a", "b,c"}));
    QCOMPARE(rows.oid(0, 6), 4294967295U);
    QCOMPARE(connection.serverVersion() / 10000, m_scratch.server().version() / 10000);
    QVERIFY(connection.backendPid() > 0);
    QVERIFY(need(connection.query("SELECT")).columns() == 0);
    QCOMPARE(Rows().size(), 0U);
}

void tst_Connection::parametersTravelAsData()
{
    auto connection = connect();
    const std::vector<std::string> hostile{"'; DROP TABLE t; --", "ü\\"};
    const auto rows = need(connection.query("SELECT $1::text, $2::text", hostile));
    QCOMPARE(rows.text(0, 0), hostile[0]);
    QCOMPARE(rows.text(0, 1), hostile[1]);
}

void tst_Connection::severalStatementsAreOneTransaction()
{
    auto connection = connect();
    QVERIFY(!connection.query("CREATE TABLE a (); CREATE TABLE b (); SELECT 1/0"));
    QCOMPARE(need(connection.query("SELECT to_regclass('a')")).view(0, 0), "");
    need(connection.query("CREATE TABLE a (n int); CREATE TABLE b ()"));
    QCOMPARE(need(connection.query("INSERT INTO a VALUES (1), (2)")).affected(), 2U);
    need(connection.query("BEGIN"));
    need(connection.query("DELETE FROM a"));
    need(connection.query("ROLLBACK"));
    QCOMPARE(need(connection.query("SELECT count(*) FROM a")).number(0, 0), 2);
}

void tst_Connection::aRefusedStatementSaysWhereAndWhy()
{
    auto connection = connect();
    const std::string sql = "SELECT 1;\nSELECT nmae FROM pg_class";
    const auto refused = connection.query(sql);
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::Sql);
    QCOMPARE(refused.error().sqlstate, "42703");
    QCOMPARE(refused.error().message, "ERROR: column \"nmae\" does not exist");
    QCOMPARE(refused.error().position, sql.find("nmae") + 1);
    QCOMPARE(refused.error().statement, sql);

    need(connection.query("CREATE TABLE a (n int PRIMARY KEY); CREATE VIEW v AS SELECT n FROM a"));
    const auto depends = connection.query("DROP TABLE a");
    QCOMPARE(depends.error().message,
             "ERROR: cannot drop table a because other objects depend on it\nDETAIL: view v depends on table a");
    QVERIFY(depends.error().hint.contains("CASCADE"));
    QCOMPARE(depends.error().position, 0U);
    QCOMPARE(need(connection.query("SELECT 1")).number(0, 0), 1); // the session goes on
}

void tst_Connection::positionsCountBytes()
{
    auto connection = connect();
    const std::string sql = "SELECT 'größe', nmae";
    QCOMPARE(connection.query(sql).error().position, sql.find("nmae") + 1);
}

void tst_Connection::aRoleThatMayOnlyReadIsToldSo()
{
    const auto database =
        m_scratch.databaseWith("CREATE TABLE a (n int); CREATE ROLE reader LOGIN; GRANT SELECT ON a TO reader");
    auto reader = need(Connection::open(database.spec().with("user", "reader")));
    need(reader.query("SELECT * FROM a"));
    const auto refused = reader.query("INSERT INTO a VALUES (1)");
    QCOMPARE(refused.error().code, ErrorCode::Permission);
    QCOMPARE(refused.error().sqlstate, "42501");
}

void tst_Connection::anUnreachableServerIsNamed()
{
    const auto started = std::chrono::steady_clock::now();
    const auto refused = Connection::open(need(ConnectionSpec::parse("postgresql://ann:hunter2@127.0.0.1:1/shop")));
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::Connection);
    QCOMPARE(refused.error().message, "could not connect to the server at 127.0.0.1:1: Connection refused");
    QVERIFY(std::chrono::steady_clock::now() - started < 2s);
    const auto nobody = Connection::open(need(ConnectionSpec::parse("host=/nowhere")));
    QCOMPARE(nobody.error().code, ErrorCode::Connection);
    QVERIFY(nobody.error().message.contains("/nowhere/.s.PGSQL."));
    const auto unknown = Connection::open(need(ConnectionSpec::parse("host=no-such-host.invalid")));
    QCOMPARE(unknown.error().code, ErrorCode::Connection);
    QVERIFY(unknown.error().message.contains("no-such-host.invalid"));
    const auto service = Connection::open(need(ConnectionSpec::parse("service=no_such_service")));
    QCOMPARE(service.error().code, ErrorCode::NotFound);
}

void tst_Connection::aWrongPasswordIsAuthentication()
{
    const auto database = m_scratch.databaseWith("CREATE ROLE ann LOGIN PASSWORD 'right'");
    auto admin = need(database.connect());
    // The cluster trusts everybody; a rule in front of that makes it ask for ann's password.
    need(admin.query("DO $$ BEGIN EXECUTE format('COPY (SELECT unnest(ARRAY[''local all ann scram-sha-256'', "
                     "''local all all trust''])) TO %L', current_setting('hba_file')); END $$"));
    need(admin.query("SELECT pg_reload_conf()"));
    std::this_thread::sleep_for(200ms);
    const ConnectionSpec ann = database.spec().with("user", "ann");
    need(Connection::open(ann.with("password", "right")));
    const auto wrong = Connection::open(ann.with("password", "wrong"));
    QVERIFY(!wrong);
    QCOMPARE(wrong.error().code, ErrorCode::Authentication);
    QCOMPARE(wrong.error().sqlstate, "28P01");
    QVERIFY(wrong.error().message.contains("rejected the user \"ann\": password authentication failed"));
    QVERIFY(!wrong.error().text().contains("wrong"));
}

void tst_Connection::aMissingPasswordIsAuthentication()
{
    auto spec = m_scratch.server().spec().with("user", "ann").with("passfile", "/nonexistent");
    const auto missing = Connection::open(spec);
    QVERIFY(!missing);
    QCOMPARE(missing.error().code, ErrorCode::Authentication);
    QVERIFY(missing.error().message.contains("requires a password for user \"ann\""));
    const auto unknown = Connection::open(m_scratch.server().spec().with("user", "no_such_role"));
    QCOMPARE(unknown.error().code, ErrorCode::Authentication);
}

void tst_Connection::aMissingDatabaseIsNotFound()
{
    const auto missing = Connection::open(m_scratch.server().spec("no_such_database"));
    QVERIFY(!missing);
    QCOMPARE(missing.error().code, ErrorCode::NotFound);
    QVERIFY(missing.error().message.ends_with("has no database \"no_such_database\""));
}

void tst_Connection::aServerThatWentAwayIsConnection()
{
    auto connection = connect();
    auto admin = need(Connection::open(m_scratch.server().spec()));
    need(admin.query("SELECT pg_terminate_backend(" + std::to_string(connection.backendPid()) + ", 5000)"));
    const auto gone = connection.query("SELECT 1");
    QVERIFY(!gone);
    QCOMPARE(gone.error().code, ErrorCode::Connection);
    QVERIFY(gone.error().message.contains("was lost"));
    QVERIFY(!connection.query("SELECT 1"));
}

void tst_Connection::cancelStopsTheQueryOnTheServer()
{
    auto connection = connect();
    std::stop_source source;
    const std::jthread stopper([&] {
        std::this_thread::sleep_for(200ms);
        source.request_stop();
    });
    const auto started = std::chrono::steady_clock::now();
    const auto cancelled = connection.query("SELECT pg_sleep(30)", source.get_token());
    QVERIFY(!cancelled);
    QCOMPARE(cancelled.error().code, ErrorCode::Cancelled);
    QVERIFY(std::chrono::steady_clock::now() - started < 1200ms);
    QCOMPARE(need(connection.query("SELECT 1")).number(0, 0), 1); // the session goes on
}

/// A server that takes the call and never says a word.
void tst_Connection::cancelEndsTheWaitForAServer()
{
    const int silent = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t length = sizeof address;
    QCOMPARE(::bind(silent, reinterpret_cast<sockaddr*>(&address), length), 0);
    QCOMPARE(::listen(silent, 1), 0);
    QCOMPARE(::getsockname(silent, reinterpret_cast<sockaddr*>(&address), &length), 0);
    std::stop_source source;
    const std::jthread stopper([&] {
        std::this_thread::sleep_for(200ms);
        source.request_stop();
    });
    const auto started = std::chrono::steady_clock::now();
    const auto cancelled =
        Connection::open(need(ConnectionSpec::parse("host=127.0.0.1 port=" + std::to_string(ntohs(address.sin_port)))),
                         source.get_token());
    ::close(silent);
    QVERIFY(!cancelled);
    QCOMPARE(cancelled.error().code, ErrorCode::Cancelled);
    QVERIFY(std::chrono::steady_clock::now() - started < 2s);
}

void tst_Connection::cancelBeforehandSendsNothing()
{
    auto connection = connect();
    std::stop_source source;
    source.request_stop();
    QCOMPARE(connection.query("CREATE TABLE a ()", source.get_token()).error().code, ErrorCode::Cancelled);
    QVERIFY(need(connection.query("SELECT to_regclass('a')")).isNull(0, 0));
}

void tst_Connection::aTimeoutIsNoCancel()
{
    auto connection = connect();
    need(connection.query("SET statement_timeout = 50"));
    const auto late = connection.query("SELECT pg_sleep(30)");
    QCOMPARE(late.error().code, ErrorCode::Sql);
    QCOMPARE(late.error().sqlstate, "57014");
}

void tst_Connection::manyRowsAreCheap()
{
    auto connection = connect();
    const auto rows = need(connection.query(
        "SELECT n, 'column ' || n, NULL, n % 2 = 0, n::oid, 'x', 'y', 'z' FROM generate_series(1, 200000) n"));
    const auto started = std::chrono::steady_clock::now();
    std::int64_t sum = 0;
    for (std::size_t row = 0; row < rows.size(); ++row)
        for (std::size_t column = 0; column < rows.columns(); ++column)
            sum += static_cast<std::int64_t>(rows.view(row, column).size());
    QVERIFY(sum > 200000);
    QVERIFY(std::chrono::steady_clock::now() - started < 500ms);
}

void tst_Connection::quotingAgreesWithTheServer()
{
    auto connection = connect();
    const auto words = need(connection.query(
        "SELECT word, quote_ident(word) FROM pg_get_keywords() UNION ALL SELECT w, quote_ident(w) FROM "
        "unnest(ARRAY['a', 'A', 'a1', '1a', '_a', 'a$', 'a b', 'a\"b', 'ä', '']) w"));
    QVERIFY(words.size() > 450);
    for (std::size_t row = 0; row < words.size(); ++row)
        QCOMPARE(quoteIdent(words.view(row, 0)), words.view(row, 1));
    for (const std::string text : {"plain", "it's", "back\\slash", "\\'", "new\nline", "$$ $body$ 5$"}) {
        QCOMPARE(need(connection.query("SELECT " + quoteLiteral(text))).text(0, 0), text);
        QCOMPARE(need(connection.query("SELECT " + dollarQuote(text))).text(0, 0), text);
        QCOMPARE(need(connection.query("-- " + commentText(text) + "\nSELECT 1")).number(0, 0), 1);
    }
}

QTEST_GUILESS_MAIN(tst_Connection)
#include "tst_connection.moc"
