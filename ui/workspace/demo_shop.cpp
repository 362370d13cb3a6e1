#include "ui/workspace/demo_shop.h"

#include "diff/apply/apply.h"
#include "diff/apply/seed.h"
#include "diff/revision/revision.h"
#include "diff/revision/revision_chain.h"
#include "model/sql.h"

#include <array>
#include <system_error>

namespace schemawright {

namespace {

namespace fs = std::filesystem;

Result<void> seed(Connection& connection, const DatabaseConfig& database, const Task& task)
{
    if (const Result<std::size_t> seeds = seedDatabase(connection, database, "development", task); !seeds)
        return std::unexpected(seeds.error());
    // Sizes and counts come from the statistics.
    if (const Result<Rows> done = connection.query("ANALYZE", task.stop); !done)
        return std::unexpected(done.error());
    return {};
}

Result<void> makeDatabase(ScratchServer& server, Connection& admin, const DatabaseConfig& database, const Task& task)
{
    const std::array<std::string, 1> name{database.name};
    const Result<Rows> known = admin.query("SELECT 1 FROM pg_catalog.pg_database WHERE datname = $1", name, task.stop);
    if (!known)
        return std::unexpected(known.error());
    if (!known->empty())
        return {};
    task.tell("Creating the database " + database.name);
    if (const Result<Rows> made =
            admin.query("CREATE DATABASE " + quoteIdent(database.name) + " TEMPLATE template0", task.stop);
        !made)
        return std::unexpected(made.error());
    const auto fill = [&]() -> Result<void> {
        Result<Connection> connection = Connection::open(server.spec(database.name));
        if (!connection)
            return std::unexpected(connection.error());
        const Result<std::vector<Revision>> revisions = readRevisions(database);
        if (!revisions)
            return std::unexpected(revisions.error());
        const Result<std::vector<RevisionStep>> path =
            headOf(*revisions).and_then([&](const std::string& head) { return pathBetween(*revisions, {}, head); });
        if (!path)
            return std::unexpected(path.error());
        if (const Result<void> done = applySteps(*connection, *path, {}, task); !done)
            return done;
        return seed(*connection, database, task);
    };
    const Result<void> filled = fill();
    // Half a database would be taken for a whole one next time.
    if (!filled)
        (void)admin.query("DROP DATABASE " + quoteIdent(database.name) + " WITH (FORCE)");
    return filled;
}

} // namespace

Result<DemoShop> openDemoShop(const fs::path& source, const fs::path& folder, const Task& task)
{
    std::error_code failed;
    const fs::path copy = folder / "project";
    if (!fs::exists(copy / "schemawright.toml", failed)) {
        if (!fs::exists(source / "schemawright.toml", failed))
            return fail(ErrorCode::NotFound, "the demo project is not installed in " + source.string());
        task.tell("Copying the demo project");
        if (Result<void> copied = copyProject(source, copy); !copied)
            return std::unexpected(copied.error());
    }
    Result<Project> project = openProject(copy);
    if (!project)
        return std::unexpected(project.error());
    ScratchOptions options;
    options.dataDir = folder / "server";
    task.tell("Starting PostgreSQL");
    Result<std::shared_ptr<ScratchServer>> server = ScratchServer::start(options, task);
    if (!server)
        return std::unexpected(server.error());
    Result<Connection> admin = Connection::open((*server)->spec());
    if (!admin)
        return std::unexpected(admin.error());
    for (const DatabaseConfig& database : project->config.databases) {
        if (Result<void> made = makeDatabase(**server, *admin, database, task); !made)
            return std::unexpected(made.error());
    }
    return DemoShop{std::move(*project), std::move(*server)};
}

} // namespace schemawright
