#pragma once

// For lint.cpp only: what a statement's parse tree says.
#include "diff/statement.h"

#include <set>

namespace schemawright {

/// What the statements before have said, as far as later ones depend on it.
struct LintState {
    std::set<std::string> made;      ///< relations that the script has made, by name; no rows, nobody waits for them
    std::set<std::string> madeTypes; ///< enums and domains
    bool inTransaction = false;      ///< after BEGIN
    bool lockTimeout = false;
};

/// The rules that the statement's words break. Errors are none: what cannot be parsed breaks no rule here.
[[nodiscard]] std::vector<Hazard> hazardsOfSql(const std::string& sql, bool runsInTransaction, LintState& state);

} // namespace schemawright
