#pragma once

#include "app/cli/session.h"
#include "diff/difference/difference.h"
#include "diff/kinds/base/reading.h"
#include "diff/prove/proof.h"

namespace schemawright::cli {

/// The schema that a SCHEMA argument names.
struct SchemaSource {
    std::string label; ///< name in messages; without a password
    bool isModel = false;
    Catalog catalog;
    std::map<ObjectKey, RelationSize> sizes;
    std::optional<ConnectionSpec> live; ///< the connection, if it was read from a database
    int serverVersion = 0;              ///< server_version_num of that database's server; 0: not a database
};

/// Reads a SCHEMA argument: a connection, a .sql file or a folder of them, `model`, `head`, a revision's id, `empty`. Warns on standard error
/// about objects that are not supported or not visible.
[[nodiscard]] Result<SchemaSource> readSchema(Session& session, const std::string& argument);
/// Reads both; the live one first, so that the scratch server can have its version. Both in the same scope.
[[nodiscard]] Result<std::pair<SchemaSource, SchemaSource>> readSchemas(Session& session, const std::string& from,
                                                                        const std::string& to);

/// Reads a live database in `scope`.
[[nodiscard]] Result<SchemaSource> readLive(Session& session, const ConnectionSpec& spec, const Scope& scope);
[[nodiscard]] Result<SchemaSource> readModel(Session& session, const DatabaseConfig& database);
/// Replays the chain up to `id`; empty: base.
[[nodiscard]] Result<SchemaSource> readRevision(Session& session, const DatabaseConfig& database,
                                                const std::string& id);

/// What the user asks of a plan.
struct PlanWishes {
    bool online = false;
    bool moveRows = false;
    std::vector<std::string> renames; ///< OLD=NEW
};

/// The difference, with the renames asked for and, if `to` is the model, those that the project has recorded.
[[nodiscard]] Result<Difference> differenceOf(Session& session, const SchemaSource& from, const SchemaSource& to,
                                              const PlanWishes& wishes = {});
/// Proves the difference on the session's scratch server, which may put its statements into another order. The proof may have failed.
[[nodiscard]] Result<Proof> proofOf(Session& session, Difference& difference);
/// The same for a proof that must succeed. Errors: NotProved, with the reason after `what`.
[[nodiscard]] Result<Proof> proofOf(Session& session, Difference& difference, const std::string& what);

} // namespace schemawright::cli
