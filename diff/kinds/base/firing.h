#pragma once

#include "model/kinds/trigger.h"

/// Shared by triggers, event triggers and rules: whether they fire.
namespace schemawright {

/// The letter of pg_trigger.tgenabled, pg_rewrite.ev_enabled and pg_event_trigger.evtenabled.
[[nodiscard]] TriggerEnabled enabledOf(std::string_view letter);
/// The words of ALTER: "ENABLE", "DISABLE", "ENABLE REPLICA", "ENABLE ALWAYS".
[[nodiscard]] std::string_view enableWords(TriggerEnabled enabled);

} // namespace schemawright
