#pragma once

#include "model/kinds/table.h"

#include <string>
#include <string_view>
#include <vector>

namespace schemawright {

/// [naming] of schemawright.toml: how things are to be called. An empty pattern asks for nothing. A pattern may hold {table}, {columns}
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

/// One [[templates]] of schemawright.toml: columns that are put into a table together.
struct ColumnTemplate {
    std::string name;
    std::vector<Column> columns;
    std::vector<std::string> primaryKey; ///< those of them that become the key of a table that has none
    bool operator==(const ColumnTemplate&) const = default;
};

/// "UserAccount" and "user account" as user_account: letters, digits and underscores, nothing that has to be quoted for its case.
[[nodiscard]] std::string snakeCase(std::string_view name);

/// The name that the pattern asks for, cut to PostgreSQL's 63 bytes.
[[nodiscard]] std::string nameAfter(std::string_view pattern, std::string_view table,
                                    const std::vector<std::string>& columns, std::string_view references = {});

/// The rule for a constraint of that type.
[[nodiscard]] const std::string& patternFor(const NamingRules& rules, ConstraintType type);

/// What every project offers: audit columns, soft delete, a uuid key, optimistic locking.
[[nodiscard]] const std::vector<ColumnTemplate>& usualTemplates();

} // namespace schemawright
