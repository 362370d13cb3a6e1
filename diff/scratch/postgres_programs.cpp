#include "diff/scratch/postgres_programs.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <optional>
#include <vector>

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

std::vector<fs::path> candidateFolders()
{
    std::vector<fs::path> folders;
    addVersioned(folders, "/usr/lib/postgresql", "");
    addVersioned(folders, "/usr", "pgsql-");
    folders.emplace_back(firstLine("pg_config --bindir 2>/dev/null"));
    const char* path = std::getenv("PATH");
    for (std::string_view rest = path == nullptr ? "" : path; !rest.empty();) {
        const std::size_t colon = std::min(rest.find(':'), rest.size());
        folders.emplace_back(rest.substr(0, colon));
        rest.remove_prefix(std::min(colon + 1, rest.size()));
    }
    return folders;
}

} // namespace

Result<PostgresPrograms> findPostgresPrograms(int preferredMajor)
{
    const char* only = std::getenv("SCHEMAWRIGHT_PG_BINDIR");
    std::optional<PostgresPrograms> best;
    for (const auto& folder : only != nullptr ? std::vector<fs::path>{only} : candidateFolders()) {
        if (folder.empty())
            continue;
        auto found = programsIn(folder);
        if (!found)
            continue;
        const auto rank = [&](const PostgresPrograms& p) { return std::pair(p.major == preferredMajor, p.major); };
        if (!best || rank(*found) > rank(*best))
            best = std::move(found);
    }
    if (!best)
        return fail(ErrorCode::ScratchUnavailable,
                    "PostgreSQL's server programs were not found, so the schema cannot be checked",
                    "install the postgresql package, or set scratch_url in schemawright.toml");
    return *best;
}

} // namespace schemawright
