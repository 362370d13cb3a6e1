#pragma once

#include "diff/scratch/postgres_programs.h"
#include "diff/scratch/process.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

namespace schemawright {

/// The account that runs the server: none (the current user) for an ordinary user; for root, whom PostgreSQL rejects, the account
/// postgres, else nobody. Errors: ScratchUnavailable.
[[nodiscard]] Result<std::optional<Account>> serverAccount();

/// Holds an exclusive flock on `file`, which is created if it does not exist; waits for the lock.
[[nodiscard]] Result<Descriptor> lockFile(const std::filesystem::path& file);

/// The first lines of a data folder's postmaster.pid. PostgreSQL 17 manual, "Database File Layout".
struct PostmasterFile {
    pid_t pid = 0;
    std::string socketFolder;
    std::string status; ///< "starting", "ready", "stopping"...
};
[[nodiscard]] std::optional<PostmasterFile> readPostmasterFile(const std::filesystem::path& data);
/// Whether the process is a PostgreSQL server on this data folder, and not another one with a reused pid.
[[nodiscard]] bool isServerOf(pid_t pid, const std::filesystem::path& data);

/// Changes the owner of a tree to the account, if there is one.
[[nodiscard]] Result<void> giveTo(const std::optional<Account>& account, const std::filesystem::path& tree);

/// The folder of a permanent cluster for `wanted`: `wanted` itself, or, if the account cannot enter it (root's home), a folder
/// below /var/tmp that `wanted` refers to, so that removing `wanted` starts a new one. Errors: ScratchUnavailable.
[[nodiscard]] Result<std::filesystem::path> lastingFolder(const std::filesystem::path& wanted,
                                                          const std::optional<Account>& account);

/// The folder of the Unix socket of a server with this folder: the folder itself, or, if its path is too long for a socket
/// (unix(7): 107 bytes) a new folder in /tmp.
[[nodiscard]] Result<std::filesystem::path> socketFolderFor(const std::filesystem::path& folder,
                                                            const std::optional<Account>& account);

/// The folder of one private server. It exists as long as this value. Its file `lock` stays locked, so that other processes
/// know it is in use; an unlocked folder is the remains of a crash.
class RunFolder {
public:
    /// Removes the remains of crashes, including servers, and creates a new folder: in memory (/dev/shm) if there is space, else
    /// below `cache`, else in the temporary folder or in /var/tmp. `room`: bytes that it will take; 0: few. Errors: ScratchUnavailable.
    [[nodiscard]] static Result<RunFolder> make(const std::filesystem::path& cache,
                                                const std::optional<Account>& account, std::uint64_t room = 0);
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
