#include "diff/apply/apply.h"

#include "diff/apply/live_check.h"
#include "diff/apply/tracking.h"
#include "diff/read/read.h"
#include "diff/server/hash.h"

#include <algorithm>

namespace schemawright {

namespace {

using Clock = std::chrono::steady_clock;

double secondsSince(Clock::time_point start)
{
    return std::chrono::duration<double>(Clock::now() - start).count();
}

/// Runs statements one by one and tells of each. Statement numbers go on over the batches of one step.
class Runner {
public:
    Runner(Connection& connection, const ApplyProgress& progress, const Task& task)
        : m_connection(connection), m_progress(progress), m_task(task)
    {
    }

    void beginStep(std::size_t step)
    {
        m_step = step;
        m_statement = 0;
    }
    void skip(std::size_t statements) { m_statement += statements; }
    [[nodiscard]] std::size_t statement() const { return m_statement; }

    Result<void> run(const Batch& batch)
    {
        for (const Statement& statement : batch.statements) {
            const auto start = Clock::now();
            tell(statement, ApplyEvent::State::Started, 0);
            auto done = m_connection.query(statement.sql, m_task.stop);
            tell(statement, done ? ApplyEvent::State::Finished : ApplyEvent::State::Failed, secondsSince(start));
            if (!done)
                return std::unexpected(done.error());
            ++m_statement;
        }
        return {};
    }

    /// Ours: not told, and not stopped in the middle, so that what it says is true.
    Result<void> own(const std::string& sql)
    {
        auto done = m_connection.query(sql);
        return done ? Result<void>() : Result<void>(std::unexpected(done.error()));
    }

    /// A transaction around the batch and `after`. Rolled back on any failure.
    Result<void> transaction(const Batch& batch, const std::string& after)
    {
        if (auto begun = own("BEGIN"); !begun)
            return begun;
        // Bodies of functions may name objects that come later.
        if (auto set = own("SET LOCAL check_function_bodies = off"); !set)
            return set;
        Result<void> done = run(batch);
        if (done && m_task.stop.stop_requested())
            done = fail(ErrorCode::Cancelled, "cancelled");
        if (done && !after.empty())
            done = own(after);
        if (!done) {
            (void)own("ROLLBACK"); // fails only where the connection is lost, and then the server rolls back
            return done;
        }
        done = own("COMMIT");
        if (!done && done.error().code == ErrorCode::Connection)
            done.error().hint =
                "the transaction may have been committed; check the database before you run the command again";
        return done;
    }

private:
    void tell(const Statement& statement, ApplyEvent::State state, double seconds)
    {
        if (m_progress)
            m_progress({m_step, m_statement, statement.sql, state, seconds});
    }

    Connection& m_connection;
    const ApplyProgress& m_progress;
    const Task& m_task;
    std::size_t m_step = 0;
    std::size_t m_statement = 0;
};

/// Where a failure happened, before what PostgreSQL said about it.
std::unexpected<Error> failedIn(Error error, const std::string& what, bool changedNothing)
{
    if (error.code == ErrorCode::Cancelled)
        error.message = what + ": cancelled";
    else
        error.message = what + ": " + error.message;
    if (error.hint.empty())
        error.hint = changedNothing ? "the transaction was rolled back"
                                    : "earlier statements remain applied; run the command again to continue";
    return std::unexpected(std::move(error));
}

std::size_t statementsOf(const std::vector<Batch>& batches)
{
    std::size_t count = 0;
    for (const Batch& batch : batches)
        count += batch.statements.size();
    return count;
}

std::string stepTitle(const RevisionStep& step)
{
    return (step.up ? "revision " : "downgrade of revision ") + step.revision.title();
}

/// One revision in one direction. A single transaction where that is possible; else each batch marks how far it got.
Result<void> applyStep(Runner& runner, const RevisionStep& step, std::size_t firstBatch)
{
    const std::vector<Batch>& batches = step.up ? step.revision.up : step.revision.down;
    const bool whole = batches.empty() || (batches.size() == 1 && batches.front().transactional);
    const auto where = [&] {
        return stepTitle(step) + ", statement " +
               std::to_string(std::min(runner.statement() + 1, statementsOf(batches))) + " of " +
               std::to_string(statementsOf(batches));
    };
    if (whole) {
        auto done = runner.transaction(batches.empty() ? Batch{} : batches.front(), finishStepSql(step));
        return done ? done : Result<void>(failedIn(done.error(), where(), true));
    }
    for (std::size_t i = 0; i < firstBatch && i < batches.size(); ++i)
        runner.skip(batches[i].statements.size());
    for (std::size_t i = firstBatch; i < batches.size(); ++i) {
        const std::string after = i + 1 < batches.size() ? pendingStepSql(step, i + 1) : finishStepSql(step);
        Result<void> done;
        if (batches[i].transactional) {
            done = runner.transaction(batches[i], after);
        } else {
            done = runner.own(pendingStepSql(step, i));
            if (done)
                done = runner.run(batches[i]);
            if (done)
                done = runner.transaction({}, after);
        }
        if (!done)
            return failedIn(done.error(), where(), i == 0 && batches[i].transactional);
    }
    return {};
}

Result<void> prepareTracking(Runner& runner, const Tracking& tracking)
{
    if (tracking.exists)
        return {};
    auto made = runner.own("BEGIN;\n" + createTrackingSql() + ";\nCOMMIT");
    if (!made) {
        (void)runner.own("ROLLBACK");
        if (made.error().code == ErrorCode::Permission) {
            made.error().message =
                "this role cannot create the tracking table schemawright.revisions: " + made.error().message;
            made.error().hint = "grant it CREATE on the database; nothing was changed";
        }
    }
    return made;
}

/// The batch at which the first step starts: 0, or where an earlier run stopped.
Result<std::size_t> startingBatch(const Tracking& tracking, const RevisionStep& first)
{
    const std::string parent = first.revision.parents.empty() ? "" : first.revision.parents.front();
    const std::string expected = first.up ? parent : first.revision.id;
    if (tracking.current != expected)
        return fail(ErrorCode::Conflict,
                    "the database is at " + (tracking.current.empty() ? "base" : "revision " + tracking.current) +
                        ", not at " + (expected.empty() ? "base" : expected) + ": another run has changed it",
                    "run the command again; nothing was changed");
    if (tracking.pendingId.empty())
        return 0;
    if (tracking.pendingId != first.revision.id || tracking.pendingUp != first.up)
        return fail(ErrorCode::Conflict,
                    "revision " + tracking.pendingId + " is only partly " +
                        (tracking.pendingUp ? "applied" : "reverted"),
                    tracking.pendingUp ? "finish the upgrade first" : "finish the downgrade first");
    return tracking.pendingBatch;
}

} // namespace

Result<void> applySteps(Connection& connection, const std::vector<RevisionStep>& steps, const ApplyProgress& progress,
                        const Task& task, const ApplyOptions& options)
{
    if (steps.empty())
        return {};
    auto lock = RunnerLock::take(connection, options.lockTimeout, task);
    if (!lock)
        return std::unexpected(lock.error());
    Runner runner(connection, progress, task);
    auto tracking = readTracking(connection);
    if (!tracking)
        return std::unexpected(tracking.error());
    auto batch = startingBatch(*tracking, steps.front());
    if (!batch)
        return std::unexpected(batch.error());
    const auto checkStep = [&](const RevisionStep& step) {
        return checkRowsAllow(connection, step.up ? step.revision.up : step.revision.down, task);
    };
    if (auto allowed = *batch == 0 ? checkStep(steps.front()) : Result<void>(); !allowed)
        return allowed;
    if (auto prepared = prepareTracking(runner, *tracking); !prepared)
        return prepared;
    for (std::size_t i = 0; i < steps.size(); ++i) {
        if (task.stop.stop_requested())
            return fail(ErrorCode::Cancelled, "cancelled before " + stepTitle(steps[i]));
        const auto start = Clock::now();
        const auto tell = [&](ApplyEvent::State state) {
            if (progress)
                progress({i, 0, steps[i].revision.title(), state, secondsSince(start)});
        };
        task.tell(steps[i].revision.title(), static_cast<double>(i) / static_cast<double>(steps.size()));
        // A parameter that one revision sets must not reach into the next.
        if (auto reset = runner.own("RESET ALL"); !reset)
            return reset;
        if (auto allowed = i > 0 ? checkStep(steps[i]) : Result<void>(); !allowed)
            return allowed;
        runner.beginStep(i);
        if (auto done = applyStep(runner, steps[i], i == 0 ? *batch : 0); !done) {
            tell(ApplyEvent::State::Failed);
            return done;
        }
        tell(ApplyEvent::State::Finished);
    }
    return {};
}

Result<void> stampRevision(Connection& connection, const std::string& id)
{
    auto lock = RunnerLock::take(connection, ApplyOptions{}.lockTimeout, {});
    if (!lock)
        return std::unexpected(lock.error());
    const ApplyProgress nobody;
    const Task task;
    Runner runner(connection, nobody, task);
    auto tracking = readTracking(connection);
    if (!tracking)
        return std::unexpected(tracking.error());
    if (auto prepared = prepareTracking(runner, *tracking); !prepared)
        return prepared;
    return runner.transaction({}, stampSql(id));
}

Result<void> applyPlan(Connection& connection, const Plan& plan, const Scope& scope, const ApplyProgress& progress,
                       const Task& task, const ApplyOptions& options)
{
    auto lock = RunnerLock::take(connection, options.lockTimeout, task);
    if (!lock)
        return std::unexpected(lock.error());
    auto reading = readCatalog(connection, scope, task);
    if (!reading)
        return std::unexpected(reading.error());
    if (catalogHash(reading->catalog) != plan.fromHash)
        return fail(ErrorCode::Conflict, "the database has changed since the plan was made",
                    "compare again; nothing was changed");
    if (auto allowed = checkRowsAllow(connection, plan.batches, task); !allowed)
        return allowed;
    Runner runner(connection, progress, task);
    for (std::size_t i = 0; i < plan.batches.size(); ++i) {
        const Batch& batch = plan.batches[i];
        runner.beginStep(i);
        const auto done = batch.transactional ? runner.transaction(batch, {}) : runner.run(batch);
        if (!done) {
            const std::string where = "statement " + std::to_string(runner.statement() + 1) + " of " +
                                      std::to_string(batch.statements.size()) +
                                      (plan.batches.size() > 1 ? " of part " + std::to_string(i + 1) : "");
            auto failed = failedIn(done.error(), where, i == 0 && batch.transactional);
            return failed;
        }
    }
    return {};
}

} // namespace schemawright
