#include "app/cli/backup_step.h"

#include "app/cli/connect.h"
#include "app/cli/report.h"
#include "diff/backup/backup.h"
#include "model/sql.h"

#include <array>
#include <format>

namespace schemawright::cli {

void addBackupFolder(CLI::App& verb, std::string& folder)
{
    verb.add_option(
        "--backup-folder", folder,
        "The folder of the backups. Default: $SCHEMAWRIGHT_BACKUP_DIR, else backup_folder in settings.toml, "
        "else ~/.local/state/schemawright/backups");
}

void addBackupOptions(CLI::App& verb, BackupOptions& options)
{
    verb.add_flag(
        "--backup", options.wanted,
        "Before the first change, backs the database up with pg_dump, restores the backup on the scratch server "
        "and compares both. Without such a backup nothing is changed");
    addBackupFolder(verb, options.folder);
}

std::string bytesText(std::uint64_t bytes)
{
    static constexpr std::array units{"kB", "MB", "GB", "TB"};
    if (bytes < 1000)
        return counted(bytes, "byte", "bytes");
    double value = static_cast<double>(bytes) / 1000;
    std::size_t unit = 0;
    for (; value >= 1000 && unit + 1 < units.size(); ++unit)
        value /= 1000;
    return std::format("{:.1f} {}", value, units[unit]);
}

Result<Backup> backUp(Session& session, const std::string& chosen, const Connection& connection,
                      const std::string& revision)
{
    const auto folder = backupFolder(chosen);
    if (!folder)
        return std::unexpected(folder.error());
    session.preferMajor(connection.serverVersion());
    auto backup = makeBackup(
        connection.spec(), *folder, revision, [&](std::uint64_t room) { return session.scratch(room); },
        session.task());
    if (!backup)
        return backup;
    ++session.log.counts.backups;
    session.log.counts.backupSeconds += backup->seconds;
    session.log.counts.backupBytes += backup->bytes;
    session.log.tell("  backup " + backup->path.string() + ": " + bytesText(backup->bytes) +
                         ", restored and compared: " + counted(backup->tables, "table", "tables") + ", " +
                         counted(static_cast<std::size_t>(backup->rows), "row", "rows") + "  " +
                         secondsText(backup->seconds),
                     RunLog::Level::Info, "backup_made",
                     {{"path", backup->path.string()},
                      {"bytes", static_cast<std::int64_t>(backup->bytes)},
                      {"tables", static_cast<std::int64_t>(backup->tables)},
                      {"rows", backup->rows},
                      {"seconds", backup->seconds}});
    for (const std::string& sentence : backup->notCompared)
        session.say("note: " + commentText(sentence));
    return backup;
}

Result<BeforeChange> backupBefore(Session& session, const BackupOptions& options, const DatabaseConfig* database,
                                  const std::string& url, std::string_view what)
{
    const auto rule = backupRule(session, database, url);
    if (!rule)
        return std::unexpected(rule.error());
    if (!options.wanted && *rule != BackupRule::Always)
        return BeforeChange();
    return [&session, folder = options.folder, what = std::string(what)](
               Connection& connection, const std::string& revision, const Task&) -> Result<void> {
        const auto backup = backUp(session, folder, connection, revision);
        if (backup)
            return {};
        Error error = backup.error();
        if (error.code == ErrorCode::Cancelled)
            return std::unexpected(std::move(error));
        error.message = "no backup could be made, so the " + what + " was not started: " + error.message;
        error.hint += std::string(error.hint.empty() ? "" : "; ") + "nothing was changed";
        return std::unexpected(std::move(error));
    };
}

} // namespace schemawright::cli
