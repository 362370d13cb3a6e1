#include "diff/apply/statement_runner.h"

#include "diff/apply/lock_retry.h"

#include <algorithm>
#include <format>
#include <utility>

namespace schemawright {

namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

double secondsOf(Clock::duration duration)
{
    return std::chrono::duration<double>(duration).count();
}

std::string setting(std::string_view name, const std::optional<std::chrono::milliseconds>& value)
{
    return value ? std::format("; SET {} = {}", name, value->count()) : std::string();
}

/// A statement is looked at early enough to see who blocks it before it gives up.
std::chrono::milliseconds patience(const ApplyOptions& options)
{
    const auto limit = options.tableLockTimeout.value_or(0ms);
    return limit > 0ms ? std::min<std::chrono::milliseconds>(500ms, limit / 3) : 500ms;
}

} // namespace

StatementRunner::StatementRunner(Connection& connection, std::optional<RunnerLock>& lock, const ApplyProgress& progress,
                                 const Task& task, const ApplyOptions& options)
    : m_connection(connection), m_lock(lock), m_progress(progress), m_task(task), m_options(options)
{
    identifySession();
}

void StatementRunner::identifySession()
{
    m_session = {{}, m_connection.backendPid(), processStart(m_connection)};
    m_watch.emplace(
        m_connection.spec(), m_connection.backendPid(), patience(m_options),
        [this](const std::string& blockers) { note("waiting for " + blockers, ApplyEvent::State::Waiting); });
}

Result<void> StatementRunner::prepareSession()
{
    auto done = own("RESET ALL" + setting("lock_timeout", m_options.tableLockTimeout) +
                    setting("statement_timeout", m_options.statementTimeout));
    return done ? Result<void>() : std::unexpected(done.error());
}

void StatementRunner::beginStep(std::size_t step)
{
    m_step = step;
    m_statement = 0;
}

void StatementRunner::note(const std::string& sentence, ApplyEvent::State state)
{
    tell(sentence, state, 0);
}

void StatementRunner::tell(const std::string& label, ApplyEvent::State state, double seconds)
{
    const std::lock_guard guard(m_telling);
    if (m_progress)
        m_progress({m_step, m_statement, label, state, seconds});
}

Result<void> StatementRunner::run(const Statement& statement)
{
    const auto start = Clock::now();
    tell(statement.sql, ApplyEvent::State::Started, 0);
    auto done = extra(statement.sql);
    tell(statement.sql, done ? ApplyEvent::State::Finished : ApplyEvent::State::Failed,
         secondsOf(Clock::now() - start));
    if (done)
        ++m_statement;
    return done;
}

Result<void> StatementRunner::extra(const std::string& sql)
{
    if (m_watch)
        m_watch->begin();
    const auto done = m_connection.query(sql, m_task.stop);
    if (m_watch)
        m_blockers = m_watch->end();
    return done ? Result<void>() : std::unexpected(done.error());
}

Result<Rows> StatementRunner::own(const std::string& sql)
{
    return m_connection.query(sql);
}

Result<void> StatementRunner::retried(const std::function<Result<void>()>& attempt)
{
    const std::size_t first = m_statement;
    LockRetry retry(m_options.retries);
    while (true) {
        m_blockers.clear();
        auto done = attempt();
        if (done || !isLockFailure(done.error()))
            return done;
        const std::string blockers = m_blockers.empty() ? std::string() : "; blocked by " + m_blockers;
        const auto pause = retry.next();
        if (!pause) {
            done.error().message +=
                blockers + std::format("; tried {}", retry.attempts() == 1 ? std::string("once")
                                                                           : std::format("{} times", retry.attempts()));
            return done;
        }
        note(std::format("{}{}; trying again in {:.1f} s (attempt {} of {})", done.error().message, blockers,
                         secondsOf(*pause), retry.attempts() + 1, retry.allowed()),
             ApplyEvent::State::Retrying);
        if (!pauseFor(*pause, m_task.stop))
            return fail(ErrorCode::Cancelled, "cancelled");
        m_statement = first;
    }
}

Result<void> StatementRunner::transaction(const Batch& batch, const std::string& after)
{
    return retried([&] { return transactionOnce(batch, after); });
}

Result<void> StatementRunner::transactionOnce(const Batch& batch, const std::string& after)
{
    // Bodies of functions may name objects that come later.
    if (auto begun = own("BEGIN; SET LOCAL check_function_bodies = off"); !begun)
        return std::unexpected(begun.error());
    Result<void> done;
    for (const Statement& statement : batch.statements)
        if (done)
            done = run(statement);
    if (done && m_task.stop.stop_requested())
        done = fail(ErrorCode::Cancelled, "cancelled");
    std::string transaction;
    if (done) {
        const auto last =
            own((after.empty() ? "" : after + ";\n") + "SELECT pg_catalog.pg_current_xact_id_if_assigned()");
        if (last)
            transaction = last->text(0, 0);
        else
            done = std::unexpected(last.error());
    }
    if (!done) {
        (void)own("ROLLBACK"); // fails only if the connection is lost, and then the server rolls back
        return done;
    }
    return commit(transaction);
}

Result<void> StatementRunner::commit(const std::string& transaction)
{
    const auto done = own("COMMIT");
    if (done)
        return {};
    if (done.error().code == ErrorCode::Connection)
        return lookUpCommit(transaction);
    (void)own("ROLLBACK");
    return std::unexpected(done.error());
}

Result<void> StatementRunner::lookUpCommit(const std::string& transaction)
{
    note("the connection was lost during COMMIT; connecting again to see what became of it");
    m_watch.reset();
    SentCommit sent = m_session;
    sent.transaction = transaction;
    const auto fate = fateOfCommit(m_connection, m_lock, sent, m_options.lockTimeout, m_task);
    if (fate)
        identifySession();
    if (!fate)
        return std::unexpected(fate.error());
    if (*fate == CommitFate::RolledBack)
        return fail(ErrorCode::Connection,
                    "the connection was lost during COMMIT; the server says that the transaction was rolled back",
                    "run the command again");
    note("the server says that the transaction was committed; continuing");
    return prepareSession();
}

} // namespace schemawright
