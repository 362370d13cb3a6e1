// bench_diff GENERATOR [TABLES...]: reading and diffing generated databases, with pg_dump beside it in the same run.
// GENERATOR is a program that prints DDL: GENERATOR N SEED [--mutate PERCENT].

#include "diff/read/read.h"
#include "diff/server/cache.h"
#include "places.h"
#include "tests/bench/bench_support.h"

#include <functional>
#include <ranges>

using namespace schemawright;
using namespace schemawright::bench;

namespace {

/// Several things timed in turns, so that a machine that is faster now and slower then is so for all of them: the ratio of two is taken within
/// each round, and of these the median.
class Turns {
public:
    /// `run` answers how long it took; the first Error ends all.
    void add(std::function<Result<Run>()> run) { m_things.push_back({std::move(run), {}}); }

    Result<void> take(int rounds)
    {
        for (int round = 0; round <= rounds; ++round) {
            for (Thing& thing : m_things) {
                Result<Run> run = thing.run();
                if (!run)
                    return std::unexpected(run.error());
                if (round > 0) // the one before warms up
                    thing.runs.push_back(*run);
            }
        }
        return {};
    }

    [[nodiscard]] double seconds(std::size_t thing) const
    {
        return median(m_things[thing].runs | std::views::transform(&Run::seconds) | std::ranges::to<std::vector>());
    }
    [[nodiscard]] double megabytes(std::size_t thing) const
    {
        return median(m_things[thing].runs | std::views::transform(&Run::megabytes) | std::ranges::to<std::vector>());
    }
    [[nodiscard]] double ratio(std::size_t thing, std::size_t to) const
    {
        std::vector<double> ratios;
        for (std::size_t i = 0; i < m_things[thing].runs.size(); ++i)
            ratios.push_back(m_things[thing].runs[i].seconds / m_things[to].runs[i].seconds);
        return median(std::move(ratios));
    }

private:
    struct Thing {
        std::function<Result<Run>()> run;
        std::vector<Run> runs;
    };
    std::vector<Thing> m_things;
};

std::function<Result<Run>()> program(std::vector<std::string> words)
{
    return [words = std::move(words)]() -> Result<Run> {
        const Run run = measure(words);
        if (!WIFEXITED(run.status) || WEXITSTATUS(run.status) != 0)
            return fail(ErrorCode::NotFound, words[0] + " failed");
        return run;
    };
}

/// As on the first day: nothing is known of the databases.
std::function<Result<Run>()> withoutCache(std::function<Result<Run>()> run)
{
    return [run = std::move(run)] {
        std::error_code ignored;
        if (const auto cache = cacheDirectory())
            std::filesystem::remove_all(*cache / "databases", ignored);
        return run();
    };
}

Result<void> benchDiff(ScratchServer& server, const std::string& generator, int tables)
{
    const std::string cli = SCHEMAWRIGHT_BIN_DIR "/schemawright-cli";
    auto before = load(server, generated(generator, tables, ""));
    if (!before)
        return std::unexpected(before.error());
    auto after = load(server, generated(generator, tables, "--mutate 1"));
    if (!after)
        return std::unexpected(after.error());

    enum : std::size_t { Dump, Read, Same, Again, Changed };
    Turns turns;
    turns.add(program({server.binDir() / "pg_dump", "--schema-only", "-d", uri(*before)}));
    turns.add([&]() -> Result<Run> {
        const auto start = std::chrono::steady_clock::now();
        if (auto read = readCatalog(before->spec()); !read)
            return std::unexpected(read.error());
        return Run{.seconds = secondsSince(start)};
    });
    const auto same = program({cli, "diff", uri(*before), uri(*before), "--exit-code"});
    turns.add(withoutCache(same));
    turns.add(same);
    turns.add(withoutCache(program({cli, "diff", uri(*before), uri(*after), "--sql"})));
    if (auto taken = turns.take(5); !taken)
        return taken;
    std::cout << std::format("{} tables\n"
                             "  pg_dump -s: {:.2f} s\n"
                             "  read the catalog: {:.2f} s, {:.2f} of pg_dump\n"
                             "  diff without differences: {:.2f} s, {:.2f} of pg_dump, {:.0f} MB\n"
                             "  the same again: {:.2f} s, {:.2f} of pg_dump, {:.0f} MB\n"
                             "  diff --sql, 1 % changed: {:.2f} s, {:.2f} of pg_dump, {:.0f} MB\n",
                             tables, turns.seconds(Dump), turns.seconds(Read), turns.ratio(Read, Dump),
                             turns.seconds(Same), turns.ratio(Same, Dump), turns.megabytes(Same), turns.seconds(Again),
                             turns.ratio(Again, Dump), turns.megabytes(Again), turns.seconds(Changed),
                             turns.ratio(Changed, Dump), turns.megabytes(Changed))
              << std::flush;
    return {};
}

} // namespace

int main(int argc, char** argv)
{
    // A cache of its own, which the programs that are timed inherit.
    const std::filesystem::path cache = std::filesystem::temp_directory_path() / "schemawright-bench-cache";
    ::setenv("SCHEMAWRIGHT_CACHE_DIR", cache.c_str(), 1);
    const int status = run(argc, argv, {1000, 10000}, benchDiff);
    std::filesystem::remove_all(cache);
    return status;
}
