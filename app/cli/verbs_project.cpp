#include "app/cli/connect.h"
#include "app/cli/report.h"
#include "app/cli/schema_source.h"
#include "app/cli/several.h"
#include "app/cli/verbs.h"
#include "diff/apply/applied.h"
#include "diff/apply/tracking.h"
#include "diff/compare/compare.h"
#include "diff/plan/plan.h"
#include "diff/prove/prove.h"
#include "diff/read/live_cache.h"
#include "diff/revision/revision_chain.h"
#include "diff/revision/revision_replay.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <iterator>

namespace schemawright::cli {

namespace {

namespace fs = std::filesystem;

struct InitOptions {
    std::string folder;
    std::string name;
    std::string from;
    std::string format = "native";
};

Outcome init(Session& session, const InitOptions& options)
{
    // What may fail for other reasons comes first, so that no half project is left behind.
    std::string text;
    if (!options.from.empty()) {
        auto source = readSchema(session, options.from);
        if (!source)
            return std::unexpected(source.error());
        auto script = catalogScript(source->catalog);
        if (!script)
            return std::unexpected(script.error());
        text = std::move(*script);
    }
    auto project = createProject(options.folder, options.name);
    if (!project)
        return std::unexpected(project.error());
    if (!text.empty())
        if (auto written = writeModelFile(project->config.databases.front(), text); !written)
            return std::unexpected(written.error());
    session.answer("Created the project " + project->config.name + " in " + project->root.string() + "\n");
    return Done;
}

struct CheckOptions {
    bool prove = false;
};

/// The database where one was named, else the head of the chain.
Result<SchemaSource> checkedSide(Session& session, const DatabaseConfig& database)
{
    if (targetIsExplicit(session)) {
        auto spec = targetConnection(session, &database);
        if (!spec)
            return std::unexpected(spec.error());
        return readLive(session, *spec, session.scope(database));
    }
    auto revisions = readRevisions(database);
    if (!revisions)
        return std::unexpected(revisions.error());
    return headOf(*revisions).and_then([&](const std::string& head) { return readRevision(session, database, head); });
}

Outcome check(Session& session, const CheckOptions& options)
{
    auto database = session.database();
    if (!database)
        return std::unexpected(database.error());
    auto side = checkedSide(session, *database);
    if (!side)
        return std::unexpected(side.error());
    auto model = readModel(session, *database);
    if (!model)
        return std::unexpected(model.error());
    auto difference = differenceOf(session, *side, *model);
    if (!difference)
        return std::unexpected(difference.error());
    session.answer(session.common.json ? differenceJson(*difference, side->label, model->label)
                                       : summaryText(*difference, side->label, model->label));
    if (difference->empty())
        return Done;
    if (options.prove) {
        auto proof =
            proofOf(session, *difference, "the changes from " + side->label + " to the model could not be proved");
        if (!proof)
            return std::unexpected(proof.error());
        session.say("proved: " + proofSummary(*proof));
    }
    return Different;
}

/// What `health` found out about one database in one environment.
struct Health {
    std::string database;
    std::string environment;
    std::string place;
    std::string version;
    std::string revision;
    bool tracked = false;
    bool atHead = false;
    std::size_t drift = 0;
    std::string error;
};

Result<void> examine(Session& session, const DatabaseConfig& database, const ConnectionSpec& spec, Health& health)
{
    health.place = spec.display();
    auto connection = Connection::open(spec);
    if (!connection)
        return std::unexpected(connection.error());
    health.version = connection->serverVersionText();
    auto tracking = readTracking(*connection, tablesOf(database), session.task().stop);
    if (!tracking)
        return std::unexpected(tracking.error());
    health.tracked = tracking->exists;
    health.revision = tracking->current();
    if (!tracking->exists)
        return {};
    auto revisions = readRevisions(database);
    if (!revisions)
        return std::unexpected(revisions.error());
    std::vector<std::string> heads = headsOf(*revisions);
    std::ranges::sort(heads);
    health.atHead = tracking->heads == heads;
    auto reading = readUnlessKnown(*connection, session.scope(database), session.task());
    if (!reading)
        return std::unexpected(reading.error());
    session.preferMajor(reading->server.version);
    const AppliedRevisions applied = appliedOf(*revisions, *tracking);
    if (auto intact = requireIntact(*revisions, applied, {.edited = true, .late = true}); !intact)
        return intact;
    const auto expected = replayOnly([&session] { return session.scratch(); }, *revisions, applied.ids,
                                     session.scope(database), session.task());
    if (!expected)
        return std::unexpected(expected.error());
    health.drift = compare(*expected, reading->catalog).size();
    return {};
}

/// One database in each of its environments, or in the one that was chosen.
std::vector<Health> examineOne(Session& session, const DatabaseConfig& database)
{
    std::vector<Health> all;
    const auto add = [&](const std::string& environment, const Result<ConnectionSpec>& spec) {
        Health health;
        health.database = database.name;
        health.environment = environment;
        const Result<void> done =
            spec ? examine(session, database, *spec, health) : Result<void>(std::unexpected(spec.error()));
        if (!done)
            health.error = done.error().text();
        all.push_back(std::move(health));
    };
    if (targetIsExplicit(session) || database.environments.empty())
        add(session.common.environment, targetConnection(session, &database));
    else
        for (const Environment& environment : database.environments)
            add(environment.name, connectionOf(session, database, environment));
    return all;
}

std::vector<Health> examineAll(Session& session, const std::vector<DatabaseConfig>& databases)
{
    std::vector<std::vector<Health>> found(databases.size());
    forEachDatabase(session, databases,
                    [&](std::size_t i, Session& part) { found[i] = examineOne(part, databases[i]); });
    std::vector<Health> all;
    for (std::vector<Health>& each : found)
        std::ranges::move(each, std::back_inserter(all));
    return all;
}

std::string healthLine(const Health& health)
{
    std::string line = health.database + (health.environment.empty() ? "" : " (" + health.environment + ")") + ": ";
    if (!health.error.empty())
        return line + "FAILED: " + health.error + "\n";
    line += "PostgreSQL " + health.version + " at " + health.place;
    if (!health.tracked)
        return line + ", no revisions applied\n";
    line +=
        health.revision.empty() ? ", at base" : ", at revision " + health.revision + (health.atHead ? " (head)" : "");
    return line + (health.drift == 0 ? ", no drift\n"
                                     : ", drift: " + counted(health.drift, "object differs", "objects differ") + "\n");
}

Outcome healthOf(Session& session)
{
    auto databases = session.databases();
    if (!databases)
        return std::unexpected(databases.error());
    const std::vector<Health> all = examineAll(session, *databases);
    auto json = nlohmann::ordered_json::array();
    bool failed = false;
    for (const Health& health : all) {
        failed = failed || !health.error.empty();
        if (!session.common.json)
            session.answer(healthLine(health));
        json.push_back({{"database", health.database},
                        {"environment", health.environment},
                        {"reachable", health.error.empty()},
                        {"error", health.error},
                        {"place", health.place},
                        {"version", health.version},
                        {"revision", health.revision},
                        {"tracked", health.tracked},
                        {"atHead", health.atHead},
                        {"drift", health.drift}});
    }
    if (session.common.json)
        session.answer(json.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n");
    return failed ? Failed : Done;
}

} // namespace

void addProjectVerbs(CLI::App& app, Session& session, Job& job)
{
    auto initOptions = std::make_shared<InitOptions>();
    CLI::App* verb = addVerb<InitOptions>(app, job, "init", "Creates a project",
                                          "schemawright init shop --from postgresql://localhost/shop", initOptions,
                                          [&session](const InitOptions& options) { return init(session, options); });
    verb->add_option("DIR", initOptions->folder, "The folder; created if it does not exist")->required();
    verb->add_option("--name", initOptions->name, "The project's name. Default: the folder's name");
    verb->add_option("--from", initOptions->from,
                     "Reads the model from a connection, a .sql file, a folder of .sql files or - (standard input)");
    verb->add_option("--format", initOptions->format, "The format of the revisions")->check(CLI::IsMember({"native"}));
    addScopeOptions(*verb, session);
    addScratchOption(*verb, session);

    auto checkOptions = std::make_shared<CheckOptions>();
    verb = addVerb<CheckOptions>(
        app, job, "check",
        "Compares the model with the database (--url, --env) or, without one, with the head "
        "revision; exits with 3 if they differ",
        "schemawright check --env production", checkOptions, [&session](const CheckOptions& options) {
            return onDatabases(session, Answers::Json, [&options](Session& part) { return check(part, options); });
        });
    verb->add_flag("--prove", checkOptions->prove, "Also proves the changes to the model; exits with 1 if that fails");
    addJsonOption(*verb, session);
    addConnectionOptions(*verb, session);
    addScopeOptions(*verb, session);
    addDatabasesOptions(*verb, session);
    addScratchOption(*verb, session);

    struct Nothing {};
    verb = addVerb<Nothing>(app, job, "health",
                            "Reports for each database whether it can be reached, its version, revision and drift",
                            "schemawright health --json", std::make_shared<Nothing>(),
                            [&session](const Nothing&) { return healthOf(session); });
    addJsonOption(*verb, session);
    addConnectionOptions(*verb, session);
    addDatabasesOptions(*verb, session);
    addScratchOption(*verb, session);
}

} // namespace schemawright::cli
