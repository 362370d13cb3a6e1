#pragma once

#include "app/cli/session.h"
#include "diff/server/connection.h"

#include <string>
#include <vector>

namespace schemawright::cli {

/// Where the databases of a rollout come from. Several can be given.
struct FleetTargetOptions {
    std::string file;                 ///< a connection a line; -: standard input
    std::string query;                ///< run on the control database; its first column has connections
    std::vector<std::string> servers; ///< connections to servers, whose databases are chosen by `pattern`
    std::string pattern = "%";        ///< of LIKE
};

/// The databases, in order: of the file, of the query, of each server by name. `control` is the text of the control database's connection.
/// Errors: those of the connections; Usage with the line that is no connection.
[[nodiscard]] Result<std::vector<ConnectionSpec>> fleetTargets(Session& session, const FleetTargetOptions& options,
                                                               const std::string& control);

} // namespace schemawright::cli
