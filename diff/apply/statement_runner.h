#pragma once

#include "diff/apply/apply.h"
#include "diff/apply/blockers.h"
#include "diff/apply/lost_commit.h"
#include "diff/apply/tracking.h"

#include <mutex>
#include <optional>

namespace schemawright {

/// Runs the statements of a run on its connection, under its lock, and tells of each. Statement numbers continue over the batches of one step.
/// What failed because of a lock is run again after a pause; a COMMIT that got no answer is looked up on a new connection.
class StatementRunner {
public:
    StatementRunner(Connection& connection, std::optional<RunnerLock>& lock, const ApplyProgress& progress,
                    const Task& task, const ApplyOptions& options);

    [[nodiscard]] Connection& connection() { return m_connection; }
    [[nodiscard]] const TrackingTables& tables() const { return m_options.tables; }
    /// Resets the session's parameters and sets the timeouts: what one revision sets must not reach into the next.
    [[nodiscard]] Result<void> prepareSession();
    void beginStep(std::size_t step);
    void skip(std::size_t statements) { m_statement += statements; }
    [[nodiscard]] std::size_t statement() const { return m_statement; }

    /// Tells of one of the program's own acts, in a sentence.
    void note(const std::string& sentence, ApplyEvent::State state = ApplyEvent::State::Note);
    void tell(const std::string& label, ApplyEvent::State state, double seconds);

    [[nodiscard]] Result<void> run(const Statement& statement);
    /// One that the step does not have; not told.
    [[nodiscard]] Result<void> extra(const std::string& sql);
    /// The program's own statements: not told, and not stopped, so that what is said of them is true.
    [[nodiscard]] Result<Rows> own(const std::string& sql);
    /// A transaction around the batch and `after`. Rolled back on any failure.
    [[nodiscard]] Result<void> transaction(const Batch& batch, const std::string& after);
    /// Runs it again, after a pause, as long as it fails because of a lock.
    [[nodiscard]] Result<void> retried(const std::function<Result<void>()>& attempt);

private:
    [[nodiscard]] Result<void> transactionOnce(const Batch& batch, const std::string& after);
    [[nodiscard]] Result<void> commit(const std::string& transaction);
    [[nodiscard]] Result<void> lookUpCommit(const std::string& transaction);
    void identifySession();

    Connection& m_connection;
    std::optional<RunnerLock>& m_lock;
    const ApplyProgress& m_progress;
    const Task& m_task;
    const ApplyOptions& m_options;
    std::size_t m_step = 0;
    std::size_t m_statement = 0;
    std::string m_blockers; ///< of the last statement
    SentCommit m_session;   ///< without a transaction
    std::mutex m_telling;   ///< the watch tells, too
    std::optional<BlockerWatch> m_watch;
};

} // namespace schemawright
