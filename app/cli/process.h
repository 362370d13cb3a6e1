#pragma once

#include "model/error.h"

#include <stop_token>
#include <string>
#include <vector>

namespace schemawright::cli {

/// Runs a program (found in PATH) and returns its standard output; its standard error is inherited. The command line must not contain
/// a secret, because every user of the machine can read it. Errors: NotFound (no such program), Io (it failed; with its exit status), Cancelled (the
/// token was triggered; the program was killed).
[[nodiscard]] Result<std::string> outputOf(const std::vector<std::string>& arguments, const std::stop_token& stop = {});

/// Replaces connection strings with a password in the program's own arguments by what ConnectionSpec::display() shows: other users can read them
/// (/proc/PID/cmdline, ps). Copy the arguments first.
void hidePasswords(int argc, char** argv);

/// From now on large blocks, such as query results, are returned to the system when they are freed. mallopt(3), M_MMAP_THRESHOLD.
void giveBackLargeBlocks();
/// Returns the free memory of the heap to the system; reading a database leaves a lot of it. malloc_trim(3).
void giveBackFreeMemory();

} // namespace schemawright::cli
