#include "diff/scratch/scratch_folders.h"

#include <array>
#include <cerrno>
#include <charconv>
#include <chrono>
#include <csignal>
#include <fstream>
#include <system_error>
#include <thread>

#include <fcntl.h>
#include <pwd.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

namespace schemawright {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

constexpr std::string_view runPrefix = "run-";
constexpr std::uint64_t roomInMemory = 1024UL * 1024 * 1024;
constexpr std::size_t longestSocketPath = 107;
constexpr const char* elsewhereName = "elsewhere"; ///< in the folder that was wanted: where its cluster is
constexpr const char* ownerName = "owner";         ///< beside that cluster: whose it is

std::string reasonOf(int number)
{
    return std::generic_category().message(number);
}

std::unexpected<Error> unavailable(std::string message)
{
    return fail(ErrorCode::ScratchUnavailable, std::move(message),
                "set XDG_CACHE_HOME to a writable folder, or free disk space there");
}

/// A folder of ours alone: /dev/shm and /tmp are open to everybody, who could have made one of this name for us.
bool isOurs(const fs::path& folder)
{
    struct stat status{};
    return lstat(folder.c_str(), &status) == 0 && S_ISDIR(status.st_mode) && status.st_uid == geteuid() &&
           (status.st_mode & 0022U) == 0 && access(folder.c_str(), W_OK) == 0;
}

bool makeOurs(const fs::path& folder, bool passable)
{
    std::error_code error;
    fs::create_directories(folder.parent_path(), error);
    return (mkdir(folder.c_str(), passable ? 0711 : 0700) == 0 || errno == EEXIST) && isOurs(folder);
}

bool hasRoom(const fs::path& folder, std::uint64_t room)
{
    struct statvfs space{};
    return statvfs(folder.c_str(), &space) == 0 && space.f_bavail * space.f_frsize >= room;
}

std::optional<fs::path> baseFolder(const fs::path& cache, bool passable, std::uint64_t room)
{
    const std::string name = "schemawright-" + std::to_string(geteuid());
    // What fills the memory takes it from everybody: a large copy only where as much is left again.
    if (hasRoom("/dev/shm", roomInMemory + 2 * room))
        if (fs::path folder = "/dev/shm/" + name; makeOurs(folder, passable))
            return folder;
    // The account that serves root can seldom enter root's home.
    if (fs::path folder = cache / "run"; !passable && makeOurs(folder, passable) && hasRoom(folder, room))
        return folder;
    std::error_code error;
    if (fs::path folder = fs::temp_directory_path(error) / name;
        !error && makeOurs(folder, passable) && hasRoom(folder, room))
        return folder;
    if (fs::path folder = "/var/tmp/" + name; room > 0 && makeOurs(folder, passable) && hasRoom(folder, room))
        return folder;
    return std::nullopt;
}

bool mayEnter(const Account& account, const fs::path& folder)
{
    struct stat status{};
    if (stat(folder.c_str(), &status) != 0)
        return errno == ENOENT; // we shall make it, with the usual permissions
    const mode_t bit = status.st_uid == account.uid ? S_IXUSR : status.st_gid == account.gid ? S_IXGRP : S_IXOTH;
    return (status.st_mode & bit) != 0;
}

std::string lineIn(const fs::path& file)
{
    std::string line;
    std::getline(std::ifstream(file), line);
    return line;
}

void endServer(const fs::path& data)
{
    const auto file = readPostmasterFile(data);
    if (!file || !isServerOf(file->pid, data))
        return;
    kill(file->pid, SIGQUIT);
    for (int i = 0; i < 200 && isServerOf(file->pid, data); ++i)
        std::this_thread::sleep_for(10ms);
    if (isServerOf(file->pid, data))
        kill(file->pid, SIGKILL);
}

void removeTree(const fs::path& folder)
{
    std::error_code ignored;
    if (const std::string socketFolder = lineIn(folder / "socket"); socketFolder.starts_with("/tmp/schemawright-"))
        fs::remove_all(socketFolder, ignored);
    fs::remove_all(folder, ignored);
}

/// Removes the clusters that lastingFolder made for folders that are gone.
void removeOrphans(const fs::path& base)
{
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(base, error)) {
        const std::string owner = lineIn(entry.path() / ownerName);
        if (owner.empty() || lineIn(fs::path(owner) / elsewhereName) == entry.path())
            continue;
        endServer(entry.path() / "data");
        fs::remove_all(entry.path(), error);
    }
}

/// Called with the base folder locked, so no folder here is just being made.
void removeLeftovers(const fs::path& base)
{
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(base, error)) {
        if (!entry.path().filename().string().starts_with(runPrefix))
            continue;
        const Descriptor lock(open((entry.path() / "lock").c_str(), O_RDWR | O_CLOEXEC));
        if (lock.valid() && flock(lock.get(), LOCK_EX | LOCK_NB) != 0)
            continue;
        endServer(entry.path() / "data");
        removeTree(entry.path());
    }
}

} // namespace

Result<std::optional<Account>> serverAccount()
{
    if (geteuid() != 0)
        return std::nullopt;
    for (const char* name : {"postgres", "nobody"}) {
        passwd entry{};
        passwd* found = nullptr;
        std::array<char, 4096> buffer{};
        if (getpwnam_r(name, &entry, buffer.data(), buffer.size(), &found) == 0 && found != nullptr &&
            found->pw_uid != 0)
            return Account{name, found->pw_uid, found->pw_gid};
    }
    return fail(ErrorCode::ScratchUnavailable,
                "PostgreSQL does not run as root, and the account \"postgres\" does not exist",
                "run schemawright as an ordinary user, or create the account postgres");
}

Result<Descriptor> lockFile(const fs::path& file)
{
    Descriptor lock(open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
    if (!lock.valid())
        return unavailable("could not write to " + file.string() + ": " + reasonOf(errno));
    while (flock(lock.get(), LOCK_EX) != 0)
        if (errno != EINTR)
            return unavailable("could not lock " + file.string() + ": " + reasonOf(errno));
    return lock;
}

std::optional<PostmasterFile> readPostmasterFile(const fs::path& data)
{
    std::ifstream in(data / "postmaster.pid");
    std::array<std::string, 8> lines;
    for (auto& line : lines)
        std::getline(in, line);
    PostmasterFile file;
    std::from_chars(lines[0].data(), lines[0].data() + lines[0].size(), file.pid);
    if (file.pid <= 1)
        return std::nullopt;
    file.socketFolder = lines[4];
    file.status = lines[7].substr(0, lines[7].find(' '));
    return file;
}

bool isServerOf(pid_t pid, const fs::path& data)
{
    // A postmaster's working folder is its data folder; one that has ended and is not yet waited for has none.
    std::error_code error;
    const fs::path working = fs::read_symlink("/proc/" + std::to_string(pid) + "/cwd", error);
    return !error && fs::equivalent(working, data, error) && !error;
}

Result<void> giveTo(const std::optional<Account>& account, const fs::path& tree)
{
    if (!account)
        return {};
    std::error_code error;
    bool given = lchown(tree.c_str(), account->uid, account->gid) == 0;
    for (const auto& entry : fs::recursive_directory_iterator(tree, error))
        given = given && lchown(entry.path().c_str(), account->uid, account->gid) == 0;
    if (!given || error)
        return unavailable("could not change the owner of " + tree.string() + " to \"" + account->name + "\"");
    return {};
}

Result<fs::path> lastingFolder(const fs::path& wanted, const std::optional<Account>& account)
{
    bool reachable = true;
    for (fs::path folder = wanted.parent_path(); account && reachable; folder = folder.parent_path()) {
        reachable = mayEnter(*account, folder);
        if (folder == folder.root_path())
            break;
    }
    if (reachable)
        return wanted;
    std::error_code error;
    if (const std::string made = lineIn(wanted / elsewhereName);
        !made.empty() && lineIn(fs::path(made) / ownerName) == wanted)
        return fs::path(made) / "data";
    const fs::path base = "/var/tmp/schemawright-" + std::to_string(geteuid());
    if (!makeOurs(base, true))
        return unavailable("could not write to " + base.string());
    const auto guard = lockFile(base / "lock");
    if (!guard)
        return std::unexpected(guard.error());
    removeOrphans(base);
    std::string made = (base / "cluster-").string() + "XXXXXX";
    fs::create_directories(wanted, error);
    if (error || mkdtemp(made.data()) == nullptr)
        return unavailable("could not write to " + (error ? wanted : base).string());
    std::ofstream(fs::path(made) / ownerName) << wanted.string() << '\n';
    std::ofstream(wanted / elsewhereName) << made << '\n';
    if (auto given = giveTo(account, made); !given)
        return std::unexpected(given.error());
    return fs::path(made) / "data";
}

Result<fs::path> socketFolderFor(const fs::path& folder, const std::optional<Account>& account)
{
    if ((folder / ".s.PGSQL.5432.lock").string().size() <= longestSocketPath)
        return folder;
    std::string made = "/tmp/schemawright-XXXXXX";
    if (mkdtemp(made.data()) == nullptr)
        return unavailable("could not write to /tmp: " + reasonOf(errno));
    if (auto given = giveTo(account, made); !given)
        return std::unexpected(given.error());
    return made;
}

Result<RunFolder> RunFolder::make(const fs::path& cache, const std::optional<Account>& account, std::uint64_t room)
{
    const auto base = baseFolder(cache, account.has_value(), room);
    if (!base && room > 0)
        return unavailable("there is no folder with room for " + std::to_string(room / 1'000'000) +
                           " MB for the scratch server: neither /dev/shm nor " + cache.string() +
                           " nor the temporary folder nor /var/tmp");
    if (!base)
        return unavailable("there is no writable folder for the scratch server: neither /dev/shm nor " +
                           cache.string() + " nor the temporary folder can be written to");
    const auto guard = lockFile(*base / "lock");
    if (!guard)
        return std::unexpected(guard.error());
    removeLeftovers(*base);
    std::string folder = (*base / runPrefix).string() + "XXXXXX";
    if (mkdtemp(folder.data()) == nullptr)
        return unavailable("could not write to " + base->string() + ": " + reasonOf(errno));
    auto lock = lockFile(fs::path(folder) / "lock");
    if (!lock)
        return std::unexpected(lock.error());
    RunFolder made(folder, std::move(*lock));
    if (auto given = giveTo(account, folder); !given)
        return std::unexpected(given.error());
    return made;
}

RunFolder::~RunFolder()
{
    if (m_lock.valid())
        removeTree(m_path);
}

} // namespace schemawright
