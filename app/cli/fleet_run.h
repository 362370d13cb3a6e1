#pragma once

#include "app/cli/connect.h"
#include "app/cli/run_options.h"
#include "app/cli/session.h"
#include "diff/fleet/rollout_store.h"

namespace schemawright::cli {

/// The options of one runner.
struct FleetRunOptions {
    unsigned parallel = 1; ///< databases at a time
    bool acceptEdited = false;
    bool allowDrift = false;
    RunOptions run;
};

/// A hash of the revisions up to `id`, by which runners know that they have those of the start.
[[nodiscard]] Result<std::string> revisionsFingerprint(const std::vector<Revision>& revisions, const std::string& id);

/// One runner: claims databases and upgrades them until the rollout is over. While the rollout is paused, or others have claimed what is left of a wave,
/// it waits. Errors: Conflict if the project has other revisions, if databases have failed, or if the rollout was stopped or aborted.
[[nodiscard]] Outcome runFleet(Session& session, RolloutStore& store, const Rollout& rollout,
                               const DatabaseRevisions& project, const FleetRunOptions& options);

} // namespace schemawright::cli
