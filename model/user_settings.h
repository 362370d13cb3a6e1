#pragma once

#include "model/error.h"

#include <filesystem>
#include <string>
#include <vector>

namespace schemawright {

/// What the user has set for all projects, in settings.toml of the settings folder.
struct UserSettings {
    /// scratch_versions: folders with the server programs of PostgreSQL (initdb, postgres), besides those that are found by themselves.
    std::vector<std::filesystem::path> scratchVersions;
    /// client_programs: the only folders in which pg_dump and pg_restore are looked for; empty: those that are found by themselves.
    std::vector<std::filesystem::path> clientPrograms;
    std::filesystem::path backupFolder; ///< backup_folder: where backups are kept; empty: in the state folder
};

/// $XDG_CONFIG_HOME/schemawright, else ~/.config/schemawright; empty: neither variable is set.
[[nodiscard]] std::filesystem::path settingsFolder();

/// No file is no settings. Errors: Invalid, with the file and the line.
[[nodiscard]] Result<UserSettings> readUserSettings(const std::filesystem::path& file);

} // namespace schemawright
