// bench_diff GENERATOR [TABLES...]: reading and diffing generated databases, with pg_dump beside it in the same run.
// GENERATOR is a program that prints DDL: GENERATOR N SEED [--mutate PERCENT].

#include "diff/difference.h"
#include "diff/run.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <format>
#include <iostream>
#include <spawn.h>
#include <string>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

using namespace schemawright;

namespace {

constexpr int rounds = 5;

struct Run {
    double seconds = 0;
    double megabytes = 0; ///< peak resident memory
    int status = 0;
};

/// Runs a program whose output is thrown away, and measures it as the operating system accounts for it.
Run measure(const std::vector<std::string>& words)
{
    std::vector<char*> arguments;
    for (const std::string& word : words)
        arguments.push_back(const_cast<char*>(word.c_str()));
    arguments.push_back(nullptr);
    posix_spawn_file_actions_t files;
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_addopen(&files, STDOUT_FILENO, "/dev/null", 1, 0);
    const auto start = std::chrono::steady_clock::now();
    pid_t child = 0;
    Run run;
    if (posix_spawnp(&child, arguments[0], &files, nullptr, arguments.data(), environ) != 0) {
        run.status = 127;
    } else {
        rusage usage{};
        wait4(child, &run.status, 0, &usage);
        run.megabytes = static_cast<double>(usage.ru_maxrss) / 1024;
    }
    posix_spawn_file_actions_destroy(&files);
    run.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    return run;
}

/// The run with the median time of several, after one that warms up.
Run median(const std::vector<std::string>& words)
{
    measure(words);
    std::array<Run, rounds> runs;
    for (Run& run : runs) {
        run = measure(words);
        if (run.status != 0 && !(WIFEXITED(run.status) && WEXITSTATUS(run.status) == 3)) {
            std::cerr << words[0] << " failed\n";
            std::exit(1);
        }
    }
    std::ranges::sort(runs, {}, &Run::seconds);
    return runs[rounds / 2];
}

std::string generated(const std::string& generator, int tables, const std::string& options)
{
    const std::string command = generator + " " + std::to_string(tables) + " 7 " + options + " 2>/dev/null";
    std::string text;
    std::unique_ptr<FILE, int (*)(FILE*)> pipe(popen(command.c_str(), "r"), pclose);
    std::array<char, 65536> buffer;
    for (std::size_t got = 0; pipe && (got = fread(buffer.data(), 1, buffer.size(), pipe.get())) > 0;)
        text.append(buffer.data(), got);
    return text;
}

Result<ScratchDatabase> load(ScratchServer& server, const std::string& sql)
{
    auto database = server.createDatabase();
    if (!database)
        return database;
    auto connection = database->connect();
    if (!connection)
        return std::unexpected(connection.error());
    if (auto run = runFiles(server, *connection, {{"generated.sql", sql}}); !run)
        return std::unexpected(run.error());
    if (auto analysed = connection->query("VACUUM ANALYZE"); !analysed)
        return std::unexpected(analysed.error());
    return database;
}

std::string uri(const ScratchDatabase& database)
{
    const ConnectionSpec spec = database.spec();
    return std::format("postgresql://{}@/{}?host={}&port={}", spec.get("user"), spec.get("dbname"), spec.get("host"),
                       spec.get("port"));
}

Result<void> bench(ScratchServer& server, const std::string& generator, const std::string& cli, int tables)
{
    auto before = load(server, generated(generator, tables, ""));
    if (!before)
        return std::unexpected(before.error());
    auto after = load(server, generated(generator, tables, "--mutate 1"));
    if (!after)
        return std::unexpected(after.error());

    const Run dump = median({server.binDir() / "pg_dump", "--schema-only", "-d", uri(*before)});
    std::vector<double> reads;
    for (int i = 0; i < rounds + 1; ++i) {
        const auto start = std::chrono::steady_clock::now();
        if (auto reading = readCatalog(before->spec()); !reading)
            return std::unexpected(reading.error());
        reads.push_back(std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
    }
    std::ranges::sort(reads);
    const double read = reads[reads.size() / 2];
    const Run same = median({cli, "diff", uri(*before), uri(*before), "--exit-code"});
    const Run diff = median({cli, "diff", uri(*before), uri(*after), "--sql"});
    std::cout << std::format("{} tables\n"
                             "  pg_dump -s: {:.2f} s\n"
                             "  read the catalog: {:.2f} s, {:.2f} of pg_dump\n"
                             "  diff without differences: {:.2f} s, {:.2f} of pg_dump, {:.0f} MB\n"
                             "  diff --sql, 1 % changed: {:.2f} s, {:.2f} of pg_dump, {:.0f} MB\n",
                             tables, dump.seconds, read, read / dump.seconds, same.seconds, same.seconds / dump.seconds,
                             same.megabytes, diff.seconds, diff.seconds / dump.seconds, diff.megabytes)
              << std::flush;
    return {};
}

} // namespace

int main(int argc, char** argv)
{
    if (argc < 2) {
        std::cerr << "usage: bench_diff GENERATOR [TABLES...]\n";
        return 2;
    }
    std::vector<int> sizes;
    for (int i = 2; i < argc; ++i)
        sizes.push_back(std::atoi(argv[i]));
    if (sizes.empty())
        sizes = {1000, 10000};
    auto server = ScratchServer::start({});
    if (!server) {
        std::cerr << server.error().text() << "\n";
        return 1;
    }
    for (const int tables : sizes)
        if (auto done = bench(**server, argv[1], SCHEMAWRIGHT_BIN_DIR "/schemawright-cli", tables); !done) {
            std::cerr << done.error().text() << "\n";
            return 1;
        }
    return 0;
}
