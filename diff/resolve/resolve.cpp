#include "diff/resolve/resolve.h"

#include "diff/plan/plan.h"
#include "diff/read/read.h"
#include "diff/resolve/run.h"
#include "diff/server/cache.h"
#include "diff/server/hash.h"

namespace schemawright {

namespace {

/// Goes up whenever a room reads something else out of the same database: what was cached before is then read anew.
constexpr int readerFormat = 7;

/// The cache's key: everything that the resolved catalog depends on.
std::string contentHash(const std::vector<SourceFile>& files, const Scope& scope)
{
    std::string all = SCHEMAWRIGHT_VERSION " " + std::to_string(readerFormat) + "\n";
    const auto add = [&](const std::string& part) { all += std::to_string(part.size()) + ":" + part; };
    for (const auto* list : {&scope.schemas, &scope.excludes, &scope.ignore}) {
        for (const std::string& item : *list)
            add(item);
        all += ";";
    }
    for (const SourceFile& file : files)
        add(file.text);
    return sha256(all);
}

/// Empty if there is no cache.
std::filesystem::path cacheFile(const std::string& hash)
{
    const auto cache = cacheDirectory();
    return cache ? *cache / "resolved" / hash : std::filesystem::path();
}

/// The first line of a cache file names the server's version, then lines of unknown objects, an empty line, the catalog.
std::string cacheText(const Reading& reading)
{
    std::string text = std::to_string(reading.server.version) + " " + reading.server.versionText + "\n";
    for (const std::string& unknown : reading.unknown)
        text += unknown + "\n";
    return text + "\n" + serialize(reading.catalog);
}

std::optional<Reading> fromCache(std::string_view text)
{
    Reading reading;
    const std::size_t end = text.find("\n\n");
    if (end == std::string_view::npos)
        return std::nullopt;
    const std::string_view head = text.substr(0, end);
    std::size_t at = head.find('\n');
    const std::string first(head.substr(0, at));
    const std::size_t space = first.find(' ');
    if (space == std::string::npos)
        return std::nullopt;
    reading.server.version = std::atoi(first.c_str());
    reading.server.versionText = first.substr(space + 1);
    while (at != std::string_view::npos) {
        const std::size_t next = head.find('\n', at + 1);
        reading.unknown.emplace_back(head.substr(at + 1, next == std::string_view::npos ? next : next - at - 1));
        at = next;
    }
    auto catalog = deserializeCatalog(text.substr(end + 2));
    if (!catalog)
        return std::nullopt;
    reading.catalog = std::move(*catalog);
    return reading;
}

} // namespace

Result<Reading> resolveSql(ScratchServer& scratch, const std::vector<SourceFile>& files, const Scope& scope,
                           const Task& task)
{
    auto session = scratch.createDatabase().and_then(ScratchSession::open);
    if (!session)
        return std::unexpected(std::move(session.error()));
    if (auto run = runFiles(scratch, session->connection, files, task); !run)
        return std::unexpected(std::move(run.error()));
    return readBack(session->connection, scope, task);
}

Result<Reading> resolveCached(const std::function<Result<std::shared_ptr<ScratchServer>>()>& scratch,
                              const std::vector<SourceFile>& files, const Scope& scope, const Task& task)
{
    const std::filesystem::path path = cacheFile(contentHash(files, scope));
    if (const auto text = readFile(path))
        if (auto reading = fromCache(*text))
            return std::move(*reading);
    auto server = scratch();
    if (!server)
        return std::unexpected(std::move(server.error()));
    auto reading = resolveSql(**server, files, scope, task);
    if (!reading)
        return reading;
    if (path.empty())
        return reading;
    // A cache that cannot be written costs time, nothing else.
    std::error_code ignored;
    std::filesystem::create_directories(path.parent_path(), ignored);
    (void)writeFileAtomically(path, cacheText(*reading));
    return reading;
}

Result<Reading> readBack(Connection& connection, const Scope& scope, const Task& task)
{
    if (auto reset = connection.query("DISCARD ALL"); !reset)
        return std::unexpected(std::move(reset.error()));
    return readCatalog(connection, scope, task);
}

Result<ScratchDatabase> buildCatalog(ScratchServer& scratch, const Catalog& catalog, const Task& task)
{
    auto plan = makePlan(baselineCatalog(), catalog);
    if (!plan)
        return std::unexpected(std::move(plan.error()));
    if (auto ensured = scratch.ensure(clusterNamesOf(catalog)); !ensured)
        return std::unexpected(std::move(ensured.error()));
    auto session = scratch.createDatabase().and_then(ScratchSession::open);
    if (!session)
        return std::unexpected(std::move(session.error()));
    if (auto run = runOnScratch(session->connection, *plan, task); !run)
        return std::unexpected(std::move(run.error()));
    return std::move(session->database);
}

} // namespace schemawright
