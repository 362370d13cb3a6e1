#pragma once

#include "diff/scratch/scratch.h"
#include "diff/server/connection.h"
#include "diff/server/task.h"
#include "model/catalog.h"
#include "model/project.h"

#include <functional>
#include <span>

namespace schemawright {

/// A function that would fail when it is called. Its body is text that PostgreSQL reads only then, so no dependency protects the objects it names.
struct RoutineFault {
    ObjectKey function;
    std::string message; ///< PostgreSQL's: "column "totl" does not exist"
    int line = 0;        ///< of the body; 0: unknown
    ObjectKey
        relation; ///< the table of the trigger for which the function was checked; without a name for other functions
    bool operator==(const RoutineFault&) const = default;
};

/// "function public.spent_by(uuid): column "totl" does not exist (line 4)"
[[nodiscard]] std::string faultText(const RoutineFault& fault);

/// Whether any function body is text.
[[nodiscard]] bool hasTextBodies(const Catalog& catalog);

/// Calls the validator of the language for every function that is not part of another object, sorted by key. SQL bodies are checked against
/// the schema; PL/pgSQL bodies too if the server has plpgsql_check, else only their syntax. A name without a schema
/// is resolved with the function's search_path, else in its schema, in public and in the others.
/// For scratch databases: the validators run as the connected role, in a transaction that is rolled back.
/// PostgreSQL 17 manual, "CREATE LANGUAGE", VALIDATOR.
[[nodiscard]] Result<std::vector<RoutineFault>> checkRoutines(Connection& connection, const Task& task = {});

/// The same for a database with this schema. Runs no query if the schema has no such bodies.
[[nodiscard]] Result<std::vector<RoutineFault>> checkRoutines(Connection& connection, const Catalog& catalog,
                                                              const Task& task);

/// The faults of `after` that are not in `before`, where a function may have had another name.
[[nodiscard]] std::vector<RoutineFault> newFaults(const std::vector<RoutineFault>& before,
                                                  const std::vector<RoutineFault>& after,
                                                  std::span<const Rename> renames);

/// The function bodies that would fail in a database of this catalog; cached by its hash. `scratch` is called only if needed.
[[nodiscard]] Result<std::vector<RoutineFault>>
routineFaultsOf(const std::function<Result<std::shared_ptr<ScratchServer>>()>& scratch, const Catalog& catalog,
                const Task& task = {});

} // namespace schemawright
