#pragma once

#include "diff/prove/lint.h"
#include "diff/revision/revision.h"

namespace schemawright {

/// Lints the up section of a revision, which starts from the schema `base`. A run sets lock_timeout itself, so that its absence is no finding.
/// Errors: those of lintScripts.
[[nodiscard]] Result<std::vector<LintedStatement>> lintRevision(ScratchServer& scratch, const Catalog& base,
                                                                const Revision& revision, const Task& task = {});

} // namespace schemawright
