#pragma once

#include "diff/scratch/sandbox.h"
#include "diff/scratch/scratch.h"
#include "diff/scratch/scratch_folders.h"

namespace schemawright {

/// A running server of the installed PostgreSQL. It ends with this value, and when our process ends in any other way.
class ScratchCluster {
public:
    /// A private, empty cluster, or the permanent one in `options.dataDir`. Errors: ScratchUnavailable, Cancelled.
    [[nodiscard]] static Result<std::unique_ptr<ScratchCluster>> start(const ScratchOptions& options, const Task& task);
    ~ScratchCluster();
    ScratchCluster(const ScratchCluster&) = delete;
    ScratchCluster& operator=(const ScratchCluster&) = delete;

    [[nodiscard]] const std::filesystem::path& binDir() const { return m_programs.folder; }
    [[nodiscard]] const std::filesystem::path& socketFolder() const { return m_socketFolder; }
    [[nodiscard]] bool lasting() const { return !m_folder; }
    [[nodiscard]] bool sandboxed() const { return m_sandboxed; }

private:
    ScratchCluster(PostgresPrograms programs, std::optional<Account> account)
        : m_programs(std::move(programs)), m_account(std::move(account))
    {
    }
    [[nodiscard]] Result<void> startPrivate(const std::filesystem::path& cache, std::uint64_t room, const Task& task);
    [[nodiscard]] Result<void> startLasting(const std::filesystem::path& cache, const std::filesystem::path& data,
                                            const Task& task);
    [[nodiscard]] Result<void> run(const std::filesystem::path& data, const std::filesystem::path& log,
                                   const Task& task);
    [[nodiscard]] Sandbox sandboxOf(const std::filesystem::path& data) const;
    [[nodiscard]] Result<void> startWatchdog(const std::filesystem::path& data);
    [[nodiscard]] Result<void> awaitReady(const std::filesystem::path& data, const std::filesystem::path& log,
                                          const Task& task);

    PostgresPrograms m_programs;
    std::optional<Account> m_account;
    std::optional<RunFolder> m_folder; ///< of a private cluster
    std::filesystem::path m_socketFolder;
    Process m_server; ///< without pid if another process of ours runs the permanent cluster
    bool m_sandboxed = false;
    Process m_watchdog;
    Descriptor m_lifeline; ///< the watchdog acts when this closes
};

} // namespace schemawright
