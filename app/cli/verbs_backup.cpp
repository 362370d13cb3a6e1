#include "app/cli/backup_step.h"
#include "app/cli/connect.h"
#include "app/cli/report.h"
#include "app/cli/verbs.h"
#include "diff/apply/tracking.h"
#include "diff/backup/backup.h"
#include "diff/server/effective_spec.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace schemawright::cli {

namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

struct BackupVerbOptions {
    std::string folder;
    std::size_t keep = 0;
};

std::string jsonText(const Json& json)
{
    return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

Json backupJson(const fs::path& path, const BackupName& name, std::uint64_t bytes)
{
    return {{"path", path.string()}, {"database", name.database}, {"server", name.server},
            {"time", name.time},     {"revision", name.revision}, {"bytes", bytes}};
}

/// The database of the project, where the folder belongs to one; a backup needs no project.
Result<ConnectionSpec> backedUp(Session& session)
{
    if (!session.common.url.empty())
        return targetConnection(session, nullptr);
    const auto database = session.database();
    if (!database && database.error().code != ErrorCode::NotFound)
        return std::unexpected(database.error());
    return targetConnection(session, database ? &*database : nullptr);
}

Outcome create(Session& session, const BackupVerbOptions& options)
{
    const auto spec = backedUp(session);
    if (!spec)
        return std::unexpected(spec.error());
    auto connection = Connection::open(*spec, session.task().stop);
    if (!connection)
        return std::unexpected(connection.error());
    // Without a project, the tables have their usual place.
    const auto database = session.database();
    const TrackingTables tables = database ? TrackingTables{database->trackingSchema} : TrackingTables{};
    const auto revision = currentRevision(*connection, tables, session.task().stop);
    if (!revision)
        return std::unexpected(revision.error());
    const auto backup = backUp(session, options.folder, *connection, *revision);
    if (!backup)
        return std::unexpected(backup.error());
    if (!session.common.json) {
        session.answer(backup->path.string() + "\n");
        return Done;
    }
    Json out = backupJson(backup->path, backup->name, backup->bytes);
    out["seconds"] = backup->seconds;
    out["tables"] = backup->tables;
    out["rows"] = backup->rows;
    out["notCompared"] = backup->notCompared;
    session.answer(jsonText(out));
    return Done;
}

/// Those of the chosen database, if one was chosen, else all.
Result<std::vector<BackupFile>> chosenBackups(Session& session, const fs::path& folder)
{
    auto backups = listBackups(folder);
    if (!backups || !targetIsExplicit(session))
        return backups;
    const auto spec = backedUp(session).and_then([](const ConnectionSpec& given) { return effectiveSpec(given); });
    if (!spec)
        return std::unexpected(spec.error());
    const std::string series = backupNameNow(*spec, {}).series();
    std::erase_if(*backups, [&](const BackupFile& file) { return file.name.series() != series; });
    return backups;
}

std::string line(const BackupFile& file)
{
    const std::string& t = file.name.time; // 20261129T114500123Z
    const std::string time = t.substr(0, 4) + "-" + t.substr(4, 2) + "-" + t.substr(6, 2) + " " + t.substr(9, 2) + ":" +
                             t.substr(11, 2) + ":" + t.substr(13, 2) + " UTC";
    return time + "  " + file.name.series() + "  " + (file.name.revision.empty() ? "base" : file.name.revision) + "  " +
           bytesText(file.bytes) + "  " + file.path.string() + "\n";
}

void answerFiles(Session& session, const std::vector<BackupFile>& files, std::string_view none)
{
    Json out = Json::array();
    std::string text;
    for (const BackupFile& file : files) {
        out.push_back(backupJson(file.path, file.name, file.bytes));
        text += line(file);
    }
    session.answer(session.common.json ? jsonText(out) : text.empty() ? std::string(none) + "\n" : text);
}

Outcome list(Session& session, const BackupVerbOptions& options)
{
    const auto folder = backupFolder(options.folder);
    if (!folder)
        return std::unexpected(folder.error());
    const auto backups = chosenBackups(session, *folder);
    if (!backups)
        return std::unexpected(backups.error());
    answerFiles(session, *backups, "No backups in " + folder->string());
    return Done;
}

Outcome prune(Session& session, const BackupVerbOptions& options)
{
    const auto folder = backupFolder(options.folder);
    if (!folder)
        return std::unexpected(folder.error());
    auto backups = chosenBackups(session, *folder);
    if (!backups)
        return std::unexpected(backups.error());
    const auto removed = pruneBackups(*folder, std::move(*backups), options.keep);
    if (!removed)
        return std::unexpected(removed.error());
    answerFiles(session, *removed, "Nothing to delete");
    session.say(counted(removed->size(), "backup", "backups") + " deleted");
    return Done;
}

struct RestoreVerbOptions {
    std::string file;
    std::string to;
    std::string folder;
    bool noOwner = false;
    bool noPrivileges = false;
    double lockTimeout = 30;
};

/// A path, or the name of a file in the folder of the backups.
Result<fs::path> backupFile(const RestoreVerbOptions& options)
{
    std::error_code error;
    if (fs::exists(options.file, error))
        return fs::path(options.file);
    if (const auto folder = backupFolder(options.folder); folder && fs::path(options.file).filename() == options.file)
        if (fs::path found = *folder / options.file; fs::exists(found, error))
            return found;
    return fail(ErrorCode::NotFound, "no such backup: " + options.file, "see schemawright backup list");
}

Outcome restore(Session& session, const RestoreVerbOptions& options)
{
    const auto file = backupFile(options);
    if (!file)
        return std::unexpected(file.error());
    const auto spec = connectionFrom(options.to);
    if (!spec)
        return std::unexpected(spec.error());
    auto connection = Connection::open(*spec, session.task().stop);
    if (!connection)
        return std::unexpected(connection.error());
    const auto lock = RunnerLock::take(
        *connection, std::chrono::milliseconds(static_cast<std::int64_t>(options.lockTimeout * 1000)), session.task());
    if (!lock)
        return std::unexpected(lock.error());
    const auto rows = restoreFile(*file, *spec, {!options.noOwner, !options.noPrivileges}, session.task());
    if (!rows)
        return std::unexpected(rows.error());
    const RowSum sum = sumOf(*rows);
    session.answer("Restored " + counted(sum.tables, "table", "tables") + " with " +
                   counted(static_cast<std::size_t>(sum.rows), "row", "rows") + " into " +
                   connection->spec().display() + "\n");
    return Done;
}

void addBackupVerb(CLI::App& app, Session& session, Job& job)
{
    auto options = std::make_shared<BackupVerbOptions>();
    const auto addCommon = [&](CLI::App& verb) {
        addBackupFolder(verb, options->folder);
        addJsonOption(verb, session);
        addConnectionOptions(verb, session);
        addProjectOptions(verb, session);
    };
    CLI::App* verb = app.add_subcommand("backup", "Backs a database up with pg_dump; lists and deletes backups");
    verb->footer("Example:\n  schemawright backup --env production\n  schemawright backup prune --keep 10");
    verb->callback([verb, &session, &job, options] {
        if (verb->get_subcommands().empty())
            job = [&session, options] { return create(session, *options); };
    });
    addCommon(*verb);
    addScratchOption(*verb, session);
    verb->require_subcommand(0, 1);
    CLI::App* part = addVerb<BackupVerbOptions>(
        *verb, job, "create", "Backs the database up, restores the backup on the scratch server and compares both",
        "schemawright backup create --env production", options,
        [&session](const BackupVerbOptions& given) { return create(session, given); });
    addCommon(*part);
    addScratchOption(*part, session);
    part =
        addVerb<BackupVerbOptions>(*verb, job, "list", "Lists the backups, with --url or --env those of the database",
                                   "schemawright backup list --json", options,
                                   [&session](const BackupVerbOptions& given) { return list(session, given); });
    addCommon(*part);
    part = addVerb<BackupVerbOptions>(
        *verb, job, "prune",
        "Deletes all but the newest backups of each database, with --url or --env only those of the database",
        "schemawright backup prune --keep 10", options,
        [&session](const BackupVerbOptions& given) { return prune(session, given); });
    part->add_option("--keep", options->keep, "How many backups of each database are kept")
        ->required()
        ->check(CLI::Range(std::size_t{1}, std::size_t{1'000'000}));
    addCommon(*part);
}

} // namespace

void addBackupVerbs(CLI::App& app, Session& session, Job& job)
{
    addBackupVerb(app, session, job);
    auto options = std::make_shared<RestoreVerbOptions>();
    CLI::App* verb = addVerb<RestoreVerbOptions>(
        app, job, "restore", "Restores a backup into an empty database, in one transaction",
        "schemawright restore shop@local--20261129T114500123Z--0003.dump --to postgresql://localhost/shop_restored",
        options, [&session](const RestoreVerbOptions& given) { return restore(session, given); });
    verb->add_option("FILE", options->file, "The backup: a file, or its name in the folder of the backups")->required();
    verb->add_option("--to", options->to, "The empty database: postgresql://..., service=NAME or env:NAME")->required();
    verb->add_flag("--no-owner", options->noOwner, "Objects are owned by the role that restores them");
    verb->add_flag("--no-privileges", options->noPrivileges, "Leaves out GRANT and REVOKE");
    verb->add_option("--lock-timeout", options->lockTimeout,
                     "Seconds to wait for another Schemawright run on this database")
        ->check(CLI::NonNegativeNumber)
        ->capture_default_str();
    addBackupFolder(*verb, options->folder);
}

} // namespace schemawright::cli
