#include "diff/scratch/sandbox.h"

#include <array>
#include <cstdint>
#include <cstring>
#include <fstream>
#include <string>

#include <elf.h>
#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace schemawright {
namespace {

namespace fs = std::filesystem;

// The kernel's interface, said here since headers older than the kernel know less of it. landlock(7), landlock_add_rule(2).
struct RulesetAttributes {
    std::uint64_t files = 0;
    std::uint64_t network = 0;
    std::uint64_t scopes = 0;
};
struct [[gnu::packed]] PathAttributes {
    std::uint64_t allowed = 0;
    std::int32_t parent = -1;
};
constexpr std::uint32_t askForVersion = 1;
constexpr int pathBeneath = 1;

constexpr std::uint64_t bit(unsigned number)
{
    return std::uint64_t{1} << number;
}
constexpr std::uint64_t execute = bit(0);
constexpr std::uint64_t writeFile = bit(1);
constexpr std::uint64_t readFile = bit(2);
constexpr std::uint64_t readFolder = bit(3);
constexpr std::uint64_t firstVersion = bit(13) - 1; ///< removing and making of every kind besides
constexpr std::uint64_t refer = bit(13);            ///< since version 2: moving between folders
constexpr std::uint64_t truncateFile = bit(14);     ///< since version 3
constexpr std::uint64_t tcp = bit(0) | bit(1);      ///< since version 4: bind and connect
constexpr std::uint64_t outside = bit(0) | bit(1);  ///< since version 6: abstract sockets and signals
constexpr std::uint64_t ofFiles = execute | writeFile | readFile | truncateFile;

void allow(const Descriptor& rules, const fs::path& path, std::uint64_t rights)
{
    const Descriptor opened(open(path.c_str(), O_PATH | O_CLOEXEC));
    struct stat found{};
    if (!opened.valid() || fstat(opened.get(), &found) != 0)
        return;
    const PathAttributes attributes{.allowed = S_ISDIR(found.st_mode) ? rights : rights & ofFiles,
                                    .parent = opened.get()};
    static_cast<void>(syscall(SYS_landlock_add_rule, rules.get(), pathBeneath, &attributes, 0U));
}

/// The loader that a program names (its PT_INTERP), which the kernel executes with it; empty where it names none. elf(5).
fs::path loaderOf(const fs::path& program)
{
    std::ifstream in(program, std::ios::binary);
    Elf64_Ehdr header{};
    in.read(reinterpret_cast<char*>(&header), sizeof header);
    if (!in || std::memcmp(static_cast<const unsigned char*>(header.e_ident), ELFMAG, SELFMAG) != 0 ||
        header.e_ident[EI_CLASS] != ELFCLASS64)
        return {};
    for (Elf64_Half i = 0; i < header.e_phnum; ++i) {
        Elf64_Phdr segment{};
        in.seekg(static_cast<std::streamoff>(header.e_phoff) + static_cast<std::streamoff>(i) * header.e_phentsize);
        in.read(reinterpret_cast<char*>(&segment), sizeof segment);
        if (!in)
            return {};
        if (segment.p_type != PT_INTERP || segment.p_filesz == 0 || segment.p_filesz > 4096)
            continue;
        std::string path(segment.p_filesz, '\0');
        in.seekg(static_cast<std::streamoff>(segment.p_offset));
        in.read(path.data(), static_cast<std::streamsize>(path.size()));
        return in ? fs::path(path.c_str()) : fs::path();
    }
    return {};
}

} // namespace

Descriptor sandboxRules(const Sandbox& sandbox)
{
    const long version = syscall(SYS_landlock_create_ruleset, nullptr, 0U, askForVersion);
    const fs::path loader = loaderOf(sandbox.program);
    if (version < 1 || loader.empty())
        return {};
    RulesetAttributes attributes;
    attributes.files = firstVersion | (version >= 2 ? refer : 0) | (version >= 3 ? truncateFile : 0);
    attributes.network = version >= 4 ? tcp : 0;
    attributes.scopes = version >= 6 ? outside : 0;
    // Kernels take a longer structure than they know where the rest is zero.
    Descriptor rules(static_cast<int>(syscall(SYS_landlock_create_ruleset, &attributes, sizeof attributes, 0U)));
    if (!rules.valid())
        return {};
    for (const fs::path& program : {sandbox.program, loader})
        allow(rules, program, execute | readFile);
    for (const fs::path& path : sandbox.readable)
        allow(rules, path, readFile | readFolder);
    for (const fs::path& path : sandbox.writable)
        allow(rules, path, attributes.files & ~execute);
    return rules;
}

bool enterSandbox(int rules)
{
    return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 && syscall(SYS_landlock_restrict_self, rules, 0U) == 0;
}

} // namespace schemawright
