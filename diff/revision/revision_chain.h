#pragma once

#include "diff/revision/revision.h"
#include "diff/revision/revision_graph.h"
#include "model/project.h"

#include <optional>

namespace schemawright {

/// Every revision of the folder in order: parents before children (see inOrder). Errors: Invalid, with the files, if they form no graph. Several heads and an
/// edited file are no errors here; headOf and checksumMatches report them.
[[nodiscard]] Result<std::vector<Revision>> readRevisions(const DatabaseConfig& database);

/// Where a new revision stands among the others.
struct RevisionPlace {
    std::optional<std::vector<std::string>> parents = {};       ///< empty: base; nullopt: the one head
    std::optional<std::vector<std::string>> expectedHeads = {}; ///< as the caller has read them
};
/// Writes <id>_<slug>.sql and fills in id (by the project's scheme, if it is empty), parents, created, path and checksum. Errors: Conflict if the heads are
/// no longer the expected ones, if there are several heads and no parents are given, or if the id or a label is in use. Safe against other processes.
[[nodiscard]] Result<Revision> writeRevision(const DatabaseConfig& database, Revision revision,
                                             const RevisionPlace& place = {});

} // namespace schemawright
