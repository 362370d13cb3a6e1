#include "model/project.h"

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace schemawright {

namespace {

namespace fs = std::filesystem;

Error ioError(int number, const std::string& what, const fs::path& path)
{
    Error error;
    error.code = number == EACCES || number == EPERM || number == EROFS ? ErrorCode::Permission
                 : number == ENOENT || number == ENOTDIR                ? ErrorCode::NotFound
                                                                        : ErrorCode::Io;
    error.message = what + " " + path.string() + ": " + std::generic_category().message(number);
    if (error.code == ErrorCode::Permission)
        error.hint = "check the permissions of the file and its folder";
    return error;
}

/// Closes with the scope; close() reports late write errors, so writers call it themselves.
class Descriptor {
public:
    explicit Descriptor(int descriptor) : m_descriptor(descriptor) {}
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor() { close(); }
    [[nodiscard]] int get() const { return m_descriptor; }
    int close()
    {
        const int descriptor = std::exchange(m_descriptor, -1);
        return descriptor < 0 ? 0 : ::close(descriptor);
    }

private:
    int m_descriptor;
};

int writeAll(int descriptor, std::string_view bytes)
{
    while (!bytes.empty()) {
        const ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
        if (written < 0) {
            if (errno == EINTR)
                continue;
            return errno;
        }
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return 0;
}

/// The file that a write to `path` shall replace: a symlink stays, what it points to is replaced.
Result<fs::path> writeTarget(const fs::path& path)
{
    std::error_code failed;
    if (!fs::is_symlink(fs::symlink_status(path, failed)))
        return path;
    fs::path target = fs::weakly_canonical(path, failed);
    if (failed)
        return std::unexpected(ioError(failed.value(), "could not follow the link", path));
    return target;
}

/// Writes and syncs the temporary file; what was begun is removed on failure by the caller.
int fillTemporary(int descriptor, std::string_view bytes, const struct stat* old)
{
    if (const int number = writeAll(descriptor, bytes))
        return number;
    if (old && ::fchmod(descriptor, old->st_mode & 07777U) != 0)
        return errno;
    return ::fsync(descriptor) == 0 ? 0 : errno;
}

} // namespace

Result<void> writeFileAtomically(const fs::path& path, std::string_view bytes)
{
    auto target = writeTarget(path);
    if (!target)
        return std::unexpected(target.error());
    struct stat old{};
    const bool exists = ::stat(target->c_str(), &old) == 0;
    if (exists && S_ISDIR(old.st_mode))
        return std::unexpected(ioError(EISDIR, "could not write", path));
    // rename() would replace a file that its owner has made read-only.
    if (exists && ::access(target->c_str(), W_OK) != 0)
        return std::unexpected(ioError(errno, "could not write", path));

    static std::atomic<unsigned> counter = 0;
    const fs::path folder = target->has_parent_path() ? target->parent_path() : fs::path(".");
    const fs::path temporary =
        folder / (".schemawright-" + std::to_string(::getpid()) + "-" + std::to_string(counter++) + ".tmp");
    Descriptor file(::open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666));
    if (file.get() < 0)
        return std::unexpected(ioError(errno, "could not write", path));
    int number = fillTemporary(file.get(), bytes, exists ? &old : nullptr);
    if (file.close() != 0 && number == 0)
        number = errno;
    if (number == 0 && ::rename(temporary.c_str(), target->c_str()) != 0)
        number = errno;
    if (number != 0) {
        ::unlink(temporary.c_str());
        return std::unexpected(ioError(number, "could not write", path));
    }
    // The new name is durable only once the folder is; some file systems refuse this, and then there is nothing to gain.
    const Descriptor parent(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (parent.get() >= 0)
        ::fsync(parent.get());
    return {};
}

Result<void> createFile(const fs::path& path, std::string_view bytes)
{
    Descriptor file(::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666));
    if (file.get() < 0) {
        Error error = ioError(errno, "could not create", path);
        if (errno == EEXIST)
            error.code = ErrorCode::Conflict;
        return std::unexpected(std::move(error));
    }
    int number = fillTemporary(file.get(), bytes, nullptr);
    if (file.close() != 0 && number == 0)
        number = errno;
    if (number != 0) {
        ::unlink(path.c_str());
        return std::unexpected(ioError(number, "could not write", path));
    }
    return {};
}

Result<std::string> readFile(const fs::path& path)
{
    const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (file.get() < 0)
        return std::unexpected(ioError(errno, "could not read", path));
    std::string text;
    struct stat info{};
    if (::fstat(file.get(), &info) == 0 && S_ISREG(info.st_mode))
        text.reserve(static_cast<std::size_t>(info.st_size));
    std::string buffer(65536, '\0');
    while (true) {
        const ssize_t got = ::read(file.get(), buffer.data(), buffer.size());
        if (got == 0)
            return text;
        if (got > 0)
            text.append(buffer, 0, static_cast<std::size_t>(got));
        else if (errno != EINTR)
            return std::unexpected(ioError(errno, "could not read", path));
    }
}

namespace {

/// The byte where `text` stops being UTF-8 (or holds a zero byte, which PostgreSQL has no place for); npos where it is all well.
std::size_t invalidUtf8(std::string_view text)
{
    for (std::size_t i = 0; i < text.size();) {
        const auto lead = static_cast<unsigned char>(text[i]);
        if (lead == 0)
            return i;
        const std::size_t length = lead < 0x80                   ? 1
                                   : lead >= 0xC2 && lead < 0xE0 ? 2
                                   : lead >= 0xE0 && lead < 0xF0 ? 3
                                   : lead >= 0xF0 && lead < 0xF5 ? 4
                                                                 : 0;
        if (length == 0 || i + length > text.size())
            return i;
        for (std::size_t k = 1; k < length; ++k)
            if ((static_cast<unsigned char>(text[i + k]) & 0xC0U) != 0x80U)
                return i;
        const auto second = static_cast<unsigned char>(length > 1 ? text[i + 1] : '\0');
        // Overlong forms, surrogates, and what lies beyond U+10FFFF. RFC 3629, section 4.
        if ((lead == 0xE0 && second < 0xA0) || (lead == 0xED && second >= 0xA0) || (lead == 0xF0 && second < 0x90) ||
            (lead == 0xF4 && second >= 0x90))
            return i;
        i += length;
    }
    return std::string_view::npos;
}

} // namespace

Result<SourceFile> readSqlFile(const fs::path& path)
{
    auto text = readFile(path);
    if (!text)
        return std::unexpected(text.error());
    if (text->starts_with("\xEF\xBB\xBF"))
        text->erase(0, 3);
    const std::size_t bad = invalidUtf8(*text);
    if (bad != std::string::npos) {
        Error error;
        error.message = "the file is not UTF-8 text";
        error.file = path.string();
        error.line = 1 + static_cast<std::size_t>(
                             std::count(text->begin(), text->begin() + static_cast<std::ptrdiff_t>(bad), '\n'));
        error.position = bad + 1;
        error.hint = "convert the file to UTF-8, for example with iconv";
        return std::unexpected(std::move(error));
    }
    return SourceFile{path.string(), std::move(*text)};
}

Result<std::vector<SourceFile>> readSqlFolder(const fs::path& folder)
{
    std::vector<fs::path> paths;
    std::error_code failed;
    for (fs::directory_iterator it(folder, failed), end; !failed && it != end; it.increment(failed))
        if (it->path().extension() == ".sql" && !it->is_directory())
            paths.push_back(it->path());
    if (failed)
        return std::unexpected(ioError(failed.value(), "could not read", folder));
    std::ranges::sort(paths);
    std::vector<SourceFile> files;
    for (const fs::path& path : paths) {
        auto file = readSqlFile(path);
        if (!file)
            return std::unexpected(file.error());
        files.push_back(std::move(*file));
    }
    return files;
}

} // namespace schemawright
