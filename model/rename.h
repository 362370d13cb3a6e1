#pragma once

#include "model/catalog.h"
#include "model/project.h"

#include <span>

namespace schemawright {

/// The key of the object after the rename.
[[nodiscard]] ObjectKey renamedKey(const Rename& rename);
/// The rename that moves an object of `catalog` to another schema, optionally under another name.
[[nodiscard]] Rename moveOf(const Catalog& catalog, const ObjectKey& key, const std::string& schema,
                            const std::string& name);
/// Whether the object has its own schema, so that it can be moved. The parts of a relation or type, and its indexes, triggers, rules and
/// policies, have not.
[[nodiscard]] bool hasOwnSchema(const ObjectKey& key);
/// The key after the renames: with the new names of the object, its schema, and its relation or type.
[[nodiscard]] ObjectKey renamedBy(ObjectKey key, std::span<const Rename> renames);
/// The renames, which are applied to `from` one after the other, including the sequences that move with a table that owns them. For renamedBy;
/// PostgreSQL moves these by itself.
[[nodiscard]] std::vector<Rename> spelledOut(const Catalog& from, const std::vector<Rename>& renames);
/// The key of each renamed object after all renames, which are applied to `from` one after the other.
[[nodiscard]] std::vector<ObjectKey> finalKeys(const Catalog& from, const std::vector<Rename>& renames);
/// The rename that reverts it.
[[nodiscard]] Rename inverse(const Rename& rename);

/// The key of the object that contains a column (of a table or a view), default, constraint, enum value or attribute. Any other key is
/// returned unchanged. A column whose relation does not exist is assumed to be a table's.
[[nodiscard]] ObjectKey ownerIn(const Catalog& catalog, const ObjectKey& key);
/// Whether the catalog has this object or part.
[[nodiscard]] bool hasElement(const Catalog& catalog, const ObjectKey& key);

/// `catalog` with the object renamed wherever its name stands alone: its key, the keys of its dependents, columns of keys and
/// indexes, referenced tables, partitions. Text (checks, defaults, queries) stays unchanged; PostgreSQL rewrites it (renameIn).
[[nodiscard]] Catalog renameNames(const Catalog& catalog, const Rename& rename);

/// Whether another object has the name, or one in the same namespace: relations share one, types share one, routines share one.
[[nodiscard]] bool nameTaken(const Catalog& catalog, const ObjectKey& key);

/// Those of `renames` that can be applied to `from` one after the other, and whose result is in `to`.
[[nodiscard]] std::vector<Rename> applicableRenames(const std::vector<Rename>& renames, const Catalog& from,
                                                    const Catalog& to);

/// The fewest renames that lead from a state with one list of recorded renames to a state with another.
[[nodiscard]] std::vector<Rename> renamesBetween(const std::vector<Rename>& before, const std::vector<Rename>& after);

/// Adds a rename to a list. It is combined with the last one if it continues that (renamed, then moved); if both together
/// change nothing, both are removed.
void recordRename(std::vector<Rename>& renames, Rename rename);

/// Three-way merge of values: what is equal in `mine` and `old` is taken from `theirs`, column by column and constraint by
/// constraint; the rest is kept from `mine`. This brings PostgreSQL's spelling of a model into an edit that was made meanwhile.
[[nodiscard]] Catalog mergeCatalogs(const Catalog& old, const Catalog& mine, const Catalog& theirs);

} // namespace schemawright
