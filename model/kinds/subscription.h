#pragma once

#include "model/kinds/common.h"

namespace schemawright {

/// CREATE SUBSCRIPTION. Whether it is enabled and which slot it uses are states of the running system, not of the schema; pg_dump omits
/// the first, too.
struct Subscription {
    static constexpr Kind kind = Kind::Subscription;
    static constexpr KindFacts facts{.name = "subscription",
                                     .title = "Subscriptions",
                                     .icon = "globe",
                                     .place = KindFacts::Place::Database,
                                     .owner = true};
    std::string connection;                ///< libpq's connection string, without a password
    std::string slotName;                  ///< empty: the subscription's own name
    bool hasSlot = true;                   ///< false: slot_name = NONE
    std::vector<std::string> publications; ///< in the server's order, which is not compared
    Options options; ///< binary, streaming, two_phase, disable_on_error...; only those that differ from the default
    bool operator==(const Subscription&) const = default;
    static constexpr auto fields()
    {
        return std::tuple{Field{"connection", &Subscription::connection}, Field{"slot name", &Subscription::slotName},
                          Field{"has slot", &Subscription::hasSlot}, Field{"publications", &Subscription::publications},
                          Field{"options", &Subscription::options}};
    }
};

} // namespace schemawright
