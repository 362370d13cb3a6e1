#include "diff/apply/revision_script.h"

#include "diff/apply/journal.h"
#include "diff/apply/lone_run.h"
#include "diff/plan/plan.h"

#include <algorithm>
#include <format>
#include <span>

namespace schemawright {

namespace {

const std::vector<Batch>& batchesOf(const RevisionStep& step)
{
    return step.up ? step.revision.up : step.revision.down;
}

bool isOneTransaction(const RevisionStep& step)
{
    const std::vector<Batch>& batches = batchesOf(step);
    return batches.empty() || (batches.size() == 1 && batches.front().transactional);
}

std::string timeout(std::string_view name, const std::optional<std::chrono::milliseconds>& value)
{
    return value ? std::format("SET {} = {};\n", name, value->count()) : std::string();
}

/// One revision: its batches, each with the transaction that it has when it is applied directly.
class StepScript {
public:
    StepScript(const RevisionStep& step, const ApplyOptions& options)
        : m_step(step), m_options(options), m_tables(options.tables)
    {
    }

    std::string text()
    {
        m_out = "\n-- " + std::string(m_step.up ? "up to " : "down from ") + m_step.revision.title() + "\n";
        if (isOneTransaction(m_step)) {
            begin();
            m_out += guardSql(m_tables, m_step) + ";\n";
            for (const Batch& batch : batchesOf(m_step))
                add(batch.statements);
            m_out += finishStepSql(m_tables, m_step) + ";\nCOMMIT;\n";
            return std::move(m_out);
        }
        begin();
        m_out += guardSql(m_tables, m_step) + ";\n" + createJournalSql(m_tables) + ";\n" +
                 clearJournalSql(m_tables, m_step) + ";\nCOMMIT;\n";
        const std::vector<Batch>& batches = batchesOf(m_step);
        for (std::size_t i = 0; i < batches.size(); ++i)
            addBatch(batches[i], i, i + 1 == batches.size());
        return std::move(m_out);
    }

private:
    void begin()
    {
        // Bodies of functions may name objects that come later.
        m_out += "BEGIN;\nSET LOCAL check_function_bodies = off;\n";
    }

    void add(std::span<const Statement> statements)
    {
        for (const Statement& statement : statements)
            m_out += statement.sql + ";\n";
    }

    void addBatch(const Batch& batch, std::size_t index, bool last)
    {
        const bool apart = !batch.transactional && !fitsTransaction(batch);
        if (apart)
            addApart(batch, index);
        begin();
        if (!apart)
            add(batch.statements);
        m_out += finishStatementsSql(m_tables, m_step, m_next, batch.statements) + ";\n" +
                 (last ? finishStepSql(m_tables, m_step) : pendingStepSql(m_tables, m_step, index + 1)) +
                 ";\nCOMMIT;\n";
        m_next += batch.statements.size();
    }

    /// The CONCURRENTLY forms wait for older transactions without blocking anybody, and leave an INVALID index if they give up.
    void addApart(const Batch& batch, std::size_t index)
    {
        const LoneStatement lone = loneStatement(batch.statements.back().sql);
        m_out += "BEGIN;\n" + pendingStepSql(m_tables, m_step, index) + ";\n" +
                 startStatementSql(m_tables, m_step, m_next + batch.statements.size() - 1, batch.statements.back().sql,
                                   existingSql(lone)) +
                 ";\nCOMMIT;\n";
        const bool waits = isConcurrent(lone) && m_options.tableLockTimeout;
        if (waits)
            m_out += "SET lock_timeout = 0;\n";
        add(batch.statements);
        if (waits)
            m_out += timeout("lock_timeout", m_options.tableLockTimeout);
    }

    const RevisionStep& m_step;
    const ApplyOptions& m_options;
    const TrackingTables& m_tables;
    std::size_t m_next = 1; ///< the number of the next statement
    std::string m_out;
};

} // namespace

std::string stepsScript(const std::vector<RevisionStep>& steps, const ApplyOptions& options)
{
    if (steps.empty())
        return "-- Schemawright: nothing to do\n";
    const auto ups = static_cast<std::size_t>(std::ranges::count(steps, true, &RevisionStep::up));
    std::string out = "-- Schemawright: " + std::string(ups == 0 ? "downgrade" : "upgrade") + ", " +
                      std::to_string(steps.size()) + (steps.size() == 1 ? " revision" : " revisions") + ", from " +
                      headsText(steps.front().headsBefore()) + " to " + headsText(steps.back().headsAfter()) + "\n";
    out += "-- Run it with: psql -X -v ON_ERROR_STOP=1 -f FILE\n";
    const std::string timeouts =
        timeout("lock_timeout", options.tableLockTimeout) + timeout("statement_timeout", options.statementTimeout);
    out += "\n" + timeouts + "BEGIN;\n" + createTrackingSql(options.tables) + ";\nCOMMIT;\n";
    for (const RevisionStep& step : steps) {
        if (&step != &steps.front())
            out += "\nRESET ALL;\n" + timeouts; // what one revision sets must not reach into the next
        out += StepScript(step, options).text();
    }
    return out;
}

} // namespace schemawright
