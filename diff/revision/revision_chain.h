#pragma once

#include "diff/revision/revision.h"
#include "model/project.h"

#include <optional>

namespace schemawright {

/// Every revision of the folder in the order of the chain, which is linear. Errors: Invalid, duplicate ids, a missing parent, two heads. An edited file
/// has another checksum, which `checksumMatches` reports; it is not an error here.
[[nodiscard]] Result<std::vector<Revision>> readRevisions(const DatabaseConfig& database);
/// Writes <id>_<slug>.sql after the head and fills in id (the next number, if it is empty), parents, created, path and checksum.
/// With `expectedHead` (empty: none), Conflict if another process has written a revision since. Safe against other processes.
[[nodiscard]] Result<Revision> writeRevision(const DatabaseConfig& database, Revision revision,
                                             const std::optional<std::string>& expectedHead = std::nullopt);
/// Resolves `head`, `base`, an id or unique prefix, +N/-N from `current`, id+N. Returns the id; empty for base.
[[nodiscard]] Result<std::string> resolveTarget(const std::vector<Revision>& revisions, std::string_view target,
                                                const std::string& current);

/// One revision to run, in a direction.
struct RevisionStep {
    Revision revision;
    bool up = true;
};
[[nodiscard]] Result<std::vector<RevisionStep>> pathBetween(const std::vector<Revision>& revisions,
                                                            const std::string& fromId, const std::string& toId);

} // namespace schemawright
