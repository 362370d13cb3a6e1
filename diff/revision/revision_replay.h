#pragma once

#include "diff/kinds/base/reading.h"
#include "diff/prove/proof.h"
#include "diff/revision/revision.h"
#include "diff/revision/revision_graph.h"
#include "diff/scratch/scratch.h"

#include <functional>

namespace schemawright {

/// The catalog after these revisions, replayed in order on the scratch server, cached by content. `version`: see resolveCached().
[[nodiscard]] Result<Catalog> replayOnly(const std::function<Result<std::shared_ptr<ScratchServer>>()>& scratch,
                                         const std::vector<Revision>& revisions, const RevisionIds& ids,
                                         const Scope& scope = {}, const Task& task = {},
                                         const std::string& version = {});
/// The catalog after `id` and all that it follows (empty: base).
[[nodiscard]] Result<Catalog> replayRevisions(const std::function<Result<std::shared_ptr<ScratchServer>>()>& scratch,
                                              const std::vector<Revision>& revisions, const std::string& id,
                                              const Scope& scope = {}, const Task& task = {},
                                              const std::string& version = {});

/// Runs the revision's up, down and up after those that it follows on the scratch server, and compares, with rows in all tables: for a hand-written
/// or edited file. Rows that its statements delete are reported and do not fail the proof.
[[nodiscard]] Result<Proof> proveRevision(ScratchServer& scratch, const std::vector<Revision>& revisions,
                                          const std::string& id, const Task& task = {});

} // namespace schemawright
