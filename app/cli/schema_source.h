#pragma once

#include "app/cli/session.h"

namespace schemawright::cli {

/// What a SCHEMA argument has become.
struct SchemaSource {
    std::string label; ///< how it is called in sentences; no password
    bool isModel = false;
    Catalog catalog;
    std::map<ObjectKey, RelationSize> sizes;
    std::optional<ConnectionSpec> live; ///< where it was read from a database
    int serverVersion = 0;              ///< server_version_num of that database's server; 0: it is no database
};

/// A SCHEMA argument: a connection, a .sql file or a folder of them, `model`, `head`, a revision's id, `empty`. What the reader does not
/// know or must not see is said on standard error.
[[nodiscard]] Result<SchemaSource> readSchema(Session& session, const std::string& argument);
/// Two of them; the live one is read first, so that the scratch server can be like it. Both in the same scope.
[[nodiscard]] Result<std::pair<SchemaSource, SchemaSource>> readSchemas(Session& session, const std::string& from,
                                                                        const std::string& to);

/// Reads a live database in the scope of `database` (null: only the options').
[[nodiscard]] Result<SchemaSource> readLive(Session& session, const ConnectionSpec& spec, const Scope& scope);
[[nodiscard]] Result<SchemaSource> readModel(Session& session, const DatabaseConfig& database);
/// The chain up to `id`; empty: base.
[[nodiscard]] Result<SchemaSource> readRevision(Session& session, const DatabaseConfig& database,
                                                const std::string& id);

/// The difference, with --rename options and, where `to` is the model, the renames that the project has recorded.
[[nodiscard]] Result<Difference> differenceOf(Session& session, const SchemaSource& from, const SchemaSource& to,
                                              const std::vector<std::string>& renameOptions, bool online = false);

} // namespace schemawright::cli
