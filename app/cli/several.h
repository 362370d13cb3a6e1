#pragma once

#include "app/cli/session.h"

#include <cstddef>
#include <functional>
#include <vector>

namespace schemawright::cli {

/// What a verb answers for one database.
enum class Answers {
    Text,
    Json,   ///< with --json; else text
    Script, ///< SQL that is of no use beside that of another database
};

/// Calls `run` for each of the databases, --parallel at a time, with a part of the session that is for that database. What a part says is shown
/// at once, after the name of its database. Several threads call `run`.
void forEachDatabase(Session& session, const std::vector<DatabaseConfig>& databases,
                     const std::function<void(std::size_t index, Session& part)>& run);

/// Runs a verb on the one database that was chosen, or on each of several (--all, several names, a pattern). Then the answers follow in the project's
/// order, each with the name of its database; with --json, one document a line for each. Whatever happens to one, the others are
/// run. The exit status is 1 if one failed, else 3 if one did, else 0.
/// Errors: those of the one database; Usage if the verb has to do with one only.
[[nodiscard]] Outcome onDatabases(Session& session, Answers answers, const std::function<Outcome(Session&)>& run);

} // namespace schemawright::cli
