#pragma once

// For lint's files only: words of a statement's parse tree, and what is said about it.
#include "diff/lint_state.h"

#include <span>
#include <string_view>

// NOLINTBEGIN(bugprone-reserved-identifier): libpg_query's names
struct PgQuery__Node;
struct PgQuery__TypeName;
struct PgQuery__RangeVar;
struct PgQuery__ColumnDef;
struct PgQuery__CreateStmt;
struct PgQuery__AlterTableStmt;
struct PgQuery__IndexStmt;
// NOLINTEND(bugprone-reserved-identifier)

namespace schemawright::lint {

[[nodiscard]] std::string_view stringOf(const PgQuery__Node& node);
/// The last name of a type: "int4" of pg_catalog.int4.
[[nodiscard]] std::string_view typeName(const PgQuery__TypeName* type);
[[nodiscard]] ScriptName nameOf(const PgQuery__RangeVar* relation);
/// The last two of a list of names.
[[nodiscard]] ScriptName nameOf(std::span<PgQuery__Node* const> words);
/// Of what DROP, COMMENT, GRANT and the like name.
[[nodiscard]] ScriptName nameOf(const PgQuery__Node& node);
/// The first name of more than 63 bytes; empty where there is none.
[[nodiscard]] std::string longName(std::string_view sql);

/// What is said about one statement.
struct Findings {
    LintState& state;
    bool transactional; ///< PostgreSQL allows the statement in a transaction
    std::vector<Hazard> hazards;

    void say(std::string_view rule, std::string message) { hazards.push_back({std::string(rule), std::move(message)}); }
    /// Was the relation there before the script?
    [[nodiscard]] bool lasts(const ScriptName& relation) const { return !state.isMade(NameGroup::Relation, relation); }
};

// Tables and indexes: lint_tables.cpp.
void createTable(const PgQuery__CreateStmt& create, Findings& findings);
void alterTable(const PgQuery__AlterTableStmt& alter, Findings& findings);
void createIndex(const PgQuery__IndexStmt& index, Findings& findings);

/// Over what of its own work the statement would stumble if it were run a second time; empty where it would not. lint_repeat.cpp.
[[nodiscard]] std::string stumblesOver(const PgQuery__Node& node, LintState& state);

} // namespace schemawright::lint

namespace schemawright {

/// The rules that the statement's words break. Errors are none: what cannot be parsed breaks no rule here.
[[nodiscard]] std::vector<Hazard> hazardsOfSql(const std::string& sql, bool runsInTransaction, LintState& state);

} // namespace schemawright
