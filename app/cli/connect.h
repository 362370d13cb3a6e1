#pragma once

#include "app/cli/session.h"

#include "diff/apply/tracking_tables.h"
#include "diff/revision/revision.h"

namespace schemawright::cli {

/// Text of a connection as the user or a project gives it: a URI, service=NAME, keyword=value pairs, or env:NAME.
[[nodiscard]] Result<ConnectionSpec> connectionFrom(const std::string& text);
/// Whether the user has trusted an environment's requests.
enum class Trust { No, Yes };
/// The connection of an environment: its url, completed by its secret_command if it has one. Errors: Untrusted if the command must not
/// run; Cancelled if the token is triggered while it runs.
[[nodiscard]] Result<ConnectionSpec> connectionOf(const Environment& environment, Trust trust,
                                                  const std::stop_token& stop = {});
/// The same, with the trust from --trust and the user's settings.
[[nodiscard]] Result<ConnectionSpec> connectionOf(const Session& session, const DatabaseConfig& database,
                                                  const Environment& environment);
/// The JSON of a secret: username, password, host, port, dbname, each of which may be missing or null; other keys are ignored. `completed`: what else is
/// known, which the secret overrides. Errors: Authentication if it is something else, or if no host is known.
[[nodiscard]] Result<ConnectionSpec> connectionFromSecret(std::string_view json, ConnectionSpec completed = {});

/// The connection of the verb: --url; the project's environment (--env, $SCHEMAWRIGHT_ENV, "development"); $DATABASE_URL;
/// $DB_SECRET_ARN; libpq's variables. `database` may be null (no project). Errors: Usage if none of them is set.
[[nodiscard]] Result<ConnectionSpec> targetConnection(const Session& session, const DatabaseConfig* database);
/// Connects as targetConnection says.
[[nodiscard]] Result<Connection> connectToTarget(const Session& session, const DatabaseConfig& database);
/// Whether a backup must be made before a run changes a database: as its environment says, else the project; Unset without a project. `url`: empty if the
/// options of the session choose the environment of `database`; else an environment with this place counts, of any database if that is null.
[[nodiscard]] Result<BackupRule> backupRule(Session& session, const DatabaseConfig* database, const std::string& url);
/// Whether --url or --env was given.
[[nodiscard]] bool targetIsExplicit(const Session& session);

/// The project's database that the options choose, with its revisions.
struct DatabaseRevisions {
    DatabaseConfig database;
    std::vector<Revision> revisions; ///< in order, base first
};
/// Where its tracking tables are.
[[nodiscard]] TrackingTables tablesOf(const DatabaseConfig& database);
[[nodiscard]] Result<DatabaseRevisions> databaseRevisions(Session& session);

} // namespace schemawright::cli
