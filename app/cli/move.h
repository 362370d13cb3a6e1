#pragma once

#include "app/cli/backup_step.h"
#include "app/cli/connect.h"
#include "app/cli/run_options.h"
#include "app/cli/session.h"

#include <string>

namespace schemawright::cli {

/// The options of upgrade and downgrade.
struct MoveOptions {
    bool up = true;
    std::string target;
    bool sql = false;
    bool dryRun = false;
    bool acceptEdited = false;
    bool acceptLoss = false;
    bool acceptUnmanaged = false;
    bool applyLate = false;
    bool allowDrift = false;
    RunOptions run;
    BackupOptions backup;

    [[nodiscard]] ApplyOptions forApply(const DatabaseConfig& database) const;
};

/// Takes a database to a revision, or prints the script that does.
[[nodiscard]] Outcome moveDatabase(Session& session, const MoveOptions& options);
/// The same for a connection that is open; it is another one afterwards if it was lost and opened again.
[[nodiscard]] Outcome moveDatabase(Session& session, const MoveOptions& options, DatabaseRevisions project,
                                   Connection& connection);

} // namespace schemawright::cli
