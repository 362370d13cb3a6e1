#pragma once

#include "diff/resolve/run.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <format>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <memory>
#include <optional>
#include <spawn.h>
#include <sstream>
#include <string>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

/// What the benchmarks of the engine have in common: programs measured from outside, calls measured inside, generated databases.
namespace schemawright::bench {

/// Fewer where one round takes long already.
constexpr int roundsFor(int tables)
{
    return tables > 2000 ? 3 : 5;
}

struct Run {
    double seconds = 0;
    double megabytes = 0; ///< peak resident memory
    int status = 0;
};

/// Runs a program whose output is thrown away, and measures it as the operating system accounts for it.
inline Run measure(const std::vector<std::string>& words)
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

inline double median(std::vector<double> values)
{
    std::ranges::sort(values);
    return values[values.size() / 2];
}

inline std::string generated(const std::string& generator, int tables, const std::string& options)
{
    const std::string command = generator + " " + std::to_string(tables) + " 7 " + options + " 2>/dev/null";
    std::string text;
    std::unique_ptr<FILE, int (*)(FILE*)> pipe(popen(command.c_str(), "r"), pclose);
    std::array<char, 65536> buffer;
    for (std::size_t got = 0; pipe && (got = fread(buffer.data(), 1, buffer.size(), pipe.get())) > 0;)
        text.append(buffer.data(), got);
    return text;
}

inline Result<ScratchDatabase> load(ScratchServer& server, const std::string& sql)
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

inline std::string uri(const ScratchDatabase& database)
{
    const ConnectionSpec spec = database.spec();
    return std::format("postgresql://{}@/{}?host={}&port={}", spec.get("user"), spec.get("dbname"), spec.get("host"),
                       spec.get("port"));
}

inline double secondsSince(std::chrono::steady_clock::time_point start)
{
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

/// The processor's seconds of this program and of all that it started: the embedded server with its sessions, pg_dump, psql. On a machine
/// that others use too they say more than the clock.
struct Cpu {
    double ours = 0;
    double others = 0;
    [[nodiscard]] double all() const { return ours + others; }
};

/// From /proc: what has ended counts with its parent. proc_pid_stat(5).
inline Cpu cpuOfFamily()
{
    struct Process {
        int parent = 0;
        double own = 0;
        double ofChildren = 0;
    };
    std::map<int, Process> processes;
    const auto perSecond = static_cast<double>(sysconf(_SC_CLK_TCK));
    std::error_code ended;
    for (const auto& entry : std::filesystem::directory_iterator("/proc", ended)) {
        const std::string name = entry.path().filename();
        int pid = 0;
        if (std::from_chars(name.data(), name.data() + name.size(), pid).ec != std::errc())
            continue;
        std::ifstream file(entry.path() / "stat");
        const std::string text{std::istreambuf_iterator<char>(file), {}};
        const std::size_t close = text.rfind(')');
        if (close == std::string::npos)
            continue;
        std::istringstream words(text.substr(close + 1));
        const std::vector<std::string> fields{std::istream_iterator<std::string>(words), {}}; // from the third on
        if (fields.size() < 15)
            continue;
        const auto ticks = [&](std::size_t field) { return std::stod(fields[field]) / perSecond; };
        processes[pid] = {std::stoi(fields[1]), ticks(11) + ticks(12), ticks(13) + ticks(14)};
    }
    Cpu cpu;
    for (const auto& [pid, process] : processes) {
        int ancestor = pid;
        while (ancestor != getpid() && processes.contains(ancestor))
            ancestor = processes.at(ancestor).parent;
        if (ancestor == getpid() && pid != ancestor)
            cpu.others += process.own + process.ofChildren;
        else if (pid == getpid()) {
            cpu.ours += process.own;
            cpu.others += process.ofChildren;
        }
    }
    return cpu;
}

/// Peak resident memory of this program since it was last asked, in megabytes. proc_pid_status(5), VmHWM; proc_pid_clear_refs(5).
inline double peakMegabytes()
{
    double peak = 0;
    std::ifstream file("/proc/self/status");
    for (std::string line; std::getline(file, line);)
        if (line.starts_with("VmHWM:"))
            peak = std::stod(line.substr(6)) / 1024;
    std::ofstream("/proc/self/clear_refs") << "5";
    return peak;
}

/// What something took.
struct Cost {
    double seconds = 0;
    Cpu cpu;
    double megabytes = 0;
};

/// What a call costs that answers a Result; of several the one with the median processor time, after one that warms up. The first Error ends it.
template <class Call> Result<Cost> cost(int rounds, Call&& call)
{
    std::vector<Cost> costs;
    for (int i = rounds == 1 ? 1 : 0; i <= rounds; ++i) {
        peakMegabytes();
        const Cpu before = cpuOfFamily();
        const auto start = std::chrono::steady_clock::now();
        if (auto done = call(); !done)
            return std::unexpected(done.error());
        const double seconds = secondsSince(start);
        const Cpu after = cpuOfFamily();
        if (i > 0)
            costs.push_back({seconds, {after.ours - before.ours, after.others - before.others}, peakMegabytes()});
    }
    std::ranges::sort(costs, {}, [](const Cost& each) { return each.cpu.all(); });
    return costs[costs.size() / 2];
}

/// main's arguments: GENERATOR [TABLES...]. Runs `bench` for each number of tables on one scratch server.
template <class Bench> int run(int argc, char** argv, std::vector<int> sizes, Bench&& bench)
{
    if (argc < 2) {
        std::cerr << "usage: " << argv[0] << " GENERATOR [TABLES...]\n";
        return 2;
    }
    if (argc > 2)
        sizes.clear();
    for (int i = 2; i < argc; ++i)
        sizes.push_back(std::atoi(argv[i]));
    auto server = ScratchServer::start({});
    if (!server) {
        std::cerr << server.error().text() << "\n";
        return 1;
    }
    for (const int tables : sizes)
        if (auto done = bench(**server, std::string(argv[1]), tables); !done) {
            std::cerr << done.error().text() << "\n";
            return 1;
        }
    return 0;
}

} // namespace schemawright::bench
