#include "diff/backup/backup_files.h"

#include "model/user_settings.h"

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <format>
#include <map>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace schemawright {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view separator = "--";
constexpr std::string_view ending = ".dump";
constexpr std::string_view partialPrefix = ".schemawright-";
constexpr std::string_view partialEnding = ".partial";

std::unexpected<Error> ioError(int number, const std::string& what, const fs::path& path)
{
    return fail(number == EACCES || number == EPERM || number == EROFS ? ErrorCode::Permission : ErrorCode::Io,
                what + " " + path.string() + ": " + std::generic_category().message(number));
}

bool isPlain(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '.' ||
           c == '-' || c == '+';
}

/// So that no part begins or ends with a hyphen, has two of them, or begins with a dot.
std::string encoded(std::string_view text)
{
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        const bool lonely = i > 0 && i + 1 < text.size() && text[i - 1] != '-';
        if (isPlain(c) && (c != '-' || lonely) && (c != '.' || i > 0))
            out += c;
        else
            out += std::format("%{:02X}", static_cast<unsigned char>(c));
    }
    return out;
}

std::string decoded(std::string_view text)
{
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        unsigned value = 0;
        if (text[i] == '%' && i + 2 < text.size() &&
            std::from_chars(text.data() + i + 1, text.data() + i + 3, value, 16).ptr == text.data() + i + 3) {
            out += static_cast<char>(value);
            i += 2;
        } else {
            out += text[i];
        }
    }
    return out;
}

std::string now()
{
    const auto time = std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
    std::string text = std::format("{:%Y%m%dT%H%M%S}", time); // 20261129T114500.123
    std::erase(text, '.');
    return text + "Z";
}

bool isTime(std::string_view text)
{
    return text.size() == 19 && text[8] == 'T' && text.back() == 'Z' &&
           std::ranges::count_if(text, [](char c) { return c >= '0' && c <= '9'; }) == 17;
}

fs::path variable(const char* name)
{
    const char* value = std::getenv(name);
    return value == nullptr ? fs::path() : fs::path(value);
}

/// Files that runs which were killed have left: nobody keeps them locked.
void removeLeftovers(const fs::path& folder)
{
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(folder, error)) {
        const std::string name = entry.path().filename().string();
        if (!name.starts_with(partialPrefix) || !name.ends_with(partialEnding))
            continue;
        const Descriptor file(open(entry.path().c_str(), O_RDWR | O_NOFOLLOW | O_CLOEXEC));
        if (file.valid() && flock(file.get(), LOCK_EX | LOCK_NB) == 0)
            unlink(entry.path().c_str());
    }
}

void syncFolder(const fs::path& folder)
{
    const Descriptor opened(open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (opened.valid())
        fsync(opened.get());
}

} // namespace

std::string BackupName::fileName() const
{
    return encoded(database) + "@" + encoded(server) + std::string(separator) + time + std::string(separator) +
           (revision.empty() ? "base" : encoded(revision)) + std::string(ending);
}

std::optional<BackupName> parseBackupName(std::string_view fileName)
{
    if (!fileName.ends_with(ending))
        return std::nullopt;
    fileName.remove_suffix(ending.size());
    const std::size_t at = fileName.find('@');
    const std::size_t first = fileName.find(separator);
    const std::size_t second = first == std::string_view::npos ? first : fileName.find(separator, first + 2);
    if (at == std::string_view::npos || second == std::string_view::npos || at > first)
        return std::nullopt;
    const std::string_view time = fileName.substr(first + 2, second - first - 2);
    if (!isTime(time))
        return std::nullopt;
    const std::string revision = decoded(fileName.substr(second + 2));
    return BackupName{decoded(fileName.substr(0, at)), decoded(fileName.substr(at + 1, first - at - 1)),
                      std::string(time), revision == "base" ? std::string() : revision};
}

BackupName backupNameNow(const ConnectionSpec& spec, const std::string& revision)
{
    std::string server = spec.get("host");
    if (server.empty() || server == "/var/run/postgresql" || server == "/run/postgresql" || server == "/tmp")
        server = "local";
    if (const std::string port = spec.get("port"); !port.empty() && port != "5432")
        server += ":" + port;
    // A file's name has 255 bytes, and a revision's id may have any number.
    static constexpr std::size_t longest = 40;
    return {spec.get("dbname"), server, now(), revision.substr(0, longest)};
}

Result<fs::path> backupFolder(const fs::path& chosen)
{
    if (!chosen.empty())
        return fs::absolute(chosen).lexically_normal();
    if (const fs::path folder = variable("SCHEMAWRIGHT_BACKUP_DIR"); folder.is_absolute())
        return folder;
    const fs::path file = settingsFolder() / "settings.toml";
    const auto settings = file.is_absolute() ? readUserSettings(file) : UserSettings{};
    if (!settings)
        return std::unexpected(settings.error());
    if (!settings->backupFolder.empty())
        return settings->backupFolder;
    if (const fs::path state = variable("XDG_STATE_HOME"); state.is_absolute())
        return state / "schemawright" / "backups";
    if (const fs::path home = variable("HOME"); home.is_absolute())
        return home / ".local" / "state" / "schemawright" / "backups";
    return fail(ErrorCode::NotFound, "there is no folder for backups, because neither XDG_STATE_HOME nor HOME is set",
                "use --backup-folder, or set SCHEMAWRIGHT_BACKUP_DIR");
}

Result<std::vector<BackupFile>> listBackups(const fs::path& folder)
{
    std::vector<BackupFile> found;
    std::error_code error;
    if (!fs::exists(folder, error) && !error)
        return found;
    fs::directory_iterator entries(folder, error);
    for (; !error && entries != fs::directory_iterator(); entries.increment(error)) {
        const auto name = parseBackupName(entries->path().filename().string());
        if (!name || !entries->is_regular_file(error))
            continue;
        found.push_back({entries->path(), *name, entries->file_size(error)});
    }
    if (error)
        return ioError(error.value(), "could not read the folder", folder);
    std::ranges::sort(found, {},
                      [](const BackupFile& each) { return std::tuple(each.name.series(), each.name.time, each.path); });
    return found;
}

Result<std::vector<BackupFile>> pruneBackups(const fs::path& folder, std::vector<BackupFile> backups, std::size_t keep)
{
    removeLeftovers(folder);
    std::map<std::string, std::size_t> left;
    for (const BackupFile& each : backups)
        ++left[each.name.series()];
    std::vector<BackupFile> removed;
    for (BackupFile& each : backups) {
        std::size_t& count = left[each.name.series()];
        if (count <= keep)
            continue;
        if (unlink(each.path.c_str()) != 0 && errno != ENOENT)
            return ioError(errno, "could not delete", each.path);
        --count;
        removed.push_back(std::move(each));
    }
    return removed;
}

Result<PartialBackup> PartialBackup::create(const fs::path& folder)
{
    std::error_code error;
    if (folder.has_parent_path())
        fs::create_directories(folder.parent_path(), error);
    if (mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST)
        return ioError(errno, "could not create the folder", folder);
    removeLeftovers(folder);
    while (true) {
        std::string name = (folder / partialPrefix).string() + "XXXXXX" + std::string(partialEnding);
        Descriptor file(mkostemps(name.data(), static_cast<int>(partialEnding.size()), O_CLOEXEC));
        if (!file.valid())
            return ioError(errno, "could not write to the folder", folder);
        // Where the file system has no locks, leftovers stay.
        while (flock(file.get(), LOCK_EX) != 0 && errno == EINTR) {
        }
        // Another process may have taken it for a leftover before it was locked.
        struct stat status{};
        if (fstat(file.get(), &status) == 0 && status.st_nlink > 0)
            return PartialBackup(name, std::move(file));
    }
}

PartialBackup::PartialBackup(PartialBackup&& other) noexcept
    : m_path(std::exchange(other.m_path, {})), m_file(std::move(other.m_file))
{
}

PartialBackup::~PartialBackup()
{
    if (!m_path.empty())
        unlink(m_path.c_str());
}

Result<void> PartialBackup::sync() const
{
    if (fsync(m_file.get()) != 0)
        return ioError(errno, "could not write", m_path);
    return {};
}

std::uint64_t PartialBackup::bytes() const
{
    struct stat status{};
    return fstat(m_file.get(), &status) == 0 ? static_cast<std::uint64_t>(status.st_size) : 0;
}

Result<fs::path> PartialBackup::keepAs(const BackupName& name)
{
    fs::path path = m_path.parent_path() / name.fileName();
    int failed = renameat2(AT_FDCWD, m_path.c_str(), AT_FDCWD, path.c_str(), RENAME_NOREPLACE) == 0 ? 0 : errno;
    std::error_code error;
    if (failed == EINVAL && !fs::exists(path, error)) // a file system that does not know the flag
        failed = rename(m_path.c_str(), path.c_str()) == 0 ? 0 : errno;
    if (failed != 0)
        return ioError(failed, "could not create", path);
    syncFolder(path.parent_path());
    m_path.clear();
    return path;
}

} // namespace schemawright
