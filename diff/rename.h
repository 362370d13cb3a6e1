#pragma once

#include "diff/difference.h"
#include "model/rename.h"

namespace schemawright {

/// ALTER ... RENAME for one rename; errors: NotFound where the catalog has no such object, Unsupported where the kind cannot be renamed.
[[nodiscard]] Result<Statement> renameStatement(const Catalog& catalog, const Rename& rename);

/// The catalogs before, between and after the renames (one more than there are renames), by running them on the scratch server.
[[nodiscard]] Result<std::vector<Catalog>> renameStates(ScratchServer& scratch, const Catalog& catalog,
                                                        const std::vector<Rename>& renames, const Task& task = {});

} // namespace schemawright
