#pragma once

#include "diff/scratch/process.h"
#include "diff/server/connection.h"
#include "model/error.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace schemawright {

/// What a backup's file name says: "shop@db.example.com--20261129T114500123Z--0003.dump". Characters that file systems and shells
/// treat specially are written as %2F. Only a backup that was compared with its database has such a name.
struct BackupName {
    std::string database; ///< the database's name on the server
    std::string
        server; ///< its host, with ":port" unless that is 5432; the folder of its socket, or "local" for the usual one
    std::string time;     ///< "20261129T114500123Z": UTC, with milliseconds
    std::string revision; ///< empty: base

    [[nodiscard]] std::string fileName() const;
    /// The names of a database's backups, which are pruned together.
    [[nodiscard]] std::string series() const { return database + "@" + server; }
    bool operator==(const BackupName&) const = default;
};

/// nullopt: not the name of a backup.
[[nodiscard]] std::optional<BackupName> parseBackupName(std::string_view fileName);
/// The name for a backup of the database that `spec` (see effectiveSpec) connects to, made now.
[[nodiscard]] BackupName backupNameNow(const ConnectionSpec& spec, const std::string& revision);

struct BackupFile {
    std::filesystem::path path;
    BackupName name;
    std::uint64_t bytes = 0;
};

/// `chosen` (--folder), else $SCHEMAWRIGHT_BACKUP_DIR, else backup_folder of the user's settings, else backups in $XDG_STATE_HOME/schemawright
/// or ~/.local/state/schemawright. XDG Base Directory Specification 0.8. Errors: NotFound if there is none of them.
[[nodiscard]] Result<std::filesystem::path> backupFolder(const std::filesystem::path& chosen);
/// The backups of a folder, by database and server, the oldest first. A folder that does not exist has none. Errors: Io, Permission.
[[nodiscard]] Result<std::vector<BackupFile>> listBackups(const std::filesystem::path& folder);
/// Removes all but the newest `keep` of each database in `backups`, and what interrupted runs left in the folder. Returns what was removed.
[[nodiscard]] Result<std::vector<BackupFile>> pruneBackups(const std::filesystem::path& folder,
                                                           std::vector<BackupFile> backups, std::size_t keep);

/// A file that has no name of a backup yet. It is removed with this value, unless it was kept; one that a killed run leaves is removed by the
/// next run that uses the folder.
class PartialBackup {
public:
    /// Creates the folder (mode 0700) and the file (mode 0600). Errors: Io, Permission.
    [[nodiscard]] static Result<PartialBackup> create(const std::filesystem::path& folder);
    PartialBackup(PartialBackup&& other) noexcept;
    PartialBackup& operator=(PartialBackup&&) = delete;
    ~PartialBackup();

    [[nodiscard]] const std::filesystem::path& path() const { return m_path; }
    [[nodiscard]] int descriptor() const { return m_file.get(); }
    /// Writes what the system still has in memory to the disk. Errors: Io.
    [[nodiscard]] Result<void> sync() const;
    [[nodiscard]] std::uint64_t bytes() const;
    /// Gives it its name; never replaces a file. Returns its path. Errors: Io.
    [[nodiscard]] Result<std::filesystem::path> keepAs(const BackupName& name);

private:
    PartialBackup(std::filesystem::path path, Descriptor file) : m_path(std::move(path)), m_file(std::move(file)) {}
    std::filesystem::path m_path; ///< empty: kept, or moved away
    Descriptor m_file;            ///< locked while it is in use
};

} // namespace schemawright
