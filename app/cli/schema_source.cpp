#include "app/cli/schema_source.h"

#include "app/cli/connect.h"
#include "app/cli/process.h"

#include "diff/difference/rename_sequence.h"
#include "diff/difference/rename_text.h"
#include "diff/kinds/extension.h"
#include "diff/prove/prove.h"
#include "diff/read/live_cache.h"
#include "diff/read/read.h"
#include "diff/resolve/resolve.h"
#include "diff/revision/revision_chain.h"
#include "diff/revision/revision_replay.h"
#include "diff/revision/revision_target.h"
#include "diff/workflow/revise.h"
#include "model/rename.h"
#include "model/sql.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <future>
#include <iostream>
#include <iterator>
#include <set>
#include <system_error>

namespace schemawright::cli {

namespace {

namespace fs = std::filesystem;

bool isConnection(std::string_view argument)
{
    if (argument.starts_with("postgresql://") || argument.starts_with("postgres://") || argument.starts_with("env:"))
        return true;
    // keyword=value pairs, unless there is a file of that name: x=1.sql
    std::error_code failed;
    if (fs::exists(argument, failed))
        return false;
    const std::size_t equals = argument.find('=');
    return equals != std::string_view::npos && equals > 0 &&
           std::ranges::all_of(argument.substr(0, equals), [](char c) { return (c >= 'a' && c <= 'z') || c == '_'; });
}

void warn(Session& session, const std::string& label, const Reading& reading)
{
    for (const std::string& unknown : reading.unknown)
        session.say("warning: " + label + ": " + commentText(unknown) + " is ignored");
    for (const std::string& hidden : reading.hidden)
        session.say("warning: " + label + ": this role cannot see all of " + commentText(hidden));
}

Result<SchemaSource> resolve(Session& session, const std::vector<SourceFile>& files, const Scope& scope,
                             std::string label)
{
    SchemaSource source;
    source.label = std::move(label);
    if (files.empty()) {
        source.catalog = restrictTo(baselineCatalog(), scope);
        return source;
    }
    auto reading =
        resolveCached([&] { return session.scratch(); }, files, scope, session.task(), session.scratchWanted());
    if (!reading)
        return std::unexpected(reading.error());
    warn(session, source.label, *reading);
    source.catalog = std::move(reading->catalog);
    return source;
}

/// The SQL of a dump that pg_dump wrote in its custom format. PostgreSQL 17 manual, "pg_restore".
Result<SourceFile> readArchive(const fs::path& path)
{
    auto script = outputOf({"pg_restore", "--file=-", path.string()});
    if (!script && script.error().code == ErrorCode::NotFound)
        return fail(ErrorCode::NotFound,
                    path.string() + " is a dump in pg_dump's custom format, but pg_restore is not installed",
                    "install the PostgreSQL client programs, or create the dump with pg_dump --schema-only");
    if (!script)
        return fail(ErrorCode::Invalid, "pg_restore could not read " + path.string() + ": " + script.error().message);
    return SourceFile{path.string(), std::move(*script)};
}

bool isArchive(const fs::path& path)
{
    std::array<char, 5> start{};
    std::ifstream in(path, std::ios::binary);
    return in.read(start.data(), start.size()) && std::string_view(start.data(), start.size()) == "PGDMP";
}

Result<SchemaSource> readPath(Session& session, const fs::path& path)
{
    std::error_code failed;
    if (!fs::is_directory(path, failed)) {
        auto file = isArchive(path) ? readArchive(path) : readSqlFile(path);
        if (!file)
            return std::unexpected(file.error());
        return resolve(session, {*file}, session.scope(), path.string());
    }
    auto files = readSqlFolder(path);
    if (!files)
        return std::unexpected(files.error());
    if (files->empty())
        return fail(ErrorCode::NotFound, "the folder " + path.string() + " has no .sql files",
                    fs::exists(path / "schemawright.toml", failed)
                        ? "for the project's model, use --project " + path.string() + " and model as the schema"
                        : "");
    return resolve(session, *files, session.scope(), path.string());
}

} // namespace

namespace {

Result<SchemaSource> liveSource(Session& session, const ConnectionSpec& spec, const Result<Reading>& reading)
{
    if (!reading)
        return std::unexpected(reading.error());
    SchemaSource source;
    source.label = spec.display();
    source.catalog = reading->catalog;
    source.sizes = reading->sizes;
    source.live = spec;
    source.serverVersion = reading->server.version;
    session.preferMajor(reading->server.version);
    warn(session, source.label, *reading);
    return source;
}

/// Two live databases are read at the same time: neither waits for the other's server, and one connection to each is enough to do.
Result<std::pair<SchemaSource, SchemaSource>> readBothLive(Session& session, const std::string& from,
                                                           const std::string& to)
{
    const auto fromSpec = connectionFrom(from);
    const auto toSpec = connectionFrom(to);
    if (!fromSpec || !toSpec)
        return std::unexpected(fromSpec ? toSpec.error() : fromSpec.error());
    const Scope scope = session.scope();
    const Task silent{.stop = session.task().stop, .report = {}};
    auto other =
        std::async(std::launch::async, [&] { return readUnlessKnown(*toSpec, scope, silent, Connections::One); });
    auto first = liveSource(session, *fromSpec, readUnlessKnown(*fromSpec, scope, session.task(), Connections::One));
    auto second = liveSource(session, *toSpec, other.get());
    if (!first || !second)
        return std::unexpected(first ? second.error() : first.error());
    giveBackFreeMemory();
    return std::pair{std::move(*first), std::move(*second)};
}

} // namespace

Result<SchemaSource> readLive(Session& session, const ConnectionSpec& spec, const Scope& scope)
{
    return liveSource(session, spec, readUnlessKnown(spec, scope, session.task()));
}

Result<SchemaSource> readModel(Session& session, const DatabaseConfig& database)
{
    auto files = readModelFiles(database);
    if (!files)
        return std::unexpected(files.error());
    auto source = resolve(session, *files, session.scope(database), "the model");
    if (source)
        source->isModel = true;
    return source;
}

Result<SchemaSource> readRevision(Session& session, const DatabaseConfig& database, const std::string& id)
{
    auto revisions = readRevisions(database);
    if (!revisions)
        return std::unexpected(revisions.error());
    SchemaSource source;
    source.label = id.empty() ? "base" : "revision " + id;
    if (id.empty()) {
        source.catalog = restrictTo(baselineCatalog(), session.scope(database));
        return source;
    }
    auto catalog = replayRevisions([&] { return session.scratch(); }, *revisions, id, session.scope(database),
                                   session.task(), session.scratchWanted());
    if (!catalog)
        return std::unexpected(catalog.error());
    source.catalog = std::move(*catalog);
    return source;
}

Result<SchemaSource> readSchema(Session& session, const std::string& argument)
{
    if (argument == "-") {
        SourceFile input{"standard input", std::string(std::istreambuf_iterator(std::cin), {})};
        return resolve(session, {std::move(input)}, session.scope(), "standard input");
    }
    if (argument == "empty")
        return SchemaSource{"nothing", false, restrictTo(baselineCatalog(), session.scope()), {}, {}};
    if (isConnection(argument)) {
        auto spec = connectionFrom(argument);
        if (!spec)
            return std::unexpected(spec.error());
        return readLive(session, *spec, session.scope());
    }
    std::error_code failed;
    const bool keyword = argument == "model" || argument == "head" || argument == "base";
    if (!keyword && fs::exists(argument, failed))
        return readPath(session, argument);
    if (!keyword && (argument.contains('/') || argument.ends_with(".sql")))
        return fail(ErrorCode::NotFound, "no such file: " + argument);

    auto database = session.database();
    if (!database) {
        if (!keyword && database.error().code == ErrorCode::NotFound)
            return fail(ErrorCode::NotFound,
                        "\"" + argument +
                            "\" is not a connection, file or folder, and there is no project with revisions");
        return std::unexpected(database.error());
    }
    if (argument == "model")
        return readModel(session, *database);
    auto revisions = readRevisions(*database);
    if (!revisions)
        return std::unexpected(revisions.error());
    auto id = resolveRevision(*revisions, argument);
    if (!id && id.error().code == ErrorCode::NotFound)
        return fail(ErrorCode::NotFound, "\"" + argument + "\" is not a connection, file, folder or revision");
    if (!id)
        return std::unexpected(id.error());
    return readRevision(session, *database, *id);
}

namespace {

Result<std::pair<SchemaSource, SchemaSource>> readBoth(Session& session, const std::string& from, const std::string& to)
{
    // A word that stands for a part of a project brings the project's scope, for both sides.
    for (const std::string& argument : {from, to}) {
        std::error_code failed;
        const bool ofProject =
            argument != "empty" && argument != "-" && !isConnection(argument) &&
            (argument == "model" || argument == "head" || argument == "base" || !fs::exists(argument, failed));
        if (ofProject && session.common.schemas.empty())
            if (const auto database = session.database())
                session.common.schemas = database->schemas;
    }
    if (isConnection(from) && isConnection(to))
        return readBothLive(session, from, to);
    const bool toFirst = isConnection(to) && !isConnection(from);
    auto first = readSchema(session, toFirst ? to : from);
    if (!first)
        return std::unexpected(first.error());
    auto second = readSchema(session, toFirst ? from : to);
    if (!second)
        return std::unexpected(second.error());
    if (toFirst)
        std::swap(*first, *second);
    return std::pair{std::move(*first), std::move(*second)};
}

} // namespace

Result<std::pair<SchemaSource, SchemaSource>> readSchemas(Session& session, const std::string& from,
                                                          const std::string& to)
{
    if (from == "-" && to == "-")
        return fail(ErrorCode::Usage, "only one of the two schemas can be standard input");
    const Scope asked = session.scope();
    auto both = readBoth(session, from, to);
    if (!both || asked.schemas.empty())
        return both;
    if (!hasAny(both->first.catalog, asked) && !hasAny(both->second.catalog, asked))
        return fail(ErrorCode::NotFound, "nothing in either schema matches --schema " + join(asked.schemas, ", "),
                    "use SCHEMA or SCHEMA.NAME; * and ? are wildcards");
    return both;
}

Result<Difference> differenceOf(Session& session, const SchemaSource& from, const SchemaSource& to,
                                const PlanWishes& wishes)
{
    std::vector<Rename> renames;
    std::set<ObjectKey> named;
    for (const std::string& text : wishes.renames) {
        auto rename = parseRename(text, from.catalog);
        if (!rename)
            return std::unexpected(rename.error());
        named.insert(rename->from);
        renames.push_back(std::move(*rename));
    }
    renames = inSequence(from.catalog, renames);
    if (to.isModel) {
        auto database = session.database();
        if (!database)
            return std::unexpected(database.error());
        auto recorded = readRenames(*database);
        if (!recorded)
            return std::unexpected(recorded.error());
        for (Rename& rename : applicableRenames(*recorded, from.catalog, to.catalog))
            if (!named.contains(rename.from))
                renames.push_back(std::move(rename));
    }
    std::shared_ptr<ScratchServer> scratch;
    if (!renames.empty() || !movedExtensions(from.catalog, to.catalog).empty()) {
        auto started = session.scratch();
        if (!started)
            return std::unexpected(started.error());
        scratch = std::move(*started);
    }
    const PlanOptions options{
        .online = wishes.online, .moveRows = wishes.moveRows, .serverVersion = from.serverVersion};
    auto difference = makeDifference(from.catalog, to.catalog, renames, scratch.get(), options, session.task());
    if (difference)
        noteSizes(*difference, from.sizes);
    return difference;
}

Result<Proof> proofOf(Session& session, Difference& difference)
{
    auto scratch = session.scratch();
    if (!scratch)
        return std::unexpected(scratch.error());
    return proveInOrder(**scratch, difference, session.task());
}

Result<Proof> proofOf(Session& session, Difference& difference, const std::string& what)
{
    return proofOf(session, difference).and_then([&](Proof proof) { return requireProved(std::move(proof), what); });
}

} // namespace schemawright::cli
