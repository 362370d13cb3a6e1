#include "diff/apply/step_run.h"

#include "diff/apply/journal.h"

#include <algorithm>

namespace schemawright {

namespace {

const std::vector<Batch>& batchesOf(const RevisionStep& step)
{
    return step.up ? step.revision.up : step.revision.down;
}

/// How many statements the first `count` batches have.
std::size_t statementsOf(const std::vector<Batch>& batches, std::size_t count)
{
    std::size_t statements = 0;
    for (std::size_t i = 0; i < count && i < batches.size(); ++i)
        statements += batches[i].statements.size();
    return statements;
}

std::string placeIn(const StatementRunner& runner, const RevisionStep& step)
{
    const std::size_t all = statementsOf(batchesOf(step), batchesOf(step).size());
    return stepTitle(step) + ", statement " + std::to_string(std::min(runner.statement() + 1, all)) + " of " +
           std::to_string(all);
}

/// One revision that is not one transaction.
class MixedRun {
public:
    MixedRun(StatementRunner& runner, const RevisionStep& step, std::optional<std::size_t> resumeAt)
        : m_runner(runner), m_tables(runner.tables()), m_step(step), m_batches(batchesOf(step)), m_resumeAt(resumeAt)
    {
    }

    Result<void> run()
    {
        if (auto ready = prepareJournal(); !ready)
            return ready;
        const std::size_t first = m_resumeAt.value_or(0);
        if (first >= m_batches.size())
            return fail(ErrorCode::Conflict, stepTitle(m_step) + " has fewer transactions than were run of it",
                        "restore the file to continue; nothing was changed by this run");
        m_runner.skip(statementsOf(m_batches, first));
        for (std::size_t i = first; i < m_batches.size(); ++i) {
            const bool apart = !m_batches[i].transactional && !fitsTransaction(m_batches[i]);
            const auto done = apart ? runOutside(i) : m_runner.transaction(m_batches[i], after(i));
            if (!done)
                return failed(done.error(), i, apart);
        }
        return {};
    }

private:
    Result<void> prepareJournal()
    {
        auto journal = readJournal(m_runner.connection(), m_tables, m_step);
        if (!journal)
            return std::unexpected(journal.error());
        m_journal = std::move(*journal);
        if (m_resumeAt)
            if (auto same = checkJournal(m_journal, m_step, statementsOf(m_batches, *m_resumeAt) + 1); !same)
                return same;
        // What is left of an earlier application says nothing about this one.
        const std::string sql = !m_journal.exists ? createJournalSql(m_tables)
                                : m_resumeAt      ? ""
                                                  : clearJournalSql(m_tables, m_step);
        const auto made = sql.empty() ? Result<Rows>() : m_runner.own(sql);
        return made ? Result<void>() : std::unexpected(made.error());
    }

    /// Records that the batch is complete, after which the next one is about to run.
    [[nodiscard]] std::string after(std::size_t batch) const
    {
        return finishStatementsSql(m_tables, m_step, statementsOf(m_batches, batch) + 1, m_batches[batch].statements) +
               ";\n" +
               (batch + 1 < m_batches.size() ? pendingStepSql(m_tables, m_step, batch + 1)
                                             : finishStepSql(m_tables, m_step));
    }

    Result<void> runOutside(std::size_t index)
    {
        const Batch& batch = m_batches[index];
        const std::size_t number = statementsOf(m_batches, index + 1);
        const std::string& sql = batch.statements.back().sql;
        const Journal::Entry* earlier = m_resumeAt == index ? m_journal.find(number) : nullptr;
        bool again = earlier && !earlier->finished && earlier->isOf(sql);
        const auto start = [&](const LoneStatement& lone) -> Result<LoneStart> {
            const auto started = m_runner.own(pendingStepSql(m_tables, m_step, index) + ";\n" +
                                              startStatementSql(m_tables, m_step, number, sql, existingSql(lone)) +
                                              " RETURNING existing");
            if (!started)
                return std::unexpected(started.error());
            // An attempt of this run that failed did not complete it.
            return LoneStart{started->array(0, 0), std::exchange(again, false)};
        };
        if (auto done = runAlone(m_runner, batch, start); !done)
            return done;
        return m_runner.transaction({}, after(index));
    }

    std::unexpected<Error> failed(Error error, std::size_t index, bool apart)
    {
        if (apart && error.hint.empty())
            error.hint = hintAfter(m_runner.connection(), m_batches[index], error);
        return failedIn(std::move(error), placeIn(m_runner, m_step), index == 0 && !apart);
    }

    StatementRunner& m_runner;
    const TrackingTables& m_tables;
    const RevisionStep& m_step;
    const std::vector<Batch>& m_batches;
    std::optional<std::size_t> m_resumeAt;
    Journal m_journal;
};

} // namespace

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

std::string stepTitle(const RevisionStep& step)
{
    return (step.up ? "revision " : "downgrade of revision ") + step.revision.title();
}

Result<void> runStep(StatementRunner& runner, const RevisionStep& step, std::optional<std::size_t> resumeAt)
{
    const std::vector<Batch>& batches = batchesOf(step);
    if (resumeAt || batches.size() > 1 || (batches.size() == 1 && !batches.front().transactional))
        return MixedRun(runner, step, resumeAt).run();
    const auto done =
        runner.transaction(batches.empty() ? Batch{} : batches.front(), finishStepSql(runner.tables(), step));
    return done ? done : Result<void>(failedIn(done.error(), placeIn(runner, step), true));
}

} // namespace schemawright
