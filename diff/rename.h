#pragma once

#include "diff/difference.h"
#include "model/rename.h"

namespace schemawright {

/// ALTER ... RENAME and ALTER ... SET SCHEMA for one rename, in an order in which no name is taken meanwhile. Errors: NotFound where the catalog
/// has no such object, Unsupported where the kind cannot be renamed or moved.
[[nodiscard]] Result<std::vector<Statement>> renameStatements(const Catalog& catalog, const Rename& rename);

/// A catalog after renames, and the ways there and back.
struct RenamedCatalog {
    Catalog catalog;
    std::vector<Statement> up;
    std::vector<Statement> down;
    std::vector<ObjectKey> schemas; ///< that were made, since something moves there
};

/// Renames by running it on the scratch server, so that PostgreSQL rewrites what refers to the renamed things. Schemas that things move to
/// and that are not there are made as `target` has them; errors: NotFound where it has not.
[[nodiscard]] Result<RenamedCatalog> runRenames(ScratchServer& scratch, const Catalog& catalog,
                                                const std::vector<Rename>& renames, const Catalog& target,
                                                const Task& task = {});

} // namespace schemawright
