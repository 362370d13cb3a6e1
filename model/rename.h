#pragma once

#include "model/catalog.h"
#include "model/project.h"

#include <span>

namespace schemawright {

/// The key that the renamed thing has afterwards.
[[nodiscard]] ObjectKey renamedKey(const Rename& rename);
/// The rename that moves an object of `catalog` to another schema, under a name that may be another one, too.
[[nodiscard]] Rename moveOf(const Catalog& catalog, const ObjectKey& key, const std::string& schema,
                            const std::string& name);
/// Has it a schema of its own, so that it can be moved to another? The parts of a relation or type, and its indexes, triggers, rules and
/// policies, are where it is.
[[nodiscard]] bool hasOwnSchema(const ObjectKey& key);
/// What is called `key` before the renames, by its name after them: its own and those of its schema, relation or type.
[[nodiscard]] ObjectKey renamedBy(ObjectKey key, std::span<const Rename> renames);
/// The renames, which are done one after the other on `from`, and what goes along with one and cannot be seen from its words: the
/// sequences that a moved table owns. For renamedBy; PostgreSQL moves them by itself.
[[nodiscard]] std::vector<Rename> spelledOut(const Catalog& from, const std::vector<Rename>& renames);
/// What each of the renames, which are done one after the other on `from`, is called after all of them.
[[nodiscard]] std::vector<ObjectKey> finalKeys(const Catalog& from, const std::vector<Rename>& renames);
/// The rename that takes it back.
[[nodiscard]] Rename inverse(const Rename& rename);

/// The key of the object that a column (of a table or a view), default, constraint, enum value or attribute is part of; other keys are their
/// own. A column whose relation is not there is taken for a table's.
[[nodiscard]] ObjectKey ownerIn(const Catalog& catalog, const ObjectKey& key);
/// Is there such an object, or such a part of one?
[[nodiscard]] bool hasElement(const Catalog& catalog, const ObjectKey& key);

/// `catalog` with the thing renamed wherever a name stands by itself: its key, the keys of what belongs to it, columns of keys and
/// indexes, referenced tables, partitions. Text (checks, defaults, queries) stays as it is: rewriting that is PostgreSQL's work (renameIn).
[[nodiscard]] Catalog renameNames(const Catalog& catalog, const Rename& rename);

/// Whether another object has the name, or one that PostgreSQL keeps among the same names: relations with each other, types, routines.
[[nodiscard]] bool nameTaken(const Catalog& catalog, const ObjectKey& key);

/// Those of `renames` that can be done one after the other on `from`, and whose outcome is in `to`.
[[nodiscard]] std::vector<Rename> applicableRenames(const std::vector<Rename>& renames, const Catalog& from,
                                                    const Catalog& to);

/// What must be renamed to come from a state with one list of recorded renames to a state with another, in as few steps as can be.
[[nodiscard]] std::vector<Rename> renamesBetween(const std::vector<Rename>& before, const std::vector<Rename>& after);

/// Adds a rename to a list. One that goes on from the last one becomes one with it (renamed, then moved), and where both together
/// change nothing, neither stays.
void recordRename(std::vector<Rename>& renames, Rename rename);

/// Three-way merge of values: what is the same in `mine` as in `old` becomes as in `theirs`, column by column and constraint by
/// constraint; the rest stays as in `mine`. So PostgreSQL's spelling of a model reaches an edit that was made meanwhile.
[[nodiscard]] Catalog mergeCatalogs(const Catalog& old, const Catalog& mine, const Catalog& theirs);

} // namespace schemawright
