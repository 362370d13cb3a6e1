#include "diff/prove/lint.h"

#include "diff/lint/allowance.h"
#include "diff/lint/lint_judge.h"
#include "diff/lint/rules.h"
#include "diff/prove/lint_transactions.h"
#include "diff/prove/routine_check.h"
#include "diff/read/read.h"
#include "diff/resolve/resolve.h"
#include "diff/resolve/run.h"
#include "diff/script/script.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>

namespace schemawright {

namespace {

/// Statements that reach beyond the scratch database, and those that have nothing to show there.
bool isRun(const ScriptStatement& statement)
{
    static constexpr std::array left{"TransactionStmt",      "AlterSystemStmt",    "CreatedbStmt",
                                     "DropdbStmt",           "LoadStmt",           "CopyStmt",
                                     "CreateTableSpaceStmt", "DropTableSpaceStmt", "AlterDatabaseStmt"};
    return !statement.reachesOut && std::ranges::find(left, statement.node) == left.end();
}

/// Statements after which a body may name what is not there, or no longer does.
bool concernsBodies(const ScriptStatement& statement)
{
    static constexpr std::array nodes{"AlterTableStmt", "RenameStmt",        "DropStmt",   "CreateFunctionStmt",
                                      "AlterEnumStmt",  "CompositeTypeStmt", "CreateStmt", "AlterObjectSchemaStmt",
                                      "ViewStmt",       "AlterFunctionStmt", "DoStmt"};
    return std::ranges::find(nodes, statement.node) != nodes.end();
}

/// A procedure or DO block that commits, and REINDEX of a partitioned index, run outside transactions only: invalid_transaction_termination,
/// active_sql_transaction. PostgreSQL 17 manual, "PostgreSQL Error Codes".
constexpr std::array<std::string_view, 2> outsideOnly{"2D000", "25001"};

bool isServersWord(const Error& error)
{
    return error.code == ErrorCode::Sql || error.code == ErrorCode::Permission;
}

/// The script's statements run as they are written. Those of a transaction block are first tried in one transaction, since some fail only
/// there; then each runs in a transaction of its own, where its own locks can be seen. A block that takes something back, or whose
/// statements need their transaction, runs as one, and each statement shows the locks that it adds.
class ScriptLint {
public:
    ScriptLint(ScratchServer& scratch, Connection& connection, StatementObserver& observer, const Catalog& base,
               const Task& task)
        : m_scratch(scratch), m_connection(connection), m_observer(observer), m_base(base), m_task(task)
    {
    }

    /// The bodies that fail before the scripts: what they break is known by them.
    Result<void> lookAtBodies()
    {
        auto faults = checkRoutines(m_connection, m_base, m_task);
        if (!faults)
            return std::unexpected(std::move(faults.error()));
        m_faults = std::move(*faults);
        m_hasBodies = hasTextBodies(m_base);
        return {};
    }

    Result<void> run(const SourceFile& file, std::vector<LintedStatement>& out)
    {
        auto statements = splitScript(file);
        if (!statements)
            return std::unexpected(std::move(statements.error()));
        auto comments = findComments(file.text);
        if (!comments)
            return std::unexpected(std::move(comments.error()));
        m_file = &file;
        m_statements = std::move(*statements);
        m_judge = LintJudge(m_base);
        m_findings.clear();
        m_breaking.clear();
        std::vector<LintedStatement> linted(m_statements.size());
        for (std::size_t i = 0; i < linted.size(); ++i)
            if (auto done = runNext(i, linted[i]); !done)
                return done;
        m_judge.conclude(m_findings);
        if (auto ended = endFile(); !ended)
            return ended;
        for (const auto& [function, breaking] : m_breaking)
            m_findings[breaking.first].push_back({"breaks-function", faultText(breaking.second)});
        if (auto judged = judgeSchema(); !judged)
            return judged;
        std::size_t from = 0; // where comments for the next statement begin
        for (std::size_t i = 0; i < linted.size(); ++i) {
            linted[i].hazards = std::move(m_findings[i]);
            const std::size_t until = std::min(file.text.find('\n', m_statements[i].end), file.text.size());
            for (const Allowance& allowance : allowancesIn(*comments, from, until))
                silence(allowance, linted[i].hazards, linted[i].silenced);
            from = until;
        }
        std::ranges::move(linted, std::back_inserter(out));
        return {};
    }

private:
    /// The transaction block that the script is in.
    struct Block {
        ScriptTransaction place;
        LintJudge before;                  ///< what was known at BEGIN
        bool open = false;                 ///< it runs as one transaction on the server
        bool aborted = false;              ///< and PostgreSQL ignores its statements until it ends
        std::optional<std::size_t> failed; ///< the statement that fails in it
        Error error;
    };
    struct Savepoint {
        std::string name;
        std::size_t statement = 0;
        LintJudge before;
    };

    [[nodiscard]] std::string sqlOf(const ScriptStatement& statement) const
    {
        return m_file->text.substr(statement.begin, statement.end - statement.begin);
    }

    Result<void> runNext(std::size_t number, LintedStatement& linted)
    {
        const ScriptStatement& statement = m_statements[number];
        linted.file = m_file->path;
        linted.line = statement.line;
        linted.sql = sqlOf(statement);
        if (statement.transaction == TransactionWord::Begin && !m_block)
            if (auto begun = beginBlock(number); !begun)
                return begun;
        std::vector<Hazard> failure;
        if (isRun(statement) && !(m_block && (m_block->aborted || m_block->failed)))
            if (auto ran = runOne(statement, linted, failure); !ran)
                return ran;
        if (m_block && m_block->failed == number)
            failure.push_back({"statement-fails", m_block->error.message + "; its transaction is undone"});
        std::vector<Hazard> hazards =
            m_judge.judge(linted.sql, statement.transactional, linted.ran ? &linted.seen : nullptr);
        // DROP SUBSCRIPTION may stand in one where it has no replication slot.
        if (m_block && !m_block->failed && linted.ran)
            std::erase_if(hazards, [](const Hazard& hazard) { return hazard.rule == "concurrently-in-transaction"; });
        // Why it fails is said already.
        if (std::ranges::contains(hazards, "concurrently-in-transaction", &Hazard::rule))
            failure.clear();
        std::ranges::move(failure, std::back_inserter(hazards));
        m_findings.push_back(std::move(hazards));
        if (linted.ran && !(m_block && m_block->open))
            if (auto judged = judgeBodies(statement, number); !judged)
                return judged;
        if (statement.transaction == TransactionWord::Other && m_block && m_block->open)
            return atSavepoint(statement, number);
        const bool ends =
            statement.transaction == TransactionWord::Commit || statement.transaction == TransactionWord::Rollback;
        return ends && m_block ? endBlock(statement, number) : Result<void>();
    }

    Result<void> runOne(const ScriptStatement& statement, LintedStatement& linted, std::vector<Hazard>& failure)
    {
        const bool within = m_block && m_block->open;
        // A cursor outside a transaction block fails, which one around it would hide.
        const bool inTransaction = statement.transactional && statement.node != "DeclareCursorStmt";
        const auto observed = [&] {
            return within ? m_observer.runWithin(linted.sql, m_task.stop)
                          : m_observer.run(linted.sql, inTransaction, m_task.stop);
        };
        auto seen = observed();
        if (const auto names = seen || within ? std::nullopt : missingNames(seen.error())) {
            if (auto made = m_scratch.ensure(*names); !made)
                return made;
            seen = observed();
        }
        if (!seen && !m_block && std::ranges::contains(outsideOnly, seen.error().sqlstate))
            seen = m_observer.run(linted.sql, false, m_task.stop);
        if (!seen) {
            if (!isServersWord(seen.error()))
                return std::unexpected(std::move(seen.error()));
            failure.push_back({"statement-fails", seen.error().message});
            if (within)
                m_block->aborted = true;
            return {};
        }
        linted.ran = true;
        linted.seen = std::move(*seen);
        return {};
    }

    // ---- Transactions ----

    Result<void> beginBlock(std::size_t number)
    {
        m_block.emplace(transactionAt(m_file->text, m_statements, number), m_judge);
        if (auto tried = tryBlock(); !tried)
            return tried;
        if (m_block->place.separable || m_block->failed)
            return {};
        m_block->open = true;
        return query("BEGIN");
    }

    Result<void> query(std::string_view sql)
    {
        auto done = m_connection.query(sql, m_task.stop);
        return done ? Result<void>() : std::unexpected(std::move(done.error()));
    }

    /// Runs the block as one transaction and takes it back: what fails in it? Roles that are missing are made meanwhile.
    Result<void> tryBlock()
    {
        for (std::set<std::string> made;;) {
            if (auto begun = query("BEGIN"); !begun)
                return begun;
            std::optional<std::pair<std::size_t, Error>> failed;
            for (std::size_t i = m_block->place.begin + 1; i < m_block->place.end && !failed; ++i) {
                const bool runs = isRun(m_statements[i]) || m_statements[i].transaction == TransactionWord::Other;
                if (auto done = runs ? query(sqlOf(m_statements[i])) : Result<void>(); !done)
                    failed.emplace(i, std::move(done.error()));
            }
            if (!failed && m_block->place.commits)
                if (auto done = query("SET CONSTRAINTS ALL IMMEDIATE"); !done) // as COMMIT does
                    failed.emplace(m_block->place.end, std::move(done.error()));
            // What it has scanned must not be counted for the statements that run now.
            for (const char* end : {"ROLLBACK", "SELECT pg_catalog.pg_stat_force_next_flush()"})
                if (auto ended = query(end); !ended)
                    return ended;
            if (!failed)
                return {};
            if (!isServersWord(failed->second))
                return std::unexpected(std::move(failed->second));
            if (const auto names = missingNames(failed->second); names && made.insert(failed->second.message).second) {
                if (auto ensured = m_scratch.ensure(*names); !ensured)
                    return ensured;
                continue;
            }
            if (m_block->place.separable) {
                m_block->failed = failed->first;
                m_block->error = std::move(failed->second);
            }
            return {};
        }
    }

    Result<void> atSavepoint(const ScriptStatement& statement, std::size_t number)
    {
        const std::string sql = sqlOf(statement);
        const bool goesBack = goesBackTo(sql);
        if (m_block->aborted && !goesBack)
            return {};
        if (auto done = m_connection.query(sql, m_task.stop); !done) {
            m_findings[number].push_back({"statement-fails", done.error().message});
            m_block->aborted = true;
            return {};
        }
        const std::string name = savepointOf(sql);
        if (setsSavepoint(sql))
            m_savepoints.push_back({name, number, m_judge});
        if (!goesBack)
            return {};
        m_block->aborted = false;
        for (auto point = m_savepoints.rbegin(); point != m_savepoints.rend(); ++point)
            if (point->name == name) {
                takeBack(point->statement + 1, number, point->before);
                m_savepoints.erase(point.base(), m_savepoints.end());
                break;
            }
        return {};
    }

    Result<void> endBlock(const ScriptStatement& statement, std::size_t number)
    {
        const bool undone = statement.transaction == TransactionWord::Rollback || m_block->aborted || m_block->failed;
        if (m_block->open)
            if (auto ended = query(undone ? "ROLLBACK" : "COMMIT"); !ended) {
                if (!isServersWord(ended.error()))
                    return ended;
                m_findings[number].push_back({"statement-fails", ended.error().message});
            }
        if (undone)
            takeBack(m_block->place.begin + 1, number, m_block->before);
        const bool looks = m_block->open && !undone;
        m_block.reset();
        m_savepoints.clear();
        // Which statement of the block breaks a body was not to be seen.
        return looks && number > 0 ? judgeBodiesNow(number) : Result<void>();
    }

    /// What the statements did is taken back: nothing is lost by them, and nobody's work has changed. They did block others.
    void takeBack(std::size_t from, std::size_t until, const LintJudge& before)
    {
        m_judge.takeBackTo(before);
        for (std::size_t i = from; i < until; ++i)
            std::erase_if(m_findings[i], [](const Hazard& hazard) {
                const LintRule* rule = findRule(hazard.rule);
                return rule && rule->concern != Concern::Blocks && rule->concern != Concern::MayFail;
            });
    }

    /// A transaction that the file leaves open ends with its session.
    Result<void> endFile()
    {
        const bool open = m_block && m_block->open;
        m_block.reset();
        m_savepoints.clear();
        return open ? query("ROLLBACK") : Result<void>();
    }

    // ---- Bodies, and the schema after the script ----

    /// Which bodies fail after the statement that did not before it, and which no longer do: a later statement may mend them.
    Result<void> judgeBodies(const ScriptStatement& statement, std::size_t number)
    {
        m_hasBodies = m_hasBodies || statement.node == "CreateFunctionStmt" || statement.node == "DoStmt";
        if (!m_hasBodies || !concernsBodies(statement))
            return {};
        return judgeBodiesNow(number);
    }

    Result<void> judgeBodiesNow(std::size_t number)
    {
        auto faults = checkRoutines(m_connection, m_task);
        if (!faults)
            return std::unexpected(std::move(faults.error()));
        for (const RoutineFault& fault : newFaults(m_faults, *faults, {}))
            m_breaking.try_emplace(fault.function, number, fault);
        std::erase_if(m_breaking, [&](const auto& breaking) {
            return !std::ranges::contains(*faults, breaking.first, &RoutineFault::function);
        });
        m_faults = std::move(*faults);
        return {};
    }

    /// Whether an index helps the foreign keys that the script has made, and which policies are others, is known when it has come to its end.
    Result<void> judgeSchema()
    {
        if (!m_judge.looksBack())
            return {};
        auto reading = readCatalog(m_connection, {}, m_task);
        if (!reading)
            return std::unexpected(std::move(reading.error()));
        m_judge.conclude(reading->catalog, m_findings);
        return {};
    }

    [[nodiscard]] std::vector<Allowance> allowancesIn(const std::vector<CommentToken>& comments, std::size_t from,
                                                      std::size_t until) const
    {
        std::vector<Allowance> found;
        for (const CommentToken& comment : comments)
            if (comment.begin >= from && comment.begin < until)
                if (auto allowance = allowanceIn(std::string_view(m_file->text).substr(comment.begin, comment.length)))
                    found.push_back(std::move(*allowance));
        return found;
    }

    ScratchServer& m_scratch;
    Connection& m_connection;
    StatementObserver& m_observer;
    const Catalog& m_base;
    const Task& m_task;
    const SourceFile* m_file = nullptr;
    std::vector<ScriptStatement> m_statements; ///< of the file
    LintJudge m_judge{m_base};
    std::vector<std::vector<Hazard>> m_findings; ///< in the statements so far
    std::optional<Block> m_block;
    std::vector<Savepoint> m_savepoints;
    std::vector<RoutineFault> m_faults; ///< after the last statement
    bool m_hasBodies = false;
    std::map<ObjectKey, std::pair<std::size_t, RoutineFault>> m_breaking; ///< by function: which statement, and how
};

} // namespace

Result<std::vector<LintedStatement>> lintScripts(ScratchServer& scratch, const Catalog& base,
                                                 const std::vector<SourceFile>& files, const Task& task)
{
    auto session = buildCatalog(scratch, base, task).and_then(ScratchSession::open);
    if (!session)
        return std::unexpected(std::move(session.error()));
    auto observer = StatementObserver::open(session->connection);
    if (!observer)
        return std::unexpected(std::move(observer.error()));
    std::vector<LintedStatement> out;
    ScriptLint lint(scratch, session->connection, *observer, base, task);
    if (auto looked = lint.lookAtBodies(); !looked)
        return std::unexpected(std::move(looked.error()));
    for (const SourceFile& file : files)
        if (auto linted = lint.run(file, out); !linted)
            return std::unexpected(std::move(linted.error()));
    return out;
}

} // namespace schemawright
