#pragma once

#include "diff/fleet/rollout.h"

#include <string>
#include <vector>

namespace schemawright::cli {

/// The waves of a rollout that has not started, with their databases.
[[nodiscard]] std::string planText(const RolloutPlan& plan);
[[nodiscard]] std::string planJson(const RolloutPlan& plan);

/// The state of a rollout: its waves, and what has failed.
[[nodiscard]] std::string statusText(const Rollout& rollout, const std::vector<TargetState>& targets);
/// The same with every database.
[[nodiscard]] std::string statusJson(const Rollout& rollout, const std::vector<TargetState>& targets);
/// The same as metrics in Prometheus's text format, version 0.0.4.
[[nodiscard]] std::string statusMetrics(const Rollout& rollout, const std::vector<TargetState>& targets);

} // namespace schemawright::cli
