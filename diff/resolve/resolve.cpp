#include "diff/resolve/resolve.h"

#include "diff/kinds/table/index_validity.h"
#include "diff/plan/plan.h"
#include "diff/read/read.h"
#include "diff/read/reading_bytes.h"
#include "diff/resolve/run.h"
#include "diff/scratch/postgres_programs.h"
#include "diff/server/cache.h"
#include "diff/server/hash.h"
#include "model/sql.h"

#include <algorithm>
#include <charconv>
#include <iterator>

namespace schemawright {

namespace {

/// The cache's key: everything that the resolved catalog depends on.
std::string contentHash(const std::vector<SourceFile>& files, const Scope& scope, const std::string& server)
{
    std::string all = SCHEMAWRIGHT_VERSION " " + std::to_string(readerFormat) + "\n";
    const auto add = [&](const std::string& part) { all += std::to_string(part.size()) + ":" + part; };
    for (const auto* list : {&scope.schemas, &scope.excludes, &scope.ignore}) {
        for (const std::string& item : *list)
            add(item);
        all += ";";
    }
    add(server);
    for (const SourceFile& file : files)
        add(file.text);
    return sha256(all);
}

/// The version of the embedded server that would be started; empty: not known. `wanted`: "18" or "0 postgresql://...".
std::string startedVersion(const std::string& wanted)
{
    const std::size_t space = std::min(wanted.find(' '), wanted.size());
    if (space + 1 < wanted.size())
        return {}; // a server by its URL
    int preferred = 0;
    std::from_chars(wanted.data(), wanted.data() + space, preferred);
    const auto programs = findPostgresPrograms(preferred);
    return programs ? programs->version : std::string();
}

/// Empty if there is no cache.
std::filesystem::path cacheFile(const std::string& hash)
{
    const auto cache = cacheDirectory();
    return cache ? *cache / "resolved" / hash : std::filesystem::path();
}

} // namespace

Result<Reading> resolveSql(ScratchServer& scratch, const std::vector<SourceFile>& files, const Scope& scope,
                           const Task& task)
{
    auto session = scratch.createDatabase().and_then(ScratchSession::open);
    if (!session)
        return std::unexpected(std::move(session.error()));
    std::vector<std::string> passedOver;
    if (auto run = runFiles(scratch, session->connection, files, task, &passedOver); !run)
        return std::unexpected(std::move(run.error()));
    auto reading = readBack(session->connection, scope, task);
    if (reading)
        std::ranges::move(passedOver, std::back_inserter(reading->unknown));
    return reading;
}

Result<Reading> resolveCached(const std::function<Result<std::shared_ptr<ScratchServer>>()>& scratch,
                              const std::vector<SourceFile>& files, const Scope& scope, const Task& task,
                              const std::string& version)
{
    // Versions print the same view differently, and the programs may be others than the last time.
    const std::string started = startedVersion(version);
    const std::filesystem::path path = cacheFile(contentHash(files, scope, version + "\n" + started));
    if (const auto text = readFile(path))
        if (auto reading = readingFromBytes(*text))
            return std::move(*reading);
    auto server = scratch();
    if (!server)
        return std::unexpected(std::move(server.error()));
    auto reading = resolveSql(**server, files, scope, task);
    if (!reading)
        return reading;
    if (path.empty() || (!started.empty() && (*server)->versionText() != started))
        return reading;
    // A cache that cannot be written costs time, nothing else.
    std::error_code ignored;
    std::filesystem::create_directories(path.parent_path(), ignored);
    (void)writeFileAtomically(path, readingBytes(*reading));
    return reading;
}

Result<Reading> readBack(Connection& connection, const Scope& scope, const Task& task)
{
    if (auto reset = connection.query("DISCARD ALL"); !reset)
        return std::unexpected(std::move(reset.error()));
    return readCatalog(connection, scope, task);
}

namespace {

/// CREATE INDEX makes valid indexes only, and what makes invalid ones is a failure halfway. So that a plan that repairs one is tried on it, the mark is
/// set as the failure would have left it; the scratch server's role is a superuser, and the database is thrown away.
Result<void> markInvalidIndexes(Connection& connection, const Catalog& catalog)
{
    static constexpr std::string_view insufficientPrivilege = "42501"; // a server of the user's, by scratch_url
    for (const ObjectKey& index : invalidIndexes(catalog)) {
        const auto marked =
            connection.query("UPDATE pg_catalog.pg_index SET indisvalid = false WHERE indexrelid = " +
                             quoteLiteral(quoteName(index.schema, index.name)) + "::pg_catalog.regclass");
        if (!marked && marked.error().sqlstate != insufficientPrivilege)
            return std::unexpected(marked.error());
    }
    return {};
}

} // namespace

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
    if (auto marked = markInvalidIndexes(session->connection, catalog); !marked)
        return std::unexpected(std::move(marked.error()));
    return std::move(session->database);
}

} // namespace schemawright
