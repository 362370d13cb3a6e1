#pragma once

#include "app/cli/session.h"
#include "diff/apply/apply.h"
#include "diff/revision/revision_chain.h"

namespace schemawright::cli {

inline constexpr const char* acceptWindowsHelp =
    "Accepts a plan during which something is missing that exists before and after it (hazards window-without-...)";

/// Reports revisions and statements on standard error while they are applied. The steps must outlive it.
[[nodiscard]] ApplyProgress stepProgress(Session& session, const std::vector<RevisionStep>& steps);
/// The same for a plan: each statement.
[[nodiscard]] ApplyProgress planProgress(Session& session, const Plan& plan);
/// Rejects up steps whose files were edited after they were proved; with `accept` it only warns.
[[nodiscard]] Result<void> checkEdited(Session& session, const std::vector<RevisionStep>& steps, bool accept);
/// What drifted, in one line: "table public.t: column b added".
[[nodiscard]] std::string driftLine(const Change& change);
/// Rejects a plan during which something is missing that exists before and after it; with `accept` it only warns.
[[nodiscard]] Result<void> checkWindows(Session& session, const Plan& plan, bool accept);
/// Asks for confirmation on the terminal. Errors: Usage if there is none, with `unchanged` at the end of the hint.
[[nodiscard]] Result<bool> confirmed(Session& session, const std::string& question, const std::string& unchanged);
/// "cancelled; nothing was changed", or the number of steps that remain applied, for a run that was cancelled after `done` steps.
[[nodiscard]] Error explainCancel(Error error, std::size_t done, std::string_view what);

} // namespace schemawright::cli
