// The command line: what differs between two schemas, renames, online scripts, proofs.

#include "tests/app/cli_fixture.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace schemawright;
using namespace schemawright::test;

class tst_CliCompare : public QObject, private CliFixture {
    Q_OBJECT
private Q_SLOTS:
    void init() { CliFixture::init(); }
    void cleanup() { CliFixture::cleanup(); }

    void diffOfFiles();
    void sqlComesFromStandardInput();
    void aFileMayHaveAnEqualsSign();
    void aPatternThatMatchesNothingIsSaid();
    void anArchiveIsReadByPgRestore();
    void tablespacesNeedNotBeThere();
    void aLossyConversionIsSaidAndSeen();
    void diffExitsWithThreeWhereAsked();
    void diffScriptsGoThereAndBack();
    void diffAsJson();
    void aRenameKeepsTheColumn();
    void onlineScriptsLockBriefly();
    void aRenamedValueKeepsTheRows();
    void aMovedTableKeepsItsRows();
    void suggestionsAreInTheJson();
    void aRevisionIsProvedWithRows();
    void aTypeChangeHasNoOnlineWay();
};

void tst_CliCompare::diffOfFiles()
{
    write(QStringLiteral("a.sql"), shop);
    write(QStringLiteral("b/1.sql"), shop);
    write(QStringLiteral("b/2.sql"), "CREATE VIEW names AS SELECT name FROM customers;");
    const Run same = run({QStringLiteral("diff"), QStringLiteral("a.sql"), QStringLiteral("a.sql")});
    OK(same);
    QVERIFY(same.out.startsWith(QStringLiteral("No differences")));
    const Run different = run({QStringLiteral("diff"), QStringLiteral("a.sql"), QStringLiteral("b")});
    OK(different);
    QVERIFY2(different.out.contains(QStringLiteral("+ view public.names")), qPrintable(different.out));
    const Run nothing =
        run({QStringLiteral("diff"), QStringLiteral("empty"), QStringLiteral("empty"), QStringLiteral("--sql")});
    OK(nothing);
    QCOMPARE(nothing.out.trimmed(), QString());
}

void tst_CliCompare::sqlComesFromStandardInput()
{
    write(QStringLiteral("a.sql"), shop);
    standardInput = QByteArray(shop) + "CREATE VIEW names AS SELECT name FROM customers;";
    const Run different = runWords("diff a.sql -");
    OK(different);
    QVERIFY2(different.out.contains(QStringLiteral("+ view public.names")), qPrintable(different.out));
    QCOMPARE(runWords("diff - -").status, 2);
    standardInput = "CREATE TABLE broken (";
    REFUSED(runWords("diff a.sql -"), "standard input:1");
    standardInput = shop;
    OK(runWords("init made --from -"));
    QCOMPARE(runWords("diff a.sql made/catalog/schema.sql --exit-code").status, 0);
}

void tst_CliCompare::aFileMayHaveAnEqualsSign()
{
    write(QStringLiteral("x=1.sql"), shop);
    OK(runWords("diff empty x=1.sql"));
}

void tst_CliCompare::aPatternThatMatchesNothingIsSaid()
{
    write(QStringLiteral("a.sql"), shop);
    const Run nothing = runWords("diff empty a.sql --schema nosuch");
    REFUSED(nothing, "nothing in either schema matches --schema nosuch");
    OK(runWords("diff a.sql a.sql --schema public"));
    OK(runWords("diff empty a.sql --schema public.orders"));
    REFUSED(runWords("diff empty a.sql --schema public.order"), "matches --schema public.order");
}

void tst_CliCompare::anArchiveIsReadByPgRestore()
{
    write(QStringLiteral("a.sql"), shop);
    const QString live = database(shop);
    const std::filesystem::path programs = m_scratch.server().binDir();
    QCOMPARE(QProcess::execute(QString::fromStdString((programs / "pg_dump").string()),
                               {QStringLiteral("-Fc"), QStringLiteral("-f"), path(QStringLiteral("shop.dump")),
                                QStringLiteral("-d"), live}),
             0);
    const QString search =
        QStringLiteral("PATH=") + QString::fromStdString(programs.string()) + QStringLiteral(":/usr/bin:/bin");
    const Run same = run(
        {QStringLiteral("diff"), QStringLiteral("a.sql"), QStringLiteral("shop.dump"), QStringLiteral("--exit-code")},
        {}, {search});
    QVERIFY2(same.status == 0, qPrintable(same.err + same.out));
    const Run absent = run({QStringLiteral("diff"), QStringLiteral("empty"), QStringLiteral("shop.dump")}, {},
                           {QStringLiteral("PATH=/nowhere")});
    REFUSED(absent, "pg_dump's custom format");
}

void tst_CliCompare::tablespacesNeedNotBeThere()
{
    write(QStringLiteral("a.sql"), "CREATE TABLE a (id integer);");
    write(QStringLiteral("b.sql"),
          "CREATE TABLE a (id integer) TABLESPACE \"fast one\"; CREATE INDEX i ON a (id) TABLESPACE fast;");
    const Run proved = runWords("prove a.sql b.sql");
    OK(proved);
    const Run script = runWords("diff a.sql b.sql --sql");
    OK(script);
    QVERIFY2(script.out.contains(QStringLiteral("SET TABLESPACE \"fast one\"")), qPrintable(script.out));
}

void tst_CliCompare::aLossyConversionIsSaidAndSeen()
{
    write(QStringLiteral("a.sql"), "CREATE TABLE m (id integer PRIMARY KEY, price numeric(12,4), seen timestamp);");
    write(QStringLiteral("b.sql"), "CREATE TABLE m (id integer PRIMARY KEY, price numeric(12,2), seen date);");
    const Run script = runWords("diff a.sql b.sql --json");
    OK(script);
    QCOMPARE(script.out.count(QStringLiteral("\"lossy-cast\"")), 2);
    QVERIFY2(script.out.contains(QStringLiteral("rounds numbers")), qPrintable(script.out));
    QVERIFY2(script.out.contains(QStringLiteral("drops the time of day")), qPrintable(script.out));
    const Run proved = runWords("prove a.sql b.sql");
    OK(proved);
    QVERIFY2((proved.out + proved.err).contains(QStringLiteral("without the values of price, seen")),
             qPrintable(proved.out + proved.err));
    write(QStringLiteral("c.sql"), "CREATE TABLE m (id integer PRIMARY KEY, price numeric(14,4), seen timestamp);");
    const Run kept = runWords("prove a.sql c.sql");
    OK(kept);
    QVERIFY2((kept.out + kept.err).contains(QStringLiteral("all restored by down")), qPrintable(kept.out + kept.err));
}

void tst_CliCompare::diffExitsWithThreeWhereAsked()
{
    write(QStringLiteral("a.sql"), shop);
    const QStringList arguments{QStringLiteral("diff"), QStringLiteral("empty"), QStringLiteral("a.sql"),
                                QStringLiteral("--exit-code")};
    QCOMPARE(run(arguments).status, 3);
    const QString live = database(shop);
    QCOMPARE(run({QStringLiteral("diff"), live, QStringLiteral("a.sql"), QStringLiteral("--exit-code")}).status, 0);
}

void tst_CliCompare::diffScriptsGoThereAndBack()
{
    write(QStringLiteral("a.sql"), shop);
    const Run up =
        run({QStringLiteral("diff"), QStringLiteral("empty"), QStringLiteral("a.sql"), QStringLiteral("--sql")});
    OK(up);
    const QString live = database();
    Connection connection = need(m_databases.back().connect());
    need(connection.query(up.out.toStdString()));
    QCOMPARE(run({QStringLiteral("diff"), live, QStringLiteral("a.sql"), QStringLiteral("--exit-code")}).status, 0);
    const Run down = run({QStringLiteral("diff"), QStringLiteral("empty"), QStringLiteral("a.sql"),
                          QStringLiteral("--sql"), QStringLiteral("--down")});
    OK(down);
    need(connection.query(down.out.toStdString()));
    QCOMPARE(run({QStringLiteral("diff"), live, QStringLiteral("empty"), QStringLiteral("--exit-code")}).status, 0);
}

void tst_CliCompare::diffAsJson()
{
    write(QStringLiteral("a.sql"), shop);
    const Run json =
        run({QStringLiteral("diff"), QStringLiteral("empty"), QStringLiteral("a.sql"), QStringLiteral("--json")});
    OK(json);
    const QJsonObject object = QJsonDocument::fromJson(json.out.toUtf8()).object();
    QVERIFY(object[QStringLiteral("different")].toBool());
    QVERIFY(object[QStringLiteral("changes")].toArray().size() >= 2);
    QCOMPARE(object[QStringLiteral("changes")].toArray()[0].toObject()[QStringLiteral("action")].toString(),
             QStringLiteral("add"));
    QVERIFY(!object[QStringLiteral("up")].toArray().isEmpty());
}

void tst_CliCompare::aRenameKeepsTheColumn()
{
    write(QStringLiteral("b.sql"),
          QString::fromUtf8(shop).replace(QStringLiteral("state text"), QStringLiteral("status text")).toStdString());
    write(QStringLiteral("a.sql"), shop);
    const Run renamed =
        run({QStringLiteral("diff"), QStringLiteral("a.sql"), QStringLiteral("b.sql"), QStringLiteral("--rename"),
             QStringLiteral("orders.state=orders.status"), QStringLiteral("--sql")});
    OK(renamed);
    QVERIFY2(renamed.out.contains(QStringLiteral("RENAME COLUMN state TO status")), qPrintable(renamed.out));
    QVERIFY(!renamed.out.contains(QStringLiteral("DROP COLUMN")));
}

void tst_CliCompare::onlineScriptsLockBriefly()
{
    write(QStringLiteral("a.sql"), shop);
    write(QStringLiteral("b.sql"), std::string(shop) + "CREATE INDEX orders_state ON orders (state);"
                                                       "ALTER TABLE orders ADD CONSTRAINT known CHECK (state <> '');");
    const Run script = run({QStringLiteral("diff"), QStringLiteral("a.sql"), QStringLiteral("b.sql"),
                            QStringLiteral("--sql"), QStringLiteral("--online")});
    QCOMPARE(script.status, 0);
    const qsizetype added = script.out.indexOf(QStringLiteral("NOT VALID"));
    const qsizetype validated = script.out.indexOf(QStringLiteral("VALIDATE CONSTRAINT known"));
    QVERIFY2(added > 0 && validated > added, qPrintable(script.out));
    QVERIFY(script.out.mid(added, validated - added).contains(QStringLiteral("COMMIT")));
    const qsizetype guarded = script.out.indexOf(QStringLiteral("DO $guard$"));
    QVERIFY(guarded > 0 &&
            script.out.indexOf(QStringLiteral("DROP INDEX CONCURRENTLY IF EXISTS public.orders_state")) > guarded);
    QVERIFY(script.out.contains(QStringLiteral("SET LOCAL lock_timeout")));
    const Run proof = run({QStringLiteral("prove"), QStringLiteral("a.sql"), QStringLiteral("b.sql"),
                           QStringLiteral("--online"), QStringLiteral("--json")});
    QVERIFY2(proof.status == 0, qPrintable(proof.err));
    QVERIFY(QJsonDocument::fromJson(proof.out.toUtf8()).object()[QStringLiteral("proved")].toBool());
}

void tst_CliCompare::aRenamedValueKeepsTheRows()
{
    const std::string before = "CREATE TYPE mood AS ENUM ('sad', 'ok'); CREATE TABLE people (id int, now mood);";
    write(QStringLiteral("b.sql"),
          "CREATE TYPE mood AS ENUM ('unhappy', 'ok'); CREATE TABLE people (id int, now mood);");
    const QString live = database(before + "INSERT INTO people VALUES (1, 'sad')");
    const Run asked = run({QStringLiteral("diff"), live, QStringLiteral("b.sql")});
    OK(asked);
    QVERIFY2(asked.out.contains(QStringLiteral("--rename public.mood.sad=unhappy")), qPrintable(asked.out));
    const QStringList renamed{QStringLiteral("diff"), live, QStringLiteral("b.sql"), QStringLiteral("--rename"),
                              QStringLiteral("public.mood.sad=unhappy")};
    const Run up = run(renamed + QStringList{QStringLiteral("--sql")});
    const Run down = run(renamed + QStringList{QStringLiteral("--sql"), QStringLiteral("--down")});
    OK(up);
    OK(down);
    Connection connection = need(m_databases.back().connect());
    need(connection.query(up.out.toStdString()));
    QCOMPARE(need(connection.query("SELECT now FROM people")).text(0, 0), "unhappy");
    need(connection.query(down.out.toStdString()));
    QCOMPARE(need(connection.query("SELECT now FROM people")).text(0, 0), "sad");
}

void tst_CliCompare::aMovedTableKeepsItsRows()
{
    const std::string before = "CREATE SCHEMA app; CREATE TABLE app.orders (id serial PRIMARY KEY, state text);";
    write(QStringLiteral("b.sql"),
          "CREATE SCHEMA app; CREATE SCHEMA archive; CREATE TABLE archive.orders (id serial PRIMARY KEY, state text);");
    const QString live = database(before + "INSERT INTO app.orders (state) VALUES ('new'), ('paid')");
    const Run asked = run({QStringLiteral("diff"), live, QStringLiteral("b.sql")});
    OK(asked);
    QVERIFY2(asked.out.contains(QStringLiteral("may have been moved")) &&
                 asked.out.contains(QStringLiteral("--rename app.orders=archive.orders")),
             qPrintable(asked.out));
    const Run json = run({QStringLiteral("diff"), live, QStringLiteral("b.sql"), QStringLiteral("--json")});
    const QJsonObject suggested =
        QJsonDocument::fromJson(json.out.toUtf8()).object()[QStringLiteral("suggestedRenames")].toArray()[0].toObject();
    QCOMPARE(suggested[QStringLiteral("rename")].toString(), QStringLiteral("app.orders=archive.orders"));
    QCOMPARE(suggested[QStringLiteral("newSchema")].toString(), QStringLiteral("archive"));
    QVERIFY(suggested[QStringLiteral("score")].toDouble() > 0.9);
    const QStringList moved{QStringLiteral("diff"), live, QStringLiteral("b.sql"), QStringLiteral("--rename"),
                            QStringLiteral("app.orders=archive.orders")};
    const Run up = run(moved + QStringList{QStringLiteral("--sql")});
    const Run down = run(moved + QStringList{QStringLiteral("--sql"), QStringLiteral("--down")});
    OK(up);
    OK(down);
    Connection connection = need(m_databases.back().connect());
    need(connection.query(up.out.toStdString()));
    QCOMPARE(need(connection.query("SELECT count(*) FROM archive.orders")).text(0, 0), "2");
    need(connection.query("INSERT INTO archive.orders (state) VALUES ('next')"));
    need(connection.query(down.out.toStdString()));
    QCOMPARE(need(connection.query("SELECT max(id) FROM app.orders")).text(0, 0), "3");
}

void tst_CliCompare::suggestionsAreInTheJson()
{
    write(QStringLiteral("a.sql"), "CREATE TYPE mood AS ENUM ('sad', 'ok');");
    write(QStringLiteral("b.sql"), "CREATE TYPE mood AS ENUM ('unhappy', 'ok');");
    const Run json = runWords("diff a.sql b.sql --json");
    OK(json);
    const QJsonObject suggested =
        QJsonDocument::fromJson(json.out.toUtf8()).object()[QStringLiteral("suggestedRenames")].toArray()[0].toObject();
    QCOMPARE(suggested[QStringLiteral("rename")].toString(), QStringLiteral("public.mood.sad=unhappy"));
    QCOMPARE(suggested[QStringLiteral("from")].toObject()[QStringLiteral("kind")].toString(),
             QStringLiteral("enum value"));
    QVERIFY(suggested[QStringLiteral("score")].toDouble() >= 0.5);
    QVERIFY(!suggested[QStringLiteral("reason")].toString().isEmpty());
    const Run taken = runWords("diff a.sql b.sql --json --rename public.mood.sad=unhappy");
    OK(taken);
    QVERIFY(
        QJsonDocument::fromJson(taken.out.toUtf8()).object()[QStringLiteral("suggestedRenames")].toArray().isEmpty());
}

void tst_CliCompare::aRevisionIsProvedWithRows()
{
    OK(runWords("init shop"));
    const QString project = path(QStringLiteral("shop"));
    write(QStringLiteral("shop/catalog/schema.sql"), "CREATE TABLE t (id int PRIMARY KEY, n int);");
    OK(runWords("revision -m first --autogenerate", project));
    write(QStringLiteral("shop/catalog/schema.sql"), "CREATE TABLE t (id int PRIMARY KEY, n bigint);");
    OK(runWords("revision -m second --autogenerate", project));
    const Run text = runWords("prove 0002", project);
    OK(text);
    QVERIFY2(text.out.contains(QStringLiteral("3 test rows in 1 table")), qPrintable(text.out));
    const Run json = runWords("prove 0002 --json", project);
    OK(json);
    const QJsonObject proof = QJsonDocument::fromJson(json.out.toUtf8()).object();
    QVERIFY(proof[QStringLiteral("proved")].toBool());
    QCOMPARE(proof[QStringLiteral("rows")].toArray()[0].toObject()[QStringLiteral("afterDown")].toInt(), 3);
    const QJsonObject first = proof[QStringLiteral("up")].toArray()[0].toObject();
    QVERIFY(first[QStringLiteral("claimed")].toObject()[QStringLiteral("rewrites")].toBool());
    QVERIFY(!first[QStringLiteral("seen")].toObject()[QStringLiteral("rewritten")].toArray().isEmpty());
    QVERIFY(first[QStringLiteral("disagreements")].toArray().isEmpty());
}

void tst_CliCompare::aTypeChangeHasNoOnlineWay()
{
    write(QStringLiteral("a.sql"), "CREATE TABLE t (id int);");
    write(QStringLiteral("b.sql"), "CREATE TABLE t (id bigint);");
    const Run online = runWords("diff a.sql b.sql --online --json");
    OK(online);
    QVERIFY2(online.out.contains(QStringLiteral("\"no-online-way\"")), qPrintable(online.out));
    QVERIFY(online.out.contains(QStringLiteral("keep it in sync with a trigger")));
    QVERIFY(!runWords("diff a.sql b.sql --json").out.contains(QStringLiteral("no-online-way")));
}

QTEST_GUILESS_MAIN(tst_CliCompare)
#include "tst_cli_compare.moc"
