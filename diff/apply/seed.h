#pragma once

#include "diff/server/connection.h"
#include "diff/server/task.h"
#include "model/project.h"

#include <filesystem>
#include <string>

/// Turns an installed project into a working one: a copy, and rows.
namespace schemawright {

/// Copies a project, which may be read-only where it is installed, to a writable folder. Errors: Io.
[[nodiscard]] Result<void> copyProject(const std::filesystem::path& from, const std::filesystem::path& to);

/// Runs seeds/essential and seeds/<environment> (every .sql file by name), each file in a transaction. Returns how many files ran.
[[nodiscard]] Result<std::size_t> seedDatabase(Connection& connection, const DatabaseConfig& database,
                                               const std::string& environment, const Task& task);

} // namespace schemawright
