// The migrations of a real service, one after the other: from the schema before each to the schema after it we write our own up and down, and
// both arrive where they should.

#include "diff/difference/difference.h"
#include "diff/kinds/base/same.h"
#include "diff/plan/plan.h"
#include "diff/read/read.h"
#include "diff/resolve/resolve.h"
#include "diff/resolve/run.h"
#include "tests/support/corpus.h"

#include <QTest>

#include <filesystem>
#include <map>

using namespace schemawright;
using namespace schemawright::test;
namespace fs = std::filesystem;

namespace {

fs::path history()
{
    return sharedFolder() / "corpus/history/crates_io";
}

/// A migration's place in the order: its version, which is written with hyphens as of some day.
std::string version(const fs::path& step)
{
    const std::string name = step.filename();
    std::string digits = name.substr(0, name.find('_'));
    std::erase(digits, '-');
    return digits;
}

} // namespace

class tst_History : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void eachStepComesAndGoes_data();
    void eachStepComesAndGoes();
    void cleanupTestCase();

private:
    /// Runs the plan in the database that is ours; what is there then must equal `wanted`.
    void goTo(const Plan& plan, const Catalog& wanted);

    std::shared_ptr<ScratchServer> m_server;
    std::optional<ScratchDatabase> m_theirs; ///< the migrations as they were written
    std::optional<ScratchDatabase> m_ours;   ///< the same schemas by our own scripts; none after a failure
    Catalog m_before = baselineCatalog();
};

void tst_History::initTestCase()
{
    if (!fs::is_directory(history()))
        QSKIP("the folder of shared schemas is not beside this checkout");
    auto server = ScratchServer::start({});
    QVERIFY2(server, server ? "" : errorText(server.error()).constData());
    m_server = *server;
    auto database = m_server->createDatabase();
    QVERIFY(database);
    m_theirs = std::move(*database);
}

void tst_History::eachStepComesAndGoes_data()
{
    QTest::addColumn<QString>("path");
    std::map<std::string, fs::path> steps;
    for (const fs::directory_entry& entry : fs::directory_iterator(history()))
        steps.emplace(version(entry.path()), entry.path());
    QCOMPARE(steps.size(), 274U);
    for (const auto& [version, step] : steps)
        QTest::newRow(step.filename().c_str()) << QString::fromStdString((step / "up.sql").string());
}

void tst_History::goTo(const Plan& plan, const Catalog& wanted)
{
    auto connection = m_ours->connect();
    QVERIFY(connection);
    const auto run = runOnScratch(*connection, plan);
    QVERIFY2(run, run ? "" : errorText(run.error()).constData());
    const auto there = readCatalog(m_ours->spec());
    QVERIFY2(there, there ? "" : errorText(there.error()).constData());
    QVERIFY2(sameCatalog(there->catalog, wanted), differences(there->catalog, wanted).constData());
}

void tst_History::eachStepComesAndGoes()
{
    QFETCH(QString, path);
    const auto sql = readFile(path.toStdString());
    QVERIFY(sql);
    auto theirs = m_theirs->connect();
    QVERIFY(theirs);
    const auto migrated = runFiles(*m_server, *theirs, {{path.toStdString(), *sql}});
    QVERIFY2(migrated, migrated ? "" : errorText(migrated.error()).constData());
    const auto after = readCatalog(m_theirs->spec());
    QVERIFY2(after, after ? "" : errorText(after.error()).constData());
    QVERIFY2(after->unknown.empty(), after->unknown.empty() ? "" : after->unknown.front().c_str());

    const Catalog before = std::exchange(m_before, after->catalog);
    if (!m_ours) {
        auto built = buildCatalog(*m_server, before);
        QVERIFY2(built, built ? "" : errorText(built.error()).constData());
        m_ours = std::move(*built);
    }
    const auto difference = makeDifference(before, after->catalog, {}, m_server.get());
    QVERIFY2(difference, difference ? "" : errorText(difference.error()).constData());
    for (const auto& [plan, wanted] :
         {std::pair{&difference->up, &after->catalog}, std::pair{&difference->down, &before},
          std::pair{&difference->up, &after->catalog}}) {
        goTo(*plan, *wanted);
        if (QTest::currentTestFailed()) {
            m_ours.reset();
            return;
        }
    }
}

void tst_History::cleanupTestCase()
{
    m_ours.reset();
    m_theirs.reset();
    m_server.reset();
}

QTEST_GUILESS_MAIN(tst_History)
#include "tst_history.moc"
