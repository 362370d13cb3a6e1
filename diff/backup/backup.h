#pragma once

#include "diff/backup/dump.h"

#include <functional>

namespace schemawright {

struct Backup {
    std::filesystem::path path;
    BackupName name;
    std::uint64_t bytes = 0;
    double seconds = 0; ///< with the restore and the comparison
    std::size_t tables = 0;
    std::int64_t rows = 0;
    std::vector<std::string> notCompared; ///< as in RestoredDump
};

/// The scratch server with room for so many bytes.
using RoomyScratch = std::function<Result<std::shared_ptr<ScratchServer>>(std::uint64_t room)>;

/// Dumps the database, restores the dump on the scratch server, compares, and only then gives the file its name in `folder`. `revision`: of the
/// database, for the name. Errors: those of dumpDatabase and restoreDump; ScratchUnavailable. No error leaves a file.
[[nodiscard]] Result<Backup> makeBackup(const ConnectionSpec& spec, const std::filesystem::path& folder,
                                        const std::string& revision, const RoomyScratch& scratch, const Task& task);

/// The bytes that a restored copy takes on the scratch server, at most.
[[nodiscard]] std::uint64_t roomFor(const Dump& dump);

} // namespace schemawright
