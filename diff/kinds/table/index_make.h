#pragma once

#include "diff/kinds/base/step.h"

#include <optional>

/// The steps that create an index: with one statement, or concurrently, beside an old form or on each partition.
namespace schemawright::indexes {

[[nodiscard]] const Table* tableOf(const Catalog& catalog, const ObjectKey& key);
[[nodiscard]] bool isPartitioned(const Catalog& catalog, const ObjectKey& key);
/// Adds the partitions below a table, of every level.
void collectPartitions(const Catalog& catalog, const ObjectKey& table, std::vector<ObjectKey>& partitions);
/// The index of the partitioned table that this partition's index is attached to.
[[nodiscard]] std::optional<ObjectKey> parentIndexKey(const Catalog& catalog, const ObjectKey& key, const Index& index);
/// The index whose DROP takes `own`, and its name, away: the topmost that it is attached to, or that stands for it (see index_read.h), or itself.
/// nullopt: no index of the catalog.
[[nodiscard]] std::optional<ObjectKey> holderOf(const Catalog& catalog, const ObjectKey& own);
/// ATTACH PARTITION. The last partition's index makes the whole one valid; where that is attached in its turn, so perhaps the one above it, whose
/// table is locked: `above` is the catalog that has them, nullptr where the whole one is not attached yet.
[[nodiscard]] Statement attachStatement(const ObjectKey& key, const Index& index, const Catalog* above = nullptr);

/// Whether the index can be built, or dropped, concurrently.
[[nodiscard]] bool isBuiltConcurrently(const ObjectKey& key, const PlanContext& context);
/// Whether its new form can be built beside the old one.
[[nodiscard]] bool isMadeBeside(const ObjectKey& key, const PlanContext& context);

/// The steps that create an index: `step` is the one after which it exists under its name, `steps` gets the long work.
void makeAlone(const ObjectKey& key, const Index& index, const PlanContext& context, Step& step, Steps& steps);
/// The same for one that is attached to another.
void makeAttached(const ObjectKey& key, const Index& index, const ObjectKey& parentIndex, const PlanContext& context,
                  Step& step, Steps& steps);
/// Lets `step`, which drops the old form, wait until the new one has been built.
void needBuilt(const ObjectKey& key, const Index& now, const PlanContext& context, Step& step);

} // namespace schemawright::indexes
