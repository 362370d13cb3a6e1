#pragma once

// For lint.cpp only: what a statement's parse tree says.
#include "diff/statement.h"

#include <set>
#include <vector>

namespace schemawright {

/// What the statements before have said, as far as later ones depend on it.
struct LintState {
    std::set<std::string> made;         ///< relations that the script has made, by name; no rows, nobody waits for them
    std::set<std::string> madeTypes;    ///< enums and domains
    std::set<std::string> cleared;      ///< what was dropped IF EXISTS, so that it is not in the way
    bool inTransaction = false;         ///< after BEGIN
    bool lockTimeout = false;           ///< set by the script, or said to be missing
    std::vector<std::string> referring; ///< tables to which the last statement adds foreign keys
};

/// The rules that the statement's words break. Errors are none: what cannot be parsed breaks no rule here.
[[nodiscard]] std::vector<Hazard> hazardsOfSql(const std::string& sql, bool runsInTransaction, LintState& state);

} // namespace schemawright
