#include "diff/read/read.h"
#include "tests/support/scratch_fixture.h"
#include "tests/ui/background_fixture.h"
#include "tests/ui/window_fixture.h"

#include "ui/review/review_session.h"

using namespace schemawright;
using namespace schemawright::test;

/// Comparing and proving in the background, and a user who is faster.
class tst_ReviewSession : public QObject {
    Q_OBJECT

private:
    struct Review {
        WatchedRunner runner;
        std::shared_ptr<ScratchHost> scratch = std::make_shared<ScratchHost>();
        ReviewSession session{runner, scratch};

        void start(const Catalog& to)
        {
            Reading empty;
            empty.catalog = baselineCatalog();
            session.start(empty, to, {});
        }
        void waitForProof() const
        {
            QTRY_VERIFY_WITH_TIMEOUT(session.proof() || session.error(), patience);
            QVERIFY2(!session.error(), session.error() ? session.error()->text().c_str() : "");
            QVERIFY2(session.proof()->proved, session.proof()->failure.c_str());
        }
    };

    ScratchFixture m_scratch;
    Catalog m_shop;
    Catalog m_shopAndSizes;

private Q_SLOTS:
    void initTestCase()
    {
        const std::string shop =
            "CREATE TABLE customers (id bigint PRIMARY KEY); CREATE TABLE orders (id bigint PRIMARY KEY, "
            "customer_id bigint REFERENCES customers, total numeric CHECK (total >= 0));";
        m_shop = need(readCatalog(m_scratch.databaseWith(shop).spec())).catalog;
        m_shopAndSizes = need(readCatalog(m_scratch.databaseWith(shop + "CREATE TABLE sizes (id int)").spec())).catalog;
    }

    void whatDiffersIsComparedAndProved()
    {
        Review review;
        review.start(m_shop);
        QVERIFY(review.session.isComparing());
        review.waitForProof();
        QVERIFY(!review.session.isComparing());
        QVERIFY(!review.session.isProving());
        QVERIFY(review.session.isComplete());
        QTRY_VERIFY(review.runner.isIdle());
    }

    void anotherTargetIsPickedWhileAProofRuns()
    {
        Review review;
        review.start(m_shop);
        QTRY_VERIFY_WITH_TIMEOUT(review.session.isProving(), patience);
        review.session.clear();
        QVERIFY2(!review.session.isProving(), "nobody waits for that proof any more");
        QTRY_VERIFY_WITH_TIMEOUT(review.runner.isIdle(), patience);
        QVERIFY2(!review.session.proof(), "and it says nothing when it ends");
        review.start(m_shopAndSizes);
        review.waitForProof();
        QVERIFY(review.session.chosen().contains(tableKey("sizes")));
    }

    void anotherTargetIsPickedWhileItCompares()
    {
        Review review;
        review.start(m_shop);
        review.session.clear();
        QVERIFY(!review.session.isComparing());
        QTRY_VERIFY_WITH_TIMEOUT(review.runner.isIdle(), patience);
        QVERIFY2(!review.session.everything(), "what was compared for the old target is not shown for the new one");
        QVERIFY(!review.session.error());
        review.start(m_shopAndSizes);
        review.waitForProof();
    }

    void theNewestChoiceIsTheOneThatIsProved()
    {
        Review review;
        review.start(m_shopAndSizes);
        QTRY_VERIFY_WITH_TIMEOUT(review.session.everything(), patience);
        review.session.choose({tableKey("customers")});
        review.session.choose({tableKey("sizes")});
        QVERIFY(review.session.isComparing());
        review.waitForProof();
        QCOMPARE(review.session.chosen(), std::set{tableKey("sizes")});
        QVERIFY(!review.session.isComplete());
        QTRY_VERIFY_WITH_TIMEOUT(review.runner.isIdle(), patience);
        QCOMPARE(review.session.chosen(), std::set{tableKey("sizes")});
    }

    void theSessionGoesWhileItProves()
    {
        WatchedRunner runner;
        auto scratch = std::make_shared<ScratchHost>();
        {
            ReviewSession session(runner, scratch);
            Reading empty;
            empty.catalog = baselineCatalog();
            session.start(empty, m_shop, {});
            QTRY_VERIFY_WITH_TIMEOUT(session.isProving(), patience);
        }
        QVERIFY(runner.isIdle());
    }
};

QTEST_MAIN(tst_ReviewSession)
#include "tst_review_session.moc"
