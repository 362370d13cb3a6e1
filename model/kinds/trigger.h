#pragma once

#include "model/kinds/common.h"

#include <array>

namespace schemawright {

enum class TriggerEnabled { Origin, Disabled, Replica, Always };
template <> struct EnumNames<TriggerEnabled> {
    static constexpr std::array<std::string_view, 4> names{"origin", "disabled", "replica", "always"};
};

/// A trigger or constraint trigger; its key's parent is the table or view. CREATE TRIGGER.
/// A trigger that a partition has from its parent is the parent's, unless the partition enables it differently.
struct Trigger {
    static constexpr Kind kind = Kind::Trigger;
    static constexpr KindFacts facts{.name = "trigger",
                                     .title = "Triggers",
                                     .icon = "flash",
                                     .place = KindFacts::Place::Relation,
                                     .owner = false,
                                     .written = KindFacts::Written::On,
                                     .renameRule = {}};
    std::string definition; ///< as pg_get_triggerdef prints it; empty: the parent's, but enabled differently
    TriggerEnabled enabled = TriggerEnabled::Origin;
    bool operator==(const Trigger&) const = default;
    static constexpr auto fields()
    {
        return std::tuple{Field{"definition", &Trigger::definition}, Field{"enabled", &Trigger::enabled}};
    }
};

} // namespace schemawright
