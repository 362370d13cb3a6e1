#pragma once

#include "model/kinds/trigger.h"

namespace schemawright {

/// A rewrite rule that does not implement a view; its key's parent is the table or view. CREATE RULE.
struct Rule {
    static constexpr Kind kind = Kind::Rule;
    static constexpr KindFacts facts{.name = "rule",
                                     .title = "Rules",
                                     .icon = "view-pim-tasks",
                                     .place = KindFacts::Place::Relation,
                                     .owner = false,
                                     .written = KindFacts::Written::On,
                                     .renameRule = {},
                                     .namesRelations = true};
    std::string definition; ///< as pg_get_ruledef prints it, without the final semicolon
    TriggerEnabled enabled = TriggerEnabled::Origin;
    bool operator==(const Rule&) const = default;
    static constexpr auto fields()
    {
        return std::tuple{Field{"definition", &Rule::definition}, Field{"enabled", &Rule::enabled}};
    }
};

} // namespace schemawright
