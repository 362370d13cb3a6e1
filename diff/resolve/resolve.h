#pragma once

#include "diff/kinds/base/reading.h"
#include "diff/scratch/scratch.h"
#include "model/project.h"

#include <functional>

namespace schemawright {

/// Runs SQL text on a new scratch database and reads the result: this turns any SQL into a Catalog. Missing roles are created first.
/// Errors: Sql with file and line.
[[nodiscard]] Result<Reading> resolveSql(ScratchServer& scratch, const std::vector<SourceFile>& files,
                                         const Scope& scope = {}, const Task& task = {});
/// The same through the cache of resolved models, by content hash. On a hit no server is started; `scratch` is called only if needed.
/// `version`: "18" or "0 URL", the major version or the server that is wanted, where it is not the usual one. Servers of other versions read other
/// things.
[[nodiscard]] Result<Reading> resolveCached(const std::function<Result<std::shared_ptr<ScratchServer>>()>& scratch,
                                            const std::vector<SourceFile>& files, const Scope& scope = {},
                                            const Task& task = {}, const std::string& version = {});

/// Reads the database of the connection, regardless of the settings that earlier SQL has changed in the session.
[[nodiscard]] Result<Reading> readBack(Connection& connection, const Scope& scope, const Task& task);

/// Creates a scratch database with the contents of `catalog` (by its own script), for renames, proofs and edits. An invalid index becomes valid if
/// the role of the scratch server may not write to system catalogs.
[[nodiscard]] Result<ScratchDatabase> buildCatalog(ScratchServer& scratch, const Catalog& catalog,
                                                   const Task& task = {});

} // namespace schemawright
