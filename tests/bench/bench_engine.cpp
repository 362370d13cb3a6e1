// bench_engine GENERATOR [TABLES...]: each part of the engine by itself on generated databases, one per cent of which changes, with pg_dump and
// psql beside it in the same run, and how each grows from the size before.

#include "diff/apply/apply.h"
#include "diff/compare/compare.h"
#include "diff/difference/difference.h"
#include "diff/plan/plan.h"
#include "diff/prove/prove.h"
#include "diff/read/read.h"
#include "tests/bench/bench_support.h"

#include <cmath>
#include <filesystem>
#include <fstream>
#include <map>

using namespace schemawright;
using namespace schemawright::bench;

namespace {

/// Prints what something took, its ratio to another program and its growth since the size before, by processor time.
class Report {
public:
    void begin(int tables)
    {
        m_grown = m_tables == 0 ? 0 : static_cast<double>(tables) / m_tables;
        m_tables = tables;
        std::cout << tables << " tables\n";
    }

    void line(const std::string& what, const Cost& cost, const std::string& other = {}, double otherCpu = 0)
    {
        std::cout << std::format("  {}: {:.2f} s, {:.2f} s of processor ({:.2f} here, {:.2f} elsewhere), {:.0f} MB",
                                 what, cost.seconds, cost.cpu.all(), cost.cpu.ours, cost.cpu.others, cost.megabytes);
        if (otherCpu > 0)
            std::cout << std::format("; {:.2f} of {}", cost.cpu.all() / otherCpu, other);
        if (const auto before = m_before.find(what); m_grown > 0 && before != m_before.end() && before->second > 0) {
            const double times = cost.cpu.all() / before->second;
            std::cout << std::format("; {:.1f} times the work for {:.0f} times the tables: n^{:.2f}", times, m_grown,
                                     std::log(times) / std::log(m_grown));
        }
        std::cout << std::endl;
        m_before[what] = cost.cpu.all();
    }

private:
    std::map<std::string, double> m_before;
    int m_tables = 0;
    double m_grown = 0;
};

Result<int> ran(const std::vector<std::string>& words)
{
    const Run run = measure(words);
    if (run.status != 0)
        return fail(ErrorCode::NotFound, words[0] + " failed");
    return 0;
}

struct Databases {
    ScratchDatabase before;
    ScratchDatabase after;
    ScratchDatabase copy;
};

Result<Databases> loadAll(ScratchServer& server, const std::string& generator, int tables)
{
    auto before = load(server, generated(generator, tables, ""));
    if (!before)
        return std::unexpected(before.error());
    auto after = load(server, generated(generator, tables, "--mutate 1"));
    if (!after)
        return std::unexpected(after.error());
    auto copy = server.copyDatabase(*before);
    if (!copy)
        return std::unexpected(copy.error());
    return Databases{std::move(*before), std::move(*after), std::move(*copy)};
}

Result<void> benchApply(ScratchServer& server, const Databases& databases, const Difference& difference, Report& report)
{
    const std::filesystem::path file = std::filesystem::temp_directory_path() / std::format("bench_{}.sql", getpid());
    std::ofstream(file) << planScript(difference.up, false);
    const std::vector<std::string> psql{server.binDir() / "psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "-d",
                                        uri(databases.copy),      "-f", file};
    const auto script = cost(1, [&] { return ran(psql); });
    std::filesystem::remove(file);
    if (!script)
        return std::unexpected(script.error());
    report.line("psql, the same script", *script);
    auto connection = databases.before.connect();
    if (!connection)
        return std::unexpected(connection.error());
    const auto applied = cost(1, [&] { return applyPlan(*connection, difference.up, {}, {}, {}); });
    if (!applied)
        return std::unexpected(applied.error());
    report.line("apply, with the check that nothing changed since", *applied, "psql", script->cpu.all());
    return {};
}

Result<void> benchEngine(ScratchServer& server, const std::string& generator, int tables, Report& report)
{
    const int rounds = roundsFor(tables);
    report.begin(tables);
    auto databases = loadAll(server, generator, tables);
    if (!databases)
        return std::unexpected(databases.error());

    const std::vector<std::string> pgDump{server.binDir() / "pg_dump", "--schema-only", "-d", uri(databases->before)};
    const auto dump = cost(rounds, [&] { return ran(pgDump); });
    const auto read = cost(rounds, [&] { return readCatalog(databases->before.spec()); });
    const auto from = readCatalog(databases->before.spec());
    const auto to = readCatalog(databases->after.spec());
    for (const auto* failed : {&dump, &read})
        if (!*failed)
            return std::unexpected(failed->error());
    if (!from || !to)
        return std::unexpected(from ? to.error() : from.error());
    report.line("pg_dump -s", *dump);
    report.line("read", *read, "pg_dump", dump->cpu.all());

    const auto compared =
        cost(rounds, [&]() -> Result<std::size_t> { return compare(from->catalog, to->catalog).size(); });
    const auto planned = cost(rounds, [&] { return makePlan(from->catalog, to->catalog); });
    const auto whole = cost(rounds, [&] { return makePlan(baselineCatalog(), from->catalog); });
    for (const auto* failed : {&compared, &planned, &whole})
        if (!*failed)
            return std::unexpected(failed->error());
    report.line("compare", *compared, "pg_dump", dump->cpu.all());
    report.line("plan", *planned, "pg_dump", dump->cpu.all());
    report.line("plan of the whole schema", *whole, "pg_dump", dump->cpu.all());

    auto difference = makeDifference(from->catalog, to->catalog, {}, &server);
    if (!difference)
        return std::unexpected(difference.error());
    const auto proved = cost(1, [&]() -> Result<void> {
        auto proof = prove(server, *difference);
        if (!proof)
            return std::unexpected(proof.error());
        return proof->proved ? Result<void>() : fail(ErrorCode::NotProved, proof->failure);
    });
    if (!proved)
        return std::unexpected(proved.error());
    report.line("prove: the schema made, up, down, up, read after each", *proved, "pg_dump", dump->cpu.all());
    return benchApply(server, *databases, *difference, report);
}

} // namespace

int main(int argc, char** argv)
{
    Report report;
    return run(argc, argv, {100, 1000, 10000}, [&](ScratchServer& server, const std::string& generator, int tables) {
        return benchEngine(server, generator, tables, report);
    });
}
