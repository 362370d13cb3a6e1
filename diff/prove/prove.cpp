#include "diff/prove/prove.h"
#include "diff/compare/compare.h"
#include "diff/difference/difference.h"
#include "diff/kinds/base/same.h"
#include "diff/kinds/table/index_validity.h"
#include "diff/plan/plan.h"
#include "diff/prove/learned_order.h"
#include "diff/prove/proof_rows.h"
#include "diff/prove/routine_check.h"
#include "diff/read/read.h"
#include "diff/resolve/resolve.h"
#include "diff/resolve/run.h"
#include "diff/script/version_facts.h"

#include <algorithm>
#include <format>
#include <optional>
#include <span>

namespace schemawright {

namespace {

std::size_t countStatements(const Plan& plan)
{
    std::size_t count = 0;
    for (const Batch& batch : plan.batches)
        count += batch.statements.size();
    return count;
}

/// What differs, in one sentence that names the first few objects.
std::string differs(const Catalog& found, const Catalog& wanted)
{
    const std::vector<Change> changes = compare(found, wanted);
    std::string text;
    for (std::size_t i = 0; i < changes.size() && i < 5; ++i) {
        const Change& change = changes[i];
        text += (i == 0 ? "" : "; ") + change.key.display() +
                (change.before ? change.after ? " differs" : " should not exist" : " is missing");
        if (!change.details.empty())
            text += " (" + change.details.front() + ")";
    }
    if (changes.size() > 5)
        text += std::format("; and {} more", changes.size() - 5);
    return text;
}

/// Statements of the way up and of the way down that are watched in a longer plan: each has a transaction of its own, and sessions that look
/// on.
constexpr std::size_t mostWatched = 2000;
constexpr std::size_t watchedOfLong = 500;
/// The others share transactions.
constexpr std::size_t chunkSize = 500;

/// Runs plans while rows are in the tables. Where a statement contradicts the rows that were made, they give way.
class PlanRunner {
public:
    PlanRunner(Connection& connection, const Task& task, ProofRows& rows)
        : m_connection(connection), m_task(task), m_rows(rows)
    {
    }

    /// The first `watched` statements one by one, noting in `seen` what each does; the others together.
    Result<void> run(const Plan& plan, std::size_t watched, std::vector<ProvedStatement>& seen)
    {
        // Bodies of functions may name objects that come later.
        if (auto set = m_connection.query("SET check_function_bodies = off", m_task.stop); !set)
            return std::unexpected(std::move(set.error()));
        std::optional<StatementObserver> observer;
        if (watched > 0) {
            auto opened = StatementObserver::open(m_connection);
            if (!opened)
                return std::unexpected(std::move(opened.error()));
            observer = std::move(*opened);
        }
        for (const Batch& batch : plan.batches) {
            std::span<const Statement> statements = batch.statements;
            const std::size_t looked = std::min(watched, statements.size());
            for (const Statement& statement : statements.first(looked)) {
                auto observation =
                    yielding(statement, [&] { return observer->run(statement.sql, batch.transactional, m_task.stop); });
                if (!observation)
                    return std::unexpected(std::move(observation.error()));
                seen.push_back({statement, std::move(*observation)});
            }
            watched -= looked;
            for (statements = statements.subspan(looked); !statements.empty();) {
                const std::size_t count = std::min(batch.transactional ? chunkSize : 1, statements.size());
                if (auto done = runChunk(statements.first(count)); !done)
                    return done;
                statements = statements.subspan(count);
            }
        }
        return {};
    }

    /// What PostgreSQL refused.
    [[nodiscard]] const Statement& failed() const { return m_failed; }

private:
    /// Runs a statement, a second time where rows gave way to it.
    auto yielding(const Statement& statement, const auto& run) -> decltype(run())
    {
        auto done = run();
        if (!done && done.error().code == ErrorCode::Sql && m_rows.giveWay(statement, done.error())) {
            done = run();
            if (!done && done.error().code == ErrorCode::Sql)
                m_rows.noteStillContradicted(statement, done.error());
        }
        if (!done)
            m_failed = statement;
        return done;
    }

    Result<void> runChunk(std::span<const Statement> chunk)
    {
        const auto runs = [&](std::string_view sql) { return m_connection.query(sql, m_task.stop).has_value(); };
        if (chunk.size() > 1) {
            if (runs("BEGIN") && std::ranges::all_of(chunk, runs, &Statement::sql) && runs("COMMIT"))
                return {};
            if (auto ended = m_connection.query("ROLLBACK"); !ended)
                return std::unexpected(std::move(ended.error()));
        }
        for (const Statement& statement : chunk)
            if (auto done = yielding(statement, [&] { return m_connection.query(statement.sql, m_task.stop); }); !done)
                return std::unexpected(std::move(done.error()));
        return {};
    }

    Connection& m_connection;
    const Task& m_task;
    ProofRows& m_rows;
    Statement m_failed;
};

/// "up: ERROR...; statement: ...", which tells a statement that the scratch server is too old for from a fault of the plan.
std::string refused(const Proof& proof, std::string_view step, const Error& error, const std::string& sql)
{
    const std::string text = std::format("{}: {}; statement: {}", step, error.message, sql);
    const std::string why = mayBeUnknown(error.sqlstate) ? unknownTo(proof.serverVersion, sql) : std::string();
    if (why.empty())
        return text;
    return std::format("the scratch server is too old: {}; {}; {}", why, otherServerHint(newestSyntax(sql)->since),
                       text);
}

/// A statement of a plan that PostgreSQL rejected.
struct Rejection {
    Statement statement;
    Error error;
    bool isDown = false; ///< it is of the way back
};

class Prover {
public:
    Prover(Connection& connection, const Task& task, ProofRows& rows, Proof& proof, Rejection& rejection)
        : m_connection(connection), m_task(task), m_rows(rows), m_proof(proof), m_rejection(rejection)
    {
    }

    /// Runs a plan (none: only reads) and holds what is there then against `wanted`. What the first `watched` statements do goes to `seen`.
    /// False: the proof failed, or an Error.
    Result<bool> step(std::string_view name, const Plan* plan, const Catalog& wanted, std::size_t watched,
                      std::vector<ProvedStatement>* seen)
    {
        m_task.tell("Proving: " + std::string(name));
        if (plan) {
            PlanRunner runner(m_connection, m_task, m_rows);
            std::vector<ProvedStatement> unseen;
            if (auto run = runner.run(*plan, watched, seen ? *seen : unseen); !run) {
                if (run.error().code != ErrorCode::Sql)
                    return std::unexpected(std::move(run.error()));
                m_rejection = {runner.failed(), run.error(), name == "down"};
                return refuse(refused(m_proof, name, run.error(), runner.failed().sql));
            }
        }
        auto reading = readCatalog(m_connection, {}, m_task);
        if (!reading)
            return std::unexpected(std::move(reading.error()));
        // Before the plan an index may be invalid in the live database only: see buildCatalog.
        const Catalog found = plan ? reading->catalog : withValidIndexes(reading->catalog);
        if (!sameCatalog(found, plan ? wanted : withValidIndexes(wanted)))
            return refuse(std::format("{}: {}", name, differs(found, wanted)));
        m_proof.steps.push_back(plan ? std::format("{}: {}{}, schema matches", name,
                                                   counted(countStatements(*plan), "statement"),
                                                   ofWhichWatched(*plan, seen))
                                     : std::format("{}: {}, schema matches", name, counted(wanted.size(), "object")));
        return true;
    }

private:
    static std::string counted(std::size_t count, std::string_view what)
    {
        return std::format("{} {}{}", count, what, count == 1 ? "" : "s");
    }

    static std::string ofWhichWatched(const Plan& plan, const std::vector<ProvedStatement>* seen)
    {
        if (!seen || seen->size() == countStatements(plan))
            return {};
        return std::format(" (locks, rewrites and scans observed for the first {})", seen->size());
    }

    bool refuse(std::string why)
    {
        m_proof.failure = std::move(why);
        return false;
    }

    Connection& m_connection;
    const Task& m_task;
    ProofRows& m_rows;
    Proof& m_proof;
    Rejection& m_rejection;
};

/// The four steps, with rows in the tables before and a look at them after up and after down.
Result<bool> proveSteps(Connection& connection, const Difference& difference, const Task& task, ProofRows& rows,
                        Proof& proof, Rejection& rejection)
{
    Prover prover(connection, task, rows, proof, rejection);
    const std::size_t all = countStatements(difference.up) + countStatements(difference.down);
    const std::size_t watched = all <= mostWatched ? all : watchedOfLong;
    auto proved = prover.step("initial schema", nullptr, difference.from, 0, nullptr);
    if (!proved || !*proved)
        return proved;
    auto faultsBefore = checkRoutines(connection, difference.from, task);
    if (!faultsBefore)
        return std::unexpected(std::move(faultsBefore.error()));
    task.tell("Proving: test rows");
    if (auto filled = rows.fill(); !filled)
        return std::unexpected(std::move(filled.error()));
    proved = prover.step("up", &difference.up, difference.to, watched, &proof.up);
    if (!proved || !*proved)
        return proved;
    if (auto noted = rows.noteUp(); !noted)
        return std::unexpected(std::move(noted.error()));
    auto faults = checkRoutines(connection, difference.to, task);
    if (!faults)
        return std::unexpected(std::move(faults.error()));
    proof.brokenBodies = newFaults(*faultsBefore, *faults, difference.renames);
    proved = prover.step("down", &difference.down, withValidIndexes(difference.from), watched, &proof.down);
    if (!proved || !*proved)
        return proved;
    if (auto noted = rows.noteDown(); !noted)
        return std::unexpected(std::move(noted.error()));
    return prover.step("up again", &difference.up, difference.to, 0, nullptr);
}

void noteRows(Proof& proof, const ProofRows& rows, bool proved)
{
    proof.rows = rows.fates();
    proof.rowReport = rows.report();
    proof.proved = proved;
}

} // namespace

namespace {

/// "; 2 tables had none, the first (table public.t) because ...".
std::string withoutRows(const Proof& proof)
{
    const RowFate* first = nullptr;
    std::size_t count = 0;
    for (const RowFate& fate : proof.rows) {
        if (fate.rows > 0 || fate.problem.empty())
            continue;
        ++count;
        first = first ? first : &fate;
    }
    if (!first)
        return {};
    return count == 1 ? std::format("; {} had no rows: {}", first->table.display(), first->problem)
                      : std::format("; {} tables had no rows, the first ({}): {}", count, first->table.display(),
                                    first->problem);
}

} // namespace

std::string proofSummary(const Proof& proof)
{
    std::string text = "up, down, up on PostgreSQL " + proof.serverVersionText;
    if (const int target = proof.targetVersion / 10000; target != 0 && target != proof.serverVersion / 10000)
        text += std::format(", while the server is PostgreSQL {}", target);
    if (std::ranges::any_of(proof.rows, [](const RowFate& fate) { return fate.rows > 0 && !fate.removed; }))
        text += "; " + proof.rowReport.front();
    text += withoutRows(proof);
    if (!proof.brokenBodies.empty())
        text += std::format("; breaks {}", proof.brokenBodies.front().function.display()) +
                (proof.brokenBodies.size() > 1 ? std::format(" and {} more", proof.brokenBodies.size() - 1) : "");
    return text;
}

std::vector<std::string> proofNotes(const Proof& proof)
{
    std::vector<std::string> notes;
    for (const RoutineFault& fault : proof.brokenBodies)
        notes.push_back("fails when it is called after this change: " + faultText(fault));
    notes.insert(notes.end(), proof.rowReport.begin(), proof.rowReport.end());
    return notes;
}

Result<void> proveOn(Connection& connection, const Difference& difference, ProofRows& rows, Proof& proof,
                     const Task& task)
{
    Rejection rejection;
    auto proved = proveSteps(connection, difference, task, rows, proof, rejection);
    if (!proved)
        return std::unexpected(std::move(proved.error()));
    noteRows(proof, rows, *proved);
    return {};
}

namespace {

/// On a scratch database of its own. `rejection`: what PostgreSQL rejected, if that ended the proof. `contradiction`: what an earlier attempt said of its rows, empty in the first; it is filled where another
/// attempt without rows is to be made.
Result<Proof> attempt(ScratchServer& scratch, const Difference& difference, const Task& task,
                      std::string& contradiction, Rejection& rejection)
{
    Proof proof;
    proof.serverVersion = scratch.version();
    proof.serverVersionText = scratch.versionText();
    proof.targetVersion = difference.serverVersion;
    auto database = buildCatalog(scratch, difference.from, task);
    if (!database) {
        if (database.error().code != ErrorCode::Sql)
            return std::unexpected(std::move(database.error()));
        proof.failure = refused(proof, "initial schema", database.error(), database.error().statement);
        return proof;
    }
    auto session = ScratchSession::open(std::move(*database));
    if (!session)
        return std::unexpected(std::move(session.error()));
    const bool again = !contradiction.empty();
    ProofRows rows(session->connection, difference, task, again ? ProofRows::Tables::None : ProofRows::Tables::Touched);
    if (again)
        rows.sayUnresolved(contradiction);
    auto proved = proveSteps(session->connection, difference, task, rows, proof, rejection);
    if (!proved)
        return std::unexpected(std::move(proved.error()));
    noteRows(proof, rows, *proved);
    contradiction = proof.proved ? std::string() : rows.unresolved();
    if (proof.proved) {
        proof.failure = rows.unexpectedLoss();
        proof.proved = proof.failure.empty();
    }
    return proof;
}

} // namespace

namespace {

Result<Proof> proveOnce(ScratchServer& scratch, const Difference& difference, const Task& task, Rejection& rejection)
{
    if (auto ensured = scratch.ensure(clusterNamesOf(difference.to)); !ensured)
        return std::unexpected(std::move(ensured.error()));
    std::string contradiction;
    auto proof = attempt(scratch, difference, task, contradiction, rejection);
    if (!proof || contradiction.empty())
        return proof;
    auto withoutRows = attempt(scratch, difference, task, contradiction, rejection);
    return withoutRows && !withoutRows->proved ? std::move(proof) : std::move(withoutRows);
}

constexpr std::size_t mostTrials = 8;

} // namespace

Result<Proof> prove(ScratchServer& scratch, const Difference& difference, const Task& task)
{
    Rejection rejection;
    return proveOnce(scratch, difference, task, rejection);
}

Result<Proof> proveInOrder(ScratchServer& scratch, Difference& difference, const Task& task)
{
    Rejection rejection;
    auto first = proveOnce(scratch, difference, task, rejection);
    std::vector<StatementOrder> up = difference.options.learned;
    std::vector<StatementOrder> down = difference.options.learnedDown;
    Difference tried = difference;
    for (std::size_t trial = 1; first && !first->proved && trial <= mostTrials; ++trial) {
        std::vector<StatementOrder>& known = rejection.isDown ? down : up;
        auto learned = orderFrom(rejection.isDown ? tried.down : tried.up, rejection.statement, rejection.error, known);
        if (learned.empty())
            return first;
        std::ranges::move(learned, std::back_inserter(known));
        auto again = reordered(difference, up, down);
        if (!again)
            return first;
        tried = std::move(*again);
        rejection = {};
        auto proof = proveOnce(scratch, tried, task, rejection);
        if (!proof)
            return proof;
        if (proof->proved) {
            proof->trials = trial;
            proof->steps.push_back(std::format("order of the statements: found after {}",
                                               trial == 1 ? std::string("1 trial") : std::format("{} trials", trial)));
            difference = std::move(tried);
            return proof;
        }
    }
    return first;
}

} // namespace schemawright
