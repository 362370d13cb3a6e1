#include "diff/scratch/scratch_template.h"

#include "diff/server/scratch_user.h"

#include <csignal>
#include <fstream>
#include <system_error>

namespace schemawright {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

constexpr std::string_view noRoomHint = "free disk space, or set XDG_CACHE_HOME to another folder";

/// initdb into `data`, as everybody has it: nothing depends on the machine's language or time zone.
Result<void> initialise(const PostgresPrograms& programs, const fs::path& data, const fs::path& log,
                        const std::optional<Account>& account, const char* locale, const Task& task)
{
    ProcessOptions options;
    options.command = {(programs.folder / "initdb").string(),
                       "--pgdata=" + data.string(),
                       "--username=" + std::string(scratchUser),
                       "--auth=trust",
                       "--encoding=UTF8",
                       std::string("--locale=") + locale,
                       "--lc-messages=C",
                       "--no-sync",
                       "--no-instructions",
                       "--wal-segsize=4"};
    options.account = account;
    options.output = log;
    options.folder = data.parent_path();
    auto process = Process::start(options);
    if (!process)
        return fail(ErrorCode::ScratchUnavailable, process.error().message);
    for (;;) {
        if (const auto code = process->wait(50ms)) {
            if (*code == 0)
                return {};
            return fail(ErrorCode::ScratchUnavailable, "PostgreSQL's initdb failed: " + complaintIn(log),
                        std::string(noRoomHint));
        }
        if (task.stop.stop_requested()) {
            process->signal(SIGTERM);
            process->wait(5s);
            return fail(ErrorCode::Cancelled, "starting the scratch server was cancelled");
        }
    }
}

} // namespace

std::string complaintIn(const fs::path& log)
{
    std::ifstream in(log);
    std::string complaint;
    for (std::string line; std::getline(in, line);)
        for (const std::string_view severity : {"FATAL:", "PANIC:", "error:"})
            if (const std::size_t at = line.find(severity); at != std::string::npos)
                complaint = line.substr(line.find_first_not_of(' ', at + severity.size()));
    return complaint.empty() ? "no reason given" : complaint;
}

Result<void> copyCluster(const fs::path& from, const fs::path& data, const std::optional<Account>& account)
{
    std::error_code error;
    fs::copy(from, data, fs::copy_options::recursive, error);
    if (!error)
        fs::permissions(data, fs::perms::owner_all, error); // PostgreSQL refuses a data folder that others can enter
    if (error) {
        std::error_code ignored;
        fs::remove_all(data, ignored);
        return fail(ErrorCode::ScratchUnavailable, "could not write to " + data.string() + ": " + error.message(),
                    std::string(noRoomHint));
    }
    return giveTo(account, data);
}

Result<fs::path> clusterTemplate(const PostgresPrograms& programs, const fs::path& cache,
                                 const std::optional<Account>& account, const Task& task)
{
    const fs::path folder = cache / "postgres";
    fs::path finished = folder / (programs.version + "-template");
    std::error_code error;
    if (fs::exists(finished, error))
        return finished;
    fs::create_directories(folder, error);
    if (error)
        return fail(ErrorCode::ScratchUnavailable, "could not create " + folder.string() + ": " + error.message(),
                    std::string(noRoomHint));
    const auto lock = lockFile(folder / (programs.version + ".lock"));
    if (!lock)
        return std::unexpected(lock.error());
    if (fs::exists(finished, error))
        return finished;

    task.tell("Preparing PostgreSQL " + programs.version);
    // The cache may lie where the server's account cannot go, so initdb works in a run folder and the result is copied.
    const auto work = RunFolder::make(cache, account);
    if (!work)
        return std::unexpected(work.error());
    const fs::path data = work->path() / "data";
    auto made = initialise(programs, data, work->path() / "log", account, "C.UTF-8", task);
    if (!made && made.error().code == ErrorCode::ScratchUnavailable) {
        fs::remove_all(data, error);
        made = initialise(programs, data, work->path() / "log", account, "C", task); // systems without C.UTF-8
    }
    if (!made)
        return std::unexpected(made.error());
    const fs::path unfinished = folder / (programs.version + "-template.new");
    fs::remove_all(unfinished, error);
    if (auto copied = copyCluster(data, unfinished, std::nullopt); !copied)
        return std::unexpected(copied.error());
    fs::rename(unfinished, finished, error);
    if (error)
        return fail(ErrorCode::ScratchUnavailable, "could not write to " + finished.string() + ": " + error.message(),
                    std::string(noRoomHint));
    return finished;
}

} // namespace schemawright
