#pragma once

#include "model/error.h"

#include <string>
#include <vector>

namespace schemawright::cli {

/// Runs a program (looked up in PATH) and returns what it writes to standard output; its standard error is ours. The command line must hold
/// no secret: every user of the machine can read it. Errors: NotFound (no such program), Io (it failed; with its exit status).
[[nodiscard]] Result<std::string> outputOf(const std::vector<std::string>& arguments);

/// From here on large blocks, as the answers of a server are, go back to the system when they are freed. mallopt(3), M_MMAP_THRESHOLD.
void giveBackLargeBlocks();
/// What is free in the heap goes back to the system: after the reading of a database much is. malloc_trim(3).
void giveBackFreeMemory();

} // namespace schemawright::cli
