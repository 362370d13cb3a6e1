#include "tests/app/fault_fixture.h"
#include "tests/support/schema_dump.h"

#include <QtTest>

#include <ranges>

using namespace schemawright;
using namespace schemawright::test;

/// One clear error, evaluated once: exit 1, or 2 where the words of the command cannot be; nothing on standard output.
#define REJECTED(result, words)                                                                                        \
    do {                                                                                                               \
        const Run& seen = result;                                                                                      \
        QVERIFY2(seen.status == 1 || seen.status == 2, qPrintable(QString::number(seen.status) + seen.err));           \
        QVERIFY2(seen.out.isEmpty(), qPrintable(seen.out));                                                            \
        QVERIFY2(seen.err.contains(QStringLiteral(words)), qPrintable(seen.err));                                      \
        QVERIFY2(seen.err.count(QLatin1Char('\n')) <= 2, qPrintable(seen.err));                                        \
    } while (false)

/// Branches, heads and what a database has of them, by the command line on a real server.
class tst_Graph : public QObject, private FaultFixture {
    Q_OBJECT
private Q_SLOTS:
    void init() { FaultFixture::init(); }
    void cleanup() { CliFixture::cleanup(); }

    void twoHeadsAreNamedAndMerged();
    void branchesWhoseOrderMattersAreNotMerged();
    void severalHeadsAreApplied();
    void targetsAreFoundAsAlembicsUsersKnow();
    void newRevisionsNeedToKnowWhichHead();
    void brokenGraphsNameTheirFiles_data();
    void brokenGraphsNameTheirFiles();
    void idsAreAsConfigured();
    void aLateRevisionIsRefusedOrApplied();
    void anEditedRevisionIsRefusedWithWhatDiffers();
    void aDeletedRevisionIsRefused();
    void lineEndsAndByteOrderMarksAreNoEdit();
    void irreversibleDownsAreRefused();
    void tablesWithoutHistoryAreRefused();
    void nothingToDoIsSaid();
    void theTrackingSchemaIsTheProjects_data();
    void theTrackingSchemaIsTheProjects();
    void aTableOfTheUsersIsNotTakenForTheTrackingTable();
    void theTrackingTableOfOlderVersionsIsTakenOver();
    void aRoleThatOnlyReadsCanAsk();
    void aRoleThatCannotReadIsToldWhat();
    void aDryRunWritesNothing();
    void aDryRunFindsWhatWouldFail_data();
    void aDryRunFindsWhatWouldFail();
    void aScriptLeavesWhatARunLeaves();
    void aScriptThatCannotBeWholeIsNotPrinted();
    void stampTakesTheFilesAsTheyAre();
    void verifyTellsWhatDiffers();

private:
    /// A revision file with these parents and tables.
    void file(const std::string& id, std::vector<std::string> parents, std::vector<std::string> up,
              std::vector<std::string> down, std::vector<std::string> labels = {})
    {
        Revision made;
        made.id = id;
        made.parents = std::move(parents);
        made.labels = std::move(labels);
        made.message = "r" + id;
        if (!up.empty())
            made.up = {inTransaction(std::move(up))};
        if (!down.empty())
            made.down = {inTransaction(std::move(down))};
        write(nameOf(id), revisionText(made));
    }
    void table(const std::string& id, std::vector<std::string> parents, std::vector<std::string> labels = {})
    {
        file(id, std::move(parents), {"CREATE TABLE t" + id + " (a integer)"}, {"DROP TABLE t" + id},
             std::move(labels));
    }
    static QString nameOf(const std::string& id)
    {
        return QStringLiteral("catalog/revisions/%1_r.sql").arg(QString::fromStdString(id));
    }
    void edit(const std::string& id, const std::string& from, const std::string& to)
    {
        std::string text = *readFile(path(nameOf(id)).toStdString());
        const std::size_t at = text.find(from);
        QVERIFY2(at != std::string::npos, text.c_str());
        write(nameOf(id), text.replace(at, from.size(), to));
    }
    /// 1 - 2 - 3 and 2 - 4.
    void branched()
    {
        table("1", {});
        table("2", {"1"});
        table("3", {"2"}, {"left"});
        table("4", {"2"}, {"right"});
    }
    QString rows(const char* columns = "id, head")
    {
        Connection connection = session();
        return QString::fromStdString(
            need(connection.query(std::string("SELECT string_agg(row::text, ' ') FROM (SELECT ") + columns +
                                  " FROM schemawright.revisions ORDER BY id) row"))
                .text(0, 0));
    }
    Run psql(const QString& script, const QString& live)
    {
        write(QStringLiteral("script.sql"), script.toStdString());
        QProcess process;
        process.start(QString::fromStdString((m_scratch.server().binDir() / "psql").string()),
                      {QStringLiteral("-X"), QStringLiteral("-q"), QStringLiteral("-v"),
                       QStringLiteral("ON_ERROR_STOP=1"), QStringLiteral("-f"), path(QStringLiteral("script.sql")),
                       QStringLiteral("-d"), live});
        return finish(process);
    }
};

void tst_Graph::twoHeadsAreNamedAndMerged()
{
    branched();
    const QString live = database();
    const Run refused = end("upgrade head", live);
    REJECTED(refused, "the project has 2 heads: 3 (3_r.sql), 4 (4_r.sql)");
    QVERIFY(refused.err.contains(QStringLiteral("schemawright merge 3 4")));
    QCOMPARE(runWords("heads").out, QStringLiteral("3 (r3) (left, head)\n4 (r4) (right, head)\n"));
    const Run branches = runWords("branches");
    QCOMPARE(branches.out,
             QStringLiteral("2 (r2) (branchpoint)\n    -> 3 (r3) (left, head)\n    -> 4 (r4) (right, head)\n"));
    REJECTED(runWords("merge 3 -m x"), "two revisions or more");
    REJECTED(runWords("merge 2 3 -m x"), "already follows 2 (2_r.sql)");

    const Run merged = runWords("merge heads -m together");
    OK(merged);
    QVERIFY2(merged.err.contains(QStringLiteral("both orders of 3 and 4 give the same schema on PostgreSQL")),
             qPrintable(merged.err));
    OK(end("upgrade head", live));
    QCOMPARE(end("current", live).out, QStringLiteral("0005 (together) (head, mergepoint)\n"));
    QVERIFY(is("to_regclass('t3') IS NOT NULL AND to_regclass('t4') IS NOT NULL"));
    QVERIFY(runWords("history").out.startsWith(QStringLiteral("3, 4 -> 0005 (head, mergepoint): together\n2 -> 4")));
    QCOMPARE(runWords("history 3:").out,
             QStringLiteral("3, 4 -> 0005 (head, mergepoint): together\n2 -> 3 (left, not proved): r3\n"));

    REJECTED(end("downgrade -1", live), "merges 3 (3_r.sql), 4 (4_r.sql)");
    OK(end("downgrade 3", live));
    QCOMPARE(end("current", live).out, QStringLiteral("3 (r3) (left)\n4 (r4) (right)\n"));
    OK(end("downgrade right@-1", live));
    QCOMPARE(end("current", live).out, QStringLiteral("3 (r3) (left)\n"));
    QVERIFY(is("to_regclass('t4') IS NULL"));
    OK(end("downgrade base", live));
    QVERIFY(is("NOT EXISTS (SELECT FROM schemawright.revisions)"));
}

void tst_Graph::branchesWhoseOrderMattersAreNotMerged()
{
    file("1", {}, {"CREATE TABLE t (a integer)"}, {"DROP TABLE t"});
    file("2", {"1"}, {"CREATE OR REPLACE VIEW v AS SELECT 1 AS a"}, {"DROP VIEW v"});
    file("3", {"1"}, {"CREATE OR REPLACE VIEW v AS SELECT 2 AS a"}, {"DROP VIEW v"});
    const Run refused = runWords("merge 2 3 -m x");
    REJECTED(refused, "these objects differ: view public.v");
    QVERIFY2(refused.err.contains(QStringLiteral("--accept-order")), qPrintable(refused.err));
    QCOMPARE(runWords("heads").out.count(QLatin1Char('\n')), 2);
    file("3", {"1"}, {"ALTER TABLE t RENAME TO u"}, {"ALTER TABLE u RENAME TO t"});
    file("2", {"1"}, {"ALTER TABLE t ADD b integer"}, {"ALTER TABLE t DROP b"});
    REJECTED(runWords("merge 2 3 -m x"), "3, then 2 fails: ");
    const Run accepted = runWords("merge 2 3 -m x --accept-order");
    OK(accepted);
    QVERIFY2(accepted.err.contains(QStringLiteral("warning: 3, then 2 fails")), qPrintable(accepted.err));
    QCOMPARE(runWords("heads").out.count(QLatin1Char('\n')), 1);
}

void tst_Graph::severalHeadsAreApplied()
{
    branched();
    table("9", {}, {"apart"});
    const QString live = database();
    OK(end("upgrade heads", live));
    QCOMPARE(end("current", live).out,
             QStringLiteral("3 (r3) (left, head)\n4 (r4) (right, head)\n9 (r9) (apart, head)\n"));
    QCOMPARE(rows("id, head, parents"), QStringLiteral("(1,f,{}) (2,f,{1}) (3,t,{2}) (4,t,{2}) (9,t,{})"));
    REJECTED(end("downgrade -1", live), "the database has 3 heads: 3 (3_r.sql), 4 (4_r.sql), 9 (9_r.sql)");
    OK(end("downgrade apart@base", live));
    QCOMPARE(end("current", live).out, QStringLiteral("3 (r3) (left, head)\n4 (r4) (right, head)\n"));
    OK(end("downgrade 1", live));
    QCOMPARE(rows(), QStringLiteral("(1,t)"));
}

void tst_Graph::targetsAreFoundAsAlembicsUsersKnow()
{
    branched();
    const QString live = database();
    OK(end("upgrade +1", live));
    QCOMPARE(current(), "1");
    OK(end("upgrade 1+1", live));
    REJECTED(end("upgrade +1", live), "the next revision can be 3 (3_r.sql), 4 (4_r.sql)");
    REJECTED(end("upgrade nobody@head", live), "no revision has the label \"nobody\"");
    REJECTED(end("upgrade 7", live), "revision \"7\" does not exist");
    OK(end("upgrade right@head", live));
    QCOMPARE(current(), "4");
    OK(end("downgrade 4-1", live));
    QCOMPARE(current(), "2");
    REJECTED(end("upgrade 1:2", live), "is a range");
    QVERIFY(runWords("show left").out.contains(QStringLiteral("CREATE TABLE t3")));
}

void tst_Graph::newRevisionsNeedToKnowWhichHead()
{
    branched();
    REJECTED(runWords("revision -m x"), "2 heads: 3 (3_r.sql), 4 (4_r.sql)");
    REJECTED(runWords("revision -m x --head 1"), "revision 1 is not a head");
    OK(runWords("revision -m x --head left@head --rev-id 5 --label more"));
    OK(runWords("revision -m x --head 1 --splice --rev-id 6"));
    REJECTED(runWords("revision -m x --head 6 --label more"), "label more is already used by revision 5");
    OK(runWords("revision -m x --head base --rev-id 7"));
    QCOMPARE(runWords("heads").out.count(QLatin1Char('\n')), 4);
    QVERIFY(runWords("history :5").out.startsWith(QStringLiteral("3 -> 5 (more, head, not proved)")));
}

void tst_Graph::brokenGraphsNameTheirFiles_data()
{
    QTest::addColumn<QString>("what");
    QTest::addColumn<QStringList>("says");
    QTest::newRow("cycle") << QStringLiteral("cycle")
                           << QStringList{QStringLiteral("2_r.sql follows 3_r.sql follows 2_r.sql")};
    QTest::newRow("self") << QStringLiteral("self")
                          << QStringList{QStringLiteral("2_r.sql: revision 2 is its own parent")};
    QTest::newRow("duplicate") << QStringLiteral("duplicate")
                               << QStringList{QStringLiteral("the id 2 is also used by 2_other.sql"),
                                              QStringLiteral("schemawright merge")};
    QTest::newRow("missing") << QStringLiteral("missing")
                             << QStringList{QStringLiteral("2_r.sql: its parent 8 does not exist")};
}

void tst_Graph::brokenGraphsNameTheirFiles()
{
    QFETCH(QString, what);
    QFETCH(QStringList, says);
    table("1", {});
    table("2", {what == QStringLiteral("self")      ? "2"
                : what == QStringLiteral("missing") ? "8"
                : what == QStringLiteral("cycle")   ? "3"
                                                    : "1"});
    table("3", {"2"});
    if (what == QStringLiteral("duplicate"))
        QVERIFY(QFile::copy(path(nameOf("2")), path(QStringLiteral("catalog/revisions/2_other.sql"))));
    const QString live = database();
    for (const char* words : {"upgrade head", "history", "current"}) {
        const Run refused = end(words, live);
        REJECTED(refused, "");
        for (const QString& text : says)
            QVERIFY2(refused.err.contains(text), qPrintable(refused.err));
    }
    QVERIFY(is("to_regnamespace('schemawright') IS NULL"));
}

void tst_Graph::idsAreAsConfigured()
{
    write(QStringLiteral("schemawright.toml"), "revision_ids = 'time'\n[[databases]]\nname = 'a'\n");
    OK(runWords("revision -m one"));
    static const QRegularExpression time(QStringLiteral("^base -> 20[0-9]{12} "));
    QVERIFY2(time.match(runWords("history").out).hasMatch(), qPrintable(runWords("history").out));
    write(QStringLiteral("schemawright.toml"), "revision_ids = 'hash'\n[[databases]]\nname = 'a'\n");
    OK(runWords("revision -m two"));
    static const QRegularExpression hash(QStringLiteral("^20[0-9]{12} -> [0-9a-f]{12} "));
    QVERIFY2(hash.match(runWords("history").out).hasMatch(), qPrintable(runWords("history").out));
    write(QStringLiteral("schemawright.toml"), "revision_ids = 'random'\n[[databases]]\nname = 'a'\n");
    REJECTED(runWords("history"), "schemawright.toml:1: revision_ids \"random\" is not supported");
}

void tst_Graph::aLateRevisionIsRefusedOrApplied()
{
    table("1", {});
    table("3", {"1"});
    const QString live = database();
    OK(end("upgrade head", live));
    table("2", {"1"});
    REJECTED(end("upgrade head", live), "2 heads");
    edit("3", "-- parents: 1", "-- parents: 2");
    const Run refused = end("upgrade head", live);
    REJECTED(refused, "revision 2 (2_r.sql) was never applied to this database");
    QVERIFY2(refused.err.contains(QStringLiteral("--apply-late")), qPrintable(refused.err));
    QVERIFY(end("history", live).out.contains(QStringLiteral("never applied, merged late")));
    OK(end("upgrade head --apply-late", live));
    QVERIFY(is("to_regclass('t2') IS NOT NULL"));
    QCOMPARE(rows(), QStringLiteral("(1,f) (2,f) (3,t)"));
    OK(end("upgrade head", live));
    OK(end("downgrade base", live));
    QVERIFY(is("to_regclass('t2') IS NULL AND to_regclass('t3') IS NULL"));
}

void tst_Graph::anEditedRevisionIsRefusedWithWhatDiffers()
{
    table("1", {});
    table("2", {"1"});
    const QString live = database();
    OK(end("upgrade 1", live));
    edit("1", "a integer", "a bigint");
    REJECTED(end("upgrade head", live), "1_r.sql was edited after it had been applied: statement 1 of up (line");
    OK(runWords("prove 1")); // the header has another checksum now
    const Run refused = end("upgrade head", live);
    REJECTED(refused, "is not what was applied: CREATE TABLE t1 (a bigint); 1 statement of up");
    QVERIFY2(refused.err.contains(QStringLiteral("schemawright stamp")), qPrintable(refused.err));
    REJECTED(end("downgrade base", live), "was edited after it had been applied");
    QVERIFY(end("history", live).out.contains(QStringLiteral("edited since it was applied")));
    QCOMPARE(current(), "1");
    const Run accepted = end("upgrade head --accept-edited --allow-drift", live);
    OK(accepted);
    QVERIFY2(accepted.err.contains(QStringLiteral("warning: revision 1 was edited")), qPrintable(accepted.err));
    OK(end("stamp 2", live));
    OK(end("upgrade head", live));
    // What has not run can be mended, and proved.
    edit("2", "DROP TABLE t2", "DROP TABLE IF EXISTS t2");
    REJECTED(end("downgrade 1", live), "statement 1 of down (line");
    OK(runWords("prove 2"));
    OK(end("downgrade 1", live));
}

void tst_Graph::aDeletedRevisionIsRefused()
{
    table("1", {});
    table("2", {"1"});
    const QString live = database();
    OK(end("upgrade head", live));
    QVERIFY(QFile::remove(path(nameOf("2"))));
    REJECTED(end("upgrade head", live), "revision 2 applied, of which this project has no file");
    REJECTED(end("downgrade base", live), "restore the file");
    QCOMPARE(end("current", live).out, QStringLiteral("2 (not in this project)\n"));
}

void tst_Graph::lineEndsAndByteOrderMarksAreNoEdit()
{
    file("1", {}, {"CREATE FUNCTION f() RETURNS text LANGUAGE sql AS $$\nSELECT\n'x'\n$$"}, {"DROP FUNCTION f()"});
    table("2", {"1"});
    const QString live = database();
    OK(end("upgrade 1", live));
    std::string windows = "\xEF\xBB\xBF";
    const std::string unix = *readFile(path(nameOf("1")).toStdString());
    for (const char c : unix)
        windows += c == '\n' ? std::string("\r\n") : std::string(1, c);
    write(nameOf("1"), windows);
    const Run ran = end("upgrade head", live);
    OK(ran);
    QVERIFY2(!ran.err.contains(QStringLiteral("edited")), qPrintable(ran.err));
    OK(end("downgrade base", live));
}

void tst_Graph::irreversibleDownsAreRefused()
{
    file("1", {}, {"CREATE TABLE t (a integer, b integer)"}, {"DROP TABLE t"});
    file("2", {"1"}, {"ALTER TABLE t DROP b"}, {"ALTER TABLE t ADD b integer"});
    file("3", {"2"}, {"INSERT INTO t VALUES (1)"}, {});
    edit("2", "-- checksum:", "-- irreversible: the values of column b cannot be restored\n-- checksum:");
    const QString live = database();
    OK(end("upgrade head", live));
    const auto down = [&](const QStringList& more) {
        return run(QStringList{QStringLiteral("downgrade"), QStringLiteral("base"), QStringLiteral("--url"), live} +
                   more);
    };
    REJECTED(down({}), "the downgrade of revision 3 (r3) is irreversible: its down script is empty");
    QCOMPARE(current(), "3");
    REJECTED(run({QStringLiteral("downgrade"), QStringLiteral("2:1"), QStringLiteral("--sql")}),
             "the values of column b cannot be restored");
    const Run ran = down({QStringLiteral("--accept-loss")});
    OK(ran);
    QVERIFY2(ran.err.contains(QStringLiteral("warning: the downgrade of revision 2")), qPrintable(ran.err));
    QVERIFY(runWords("show 2").out.contains(QStringLiteral("irreversible: the values of column b")));
}

void tst_Graph::tablesWithoutHistoryAreRefused()
{
    table("1", {});
    table("2", {"1"});
    const QString live = database("CREATE TABLE theirs (a integer)");
    const auto up = [&](const QStringList& more) {
        return run(QStringList{QStringLiteral("upgrade"), QStringLiteral("head"), QStringLiteral("--url"), live} +
                   more);
    };
    const Run refused = up({});
    REJECTED(refused, "has tables (theirs) but no history of revisions");
    QVERIFY2(refused.err.contains(QStringLiteral("schemawright stamp")), qPrintable(refused.err));
    QVERIFY(is("to_regnamespace('schemawright') IS NULL"));
    REJECTED(up({QStringLiteral("--dry-run")}), "but no history");
    OK(up({QStringLiteral("--accept-unmanaged")}));
    QCOMPARE(current(), "2");

    const QString baseline = database("CREATE TABLE t1 (a integer)");
    OK(end("stamp 1", baseline));
    OK(run({QStringLiteral("upgrade"), QStringLiteral("head"), QStringLiteral("--url"), baseline}));
    QCOMPARE(current(), "2");
}

void tst_Graph::nothingToDoIsSaid()
{
    table("1", {});
    const QString live = database();
    OK(end("upgrade head", live));
    for (const char* words : {"upgrade head", "upgrade heads", "upgrade 1", "upgrade head --dry-run", "downgrade 1"}) {
        const Run again = end(words, live);
        OK(again);
        QVERIFY2(again.out.contains(QStringLiteral("is already at 1\n")), qPrintable(again.out));
    }
    REJECTED(end("upgrade base", live), "base is older than the database's revision, which is 1");
}

void tst_Graph::theTrackingSchemaIsTheProjects_data()
{
    QTest::addColumn<QString>("schema");
    QTest::addColumn<QString>("before");
    QTest::newRow("created") << QStringLiteral("Our \"ops\"; DROP TABLE x") << QString();
    QTest::newRow("exists") << QStringLiteral("ops") << QStringLiteral("CREATE SCHEMA IF NOT EXISTS ops");
    QTest::newRow("public") << QStringLiteral("public") << QString();
}

void tst_Graph::theTrackingSchemaIsTheProjects()
{
    QFETCH(QString, schema);
    QFETCH(QString, before);
    write(QStringLiteral("schemawright.toml"),
          "tracking_schema = '" + schema.toStdString() + "'\n[[databases]]\nname = 'a'\n");
    const std::string own = before.toStdString();
    file("1", {},
         own.empty() ? std::vector<std::string>{"CREATE TABLE t1 (a integer)"}
                     : std::vector<std::string>{own, "CREATE TABLE ops.own (a integer)", "CREATE TABLE t1 (a integer)"},
         own.empty() ? std::vector<std::string>{"DROP TABLE t1"}
                     : std::vector<std::string>{"DROP TABLE t1", "DROP TABLE ops.own"});
    Revision mixed;
    mixed.id = "2";
    mixed.parents = {"1"};
    mixed.up = {inTransaction({"ALTER TABLE t1 ADD b integer"}), alone("CREATE INDEX CONCURRENTLY i ON t1 (b)")};
    mixed.down = {alone("DROP INDEX CONCURRENTLY i"), inTransaction({"ALTER TABLE t1 DROP b"})};
    write(nameOf("2"), revisionText(mixed));
    const QString live = own.empty() ? database() : database("CREATE SCHEMA ops");
    OK(end("upgrade head --allow-drift", live));
    const QString table = QStringLiteral("\"%1\".revisions").arg(QString(schema).replace(u'"', QStringLiteral("\"\"")));
    Connection connection = session();
    QCOMPARE(need(connection.query("SELECT count(*) FROM " + table.toStdString())).text(0, 0), std::string("2"));
    QVERIFY(is("to_regnamespace('schemawright') IS NULL"));
    QCOMPARE(end("current", live).out, QStringLiteral("2 (head)\n"));
    // Never a part of a comparison.
    const Run verified = end("verify", live);
    QVERIFY2(verified.status == 0, qPrintable(verified.out + verified.err));
    const Run compared = run({QStringLiteral("diff"), QStringLiteral("empty"), live});
    OK(compared);
    QVERIFY2(!compared.out.contains(QStringLiteral("revisions")) && !compared.out.contains(QStringLiteral("journal")),
             qPrintable(compared.out));
    QVERIFY2(compared.out.contains(QStringLiteral("ops")) == !own.empty(), qPrintable(compared.out));
    OK(end("downgrade base", live));
    QCOMPARE(need(connection.query("SELECT count(*) FROM " + table.toStdString())).text(0, 0), std::string("0"));
}

void tst_Graph::aTableOfTheUsersIsNotTakenForTheTrackingTable()
{
    write(QStringLiteral("schemawright.toml"), "tracking_schema = 'public'\n[[databases]]\nname = 'a'\n");
    table("1", {});
    const QString live = database("CREATE TABLE revisions (id integer, what text)");
    for (const char* words : {"upgrade head", "current", "stamp head"})
        REJECTED(end(words, live), "public.revisions is not the tracking table of Schemawright");
    QVERIFY(is("to_regclass('t1') IS NULL"));
    for (const char* bad : {"''", "'pg_x'", "'information_schema'", "3"}) {
        write(QStringLiteral("schemawright.toml"),
              std::string("tracking_schema = ") + bad + "\n[[databases]]\nname = 'a'\n");
        REJECTED(runWords("history"), "tracking_schema");
    }
}

void tst_Graph::theTrackingTableOfOlderVersionsIsTakenOver()
{
    table("1", {});
    table("2", {"1"});
    table("3", {"2"});
    const std::string checksum = parseRevision(*readSqlFile(path(nameOf("1")).toStdString()))->checksum;
    const QString live = database(
        "CREATE TABLE t1 (a integer); CREATE TABLE t2 (a integer); CREATE SCHEMA schemawright; CREATE TABLE "
        "schemawright.revisions (id text PRIMARY KEY, message text NOT NULL, checksum text NOT NULL, head boolean NOT "
        "NULL, applied_at timestamp with time zone NOT NULL DEFAULT now(), applied_by text NOT NULL DEFAULT "
        "session_user, "
        "pending text); INSERT INTO schemawright.revisions (id, message, checksum, head) VALUES ('1', 'r1', '" +
        checksum + "', false), ('2', 'r2', '', true)");
    Connection connection = session();
    QCOMPARE(end("current", live).out, QStringLiteral("2 (r2)\n"));
    OK(end("history", live));
    OK(end("upgrade head --dry-run", live));
    QVERIFY(is(
        "(SELECT count(*) = 7 FROM pg_attribute WHERE attrelid = 'schemawright.revisions'::regclass AND attnum > 0)"));
    OK(end("upgrade head", live));
    QCOMPARE(rows("id, head, parents, seconds > 0 AS timed, tool_version IS NOT NULL AS versioned"),
             QStringLiteral("(1,f,,,f) (2,f,,,f) (3,t,{2},t,t)"));
    OK(end("downgrade base", live));
    // A script takes it over as well.
    const QString offline =
        database("CREATE SCHEMA schemawright; CREATE TABLE schemawright.revisions (id text PRIMARY "
                 "KEY, message text NOT NULL, checksum text NOT NULL, head boolean NOT NULL, applied_at "
                 "timestamp with time zone NOT NULL DEFAULT now(), applied_by text NOT NULL DEFAULT "
                 "session_user, pending text)");
    OK(psql(runWords("upgrade head --sql").out, offline));
    QCOMPARE(end("current", offline).out, QStringLiteral("3 (r3) (head)\n"));
}

void tst_Graph::aRoleThatOnlyReadsCanAsk()
{
    table("1", {});
    table("2", {"1"});
    write(QStringLiteral("catalog/schema.sql"), "CREATE TABLE t1 (a integer);\n");
    const QString live = database();
    OK(end("upgrade 1", live));
    Connection admin = session();
    need(admin.query(
        "DROP ROLE IF EXISTS graph_reader; CREATE ROLE graph_reader LOGIN; GRANT USAGE ON SCHEMA schemawright "
        "TO graph_reader; GRANT SELECT ON ALL TABLES IN SCHEMA schemawright TO graph_reader"));
    const QString reader = live + QStringLiteral(" options='-c role=graph_reader -c default_transaction_read_only=on'");
    QCOMPARE(end("current", reader).out, QStringLiteral("1 (r1)\n"));
    OK(end("history", reader));
    OK(end("verify", reader));
    OK(end("health", reader));
    const Run checked = end("check --ignore grants", reader);
    QVERIFY2(checked.status == 0, qPrintable(checked.err + checked.out));
    OK(end("upgrade 1", reader)); // nothing to do
    const Run refused = end("upgrade head", reader);
    QCOMPARE(refused.status, 1);
    QVERIFY(refused.out.isEmpty());
    QCOMPARE(end("upgrade head --dry-run", reader).status, 1);
    QCOMPARE(current(), "1");
    need(admin.query("DROP OWNED BY graph_reader; DROP ROLE graph_reader"));
}

void tst_Graph::aRoleThatCannotReadIsToldWhat()
{
    table("1", {});
    const QString live = database();
    OK(end("upgrade 1", live));
    Connection admin = session();
    need(admin.query("DROP ROLE IF EXISTS graph_stranger; CREATE ROLE graph_stranger LOGIN"));
    const QString stranger = live + QStringLiteral(" options='-c role=graph_stranger'");
    for (const char* words : {"current", "upgrade head", "verify"}) {
        const Run refused = end(words, stranger);
        REJECTED(refused, "this role cannot read the tracking table schemawright.revisions");
        QVERIFY2(refused.err.contains(QStringLiteral("GRANT SELECT ON schemawright.revisions")),
                 qPrintable(refused.err));
    }
    need(admin.query("DROP ROLE graph_stranger"));
}

void tst_Graph::aDryRunWritesNothing()
{
    table("1", {});
    file("2", {"1"}, {"ALTER TABLE t1 ADD b integer", "INSERT INTO t1 VALUES (1, 2)", "SET search_path = pg_catalog"},
         {"ALTER TABLE t1 DROP b"});
    Revision mixed;
    mixed.id = "3";
    mixed.parents = {"2"};
    mixed.up = {alone("CREATE INDEX CONCURRENTLY i ON t1 (b)"), inTransaction({"CREATE TABLE last (a integer)"})};
    mixed.down = {inTransaction({"DROP TABLE last"}), alone("DROP INDEX CONCURRENTLY i")};
    write(nameOf("3"), revisionText(mixed));
    const QString live = database();
    Connection admin = session();
    const std::string name = need(admin.query("SELECT quote_ident(current_database())")).text(0, 0);
    need(admin.query("ALTER DATABASE " + name + " SET log_statement = 'all'"));
    need(admin.query("ALTER DATABASE " + name + " SET log_min_messages = 'log'"));
    const QString data = QString::fromStdString(need(admin.query("SHOW data_directory")).text(0, 0));
    QFile log(QFileInfo::exists(data + QStringLiteral("/server.log"))
                  ? data + QStringLiteral("/server.log")
                  : QFileInfo(data).path() + QStringLiteral("/log"));
    QVERIFY2(log.open(QIODevice::ReadOnly), qPrintable(log.fileName()));
    log.readAll();
    const Run ran = end("upgrade head --dry-run", live);
    OK(ran);
    QVERIFY2(ran.err.contains(QStringLiteral("3 revisions would be applied; everything was rolled back")),
             qPrintable(ran.err));
    QVERIFY2(ran.err.contains(
                 QStringLiteral("note: not run, because it does not run inside a transaction block: CREATE INDEX")),
             qPrintable(ran.err));
    const QString logged = QString::fromUtf8(log.readAll());
    for (const char* sql :
         {"CREATE TABLE t1", "INSERT INTO t1", "CREATE TABLE last", "INSERT INTO schemawright.revisions", "ROLLBACK"})
        QVERIFY2(logged.contains(QString::fromUtf8(sql)), qPrintable(logged));
    static const QRegularExpression commit(QStringLiteral("statement: (COMMIT|END|PREPARE TRANSACTION|CREATE INDEX)"));
    // The comparison before the run reads in transactions of its own, which are read-only.
    QString writing = logged.mid(logged.indexOf(QStringLiteral("CREATE SCHEMA IF NOT EXISTS schemawright")));
    QVERIFY2(!commit.match(writing).hasMatch(), qPrintable(writing));
    QVERIFY(is("to_regnamespace('schemawright') IS NULL AND to_regclass('t1') IS NULL"));
    QVERIFY(unlocked());
    OK(end("upgrade head", live));
}

void tst_Graph::aDryRunFindsWhatWouldFail_data()
{
    QTest::addColumn<QString>("sql");
    QTest::addColumn<QString>("says");
    QTest::newRow("a statement") << QStringLiteral("ALTER TABLE t1 ADD CONSTRAINT c CHECK (a > 1)")
                                 << QStringLiteral("is violated by some row");
    QTest::newRow("at COMMIT") << QStringLiteral(
                                      "ALTER TABLE t1 ADD b integer REFERENCES k DEFERRABLE INITIALLY DEFERRED; "
                                      "INSERT INTO t1 VALUES (5, 77)")
                               << QStringLiteral("violates foreign key constraint");
    QTest::newRow("new enum value") << QStringLiteral("ALTER TYPE m ADD VALUE 'c'; INSERT INTO e VALUES ('c')")
                                    << QStringLiteral("a new enum value must be committed first");
}

void tst_Graph::aDryRunFindsWhatWouldFail()
{
    QFETCH(QString, sql);
    QFETCH(QString, says);
    file("1", {},
         {"CREATE TABLE t1 (a integer)", "INSERT INTO t1 VALUES (1)", "CREATE TABLE k (a integer PRIMARY KEY)",
          "CREATE TYPE m AS ENUM ('a')", "CREATE TABLE e (a m)"},
         {"DROP TABLE t1, k, e"});
    file("2", {"1"}, {sql.toStdString()}, {"SELECT 1"});
    const QString live = database();
    OK(end("upgrade 1", live));
    const Run refused = end("upgrade head --dry-run --accept-edited", live);
    QCOMPARE(refused.status, 1);
    QVERIFY2(refused.err.contains(says), qPrintable(refused.err));
    QVERIFY2(refused.err.contains(QStringLiteral("nothing was changed")), qPrintable(refused.err));
    QVERIFY(refused.out.isEmpty());
    QCOMPARE(current(), "1");
}

void tst_Graph::aScriptLeavesWhatARunLeaves()
{
    branched();
    Revision merge;
    merge.id = "5";
    merge.parents = {"3", "4"};
    merge.message = "it's \\ a $$ merge";
    write(nameOf("5"), revisionText(merge));
    Revision mixed;
    mixed.id = "6";
    mixed.parents = {"5"};
    mixed.up = {inTransaction({"CREATE FUNCTION f() RETURNS integer LANGUAGE sql AS $guard$ SELECT 1 $guard$",
                               "COMMENT ON FUNCTION f() IS 'a ''quoted'' text; with -- signs'"}),
                alone("CREATE INDEX CONCURRENTLY i ON t1 (a)"), inTransaction({"SET work_mem = '1MB'", "SELECT 1"}),
                inTransaction({"CREATE TABLE public.last (a integer)"})};
    mixed.down = {inTransaction({"DROP TABLE last"}), alone("DROP INDEX CONCURRENTLY i"),
                  inTransaction({"DROP FUNCTION f()"})};
    write(nameOf("6"), revisionText(mixed));
    table("7", {"6"});
    const QString online = database();
    OK(end("upgrade 1", online));
    OK(end("upgrade head", online));
    const auto state = [&](const ScratchDatabase& of) {
        Connection connection = need(of.connect());
        QStringList out = schemaDump(of);
        for (const char* sql :
             {"SELECT coalesce(string_agg(r::text, E'\\n'), '') FROM (SELECT id, message, checksum, head, "
              "applied_by, pending, parents, tool_version, statements, seconds > 0 FROM "
              "schemawright.revisions ORDER BY id) r",
              "SELECT coalesce(string_agg(r::text, E'\\n'), '') FROM (SELECT id, direction, statement, "
              "checksum, finished_at IS NOT NULL FROM schemawright.journal ORDER BY 1, 2, 3) r"})
            out += QString::fromStdString(need(connection.query(sql)).text(0, 0));
        return out;
    };
    const QString offline = database();
    OK(psql(runWords("upgrade 1 --sql").out, offline));
    OK(psql(runWords("upgrade 1:head --sql").out, offline));
    QVERIFY2(state(m_databases[0]) == state(m_databases[1]),
             dumpDifference(state(m_databases[1]), state(m_databases[0])));
    QVERIFY(state(m_databases[0]).filter(QStringLiteral("(5,")).size() == 1);
    // A script that starts elsewhere changes nothing.
    const Run again = psql(runWords("upgrade 1:head --sql").out, offline);
    QVERIFY2(again.status != 0 && again.err.contains(QStringLiteral("starts from revision 1")), qPrintable(again.err));
    OK(end("downgrade 3", online));
    OK(psql(runWords("downgrade head:3 --sql").out, offline));
    QVERIFY2(state(m_databases[0]) == state(m_databases[1]),
             dumpDifference(state(m_databases[1]), state(m_databases[0])));
    OK(end("downgrade base", online));
    QVERIFY(runWords("downgrade 3:base --sql").out.contains(QStringLiteral("DROP TABLE t3")));
}

void tst_Graph::aScriptThatCannotBeWholeIsNotPrinted()
{
    table("1", {});
    table("2", {"1"});
    table("3", {"2"});
    edit("3", "a integer", "a bigint");
    REJECTED(runWords("upgrade head --sql"), "3_r.sql was edited");
    edit("3", "a bigint", "a integer");
    write(nameOf("3"),
          "-- schemawright: revision 3\n-- parents: 2\n\n-- schemawright: up\nSELEC 1;\n-- schemawright: down\n");
    REJECTED(runWords("upgrade head --sql"), "3_r.sql:5: ");
    table("3", {"2"});
    REJECTED(runWords("upgrade 2:1 --sql"), "1 is older than 2, where the script starts");
    REJECTED(runWords("downgrade 1:2 --sql"), "2 is newer than 1, where the script starts");
    table("4", {"2"});
    REJECTED(runWords("upgrade head --sql"), "2 heads");
    const Run both = runWords("upgrade heads --sql");
    OK(both);
    QVERIFY(both.out.contains(QStringLiteral("t3")) && both.out.contains(QStringLiteral("t4")));
}

void tst_Graph::stampTakesTheFilesAsTheyAre()
{
    branched();
    const QString live = database();
    OK(end("stamp left right", live));
    QCOMPARE(rows(), QStringLiteral("(1,f) (2,f) (3,t) (4,t)"));
    OK(end("stamp 2", live));
    QCOMPARE(rows(), QStringLiteral("(1,f) (2,t)"));
    OK(end("stamp base", live));
    QCOMPARE(rows(), QString());
    QVERIFY(is("to_regclass('t1') IS NULL"));
    REJECTED(end("stamp head", live), "2 heads");
    OK(end("stamp heads", live));
    QCOMPARE(end("current", live).out, QStringLiteral("3 (r3) (left, head)\n4 (r4) (right, head)\n"));
}

void tst_Graph::verifyTellsWhatDiffers()
{
    branched();
    const QString live = database();
    OK(end("upgrade heads", live));
    const Run same = end("verify", live);
    OK(same);
    QVERIFY2(same.out.contains(QStringLiteral("matches revision 3, 4")), qPrintable(same.out));
    Connection connection = session();
    need(connection.query("ALTER TABLE t3 ADD b integer; DROP TABLE t4"));
    const Run differs = end("verify", live);
    QCOMPARE(differs.status, 3);
    QVERIFY2(differs.out.contains(QStringLiteral("table public.t4: missing in the database")), qPrintable(differs.out));
}

QTEST_GUILESS_MAIN(tst_Graph)
#include "tst_graph.moc"
