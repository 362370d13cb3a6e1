#pragma once

// For the files of lint only: access to a statement's parse tree, and its findings.
#include "diff/lint/lint_state.h"

#include <span>
#include <string_view>

// NOLINTBEGIN(bugprone-reserved-identifier): libpg_query's names
struct PgQuery__Node;
struct PgQuery__TypeName;
struct PgQuery__RangeVar;
struct PgQuery__ColumnDef;
// NOLINTEND(bugprone-reserved-identifier)

namespace schemawright::lint {

[[nodiscard]] std::string_view stringOf(const PgQuery__Node& node);
/// The last name of a type: "int4" of pg_catalog.int4.
[[nodiscard]] std::string_view typeName(const PgQuery__TypeName* type);
[[nodiscard]] ScriptName nameOf(const PgQuery__RangeVar* relation);
/// The last two names of a list.
[[nodiscard]] ScriptName nameOf(std::span<PgQuery__Node* const> words);
/// The object of DROP, COMMENT, GRANT and similar statements.
[[nodiscard]] ScriptName nameOf(const PgQuery__Node& node);
/// The first name longer than 63 bytes; empty if there is none.
[[nodiscard]] std::string longName(std::string_view sql);

/// The findings of one statement.
struct Findings {
    LintState& state;
    bool transactional; ///< PostgreSQL runs the statement inside a transaction block
    std::vector<Hazard> hazards;

    void say(std::string_view rule, std::string message) { hazards.push_back({std::string(rule), std::move(message)}); }
    /// Whether the relation existed before the script.
    [[nodiscard]] bool lasts(const ScriptName& relation) const { return !state.isMade(NameGroup::Relation, relation); }
};

} // namespace schemawright::lint
