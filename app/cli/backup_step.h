#pragma once

#include "app/cli/session.h"
#include "diff/backup/backup.h"

#include <CLI/CLI.hpp>

namespace schemawright::cli {

struct BackupOptions {
    bool wanted = false;
    std::string folder; ///< empty: see backupFolder()
};
/// --backup and --backup-folder.
void addBackupOptions(CLI::App& verb, BackupOptions& options);
void addBackupFolder(CLI::App& verb, std::string& folder);

/// Makes a backup that was restored and compared, and tells of it.
[[nodiscard]] Result<Backup> backUp(Session& session, const std::string& folder, const Connection& connection,
                                    const std::string& revision);
/// The same before a run (`what`: "upgrade") changes the database, if the options or the project want one. Errors: the run must not start.
[[nodiscard]] Result<void> backUpBefore(Session& session, const BackupOptions& options, const DatabaseConfig& database,
                                        const Connection& connection, const std::string& revision,
                                        std::string_view what);
/// "3.1 MB".
[[nodiscard]] std::string bytesText(std::uint64_t bytes);

} // namespace schemawright::cli
