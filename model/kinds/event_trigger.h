#pragma once

#include "model/kinds/trigger.h"

namespace schemawright {

/// CREATE EVENT TRIGGER.
struct EventTrigger {
    static constexpr Kind kind = Kind::EventTrigger;
    static constexpr KindFacts facts{.name = "event trigger",
                                     .title = "Event triggers",
                                     .icon = "flash",
                                     .place = KindFacts::Place::Database,
                                     .owner = true};
    std::string event;
    std::vector<std::string> tags; ///< WHEN TAG IN; in order; empty: all
    QualifiedName function;
    TriggerEnabled enabled = TriggerEnabled::Origin;
    bool operator==(const EventTrigger&) const = default;
    static constexpr auto fields()
    {
        return std::tuple{Field{"event", &EventTrigger::event}, Field{"tags", &EventTrigger::tags},
                          Field{"function", &EventTrigger::function}, Field{"enabled", &EventTrigger::enabled}};
    }
};

} // namespace schemawright
