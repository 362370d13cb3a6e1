#pragma once

#include "app/cli/session.h"

namespace schemawright::cli {

/// Tells of revisions and statements on standard error while they are applied. The steps must outlive it.
[[nodiscard]] ApplyProgress stepProgress(Session& session, const std::vector<RevisionStep>& steps);
/// The same for a plan: each statement.
[[nodiscard]] ApplyProgress planProgress(Session& session);
/// Refuses steps up whose files are not what was proved, unless `accept`, which is said on standard error.
[[nodiscard]] Result<void> checkEdited(Session& session, const std::vector<RevisionStep>& steps, bool accept);
/// Asks on the terminal. `unchanged` ends the sentence that refuses where there is none. Errors: Usage.
[[nodiscard]] Result<bool> confirmed(Session& session, const std::string& question, const std::string& unchanged);
/// "Cancelled; nothing was changed", or what was: for a run that was stopped after `done` of its steps.
[[nodiscard]] Error explainCancel(Error error, std::size_t done, std::string_view what);

} // namespace schemawright::cli
