// Indexes on a real server: read as they were made, made again from what was read, altered and dropped both ways.

#include "diff/kinds/table/index_read.h"
#include "tests/support/round_trip.h"

#include <QTest>

using namespace schemawright;

class tst_KindIndex : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void anIndexIsReadWithEveryOption();
    void partitionsWithPlainIndexesAreReadAsOne();
    void anIndexOfItsOwnMakesThePartitionedOneOnly();
    void theWayThereAndBackIsProved_data();
    void theWayThereAndBackIsProved();
    void whatAlterCanDoIsNotMadeAnew();
    void defaultNamesAreThoseOfPostgreSql();

private:
    test::RoundTrip m_way;
};

void tst_KindIndex::anIndexIsReadWithEveryOption()
{
    const Catalog catalog =
        m_way
            .resolve("CREATE DOMAIN dtext AS text; CREATE TYPE mood AS ENUM ('a');"
                     "CREATE TABLE t (id int, a text, b varchar(10), c text COLLATE \"C\", d dtext, m mood, arr int[], "
                     "j jsonb, tv tsvector, r int4range, n name);"
                     "CREATE INDEX i1 ON t (a text_pattern_ops DESC NULLS LAST, b);"
                     "CREATE INDEX i2 ON t (c COLLATE \"POSIX\", (lower(a)) COLLATE \"C\" varchar_pattern_ops DESC, (a "
                     "|| 'x,) '::text)) INCLUDE (id, b)"
                     "  WHERE a IS NOT NULL;"
                     "CREATE INDEX i3 ON t (d, m, n, c, b); CREATE INDEX i4 ON t USING gin (arr, j jsonb_path_ops);"
                     "CREATE INDEX i5 ON t USING gist (tv tsvector_ops(siglen=100), r);"
                     "CREATE UNIQUE INDEX i6 ON t (id) NULLS NOT DISTINCT WITH (fillfactor=70);"
                     "CREATE INDEX i7 ON t USING gist (tv);"
                     "CREATE INDEX i8 ON t ((id + 1), id); ALTER INDEX i8 ALTER COLUMN 1 SET STATISTICS 50; ALTER "
                     "TABLE t CLUSTER ON i8;"
                     "COMMENT ON INDEX i8 IS 'it''s';")
            .catalog;
    const auto index = [&](const char* name) {
        return *catalog.get<Index>(childKey(Kind::Index, "public", "t", name));
    };
    const auto column = [](std::string name, std::string opclass = {}) {
        IndexKey key;
        key.column = std::move(name);
        key.opclass = std::move(opclass);
        return key;
    };
    Index i1;
    i1.keys = {column("a", "text_pattern_ops"), column("b")};
    i1.keys[0].descending = true;
    QVERIFY(index("i1") == i1);

    Index i2;
    i2.keys = {column("c"), {}, {}};
    i2.keys[0].collation = "\"POSIX\"";
    i2.keys[1].expression = "lower(a)";
    i2.keys[1].collation = "\"C\"";
    i2.keys[1].opclass = "varchar_pattern_ops";
    i2.keys[1].descending = true;
    i2.keys[1].nullsFirst = true;
    i2.keys[2].expression = "((a || 'x,) '::text))";
    i2.include = {"id", "b"};
    i2.where = "(a IS NOT NULL)";
    QVERIFY(index("i2") == i2);

    Index i3;
    i3.keys = {column("d"), column("m"), column("n"), column("c"), column("b")};
    QVERIFY(index("i3") == i3);
    Index i4;
    i4.method = "gin";
    i4.keys = {column("arr"), column("j", "jsonb_path_ops")};
    QVERIFY(index("i4") == i4);
    Index i5;
    i5.method = "gist";
    i5.keys = {column("tv", "tsvector_ops (siglen='100')"), column("r")};
    QVERIFY(index("i5") == i5);
    Index i7;
    i7.method = "gist";
    i7.keys = {column("tv")};
    QVERIFY(index("i7") == i7);
    Index i6;
    i6.keys = {column("id")};
    i6.unique = true;
    i6.nullsNotDistinct = true;
    i6.options = {{"fillfactor", "70"}};
    QVERIFY(index("i6") == i6);
    QCOMPARE(index("i8").statistics, std::vector<std::string>{"1=50"});
    QVERIFY(index("i8").clustered);
    QCOMPARE(catalog.find(childKey(Kind::Index, "public", "t", "i8"))->attributes.comment, "it's");
}

void tst_KindIndex::partitionsWithPlainIndexesAreReadAsOne()
{
    const Catalog catalog =
        m_way
            .resolve("CREATE TABLE p (id int, k text) PARTITION BY RANGE (id);"
                     "CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (0) TO (10) PARTITION BY RANGE (id);"
                     "CREATE TABLE p11 PARTITION OF p1 FOR VALUES FROM (0) TO (5);"
                     "CREATE INDEX p_k ON p (lower(k), id) WITH (fillfactor=80) WHERE id > 3;")
            .catalog;
    const Index* index = catalog.get<Index>(childKey(Kind::Index, "public", "p", "p_k"));
    QVERIFY(index && !index->onOnly);
    QVERIFY(catalog.childrenOf("public", "p1").empty());
    QVERIFY(catalog.childrenOf("public", "p11").empty());
}

void tst_KindIndex::anIndexOfItsOwnMakesThePartitionedOneOnly()
{
    const Catalog catalog = m_way
                                .resolve("CREATE TABLE p (id int, k text) PARTITION BY RANGE (id);"
                                         "CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (0) TO (10);"
                                         "CREATE INDEX mine ON p1 (k); CREATE INDEX p_k ON p (k);")
                                .catalog;
    const Index* index = catalog.get<Index>(childKey(Kind::Index, "public", "p", "p_k"));
    QVERIFY(index && index->onOnly);
    const Index* child = catalog.get<Index>(childKey(Kind::Index, "public", "p1", "mine"));
    QVERIFY(child);
    QCOMPARE(child->parentIndex.name, "p_k");
}

void tst_KindIndex::theWayThereAndBackIsProved_data()
{
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QByteArray>("after");
    const auto row = [](const char* name, const QByteArray& before, const QByteArray& after) {
        QTest::newRow(name) << before << after;
    };
    const QByteArray t = "CREATE TABLE t (id int NOT NULL, a text, b varchar(10), j jsonb, tv tsvector);";
    row("made from nothing, with every option", "",
        t + "CREATE UNIQUE INDEX i1 ON t (a text_pattern_ops DESC NULLS LAST, (lower(b)) COLLATE \"C\") INCLUDE (id) "
            "NULLS NOT DISTINCT WITH (fillfactor=70) "
            "WHERE a <> ''; CREATE INDEX i2 ON t USING gist (tv tsvector_ops(siglen=100)); CREATE INDEX i3 ON t USING "
            "gin (j jsonb_path_ops);"
            "CREATE INDEX i4 ON t ((id + 1)); ALTER INDEX i4 ALTER COLUMN 1 SET STATISTICS 5; ALTER TABLE t CLUSTER ON "
            "i4; COMMENT ON INDEX i4 IS 'x';");
    row("other columns", t + "CREATE INDEX i ON t (a);", t + "CREATE INDEX i ON t (a, b);");
    row("options, statistics and cluster",
        t + "CREATE INDEX i ON t ((id+1)) WITH (fillfactor=70); ALTER TABLE t CLUSTER ON i; CREATE INDEX k ON t (b);",
        t + "CREATE INDEX i ON t ((id+1)) WITH (deduplicate_items=off); ALTER INDEX i ALTER COLUMN 1 SET STATISTICS 9; "
            "CREATE INDEX k ON t (b);"
            "ALTER TABLE t CLUSTER ON k;");
    row("no cluster any more", t + "CREATE INDEX i ON t (a); ALTER TABLE t CLUSTER ON i;",
        t + "CREATE INDEX i ON t (a);");
    row("replica identity", t + "CREATE UNIQUE INDEX i ON t (id);",
        t + "CREATE UNIQUE INDEX i ON t (id); ALTER TABLE t REPLICA IDENTITY USING INDEX i;");
    row("on a materialized view", "CREATE MATERIALIZED VIEW m AS SELECT 1 AS a, 'x'::text AS b;",
        "CREATE MATERIALIZED VIEW m AS SELECT 2 AS a, 'x'::text AS b; CREATE UNIQUE INDEX i ON m (a) INCLUDE (b); "
        "CREATE INDEX k ON m (b text_pattern_ops);");
    const QByteArray p = "CREATE TABLE p (id int, k text) PARTITION BY RANGE (id); CREATE TABLE p1 PARTITION OF p FOR "
                         "VALUES FROM (0) TO (10);";
    const QByteArray p2 = "CREATE TABLE p2 PARTITION OF p FOR VALUES FROM (10) TO (20);";
    row("of a partitioned table", p, p + "CREATE INDEX p_k ON p (k);");
    row("of a partitioned table from nothing", "", p + p2 + "CREATE INDEX p_k ON p (k);");
    row("of a partitioned table, made anew", p + "CREATE INDEX p_k ON p (k);", p + "CREATE INDEX p_k ON p (k, id);");
    row("another partition", p + "CREATE INDEX p_k ON p (k);", p + p2 + "CREATE INDEX p_k ON p (k);");
    row("attached indexes with names of their own", "",
        p + p2 + "CREATE INDEX mine ON p1 (k); CREATE INDEX p_k ON p (k);");
    row("attached indexes go with theirs", p + "CREATE INDEX mine ON p1 (k); CREATE INDEX p_k ON p (k);", p);
    row("attached indexes are made anew with theirs", p + "CREATE INDEX mine ON p1 (k); CREATE INDEX p_k ON p (k);",
        p + "CREATE INDEX mine ON p1 (k, id); CREATE INDEX p_k ON p (k, id);");
    row("another partition whose index has a name of its own", p + "CREATE INDEX p_k ON p (k);",
        p + p2 + "CREATE INDEX mine ON p2 (k); CREATE INDEX p_k ON p (k);");
    row("only on the partitioned table", p, p + "CREATE INDEX p_k ON ONLY p (k);");
    row("hostile names", "",
        "CREATE SCHEMA \"we\"\"ird; --\"; CREATE TABLE \"we\"\"ird; --\".\"T)( USING btree (\" (\"A, B\" text, "
        "\"x\"\"\" text, \"select\" text);"
        "CREATE INDEX \"I \"\" x\" ON \"we\"\"ird; --\".\"T)( USING btree (\" (\"A, B\" text_pattern_ops, "
        "(lower(\"x\"\"\")), \"select\") INCLUDE (\"x\"\"\");"
        "CREATE INDEX \"new\nline $$ */\" ON \"we\"\"ird; --\".\"T)( USING btree (\" (\"select\") WHERE \"A, B\" <> "
        "'),(';"
        "COMMENT ON INDEX \"we\"\"ird; --\".\"I \"\" x\" IS 'a '' $$ */ -- b';");
}

void tst_KindIndex::theWayThereAndBackIsProved()
{
    QFETCH(QByteArray, before);
    QFETCH(QByteArray, after);
    try {
        m_way.prove(before.toStdString(), after.toStdString());
    } catch (const std::runtime_error& error) {
        QFAIL(error.what());
    }
}

void tst_KindIndex::whatAlterCanDoIsNotMadeAnew()
{
    const std::string table = "CREATE TABLE t (id int NOT NULL, a text);";
    QCOMPARE(m_way.prove(table + "CREATE INDEX i ON t (a) WITH (fillfactor=70);",
                         table + "CREATE INDEX i ON t (a) WITH (fillfactor=80);"),
             "SET check_function_bodies = off;\n\nALTER INDEX public.i SET (fillfactor=80);\n");
    QCOMPARE(
        m_way.prove(table + "CREATE INDEX i ON t (a); ALTER TABLE t CLUSTER ON i;", table + "CREATE INDEX i ON t (a);"),
        "SET check_function_bodies = off;\n\nALTER TABLE public.t SET WITHOUT CLUSTER;\n");
}

void tst_KindIndex::defaultNamesAreThoseOfPostgreSql()
{
    auto database = m_way.scratch().database();
    auto connection = test::need(database.connect());
    const std::string longName = "täble_with_a_rather_long_näme_that_goes_on";
    const std::string longColumn = "cölumn_with_a_rather_long_näme_that_goes_on";
    for (const auto& [table, column] :
         {std::pair<std::string, std::string>{"t", "a"}, {longName, longColumn}, {longName, "a"}, {"u", longColumn}}) {
        test::need(connection.query("BEGIN; CREATE TABLE \"" + table + "\" (\"" + column +
                                    "\" int); CREATE INDEX ON \"" + table + "\" (\"" + column + "\");"));
        const Rows rows = test::need(connection.query("SELECT indexname FROM pg_indexes WHERE schemaname = 'public'"));
        QCOMPARE(defaultIndexName(table, {column}), rows.text(0, 0));
        test::need(connection.query("ROLLBACK"));
    }
}

QTEST_GUILESS_MAIN(tst_KindIndex)
#include "tst_kind_index.moc"
