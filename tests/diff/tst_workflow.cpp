// From a difference to a revision file and a database, with failures in between: calling again goes on where it stopped.

#include "diff/difference/difference.h"
#include "diff/read/read.h"
#include "diff/revision/revision_file.h"
#include "diff/workflow/apply_verified.h"
#include "diff/workflow/revise.h"

#include "tests/support/scratch_fixture.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace schemawright;
using namespace schemawright::test;

class tst_Workflow : public QObject {
    Q_OBJECT

private:
    /// A project folder, a database, and a model that is ahead of it.
    struct Shop {
        ScratchFixture& scratch;
        QTemporaryDir folder;
        DatabaseConfig config;
        ScratchDatabase database;
        int proofs = 0;

        explicit Shop(ScratchFixture& fixture)
            : scratch(fixture), database(fixture.databaseWith("CREATE TABLE orders (id int PRIMARY KEY, total int)"))
        {
            config.name = "shop";
            config.folder = folder.path().toStdString();
        }
        /// The way from the database to this, run in it.
        ReviseRequest request(const std::string& sql, const PlanOptions& options = {})
        {
            const Reading live = need(readCatalog(database.spec()));
            const ScratchDatabase target = need(scratch.server().copyDatabase(database));
            need(need(target.connect()).query(sql));
            ReviseRequest made;
            made.database = config;
            made.message = "what is new";
            made.difference = need(
                makeDifference(live.catalog, need(readCatalog(target.spec())).catalog, {}, &scratch.server(), options));
            return made;
        }
        Result<Revised> revise(ReviseRequest request, bool asked = true)
        {
            if (asked)
                request.start = need(tracking());
            const ScratchGetter getter = [this] {
                ++proofs;
                return Result<std::shared_ptr<ScratchServer>>(scratch.shared());
            };
            return schemawright::revise(request, getter);
        }
        Result<Applied> apply(const ReviseRequest& request, std::optional<Revision> revision,
                              const ApplyProgress& progress = {})
        {
            return applyVerified(database.spec(), {request.difference, std::move(revision), {}, {}}, progress);
        }
        Result<Tracking> tracking()
        {
            Connection connection = need(database.connect());
            return readTracking(connection);
        }
        std::size_t files() { return need(readRevisions(config)).size(); }
        std::size_t rows() { return need(tracking()).rows.size(); }
        bool has(const std::string& relation)
        {
            Connection connection = need(database.connect());
            return need(connection.query("SELECT to_regclass('" + relation + "') IS NOT NULL")).flag(0, 0);
        }
        void admin(const std::string& sql)
        {
            Connection connection = need(Connection::open(scratch.server().spec()));
            need(connection.query(sql));
        }
        /// The database ends every session and lets nobody in, until it is back.
        void goAway()
        {
            admin("ALTER DATABASE " + database.name() + " ALLOW_CONNECTIONS false");
            admin("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '" + database.name() + "'");
        }
        void comeBack() { admin("ALTER DATABASE " + database.name() + " ALLOW_CONNECTIONS true"); }
    };

    ScratchFixture m_scratch;

private Q_SLOTS:
    void aDifferenceIsProvedWrittenAppliedAndVerified()
    {
        Shop shop(m_scratch);
        const ReviseRequest request = shop.request("ALTER TABLE orders ADD paid boolean");
        const Revised revised = need(shop.revise(request));
        QVERIFY(revised.written);
        QCOMPARE(revised.revision.id, "0001");
        QVERIFY2(revised.revision.proof.starts_with("up, down, up"), revised.revision.proof.c_str());
        const Applied applied = need(shop.apply(request, revised.revision));
        QVERIFY(applied.ran);
        QVERIFY(applied.remaining.empty());
        QCOMPARE(need(shop.tracking()).current(), "0001");
    }

    void revisingAgainFindsItsOwnFile()
    {
        Shop shop(m_scratch);
        const ReviseRequest request = shop.request("ALTER TABLE orders ADD paid boolean");
        const Revised first = need(shop.revise(request));
        const Revised again = need(shop.revise(request));
        QVERIFY(!again.written);
        QCOMPARE(again.revision.path, first.revision.path);
        QCOMPARE(shop.files(), 1U);
        QCOMPARE(shop.proofs, 1);
        // With another message it is still the same change, where the database says where it starts.
        ReviseRequest renamed = request;
        renamed.message = "said otherwise";
        QVERIFY(!need(shop.revise(renamed)).written);
        QCOMPARE(shop.files(), 1U);
        // Where nobody knows, the message tells.
        QVERIFY(!need(shop.revise(request, false)).written);
        QCOMPARE(shop.files(), 1U);
    }

    void anotherDifferenceIsNoOwnFile()
    {
        Shop shop(m_scratch);
        (void)need(shop.revise(shop.request("ALTER TABLE orders ADD paid boolean")));
        const Result<Revised> other = shop.revise(shop.request("ALTER TABLE orders ADD sent boolean"));
        QVERIFY(!other);
        QCOMPARE(other.error().code, ErrorCode::Conflict);
        QCOMPARE(shop.files(), 1U);
    }

    void theSameStatementsTwiceAreTwoRevisions()
    {
        Shop shop(m_scratch);
        // As those that swap two names.
        Batch batch;
        batch.statements.emplace_back();
        batch.statements.back().sql = "ALTER TABLE orders RENAME id TO x; ALTER TABLE orders RENAME total TO id; ALTER "
                                      "TABLE orders RENAME x TO total";
        ReviseRequest request = shop.request("ALTER TABLE orders ADD paid boolean");
        request.difference.up.batches = request.difference.down.batches = {batch};
        request.proof = Proof{.proved = true, .serverVersionText = "17"};
        const Revised first = need(shop.revise(request));
        Connection connection = need(shop.database.connect());
        need(applySteps(connection, {{first.revision, true}}, {}));
        const Revised second = need(shop.revise(request));
        QVERIFY2(second.written, "the database is at the first already");
        QCOMPARE(second.revision.checksum, first.revision.checksum);
        QCOMPARE(shop.files(), 2U);
    }

    void whatIsNotProvedIsNotWrittenUnlessOneInsists()
    {
        Shop shop(m_scratch);
        ReviseRequest request = shop.request("ALTER TABLE orders ADD paid boolean");
        request.difference.down.batches.clear();
        request.notProved = "nothing was written";
        const Result<Revised> refused = shop.revise(request);
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ErrorCode::NotProved);
        QVERIFY2(refused.error().message.starts_with("nothing was written: "), refused.error().message.c_str());
        QCOMPARE(shop.files(), 0U);
        request.insist = true;
        const Revised insisted = need(shop.revise(request));
        QVERIFY(insisted.revision.proof.empty());
        QCOMPARE(shop.files(), 1U);
    }

    void theServerGoesAwayBeforeTheStatements()
    {
        Shop shop(m_scratch);
        const ReviseRequest request = shop.request("ALTER TABLE orders ADD paid boolean");
        const Revised revised = need(shop.revise(request));
        shop.goAway();
        const Result<Applied> lost = shop.apply(request, revised.revision);
        QVERIFY(!lost);
        shop.comeBack();
        const Applied applied = need(shop.apply(request, need(shop.revise(request)).revision));
        QVERIFY(applied.ran && applied.remaining.empty());
        QCOMPARE(shop.files(), 1U);
        QCOMPARE(shop.rows(), 1U);
    }

    void theServerGoesAwayInTheMiddleOfATransaction()
    {
        Shop shop(m_scratch);
        const ReviseRequest request = shop.request(
            "CREATE TABLE parcels (id int); CREATE TABLE stamps (id int); ALTER TABLE orders ADD paid boolean");
        const Revised revised = need(shop.revise(request));
        std::size_t seen = 0;
        const Result<Applied> lost = shop.apply(request, revised.revision, [&](const ApplyEvent& event) {
            if (event.state == ApplyEvent::State::Finished && ++seen == 2)
                shop.goAway();
        });
        QVERIFY(!lost);
        QCOMPARE(lost.error().code, ErrorCode::Connection);
        shop.comeBack();
        QVERIFY2(!shop.has("parcels"), "the transaction went with the session");
        const Applied applied = need(shop.apply(request, need(shop.revise(request)).revision));
        QVERIFY(applied.ran && applied.remaining.empty());
        QVERIFY(shop.has("parcels") && shop.has("stamps"));
        QCOMPARE(shop.files(), 1U);
        QCOMPARE(shop.rows(), 1U);
    }

    void theServerGoesAwayBetweenTwoTransactions()
    {
        Shop shop(m_scratch);
        PlanOptions online;
        online.online = true;
        const std::string sql = "CREATE INDEX by_total ON orders (total); CREATE INDEX by_both ON orders (id, total); "
                                "CREATE TABLE parcels (id int)";
        const ReviseRequest request = shop.request(sql, online);
        QVERIFY(request.difference.up.batches.size() > 2);
        const Revised revised = need(shop.revise(request));
        const Result<Applied> lost = shop.apply(request, revised.revision, [&](const ApplyEvent& event) {
            if (event.state == ApplyEvent::State::Finished && event.label.contains("INDEX CONCURRENTLY"))
                shop.goAway();
        });
        QVERIFY(!lost);
        shop.comeBack();
        QCOMPARE(need(shop.tracking()).pendingId, "0001");
        // The user compares again, and what is left is another difference: the revision is ended all the same.
        const ReviseRequest rest = shop.request(sql.substr(sql.find("CREATE TABLE")), online);
        ReviseRequest left = request;
        left.difference.up = rest.difference.up;
        left.difference.from = rest.difference.from;
        const Revised again = need(shop.revise(left));
        QVERIFY(!again.written);
        QCOMPARE(again.revision.id, "0001");
        const Applied applied = need(shop.apply(left, again.revision));
        QVERIFY(applied.ran);
        QVERIFY2(applied.remaining.empty(),
                 applied.remaining.empty() ? "" : applied.remaining.front().key.display().c_str());
        const Tracking tracking = need(shop.tracking());
        QCOMPARE(tracking.current(), "0001");
        QVERIFY(tracking.pendingId.empty());
        QCOMPARE(tracking.rows.size(), 1U);
        QCOMPARE(shop.files(), 1U);
    }

    void theServerGoesAwayBeforeItIsReadBack()
    {
        Shop shop(m_scratch);
        const ReviseRequest request = shop.request("ALTER TABLE orders ADD paid boolean");
        const Revised revised = need(shop.revise(request));
        const Result<Applied> lost = shop.apply(request, revised.revision, [&](const ApplyEvent& event) {
            if (event.state == ApplyEvent::State::Finished && event.label == revised.revision.title())
                shop.goAway();
        });
        QVERIFY(!lost);
        QVERIFY2(lost.error().message.starts_with("the changes were applied"), lost.error().message.c_str());
        shop.comeBack();
        const Applied applied = need(shop.apply(request, revised.revision));
        QVERIFY2(!applied.ran, "it is in the tracking table");
        QVERIFY(applied.remaining.empty());
        QCOMPARE(shop.rows(), 1U);
    }

    void aPlanWithoutRevisionIsVerifiedToo()
    {
        Shop shop(m_scratch);
        const ReviseRequest request = shop.request("ALTER TABLE orders ADD paid boolean");
        const Applied applied = need(shop.apply(request, {}));
        QVERIFY(applied.ran && applied.remaining.empty());
        const Applied again = need(shop.apply(request, {}));
        QVERIFY2(!again.ran, "the database is what it leads to");
        QVERIFY(again.remaining.empty());
        QVERIFY(!need(shop.tracking()).exists);
    }

    void aDatabaseThatChangedMeanwhileIsLeftAlone()
    {
        Shop shop(m_scratch);
        const ReviseRequest request = shop.request("ALTER TABLE orders ADD paid boolean");
        const Revised revised = need(shop.revise(request));
        need(need(shop.database.connect()).query("CREATE TABLE meanwhile (id int)"));
        for (const bool withRevision : {true, false}) {
            const Result<Applied> refused =
                shop.apply(request, withRevision ? std::optional(revised.revision) : std::nullopt);
            QVERIFY(!refused);
            QCOMPARE(refused.error().code, ErrorCode::Conflict);
        }
        QCOMPARE(shop.rows(), 0U);
    }

    void anotherRevisionOfTheSameNumberIsNoneOfOurs()
    {
        Shop shop(m_scratch);
        const ReviseRequest request = shop.request("ALTER TABLE orders ADD paid boolean");
        const Revised revised = need(shop.revise(request));
        Revision theirs = revised.revision;
        theirs.up.front().statements.front().sql = "CREATE TABLE theirs (id int)";
        theirs.checksum = revisionChecksum(theirs);
        Connection connection = need(shop.database.connect());
        need(applySteps(connection, {{theirs, true}}, {}));
        const Result<Applied> refused = shop.apply(request, revised.revision);
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ErrorCode::Conflict);
    }
};

QTEST_GUILESS_MAIN(tst_Workflow)
#include "tst_workflow.moc"
