#pragma once

#include "diff/lint/lint_tree.h"

// NOLINTBEGIN(bugprone-reserved-identifier): libpg_query's names
struct PgQuery__CreateStmt;
struct PgQuery__AlterTableStmt;
struct PgQuery__IndexStmt;
// NOLINTEND(bugprone-reserved-identifier)

/// The findings about tables and indexes.
namespace schemawright::lint {

void createTable(const PgQuery__CreateStmt& create, Findings& findings);
void alterTable(const PgQuery__AlterTableStmt& alter, Findings& findings);
void createIndex(const PgQuery__IndexStmt& index, Findings& findings);

} // namespace schemawright::lint
