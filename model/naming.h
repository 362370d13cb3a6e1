#pragma once

#include "model/kinds/table.h"

#include <string>
#include <string_view>
#include <vector>

namespace schemawright {

/// [naming] of schemawright.toml: the rules for names. An empty pattern is no rule. A pattern may contain {table}, {columns}
/// (joined by _) and {references} (the referenced table).
struct NamingRules {
    bool snakeCase = false;
    std::string primaryKey;
    std::string unique;
    std::string foreignKey;
    std::string check;
    std::string index;
    bool operator==(const NamingRules&) const = default;
};

/// One [[templates]] of schemawright.toml: columns that are added to a table together.
struct ColumnTemplate {
    std::string name;
    std::vector<Column> columns;
    std::vector<std::string> primaryKey; ///< those of the columns that become the primary key, if the table has none
    bool operator==(const ColumnTemplate&) const = default;
};

/// "UserAccount" and "user account" become user_account: letters, digits and underscores, with no need for quotes.
[[nodiscard]] std::string snakeCase(std::string_view name);

/// The name by the pattern, truncated to PostgreSQL's 63 bytes.
[[nodiscard]] std::string nameAfter(std::string_view pattern, std::string_view table,
                                    const std::vector<std::string>& columns, std::string_view references = {});

/// The rule for a constraint of that type.
[[nodiscard]] const std::string& patternFor(const NamingRules& rules, ConstraintType type);

/// The templates of every project: audit columns, soft delete, a uuid key, optimistic locking.
[[nodiscard]] const std::vector<ColumnTemplate>& usualTemplates();

} // namespace schemawright
