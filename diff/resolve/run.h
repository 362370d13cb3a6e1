#pragma once

#include "diff/plan/plan.h"
#include "diff/scratch/scratch.h"
#include "model/project.h"

#include <optional>

namespace schemawright {

/// Runs a plan's statements on a scratch database, which no one else uses: many small transactions instead of one large one (10,000 tables
/// in one transaction take five times as long). The Error names the statement; `failed` receives it.
[[nodiscard]] Result<void> runOnScratch(Connection& connection, const Plan& plan, const Task& task = {},
                                        Statement* failed = nullptr);

/// Runs .sql files on a scratch database like psql, without its commands, and stops at the first statement that PostgreSQL rejects,
/// with file and line. Missing roles and tablespaces are created. Where `passedOver` is given, the statements of pg_dump -C about the database itself
/// are not run but added to it, each once; otherwise they are refused.
[[nodiscard]] Result<void> runFiles(ScratchServer& scratch, Connection& connection,
                                    const std::vector<SourceFile>& files, const Task& task = {},
                                    std::vector<std::string>* passedOver = nullptr);

/// The roles (owners, grantees, policies) and tablespaces that a catalog names.
[[nodiscard]] ClusterNames clusterNamesOf(const Catalog& catalog);
/// The missing role or tablespace that PostgreSQL's error names; nullopt if it is another error.
[[nodiscard]] std::optional<ClusterNames> missingNames(const Error& error);

} // namespace schemawright
