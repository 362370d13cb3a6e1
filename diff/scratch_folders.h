#pragma once

#include "diff/postgres_programs.h"
#include "diff/process.h"

#include <filesystem>
#include <optional>
#include <string>

namespace schemawright {

/// Who is to run the server: nobody else where we are an ordinary user; where we are root, whom PostgreSQL refuses, the account
/// postgres, else nobody. Errors: ScratchUnavailable.
[[nodiscard]] Result<std::optional<Account>> serverAccount();

/// $XDG_CACHE_HOME/schemawright, else ~/.cache/schemawright. Errors: ScratchUnavailable.
[[nodiscard]] Result<std::filesystem::path> defaultCacheFolder();

/// Holds an exclusive flock on `file`, which is made where it is absent; waits for it.
[[nodiscard]] Result<Descriptor> lockFile(const std::filesystem::path& file);

/// The first lines of a data folder's postmaster.pid. PostgreSQL 17 manual, "Database File Layout".
struct PostmasterFile {
    pid_t pid = 0;
    std::string socketFolder;
    std::string status; ///< "starting", "ready", "stopping"...
};
[[nodiscard]] std::optional<PostmasterFile> readPostmasterFile(const std::filesystem::path& data);
/// Whether the process is a PostgreSQL server on this data folder, and no other that has got its number since.
[[nodiscard]] bool isServerOf(pid_t pid, const std::filesystem::path& data);

/// Hands a tree to the account, where there is one.
[[nodiscard]] Result<void> giveTo(const std::optional<Account>& account, const std::filesystem::path& tree);

/// Where a lasting cluster for `wanted` can be: there, or where the account cannot go there (root's home is closed) in a folder
/// below /var/tmp that `wanted` names, so that it is a new one when `wanted` was removed. Errors: ScratchUnavailable.
[[nodiscard]] Result<std::filesystem::path> lastingFolder(const std::filesystem::path& wanted,
                                                          const std::optional<Account>& account);

/// Where a unix socket of a server with this folder can be: the folder itself, or where its path is too long for a socket
/// (unix(7): 107 bytes) a new folder in /tmp.
[[nodiscard]] Result<std::filesystem::path> socketFolderFor(const std::filesystem::path& folder,
                                                            const std::optional<Account>& account);

/// The folder of one private server. It exists as long as this value: its file `lock` is kept locked, so that other processes
/// know it is in use; what they find unlocked was left by a crash.
class RunFolder {
public:
    /// Removes what crashes left, servers included, and makes a new folder: in memory (/dev/shm) where there is room, else
    /// below `cache`, else in the temporary folder. Errors: ScratchUnavailable.
    [[nodiscard]] static Result<RunFolder> make(const std::filesystem::path& cache,
                                                const std::optional<Account>& account);
    RunFolder(RunFolder&&) noexcept = default;
    RunFolder& operator=(RunFolder&&) = delete;
    ~RunFolder();
    [[nodiscard]] const std::filesystem::path& path() const { return m_path; }

private:
    RunFolder(std::filesystem::path path, Descriptor lock) : m_path(std::move(path)), m_lock(std::move(lock)) {}
    std::filesystem::path m_path;
    Descriptor m_lock;
};

} // namespace schemawright
