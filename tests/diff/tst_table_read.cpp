#include "diff/kinds/base/reading.h"
#include "diff/read/read.h"
#include "tests/support/scratch_fixture.h"

#include <QtTest>

#include <algorithm>

using namespace schemawright;
using namespace schemawright::test;

/// What the reader makes of tables, on a real server.
class tst_TableRead : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void columnsAreReadWhole();
    void constraintsAreReadWhole();
    void identitiesAreReadWithTheirSequences();
    void inheritanceAndPartitionsAreRead();
    void settingsOfTheTableAreRead();
    void dependenciesNameParts();
    void whatARoleMayNotSeeIsNamed();
    void temporaryTablesAndExtensionsAreLeftOut();
    void largeTablesHaveASize();

private:
    Reading readingOf(const std::string& sql)
    {
        const ScratchDatabase database = m_scratch.databaseWith(sql);
        Connection connection = need(database.connect());
        return need(readCatalog(connection));
    }
    ScratchFixture m_scratch;
};

namespace {

const Table& tableOf(const Reading& reading, const char* name)
{
    const Table* table = reading.catalog.get<Table>(keyOf(Kind::Table, "public", name));
    if (!table)
        throw std::runtime_error(std::string("no table ") + name);
    return *table;
}

} // namespace

void tst_TableRead::columnsAreReadWhole()
{
    const Reading reading = readingOf(
        "CREATE DOMAIN must AS integer NOT NULL;"
        "CREATE TABLE t (gone integer, a numeric(10,2) DEFAULT 0 NOT NULL, \"B b\" varchar(9)[] COLLATE \"C\","
        " g integer GENERATED ALWAYS AS (1 + 2) STORED, d must, s text COMPRESSION pglz);"
        "ALTER TABLE t DROP gone; ALTER TABLE t ALTER s SET STORAGE EXTERNAL, ALTER s SET STATISTICS 7, ALTER s SET "
        "(n_distinct = 5);"
        "COMMENT ON COLUMN t.s IS 'text';");
    const Table& table = tableOf(reading, "t");
    QCOMPARE(table.columns.size(), std::size_t{5});
    const Column& a = table.columns[0];
    QCOMPARE(a.name, "a");
    QCOMPARE(a.type, "numeric(10,2)");
    QCOMPARE(a.defaultExpr, "0");
    QVERIFY(a.notNull && a.local && a.storage.empty() && a.statisticsTarget == -1);
    QCOMPARE(table.columns[1].name, "B b");
    QCOMPARE(table.columns[1].type, "character varying(9)[]");
    QCOMPARE(table.columns[1].collation, "pg_catalog.\"C\"");
    QCOMPARE(table.columns[2].generated, Generated::Stored);
    QCOMPARE(table.columns[2].defaultExpr, "(1 + 2)");
    QCOMPARE(table.columns[3].type, "public.must");
    QVERIFY(!table.columns[3].notNull);
    const Column& s = table.columns[4];
    QCOMPARE(s.storage, "EXTERNAL");
    QCOMPARE(s.compression, "pglz");
    QCOMPARE(s.statisticsTarget, 7);
    QCOMPARE(s.options.size(), std::size_t{1});
    QCOMPARE(s.options[0].name, "n_distinct");
    QCOMPARE(s.options[0].value, "5");
    QCOMPARE(s.comment, "text");
    QVERIFY(table.findColumn("s") == &s && !table.findColumn("gone"));
}

void tst_TableRead::constraintsAreReadWhole()
{
    const Reading reading = readingOf(
        "CREATE TABLE p (x integer, y integer, z integer, CONSTRAINT pk PRIMARY KEY (y, x) INCLUDE (z) WITH "
        "(fillfactor=80));"
        "CREATE TABLE t (a integer, b integer, r int4range, CONSTRAINT u UNIQUE NULLS NOT DISTINCT (b) DEFERRABLE,"
        " CONSTRAINT k CHECK (b > a) NO INHERIT, CONSTRAINT f FOREIGN KEY (a, b) REFERENCES p (y, x) MATCH FULL ON "
        "DELETE CASCADE INITIALLY DEFERRED,"
        " CONSTRAINT x EXCLUDE USING gist (r WITH &&) INITIALLY DEFERRED); ALTER TABLE t ADD CONSTRAINT n CHECK (a <> "
        "3) NOT VALID;"
        "COMMENT ON CONSTRAINT u ON t IS 'one'; COMMENT ON INDEX u IS 'index'");
    const Constraint& pk = *tableOf(reading, "p").primaryKey();
    QCOMPARE(pk.columns, (std::vector<std::string>{"y", "x"}));
    QCOMPARE(pk.include, (std::vector<std::string>{"z"}));
    QCOMPARE(pk.indexOptions, (std::vector<Option>{{"fillfactor", "80"}}));
    const Table& t = tableOf(reading, "t");
    QCOMPARE(t.constraints.size(), std::size_t{5});
    QVERIFY(std::ranges::is_sorted(t.constraints, {}, &Constraint::name));
    const Constraint& u = *t.findConstraint("u");
    QVERIFY(u.nullsNotDistinct && u.deferrable && !u.initiallyDeferred);
    QCOMPARE(u.comment, "one");
    QCOMPARE(u.indexComment, "index");
    const Constraint& k = *t.findConstraint("k");
    QCOMPARE(k.expression, "(b > a)");
    QCOMPARE(k.columns, (std::vector<std::string>{"a", "b"}));
    QVERIFY(k.noInherit && !k.notValid && t.findConstraint("n")->notValid);
    const Constraint& f = *t.findConstraint("f");
    QCOMPARE(f.refTable, (QualifiedName{"public", "p"}));
    QCOMPARE(f.columns, (std::vector<std::string>{"a", "b"}));
    QCOMPARE(f.refColumns, (std::vector<std::string>{"y", "x"}));
    QVERIFY(f.match == ForeignKeyMatch::Full && f.onDelete == ForeignKeyAction::Cascade &&
            f.onUpdate == ForeignKeyAction::NoAction);
    QVERIFY(f.deferrable && f.initiallyDeferred);
    const Constraint& x = *t.findConstraint("x");
    QCOMPARE(x.expression, "EXCLUDE USING gist (r WITH &&)");
    QVERIFY(x.deferrable && x.initiallyDeferred);
    // The indexes behind them are no objects of their own.
    QVERIFY(std::ranges::none_of(reading.catalog,
                                 [](const Catalog::Entry& entry) { return entry.key->kind == Kind::Index; }));
}

void tst_TableRead::identitiesAreReadWithTheirSequences()
{
    const Reading reading = readingOf(
        "CREATE TABLE t (a smallint GENERATED ALWAYS AS IDENTITY,"
        " b bigint GENERATED BY DEFAULT AS IDENTITY (SEQUENCE NAME odd START WITH -5 INCREMENT BY -2 CYCLE))");
    const Table& table = tableOf(reading, "t");
    QCOMPARE(table.columns[0].identity, Identity::Always);
    QCOMPARE(table.columns[0].identityOptions.type, "smallint");
    QCOMPARE(table.columns[0].identityOptions.maxValue, 32767);
    QVERIFY(table.columns[0].identitySequence.empty());
    QCOMPARE(table.columns[1].identity, Identity::ByDefault);
    QCOMPARE(table.columns[1].identitySequence, "odd");
    QVERIFY(table.columns[1].identityOptions.increment == -2 && table.columns[1].identityOptions.cycle);
    QVERIFY(std::ranges::none_of(reading.catalog,
                                 [](const Catalog::Entry& entry) { return entry.key->kind == Kind::Sequence; }));
}

void tst_TableRead::inheritanceAndPartitionsAreRead()
{
    const Reading reading =
        readingOf("CREATE TABLE base (a integer CHECK (a > 0)); CREATE TABLE child (b text) INHERITS (base);"
                  "CREATE TABLE r (id integer PRIMARY KEY);"
                  "CREATE TABLE m (id integer PRIMARY KEY REFERENCES r) PARTITION BY LIST (id); CREATE TABLE m1 "
                  "PARTITION OF m FOR VALUES IN (1, 2);"
                  "CREATE TABLE q (id integer REFERENCES m)");
    const Table& child = tableOf(reading, "child");
    QCOMPARE(child.inherits, (std::vector<QualifiedName>{{"public", "base"}}));
    QVERIFY(!child.findColumn("a")->local && child.findColumn("b")->local);
    QVERIFY(!child.findConstraint("base_a_check")->local);
    QCOMPARE(tableOf(reading, "m").partitionBy, "LIST (id)");
    const Table& m1 = tableOf(reading, "m1");
    QCOMPARE(m1.partitionOf, (QualifiedName{"public", "m"}));
    QCOMPARE(m1.partitionBound, "FOR VALUES IN (1, 2)");
    // The copies of foreign keys on partitions, and for referenced partitions, are the partitioned table's.
    QCOMPARE(m1.constraints.size(), std::size_t{1});
    QCOMPARE(m1.primaryKey()->parentConstraint, "m_pkey");
    QVERIFY(!m1.primaryKey()->local);
    QCOMPARE(tableOf(reading, "m").constraints.size(), std::size_t{2});
    QCOMPARE(tableOf(reading, "q").constraints.size(), std::size_t{1});
}

void tst_TableRead::settingsOfTheTableAreRead()
{
    const Reading reading = readingOf(
        "CREATE TYPE ct AS (a text); CREATE UNLOGGED TABLE t OF ct WITH (fillfactor=70, "
        "toast.autovacuum_enabled=false);"
        "ALTER TABLE t ENABLE ROW LEVEL SECURITY; ALTER TABLE t REPLICA IDENTITY FULL; COMMENT ON TABLE t IS 'words'");
    const Table& table = tableOf(reading, "t");
    QCOMPARE(table.persistence, Persistence::Unlogged);
    QCOMPARE(table.ofType, (QualifiedName{"public", "ct"}));
    QCOMPARE(table.options, (std::vector<Option>{{"fillfactor", "70"}, {"toast.autovacuum_enabled", "false"}}));
    QVERIFY(table.rowSecurity && !table.forceRowSecurity);
    QCOMPARE(table.replicaIdentity, ReplicaIdentity::Full);
    QCOMPARE(reading.catalog.find(keyOf(Kind::Table, "public", "t"))->attributes.comment, "words");
    QVERIFY(reading.hidden.empty());
}

void tst_TableRead::dependenciesNameParts()
{
    const Reading reading = readingOf(
        "CREATE FUNCTION f() RETURNS integer LANGUAGE sql AS 'SELECT 1'; CREATE TABLE p (id integer PRIMARY KEY);"
        "CREATE TABLE t (a integer DEFAULT f(), p integer CONSTRAINT k REFERENCES p); CREATE VIEW v AS SELECT a FROM t;"
        "CREATE FUNCTION g(t[]) RETURNS integer LANGUAGE sql AS 'SELECT 1'");
    const Dependencies& dependencies = reading.catalog.dependencies();
    const auto needs = [&](const ObjectKey& dependent, const ObjectKey& referenced) {
        return std::ranges::contains(dependencies.of(dependent), referenced);
    };
    QVERIFY(needs(childKey(Kind::Default, "public", "t", "a"), {Kind::Function, "public", {}, "f", ""}));
    QVERIFY(needs(childKey(Kind::Constraint, "public", "t", "k"), childKey(Kind::Constraint, "public", "p", "p_pkey")));
    QVERIFY(needs(childKey(Kind::Constraint, "public", "t", "k"), childKey(Kind::Column, "public", "t", "p")));
    QVERIFY(needs(keyOf(Kind::View, "public", "v"), childKey(Kind::Column, "public", "t", "a")));
    QVERIFY(needs({Kind::Function, "public", {}, "g", "public.t[]"}, keyOf(Kind::Table, "public", "t")));
}

void tst_TableRead::whatARoleMayNotSeeIsNamed()
{
    need(m_scratch.server().ensureRoles({"table_onlooker"}));
    const ScratchDatabase database = m_scratch.databaseWith(
        "CREATE TABLE secret (a integer DEFAULT 3 PRIMARY KEY, b integer); CREATE TABLE half (a integer, b integer);"
        "CREATE TABLE open (a integer); GRANT SELECT ON open TO table_onlooker; GRANT SELECT (a) ON half TO "
        "table_onlooker");
    Connection connection = need(database.connect());
    need(connection.query("SET ROLE table_onlooker"));
    const Reading reading = need(readCatalog(connection));
    QCOMPARE(reading.hidden, (std::vector<std::string>{"table public.half", "table public.secret"}));
    const Table& secret = tableOf(reading, "secret");
    QCOMPARE(secret.columns.size(), std::size_t{2});
    QCOMPARE(secret.columns[0].defaultExpr, "3");
    QVERIFY(secret.primaryKey());
}

void tst_TableRead::temporaryTablesAndExtensionsAreLeftOut()
{
    const ScratchDatabase database = m_scratch.databaseWith("CREATE TABLE kept (a integer)");
    Connection connection = need(database.connect());
    need(connection.query("CREATE TEMPORARY TABLE passing (a integer PRIMARY KEY)"));
    const Reading reading = need(readCatalog(connection));
    std::vector<std::string> names;
    for (const Catalog::Entry& entry : reading.catalog)
        if (entry.key->kind == Kind::Table)
            names.push_back(entry.key->name);
    QCOMPARE(names, (std::vector<std::string>{"kept"}));
}

void tst_TableRead::largeTablesHaveASize()
{
    const Reading reading = readingOf(
        "CREATE TABLE t AS SELECT generate_series(1, 5000) AS a; CREATE TABLE nothing (a integer); ANALYZE t");
    QCOMPARE(reading.sizes.size(), std::size_t{1});
    const RelationSize& size = reading.sizes.at(keyOf(Kind::Table, "public", "t"));
    QCOMPARE(size.rows, 5000);
    QVERIFY(size.bytes >= 100000);
}

QTEST_GUILESS_MAIN(tst_TableRead)
#include "tst_table_read.moc"
