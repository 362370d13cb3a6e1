#include "diff/workflow/rehearse.h"

#include "diff/lint/lint_judge.h"
#include "diff/prove/statement_observer.h"
#include "diff/read/read.h"

#include <algorithm>
#include <chrono>

namespace schemawright {

namespace {

using Clock = std::chrono::steady_clock;

double secondsSince(Clock::time_point start)
{
    return std::chrono::duration<double>(Clock::now() - start).count();
}

bool blocksOthers(const Observation& seen)
{
    return std::ranges::any_of(seen.locks, [](const Lock& lock) { return !lockBlocks(lock.mode).empty(); });
}

/// The steps on the copy.
class Rehearsing {
public:
    Rehearsing(Connection& connection, const Task& task, Rehearsal& rehearsal)
        : m_connection(connection), m_task(task), m_rehearsal(rehearsal)
    {
    }

    Result<void> run(const std::vector<RevisionStep>& steps)
    {
        for (const RevisionStep& step : steps) {
            m_task.tell("Rehearsing " + step.revision.title());
            if (auto done = runStep(step); !done || m_rehearsal.failure)
                return done;
        }
        return {};
    }

private:
    Result<void> runStep(const RevisionStep& step)
    {
        const auto reading = readCatalog(m_connection, {}, m_task, Connections::One);
        if (!reading)
            return std::unexpected(reading.error());
        auto observer = StatementObserver::open(m_connection); // of what exists before this revision
        if (!observer)
            return std::unexpected(observer.error());
        m_judge.emplace(reading->catalog);
        m_step = &step;
        m_number = 0;
        m_findings.clear();
        const std::size_t first = m_rehearsal.statements.size();
        for (const Batch& batch : step.up ? step.revision.up : step.revision.down) {
            const auto done = batch.transactional ? runTogether(*observer, batch) : runAlone(*observer, batch);
            if (done)
                continue;
            if (done.error().code != ErrorCode::Sql && done.error().code != ErrorCode::Permission)
                return done;
            m_rehearsal.failure = done.error();
            break;
        }
        m_judge->conclude(m_findings);
        for (std::size_t i = 0; i < m_findings.size() && first + i < m_rehearsal.statements.size(); ++i)
            m_rehearsal.statements[first + i].hazards = std::move(m_findings[i]);
        return {};
    }

    void note(const StatementObserver& observer, const Statement& statement, bool transactional, Observation seen)
    {
        m_findings.push_back(m_judge->judge(statement.sql, transactional, &seen));
        m_rehearsal.statements.push_back({m_step->revision.id,
                                          ++m_number,
                                          statement.sql,
                                          transactional,
                                          observer.lastSeconds(),
                                          std::move(seen),
                                          0,
                                          {}});
    }

    /// A lock is held from its statement until the transaction has ended; what the observer asks in between does not count.
    Result<void> runTogether(StatementObserver& observer, const Batch& batch)
    {
        if (auto begun = query("BEGIN; SET LOCAL check_function_bodies = off"); !begun)
            return begun;
        const std::size_t first = m_rehearsal.statements.size();
        Result<void> done;
        for (const Statement& statement : batch.statements) {
            auto seen = observer.runWithin(statement.sql, m_task.stop);
            if (!seen) {
                done = std::unexpected(seen.error());
                break;
            }
            note(observer, statement, true, std::move(*seen));
        }
        const auto start = Clock::now();
        if (auto ended = query(done ? "COMMIT" : "ROLLBACK"); !ended && done)
            done = ended;
        double held = secondsSince(start);
        for (std::size_t i = m_rehearsal.statements.size(); i > first; --i) {
            RehearsedStatement& each = m_rehearsal.statements[i - 1];
            held += each.seconds;
            each.blockedSeconds = blocksOthers(each.seen) ? held : 0;
        }
        return done;
    }

    Result<void> runAlone(StatementObserver& observer, const Batch& batch)
    {
        for (const Statement& statement : batch.statements) {
            auto seen = observer.run(statement.sql, false, m_task.stop);
            if (!seen)
                return std::unexpected(seen.error());
            note(observer, statement, false, std::move(*seen));
            RehearsedStatement& last = m_rehearsal.statements.back();
            last.blockedSeconds = blocksOthers(last.seen) ? last.seconds : 0;
        }
        return {};
    }

    Result<void> query(std::string_view sql)
    {
        auto done = m_connection.query(sql, m_task.stop);
        return done ? Result<void>() : std::unexpected(done.error());
    }

    Connection& m_connection;
    const Task& m_task;
    Rehearsal& m_rehearsal;
    const RevisionStep* m_step = nullptr;
    std::size_t m_number = 0;
    std::optional<LintJudge> m_judge;
    std::vector<std::vector<Hazard>> m_findings; ///< in the statements of the step
};

} // namespace

Result<Rehearsal> rehearse(const ConnectionSpec& spec, const std::filesystem::path& folder,
                           const std::vector<RevisionStep>& steps, const RoomyScratch& scratch, const Task& task)
{
    const auto start = Clock::now();
    const auto dump = dumpDatabase(spec, folder, task);
    if (!dump)
        return std::unexpected(dump.error());
    const auto server = scratch(roomFor(*dump));
    if (!server)
        return std::unexpected(server.error());
    auto restored = restoreDump(**server, *dump, task);
    if (!restored)
        return std::unexpected(restored.error());
    Rehearsal rehearsal;
    rehearsal.serverVersion = (*server)->versionText();
    rehearsal.bytes = dump->file.bytes();
    rehearsal.notCompared = std::move(restored->notCompared);
    rehearsal.rows = sumOf(dump->database.rows).rows;
    auto connection = restored->database.connect();
    if (!connection)
        return std::unexpected(connection.error());
    // The planner of the real database has statistics, which a restored one lacks.
    if (auto analysed = connection->query("ANALYZE", task.stop); !analysed)
        return std::unexpected(analysed.error());
    rehearsal.copySeconds = secondsSince(start);
    if (auto done = Rehearsing(*connection, task, rehearsal).run(steps); !done)
        return std::unexpected(done.error());
    return rehearsal;
}

} // namespace schemawright
