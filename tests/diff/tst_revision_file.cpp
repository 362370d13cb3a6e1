#include "diff/apply/revision_script.h"
#include "diff/plan/plan.h"
#include "diff/revision/revision.h"
#include "diff/revision/revision_chain.h"
#include "diff/revision/revision_file.h"

#include <QTemporaryDir>
#include <QTest>

#include <filesystem>
#include <fstream>
#include <thread>

using namespace schemawright;
namespace fs = std::filesystem;

namespace {

Batch batch(std::vector<std::string> statements, bool transactional = true)
{
    Batch out;
    out.transactional = transactional;
    for (std::string& sql : statements) {
        Statement statement;
        statement.sql = std::move(sql);
        statement.transactional = transactional;
        out.statements.push_back(std::move(statement));
    }
    return out;
}

Revision simple(const std::string& message, const std::string& sql = "CREATE TABLE t (a integer)")
{
    Revision revision;
    revision.message = message;
    revision.up = {batch({sql})};
    revision.down = {batch({"DROP TABLE t"})};
    return revision;
}

std::vector<std::vector<std::string>> sqlOf(const std::vector<Batch>& batches)
{
    std::vector<std::vector<std::string>> out;
    for (const Batch& item : batches) {
        out.emplace_back();
        for (const Statement& statement : item.statements)
            out.back().push_back(statement.sql);
    }
    return out;
}

DatabaseConfig databaseIn(const QTemporaryDir& folder)
{
    DatabaseConfig database;
    database.name = "shop";
    database.folder = folder.path().toStdString();
    return database;
}

std::string why(const auto& result)
{
    return result ? std::string() : result.error().text();
}

const char* const bare = "-- schemawright: revision 0001\n-- parents:\n";

} // namespace

class tst_RevisionFile : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everythingSurvives();
    void transactionsStayApart();
    void aMarkerInABodyOrStringIsText();
    void messagesCannotBreakTheHeader_data();
    void messagesCannotBreakTheHeader();
    void anEditIsSeenAndCommentsAreNot();
    void badFilesAreRefusedWithTheLine_data();
    void badFilesAreRefusedWithTheLine();
    void revisionsAreNumberedAndChained();
    void writersAtTheSameTimeGetDifferentNumbers();
    void anUnexpectedHeadIsAConflict();
    void slugsAreAsciiAndShort();
    void pathsGoUpAndDown();
    void aNewProofTouchesTheHeaderOnly();
    void createdComesFromSourceDateEpoch();
    void offlineScriptsKeepTheBooks();
};

void tst_RevisionFile::everythingSurvives()
{
    Revision revision = simple("add");
    revision.id = "0007";
    revision.parents = {"0006"};
    revision.created = "2026-11-20T00:00:00Z";
    revision.proof = "up, down, up on PostgreSQL 17.5";
    const auto read = parseRevision({"x.sql", revisionText(revision)});
    QVERIFY2(read, why(read).c_str());
    QCOMPARE(read->id, revision.id);
    QCOMPARE(read->parents, revision.parents);
    QCOMPARE(read->message, revision.message);
    QCOMPARE(read->created, revision.created);
    QCOMPARE(read->proof, revision.proof);
    QVERIFY(sqlOf(read->up) == sqlOf(revision.up));
    QVERIFY(sqlOf(read->down) == sqlOf(revision.down));
    QVERIFY(checksumMatches(*read));
    QCOMPARE(revisionText(*read), revisionText(revision));
}

void tst_RevisionFile::transactionsStayApart()
{
    Revision revision = simple("x");
    revision.id = "1";
    revision.up = {batch({"ALTER TYPE m ADD VALUE 'a'"}), batch({"SELECT 1", "SELECT 2"}),
                   batch({"CREATE INDEX CONCURRENTLY i ON t (a)"}, false),
                   batch({"CREATE INDEX CONCURRENTLY j ON t (a)"}, false), batch({"SELECT 3"})};
    revision.down = {batch({"DROP INDEX CONCURRENTLY i"}, false)};
    const auto read = parseRevision({"x.sql", revisionText(revision)});
    QVERIFY2(read, why(read).c_str());
    QVERIFY(sqlOf(read->up) == sqlOf(revision.up));
    QVERIFY(sqlOf(read->down) == sqlOf(revision.down));
    for (std::size_t i = 0; i < revision.up.size(); ++i)
        QCOMPARE(read->up[i].transactional, revision.up[i].transactional);
    QVERIFY(!read->down[0].transactional);
    QVERIFY(checksumMatches(*read));
}

void tst_RevisionFile::aMarkerInABodyOrStringIsText()
{
    const std::string body = "CREATE FUNCTION f() RETURNS text LANGUAGE sql AS $$\n-- schemawright: down\nSELECT '\n-- "
                             "schemawright: up\n'\n$$";
    const std::string comment = "/*\n-- schemawright: down\n*/ COMMENT ON TABLE t IS '\n-- schemawright: nonsense\n'";
    const std::string text = std::string(bare) + "-- schemawright: up\n" + body + ";\n" + comment +
                             ";\n-- schemawright: down\nDROP FUNCTION f();\n";
    const auto read = parseRevision({"x.sql", text});
    QVERIFY2(read, why(read).c_str());
    QCOMPARE(read->up.size(), std::size_t(1));
    QCOMPARE(read->up[0].statements.size(), std::size_t(2));
    QCOMPARE(read->up[0].statements[0].sql, body);
    QCOMPARE(read->down[0].statements[0].sql, std::string("DROP FUNCTION f()"));
}

void tst_RevisionFile::messagesCannotBreakTheHeader_data()
{
    QTest::addColumn<QByteArray>("message");
    QTest::newRow("newline") << QByteArray("one\n-- schemawright: up\nDROP TABLE t;");
    QTest::newRow("backslashes") << QByteArray("C:\\new \\\\n \\x41 \\");
    QTest::newRow("control characters") << QByteArray("a\rb\tc\x1b[31m\x7f");
    QTest::newRow("comment") << QByteArray("*/ -- /* $$ ' \"");
    QTest::newRow("empty") << QByteArray("");
    QTest::newRow("unicode") << QByteArray("Gr\xC3\xB6\xC3\x9F"
                                           "e \xF0\x9F\x90\x98");
}

void tst_RevisionFile::messagesCannotBreakTheHeader()
{
    QFETCH(QByteArray, message);
    Revision revision = simple(message.toStdString());
    revision.id = "1";
    const auto read = parseRevision({"x.sql", revisionText(revision)});
    QVERIFY2(read, why(read).c_str());
    QCOMPARE(read->message, message.toStdString());
    QVERIFY(checksumMatches(*read));
}

void tst_RevisionFile::anEditIsSeenAndCommentsAreNot()
{
    Revision revision = simple("x");
    revision.id = "1";
    std::string text = revisionText(revision);
    std::string windows;
    for (const char c : text)
        windows += c == '\n' ? std::string("\r\n") : std::string(1, c);
    QVERIFY(checksumMatches(*parseRevision({"x.sql", windows})));
    const std::size_t at = text.find("CREATE TABLE");
    QVERIFY(checksumMatches(*parseRevision({"x.sql", text.substr(0, at) + "-- why\n\n" + text.substr(at)})));
    text.replace(text.find("integer"), 7, "bigint");
    const auto edited = parseRevision({"x.sql", text});
    QVERIFY(edited);
    QVERIFY(!checksumMatches(*edited));
    QVERIFY(edited->upText.find("bigint") != std::string::npos);
    QCOMPARE(std::ranges::count(edited->upText.substr(0, edited->upText.find("CREATE")), '\n'),
             std::ranges::count(text.substr(0, text.find("CREATE")), '\n'));
}

void tst_RevisionFile::badFilesAreRefusedWithTheLine_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("line");
    QTest::addColumn<QString>("says");
    const QString head = QString::fromUtf8(bare);
    const QString up = QStringLiteral("-- schemawright: up\n");
    const QString down = QStringLiteral("-- schemawright: down\n");
    QTest::newRow("empty") << QString() << 1 << QStringLiteral("not a revision file");
    QTest::newRow("plain SQL") << QStringLiteral("CREATE TABLE t();") << 1 << QStringLiteral("not a revision file");
    QTest::newRow("cut off") << head + up + QStringLiteral("SELECT 1;\n") << 5
                             << QStringLiteral("`down` section is missing");
    QTest::newRow("header only") << head << 3 << QStringLiteral("`up` section is missing");
    QTest::newRow("statement before up") << head + QStringLiteral("SELECT 1;\n") + up + down << 3
                                         << QStringLiteral("outside the sections");
    QTest::newRow("unknown marker") << head + up + QStringLiteral("-- schemawright: dwon\n") << 4
                                    << QStringLiteral("unknown marker `dwon`");
    QTest::newRow("two ups") << head + up + up + down << 4 << QStringLiteral("`up` section exists twice");
    QTest::newRow("down first") << head + down + up << 3 << QStringLiteral("before");
    QTest::newRow("no semicolon") << head + up + QStringLiteral("SELECT 1\n") + down +
                                         QStringLiteral("UNION SELECT 2;\n")
                                  << 4 << QStringLiteral("semicolon");
    QTest::newRow("own transaction") << head + up + QStringLiteral("BEGIN;\n") + down << 4
                                     << QStringLiteral("begin or end a transaction");
    QTest::newRow("concurrently") << head + up + QStringLiteral("CREATE INDEX CONCURRENTLY i ON t (a);\n") + down << 4
                                  << QStringLiteral("cannot run in a transaction");
    QTest::newRow("copy") << head + up + QStringLiteral("COPY t FROM stdin;\n1\n\\.\n") + down << 4
                          << QStringLiteral("COPY");
    QTest::newRow("syntax") << head + up + QStringLiteral("SELECT 1;\nSELEC 1;\n") + down << 5
                            << QStringLiteral("syntax error");
}

void tst_RevisionFile::badFilesAreRefusedWithTheLine()
{
    QFETCH(QString, text);
    QFETCH(int, line);
    QFETCH(QString, says);
    const auto read = parseRevision({"0001_x.sql", text.toStdString()});
    QVERIFY(!read);
    QVERIFY2(read.error().text().find(says.toStdString()) != std::string::npos, read.error().text().c_str());
    QCOMPARE(read.error().line, static_cast<std::size_t>(line));
    QCOMPARE(read.error().file, std::string("0001_x.sql"));
}

void tst_RevisionFile::revisionsAreNumberedAndChained()
{
    const QTemporaryDir folder;
    const DatabaseConfig database = databaseIn(folder);
    QVERIFY(readRevisions(database)->empty());
    for (const char* message : {"first", "second", "Third: the one"}) {
        const auto written = writeRevision(database, simple(message));
        QVERIFY2(written, why(written).c_str());
        QVERIFY(checksumMatches(*written));
    }
    const auto read = readRevisions(database);
    QVERIFY2(read, why(read).c_str());
    QCOMPARE(read->size(), std::size_t(3));
    QCOMPARE(read->at(2).id, std::string("0003"));
    QCOMPARE(read->at(2).parents, std::vector<std::string>{"0002"});
    QCOMPARE(read->at(2).path.filename().string(), std::string("0003_third_the_one.sql"));
    Revision named = simple("fourth");
    named.id = "loyalty";
    QVERIFY(writeRevision(database, named));
    QCOMPARE(writeRevision(database, named).error().code, ErrorCode::Conflict);
    for (const char* bad : {"head", "a b", "../x", "a-1", ""}) {
        named.id = bad;
        if (*bad)
            QCOMPARE(writeRevision(database, named).error().code, ErrorCode::Usage);
    }
    QCOMPARE(writeRevision(database, simple("fifth"))->id, std::string("0004"));
    QCOMPARE(readRevisions(database)->back().parents, std::vector<std::string>{"loyalty"});
}

void tst_RevisionFile::writersAtTheSameTimeGetDifferentNumbers()
{
    const QTemporaryDir folder;
    const DatabaseConfig database = databaseIn(folder);
    std::vector<std::jthread> writers;
    for (int i = 0; i < 8; ++i)
        writers.emplace_back([&database, i] {
            for (int k = 0; k < 5; ++k)
                (void)writeRevision(database, simple("message " + std::to_string(i)));
        });
    writers.clear();
    const auto read = readRevisions(database);
    QVERIFY2(read, why(read).c_str());
    QCOMPARE(read->size(), std::size_t(40));
    QCOMPARE(read->back().id, std::string("0040"));
}

void tst_RevisionFile::anUnexpectedHeadIsAConflict()
{
    const QTemporaryDir folder;
    const DatabaseConfig database = databaseIn(folder);
    const std::vector<std::string> none;
    QVERIFY(writeRevision(database, simple("a"), {{}, none}));
    QCOMPARE(writeRevision(database, simple("b"), {{}, none}).error().code, ErrorCode::Conflict);
    QVERIFY(writeRevision(database, simple("b"), {{}, std::vector<std::string>{"0001"}}));
    QCOMPARE(readRevisions(database)->size(), std::size_t(2));
}

void tst_RevisionFile::slugsAreAsciiAndShort()
{
    const QTemporaryDir folder;
    const DatabaseConfig database = databaseIn(folder);
    for (const std::string& message : {std::string(500, 'a'), std::string("../../etc/passwd"),
                                       std::string("\xC3\xB6\xC3\xA4"), std::string("  --  "), std::string()}) {
        const auto written = writeRevision(database, simple(message));
        QVERIFY2(written, why(written).c_str());
        const std::string name = written->path.filename().string();
        QVERIFY(name.size() <= 5 + 40 + 4);
        QVERIFY(std::ranges::all_of(
            name, [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '.'; }));
        QCOMPARE(written->path.parent_path(), database.folder / "revisions");
    }
}

void tst_RevisionFile::pathsGoUpAndDown()
{
    std::vector<Revision> revisions;
    for (const char* id : {"1", "2", "3"}) {
        Revision revision = simple("x");
        revision.id = id;
        if (!revisions.empty())
            revision.parents = {revisions.back().id};
        revisions.push_back(revision);
    }
    const auto ids = [](const std::vector<RevisionStep>& steps) {
        std::string out;
        for (const RevisionStep& step : steps)
            out += (step.up ? "+" : "-") + step.revision.id;
        return out;
    };
    QCOMPARE(ids(*pathBetween(revisions, "", "3")), std::string("+1+2+3"));
    QCOMPARE(ids(*pathBetween(revisions, "3", "1")), std::string("-3-2"));
    QCOMPARE(ids(*pathBetween(revisions, "2", "")), std::string("-2-1"));
    QVERIFY(pathBetween(revisions, "2", "2")->empty());
    QCOMPARE(pathBetween(revisions, "x", "2").error().code, ErrorCode::NotFound);
    QCOMPARE(pathBetween(revisions, "2", "x").error().code, ErrorCode::NotFound);
}

void tst_RevisionFile::aNewProofTouchesTheHeaderOnly()
{
    const QTemporaryDir folder;
    const DatabaseConfig database = databaseIn(folder);
    const auto written = writeRevision(database, simple("x"));
    std::string text = *readFile(written->path);
    text.replace(text.find("integer"), 7, "bigint /* wide */");
    text.insert(text.find("-- checksum"), "-- reviewed by: Ann\n");
    text += "-- the end, without a newline\n  -- checksum: of nothing";
    QVERIFY(writeFileAtomically(written->path, text));
    const auto edited = readRevisions(database);
    QVERIFY2(edited, why(edited).c_str());
    QVERIFY(!checksumMatches(edited->front()));
    const auto proved = updateProof(edited->front(), "up, down, up on PostgreSQL 17.5");
    QVERIFY2(proved, why(proved).c_str());
    QVERIFY(checksumMatches(*proved));
    QCOMPARE(proved->proof, std::string("up, down, up on PostgreSQL 17.5"));
    const auto without = [](const std::string& all) {
        QStringList lines = QString::fromStdString(all).split(QLatin1Char('\n'));
        lines.removeIf([](const QString& line) {
            return line.startsWith(QStringLiteral("-- checksum:")) || line.startsWith(QStringLiteral("-- proved:"));
        });
        return lines;
    };
    QCOMPARE(without(*readFile(written->path)), without(text));
}

void tst_RevisionFile::createdComesFromSourceDateEpoch()
{
    const QTemporaryDir folder;
    qputenv("SOURCE_DATE_EPOCH", "0");
    const auto written = writeRevision(databaseIn(folder), simple("x"));
    qunsetenv("SOURCE_DATE_EPOCH");
    QCOMPARE(written->created, std::string("1970-01-01T00:00:00Z"));
}

void tst_RevisionFile::offlineScriptsKeepTheBooks()
{
    Revision revision = simple("it's");
    revision.id = "0001";
    const std::string up = stepsScript({{revision, true}});
    QVERIFY(up.find("CREATE TABLE t (a integer);\n") != std::string::npos);
    QVERIFY(up.find("'it''s'") != std::string::npos);
    QVERIFY(up.find("CREATE SCHEMA IF NOT EXISTS schemawright") < up.find("CREATE TABLE t "));
    QCOMPARE(up, stepsScript({{revision, true}}));
    const std::string down = stepsScript({{revision, false}});
    QVERIFY(down.find("DROP TABLE t;\n") != std::string::npos);
    QVERIFY(down.find("DELETE FROM schemawright.revisions WHERE id = '0001'") != std::string::npos);
}

QTEST_APPLESS_MAIN(tst_RevisionFile)
#include "tst_revision_file.moc"
