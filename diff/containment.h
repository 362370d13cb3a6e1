#pragma once

#include "diff/process.h"

#include <filesystem>
#include <vector>

namespace schemawright {

/// What a program may touch of the machine. Everything else of the file system is closed to it, and so are other programs, TCP and signals to
/// processes outside, as far as the kernel can: Landlock, landlock(7). docs/decisions/scratch_containment.md says why.
struct Containment {
    std::filesystem::path program;               ///< with what it needs to be loaded: all that may be executed
    std::vector<std::filesystem::path> readable; ///< folders and files; those that are not there are passed over
    std::vector<std::filesystem::path> writable; ///< folders and devices
};

/// The rules as the kernel holds them, for the child to put on itself; invalid where the kernel has no Landlock.
[[nodiscard]] Descriptor containmentRules(const Containment& containment);

/// Puts the rules on the calling process, for good; what it starts inherits them. Async-signal-safe.
[[nodiscard]] bool contain(int rules);

} // namespace schemawright
