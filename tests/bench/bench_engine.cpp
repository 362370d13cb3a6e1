// bench_engine GENERATOR [TABLES...]: each part of the engine by itself on generated databases, one per cent of which changes, with pg_dump and
// psql beside it in the same run, and how each grows from the size before.

#include "diff/compare.h"
#include "diff/revision.h"
#include "tests/bench/bench_support.h"

#include <filesystem>
#include <fstream>
#include <map>

using namespace schemawright;
using namespace schemawright::bench;

namespace {

/// Prints a figure, its ratio to that of another program and its growth since the size before.
class Report {
public:
    void begin(int tables)
    {
        m_grown = m_tables == 0 ? 0 : static_cast<double>(tables) / m_tables;
        m_tables = tables;
        std::cout << tables << " tables\n";
    }

    void line(const std::string& what, double seconds, const std::string& other = {}, double otherSeconds = 0)
    {
        std::cout << std::format("  {}: {:.3f} s", what, seconds);
        if (otherSeconds > 0)
            std::cout << std::format(", {:.2f} of {}", seconds / otherSeconds, other);
        if (const auto before = m_before.find(what); m_grown > 0 && before != m_before.end() && before->second > 0)
            std::cout << std::format(", {:.1f} times the time for {:.0f} times the tables", seconds / before->second,
                                     m_grown);
        std::cout << std::endl;
        m_before[what] = seconds;
    }

private:
    std::map<std::string, double> m_before;
    int m_tables = 0;
    double m_grown = 0;
};

double once(const std::vector<std::string>& words)
{
    return measure(words).seconds;
}

Result<void> benchEngine(ScratchServer& server, const std::string& generator, int tables, Report& report)
{
    const int rounds = roundsFor(tables);
    report.begin(tables);
    auto before = load(server, generated(generator, tables, ""));
    auto after = load(server, generated(generator, tables, "--mutate 1"));
    auto copy = load(server, generated(generator, tables, ""));
    for (const auto* database : {&before, &after, &copy})
        if (!*database)
            return std::unexpected(database->error());

    const double dump = median({server.binDir() / "pg_dump", "--schema-only", "-d", uri(*before)}, rounds).seconds;
    report.line("pg_dump -s", dump);
    const auto read = medianSeconds(rounds, [&] { return readCatalog(before->spec()); });
    if (!read)
        return std::unexpected(read.error());
    report.line("read", *read, "pg_dump", dump);

    const auto from = readCatalog(before->spec());
    const auto to = readCatalog(after->spec());
    if (!from || !to)
        return std::unexpected(from ? to.error() : from.error());
    const auto compared =
        medianSeconds(rounds, [&]() -> Result<std::size_t> { return compare(from->catalog, to->catalog).size(); });
    report.line("compare", *compared, "pg_dump", dump);
    const auto planned = medianSeconds(rounds, [&] { return makePlan(from->catalog, to->catalog, {}); });
    if (!planned)
        return std::unexpected(planned.error());
    report.line("plan", *planned, "pg_dump", dump);

    auto difference = makeDifference(from->catalog, to->catalog, {}, &server);
    if (!difference)
        return std::unexpected(difference.error());
    const std::filesystem::path file = std::filesystem::temp_directory_path() / std::format("bench_{}.sql", getpid());
    std::ofstream(file) << planScript(difference->up, false);
    const double psql = once({server.binDir() / "psql", "-X", "-q", "-d", uri(*copy), "-f", file});
    std::filesystem::remove(file);
    report.line("psql, the same script", psql);
    auto connection = before->connect();
    if (!connection)
        return std::unexpected(connection.error());
    const auto start = std::chrono::steady_clock::now();
    if (auto applied = applyPlan(*connection, difference->up, {}, {}, {}); !applied)
        return std::unexpected(applied.error());
    report.line("apply, with the check that nothing changed since", secondsSince(start), "psql", psql);

    const auto begun = std::chrono::steady_clock::now();
    auto proof = prove(server, *difference);
    if (!proof)
        return std::unexpected(proof.error());
    if (!proof->proved)
        return fail(ErrorCode::NotProved, proof->failure);
    report.line("prove: the schema made, up, down, up, read after each", secondsSince(begun), "pg_dump", dump);
    return {};
}

} // namespace

int main(int argc, char** argv)
{
    Report report;
    return run(argc, argv, {100, 1000, 10000}, [&](ScratchServer& server, const std::string& generator, int tables) {
        return benchEngine(server, generator, tables, report);
    });
}
