#include "diff/scratch/scratch_cluster.h"

#include "diff/scratch/scratch_template.h"
#include "diff/server/cache.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <csignal>
#include <fstream>
#include <thread>

#include <fcntl.h>
#include <unistd.h>

namespace schemawright {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

/// What every cluster of ours runs with, whatever postgresql.conf and the environment say. PostgreSQL 17 manual, "Server
/// Configuration". "$user" is not on the search path: a schema called like our superuser would catch unqualified names.
constexpr auto commonSettings = std::to_array<std::string_view>({
    "listen_addresses=",
    "port=5432",
    "unix_socket_permissions=0700",
    "logging_collector=off",
    "log_destination=stderr",
    "log_min_messages=fatal",
    "lc_messages=C",
    "timezone=UTC",
    "log_timezone=UTC",
    "datestyle=ISO, MDY",
    "intervalstyle=postgres",
    "search_path=public",
    "max_connections=60",
    "max_locks_per_transaction=2048",
    "max_prepared_transactions=0",
    "shared_buffers=128MB",
    "wal_level=logical",
    "max_wal_size=1GB",
    "checkpoint_timeout=1h",
    "jit=off",
    "autovacuum=off",
    "max_parallel_workers_per_gather=0",
    "max_parallel_maintenance_workers=0",
    "max_logical_replication_workers=0",
    "huge_pages=off",
    "dynamic_shared_memory_type=mmap", // in the data folder; that of POSIX would be everybody's /dev/shm
});
/// A private cluster is thrown away, so nothing in it needs to survive a crash.
constexpr auto throwawaySettings =
    std::to_array<std::string_view>({"fsync=off", "full_page_writes=off", "synchronous_commit=off"});

/// Reads the server's process id, then waits until our end of the pipe closes, which the kernel does however we end. Only a
/// process whose working folder is the data folder is signalled. $1 data folder, $2 signal, the others are removed.
constexpr const char* watchdogScript = R"(
data=$1 signal=$2
shift 2
read -r server || server=none
cat >/dev/null
tries=0
while [ "/proc/$server/cwd" -ef "$data" ] && [ $tries -lt 200 ]; do
    [ $tries -eq 0 ] && kill -s "$signal" "$server"
    [ $tries -eq 100 ] && kill -s QUIT "$server"
    sleep 0.05
    tries=$((tries + 1))
done
[ $# -eq 0 ] || rm -rf -- "$@"
)";

Error cancelled()
{
    return fail(ErrorCode::Cancelled, "starting the scratch server was cancelled").error();
}

/// The major version that made a data folder; 0 where there is none.
int majorOf(const fs::path& data)
{
    if (data.empty())
        return 0;
    std::ifstream in(data / "PG_VERSION");
    int major = 0;
    in >> major;
    return major;
}

/// Whether a server that another process of ours started put the rules on itself: enterSandbox() sets this flag for good. proc_pid_status(5).
bool gaveUpRights(pid_t server)
{
    std::ifstream in("/proc/" + std::to_string(server) + "/status");
    for (std::string line; std::getline(in, line);)
        if (line.starts_with("NoNewPrivs:"))
            return line.ends_with('1');
    return false;
}

} // namespace

Result<std::unique_ptr<ScratchCluster>> ScratchCluster::start(const ScratchOptions& options, const Task& task)
{
    auto account = serverAccount();
    if (!account)
        return std::unexpected(account.error());
    const fs::path wanted = options.dataDir.empty() ? fs::path() : fs::absolute(options.dataDir).lexically_normal();
    const auto data = wanted.empty() ? Result<fs::path>() : lastingFolder(wanted, *account);
    if (!data)
        return std::unexpected(data.error());
    const int made = majorOf(*data);
    auto programs = findPostgresPrograms(made != 0 ? made : options.preferredMajor);
    if (!programs)
        return std::unexpected(programs.error());
    if (made != 0 && programs->major != made)
        return fail(ErrorCode::ScratchUnavailable,
                    wanted.string() + " was created by PostgreSQL " + std::to_string(made) +
                        ", whose server programs are not installed",
                    "install postgresql-" + std::to_string(made) + ", or remove the folder");
    const auto cache = options.cacheDir.empty() ? cacheDirectory() : Result<fs::path>(options.cacheDir);
    if (!cache)
        return fail(ErrorCode::ScratchUnavailable, cache.error().message, cache.error().hint);
    std::unique_ptr<ScratchCluster> cluster(new ScratchCluster(std::move(*programs), std::move(*account)));
    const auto started =
        wanted.empty() ? cluster->startPrivate(*cache, options.room, task) : cluster->startLasting(*cache, *data, task);
    if (!started)
        return std::unexpected(started.error());
    return cluster;
}

Result<void> ScratchCluster::startPrivate(const fs::path& cache, std::uint64_t room, const Task& task)
{
    const auto from = clusterTemplate(m_programs, cache, m_account, task);
    if (!from)
        return std::unexpected(from.error());
    task.tell("Starting PostgreSQL " + m_programs.version);
    auto folder = RunFolder::make(cache, m_account, room);
    if (!folder)
        return std::unexpected(folder.error());
    m_folder.emplace(std::move(*folder));
    const fs::path data = m_folder->path() / "data";
    if (auto copied = copyCluster(*from, data, m_account); !copied)
        return copied;
    auto socketFolder = socketFolderFor(m_folder->path(), m_account);
    if (!socketFolder)
        return std::unexpected(socketFolder.error());
    m_socketFolder = std::move(*socketFolder);
    if (m_socketFolder != m_folder->path())
        std::ofstream(m_folder->path() / "socket") << m_socketFolder.string() << '\n';
    return run(data, m_folder->path() / "log", task);
}

Result<void> ScratchCluster::startLasting(const fs::path& cache, const fs::path& data, const Task& task)
{
    std::error_code error;
    fs::create_directories(data.parent_path(), error);
    fs::path lockPath = data;
    const auto lock = lockFile(lockPath += ".lock");
    if (!lock)
        return std::unexpected(lock.error());
    if (const auto file = readPostmasterFile(data); file && isServerOf(file->pid, data) && file->status != "stopping") {
        m_socketFolder = file->socketFolder;
        m_sandboxed = gaveUpRights(file->pid);
        return {};
    }
    if (majorOf(data) == 0) {
        const auto from = clusterTemplate(m_programs, cache, m_account, task);
        if (!from)
            return std::unexpected(from.error());
        fs::remove(data, error); // an empty folder, which the copy makes anew
        if (auto copied = copyCluster(*from, data, m_account); !copied)
            return copied;
    }
    task.tell("Starting PostgreSQL " + m_programs.version);
    auto socketFolder = socketFolderFor(data, m_account);
    if (!socketFolder)
        return std::unexpected(socketFolder.error());
    m_socketFolder = std::move(*socketFolder);
    const fs::path log = data / "server.log";
    fs::remove(log, error);
    return run(data, log, task);
}

Result<void> ScratchCluster::run(const fs::path& data, const fs::path& log, const Task& task)
{
    if (auto started = startWatchdog(data); !started)
        return started;
    ProcessOptions options;
    options.command = {(m_programs.folder / "postgres").string(), "-D", data.string(), "-k", m_socketFolder.string()};
    const auto set = [&](std::string_view setting) {
        options.command.insert(options.command.end(), {"-c", std::string(setting)});
    };
    std::ranges::for_each(commonSettings, set);
    if (!lasting())
        std::ranges::for_each(throwawaySettings, set);
    options.account = m_account;
    options.output = log;
    options.folder = data;
    const Descriptor rules = sandboxRules(sandboxOf(data));
    options.rules = rules.get();
    m_sandboxed = rules.valid();
    auto server = Process::start(options);
    if (!server)
        return fail(ErrorCode::ScratchUnavailable, server.error().message);
    m_server = *server;
    const std::string line = std::to_string(m_server.pid()) + "\n";
    if (write(m_lifeline.get(), line.data(), line.size()) < 0)
        return fail(ErrorCode::ScratchUnavailable, "the scratch server's watchdog ended unexpectedly");
    return awaitReady(data, log, task);
}

/// A model may hold what only a superuser can make, so its SQL is a superuser's. The server itself is what must not reach further: it sees its
/// programs, their data and its own folders.
Sandbox ScratchCluster::sandboxOf(const fs::path& data) const
{
    std::error_code ignored;
    const fs::path program = fs::canonical(m_programs.folder / "postgres", ignored);
    return {.program = program,
            .readable = {m_programs.folder.parent_path(), program.parent_path().parent_path(), "/usr", "/lib", "/lib64",
                         "/opt", "/nix/store", "/etc/group", "/etc/ld.so.cache", "/etc/localtime", "/etc/nsswitch.conf",
                         "/etc/passwd", "/etc/ssl/openssl.cnf", "/var/cache/postgresql", "/dev/random", "/dev/urandom",
                         "/dev/zero"},
            .writable = {data, m_socketFolder, "/dev/null"}};
}

Result<void> ScratchCluster::startWatchdog(const fs::path& data)
{
    std::array<int, 2> ends{};
    if (pipe2(ends.data(), O_CLOEXEC) != 0)
        return fail(ErrorCode::ScratchUnavailable, "out of file descriptors for the scratch server");
    const Descriptor input(ends[0]);
    m_lifeline = Descriptor(ends[1]);
    ProcessOptions options;
    options.command = {
        "/bin/sh", "-c", watchdogScript, "schemawright-watchdog", data.string(), lasting() ? "INT" : "QUIT"};
    if (!lasting())
        options.command.push_back(m_folder->path().string());
    if (m_socketFolder != (lasting() ? data : m_folder->path()))
        options.command.push_back(m_socketFolder.string());
    options.input = input.get();
    options.folder = "/";
    auto watchdog = Process::start(options);
    if (!watchdog)
        return fail(ErrorCode::ScratchUnavailable, watchdog.error().message);
    m_watchdog = *watchdog;
    return {};
}

Result<void> ScratchCluster::awaitReady(const fs::path& data, const fs::path& log, const Task& task)
{
    const auto deadline = std::chrono::steady_clock::now() + 60s;
    for (;;) {
        if (const auto file = readPostmasterFile(data); file && file->pid == m_server.pid() && file->status == "ready")
            return {};
        if (m_server.wait(4ms))
            return fail(ErrorCode::ScratchUnavailable, "could not start the scratch server: " + complaintIn(log));
        if (task.stop.stop_requested())
            return std::unexpected(cancelled());
        if (std::chrono::steady_clock::now() > deadline)
            return fail(ErrorCode::ScratchUnavailable,
                        "the scratch server was not ready within a minute: " + complaintIn(log));
    }
}

ScratchCluster::~ScratchCluster()
{
    if (m_server.pid() > 0) {
        m_server.signal(lasting() ? SIGINT : SIGQUIT);
        if (!m_server.wait(lasting() ? 10s : 3s)) {
            m_server.signal(SIGKILL);
            m_server.wait(1s);
        }
    }
    if (m_watchdog.pid() > 0) {
        m_lifeline.close();
        m_watchdog.wait(5s);
    }
}

} // namespace schemawright
