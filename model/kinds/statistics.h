#pragma once

#include "model/kinds/common.h"

namespace schemawright {

/// Extended statistics on several columns or an expression. CREATE STATISTICS. Its key's parent is the table, if that is in the same
/// schema (statistics objects have their own schema).
struct Statistics {
    static constexpr Kind kind = Kind::Statistics;
    static constexpr KindFacts facts{.name = "statistics",
                                     .title = "Statistics",
                                     .icon = "office-chart-area",
                                     .place = KindFacts::Place::Schema,
                                     .owner = true,
                                     .besideRelation = true,
                                     .renameRule = {},
                                     .followsColumnType = true};
    QualifiedName table;
    std::vector<std::string> kinds; ///< ndistinct, dependencies, mcv; empty: all of them
    std::string columns;            ///< columns and expressions as the server prints them: "a, b, lower(c)"
    int target = -1;                ///< ALTER STATISTICS ... SET STATISTICS; -1: the columns' targets
    bool operator==(const Statistics&) const = default;
    static constexpr auto fields()
    {
        return std::tuple{Field{"table", &Statistics::table}, Field{"kinds", &Statistics::kinds},
                          Field{"columns", &Statistics::columns}, Field{"target", &Statistics::target}};
    }
};

} // namespace schemawright
