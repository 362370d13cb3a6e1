#pragma once

#include "app/cli/session.h"

#include "diff/revision.h"

namespace schemawright::cli {

/// Text of a connection as the user or a project gives it: a URI, service=NAME, keyword=value pairs, or env:NAME.
[[nodiscard]] Result<ConnectionSpec> connectionFrom(const std::string& text);
/// Whether a person has trusted what an environment asks for.
enum class Trust { No, Yes };
/// What an environment of a project says: its url, completed by its secret_command where it has one. Errors: Untrusted where the command may not
/// be run.
[[nodiscard]] Result<ConnectionSpec> connectionOf(const Environment& environment, Trust trust);
/// The same, with what --trust and the user's settings say.
[[nodiscard]] Result<ConnectionSpec> connectionOf(const Session& session, const DatabaseConfig& database,
                                                  const Environment& environment);
/// The JSON of a secret: username, password, host, port, dbname.
[[nodiscard]] Result<ConnectionSpec> connectionFromSecret(std::string_view json);

/// Where the verb is to connect to: --url; the project's environment (--env, $SCHEMAWRIGHT_ENV, "development"); $DATABASE_URL;
/// $DB_SECRET_ARN; libpq's own variables. `database` may be null: no project. Errors: Usage where nothing says it.
[[nodiscard]] Result<ConnectionSpec> targetConnection(const Session& session, const DatabaseConfig* database);
/// A session where targetConnection says.
[[nodiscard]] Result<Connection> connectToTarget(const Session& session, const DatabaseConfig& database);
/// Whether --url or --env was given.
[[nodiscard]] bool targetIsExplicit(const Session& session);

/// The project's database that the options choose, with its revisions.
struct DatabaseRevisions {
    DatabaseConfig database;
    std::vector<Revision> revisions; ///< in order, base first

    [[nodiscard]] std::string head() const { return revisions.empty() ? "" : revisions.back().id; }
};
[[nodiscard]] Result<DatabaseRevisions> databaseRevisions(Session& session);

} // namespace schemawright::cli
