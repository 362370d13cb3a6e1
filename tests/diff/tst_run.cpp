#include "diff/resolve/resolve.h"
#include "diff/resolve/run.h"
#include "model/sql.h"
#include "tests/support/scratch_fixture.h"

#include <QTest>

using namespace schemawright;
using namespace schemawright::test;
using namespace Qt::StringLiterals;

/// Running .sql files on a scratch database: what stays in it, and what an error says.
class TestRun : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void transactions_data();
    void transactions();
    void errorsNameTheLine_data();
    void errorsNameTheLine();
    void statementsAboutTheDatabaseAreToldNotRun();
    void severalDatabasesAreRefused();
    void aDumpOfPostgres18IsRead();
    void whatAServerIsTooOldForIsTold_data();
    void whatAServerIsTooOldForIsTold();
    void rolesAreMadeOnTheWay();
    void enumValueIsUsedInTheFileThatAddsIt();

private:
    Result<void> run(const std::string& sql, std::vector<std::string>* passedOver = nullptr)
    {
        m_database = m_fixture.database();
        m_connection = need(m_database->connect());
        return runFiles(m_fixture.server(), *m_connection, {{"schema.sql", sql}}, {}, passedOver);
    }
    QString tables()
    {
        const Rows rows = need(m_connection->query("SELECT string_agg(relname, ' ' ORDER BY relname) FROM pg_class"
                                                   " WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'"));
        return QString::fromStdString(rows.text(0, 0));
    }

    ScratchFixture m_fixture;
    std::optional<ScratchDatabase> m_database;
    std::optional<Connection> m_connection;
};

void TestRun::transactions_data()
{
    QTest::addColumn<QString>("sql");
    QTest::addColumn<QString>("left");
    QTest::newRow("committed") << u"BEGIN; CREATE TABLE a (); COMMIT; CREATE TABLE b ();"_s << u"a b"_s;
    QTest::newRow("rolled back") << u"BEGIN; CREATE TABLE a (); ROLLBACK; CREATE TABLE b ();"_s << u"b"_s;
    QTest::newRow("aborted") << u"START TRANSACTION; CREATE TABLE a (); ABORT; BEGIN; CREATE TABLE b (); END;"_s
                             << u"b"_s;
    QTest::newRow("to a savepoint") << u"BEGIN; CREATE TABLE a (); SAVEPOINT s; CREATE TABLE b (); ROLLBACK TO s;"
                                       u"CREATE TABLE c (); COMMIT;"_s
                                    << u"a c"_s;
    QTest::newRow("a missing role after a savepoint")
        << u"CREATE TABLE z (); BEGIN; CREATE TABLE a (); SAVEPOINT s; CREATE TABLE b (); ROLLBACK TO s;"
           u"GRANT SELECT ON a TO nobody_yet_1; ALTER TABLE a OWNER TO nobody_yet_2; COMMIT;"_s
        << u"a z"_s;
    QTest::newRow("a missing role in the first statement")
        << u"GRANT CREATE ON SCHEMA public TO nobody_yet_3; BEGIN; CREATE TABLE a (); ROLLBACK;"_s << u""_s;
}

void TestRun::transactions()
{
    QFETCH(QString, sql);
    need(run(sql.toStdString()));
    QTEST(tables(), "left");
}

void TestRun::errorsNameTheLine_data()
{
    QTest::addColumn<QString>("sql");
    QTest::addColumn<int>("line");
    QTest::addColumn<QString>("message");
    QTest::newRow("a statement") << u"CREATE TABLE a ();\nCREATE TABLE a ();"_s << 2 << u"already exists"_s;
    QTest::newRow("a place in a statement")
        << u"CREATE TABLE a ();\nCREATE VIEW v AS\n SELECT nothing FROM a;"_s << 3 << u"nothing"_s;
    // Nobody notices before the end of the transaction that runs the statements together.
    QTest::newRow("at the end of a transaction")
        << u"CREATE TABLE a (id int PRIMARY KEY);\n"
           u"CREATE TABLE b (id int REFERENCES a DEFERRABLE INITIALLY DEFERRED);\n\nINSERT INTO b VALUES (1);"_s
        << 4 << u"violates foreign key"_s;
    QTest::newRow("after a rollback") << u"BEGIN;\nROLLBACK;\nCREATE TABLE a (x nothing);"_s << 3 << u"nothing"_s;
    QTest::newRow("in a transaction that does not end")
        << u"BEGIN; ROLLBACK;\nBEGIN;\nCREATE TABLE a ();"_s << 2 << u"does not end"_s;
    QTest::newRow("beyond the database") << u"CREATE TABLE a ();\nCREATE DATABASE other;"_s << 2
                                         << u"not part of a schema"_s;
}

void TestRun::errorsNameTheLine()
{
    QFETCH(QString, sql);
    QFETCH(QString, message);
    const auto done = run(sql.toStdString());
    QVERIFY(!done);
    QCOMPARE(QString::fromStdString(done.error().file), u"schema.sql"_s);
    QTEST(static_cast<int>(done.error().line), "line");
    QVERIFY2(done.error().text().contains(message.toStdString()), done.error().text().c_str());
}

// As pg_dump -C writes it.
void TestRun::statementsAboutTheDatabaseAreToldNotRun()
{
    const std::string dump = "DROP DATABASE IF EXISTS \"Shop\";\n"
                             "CREATE DATABASE \"Shop\" WITH TEMPLATE = template0 ENCODING = 'UTF8' LOCALE = 'C';\n"
                             "ALTER DATABASE \"Shop\" OWNER TO shopkeeper;\n"
                             "\\connect \"Shop\"\n"
                             "COMMENT ON DATABASE \"Shop\" IS 'for CREATE TABLE';\n"
                             "SECURITY LABEL FOR dummy ON DATABASE \"Shop\" IS 'x';\n"
                             "ALTER DATABASE \"Shop\" SET search_path TO 'app';\n"
                             "ALTER DATABASE \"Shop\" SET statement_timeout TO '1s';\n"
                             "ALTER ROLE web IN DATABASE \"Shop\" SET work_mem TO '1MB';\n"
                             "CREATE TABLE a (x text DEFAULT 'GRANT ALL ON DATABASE b');\n"
                             "REVOKE ALL ON DATABASE \"Shop\" FROM PUBLIC;\n"
                             "GRANT CONNECT ON DATABASE \"Shop\" TO web;\n";
    std::vector<std::string> passedOver;
    need(run(dump, &passedOver));
    QCOMPARE(tables(), u"a"_s);
    QCOMPARE(join(passedOver, "; "),
             std::string("DROP DATABASE \"Shop\"; CREATE DATABASE \"Shop\"; ALTER DATABASE \"Shop\"; "
                         "COMMENT ON DATABASE \"Shop\"; SECURITY LABEL ON DATABASE \"Shop\"; "
                         "ALTER ROLE web IN DATABASE \"Shop\"; REVOKE ON DATABASE \"Shop\"; "
                         "GRANT ON DATABASE \"Shop\""));
    const auto resolved = need(resolveSql(m_fixture.server(), {{"dump.sql", dump}}));
    QCOMPARE(resolved.unknown, passedOver);
    // What is to be run, such as a revision, must not leave anything out.
    const auto refused = run(dump);
    QVERIFY(!refused);
    QCOMPARE(refused.error().line, std::size_t{1});
}

/// pg_dump 18 writes the planner's statistics, which this server has no functions for, and no schema.
void TestRun::aDumpOfPostgres18IsRead()
{
    need(run("\\restrict abc\nSET transaction_timeout = 0;\nSELECT pg_catalog.set_config('search_path', '', false);\n"
             "CREATE TABLE public.a (id integer CONSTRAINT said NOT NULL);\nCOPY public.a (id) FROM stdin;\n1\n\\.\n"
             "-- Statistics\nSELECT * FROM pg_catalog.pg_restore_relation_stats(\n\t'version', '180004'::integer,\n"
             "\t'schemaname', 'public',\n\t'relname', 'a'\n);\n"
             "select pg_restore_attribute_stats('version', 180004, 'schemaname', 'public', 'relname', 'a');\n"
             "SELECT * FROM pg_catalog.pg_restore_extended_stats('version', 190000);\n\\unrestrict abc\n"));
    QCOMPARE(tables(), u"a"_s);
    // What only looks like it is run.
    const auto other = run("SELECT pg_restore_nothing_stats('version')");
    QVERIFY(!other);
    const auto setting = run("SET transaction_timeout_of_mine = 0");
    QVERIFY(!setting);
}

void TestRun::whatAServerIsTooOldForIsTold_data()
{
    QTest::addColumn<QString>("sql");
    QTest::addColumn<int>("since");
    QTest::newRow("a function") << u"CREATE TABLE a (id uuid DEFAULT uuidv7())"_s << 18;
    QTest::newRow("an option") << u"CREATE TABLE a (id int) WITH (autovacuum_vacuum_max_threshold = 5)"_s << 18;
    QTest::newRow("a kind of column") << u"CREATE TABLE a (i int, j int GENERATED ALWAYS AS (i) VIRTUAL)"_s << 18;
    QTest::newRow("a kind of object") << u"CREATE PROPERTY GRAPH g VERTEX TABLES (a)"_s << 19;
    QTest::newRow("a clause") << u"CREATE PUBLICATION p FOR ALL SEQUENCES"_s << 19;
}

void TestRun::whatAServerIsTooOldForIsTold()
{
    QFETCH(QString, sql);
    QFETCH(int, since);
    if (m_fixture.server().version() / 10000 >= since)
        QSKIP("the server knows it");
    const auto done = run(sql.toStdString());
    QVERIFY(!done);
    const QString text = QString::fromStdString(done.error().text());
    QVERIFY2(text.contains(u"does not know"_s), qPrintable(text));
    QVERIFY2(text.contains(u"came with PostgreSQL %1"_s.arg(since)), qPrintable(text));
}

void TestRun::severalDatabasesAreRefused()
{
    std::vector<std::string> passedOver;
    const auto refused = run("CREATE DATABASE a;\n\\connect a\nCREATE TABLE t ();\nCREATE DATABASE b;\n", &passedOver);
    QVERIFY(!refused);
    QCOMPARE(refused.error().line, std::size_t{4});
    QVERIFY2(refused.error().message.contains("several databases"), refused.error().message.c_str());
}

void TestRun::rolesAreMadeOnTheWay()
{
    need(run("CREATE TABLE a (); ALTER TABLE a OWNER TO run_owner; GRANT SELECT ON a TO run_reader;"));
    const Rows rows = need(m_connection->query("SELECT tableowner FROM pg_tables WHERE tablename = 'a'"));
    QCOMPARE(rows.text(0, 0), std::string("run_owner"));
}

void TestRun::enumValueIsUsedInTheFileThatAddsIt()
{
    need(run("CREATE TYPE mood AS ENUM ('sad'); ALTER TYPE mood ADD VALUE 'ok';"
             "CREATE TABLE a (m mood DEFAULT 'ok');"));
    QCOMPARE(tables(), u"a"_s);
}

QTEST_GUILESS_MAIN(TestRun)
#include "tst_run.moc"
