#include "diff/apply/dry_run.h"

#include "diff/apply/live_check.h"
#include "diff/apply/lone_run.h"
#include "diff/apply/statement_runner.h"
#include "diff/apply/step_run.h"

namespace schemawright {

namespace {

class DryRunner {
public:
    DryRunner(StatementRunner& runner, const Task& task) : m_runner(runner), m_task(task) {}

    Result<DryRun> run(const std::vector<RevisionStep>& steps, const Tracking& tracking)
    {
        if (auto begun = m_runner.own("BEGIN"); !begun)
            return std::unexpected(begun.error());
        auto done = prepare(tracking);
        for (std::size_t i = 0; done && i < steps.size(); ++i) {
            m_task.tell(steps[i].revision.title(), static_cast<double>(i) / static_cast<double>(steps.size()));
            m_runner.beginStep(i);
            done = runStep(steps[i], i + 1 == steps.size());
        }
        (void)m_runner.own("ROLLBACK"); // fails only if the connection is lost, and then the server rolls back
        if (done)
            return std::move(m_result);
        return std::unexpected(std::move(done.error()));
    }

private:
    Result<void> own(const std::string& sql)
    {
        auto done = m_runner.own(sql);
        return done ? Result<void>() : std::unexpected(std::move(done.error()));
    }

    Result<void> prepare(const Tracking& tracking)
    {
        if (tracking.exists && !tracking.isOldForm)
            return {};
        auto made = own(createTrackingSql(m_runner.tables()));
        if (!made && made.error().code == ErrorCode::Permission)
            made.error() = cannotPrepare(m_runner.tables(), tracking, made.error());
        return made;
    }

    Result<void> runStep(const RevisionStep& step, bool last)
    {
        if (m_task.stop.stop_requested())
            return fail(ErrorCode::Cancelled, "cancelled before " + stepTitle(step));
        if (auto ready = m_runner.prepareSession(); !ready)
            return ready;
        const std::vector<Batch>& batches = step.up ? step.revision.up : step.revision.down;
        if (auto allowed = checkRowsAllow(m_runner.connection(), batches, m_task); !allowed)
            return allowed;
        for (const Batch& batch : batches)
            if (auto done = runBatch(batch, last && &batch == &batches.back()); !done)
                return explained(done.error(), step);
        return own(finishStepSql(m_runner.tables(), step));
    }

    Result<void> runBatch(const Batch& batch, bool last)
    {
        if (!batch.transactional && !fitsTransaction(batch)) {
            m_result.skipped.push_back(batch.statements.back().sql);
            return {};
        }
        // Bodies of functions may name objects that come later.
        if (auto set = own("SET LOCAL check_function_bodies = off"); !set)
            return set;
        for (const Statement& statement : batch.statements)
            if (auto done = m_runner.run(statement); !done)
                return done;
        return checkDeferred(last);
    }

    /// What COMMIT would check. Afterwards the constraints are deferred again, as a new transaction would have them.
    Result<void> checkDeferred(bool last)
    {
        if (auto checked = own("SET CONSTRAINTS ALL IMMEDIATE"); !checked || last)
            return checked;
        const auto deferred = m_runner.own(
            "SELECT pg_catalog.string_agg(pg_catalog.format('%I.%I', n.nspname, c.conname), ', ') FROM "
            "pg_catalog.pg_constraint c JOIN pg_catalog.pg_namespace n ON n.oid = c.connamespace WHERE c.condeferred");
        if (!deferred)
            return std::unexpected(deferred.error());
        return deferred->isNull(0, 0) ? Result<void>() : own("SET CONSTRAINTS " + deferred->text(0, 0) + " DEFERRED");
    }

    std::unexpected<Error> explained(Error error, const RevisionStep& step)
    {
        static constexpr std::string_view unsafeNewEnumValue = "55P04";
        error.message =
            stepTitle(step) + ", statement " + std::to_string(m_runner.statement() + 1) + ": " + error.message;
        if (error.code == ErrorCode::Cancelled)
            return std::unexpected(std::move(error));
        if (error.sqlstate == unsafeNewEnumValue)
            error.hint =
                "a dry run is one transaction, and cannot go on where a new enum value must be committed first; "
                "nothing was changed";
        else if (!m_result.skipped.empty())
            error.hint = "the dry run could not run before it what does not run inside a transaction block: " +
                         m_result.skipped.back() + "; nothing was changed";
        else
            error.hint += std::string(error.hint.empty() ? "" : "; ") + "nothing was changed";
        return std::unexpected(std::move(error));
    }

    StatementRunner& m_runner;
    const Task& m_task;
    DryRun m_result;
};

} // namespace

Result<DryRun> tryChosen(Connection& connection, const ChooseSteps& choose, const ApplyProgress& progress,
                         const Task& task, const ApplyOptions& options)
{
    auto taken = RunnerLock::take(connection, options.lockTimeout, task);
    if (!taken)
        return std::unexpected(taken.error());
    std::optional<RunnerLock> lock(std::move(*taken));
    StatementRunner runner(connection, lock, progress, task, options);
    if (auto ready = runner.prepareSession(); !ready)
        return std::unexpected(ready.error());
    const auto tracking = readTracking(connection, options.tables);
    if (!tracking)
        return std::unexpected(tracking.error());
    const auto steps = choose(connection, *tracking);
    if (!steps)
        return std::unexpected(steps.error());
    return steps->empty() ? Result<DryRun>(DryRun{}) : DryRunner(runner, task).run(*steps, *tracking);
}

} // namespace schemawright
