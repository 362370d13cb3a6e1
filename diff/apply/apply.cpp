#include "diff/apply/apply.h"

#include "diff/apply/live_check.h"
#include "diff/apply/lone_run.h"
#include "diff/apply/statement_runner.h"
#include "diff/apply/step_run.h"
#include "diff/apply/tracking.h"
#include "diff/read/read.h"
#include "diff/server/hash.h"
#include "model/sql.h"

#include <algorithm>

namespace schemawright {

namespace {

using Clock = std::chrono::steady_clock;

double secondsSince(Clock::time_point start)
{
    return std::chrono::duration<double>(Clock::now() - start).count();
}

Result<void> prepareTracking(StatementRunner& runner, const Tracking& tracking)
{
    if (tracking.exists && !tracking.isOldForm)
        return {};
    auto made = runner.own("BEGIN;\n" + createTrackingSql(runner.tables()) + ";\nCOMMIT");
    if (!made) {
        (void)runner.own("ROLLBACK");
        if (made.error().code == ErrorCode::Permission)
            made.error() = cannotPrepare(runner.tables(), tracking, made.error());
    }
    return made ? Result<void>() : std::unexpected(made.error());
}

/// A batch of a plan. No table keeps a journal of it: a later call plans what is left.
Result<void> runBatch(StatementRunner& runner, const Batch& batch)
{
    if (batch.transactional)
        return runner.transaction(batch, {});
    return runAlone(runner, batch, [&runner](const LoneStatement& lone) -> Result<LoneStart> {
        const auto rows = runner.own("SELECT " + existingSql(lone));
        if (!rows)
            return std::unexpected(rows.error());
        return LoneStart{rows->array(0, 0), false};
    });
}

/// The batch at which an earlier run stopped; nullopt: the first step starts.
Result<std::optional<std::size_t>> startingBatch(const Tracking& tracking, const RevisionStep& first)
{
    std::vector<std::string> expected = first.headsBefore();
    std::ranges::sort(expected);
    if (tracking.heads != expected)
        return fail(ErrorCode::Conflict,
                    "the database is at " + std::string(tracking.heads.empty() ? "" : "revision ") +
                        headsText(tracking.heads) + ", not at " + headsText(expected) + ": another run has changed it",
                    "run the command again; nothing was changed");
    if (tracking.pendingId.empty())
        return std::nullopt;
    if (tracking.pendingId != first.revision.id || tracking.pendingUp != first.up)
        return std::unexpected(partlyDone(tracking));
    return tracking.pendingBatch;
}

/// Under the lock.
class Run {
public:
    Run(StatementRunner& runner, const std::vector<RevisionStep>& steps, const ApplyProgress& progress,
        const Task& task)
        : m_runner(runner), m_steps(steps), m_progress(progress), m_task(task)
    {
    }

    Result<void> run(const Tracking& tracking)
    {
        const auto resumeAt = startingBatch(tracking, m_steps.front());
        if (!resumeAt)
            return std::unexpected(resumeAt.error());
        if (auto allowed = *resumeAt ? Result<void>() : rowsAllow(m_steps.front()); !allowed)
            return allowed;
        if (auto prepared = prepareTracking(m_runner, tracking); !prepared)
            return prepared;
        for (std::size_t i = 0; i < m_steps.size(); ++i)
            if (auto done = runOne(i, i == 0 ? *resumeAt : std::nullopt); !done)
                return done;
        return {};
    }

private:
    Result<void> rowsAllow(const RevisionStep& step)
    {
        return checkRowsAllow(m_runner.connection(), step.up ? step.revision.up : step.revision.down, m_task);
    }

    Result<void> runOne(std::size_t index, std::optional<std::size_t> resumeAt)
    {
        const RevisionStep& step = m_steps[index];
        if (m_task.stop.stop_requested())
            return fail(ErrorCode::Cancelled, "cancelled before " + stepTitle(step));
        const auto start = Clock::now();
        m_task.tell(step.revision.title(), static_cast<double>(index) / static_cast<double>(m_steps.size()));
        m_runner.beginStep(index);
        if (auto ready = m_runner.prepareSession(); !ready)
            return ready;
        if (auto allowed = index > 0 ? rowsAllow(step) : Result<void>(); !allowed)
            return allowed;
        auto done = runStep(m_runner, step, resumeAt);
        if (m_progress)
            m_progress({index, 0, step.revision.title(), done ? ApplyEvent::State::Finished : ApplyEvent::State::Failed,
                        secondsSince(start)});
        return done;
    }

    StatementRunner& m_runner;
    const std::vector<RevisionStep>& m_steps;
    const ApplyProgress& m_progress;
    const Task& m_task;
};

} // namespace

Error cannotPrepare(const TrackingTables& tables, const Tracking& tracking, Error error)
{
    error.message = tracking.exists
                        ? "this role cannot add the columns of this version to the tracking table " + tables.display() +
                              ": " + error.message
                        : "this role cannot create the tracking table " + tables.display() + ": " + error.message;
    error.hint = tracking.exists
                     ? "let its owner run schemawright once, such as schemawright upgrade; nothing was changed"
                     : "grant it CREATE on the database, or on the schema " + quoteIdent(tables.schema) +
                           " if that exists; nothing was changed";
    return error;
}

Error partlyDone(const Tracking& tracking)
{
    return fail(ErrorCode::Conflict,
                "revision " + tracking.pendingId + " is only partly " + (tracking.pendingUp ? "applied" : "reverted"),
                tracking.pendingUp ? "finish the upgrade first" : "finish the downgrade first")
        .error();
}

Result<void> applyChosen(Connection& connection, const ChooseSteps& choose, const ApplyProgress& progress,
                         const Task& task, const ApplyOptions& options)
{
    auto taken = RunnerLock::take(connection, options.lockTimeout, task);
    if (!taken)
        return std::unexpected(taken.error());
    std::optional<RunnerLock> lock(std::move(*taken));
    StatementRunner runner(connection, lock, progress, task, options);
    if (auto ready = runner.prepareSession(); !ready)
        return ready;
    const auto tracking = readTracking(connection, options.tables);
    if (!tracking)
        return std::unexpected(tracking.error());
    const auto steps = choose(connection, *tracking);
    if (!steps)
        return std::unexpected(steps.error());
    if (steps->empty())
        return {};
    if (auto ready = options.before ? options.before(connection, tracking->current(), task) : Result<void>(); !ready)
        return ready;
    return Run(runner, *steps, progress, task).run(*tracking);
}

Result<void> applySteps(Connection& connection, const std::vector<RevisionStep>& steps, const ApplyProgress& progress,
                        const Task& task, const ApplyOptions& options)
{
    if (steps.empty())
        return {};
    return applyChosen(
        connection, [&steps](Connection&, const Tracking&) -> Result<std::vector<RevisionStep>> { return steps; },
        progress, task, options);
}

Result<void> stampRevisions(Connection& connection, const std::vector<Revision>& revisions,
                            const std::vector<std::string>& ids, const ApplyOptions& options)
{
    const RevisionGraph graph(revisions);
    const RevisionIds wanted = graph.ancestors(ids);
    std::vector<Revision> stamped;
    for (const Revision& revision : revisions)
        if (wanted.contains(revision.id))
            stamped.push_back(revision);
    const ApplyProgress nobody;
    const Task task;
    auto taken = RunnerLock::take(connection, options.lockTimeout, task);
    if (!taken)
        return std::unexpected(taken.error());
    std::optional<RunnerLock> lock(std::move(*taken));
    StatementRunner runner(connection, lock, nobody, task, options);
    auto tracking = readTracking(connection, options.tables);
    if (!tracking)
        return std::unexpected(tracking.error());
    if (auto prepared = prepareTracking(runner, *tracking); !prepared)
        return prepared;
    return runner.transaction({}, stampSql(options.tables, stamped, graph.headsOf(wanted)));
}

Result<void> applyPlan(Connection& connection, const Plan& plan, const Scope& scope, const ApplyProgress& progress,
                       const Task& task, const ApplyOptions& options)
{
    auto taken = RunnerLock::take(connection, options.lockTimeout, task);
    if (!taken)
        return std::unexpected(taken.error());
    std::optional<RunnerLock> lock(std::move(*taken));
    StatementRunner runner(connection, lock, progress, task, options);
    if (auto ready = runner.prepareSession(); !ready)
        return ready;
    auto reading = readCatalog(connection, scope, task);
    if (!reading)
        return std::unexpected(reading.error());
    if (catalogHash(reading->catalog) != plan.fromHash)
        return fail(ErrorCode::Conflict, "the database has changed since the plan was made",
                    "compare again; nothing was changed");
    if (auto allowed = checkRowsAllow(connection, plan.batches, task); !allowed)
        return allowed;
    if (options.before) {
        const auto revision = currentRevision(connection, options.tables, task.stop);
        if (!revision)
            return std::unexpected(revision.error());
        if (auto ready = options.before(connection, *revision, task); !ready)
            return ready;
    }
    for (std::size_t i = 0; i < plan.batches.size(); ++i) {
        const Batch& batch = plan.batches[i];
        runner.beginStep(i);
        if (const auto done = runBatch(runner, batch); !done) {
            const std::string where = "statement " + std::to_string(runner.statement() + 1) + " of " +
                                      std::to_string(batch.statements.size()) +
                                      (plan.batches.size() > 1 ? " of part " + std::to_string(i + 1) : "");
            return failedIn(done.error(), where, i == 0 && batch.transactional);
        }
    }
    return {};
}

} // namespace schemawright
