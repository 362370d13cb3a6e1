#pragma once

#include "diff/connection.h"
#include "diff/task.h"
#include "model/catalog.h"
#include "model/project.h"

#include <span>

namespace schemawright {

/// A function whose body would fail when it is called: text that PostgreSQL reads only then, so that no dependency protects what it names.
struct BodyFault {
    ObjectKey function;
    std::string message; ///< PostgreSQL's: "column "totl" does not exist"
    int line = 0;        ///< of the body; 0: not known
    ObjectKey relation;  ///< the table of the trigger for which it was looked at; without a name elsewhere
    bool operator==(const BodyFault&) const = default;
};

/// "function public.spent_by(uuid): column "totl" does not exist (line 4)"
[[nodiscard]] std::string faultText(const BodyFault& fault);

/// Whether there is any body that is text.
[[nodiscard]] bool hasBodies(const Catalog& catalog);

/// Has the validators of their languages read the body of every function that is nobody's part, sorted by key. Bodies in SQL are held against
/// the schema; those in PL/pgSQL too where the server has plpgsql_check, else only their syntax is. What a body names without a schema
/// is looked for as the function's own search_path says, else in its schema, in public and in the others.
/// For scratch databases: the validators are run as who is connected, in a transaction that is rolled back.
/// PostgreSQL 17 manual, "CREATE LANGUAGE", VALIDATOR.
[[nodiscard]] Result<std::vector<BodyFault>> findBodyFaults(Connection& connection, const Task& task = {});

/// The same for a database that has this schema: nothing is asked where it has no such bodies.
[[nodiscard]] Result<std::vector<BodyFault>> findBodyFaults(Connection& connection, const Catalog& catalog,
                                                            const Task& task);

/// Those of `after` that are not in `before`, where a function may have had another name.
[[nodiscard]] std::vector<BodyFault> newFaults(const std::vector<BodyFault>& before,
                                               const std::vector<BodyFault>& after, std::span<const Rename> renames);

} // namespace schemawright
