#pragma once

#include "diff/apply/apply.h"
#include "ui/workspace/database_link.h"

namespace schemawright {

/// What a run on the target does before its first change: a backup in backupFolder(), if schemawright.toml wants one for the environment or the
/// project; empty: nothing. It reports through the run's own task, and its failure is the run's: nothing is changed without the backup.
[[nodiscard]] BeforeChange backupBefore(const Workspace& workspace, const Target& target);

} // namespace schemawright
