#include "app/cli/connect.h"

#include "app/cli/process.h"
#include "diff/revision/revision_chain.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cstdlib>

namespace schemawright::cli {

namespace {

std::string variable(const char* name)
{
    const char* value = std::getenv(name);
    return value ? value : "";
}

const Environment* findEnvironment(const DatabaseConfig& database, std::string_view name)
{
    for (const Environment& environment : database.environments)
        if (environment.name == name)
            return &environment;
    return nullptr;
}

Result<ConnectionSpec> fromSecretArn(const std::string& arn)
{
    auto json = outputOf({"aws", "secretsmanager", "get-secret-value", "--secret-id", arn, "--query", "SecretString",
                          "--output", "text"});
    if (!json && json.error().code == ErrorCode::NotFound)
        return fail(ErrorCode::NotFound,
                    "DB_SECRET_ARN is set, but the aws command to fetch the secret is not installed",
                    "install it, or use --url or secret_command in schemawright.toml");
    if (!json)
        return fail(ErrorCode::Authentication, "could not fetch the secret of DB_SECRET_ARN: " + json.error().message);
    return connectionFromSecret(*json);
}

/// The environment that is meant: asked for by name, else "development" where the project has it.
Result<const Environment*> chosenEnvironment(const Session& session, const DatabaseConfig& database)
{
    const std::string name =
        !session.common.environment.empty() ? session.common.environment : variable("SCHEMAWRIGHT_ENV");
    if (name.empty())
        return findEnvironment(database, "development");
    if (const Environment* found = findEnvironment(database, name))
        return found;
    std::string known;
    for (const Environment& environment : database.environments)
        known += (known.empty() ? "" : ", ") + environment.name;
    return fail(ErrorCode::NotFound, "database \"" + database.name + "\" has no environment \"" + name + "\"",
                known.empty() ? "add [databases.environments." + name + "] to schemawright.toml"
                              : "use one of: " + known);
}

} // namespace

Result<ConnectionSpec> connectionFrom(const std::string& text)
{
    if (!text.starts_with("env:"))
        return ConnectionSpec::parse(text);
    const std::string name = text.substr(4);
    const std::string value = variable(name.c_str());
    if (value.empty())
        return fail(ErrorCode::NotFound, "the environment variable " + name + " is not set",
                    "set it to the URL of the database");
    return ConnectionSpec::parse(value);
}

Result<ConnectionSpec> connectionFromSecret(std::string_view json, ConnectionSpec spec)
{
    constexpr const char* hint = "it must be a JSON object with username, password, host, port, dbname";
    // What it says instead is not shown: it is a secret.
    const auto secret = nlohmann::json::parse(json, nullptr, false);
    if (!secret.is_object())
        return fail(ErrorCode::Authentication, "the secret is not a JSON object as expected", hint);
    static constexpr std::array<std::pair<const char*, const char*>, 5> names{
        {{"username", "user"}, {"password", "password"}, {"host", "host"}, {"port", "port"}, {"dbname", "dbname"}}};
    for (const auto& [theirs, ours] : names) {
        const auto found = secret.find(theirs);
        if (found == secret.end() || found->is_null())
            continue;
        if (!found->is_string() && !found->is_number_integer())
            return fail(ErrorCode::Authentication, std::string("the ") + theirs + " of the secret is no text", hint);
        spec.parameters[ours] = found->is_string() ? found->get<std::string>() : found->dump();
    }
    const bool hasHost = std::ranges::any_of(std::array{"host", "hostaddr", "service"},
                                             [&](const char* keyword) { return !spec.get(keyword).empty(); });
    if (!hasHost && variable("PGHOST").empty() && variable("PGHOSTADDR").empty() && variable("PGSERVICE").empty())
        return fail(ErrorCode::Authentication, "the secret has no host", hint);
    return spec;
}

Result<ConnectionSpec> connectionOf(const Session& session, const DatabaseConfig& database,
                                    const Environment& environment)
{
    const std::vector<ProjectRequest> requests = requestsOf(database, environment);
    // A url alone runs nothing, and who names the environment wants the connection.
    const bool trusted = std::ranges::all_of(requests, [&](const ProjectRequest& request) {
        return request.kind != ProjectRequest::Kind::SecretCommand || session.trusts(request);
    });
    return connectionOf(environment, trusted ? Trust::Yes : Trust::No);
}

Result<ConnectionSpec> connectionOf(const Environment& environment, Trust trust, const std::stop_token& stop)
{
    if (!environment.secretCommand.empty() && trust == Trust::No)
        return fail(ErrorCode::Untrusted,
                    "environment \"" + environment.name +
                        "\" needs a command in schemawright.toml, but this folder is not trusted: " +
                        ProjectRequest{ProjectRequest::Kind::SecretCommand, {}, environment.secretCommand}.shown(),
                    "read the command, then use --trust for this run, or schemawright trust to trust it permanently");
    ConnectionSpec spec;
    if (!environment.url.empty()) {
        auto parsed = connectionFrom(environment.url);
        if (!parsed)
            return parsed;
        spec = std::move(*parsed);
    }
    if (!environment.secretCommand.empty()) {
        auto json = outputOf({"/bin/sh", "-c", environment.secretCommand}, stop);
        if (!json && json.error().code == ErrorCode::Cancelled)
            return std::unexpected(json.error());
        if (!json)
            return fail(ErrorCode::Authentication, "the secret_command of environment \"" + environment.name +
                                                       "\" failed: " + json.error().message);
        return connectionFromSecret(*json, std::move(spec));
    }
    if (spec.parameters.empty())
        return fail(ErrorCode::Invalid,
                    "environment \"" + environment.name + "\" has neither url nor secret_command in schemawright.toml");
    return spec;
}

Result<ConnectionSpec> targetConnection(const Session& session, const DatabaseConfig* database)
{
    if (!session.common.url.empty() && session.common.oneOfSeveral)
        return fail(ErrorCode::Usage, "--url names one database, but the project has several",
                    "choose one with --database, or use --env");
    if (!session.common.url.empty())
        return connectionFrom(session.common.url);
    if (database) {
        auto environment = chosenEnvironment(session, *database);
        if (!environment)
            return std::unexpected(environment.error());
        if (*environment)
            return connectionOf(session, *database, **environment);
    }
    // What the environment of the process names is one database, and must not get the revisions of all.
    if (session.common.oneOfSeveral)
        return fail(ErrorCode::Usage, "database \"" + database->name + "\" has no environment development",
                    "choose one with --env, or add [databases.environments.development] to schemawright.toml");
    if (const std::string url = variable("DATABASE_URL"); !url.empty())
        return ConnectionSpec::parse(url);
    if (const std::string arn = variable("DB_SECRET_ARN"); !arn.empty())
        return fromSecretArn(arn);
    for (const char* name : {"PGSERVICE", "PGHOST", "PGHOSTADDR", "PGDATABASE"})
        if (!variable(name).empty())
            return ConnectionSpec{};
    return fail(ErrorCode::Usage, "no database was given",
                "use --url, --env, DATABASE_URL, DB_SECRET_ARN or PGHOST and PGDATABASE");
}

namespace {

/// Whether both lead to the same database, as far as their texts say so.
bool samePlace(const ConnectionSpec& one, const ConnectionSpec& other)
{
    return std::ranges::all_of(std::array{"host", "hostaddr", "port", "dbname", "service"},
                               [&](const char* keyword) { return one.get(keyword) == other.get(keyword); });
}

} // namespace

Result<BackupRule> backupRule(Session& session, const DatabaseConfig* database, const std::string& url)
{
    const auto project = session.project();
    if (!project && project.error().code == ErrorCode::NotFound)
        return BackupRule::Unset;
    if (!project)
        return std::unexpected(project.error());
    const auto ruleOf = [&](const Environment& environment) {
        return environment.backup == BackupRule::Unset ? project->config.backup : environment.backup;
    };
    if (url.empty()) {
        const auto environment = chosenEnvironment(session, *database);
        if (!environment)
            return std::unexpected(environment.error());
        return *environment ? ruleOf(**environment) : project->config.backup;
    }
    const auto target = connectionFrom(url);
    for (const DatabaseConfig& each : database ? std::vector{*database} : project->config.databases)
        for (const Environment& environment : each.environments) {
            const auto spec = environment.url.empty() ? Result<ConnectionSpec>() : connectionFrom(environment.url);
            if (target && spec && !spec->parameters.empty() && samePlace(*target, *spec))
                return ruleOf(environment);
        }
    return project->config.backup;
}

Result<Connection> connectToTarget(const Session& session, const DatabaseConfig& database)
{
    const auto spec = targetConnection(session, &database);
    if (!spec)
        return std::unexpected(spec.error());
    return Connection::open(*spec);
}

Result<DatabaseRevisions> databaseRevisions(Session& session)
{
    auto database = session.database();
    if (!database)
        return std::unexpected(database.error());
    auto revisions = readRevisions(*database);
    if (!revisions)
        return std::unexpected(revisions.error());
    return DatabaseRevisions{std::move(*database), std::move(*revisions)};
}

TrackingTables tablesOf(const DatabaseConfig& database)
{
    return {database.trackingSchema};
}

bool targetIsExplicit(const Session& session)
{
    return !session.common.url.empty() || !session.common.environment.empty();
}

} // namespace schemawright::cli
