#pragma once

#include "diff/connection.h"
#include "diff/task.h"
#include "model/project.h"

#include <filesystem>
#include <string>

/// What turns an installed project into one to work with: a copy, and rows.
namespace schemawright {

/// Copies what may be read-only where it is installed, so that it can be written where it is used. Errors: Io.
[[nodiscard]] Result<void> copyProject(const std::filesystem::path& from, const std::filesystem::path& to);

/// Runs seeds/essential and seeds/<environment> (every .sql file by name), each file in a transaction. Returns how many files ran.
[[nodiscard]] Result<std::size_t> seedDatabase(Connection& connection, const DatabaseConfig& database,
                                               const std::string& environment, const Task& task);

} // namespace schemawright
