#pragma once

#include "diff/scratch/process.h"

#include <filesystem>
#include <vector>

namespace schemawright {

/// What a program may access. All other files, programs, TCP and signals to processes outside are denied, as far as
/// the kernel can: Landlock, landlock(7). docs/decisions/scratch_sandbox.md gives the reasons.
struct Sandbox {
    std::filesystem::path program; ///< with the files needed to load it: the only ones that can be executed
    std::vector<std::filesystem::path> readable; ///< folders and files; missing ones are skipped
    std::vector<std::filesystem::path> writable; ///< folders and devices
};

/// The rules as a kernel object, which the child applies to itself; invalid if the kernel has no Landlock.
[[nodiscard]] Descriptor sandboxRules(const Sandbox& sandbox);

/// Applies the rules to the calling process permanently. Its children inherit them. Async-signal-safe.
[[nodiscard]] bool enterSandbox(int rules);

} // namespace schemawright
