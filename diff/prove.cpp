#include "diff/compare.h"
#include "diff/difference.h"
#include "diff/proof_rows.h"
#include "diff/run.h"

#include <algorithm>
#include <format>

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
                (change.before ? change.after ? " differs" : " should not be there" : " is missing");
        if (!change.details.empty())
            text += " (" + change.details.front() + ")";
    }
    if (changes.size() > 5)
        text += std::format("; and {} more", changes.size() - 5);
    return text;
}

/// Longer plans are run without looking at every statement: each would have a transaction of its own.
constexpr std::size_t mostObserved = 2000;

/// Runs a plan statement by statement and notes what each does. Where one contradicts the rows that were made, they give way.
Result<void> runObserved(Connection& connection, const Plan& plan, const Task& task, Statement& failed, ProofRows& rows,
                         std::vector<ProvedStatement>& seen)
{
    // Bodies of functions may name objects that come later.
    if (auto set = connection.query("SET check_function_bodies = off", task.stop); !set)
        return std::unexpected(std::move(set.error()));
    auto observer = Observer::open(connection);
    if (!observer)
        return std::unexpected(std::move(observer.error()));
    for (const Batch& batch : plan.batches) {
        for (const Statement& statement : batch.statements) {
            auto observation = observer->run(statement.sql, batch.transactional, task.stop);
            if (!observation && observation.error().code == ErrorCode::Sql)
                if (rows.giveWay(statement, observation.error()))
                    observation = observer->run(statement.sql, batch.transactional, task.stop);
            if (!observation) {
                failed = statement;
                return std::unexpected(std::move(observation.error()));
            }
            seen.push_back({statement, std::move(*observation)});
        }
    }
    return {};
}

class Prover {
public:
    Prover(Connection& connection, const Task& task, ProofRows& rows, Proof& proof)
        : m_connection(connection), m_task(task), m_rows(rows), m_proof(proof)
    {
    }

    /// Runs a plan (none: only reads) and holds what is there then against `wanted`. What the statements do goes to `seen` (null: they are run
    /// together). False: the proof failed, or an Error.
    Result<bool> step(std::string_view name, const Plan* plan, const Catalog& wanted,
                      std::vector<ProvedStatement>* seen)
    {
        m_task.tell(name);
        Statement failed;
        if (plan) {
            auto run = seen ? runObserved(m_connection, *plan, m_task, failed, m_rows, *seen)
                            : runOnScratch(m_connection, *plan, m_task, &failed);
            if (!run) {
                if (run.error().code != ErrorCode::Sql)
                    return std::unexpected(std::move(run.error()));
                return refuse(std::format("{}: {} at: {}", name, run.error().message, failed.sql));
            }
        }
        auto reading = readCatalog(m_connection, {}, m_task);
        if (!reading)
            return std::unexpected(std::move(reading.error()));
        if (!sameCatalog(reading->catalog, wanted))
            return refuse(std::format("{}: {}", name, differs(reading->catalog, wanted)));
        m_proof.steps.push_back(plan ? std::format("{}: {} statements, read back equal", name, countStatements(*plan))
                                     : std::format("{}: {} objects, read back equal", name, wanted.size()));
        return true;
    }

private:
    bool refuse(std::string why)
    {
        m_proof.failure = std::move(why);
        return false;
    }

    Connection& m_connection;
    const Task& m_task;
    ProofRows& m_rows;
    Proof& m_proof;
};

/// The four steps, with rows in the tables before and a look at them after up and after down.
Result<bool> proveSteps(Connection& connection, const Difference& difference, const Task& task, ProofRows& rows,
                        Proof& proof)
{
    Prover prover(connection, task, rows, proof);
    const bool watched = countStatements(difference.up) + countStatements(difference.down) <= mostObserved;
    auto proved = prover.step("the schema before", nullptr, difference.from, nullptr);
    if (!proved || !*proved)
        return proved;
    if (watched) {
        task.tell("rows");
        if (auto filled = rows.fill(); !filled)
            return std::unexpected(std::move(filled.error()));
    }
    proved = prover.step("up", &difference.up, difference.to, watched ? &proof.up : nullptr);
    if (!proved || !*proved)
        return proved;
    if (auto noted = rows.noteUp(); !noted)
        return std::unexpected(std::move(noted.error()));
    proved = prover.step("down", &difference.down, difference.from, watched ? &proof.down : nullptr);
    if (!proved || !*proved)
        return proved;
    if (auto noted = rows.noteDown(); !noted)
        return std::unexpected(std::move(noted.error()));
    std::vector<ProvedStatement> again;
    return prover.step("up again", &difference.up, difference.to, watched ? &again : nullptr);
}

} // namespace

std::string proofSummary(const Proof& proof)
{
    std::string text = "up, down, up on PostgreSQL " + proof.serverVersionText;
    if (std::ranges::any_of(proof.rows, [](const RowFate& fate) { return fate.rows > 0 && !fate.removed; }))
        text += "; " + proof.rowReport.front();
    return text;
}

Result<Proof> prove(ScratchServer& scratch, const Difference& difference, const Task& task)
{
    Proof proof;
    proof.serverVersion = scratch.version();
    proof.serverVersionText = scratch.versionText();
    if (auto roles = scratch.ensureRoles(rolesOf(difference.to)); !roles)
        return std::unexpected(std::move(roles.error()));
    auto database = buildCatalog(scratch, difference.from, task);
    if (!database) {
        if (database.error().code != ErrorCode::Sql)
            return std::unexpected(std::move(database.error()));
        proof.failure = "the schema before: " + database.error().message + " at: " + database.error().statement;
        return proof;
    }
    auto connection = database->connect();
    if (!connection)
        return std::unexpected(std::move(connection.error()));
    ProofRows rows(*connection, difference, task);
    auto proved = proveSteps(*connection, difference, task, rows, proof);
    if (!proved)
        return std::unexpected(std::move(proved.error()));
    proof.rows = rows.fates();
    proof.rowReport = rows.report();
    if (*proved)
        proof.failure = rows.unexpectedLoss();
    proof.proved = *proved && proof.failure.empty();
    return proof;
}

} // namespace schemawright
