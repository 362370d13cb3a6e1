#include "diff/apply/lone_run.h"

#include "model/sql.h"

#include <algorithm>
#include <array>

namespace schemawright {

namespace {

using Sort = LoneStatement::Sort;

/// No lock_timeout while the CONCURRENTLY forms wait for older transactions: that blocks nobody, and giving up would leave an
/// invalid index. What was set is set again afterwards.
class UnlimitedWait {
public:
    UnlimitedWait(StatementRunner& runner, bool wanted) : m_runner(runner)
    {
        if (!wanted)
            return;
        const auto before = runner.own("SELECT pg_catalog.current_setting('lock_timeout')");
        if (before && runner.own("SET lock_timeout = 0"))
            m_before = before->text(0, 0);
    }
    ~UnlimitedWait()
    {
        if (!m_before.empty())
            (void)m_runner.own("SET lock_timeout = " + quoteLiteral(m_before));
    }
    UnlimitedWait(const UnlimitedWait&) = delete;
    UnlimitedWait& operator=(const UnlimitedWait&) = delete;

private:
    StatementRunner& m_runner;
    std::string m_before;
};

/// One attempt.
class LoneRun {
public:
    LoneRun(StatementRunner& runner, const Batch& batch, const LoneStatement& lone)
        : m_runner(runner), m_statements(batch.statements), m_lone(lone)
    {
    }

    Result<void> run(const std::function<Result<LoneStart>(const LoneStatement&)>& start)
    {
        // Names are looked up as the statement will look them up.
        if (auto set = runSettings(); !set)
            return set;
        const auto started = start(m_lone);
        if (!started)
            return std::unexpected(started.error());
        const auto remains = remainsOf(m_runner.connection(), m_lone, started->existing);
        if (!remains)
            return std::unexpected(remains.error());
        if (started->again && remains->done) {
            m_runner.note("statement " + std::to_string(m_runner.statement() + 1) +
                          " was completed by the run that was interrupted; continuing after it");
            m_runner.skip(m_statements.size() - m_next);
            return {};
        }
        const UnlimitedWait wait(m_runner, isConcurrent(m_lone) && !setsLockTimeout());
        if (auto dropped = dropLeftovers(remains->leftovers); !dropped)
            return dropped;
        if (remains->detaching)
            return finishDetach();
        if (auto done = runRest(); !done)
            return done;
        return checkBuilt();
    }

private:
    Result<void> runSettings()
    {
        for (; m_next + 1 < m_statements.size() && loneStatement(m_statements[m_next].sql).sort == Sort::Setting;
             ++m_next)
            if (auto done = m_runner.run(m_statements[m_next]); !done)
                return done;
        return {};
    }

    Result<void> runRest()
    {
        for (; m_next < m_statements.size(); ++m_next)
            if (auto done = m_runner.run(m_statements[m_next]); !done)
                return done;
        return {};
    }

    [[nodiscard]] bool setsLockTimeout() const
    {
        return std::ranges::any_of(m_statements,
                                   [](const Statement& each) { return each.sql.contains("lock_timeout"); });
    }

    Result<void> dropLeftovers(const std::vector<std::string>& names)
    {
        for (const std::string& name : names) {
            m_runner.note("the index " + name +
                          " is INVALID, left by an attempt that failed; it is dropped and built " + "again");
            if (auto dropped = m_runner.extra("DROP INDEX CONCURRENTLY " + name); !dropped)
                return dropped;
        }
        return {};
    }

    /// PostgreSQL 17 manual, "ALTER TABLE", DETACH PARTITION ... FINALIZE.
    Result<void> finishDetach()
    {
        m_runner.note("an interrupted DETACH PARTITION CONCURRENTLY of " + m_lone.partition + " is finished");
        if (auto done =
                m_runner.extra("ALTER TABLE " + m_lone.table + " DETACH PARTITION " + m_lone.partition + " FINALIZE");
            !done)
            return done;
        m_runner.skip(m_statements.size() - m_next);
        return {};
    }

    /// IF NOT EXISTS succeeds whatever the index of that name is.
    Result<void> checkBuilt()
    {
        if (m_lone.sort != Sort::CreateIndex || m_lone.index.empty())
            return {};
        const auto valid = m_runner.connection().query(
            "SELECT i.indisvalid FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid WHERE "
            "i.indrelid = pg_catalog.to_regclass($1) AND c.relname = $2",
            std::array{m_lone.table, m_lone.index});
        if (!valid)
            return std::unexpected(valid.error());
        if (!valid->empty() && valid->flag(0, 0))
            return {};
        return fail(ErrorCode::Conflict,
                    "the index " + quoteIdent(m_lone.index) + " of " + m_lone.table +
                        (valid->empty() ? " was not built: another relation has its name" : " is INVALID"),
                    valid->empty() ? "rename one of them, and run the command again"
                                   : "wait until no other session builds it, and run the command again");
    }

    StatementRunner& m_runner;
    const std::vector<Statement>& m_statements;
    const LoneStatement& m_lone;
    std::size_t m_next = 0;
};

} // namespace

bool fitsTransaction(const Batch& batch)
{
    return std::ranges::all_of(batch.statements, [&](const Statement& each) {
        const Sort sort = loneStatement(each.sql).sort;
        return sort == (&each == &batch.statements.back() ? Sort::Plain : Sort::Setting);
    });
}

Result<void> runAlone(StatementRunner& runner, const Batch& batch,
                      const std::function<Result<LoneStart>(const LoneStatement&)>& start)
{
    const LoneStatement lone = loneStatement(batch.statements.back().sql);
    const auto attempt = [&] { return LoneRun(runner, batch, lone).run(start); };
    return lone.sort == Sort::Program ? attempt() : runner.retried(attempt);
}

std::string hintAfter(Connection& connection, const Batch& batch, const Error& error)
{
    if (error.code == ErrorCode::Connection)
        return "it is not known whether the statement was completed; run the command again: it looks before it "
               "continues";
    const LoneStatement lone = loneStatement(batch.statements.back().sql);
    const auto remains = lone.sort == Sort::CreateIndex && !lone.index.empty() ? remainsOf(connection, lone, {})
                                                                               : Result<Remains>(Remains{});
    if (!remains || remains->leftovers.empty())
        return {};
    return "the index " + join(remains->leftovers, ", ") +
           " is INVALID now; the next run drops it and builds it again. Earlier statements remain applied";
}

} // namespace schemawright
