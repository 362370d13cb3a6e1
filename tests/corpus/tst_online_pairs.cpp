// The law of committed_states.h on the shared pairs of schemas, the reported cases among them. A sample by default; SCHEMAWRIGHT_ALL_STATES=1
// walks them all.

#include "tests/support/committed_states.h"
#include "tests/support/corpus.h"

#include <QTest>

#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

using namespace schemawright;
using namespace schemawright::test;
namespace fs = std::filesystem;

namespace {

constexpr std::size_t sampled = 7; ///< one of so many pairs

std::string contents(const fs::path& path)
{
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

/// "--rename A=B --rename C=D" as the renames.
std::vector<std::string> renamesIn(const std::string& options)
{
    std::vector<std::string> renames;
    std::istringstream words(options);
    for (std::string word; words >> word;)
        if (word == "--rename" && words >> word)
            renames.push_back(word);
    return renames;
}

} // namespace

class tst_OnlinePairs : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        if (!fs::is_directory(sharedFolder() / "corpus/pairs"))
            QSKIP("the folder of shared schemas is not beside this checkout");
    }
    void noStateIsWeakerThanBothEnds_data();
    void noStateIsWeakerThanBothEnds();
    void cleanupTestCase() { qInfo("%s", m_states.summary().c_str()); }

private:
    ScratchFixture m_scratch;
    CommittedStates m_states{m_scratch};
};

void tst_OnlinePairs::noStateIsWeakerThanBothEnds_data()
{
    QTest::addColumn<QString>("folder");
    std::set<fs::path> folders;
    for (const char* below : {"corpus/pairs", "corpus/reported"})
        for (const fs::directory_entry& entry : fs::recursive_directory_iterator(sharedFolder() / below))
            if (entry.path().filename() == "old.sql" || entry.path().filename() == "before.sql")
                folders.insert(entry.path().parent_path());
    const bool all = qEnvironmentVariableIsSet("SCHEMAWRIGHT_ALL_STATES");
    std::size_t number = 0;
    for (const fs::path& folder : folders) {
        const bool reported = folder.parent_path().filename() == "reported";
        if (reported || all || number++ % sampled == 0)
            QTest::newRow((folder.parent_path().filename() / folder.filename()).c_str())
                << QString::fromStdString(folder.string());
    }
}

void tst_OnlinePairs::noStateIsWeakerThanBothEnds()
{
    QFETCH(QString, folder);
    const fs::path path = folder.toStdString();
    const auto file = [&](const char* pair, const char* reported) {
        return contents(path / (fs::exists(path / pair) ? pair : reported));
    };
    if (path.filename() == "66_tablespaces")
        QSKIP("it needs a tablespace");
    try {
        const std::string wrong = m_states.walk(file("old.sql", "before.sql"), file("new.sql", "after.sql"),
                                                renamesIn(contents(path / "opts")));
        QVERIFY2(wrong.empty(), ("\n" + wrong).c_str());
    } catch (const std::exception& failure) {
        QFAIL(failure.what());
    }
}

QTEST_GUILESS_MAIN(tst_OnlinePairs)
#include "tst_online_pairs.moc"
