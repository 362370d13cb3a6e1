#include "diff/revision/revision_chain.h"

#include "diff/revision/revision.h"
#include "diff/revision/revision_file.h"
#include "diff/revision/revision_id.h"

#include <algorithm>
#include <fcntl.h>
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

std::unexpected<Error> invalidFile(const Revision& revision, std::string message, std::string hint = {})
{
    Error error;
    error.message = std::move(message);
    error.file = revision.path.string();
    error.hint = std::move(hint);
    return std::unexpected(std::move(error));
}

/// The parents of a new revision.
Result<std::vector<std::string>> parentsOf(const std::vector<Revision>& known, const RevisionPlace& place)
{
    const RevisionGraph graph(known);
    const std::vector<std::string> heads = graph.heads();
    if (place.expectedHeads && *place.expectedHeads != heads) {
        std::vector<std::string> fresh = heads;
        std::erase_if(fresh, [&](const std::string& id) {
            return std::ranges::find(*place.expectedHeads, id) != place.expectedHeads->end();
        });
        return fail(ErrorCode::Conflict,
                    fresh.empty() ? "the heads of the project were changed meanwhile to " + headsText(heads)
                                  : "revision " + headsText(fresh) + " was written meanwhile by another run",
                    "run the command again");
    }
    if (place.parents) {
        for (const std::string& parent : *place.parents)
            if (!graph.find(parent))
                return fail(ErrorCode::NotFound, "revision \"" + parent + "\" does not exist");
        return *place.parents;
    }
    if (heads.size() > 1)
        return std::unexpected(severalHeads(graph, heads));
    return heads;
}

Result<void> checkNames(const std::vector<Revision>& known, const Revision& revision)
{
    if (auto good = checkId(revision.id); !good)
        return good;
    for (const Revision& other : known) {
        if (other.id == revision.id)
            return fail(ErrorCode::Conflict, "revision " + revision.id + " already exists");
        if (std::ranges::find(other.labels, revision.id) != other.labels.end())
            return fail(ErrorCode::Conflict, revision.id + " is a label of revision " + other.id);
    }
    for (const std::string& label : revision.labels) {
        if (auto good = checkLabel(label); !good)
            return good;
        if (label == revision.id)
            return fail(ErrorCode::Conflict, "the label " + label + " is the id of the revision");
        for (const Revision& other : known)
            if (other.id == label || std::ranges::find(other.labels, label) != other.labels.end())
                return fail(ErrorCode::Conflict, "the label " + label + " is already used by revision " + other.id,
                            "choose another label");
    }
    return {};
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

Result<Revision> writeRevision(const DatabaseConfig& database, Revision revision, const RevisionPlace& place)
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
    auto parents = parentsOf(*known, place);
    if (!parents)
        return std::unexpected(parents.error());
    revision.parents = std::move(*parents);
    if (revision.created.empty())
        revision.created = nowText();
    if (revision.id.empty())
        revision.id = newId(database.revisionIds, *known, revision);
    if (auto good = checkNames(*known, revision); !good)
        return std::unexpected(good.error());
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

} // namespace schemawright
