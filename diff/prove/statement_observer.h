#pragma once

#include "diff/lint/observation.h"
#include "diff/server/connection.h"

#include <memory>

namespace schemawright {

/// Where the claimed and the observed facts differ, a sentence each; empty if they agree. Locks on indexes that the
/// statement does not claim are ignored, because the indexes of a table are locked with it.
[[nodiscard]] std::vector<std::string> disagreements(const Statement& claimed, const Observation& seen);

/// Runs statements one by one and observes each: the locks that its backend holds before it commits, as pg_locks shows them to a
/// second session, which also sees the relations as they were before; rewrites and scans in its own session. A statement that cannot run
/// inside a transaction block is blocked by other sessions, each with a lock on one table, until its locks have been read.
/// PostgreSQL 17 manual, "pg_locks", "The Cumulative Statistics System".
class StatementObserver {
public:
    /// `connection` runs the statements, and nothing else meanwhile; the observing session is opened beside it. Rewrites and scans are
    /// reported for relations that exist now; later ones have no rows yet.
    [[nodiscard]] static Result<StatementObserver> open(Connection& connection);
    StatementObserver(StatementObserver&&) noexcept;
    StatementObserver& operator=(StatementObserver&&) noexcept;
    ~StatementObserver();

    /// Runs one statement, in its own transaction if `transactional`. Errors: those of the statement, which is rolled back.
    [[nodiscard]] Result<Observation> run(const std::string& sql, bool transactional, const std::stop_token& stop = {});
    /// Runs one statement in the transaction that `connection` has open. Its locks are those that earlier statements of the transaction do
    /// not hold already. Errors: those of the statement, after which the transaction is aborted.
    [[nodiscard]] Result<Observation> runWithin(const std::string& sql, const std::stop_token& stop = {});

    /// How long the last statement itself took, without what was asked around it, in seconds. One outside transaction blocks includes the
    /// milliseconds in which it was blocked to be observed.
    [[nodiscard]] double lastSeconds() const;

private:
    struct Impl;
    explicit StatementObserver(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

} // namespace schemawright
