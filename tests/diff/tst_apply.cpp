#include "diff/difference/difference.h"
#include "diff/difference/rename_text.h"
#include "diff/revision/revision.h"
#include "diff/server/hash.h"

#include "diff/apply/apply.h"
#include "diff/apply/revision_script.h"
#include "diff/apply/tracking.h"
#include "diff/compare/compare.h"
#include "diff/plan/plan.h"
#include "diff/prove/proof.h"
#include "diff/prove/prove.h"
#include "diff/read/read.h"
#include "diff/resolve/resolve.h"
#include "diff/revision/revision_chain.h"
#include "diff/revision/revision_file.h"
#include "diff/revision/revision_replay.h"
#include "tests/support/scratch_fixture.h"

#include <QtTest>

#include <chrono>
#include <csignal>
#include <thread>

using namespace schemawright;
using namespace schemawright::test;
using namespace std::chrono_literals;

namespace {

Batch batch(std::vector<std::string> statements, bool transactional = true)
{
    Batch out;
    out.transactional = transactional;
    for (std::string& sql : statements) {
        out.statements.emplace_back();
        out.statements.back().sql = std::move(sql);
        out.statements.back().transactional = transactional;
    }
    return out;
}

Revision revision(std::string id, std::string parent, std::vector<Batch> up, std::vector<Batch> down)
{
    Revision out;
    out.id = std::move(id);
    if (!parent.empty())
        out.parents = {std::move(parent)};
    out.message = "it's \"" + out.id + "\"\nsecond line";
    out.up = std::move(up);
    out.down = std::move(down);
    out.checksum = revisionChecksum(out);
    return out;
}

/// Two revisions: a table, then a column of it.
std::vector<Revision> chain()
{
    return {revision("0001", "", {batch({"CREATE TABLE t (a integer)"})}, {batch({"DROP TABLE t"})}),
            revision("0002", "0001", {batch({"ALTER TABLE t ADD b integer", "COMMENT ON TABLE t IS 'two'"})},
                     {batch({"COMMENT ON TABLE t IS NULL", "ALTER TABLE t DROP b"})})};
}

} // namespace

class tst_Apply : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { m_connection.emplace(connect()); }
    void cleanup()
    {
        m_connection.reset();
        m_databases.clear();
    }

    void aFreshDatabaseIsAtNothing();
    void upAndDownKeepTheBooks();
    void theTrackingTableIsNoPartOfTheCatalog();
    void aFailureRollsItsRevisionBack();
    void cancelRollsTheRunningRevisionBack();
    void aRevisionThatCannotBeOneTransactionGoesOnWhereItStopped();
    void aHalfAppliedRevisionBlocksOthers();
    void onlyAnInvalidLeftoverIsDropped();
    void anInvalidIndexIsBuiltAgain_data();
    void anInvalidIndexIsBuiltAgain();
    void aPartitionWithReferredRowsGetsAnotherBound_data();
    void aPartitionWithReferredRowsGetsAnotherBound();
    void settingsDoNotReachTheNextRevision();
    void anotherRunnerIsNamed();
    void theLockIsFreeAfterwards();
    void aDatabaseThatMovedMeanwhileIsAConflict();
    void aKilledServerProcessIsOneClearError();
    void aRoleThatMayOnlyReadChangesNothing();
    void stampingRunsNothing();
    void offlineScriptsDoTheSame();
    void anOfflineScriptFromElsewhereChangesNothing();
    void aPlanForAnotherStateIsRefused();
    void rowsInTheWayAreFoundBeforeAnythingRuns();
    void eventsTellOfEveryStatement();
    void theChainIsReplayed();
    void filesAreProved();
    void theProofOfAFileHasRowsAndObservations();
    void theProofOfAFileFollowsItsRenames();

private:
    Connection connect() { return need(m_databases.emplace_back(m_scratch.database()).connect()); }
    Connection again() { return need(Connection::open(m_connection->spec())); }
    bool has(const std::string& sql) { return need(m_connection->query("SELECT EXISTS (" + sql + ")")).flag(0, 0); }
    Result<void> apply(const std::vector<RevisionStep>& steps, const Task& task = {})
    {
        return applySteps(*m_connection, steps, {}, task);
    }
    Result<void> moveTo(const std::vector<Revision>& revisions, const std::string& id)
    {
        return apply(need(pathBetween(revisions, need(readTracking(*m_connection)).current(), id)));
    }

    ScratchFixture m_scratch;
    std::vector<ScratchDatabase> m_databases;
    std::optional<Connection> m_connection;
};

void tst_Apply::aFreshDatabaseIsAtNothing()
{
    const Tracking tracking = need(readTracking(*m_connection));
    QVERIFY(!tracking.exists);
    QCOMPARE(tracking.current(), "");
}

void tst_Apply::upAndDownKeepTheBooks()
{
    const auto revisions = chain();
    QVERIFY(moveTo(revisions, "0002"));
    Tracking tracking = need(readTracking(*m_connection));
    QCOMPARE(tracking.current(), "0002");
    QCOMPARE(tracking.rows.size(), std::size_t(2));
    QCOMPARE(tracking.rows[1].checksum, revisions[1].checksum);
    QVERIFY(has("SELECT FROM schemawright.revisions WHERE message = 'it''s \"0002\"' || E'\\nsecond line'"));
    QVERIFY(moveTo(revisions, "0001"));
    tracking = need(readTracking(*m_connection));
    QCOMPARE(tracking.current(), "0001");
    QCOMPARE(tracking.rows.size(), std::size_t(1));
    QVERIFY(moveTo(revisions, ""));
    QCOMPARE(need(readTracking(*m_connection)).current(), "");
    QVERIFY(!has("SELECT FROM pg_class WHERE relname = 't'"));
}

void tst_Apply::theTrackingTableIsNoPartOfTheCatalog()
{
    const std::string before = catalogHash(need(readCatalog(*m_connection)).catalog);
    const auto revisions = chain();
    QVERIFY(moveTo(revisions, "0002"));
    QVERIFY(moveTo(revisions, ""));
    QCOMPARE(catalogHash(need(readCatalog(*m_connection)).catalog), before);
}

void tst_Apply::aFailureRollsItsRevisionBack()
{
    auto revisions = chain();
    revisions[1].up[0].statements.push_back(batch({"SELECT no_such_thing"}).statements[0]);
    const auto done = moveTo(revisions, "0002");
    QVERIFY(!done);
    QCOMPARE(done.error().code, ErrorCode::Sql);
    QVERIFY2(done.error().message.contains("revision 0002") && done.error().message.contains("statement 3 of 3") &&
                 done.error().message.contains("no_such_thing"),
             done.error().message.c_str());
    QCOMPARE(need(readTracking(*m_connection)).current(), "0001");
    QVERIFY(!has("SELECT FROM pg_attribute WHERE attrelid = 't'::regclass AND attname = 'b'"));
}

void tst_Apply::cancelRollsTheRunningRevisionBack()
{
    auto revisions = chain();
    revisions[1].up[0].statements.push_back(batch({"SELECT pg_sleep(60)"}).statements[0]);
    std::stop_source stop;
    std::jthread later([&stop] {
        std::this_thread::sleep_for(500ms);
        stop.request_stop();
    });
    const auto start = std::chrono::steady_clock::now();
    const auto done = apply(need(pathBetween(revisions, "", "0002")), {stop.get_token(), {}});
    QVERIFY(!done);
    QCOMPARE(done.error().code, ErrorCode::Cancelled);
    QVERIFY(std::chrono::steady_clock::now() - start < 20s);
    QCOMPARE(need(readTracking(*m_connection)).current(), "0001");
    QVERIFY(!has("SELECT FROM pg_attribute WHERE attrelid = 't'::regclass AND attname = 'b'"));
    QVERIFY(!has("SELECT FROM schemawright.revisions WHERE pending IS NOT NULL"));
    Connection other = again();
    QVERIFY(applySteps(other, {{chain()[1], true}}, {}));
}

void tst_Apply::aRevisionThatCannotBeOneTransactionGoesOnWhereItStopped()
{
    Revision one =
        revision("0001", "",
                 {batch({"CREATE TABLE t (a integer)"}), batch({"CREATE INDEX CONCURRENTLY i ON t (a)"}, false),
                  batch({"CREATE INDEX CONCURRENTLY j ON t (missing)"}, false), batch({"CREATE TABLE u ()"})},
                 {batch({"DROP TABLE u"}), batch({"DROP TABLE t"})});
    const auto failed = apply({{one, true}});
    QVERIFY(!failed);
    QVERIFY2(failed.error().message.contains("statement 3 of 4"), failed.error().message.c_str());
    Tracking tracking = need(readTracking(*m_connection));
    QCOMPARE(tracking.current(), "");
    QCOMPARE(tracking.pendingId, "0001");
    QVERIFY(tracking.pendingUp);
    QCOMPARE(tracking.pendingBatch, std::size_t(2));
    QVERIFY(tracking.rows.empty());
    QVERIFY(has("SELECT FROM pg_class WHERE relname = 'i'"));

    one.up[2].statements[0].sql = "CREATE INDEX CONCURRENTLY j ON t (a)";
    const auto resumed = apply({{one, true}});
    QVERIFY2(resumed, resumed ? "" : resumed.error().text().c_str());
    tracking = need(readTracking(*m_connection));
    QCOMPARE(tracking.current(), "0001");
    QCOMPARE(tracking.pendingId, "");
    QVERIFY(has("SELECT FROM pg_class WHERE relname = 'u'"));

    QVERIFY(apply({{one, false}}));
    QCOMPARE(need(readTracking(*m_connection)).current(), "");
    QVERIFY(!has("SELECT FROM pg_class WHERE relname IN ('t', 'u')"));
}

void tst_Apply::aHalfAppliedRevisionBlocksOthers()
{
    auto revisions = chain();
    revisions[1].up = {batch({"ALTER TABLE t ADD b integer"}), batch({"SELECT no_such_thing"})};
    QVERIFY(!moveTo(revisions, "0002"));
    const auto down = moveTo(revisions, "");
    QVERIFY(!down);
    QCOMPARE(down.error().code, ErrorCode::Conflict);
    QVERIFY(down.error().text().contains("0002"));
    QVERIFY(has("SELECT FROM pg_class WHERE relname = 't'"));
}

void tst_Apply::anInvalidIndexIsBuiltAgain_data()
{
    QTest::addColumn<bool>("online");
    QTest::addColumn<QString>("rename");
    QTest::newRow("online") << true << QString();
    QTest::newRow("blocking") << false << QString();
    QTest::newRow("in a table that is renamed") << true << QStringLiteral("t=u");
}

/// An index that a failed CREATE INDEX CONCURRENTLY has left is shown as it is; the plan that builds it again is proved and applied.
void tst_Apply::anInvalidIndexIsBuiltAgain()
{
    QFETCH(bool, online);
    QFETCH(QString, rename);
    const std::string name = rename.isEmpty() ? "t" : "u";
    need(m_connection->query("CREATE TABLE t (a integer, b integer); INSERT INTO t VALUES (1, 1), (1, 2)"));
    QVERIFY(!m_connection->query("CREATE UNIQUE INDEX CONCURRENTLY i ON t (a)"));
    need(m_connection->query("DELETE FROM t WHERE b = 2"));
    const Catalog live = need(readCatalog(*m_connection)).catalog;
    const Catalog wanted = need(resolveSql(m_scratch.server(), {{"model.sql", "CREATE TABLE " + name +
                                                                                  " (a integer, b integer, c text);"
                                                                                  "CREATE UNIQUE INDEX i ON " +
                                                                                  name + " (a)"}}))
                               .catalog;
    std::vector<Rename> renames;
    if (!rename.isEmpty())
        renames.push_back(need(parseRename(rename.toStdString(), live)));
    const Difference difference = need(makeDifference(live, wanted, renames, &m_scratch.server(), {.online = online}));
    QVERIFY(
        std::ranges::any_of(difference.changes, [](const Change& change) { return change.key.kind == Kind::Index; }));
    const Proof proof = need(prove(m_scratch.server(), difference));
    QVERIFY2(proof.proved, proof.failure.c_str());
    need(applyPlan(*m_connection, difference.up, {}, {}));
    QVERIFY(has("SELECT FROM pg_index WHERE indexrelid = 'i'::regclass AND indisvalid"));
    const Catalog after = need(readCatalog(*m_connection)).catalog;
    QCOMPARE(catalogHash(after), catalogHash(wanted));
    need(applyPlan(*m_connection, difference.down, {}, {}));
    QCOMPARE(catalogHash(need(readCatalog(*m_connection)).catalog), difference.down.toHash);
}

void tst_Apply::aPartitionWithReferredRowsGetsAnotherBound_data()
{
    QTest::addColumn<bool>("online");
    QTest::newRow("online") << true;
    QTest::newRow("blocking") << false;
}

/// DETACH refuses while another table refers to rows of the partition.
void tst_Apply::aPartitionWithReferredRowsGetsAnotherBound()
{
    QFETCH(bool, online);
    const std::string q = "CREATE TABLE q (id int PRIMARY KEY) PARTITION BY RANGE (id);"
                          "CREATE TABLE q1 PARTITION OF q FOR VALUES FROM (0) TO (";
    const std::string u = "); CREATE TABLE u (x int, CONSTRAINT f FOREIGN KEY (x) REFERENCES q);";
    need(m_connection->query(q + "10" + u + "INSERT INTO q VALUES (1); INSERT INTO u VALUES (1)"));
    const Catalog live = need(readCatalog(*m_connection)).catalog;
    const Catalog wanted = need(resolveSql(m_scratch.server(), {{"model.sql", q + "20" + u}})).catalog;
    const Difference difference = need(makeDifference(live, wanted, {}, &m_scratch.server(), {.online = online}));
    need(applyPlan(*m_connection, difference.up, {}, {}));
    QCOMPARE(catalogHash(need(readCatalog(*m_connection)).catalog), catalogHash(wanted));
    QVERIFY(!m_connection->query("INSERT INTO u VALUES (2)"));
    need(applyPlan(*m_connection, difference.down, {}, {}));
    QCOMPARE(catalogHash(need(readCatalog(*m_connection)).catalog), catalogHash(live));
}

void tst_Apply::onlyAnInvalidLeftoverIsDropped()
{
    const std::string before = "CREATE TABLE t (a integer)";
    const std::string index = "; CREATE UNIQUE INDEX \"it's $guard$\" ON t (a)";
    const auto resolved = [this](const std::string& sql) {
        return need(resolveSql(m_scratch.server(), {{"model.sql", sql}})).catalog;
    };
    const Difference difference =
        need(makeDifference(resolved(before), resolved(before + index), {}, nullptr, {.online = true}));
    const Revision made = revision("0001", "", difference.up.batches, difference.down.batches);
    const std::vector<Revision> revisions{need(parseRevision({"0001.sql", revisionText(made)}))};

    need(m_connection->query(before + "; INSERT INTO t VALUES (1), (1)"));
    QVERIFY(!moveTo(revisions, "0001"));
    QVERIFY(has("SELECT FROM pg_index WHERE indrelid = 't'::regclass AND NOT indisvalid"));
    need(m_connection->query("TRUNCATE t"));
    need(moveTo(revisions, "0001"));
    QVERIFY(has("SELECT FROM pg_index WHERE indrelid = 't'::regclass AND indisvalid"));

    Connection other = connect();
    need(other.query(before + index));
    const auto steps = need(pathBetween(revisions, "", "0001"));
    const Result<void> refused = applySteps(other, steps, {}, {});
    QVERIFY(!refused);
    QVERIFY2(refused.error().message.contains("already exists and is valid"), refused.error().text().c_str());
    QVERIFY(need(other.query("SELECT indisvalid FROM pg_index WHERE indrelid = 't'::regclass")).flag(0, 0));
}

void tst_Apply::settingsDoNotReachTheNextRevision()
{
    auto revisions = chain();
    revisions[0].up[0].statements.push_back(batch({"SET search_path = pg_catalog"}).statements[0]);
    const auto done = moveTo(revisions, "0002");
    QVERIFY2(done, done ? "" : done.error().text().c_str());
}

void tst_Apply::anotherRunnerIsNamed()
{
    Connection other = again();
    need(other.query("SELECT pg_advisory_lock(1935894647, 1)"));
    const auto done = applySteps(*m_connection, {{chain()[0], true}}, {}, {}, {300ms});
    QVERIFY(!done);
    QCOMPARE(done.error().code, ErrorCode::Conflict);
    QVERIFY2(done.error().message.contains(std::to_string(other.backendPid())), done.error().message.c_str());
    QVERIFY(!need(readTracking(*m_connection)).exists);

    std::stop_source stop;
    stop.request_stop();
    QCOMPARE(applySteps(*m_connection, {{chain()[0], true}}, {}, {stop.get_token(), {}}).error().code,
             ErrorCode::Cancelled);
    need(other.query("SELECT pg_advisory_unlock_all()"));
    QVERIFY(apply({{chain()[0], true}}));
}

void tst_Apply::theLockIsFreeAfterwards()
{
    auto revisions = chain();
    QVERIFY(moveTo(revisions, "0001"));
    revisions[1].up[0].statements[0].sql = "SELECT no_such_thing";
    QVERIFY(!moveTo(revisions, "0002"));
    QVERIFY(!has("SELECT FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()"));
}

void tst_Apply::aDatabaseThatMovedMeanwhileIsAConflict()
{
    const auto revisions = chain();
    QVERIFY(moveTo(revisions, "0002"));
    const auto done = apply({{revisions[1], true}});
    QVERIFY(!done);
    QCOMPARE(done.error().code, ErrorCode::Conflict);
}

void tst_Apply::aKilledServerProcessIsOneClearError()
{
    auto revisions = chain();
    revisions[1].up[0].statements.push_back(batch({"SELECT pg_terminate_backend(pg_backend_pid())"}).statements[0]);
    const auto done = moveTo(revisions, "0002");
    QVERIFY(!done);
    QCOMPARE(done.error().code, ErrorCode::Connection);
    QVERIFY2(done.error().message.contains("revision 0002"), done.error().message.c_str());
    m_connection.emplace(need(Connection::open(m_databases.back().spec())));
    QCOMPARE(need(readTracking(*m_connection)).current(), "0001");
    QVERIFY(moveTo(chain(), "0002"));
}

void tst_Apply::aRoleThatMayOnlyReadChangesNothing()
{
    need(m_connection->query("DROP ROLE IF EXISTS apply_reader; CREATE ROLE apply_reader; SET ROLE apply_reader"));
    const auto done = apply({{chain()[0], true}});
    need(m_connection->query("RESET ROLE; DROP ROLE apply_reader"));
    QVERIFY(!done);
    QCOMPARE(done.error().code, ErrorCode::Permission);
    QVERIFY(done.error().message.contains("schemawright.revisions"));
    QVERIFY(!need(readTracking(*m_connection)).exists);
}

void tst_Apply::stampingRunsNothing()
{
    QVERIFY(stampRevisions(*m_connection, chain(), {"0002"}));
    QCOMPARE(need(readTracking(*m_connection)).current(), "0002");
    QVERIFY(!has("SELECT FROM pg_class WHERE relname = 't'"));
    need(m_connection->query("CREATE TABLE t (a integer, b integer)"));
    QVERIFY(moveTo(chain(), "0001"));
    QCOMPARE(need(readTracking(*m_connection)).current(), "0001");
    QVERIFY(stampRevisions(*m_connection, chain(), {}));
    QCOMPARE(need(readTracking(*m_connection)).current(), "");
}

void tst_Apply::offlineScriptsDoTheSame()
{
    const auto revisions = chain();
    need(m_connection->query(stepsScript(need(pathBetween(revisions, "", "0002")))));
    QCOMPARE(need(readTracking(*m_connection)).current(), "0002");
    QVERIFY(has("SELECT FROM pg_attribute WHERE attrelid = 't'::regclass AND attname = 'b'"));
    need(m_connection->query(stepsScript(need(pathBetween(revisions, "0002", "")))));
    QCOMPARE(need(readTracking(*m_connection)).current(), "");
    QVERIFY(!has("SELECT FROM pg_class WHERE relname = 't'"));
}

void tst_Apply::anOfflineScriptFromElsewhereChangesNothing()
{
    const auto revisions = chain();
    const auto ran = m_connection->query(stepsScript({{revisions[1], true}}));
    QVERIFY(!ran);
    QVERIFY2(ran.error().message.contains("starts from revision 0001"), ran.error().message.c_str());
}

void tst_Apply::aPlanForAnotherStateIsRefused()
{
    const Catalog before = need(readCatalog(*m_connection)).catalog;
    Plan plan;
    plan.fromHash = catalogHash(before);
    plan.batches = {batch({"CREATE TABLE planned (a integer)"})};
    QVERIFY(applyPlan(*m_connection, plan, {}, {}));
    QVERIFY(has("SELECT FROM pg_class WHERE relname = 'planned'"));
    plan.batches = {batch({"CREATE TABLE other (a integer)"})};
    const auto refused = applyPlan(*m_connection, plan, {}, {});
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::Conflict);
    QVERIFY(!has("SELECT FROM pg_class WHERE relname = 'other'"));
}

void tst_Apply::rowsInTheWayAreFoundBeforeAnythingRuns()
{
    need(m_connection->query("CREATE TABLE full_table (a integer); INSERT INTO full_table VALUES (1);"
                             "CREATE DOMAIN filled AS integer DEFAULT 7"));
    Plan plan;
    plan.fromHash = catalogHash(need(readCatalog(*m_connection)).catalog);
    plan.batches = {batch({"CREATE TABLE first (a integer)"}),
                    batch({"ALTER TABLE public.full_table ADD COLUMN b integer NOT NULL"})};
    const auto refused = applyPlan(*m_connection, plan, {}, {});
    QVERIFY(!refused);
    QVERIFY2(refused.error().message.contains("its new column b is NOT NULL without a default; nothing was changed"),
             refused.error().message.c_str());
    QVERIFY2(refused.error().hint.contains("UPDATE public.full_table SET b = "), refused.error().hint.c_str());
    QVERIFY(!has("SELECT FROM pg_class WHERE relname = 'first'"));
    plan.batches.back() = batch({"ALTER TABLE public.full_table ADD COLUMN b public.filled NOT NULL"});
    QVERIFY(applyPlan(*m_connection, plan, {}, {}));
    QVERIFY(has("SELECT FROM full_table WHERE b = 7"));
}

void tst_Apply::eventsTellOfEveryStatement()
{
    std::vector<std::string> events;
    const auto progress = [&](const ApplyEvent& event) {
        if (event.state == ApplyEvent::State::Finished)
            events.push_back(std::to_string(event.step) + "." + std::to_string(event.statement) + " " +
                             event.label.substr(0, 12));
    };
    QVERIFY(applySteps(*m_connection, need(pathBetween(chain(), "", "0002")), progress));
    QCOMPARE(events, (std::vector<std::string>{"0.0 CREATE TABLE", "0.0 0001 (it's \"", "1.0 ALTER TABLE ",
                                               "1.1 COMMENT ON T", "1.0 0002 (it's \""}));
}

void tst_Apply::theChainIsReplayed()
{
    const auto revisions = chain();
    const auto scratch = [this]() -> Result<std::shared_ptr<ScratchServer>> { return m_scratch.shared(); };
    QVERIFY(moveTo(revisions, "0002"));
    const Catalog live = need(readCatalog(*m_connection)).catalog;
    QVERIFY(compare(need(replayRevisions(scratch, revisions, "0002")), live).empty());
    QVERIFY(!compare(need(replayRevisions(scratch, revisions, "0001")), live).empty());
}

void tst_Apply::filesAreProved()
{
    auto revisions = chain();
    const Proof good = need(proveRevision(m_scratch.server(), revisions, "0002"));
    QVERIFY2(good.proved, good.failure.c_str());
    revisions[1].down[0].statements.pop_back();
    const Proof incomplete = need(proveRevision(m_scratch.server(), revisions, "0002"));
    QVERIFY(!incomplete.proved);
    QVERIFY2(incomplete.failure.contains("table public.t"), incomplete.failure.c_str());
    revisions[1].down[0].statements[0].sql = "DROP TABLE nowhere";
    const Proof failing = need(proveRevision(m_scratch.server(), revisions, "0002"));
    QVERIFY(!failing.proved);
    QVERIFY2(failing.failure.contains("nowhere"), failing.failure.c_str());
    revisions[1].up[0].statements[0].sql = "ALTER TABLE nowhere ADD b integer";
    QVERIFY(need(proveRevision(m_scratch.server(), revisions, "0002")).failure.starts_with("up fails: "));
}

void tst_Apply::theProofOfAFileHasRowsAndObservations()
{
    const auto revisions = chain();
    const Proof proof = need(proveRevision(m_scratch.server(), revisions, "0002"));
    QVERIFY2(proof.proved, proof.failure.c_str());
    QCOMPARE(proof.rows.size(), std::size_t(1));
    QCOMPARE(proof.rows[0].table, keyOf(Kind::Table, "public", "t"));
    QVERIFY(proof.rows[0].rows > 0);
    QCOMPARE(proof.rows[0].rowsAfterDown, proof.rows[0].rows);
    QVERIFY(!proof.rowReport.empty());
    QCOMPARE(proof.up.size(), std::size_t(2));
    QVERIFY(!proof.up[0].claims); // the planner would have written it otherwise
    QCOMPARE(proof.up[0].seen.locks, (std::vector<Lock>{{LockMode::AccessExclusive, proof.rows[0].table}}));

    // In the planner's words, its facts are claimed and hold.
    const auto planned =
        std::vector{revision("0001", "", {batch({"CREATE TABLE t (a integer)"})}, {batch({"DROP TABLE t"})}),
                    revision("0002", "0001", {batch({"ALTER TABLE public.t ALTER COLUMN a TYPE bigint"})},
                             {batch({"ALTER TABLE public.t ALTER COLUMN a TYPE integer"})})};
    const Proof claimed = need(proveRevision(m_scratch.server(), planned, "0002"));
    QVERIFY2(claimed.proved, claimed.failure.c_str());
    QVERIFY(claimed.up[0].claims && claimed.up[0].statement.rewrites);
    QVERIFY(disagreements(claimed.up[0].statement, claimed.up[0].seen).empty());
}

void tst_Apply::theProofOfAFileFollowsItsRenames()
{
    const auto revisions = std::vector{
        revision(
            "0001", "",
            {batch({"CREATE TYPE mood AS ENUM ('sad', 'ok')", "CREATE TABLE t (id int PRIMARY KEY, a text, m mood)"})},
            {batch({"DROP TABLE t", "DROP TYPE mood"})}),
        revision("0002", "0001",
                 {batch({"ALTER TABLE t RENAME COLUMN a TO b", "ALTER TABLE t RENAME TO u",
                         "ALTER TYPE mood RENAME VALUE 'sad' TO 'unhappy'", "UPDATE u SET b = b || '!'"})},
                 {batch({"UPDATE u SET b = left(b, -1)", "ALTER TYPE mood RENAME VALUE 'unhappy' TO 'sad'",
                         "ALTER TABLE u RENAME TO t", "ALTER TABLE t RENAME COLUMN b TO a"})})};
    const Proof proof = need(proveRevision(m_scratch.server(), revisions, "0002"));
    QVERIFY2(proof.proved, proof.failure.c_str());
    QCOMPARE(proof.rows.size(), std::size_t(1));
    QCOMPARE(proof.rows[0].rowsAfterUp, proof.rows[0].rows);
    QVERIFY(proof.rows[0].notAfterUp.empty());
    QVERIFY(proof.rows[0].notAfterDown.empty());

    // What a file takes away it may mean to: it is said, and the schema is proved.
    auto deleting = revisions;
    deleting[1].down[0].statements[0].sql = "DELETE FROM u";
    const Proof lossy = need(proveRevision(m_scratch.server(), deleting, "0002"));
    QVERIFY2(lossy.proved, lossy.failure.c_str());
    QCOMPARE(lossy.rows[0].rowsAfterDown, 0U);
    QVERIFY(lossy.rowReport.front().contains("not all restored by down"));
}

QTEST_GUILESS_MAIN(tst_Apply)
#include "tst_apply.moc"
