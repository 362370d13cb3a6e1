// Every state that an online plan commits on its way, up and down, held against the law of committed_states.h: the files of tests/cases, the
// pairs that tst_locks runs, and pairs whose plans drop what they make again.

#include "tests/diff/case_files.h"
#include "tests/diff/hanging_cases.h"
#include "tests/diff/lock_cases_online.h"
#include "tests/diff/state_cases.h"
#include "tests/support/committed_states.h"

#include <QTest>

using namespace schemawright;

class tst_OnlineStates : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void noStateIsWeakerThanBothEnds_data();
    void noStateIsWeakerThanBothEnds();
    void cleanupTestCase() { qInfo("%s", m_states.summary().c_str()); }

private:
    test::ScratchFixture m_scratch;
    test::CommittedStates m_states{m_scratch};
};

void tst_OnlineStates::noStateIsWeakerThanBothEnds_data()
{
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QByteArray>("after");
    QTest::addColumn<QByteArrayList>("renames");
    // All words of names take as long as tst_cases does.
    const bool allWords = qEnvironmentVariableIsSet("SCHEMAWRIGHT_ALL_STATES");
    for (const test::CaseFile& file : test::caseFiles())
        for (const test::Words& words : test::wordLists) {
            const QByteArray text = test::readFile(file.path);
            if (!test::isPlain(words) && !(allWords && text.contains("{a}")))
                continue;
            const test::Sides sides = test::filled(test::sidesOf(text), words);
            QTest::addRow("%s: %s", file.name.c_str(), words.label) << sides.before << sides.after << sides.renames;
        }
    for (const auto& cases : {test::columnCases(), test::constraintCases(), test::tableCases(), test::indexCases(),
                              test::partitionCases(), test::programCases(), test::onlineCases()})
        for (const test::LockCase& pair : cases) {
            QByteArrayList renames;
            for (const char* rename : pair.renames)
                renames.append(rename);
            QTest::addRow("locks: %s", pair.name)
                << QByteArray::fromStdString(pair.before) << QByteArray::fromStdString(pair.after) << renames;
        }
    for (const auto& cases : {test::dependentCases(), test::changedCases(), test::boundCases(), test::referredCases(),
                              test::settingCases()})
        for (const test::StateCase& pair : cases) {
            QByteArrayList renames;
            for (const std::string& rename : pair.renames)
                renames.append(QByteArray::fromStdString(rename));
            QTest::addRow("states: %s", pair.name)
                << QByteArray::fromStdString(pair.before) << QByteArray::fromStdString(pair.after) << renames;
        }
}

void tst_OnlineStates::noStateIsWeakerThanBothEnds()
{
    QFETCH(QByteArray, before);
    QFETCH(QByteArray, after);
    QFETCH(QByteArrayList, renames);
    std::vector<std::string> renamed;
    for (const QByteArray& rename : renames)
        renamed.push_back(rename.toStdString());
    try {
        const std::string wrong = m_states.walk(before.toStdString(), after.toStdString(), renamed);
        QVERIFY2(wrong.empty(), ("\n" + wrong).c_str());
    } catch (const std::exception& failure) {
        QFAIL(failure.what());
    }
}

QTEST_GUILESS_MAIN(tst_OnlineStates)
#include "tst_online_states.moc"
