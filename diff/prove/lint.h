#pragma once

#include "diff/prove/statement_observer.h"
#include "diff/scratch/scratch.h"
#include "model/catalog.h"
#include "model/project.h"

namespace schemawright {

/// A statement of a script, its effects, and the findings.
struct LintedStatement {
    std::string file;
    std::size_t line = 1;
    std::string sql;
    bool ran = false; ///< on the scratch server: `seen` has its effects
    Observation seen;
    std::vector<Hazard> hazards;
    std::vector<std::pair<Hazard, std::string>> silenced; ///< suppressed, with the reason that the script gives
};

/// Lints scripts: each statement is parsed with PostgreSQL's parser, and run on a scratch database with the schema `base`, where its
/// locks, scans and rewrites are observed. Objects that the scripts create have no rows, so much is harmless on them.
/// Errors: Sql if a script cannot be parsed, with file and line.
[[nodiscard]] Result<std::vector<LintedStatement>>
lintScripts(ScratchServer& scratch, const Catalog& base, const std::vector<SourceFile>& files, const Task& task = {});

} // namespace schemawright
