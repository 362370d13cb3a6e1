#include "ui/workspace/backup_before.h"

#include "diff/backup/backup.h"

namespace schemawright {

BeforeChange backupBefore(const Workspace& workspace, const Target& target)
{
    const BackupRule ofProject = workspace.project() ? workspace.project()->config.backup : BackupRule::Unset;
    const BackupRule rule = target.environment.backup == BackupRule::Unset ? ofProject : target.environment.backup;
    if (rule != BackupRule::Always)
        return {};
    return [host = workspace.scratch()](Connection& connection, const std::string& revision,
                                        const Task& task) -> Result<void> {
        const auto folder = backupFolder({});
        if (!folder)
            return std::unexpected(folder.error());
        const auto scratch = [&](std::uint64_t room) -> Result<std::shared_ptr<ScratchServer>> {
            if (room == 0)
                return host->get(task);
            ScratchOptions options;
            options.preferredMajor = connection.serverVersion() / 10000;
            options.room = room;
            return ScratchServer::start(options, task);
        };
        const auto backup = makeBackup(connection.spec(), *folder, revision, scratch, task);
        if (backup)
            return {};
        Error error = backup.error();
        if (error.code == ErrorCode::Cancelled)
            return std::unexpected(std::move(error));
        error.message = "no backup could be made, so nothing was run: " + error.message;
        return std::unexpected(std::move(error));
    };
}

} // namespace schemawright
