#pragma once

#include "diff/observe.h"
#include "diff/scratch.h"
#include "model/catalog.h"
#include "model/project.h"

namespace schemawright {

/// A statement of a script, what it does, and what is to be said about it.
struct LintedStatement {
    std::string file;
    std::size_t line = 1;
    std::string sql;
    bool ran = false; ///< on the scratch server: `seen` says what it did
    Observation seen;
    std::vector<Hazard> hazards;
    std::vector<std::pair<Hazard, std::string>> silenced; ///< with the reason that the script gives
};

/// Lints scripts: each statement is taken apart by PostgreSQL's own parser, and run on a scratch database that has the schema `base`, where its
/// locks, scans and rewrites are observed. What the scripts make themselves holds no rows, so much is harmless on it.
/// Errors: Sql where a script cannot be parsed, with file and line.
[[nodiscard]] Result<std::vector<LintedStatement>>
lintScripts(ScratchServer& scratch, const Catalog& base, const std::vector<SourceFile>& files, const Task& task = {});

} // namespace schemawright
