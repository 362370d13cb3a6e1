#include "diff/backup/backup.h"

#include <chrono>

namespace schemawright {

std::uint64_t roomFor(const Dump& dump)
{
    // The write-ahead log of the scratch server grows to 1 GB; indexes that are built need room to sort.
    constexpr std::uint64_t large = 200'000'000;
    return dump.database.bytes < large ? 0 : dump.database.bytes + dump.database.bytes / 2 + 1'000'000'000;
}

Result<Backup> makeBackup(const ConnectionSpec& spec, const std::filesystem::path& folder, const std::string& revision,
                          const RoomyScratch& scratch, const Task& task)
{
    const auto start = std::chrono::steady_clock::now();
    auto dump = dumpDatabase(spec, folder, task);
    if (!dump)
        return std::unexpected(dump.error());
    Backup backup;
    {
        const auto server = scratch(roomFor(*dump));
        if (!server)
            return std::unexpected(server.error());
        auto restored = restoreDump(**server, *dump, task);
        if (!restored)
            return std::unexpected(restored.error());
        backup.notCompared = std::move(restored->notCompared);
    }
    if (task.stop.stop_requested())
        return fail(ErrorCode::Cancelled, "the backup was cancelled");
    backup.name = backupNameNow(dump->source, revision);
    backup.bytes = dump->file.bytes();
    auto path = dump->file.keepAs(backup.name);
    if (!path)
        return std::unexpected(path.error());
    backup.path = std::move(*path);
    const RowSum sum = sumOf(dump->database.rows);
    backup.tables = sum.tables;
    backup.rows = sum.rows;
    backup.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    return backup;
}

} // namespace schemawright
