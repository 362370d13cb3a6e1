#pragma once

#include "app/cli/session.h"
#include "diff/apply/apply.h"

#include <CLI/CLI.hpp>

namespace schemawright {
struct Backup;
}

namespace schemawright::cli {

struct BackupOptions {
    bool wanted = false; ///< whatever the project says
    std::string folder;  ///< empty: see backupFolder()
};
/// --backup and --backup-folder.
void addBackupOptions(CLI::App& verb, BackupOptions& options);
void addBackupFolder(CLI::App& verb, std::string& folder);

/// Makes a backup that was restored and compared, and tells of it.
[[nodiscard]] Result<Backup> backUp(Session& session, const std::string& folder, const Connection& connection,
                                    const std::string& revision);
/// For ApplyOptions: the same before a run (`what`: "upgrade") changes a database, if the options or the project want one; else empty. `database` and
/// `url` as for backupRule().
[[nodiscard]] Result<BeforeChange> backupBefore(Session& session, const BackupOptions& options,
                                                const DatabaseConfig* database, const std::string& url,
                                                std::string_view what);
/// "3.1 MB".
[[nodiscard]] std::string bytesText(std::uint64_t bytes);

} // namespace schemawright::cli
