// The law of the engine on schemas made by chance, a fixed number of them. `./dev bench law SECONDS` goes on with others.

#include "tests/law/law.h"
#include "tests/support/scratch_fixture.h"

#include <QTest>

using namespace schemawright;

class tst_Law : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void holdsForAnyTwoSchemas_data();
    void holdsForAnyTwoSchemas();
    void aPairIsShrunk();
    void generatedSchemasHoldEnough();

private:
    test::ScratchFixture m_scratch;
};

void tst_Law::holdsForAnyTwoSchemas_data()
{
    QTest::addColumn<quint64>("seed");
    for (quint64 seed = 1; seed <= 24; ++seed)
        QTest::addRow("seed %llu", static_cast<unsigned long long>(seed)) << seed;
}

void tst_Law::holdsForAnyTwoSchemas()
{
    QFETCH(quint64, seed);
    const std::string wrong = test::breachesOf(m_scratch.server(), seed, 60);
    QVERIFY2(wrong.empty(), wrong.c_str());
}

/// What "fails" while two statements are there is shrunk to these two.
void tst_Law::aPairIsShrunk()
{
    const test::SchemaPair pair = test::generatePair(3);
    QVERIFY(pair.before.size() > 20);
    const std::size_t one = pair.before[7].id;
    const std::size_t other = pair.after.back().id;
    const auto holds = [](const test::Pieces& side, std::size_t id) {
        return std::ranges::find(side, id, &test::Piece::id) != side.end();
    };
    const test::SchemaPair small = test::shrunk(
        pair, [&](const test::SchemaPair& each) { return holds(each.before, one) && holds(each.after, other); },
        [] { return false; });
    QCOMPARE(small.before.size(), 1U);
    QCOMPARE(small.before.front().id, one);
    QCOMPARE(small.after.size(), 1U);
    QCOMPARE(small.after.front().id, other);
}

/// Most statements are accepted, or the law would be held against nothing.
void tst_Law::generatedSchemasHoldEnough()
{
    std::size_t made = 0;
    std::size_t accepted = 0;
    for (quint64 seed = 1; seed <= 5; ++seed) {
        const test::SchemaPair pair = test::generatePair(seed);
        const test::SchemaPair rest = test::withoutRefused(m_scratch.server(), pair);
        made += pair.before.size() + pair.after.size();
        accepted += rest.before.size() + rest.after.size();
    }
    QVERIFY2(accepted * 10 > made * 6, qPrintable(QStringLiteral("%1 of %2").arg(accepted).arg(made)));
}

QTEST_GUILESS_MAIN(tst_Law)
#include "tst_law.moc"
