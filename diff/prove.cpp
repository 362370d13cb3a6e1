#include "diff/compare.h"
#include "diff/difference.h"
#include "diff/run.h"

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

/// Runs a plan statement by statement and notes what each does.
Result<void> runObserved(Connection& connection, const Plan& plan, const Task& task, Statement& failed,
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
    Prover(Connection& connection, const Task& task, Proof& proof)
        : m_connection(connection), m_task(task), m_proof(proof)
    {
    }

    /// Runs a plan (none: only reads) and holds what is there then against `wanted`. What the statements do goes to `seen`, where it is
    /// asked for. False: the proof failed, or an Error.
    Result<bool> step(std::string_view name, const Plan* plan, const Catalog& wanted,
                      std::vector<ProvedStatement>* seen)
    {
        m_task.tell(name);
        Statement failed;
        if (plan) {
            auto run = seen && countStatements(*plan) <= mostObserved
                           ? runObserved(m_connection, *plan, m_task, failed, *seen)
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
    Proof& m_proof;
};

} // namespace

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
    Prover prover(*connection, task, proof);
    const std::tuple<std::string_view, const Plan*, const Catalog&, std::vector<ProvedStatement>*> steps[] = {
        {"the schema before", nullptr, difference.from, nullptr},
        {"up", &difference.up, difference.to, &proof.up},
        {"down", &difference.down, difference.from, &proof.down},
        {"up again", &difference.up, difference.to, nullptr},
    };
    for (const auto& [name, plan, wanted, seen] : steps) {
        auto proved = prover.step(name, plan, wanted, seen);
        if (!proved)
            return std::unexpected(std::move(proved.error()));
        if (!*proved)
            return proof;
    }
    proof.proved = true;
    return proof;
}

} // namespace schemawright
