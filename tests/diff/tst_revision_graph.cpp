#include "diff/apply/applied.h"
#include "diff/apply/tracking_tables.h"
#include "diff/revision/revision_chain.h"
#include "diff/revision/revision_file.h"
#include "diff/revision/revision_target.h"

#include <QTemporaryDir>
#include <QTest>

#include <filesystem>
#include <fstream>

using namespace schemawright;
namespace fs = std::filesystem;

namespace {

Revision made(const std::string& id, std::vector<std::string> parents, std::vector<std::string> labels = {})
{
    Revision revision;
    revision.id = id;
    revision.parents = std::move(parents);
    revision.labels = std::move(labels);
    revision.path = id + "_x.sql";
    revision.up.push_back({true, {Statement{}}});
    revision.up.back().statements.back().sql = "SELECT '" + id + "'";
    revision.down = revision.up;
    revision.checksum = revisionChecksum(revision);
    return revision;
}

/// 1 - 2 - 3 (label left) - 6 (merges 3 and 5), 7 after 6; 2 - 4 (label right) - 5; 9 is a base of its own (label apart).
std::vector<Revision> graph()
{
    return *inOrder({made("7", {"6"}), made("5", {"4"}), made("6", {"3", "5"}), made("4", {"2"}, {"right"}),
                     made("1", {}), made("3", {"2"}, {"left"}), made("2", {"1"}), made("9", {}, {"apart"})});
}

/// Without what joins the branches.
std::vector<Revision> branches()
{
    std::vector<Revision> revisions = graph();
    std::erase_if(revisions, [](const Revision& each) { return each.id == "6" || each.id == "7" || each.id == "9"; });
    return revisions;
}

std::string idsOf(const std::vector<Revision>& revisions)
{
    std::string out;
    for (const Revision& revision : revisions)
        out += revision.id;
    return out;
}

std::string stepsOf(const Result<std::vector<RevisionStep>>& steps)
{
    if (!steps)
        return steps.error().text();
    std::string out;
    for (const RevisionStep& step : *steps)
        out += (step.up ? "+" : "-") + step.revision.id;
    return out;
}

RevisionIds setOf(const QString& ids)
{
    RevisionIds out;
    for (const QChar id : ids)
        out.insert(QString(id).toStdString());
    return out;
}

std::string why(const auto& result)
{
    return result ? std::string() : result.error().text();
}

DatabaseConfig databaseIn(const QTemporaryDir& folder)
{
    DatabaseConfig database;
    database.name = "shop";
    database.folder = folder.path().toStdString();
    fs::create_directories(database.folder / "revisions");
    return database;
}

Tracking trackingOf(const std::vector<std::string>& heads, const std::vector<Revision>& rows, bool old = false)
{
    Tracking tracking;
    tracking.exists = true;
    tracking.heads = heads;
    for (const Revision& revision : rows) {
        Tracking::Row row{.id = revision.id, .checksum = revision.checksum, .applied = "2026-11-20T00:00:00Z"};
        if (!old) {
            row.parents = revision.parents;
            row.statements = statementHashes(revision);
        }
        tracking.rows.push_back(row);
    }
    return tracking;
}

} // namespace

class tst_RevisionGraph : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void branchesStayTogether();
    void theOrderDoesNotDependOnThatOfTheFiles();
    void brokenGraphsAreNamed_data();
    void brokenGraphsAreNamed();
    void targets_data();
    void targets();
    void upgrades_data();
    void upgrades();
    void downgrades_data();
    void downgrades();
    void stepsKnowTheHeads();
    void idsFollowTheScheme();
    void aRevisionFollowsWhatItIsToldTo();
    void labelsAreUnique();
    void editedFilesAreTold();
    void lateRevisionsAreFound();
    void missingFilesAreNamed();
    void irreversibleDownsSaySo();
};

void tst_RevisionGraph::branchesStayTogether()
{
    QCOMPARE(idsOf(graph()), std::string("12345679"));
    const std::vector<Revision> longer = *inOrder(
        {made("1", {}), made("2", {"1"}), made("3", {"1"}), made("4", {"2"}), made("5", {"3"}), made("6", {"4", "5"})});
    QCOMPARE(idsOf(longer), std::string("124356"));
    const RevisionGraph all(longer);
    QCOMPARE(all.heads(), std::vector<std::string>{"6"});
    QCOMPARE(all.headsOf({"1", "2", "3"}), (std::vector<std::string>{"2", "3"}));
    QCOMPARE(all.headsOf({"1", "2", "6"}), std::vector<std::string>{"6"});
    QCOMPARE(all.children("1"), (std::vector<std::string>{"2", "3"}));
}

void tst_RevisionGraph::theOrderDoesNotDependOnThatOfTheFiles()
{
    std::vector<Revision> revisions = graph();
    for (int i = 0; i < 20; ++i) {
        std::ranges::next_permutation(revisions, {}, &Revision::id);
        QCOMPARE(idsOf(*inOrder(revisions)), std::string("12345679"));
    }
}

void tst_RevisionGraph::brokenGraphsAreNamed_data()
{
    QTest::addColumn<QString>("lines"); // id:parents:labels;...
    QTest::addColumn<QStringList>("says");
    const auto row = [](const char* name, const char* lines, const QStringList& says) {
        QTest::newRow(name) << QString::fromUtf8(lines) << says;
    };
    row("self-parent", "a::;b:b:", {QStringLiteral("b_x.sql"), QStringLiteral("revision b is its own parent")});
    row("cycle", "a::;b:d:;c:b:;d:c:",
        {QStringLiteral("cycle"), QStringLiteral("b_x.sql follows d_x.sql follows c_x.sql follows b_x.sql")});
    row("cycle with a way in",
        "a:c:;b:a:;c:b:;d:c:", {QStringLiteral("cycle"), QStringLiteral("a_x.sql follows c_x.sql")});
    row("missing parent", "a::;b:x:", {QStringLiteral("b_x.sql"), QStringLiteral("parent x does not exist")});
    row("missing parent of a merge",
        "a::;b:a:;c:b, y:", {QStringLiteral("c_x.sql"), QStringLiteral("parent y does not exist")});
    row("duplicate id", "a::;a::", {QStringLiteral("the id a is also used by"), QStringLiteral("another id")});
    row("parent twice", "a::;b:a, a:", {QStringLiteral("name a twice")});
    row("label twice", "a::one;b:a:one", {QStringLiteral("label one is also used by a_x.sql")});
    row("label is an id", "a::b;b:a:", {QStringLiteral("label b is the id of a revision")});
    row("label is reserved", "a::head", {QStringLiteral("\"head\" cannot be a label")});
    row("label with a sign", "a::x+1", {QStringLiteral("\"x+1\" cannot be a label")});
}

void tst_RevisionGraph::brokenGraphsAreNamed()
{
    QFETCH(QString, lines);
    QFETCH(QStringList, says);
    const QTemporaryDir folder;
    const DatabaseConfig database = databaseIn(folder);
    int number = 0;
    for (const QString& line : lines.split(QLatin1Char(';'))) {
        const QStringList parts = line.split(QLatin1Char(':'));
        Revision revision = made(parts[0].toStdString(), {});
        for (const QString& parent : parts[1].split(QStringLiteral(", "), Qt::SkipEmptyParts))
            revision.parents.push_back(parent.toStdString());
        if (!parts[2].isEmpty())
            revision.labels = {parts[2].toStdString()};
        const bool again = fs::exists(database.folder / "revisions" / (revision.id + "_x.sql"));
        std::ofstream(database.folder / "revisions" /
                      (revision.id + (again ? "_y" + std::to_string(number) : "_x") + ".sql"))
            << revisionText(revision);
        ++number;
    }
    const auto read = readRevisions(database);
    QVERIFY(!read);
    QVERIFY(!read.error().file.empty());
    for (const QString& text : says)
        QVERIFY2(read.error().text().contains(text.toStdString()), read.error().text().c_str());
}

void tst_RevisionGraph::targets_data()
{
    QTest::addColumn<QString>("target");
    QTest::addColumn<QString>("applied");
    QTest::addColumn<QString>("expected"); // the ids; "!" and a part of the message where it is rejected
    const auto row = [](const char* target, const char* applied, const char* expected) {
        QTest::addRow("%s with %s", target, applied)
            << QString::fromUtf8(target) << QString::fromUtf8(applied) << QString::fromUtf8(expected);
    };
    row("head", "", "!2 heads: 7 (7_x.sql), 9 (9_x.sql)");
    row("heads", "", "79");
    row("base", "123", "");
    row("current", "12345", "35");
    row("left", "", "3");
    row("left@head", "", "7");
    row("right@head", "", "7");
    row("apart@head", "", "9");
    row("left@3", "", "3");
    row("apart@3", "", "!does not exist in the branch \"apart\"");
    row("nobody@head", "", "!no revision has the label \"nobody\"");
    row("2+1", "", "!2 (2_x.sql) is followed by 3 (3_x.sql), 4 (4_x.sql)");
    row("left@2+1", "", "!does not exist in the branch");
    row("4+1", "", "5");
    row("6-1", "", "!merges 3 (3_x.sql), 5 (5_x.sql)");
    row("7-1", "", "6");
    row("1-1", "", "");
    row("1-2", "", "!beyond the first");
    row("7+1", "", "!beyond the last");
    row("+1", "", "!the next revision can be 1 (1_x.sql), 9 (9_x.sql)");
    row("+1", "1", "2");
    row("+1", "12", "!the next revision can be 3 (3_x.sql), 4 (4_x.sql)");
    row("right@+1", "12", "4");
    row("right@+2", "12", "5");
    row("right@+1", "1234", "5");
    row("+1", "12345", "6");
    row("+2", "12345", "7");
    row("+9", "12345", "!beyond the last");
    row("-1", "123456", "!merges 3 (3_x.sql), 5 (5_x.sql)");
    row("-1", "12345", "!the database has 2 heads: 3 (3_x.sql), 5 (5_x.sql)");
    row("right@-1", "12345", "34");
    row("-1", "1", "");
    row("-2", "1", "!beyond the first");
    row("-1", "", "!beyond the first");
    row("1:2", "", "!is a range");
    row("@head", "", "!no revision has the label \"\"");
    row("left@", "", "!is not a target");
    row("+", "", "!is not a target");
    row("--", "", "!is not a target");
    row("", "", "!empty");
}

void tst_RevisionGraph::targets()
{
    QFETCH(QString, target);
    QFETCH(QString, applied);
    QFETCH(QString, expected);
    const auto found = resolveTargets(graph(), target.toStdString(), setOf(applied));
    if (expected.startsWith(QLatin1Char('!'))) {
        QVERIFY2(!found, found ? found->text().c_str() : "");
        QVERIFY2(found.error().text().contains(expected.mid(1).toStdString()), found.error().text().c_str());
        return;
    }
    QVERIFY2(found, why(found).c_str());
    QString ids;
    for (const std::string& id : found->ids)
        ids += QString::fromStdString(id);
    QCOMPARE(ids, expected);
}

void tst_RevisionGraph::upgrades_data()
{
    QTest::addColumn<QString>("target");
    QTest::addColumn<QString>("applied");
    QTest::addColumn<QString>("steps");
    const auto row = [](const char* target, const char* applied, const char* steps) {
        QTest::addRow("%s with %s", target, applied)
            << QString::fromUtf8(target) << QString::fromUtf8(applied) << QString::fromUtf8(steps);
    };
    row("heads", "", "+1+2+3+4+5+6+7+9");
    row("7", "", "+1+2+3+4+5+6+7");
    row("5", "", "+1+2+4+5");
    row("7", "1245", "+3+6+7");
    row("7", "1234567", "");
    row("9", "123", "+9");
    row("2", "123", "revision 2 is older than the database's revision, which is 3 (use downgrade)");
    row("base", "1", "base is older than the database's revision, which is 1 (use downgrade)");
    row("base", "", "");
    row("3", "12345", "");
    row("apart@+1", "1", "+9");
}

void tst_RevisionGraph::upgrades()
{
    QFETCH(QString, target);
    QFETCH(QString, applied);
    QFETCH(QString, steps);
    const auto found = resolveTargets(graph(), target.toStdString(), setOf(applied));
    QVERIFY2(found, why(found).c_str());
    QCOMPARE(QString::fromStdString(stepsOf(stepsUp(graph(), setOf(applied), *found))), steps);
}

void tst_RevisionGraph::downgrades_data()
{
    QTest::addColumn<QString>("target");
    QTest::addColumn<QString>("applied");
    QTest::addColumn<QString>("steps");
    const auto row = [](const char* target, const char* applied, const char* steps) {
        QTest::addRow("%s with %s", target, applied)
            << QString::fromUtf8(target) << QString::fromUtf8(applied) << QString::fromUtf8(steps);
    };
    row("base", "12345679", "-9-7-6-5-4-3-2-1");
    row("3", "1234567", "-7-6");
    row("2", "1234567", "-7-6-5-4-3");
    row("4", "12345", "-5");
    row("right@-1", "12345", "-5");
    row("right@-2", "12345", "-5-4");
    row("right@base", "12345", "-5-4");
    row("apart@base", "129", "-9");
    row("-1", "1245", "-5");
    row("-3", "1245", "-5-4-2");
    row("7", "1234567", "");
    row("heads", "12345679", "");
    row("current", "1245", "");
    row("4", "123", "revision 4 is newer than the database's revision, which is 3, or of another branch (use upgrade)");
}

void tst_RevisionGraph::downgrades()
{
    QFETCH(QString, target);
    QFETCH(QString, applied);
    QFETCH(QString, steps);
    const auto found = resolveTargets(graph(), target.toStdString(), setOf(applied));
    QVERIFY2(found, why(found).c_str());
    QCOMPARE(QString::fromStdString(stepsOf(stepsDown(graph(), setOf(applied), *found))), steps);
}

void tst_RevisionGraph::stepsKnowTheHeads()
{
    const auto steps = stepsBetween(graph(), {"1", "2", "3"}, {"1", "2", "3", "4", "5", "6"});
    QCOMPARE(steps.size(), std::size_t(3));
    QCOMPARE(steps[0].headsBefore(), std::vector<std::string>{"3"});
    QCOMPARE(steps[0].headsAfter(), (std::vector<std::string>{"3", "4"}));
    QCOMPARE(steps[2].headsBefore(), (std::vector<std::string>{"3", "5"}));
    QCOMPARE(steps[2].headsAfter(), std::vector<std::string>{"6"});
    const std::string up = finishStepSql({}, steps[0]);
    QVERIFY2(!up.contains("head = false"), up.c_str()); // 3 stays a head
    QVERIFY(finishStepSql({}, steps[2]).contains("SET head = false WHERE id IN ('3', '5')"));
    // One step alone, as of a database without other branches.
    const RevisionStep alone{made("6", {"3", "5"}), false};
    QCOMPARE(alone.headsAfter(), (std::vector<std::string>{"3", "5"}));
    QVERIFY(finishStepSql({"odd \"name"}, alone).contains("DELETE FROM \"odd \"\"name\".revisions WHERE id = '6'"));
}

void tst_RevisionGraph::idsFollowTheScheme()
{
    const QTemporaryDir folder;
    DatabaseConfig database = databaseIn(folder);
    qputenv("SOURCE_DATE_EPOCH", "1795875303"); // 2026-11-28T14:15:03Z
    database.revisionIds = RevisionIdScheme::Time;
    QCOMPARE(writeRevision(database, made("", {}))->id, std::string("20261128141503"));
    QCOMPARE(writeRevision(database, made("", {}))->id, std::string("20261128141504"));
    database.revisionIds = RevisionIdScheme::Hash;
    const auto first = writeRevision(database, made("", {}));
    const auto second = writeRevision(database, made("", {}));
    qunsetenv("SOURCE_DATE_EPOCH");
    QVERIFY2(first && second, (why(first) + why(second)).c_str());
    QCOMPARE(first->id.size(), std::size_t(12));
    QVERIFY(first->id != second->id);
    database.revisionIds = RevisionIdScheme::Number;
    QCOMPARE(writeRevision(database, made("", {}))->id, std::string("0001"));
    QCOMPARE(readRevisions(database)->size(), std::size_t(5));
}

void tst_RevisionGraph::aRevisionFollowsWhatItIsToldTo()
{
    const QTemporaryDir folder;
    const DatabaseConfig database = databaseIn(folder);
    for (const Revision& revision : branches())
        QVERIFY(writeRevision(database, revision, {revision.parents, {}}));
    const auto ambiguous = writeRevision(database, made("", {}));
    QVERIFY(!ambiguous);
    QCOMPARE(ambiguous.error().code, ErrorCode::Conflict);
    QVERIFY2(ambiguous.error().text().contains("2 heads: 3 (3_revision.sql), 5 (5_revision.sql)"),
             why(ambiguous).c_str());
    QVERIFY(ambiguous.error().hint.contains("schemawright merge 3 5"));
    QCOMPARE(writeRevision(database, made("", {}), {std::vector<std::string>{"x"}, {}}).error().code,
             ErrorCode::NotFound);
    QCOMPARE(writeRevision(database, made("", {}), {std::vector<std::string>{"3"}, std::vector<std::string>{"3"}})
                 .error()
                 .code,
             ErrorCode::Conflict);
    const auto merged = writeRevision(database, made("", {}), {std::vector<std::string>{"3", "5"}, {}});
    QVERIFY2(merged, why(merged).c_str());
    QCOMPARE(readRevisions(database)->back().parents, (std::vector<std::string>{"3", "5"}));
}

void tst_RevisionGraph::labelsAreUnique()
{
    const QTemporaryDir folder;
    const DatabaseConfig database = databaseIn(folder);
    QVERIFY(writeRevision(database, made("a", {}, {"one", "two"})));
    QCOMPARE(readRevisions(database)->front().labels, (std::vector<std::string>{"one", "two"}));
    for (const char* label : {"one", "a", "b", "base", "x@y", "x-y", ""})
        QVERIFY2(!writeRevision(database, made("b", {}, {label})), label);
    QVERIFY(!writeRevision(database, made("two", {})));
    QVERIFY(writeRevision(database, made("b", {}, {"three"})));
}

void tst_RevisionGraph::editedFilesAreTold()
{
    const std::vector<Revision> applied = branches();
    Revision unchanged = applied[1];
    unchanged.up[0].statements[0].sql += "\r\n";
    std::vector<Revision> now = applied;
    now[1].up[0].statements[0].sql = "SELECT\r\n'2'";
    const Tracking tracking = trackingOf({"3", "5"}, applied);
    const AppliedRevisions found = appliedOf(now, tracking);
    QCOMPARE(found.edited.size(), std::size_t(1));
    QCOMPARE(found.edited[0].id, std::string("2"));
    QVERIFY2(found.edited[0].what.contains("statement 1 of up is not what was applied: SELECT"),
             found.edited[0].what.c_str());
    const auto refused = requireIntact(now, found);
    QVERIFY(!refused);
    QVERIFY2(refused.error().text().starts_with("2_x.sql was edited after it had been applied"), why(refused).c_str());
    QVERIFY(requireIntact(now, found, {.edited = true}));
    QVERIFY(appliedOf(applied, tracking).edited.empty());
    // A row of an older version knows the checksum only.
    QVERIFY(appliedOf(now, trackingOf({"3", "5"}, applied, true)).edited[0].what.contains("applied at 2026-11-20"));
    // Other line ends are no edit.
    std::vector<Revision> windows = applied;
    for (Revision& revision : windows) {
        revision.up[0].statements[0].sql = "SELECT\n1";
        revision.checksum = revisionChecksum(revision);
    }
    const Tracking unix = trackingOf({"3", "5"}, windows);
    for (Revision& revision : windows)
        revision.up[0].statements[0].sql = "SELECT\r\n1";
    QVERIFY(appliedOf(windows, unix).edited.empty());
}

void tst_RevisionGraph::lateRevisionsAreFound()
{
    // 1 - 2 - 3 in the files; 2 came after 3 had been applied.
    const std::vector<Revision> line = *inOrder({made("1", {}), made("2", {"1"}), made("3", {"2"})});
    for (const bool old : {false, true}) {
        const AppliedRevisions found = appliedOf(line, trackingOf({"3"}, {line[0], line[2]}, old));
        QCOMPARE(found.late, std::vector<std::string>{"2"});
        QCOMPARE(found.ids, (RevisionIds{"1", "3"}));
        const auto refused = requireIntact(line, found);
        QVERIFY(!refused);
        QVERIFY2(refused.error().text().contains("2 (2_x.sql) was never applied"), why(refused).c_str());
        QVERIFY(requireIntact(line, found, {.late = true}));
        QCOMPARE(stepsOf(stepsUp(line, found.ids, {{"3"}})), std::string("+2"));
    }
    // A stamp of an older version wrote a row of the head only.
    QVERIFY(appliedOf(line, trackingOf({"3"}, {line[2]}, true)).late.empty());
    QCOMPARE(appliedOf(line, trackingOf({"3"}, {line[2]})).late, (std::vector<std::string>{"1", "2"}));
}

void tst_RevisionGraph::missingFilesAreNamed()
{
    const std::vector<Revision> line = *inOrder({made("1", {}), made("2", {"1"})});
    const AppliedRevisions found = appliedOf({line[0]}, trackingOf({"2"}, line));
    QCOMPARE(found.missing, std::vector<std::string>{"2"});
    const auto refused = requireIntact({line[0]}, found, {.edited = true, .late = true});
    QVERIFY(!refused);
    QVERIFY2(refused.error().text().contains("revision 2 applied, of which this project has no file"),
             why(refused).c_str());
}

void tst_RevisionGraph::irreversibleDownsSaySo()
{
    Revision revision = made("1", {});
    QVERIFY(revision.losses().empty());
    revision.irreversible = {"the values of column a are lost\n-- schemawright: up"};
    const auto read = parseRevision({"x.sql", revisionText(revision)});
    QVERIFY2(read, why(read).c_str());
    QCOMPARE(read->losses(), revision.irreversible);
    QVERIFY(checksumMatches(*read));
    revision.irreversible.clear();
    revision.down.clear();
    QCOMPARE(revision.losses().size(), std::size_t(1));
    revision.up.clear();
    QVERIFY(revision.losses().empty());
}

QTEST_APPLESS_MAIN(tst_RevisionGraph)
#include "tst_revision_graph.moc"
