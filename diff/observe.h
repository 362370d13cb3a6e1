#pragma once

#include "diff/connection.h"
#include "diff/statement.h"

#include <memory>

namespace schemawright {

/// What a statement really did to the relations that were there before it.
struct Observation {
    std::vector<Lock>
        locks; ///< the strongest on each relation, sorted by relation; those of readers and writers are left out
    std::vector<ObjectKey> rewritten; ///< relations with another file (pg_relation_filenode), indexes too; sorted
    std::vector<ObjectKey> scanned;   ///< tables that were read as a whole (scans that the session counts); sorted
    bool operator==(const Observation&) const = default;

    /// Is one of the rewritten relations a table or a materialized view?
    [[nodiscard]] bool rewritesTable() const;
};

/// The strongest lock on each relation, sorted by relation. Those that readers and writers take, too (up to ROW EXCLUSIVE), are left out.
[[nodiscard]] std::vector<Lock> strongestLocks(const std::vector<Lock>& locks);

/// Where the facts that a statement claims and what was seen differ, a sentence each; empty where they agree. Locks on indexes that the
/// statement does not claim are not held against it: those of a table's indexes go with the table's.
[[nodiscard]] std::vector<std::string> disagreements(const Statement& claimed, const Observation& seen);

/// Runs statements one by one and sees what each does: the locks that its backend holds before it commits, as pg_locks shows them to a
/// second session, which also knows the relations as they were before; files and scans from the session itself. A statement that cannot run
/// in a transaction is held up by third sessions, each with a lock on one table, until its locks have been seen.
/// PostgreSQL 17 manual, "pg_locks", "The Cumulative Statistics System".
class Observer {
public:
    /// `connection` runs the statements, and nothing else meanwhile; the watching session is opened beside it. What is rewritten or read is
    /// told of relations that are there now: later ones hold no rows yet.
    [[nodiscard]] static Result<Observer> open(Connection& connection);
    Observer(Observer&&) noexcept;
    Observer& operator=(Observer&&) noexcept;
    ~Observer();

    /// Runs one statement, in a transaction of its own where `transactional`. Errors: those of the statement; nothing is left of it then.
    [[nodiscard]] Result<Observation> run(const std::string& sql, bool transactional, const std::stop_token& stop = {});

private:
    struct Impl;
    explicit Observer(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

} // namespace schemawright
