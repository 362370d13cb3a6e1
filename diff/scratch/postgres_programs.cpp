#include "diff/scratch/postgres_programs.h"

#include "diff/scratch/process.h"
#include "model/user_settings.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <iterator>
#include <memory>
#include <optional>
#include <tuple>
#include <vector>

#include <sys/mman.h>
#include <unistd.h>

namespace schemawright {
namespace {

namespace fs = std::filesystem;

/// The first line that a program prints; empty when it cannot be run. `command` is made of paths that we found and fixed words.
std::string firstLine(const std::string& command)
{
    const std::unique_ptr<FILE, int (*)(FILE*)> pipe(popen(command.c_str(), "re"), &pclose);
    std::array<char, 512> buffer{};
    if (!pipe || std::fgets(buffer.data(), buffer.size(), pipe.get()) == nullptr)
        return {};
    std::string line = buffer.data();
    line.erase(line.find_last_not_of("\r\n ") + 1);
    return line;
}

std::string shellQuoted(const fs::path& path)
{
    std::string out = "'";
    for (const char c : path.string())
        out += c == '\'' ? std::string("'\\''") : std::string(1, c);
    return out + "'";
}

std::optional<PostgresPrograms> programsIn(const fs::path& folder)
{
    std::error_code error;
    if (!fs::exists(folder / "postgres", error) || !fs::exists(folder / "initdb", error))
        return std::nullopt;
    // "postgres (PostgreSQL) 17.5 (Debian 17.5-1)"
    std::string line = firstLine(shellQuoted(folder / "postgres") + " --version 2>/dev/null");
    constexpr std::string_view marker = "(PostgreSQL) ";
    const std::size_t at = line.find(marker);
    if (at == std::string::npos)
        return std::nullopt;
    line.erase(0, at + marker.size());
    PostgresPrograms found{folder, line.substr(0, line.find(' ')), 0};
    std::from_chars(found.version.data(), found.version.data() + found.version.size(), found.major);
    return found;
}

/// <parent>/<prefix><number>/bin for every number.
void addVersioned(std::vector<fs::path>& folders, const fs::path& parent, std::string_view prefix)
{
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(parent, error))
        if (entry.path().filename().string().starts_with(prefix))
            folders.push_back(entry.path() / "bin");
}

void addPaths(std::vector<fs::path>& folders, const char* paths)
{
    for (std::string_view rest = paths == nullptr ? "" : paths; !rest.empty();) {
        const std::size_t colon = std::min(rest.find(':'), rest.size());
        folders.emplace_back(rest.substr(0, colon));
        rest.remove_prefix(std::min(colon + 1, rest.size()));
    }
}

/// Where programs may be: only in the folders of SCHEMAWRIGHT_PG_BINDIR, if it is set.
Result<std::vector<fs::path>> candidateFolders()
{
    std::vector<fs::path> folders;
    if (const char* only = std::getenv("SCHEMAWRIGHT_PG_BINDIR")) {
        addPaths(folders, only);
        return folders;
    }
    const fs::path settingsFile = settingsFolder() / "settings.toml";
    auto settings = settingsFile.is_absolute() ? readUserSettings(settingsFile) : UserSettings{};
    if (!settings)
        return std::unexpected(std::move(settings.error()));
    for (const fs::path& folder : settings->scratchVersions)
        for (const fs::path& each : {folder, folder / "bin"})
            folders.push_back(each);
    addVersioned(folders, "/usr/lib/postgresql", "");   // Debian
    addVersioned(folders, "/usr", "pgsql-");            // postgresql.org's packages for Red Hat and SUSE
    addVersioned(folders, "/usr/lib", "postgresql");    // SUSE
    addVersioned(folders, "/usr/lib64", "postgresql-"); // Gentoo
    addVersioned(folders, "/usr/local", "pgsql");       // built from source
    addVersioned(folders, "/opt", "pgsql");             // Arch keeps the last version there
    addVersioned(folders, "/opt/homebrew/opt", "postgresql@");
    addVersioned(folders, "/usr/local/opt", "postgresql@");
    addVersioned(folders, "/Library/PostgreSQL", "");
    addVersioned(folders, "/opt/postgresql", "");
    folders.emplace_back(firstLine("pg_config --bindir 2>/dev/null"));
    addPaths(folders, std::getenv("PATH"));
    return folders;
}

/// Client programs are looked for in PATH first, as a user of them does.
Result<std::vector<fs::path>> clientFolders()
{
    const fs::path settingsFile = settingsFolder() / "settings.toml";
    auto settings = settingsFile.is_absolute() ? readUserSettings(settingsFile) : UserSettings{};
    if (!settings)
        return std::unexpected(std::move(settings.error()));
    std::vector<fs::path> folders;
    for (const fs::path& folder : settings->clientPrograms)
        for (const fs::path& each : {folder, folder / "bin"})
            folders.push_back(each);
    if (!folders.empty())
        return folders;
    if (std::getenv("SCHEMAWRIGHT_PG_BINDIR") == nullptr)
        addPaths(folders, std::getenv("PATH"));
    auto others = candidateFolders();
    if (!others)
        return others;
    std::ranges::move(*others, std::back_inserter(folders));
    return folders;
}

/// What a program prints; empty if it cannot be run or does not end.
std::string outputOf(const fs::path& program, const char* argument)
{
    const Descriptor output(memfd_create("version", MFD_CLOEXEC));
    ProcessOptions options;
    options.command = {program.string(), argument};
    options.standardOutput = output.get();
    options.endsWithUs = true;
    auto process = Process::start(options);
    if (!process)
        return {};
    if (!process->wait(std::chrono::seconds(10))) {
        process->signal(SIGKILL);
        process->wait(std::chrono::seconds(1));
        return {};
    }
    std::array<char, 512> text{};
    const ssize_t got = pread(output.get(), text.data(), text.size(), 0);
    return got > 0 ? std::string(text.data(), static_cast<std::size_t>(got)) : std::string();
}

std::optional<ClientPrograms> clientProgramsIn(const fs::path& folder)
{
    std::error_code error;
    const fs::path dump = folder / "pg_dump";
    if (!folder.is_absolute() || access(dump.c_str(), X_OK) != 0 || access((folder / "pg_restore").c_str(), X_OK) != 0)
        return std::nullopt;
    // Debian's wrapper in /usr/bin chooses a version by rules of its own; the programs themselves are found, too.
    if (fs::canonical(dump, error).filename() == "pg_wrapper")
        return std::nullopt;
    // "pg_dump (PostgreSQL) 17.5 (Debian 17.5-1)"
    std::string line = outputOf(dump, "--version");
    constexpr std::string_view marker = "(PostgreSQL) ";
    const std::size_t at = line.find(marker);
    if (at == std::string::npos)
        return std::nullopt;
    line.erase(0, at + marker.size());
    ClientPrograms found{folder, line.substr(0, line.find_first_of(" \r\n")), 0};
    std::from_chars(found.version.data(), found.version.data() + found.version.size(), found.major);
    return found;
}

} // namespace

Result<PostgresPrograms> findPostgresPrograms(int preferredMajor)
{
    constexpr int oldest =
        15; // PostgreSQL 14 cannot be told to count at once what a session scans, which proofs look at
    const auto candidates = candidateFolders();
    if (!candidates)
        return std::unexpected(candidates.error());
    std::optional<PostgresPrograms> best;
    for (const fs::path& folder : *candidates) {
        if (folder.empty())
            continue;
        auto found = programsIn(folder);
        if (!found || found->major < oldest)
            continue;
        // Else the next newer one, which knows all that the server does, else the newest.
        const auto rank = [&](const PostgresPrograms& p) {
            const bool newer = preferredMajor != 0 && p.major >= preferredMajor;
            return std::tuple(p.major == preferredMajor, newer, newer ? -p.major : p.major);
        };
        if (!best || rank(*found) > rank(*best))
            best = std::move(found);
    }
    if (!best)
        return fail(ErrorCode::ScratchUnavailable,
                    "PostgreSQL's server programs were not found, so the schema cannot be checked",
                    "install the postgresql package (15 or later), or set scratch_url in schemawright.toml");
    return *best;
}

Result<ClientPrograms> findClientPrograms(int serverMajor)
{
    const auto folders = clientFolders();
    if (!folders)
        return std::unexpected(folders.error());
    std::optional<ClientPrograms> best;
    std::optional<ClientPrograms> older;
    for (const fs::path& folder : *folders) {
        auto found = clientProgramsIn(folder);
        if (!found)
            continue;
        std::optional<ClientPrograms>& among = found->major < serverMajor ? older : best;
        const bool better =
            !among || (found->major < serverMajor ? found->major > among->major : found->major < among->major);
        if (better)
            among = std::move(found);
        if (best && best->major == serverMajor)
            break;
    }
    if (best)
        return *best;
    const std::string wanted = std::to_string(serverMajor);
    const std::string hint = "install postgresql-client-" + wanted +
                             " or later, or name the folder of its programs under client_programs in settings.toml of "
                             "the settings folder";
    if (older)
        return fail(ErrorCode::Unsupported,
                    (older->folder / "pg_dump").string() + " is of PostgreSQL " + older->version +
                        ", which is older than the server (" + wanted + ") and cannot read it",
                    hint);
    return fail(ErrorCode::NotFound, "pg_dump and pg_restore were not found", hint);
}

} // namespace schemawright
