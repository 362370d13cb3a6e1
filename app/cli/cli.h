#pragma once

#include <iosfwd>
#include <stop_token>
#include <string>
#include <vector>

namespace schemawright::cli {

/// The command line: `arguments` without the program's name. Results go to `out`, everything else to `err`. Returns the exit status:
/// 0 done, 1 failed, 2 wrong usage, 3 differences or findings.
[[nodiscard]] int run(const std::vector<std::string>& arguments, std::ostream& out, std::ostream& err,
                      const std::stop_token& stop);

/// Whether `word` is a verb, or an option of the command line (--help, --version). The desktop program asks before it opens a window.
[[nodiscard]] bool isVerb(const std::string& word);

/// run() with the process's streams. Ctrl+C requests a stop.
[[nodiscard]] int runProgram(int argc, char** argv);

} // namespace schemawright::cli
