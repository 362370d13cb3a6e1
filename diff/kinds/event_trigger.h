#pragma once

#include "diff/kinds/base/step.h"

namespace schemawright {

/// Event triggers that are enabled: they fire for the statements of a plan.
[[nodiscard]] std::vector<ObjectKey> firingEventTriggers(const Catalog& catalog);

/// The statements that disable an event trigger, and enable it again as the catalog has it.
struct EventTriggerPause {
    Statement disable;
    Statement enable;
};
[[nodiscard]] EventTriggerPause eventTriggerPause(const ObjectKey& key, const Catalog& catalog);

/// Disables an event trigger of both ends before the plan drops or alters `gone`, elements of the source that its function uses, or creates
/// `made`, those of the target, and enables it afterwards as the target has it.
void pauseEventTrigger(const ObjectKey& key, const PlanContext& context, const std::vector<ObjectKey>& gone,
                       const std::vector<ObjectKey>& made, Steps& steps);

} // namespace schemawright
