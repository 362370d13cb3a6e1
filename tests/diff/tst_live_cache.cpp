// A large live database whose schema has not changed comes out of the cache; one whose schema has changed never does.

#include "diff/read/catalog_state.h"
#include "diff/read/live_cache.h"
#include "diff/read/read.h"
#include "diff/read/reading_bytes.h"
#include "diff/server/hash.h"
#include "model/project.h"
#include "tests/support/scratch_fixture.h"

#include <QTemporaryDir>
#include <QTest>

#include <cstdlib>
#include <thread>

using namespace schemawright;
using namespace schemawright::test;
namespace fs = std::filesystem;

namespace {

constexpr const char* schema = R"(
CREATE ROLE cache_reader; CREATE ROLE cache_team;
CREATE SCHEMA app;
CREATE TYPE app.mood AS ENUM ('sad', 'ok');
CREATE DOMAIN app.positive AS int CHECK (VALUE > 0);
CREATE TABLE app.parent (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text DEFAULT 'x', note text, area app.positive);
CREATE TABLE app.child (id int, parent bigint REFERENCES app.parent, m app.mood);
CREATE INDEX by_name ON app.parent (name);
CREATE STATISTICS app.both ON name, note FROM app.parent;
CREATE FUNCTION app.f(a int) RETURNS int LANGUAGE sql AS 'SELECT a';
CREATE FUNCTION app.touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TRIGGER touched BEFORE UPDATE ON app.parent FOR EACH ROW EXECUTE FUNCTION app.touch();
CREATE VIEW app.v AS SELECT id, name FROM app.parent;
CREATE MATERIALIZED VIEW app.mv AS SELECT count(*) FROM app.child;
CREATE SEQUENCE app.s;
CREATE POLICY mine ON app.parent USING (id > 0);
CREATE PUBLICATION news FOR TABLE app.parent;
)";

std::size_t filesIn(const fs::path& folder)
{
    std::error_code none;
    return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder, none), fs::directory_iterator()));
}

} // namespace

class tst_LiveCache : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void aChangeOfTheSchemaIsSeen_data();
    void aChangeOfTheSchemaIsSeen();
    void whatIsNoChangeIsNone_data();
    void whatIsNoChangeIsNone();
    void theCatalogComesOutOfTheCacheAndTheSizesDoNot();
    void theFileIsWhatIsRead();
    void whatIsTakenTwiceIsShared();
    void aCopyFromATemplateIsKnown();
    void aScopeIsAppliedToWhatIsKnown();
    void anotherRoleHasItsOwnView();
    void aDamagedFileIsReadOver();
    void aChangeThereAndBackIsNoticed();
    void aBusyServerIsKnownToo();
    void onlyTheNewestFilesAreKept();

private:
    Reading known(const ConnectionSpec& spec, const Scope& scope = {})
    {
        Connection connection = need(Connection::open(spec));
        return need(readUnlessKnown(connection, scope, {}, Connections::One, 0));
    }
    void run(const ConnectionSpec& spec, const std::string& sql)
    {
        Connection connection = need(Connection::open(spec));
        need(connection.query(sql));
    }
    [[nodiscard]] fs::path folder() const { return fs::path(m_cache.path().toStdString()) / "databases"; }

    QTemporaryDir m_cache;
    ScratchFixture m_scratch;
    std::optional<ScratchDatabase> m_database;
};

void tst_LiveCache::initTestCase()
{
    qputenv("SCHEMAWRIGHT_CACHE_DIR", m_cache.path().toUtf8());
    m_database = m_scratch.databaseWith(schema);
}

/// Each test begins with an empty cache.
void tst_LiveCache::init()
{
    fs::remove_all(folder());
}

void tst_LiveCache::aChangeOfTheSchemaIsSeen_data()
{
    QTest::addColumn<QString>("sql");
    for (const char* sql : {
             "CREATE TABLE app.more (a int)",
             "ALTER TABLE app.parent ADD COLUMN extra int",
             "ALTER TABLE app.parent ALTER COLUMN extra SET DEFAULT 7",
             "ALTER TABLE app.parent ALTER COLUMN extra TYPE bigint",
             "ALTER TABLE app.parent ALTER COLUMN note SET STORAGE EXTERNAL",
             "ALTER TABLE app.parent ALTER COLUMN extra SET STATISTICS 300",
             "ALTER TABLE app.parent RENAME COLUMN extra TO other",
             "ALTER TABLE app.parent DROP COLUMN other",
             "ALTER TABLE app.parent SET (fillfactor = 70)",
             "ALTER TABLE app.parent SET (toast.autovacuum_enabled = off)",
             "ALTER TABLE app.parent ENABLE ROW LEVEL SECURITY",
             "ALTER TABLE app.parent REPLICA IDENTITY FULL",
             "ALTER TABLE app.parent DISABLE TRIGGER touched",
             "ALTER TABLE app.parent CLUSTER ON by_name",
             "ALTER TABLE app.child ADD CONSTRAINT many CHECK (id < 10) NOT VALID",
             "ALTER TABLE app.child VALIDATE CONSTRAINT many",
             "ALTER TABLE app.child ALTER CONSTRAINT child_parent_fkey DEFERRABLE",
             "ALTER TABLE app.parent OWNER TO cache_team",
             "ALTER POLICY mine ON app.parent USING (id > 1)",
             "ALTER POLICY mine ON app.parent TO cache_reader",
             "GRANT SELECT ON app.parent TO cache_reader",
             "GRANT UPDATE (name) ON app.parent TO cache_reader",
             "ALTER DEFAULT PRIVILEGES IN SCHEMA app GRANT SELECT ON TABLES TO cache_reader",
             "ALTER TYPE app.mood ADD VALUE 'happy'",
             "ALTER TYPE app.mood RENAME VALUE 'happy' TO 'glad'",
             "ALTER DOMAIN app.positive SET DEFAULT 3",
             "ALTER DOMAIN app.positive ADD CHECK (VALUE < 1000)",
             "CREATE OR REPLACE FUNCTION app.f(a int) RETURNS int LANGUAGE sql AS 'SELECT a + 1'",
             "ALTER FUNCTION app.f(int) COST 7",
             "ALTER FUNCTION app.f(int) SET work_mem TO '4MB'",
             "CREATE OR REPLACE VIEW app.v AS SELECT id, name, note FROM app.parent",
             "ALTER VIEW app.v SET (security_invoker = true)",
             "ALTER VIEW app.v ALTER COLUMN name SET DEFAULT 'y'",
             "ALTER SEQUENCE app.s INCREMENT 5",
             "ALTER STATISTICS app.both SET STATISTICS 50",
             "ALTER PUBLICATION news SET (publish = 'insert')",
             "ALTER PUBLICATION news ADD TABLE app.child WHERE (id > 3)",
             "COMMENT ON COLUMN app.child.id IS 'number'",
             "COMMENT ON INDEX app.by_name IS 'names'",
             "ALTER ROLE cache_team RENAME TO cache_crew",
             "CREATE EXTENSION pg_trgm SCHEMA app",
             "ALTER EXTENSION pg_trgm SET SCHEMA public",
             "CREATE SERVER away FOREIGN DATA WRAPPER nothing",
             "CREATE CAST (app.mood AS int) WITH FUNCTION app.as_number(app.mood)",
             "CREATE EVENT TRIGGER watch ON ddl_command_start EXECUTE FUNCTION app.watching()",
             "ALTER EVENT TRIGGER watch DISABLE",
             "CREATE RULE nothing AS ON DELETE TO app.child DO INSTEAD NOTHING",
             "ALTER TABLE app.child INHERIT app.base",
             "CREATE COLLATION app.plain FROM \"C\"",
             "ALTER SCHEMA app RENAME TO renamed",
         })
        QTest::newRow(sql) << QString::fromLatin1(sql);
}

void tst_LiveCache::aChangeOfTheSchemaIsSeen()
{
    QFETCH(const QString, sql);
    const ConnectionSpec spec = m_database->spec();
    // What some of the statements need beforehand.
    run(spec, "CREATE SCHEMA IF NOT EXISTS app; DO $$BEGIN IF to_regtype('app.mood') IS NOT NULL THEN"
              " CREATE OR REPLACE FUNCTION app.as_number(app.mood) RETURNS int LANGUAGE sql AS 'SELECT 1';"
              " CREATE OR REPLACE FUNCTION app.watching() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END';"
              " CREATE TABLE IF NOT EXISTS app.base (id int);"
              " IF NOT EXISTS (SELECT 1 FROM pg_foreign_data_wrapper) THEN CREATE FOREIGN DATA WRAPPER nothing; END IF;"
              " END IF; END$$");
    const Reading before = known(spec);
    const std::size_t files = filesIn(folder());
    run(spec, sql.toStdString());
    const Reading after = known(spec);
    QCOMPARE(filesIn(folder()), files + 1);
    const Reading truth = need(readCatalog(spec));
    QVERIFY(catalogHash(before.catalog) != catalogHash(after.catalog));
    QCOMPARE(serialize(after.catalog), serialize(truth.catalog));
    QCOMPARE(after.unknown, truth.unknown);
    QCOMPARE(after.hidden, truth.hidden);
}

void tst_LiveCache::whatIsNoChangeIsNone_data()
{
    QTest::addColumn<QString>("sql");
    for (const char* sql : {"INSERT INTO small.t SELECT g, 'x' FROM generate_series(1, 5000) g", "ANALYZE small.t",
                            "VACUUM small.t", "VACUUM FULL small.t", "VACUUM FULL pg_class", "VACUUM FULL pg_attribute",
                            "VACUUM FREEZE", "REINDEX SYSTEM", "TRUNCATE small.t", "SELECT nextval('small.s')",
                            "ALTER DATABASE whole SET work_mem TO '5MB'; ALTER DATABASE whole RESET work_mem",
                            "BEGIN; CREATE TABLE small.gone (); ROLLBACK"})
        QTest::newRow(sql) << QString::fromLatin1(sql);
}

void tst_LiveCache::whatIsNoChangeIsNone()
{
    QFETCH(QString, sql);
    const ScratchDatabase database =
        m_scratch.databaseWith("CREATE SCHEMA small; CREATE TABLE small.t (a int PRIMARY KEY, b text);"
                               "CREATE SEQUENCE small.s");
    const Reading before = known(database.spec());
    const std::size_t files = filesIn(folder());
    Connection connection = need(Connection::open(database.spec()));
    sql.replace(QStringLiteral("whole"), QString::fromStdString(database.spec().get("dbname")));
    for (const QString& statement : sql.split(QStringLiteral("; ")))
        need(connection.query(statement.toStdString()));
    const Reading after = known(database.spec());
    QCOMPARE(filesIn(folder()), files);
    QCOMPARE(serialize(after.catalog), serialize(before.catalog));
}

void tst_LiveCache::theCatalogComesOutOfTheCacheAndTheSizesDoNot()
{
    const ScratchDatabase database = m_scratch.databaseWith("CREATE TABLE grows (a int); CREATE MATERIALIZED VIEW m AS "
                                                            "SELECT generate_series(1, 2000) AS n");
    const ObjectKey key = keyOf(Kind::Table, "public", "grows");
    const Reading first = known(database.spec());
    QVERIFY(!first.sizes.contains(key));
    run(database.spec(), "INSERT INTO grows SELECT generate_series(1, 3000)");
    run(database.spec(), "ANALYZE");
    const Reading second = known(database.spec());
    const Reading truth = need(readCatalog(database.spec()));
    QCOMPARE(second.sizes.size(), truth.sizes.size());
    QCOMPARE(second.sizes.at(key).rows, 3000);
    QCOMPARE(second.sizes.at(key).bytes, truth.sizes.at(key).bytes);
    QCOMPARE(second.server.database, truth.server.database);
    QCOMPARE(second.server.user, truth.server.user);
    QCOMPARE(second.server.encoding, truth.server.encoding);
    QCOMPARE(second.server.version, truth.server.version);
}

void tst_LiveCache::theFileIsWhatIsRead()
{
    const ScratchDatabase database = m_scratch.databaseWith("CREATE TABLE filed (a int)");
    const ObjectKey key = keyOf(Kind::Table, "public", "filed");
    const Reading first = known(database.spec());
    QVERIFY(first.catalog.find(key));
    Reading other = first;
    other.catalog = other.catalog.without(key);
    for (const auto& entry : fs::directory_iterator(folder()))
        need(writeFileAtomically(entry.path(), readingBytes(other)));
    QVERIFY(!known(database.spec()).catalog.find(key));
}

void tst_LiveCache::whatIsTakenTwiceIsShared()
{
    const ScratchDatabase database = m_scratch.databaseWith("CREATE TABLE shared (a int)");
    const Reading first = known(database.spec());
    const Reading second = known(database.spec());
    QVERIFY(!second.catalog.sameAs(first.catalog)); // read, and out of the file
    QVERIFY(known(database.spec()).catalog.sameAs(second.catalog));
}

void tst_LiveCache::aCopyFromATemplateIsKnown()
{
    const ScratchDatabase database = m_scratch.databaseWith("CREATE TABLE original (a int)");
    const std::string name = database.spec().get("dbname");
    const Reading first = known(database.spec());
    const std::size_t files = filesIn(folder());
    ConnectionSpec maintenance = database.spec();
    maintenance.parameters["dbname"] = "postgres";
    run(maintenance, "CREATE DATABASE " + name + "_copy TEMPLATE " + name);
    ConnectionSpec copy = database.spec();
    copy.parameters["dbname"] = name + "_copy";
    const Reading second = known(copy);
    QCOMPARE(serialize(second.catalog), serialize(first.catalog));
    QCOMPARE(second.server.database, name + "_copy");
    run(copy, "ALTER TABLE original ADD COLUMN b int");
    QVERIFY(known(copy).catalog.get<Table>(keyOf(Kind::Table, "public", "original"))->findColumn("b"));
    QVERIFY(!known(database.spec()).catalog.get<Table>(keyOf(Kind::Table, "public", "original"))->findColumn("b"));
    QVERIFY(filesIn(folder()) > files);
    run(maintenance, "DROP DATABASE " + name + "_copy");
}

void tst_LiveCache::aScopeIsAppliedToWhatIsKnown()
{
    const ScratchDatabase database = m_scratch.databaseWith(
        "CREATE SCHEMA one; CREATE SCHEMA two; CREATE TABLE one.t (a int); CREATE TABLE two.t (a int)");
    const Scope scope{.schemas = {"one"}, .excludes = {}, .ignore = {}};
    for (int round = 0; round < 2; ++round) {
        QCOMPARE(serialize(known(database.spec(), scope).catalog),
                 serialize(need(readCatalog(database.spec(), scope)).catalog));
        QVERIFY(known(database.spec()).catalog.find(keyOf(Kind::Table, "two", "t")));
    }
}

void tst_LiveCache::anotherRoleHasItsOwnView()
{
    const ScratchDatabase database =
        m_scratch.databaseWith("CREATE ROLE cache_guest LOGIN; CREATE TABLE secret (a int DEFAULT 5)");
    const Reading whole = known(database.spec());
    ConnectionSpec guest = database.spec();
    guest.parameters["user"] = "cache_guest";
    for (int round = 0; round < 2; ++round) {
        const Reading seen = known(guest);
        const Reading truth = need(readCatalog(guest));
        QCOMPARE(seen.hidden, truth.hidden);
        QCOMPARE(serialize(seen.catalog), serialize(truth.catalog));
    }
    QVERIFY(whole.hidden.empty());
    // What the role may see changes without any change of the table.
    run(database.spec(), "GRANT pg_read_all_data TO cache_guest");
    QCOMPARE(known(guest).hidden, need(readCatalog(guest)).hidden);
}

void tst_LiveCache::aDamagedFileIsReadOver()
{
    const ScratchDatabase database = m_scratch.databaseWith("CREATE TABLE damaged (a int)");
    const Reading first = known(database.spec());
    for (const std::string_view bytes : {"", "5:1", "99999999999999999999:x", "6:170000:"}) {
        for (const auto& entry : fs::directory_iterator(folder()))
            need(writeFileAtomically(entry.path(), bytes));
        QCOMPARE(serialize(known(database.spec()).catalog), serialize(first.catalog));
    }
    QVERIFY(!readingFromBytes(readingBytes(first).substr(0, 200)));
    QCOMPARE(serialize(readingFromBytes(readingBytes(first))->catalog), serialize(first.catalog));
}

void tst_LiveCache::aChangeThereAndBackIsNoticed()
{
    const ScratchDatabase database = m_scratch.databaseWith("CREATE TABLE busy (a int); CREATE TABLE rows (a int)");
    Connection connection = need(Connection::open(database.spec()));
    const std::string since = need(connection.query("SELECT pg_snapshot_xmin(pg_current_snapshot())")).text(0, 0);
    const auto state = [&] {
        need(connection.query("BEGIN"));
        CatalogState now = need(catalogState(connection, since));
        need(connection.query("COMMIT"));
        return now;
    };
    const CatalogState first = state();
    QCOMPARE(first.newer, 0);
    run(database.spec(), "INSERT INTO rows VALUES (1)");
    QCOMPARE(state().newer, 0);
    QCOMPARE(state().content, first.content);
    run(database.spec(), "ALTER TABLE busy RENAME TO quiet");
    QVERIFY(state().content != first.content);
    run(database.spec(), "ALTER TABLE quiet RENAME TO busy");
    QCOMPARE(state().content, first.content);
    QVERIFY(state().newer > 0);
}

void tst_LiveCache::aBusyServerIsKnownToo()
{
    const ScratchDatabase database = m_scratch.databaseWith("CREATE TABLE rows (a int)");
    std::jthread writer([&](const std::stop_token& stop) {
        Connection connection = need(Connection::open(database.spec()));
        while (!stop.stop_requested())
            need(connection.query("INSERT INTO rows VALUES (1)"));
    });
    known(database.spec());
    writer.request_stop();
    writer.join();
    QCOMPARE(filesIn(folder()), 1U);
}

void tst_LiveCache::onlyTheNewestFilesAreKept()
{
    const ScratchDatabase database = m_scratch.databaseWith("CREATE TABLE t (a int)");
    for (int i = 0; i < 30; ++i) {
        run(database.spec(), "COMMENT ON TABLE t IS '" + std::to_string(i) + "'");
        known(database.spec());
    }
    QCOMPARE(filesIn(folder()), 24U);
    const std::size_t files = filesIn(folder());
    known(database.spec());
    QCOMPARE(filesIn(folder()), files);
}

QTEST_GUILESS_MAIN(tst_LiveCache)
#include "tst_live_cache.moc"
