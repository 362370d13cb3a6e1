// bench_diff GENERATOR [TABLES...]: reading and diffing generated databases, with pg_dump beside it in the same run.
// GENERATOR is a program that prints DDL: GENERATOR N SEED [--mutate PERCENT].

#include "places.h"
#include "tests/bench/bench_support.h"

using namespace schemawright;
using namespace schemawright::bench;

namespace {

Result<void> benchDiff(ScratchServer& server, const std::string& generator, int tables)
{
    const std::string cli = SCHEMAWRIGHT_BIN_DIR "/schemawright-cli";
    const int rounds = roundsFor(tables);
    auto before = load(server, generated(generator, tables, ""));
    if (!before)
        return std::unexpected(before.error());
    auto after = load(server, generated(generator, tables, "--mutate 1"));
    if (!after)
        return std::unexpected(after.error());

    const Run dump = median({server.binDir() / "pg_dump", "--schema-only", "-d", uri(*before)}, rounds);
    const auto read = medianSeconds(rounds, [&] { return readCatalog(before->spec()); });
    if (!read)
        return std::unexpected(read.error());
    const Run same = median({cli, "diff", uri(*before), uri(*before), "--exit-code"}, rounds);
    const Run diff = median({cli, "diff", uri(*before), uri(*after), "--sql"}, rounds);
    std::cout << std::format("{} tables\n"
                             "  pg_dump -s: {:.2f} s\n"
                             "  read the catalog: {:.2f} s, {:.2f} of pg_dump\n"
                             "  diff without differences: {:.2f} s, {:.2f} of pg_dump, {:.0f} MB\n"
                             "  diff --sql, 1 % changed: {:.2f} s, {:.2f} of pg_dump, {:.0f} MB\n",
                             tables, dump.seconds, *read, *read / dump.seconds, same.seconds,
                             same.seconds / dump.seconds, same.megabytes, diff.seconds, diff.seconds / dump.seconds,
                             diff.megabytes)
              << std::flush;
    return {};
}

} // namespace

int main(int argc, char** argv)
{
    return run(argc, argv, {1000, 10000}, benchDiff);
}
