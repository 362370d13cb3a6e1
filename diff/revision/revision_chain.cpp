#include "diff/revision/revision_chain.h"

#include "diff/revision/revision.h"
#include "diff/revision/revision_file.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdlib>
#include <ctime>
#include <fcntl.h>
#include <map>
#include <set>
#include <sys/file.h>
#include <system_error>
#include <unistd.h>

namespace schemawright {

namespace {

namespace fs = std::filesystem;

/// Holds other processes off from the folder while a revision gets its number. Goes away with the process, however that ends.
class FolderLock {
public:
    explicit FolderLock(const fs::path& folder)
        : m_descriptor(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC))
    {
        while (m_descriptor >= 0 && ::flock(m_descriptor, LOCK_EX) != 0 && errno == EINTR) {
        }
    }
    FolderLock(const FolderLock&) = delete;
    FolderLock& operator=(const FolderLock&) = delete;
    ~FolderLock()
    {
        if (m_descriptor >= 0)
            ::close(m_descriptor);
    }

private:
    int m_descriptor;
};

/// ASCII letters and digits of the message, joined by underscores.
std::string slugOf(std::string_view message)
{
    static constexpr std::size_t longest = 40;
    std::string slug;
    for (const char c : message) {
        const char lower = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
        if ((lower >= 'a' && lower <= 'z') || (lower >= '0' && lower <= '9'))
            slug += lower;
        else if (!slug.empty() && slug.back() != '_')
            slug += '_';
        if (slug.size() == longest)
            break;
    }
    while (!slug.empty() && slug.back() == '_')
        slug.pop_back();
    return slug.empty() ? "revision" : slug;
}

std::optional<unsigned> numberOf(std::string_view id)
{
    unsigned number = 0;
    const auto [end, failed] = std::from_chars(id.data(), id.data() + id.size(), number);
    return failed == std::errc() && end == id.data() + id.size() ? std::optional(number) : std::nullopt;
}

std::string nextId(const std::vector<Revision>& revisions)
{
    unsigned last = 0;
    for (const Revision& revision : revisions)
        last = std::max(last, numberOf(revision.id).value_or(0));
    std::string id = std::to_string(last + 1);
    return id.size() < 4 ? std::string(4 - id.size(), '0') + id : id;
}

Result<void> checkId(const std::string& id)
{
    const bool plain = !id.empty() && id.size() <= 64 && std::ranges::all_of(id, [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    });
    if (!plain)
        return fail(ErrorCode::Usage, "\"" + id + "\" cannot be a revision's id",
                    "use at most 64 letters, digits and underscores");
    if (id == "head" || id == "heads" || id == "base")
        return fail(ErrorCode::Usage, "\"" + id + "\" is reserved and cannot be a revision's id");
    return {};
}

/// ISO 8601 in UTC. SOURCE_DATE_EPOCH makes what is generated reproducible.
std::string nowText()
{
    std::time_t now = std::time(nullptr);
    if (const char* epoch = std::getenv("SOURCE_DATE_EPOCH")) {
        const std::string_view text = epoch;
        long long seconds = 0;
        if (std::from_chars(text.data(), text.data() + text.size(), seconds).ec == std::errc())
            now = static_cast<std::time_t>(seconds);
    }
    std::tm parts{};
    ::gmtime_r(&now, &parts);
    std::array<char, 32> buffer{};
    const std::size_t length = std::strftime(buffer.data(), buffer.size(), "%Y-%m-%dT%H:%M:%SZ", &parts);
    return {buffer.data(), length};
}

std::unexpected<Error> invalidFile(const Revision& revision, std::string message, std::string hint = {})
{
    Error error;
    error.message = std::move(message);
    error.file = revision.path.string();
    error.hint = std::move(hint);
    return std::unexpected(std::move(error));
}

/// Puts the revisions in the order of their one line, from the first to the head.
Result<std::vector<Revision>> inOrder(const std::vector<Revision>& revisions)
{
    std::map<std::string, const Revision*> byId;
    std::map<std::string, const Revision*> byParent;
    for (const Revision& revision : revisions)
        if (auto [known, fresh] = byId.emplace(revision.id, &revision); !fresh)
            return invalidFile(revision,
                               "the id " + revision.id + " is also used by " + known->second->path.filename().string());
    for (const Revision& revision : revisions) {
        if (revision.parents.size() > 1)
            return invalidFile(revision, "revision " + revision.id +
                                             " has more than one parent, and merged histories are not supported yet");
        const std::string parent = revision.parents.empty() ? "" : revision.parents.front();
        if (!parent.empty() && !byId.contains(parent))
            return invalidFile(revision, "its parent " + parent + " does not exist");
        if (auto [known, fresh] = byParent.emplace(parent, &revision); !fresh)
            return invalidFile(revision,
                               "this revision and " + known->second->path.filename().string() + " both " +
                                   (parent.empty() ? "have no parent" : "follow " + parent),
                               "change the parents of one of them so that it follows the other");
    }
    std::vector<Revision> ordered;
    for (auto next = byParent.find(""); next != byParent.end(); next = byParent.find(next->second->id))
        ordered.push_back(*next->second);
    if (ordered.size() != revisions.size())
        for (const Revision& revision : revisions)
            if (std::ranges::find(ordered, revision.id, &Revision::id) == ordered.end())
                return invalidFile(revision, "its parents form a cycle");
    return ordered;
}

std::ptrdiff_t indexOf(const std::vector<Revision>& revisions, std::string_view id)
{
    return std::ranges::find(revisions, id, &Revision::id) - revisions.begin();
}

/// The position in the chain: 0 for base, n for the n-th revision. NotFound where the project has no such revision.
Result<std::ptrdiff_t> positionOf(const std::vector<Revision>& revisions, const std::string& id)
{
    if (id.empty())
        return 0;
    const auto index = indexOf(revisions, id);
    if (index == std::ssize(revisions))
        return fail(ErrorCode::NotFound, "the database is at revision " + id + ", which this project does not have",
                    "check whether the project's checkout is out of date");
    return index + 1;
}

Result<std::string> byPrefix(const std::vector<Revision>& revisions, std::string_view prefix)
{
    if (prefix == "head" || prefix == "heads")
        return revisions.empty() ? std::string() : revisions.back().id;
    if (prefix == "base")
        return std::string();
    std::vector<std::string> found;
    for (const Revision& revision : revisions) {
        if (revision.id == prefix)
            return revision.id;
        if (!prefix.empty() && revision.id.starts_with(prefix))
            found.push_back(revision.id);
    }
    if (found.empty())
        return fail(ErrorCode::NotFound, "revision \"" + std::string(prefix) + "\" does not exist");
    if (found.size() > 1)
        return fail(ErrorCode::Usage,
                    "\"" + std::string(prefix) + "\" is ambiguous: it can be revision " + found[0] + " or " + found[1]);
    return found.front();
}

} // namespace

Result<std::vector<Revision>> readRevisions(const DatabaseConfig& database)
{
    const fs::path folder = database.folder / "revisions";
    std::error_code failed;
    if (!fs::exists(folder, failed))
        return std::vector<Revision>{};
    auto files = readSqlFolder(folder);
    if (!files)
        return std::unexpected(files.error());
    std::vector<Revision> revisions;
    for (const SourceFile& file : *files) {
        auto revision = parseRevision(file);
        if (!revision)
            return std::unexpected(revision.error());
        if (auto good = checkId(revision->id); !good)
            return invalidFile(*revision, good.error().message, good.error().hint);
        revisions.push_back(std::move(*revision));
    }
    return inOrder(revisions);
}

Result<Revision> writeRevision(const DatabaseConfig& database, Revision revision,
                               const std::optional<std::string>& expectedHead)
{
    const fs::path folder = database.folder / "revisions";
    std::error_code failed;
    fs::create_directories(folder, failed);
    if (failed)
        return fail(failed == std::errc::permission_denied || failed == std::errc::read_only_file_system
                        ? ErrorCode::Permission
                        : ErrorCode::Io,
                    "could not create the folder " + folder.string() + ": " + failed.message());
    const FolderLock lock(folder);
    auto known = readRevisions(database);
    if (!known)
        return std::unexpected(known.error());
    const std::string head = known->empty() ? "" : known->back().id;
    if (expectedHead && *expectedHead != head)
        return fail(ErrorCode::Conflict, "revision " + head + " was written meanwhile by another run",
                    "run the command again");
    if (revision.id.empty())
        revision.id = nextId(*known);
    if (auto good = checkId(revision.id); !good)
        return std::unexpected(good.error());
    if (indexOf(*known, revision.id) != std::ssize(*known))
        return fail(ErrorCode::Conflict, "revision " + revision.id + " already exists");
    const std::vector<std::string> follows = head.empty() ? std::vector<std::string>{} : std::vector{head};
    if (!revision.parents.empty() && revision.parents != follows)
        return fail(ErrorCode::Unsupported, "a new revision must follow the head " + (head.empty() ? "(base)" : head) +
                                                ", not " + revision.parents.front());
    revision.parents = follows;
    if (revision.created.empty())
        revision.created = nowText();
    revision.path = folder / (revision.id + "_" + slugOf(revision.message) + ".sql");
    revision.checksum = revisionChecksum(revision);
    const std::string text = revisionText(revision);
    // What is written must be what will be read: a statement that our own parser would not find again never reaches the disk.
    auto again = parseRevision({revision.path.string(), text});
    if (!again)
        return std::unexpected(again.error());
    if (auto inside = staysInside(database.folder, revision.path); !inside)
        return std::unexpected(inside.error());
    if (auto written = createFile(revision.path, text); !written)
        return std::unexpected(written.error());
    return again;
}

Result<std::string> resolveTarget(const std::vector<Revision>& revisions, std::string_view target,
                                  const std::string& current)
{
    if (target.empty())
        return fail(ErrorCode::Usage, "the target is empty", "use head, base, an id, +N, -N or id+N");
    const std::size_t sign = target.find_first_of("+-");
    if (sign == std::string_view::npos)
        return byPrefix(revisions, target);
    const auto steps = numberOf(target.substr(sign + 1));
    if (!steps)
        return fail(ErrorCode::Usage, "\"" + std::string(target) + "\" is not a target",
                    "use head, base, an id, +N, -N or id+N");
    Result<std::string> start = sign == 0 ? Result<std::string>(current) : byPrefix(revisions, target.substr(0, sign));
    if (!start)
        return start;
    auto position = positionOf(revisions, *start);
    if (!position)
        return std::unexpected(position.error());
    const std::ptrdiff_t wanted = *position + (target[sign] == '+' ? 1 : -1) * static_cast<std::ptrdiff_t>(*steps);
    if (wanted < 0 || wanted > std::ssize(revisions))
        return fail(ErrorCode::NotFound,
                    "\"" + std::string(target) + "\" is beyond the " + (wanted < 0 ? "first" : "last") + " revision",
                    "number of revisions " + std::string(wanted < 0 ? "before " : "after ") +
                        (start->empty() ? "base" : *start) + ": " +
                        std::to_string(wanted < 0 ? *position : std::ssize(revisions) - *position));
    return wanted == 0 ? std::string() : revisions[static_cast<std::size_t>(wanted - 1)].id;
}

Result<std::vector<RevisionStep>> pathBetween(const std::vector<Revision>& revisions, const std::string& fromId,
                                              const std::string& toId)
{
    auto from = positionOf(revisions, fromId);
    if (!from)
        return std::unexpected(from.error());
    const auto to = toId.empty() ? 0 : indexOf(revisions, toId) + 1;
    if (to > std::ssize(revisions))
        return fail(ErrorCode::NotFound, "revision \"" + toId + "\" does not exist");
    std::vector<RevisionStep> steps;
    for (auto i = *from; i < to; ++i)
        steps.push_back({revisions[static_cast<std::size_t>(i)], true});
    for (auto i = *from; i > to; --i)
        steps.push_back({revisions[static_cast<std::size_t>(i - 1)], false});
    return steps;
}

} // namespace schemawright
