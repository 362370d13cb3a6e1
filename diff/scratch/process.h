#pragma once

#include "model/error.h"

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include <sys/types.h>

namespace schemawright {

/// A file descriptor that is closed with this value.
class Descriptor {
public:
    Descriptor() = default;
    explicit Descriptor(int fd) : m_fd(fd) {}
    Descriptor(Descriptor&& other) noexcept : m_fd(other.release()) {}
    Descriptor& operator=(Descriptor&& other) noexcept;
    ~Descriptor() { close(); }
    [[nodiscard]] int get() const { return m_fd; }
    [[nodiscard]] bool valid() const { return m_fd >= 0; }
    int release();
    void close();

private:
    int m_fd = -1;
};

/// An operating-system account that a program is to run as.
struct Account {
    std::string name;
    uid_t uid = 0;
    gid_t gid = 0;
};

struct ProcessOptions {
    std::vector<std::string> command; ///< the program's absolute path, then its arguments
    std::optional<Account> account; ///< the account to run as, with its group only; needs root; empty: the current user
    std::filesystem::path output;   ///< both output streams are appended to it; empty: discarded
    std::filesystem::path folder;   ///< the working folder; empty: the current one
    int input = -1;                 ///< the standard input; -1: empty
    int rules = -1;                 ///< the rules of sandbox.h that apply to the program; -1: none
    int standardOutput = -1;        ///< written to instead of `output`; -1: `output`
    int standardError = -1;         ///< the same for the standard error
    int kept = -1;                  ///< a descriptor of ours that the child has under the same number; -1: none
    std::vector<std::string> environment; ///< NAME=value, in addition to what programs need; these win
    bool endsWithUs = false; ///< the kernel ends it when the thread that started it ends. prctl(2), PR_SET_PDEATHSIG
};

/// A child in its own session. It inherits only the environment variables that programs need, no secrets, and does not receive terminal signals such as Ctrl+C. Boost.Process would need
/// launchers for the account and the session, which are most of the work between fork and exec, and would add Asio.
/// The destructor does not end the child.
class Process {
public:
    Process() = default;
    /// Errors: Io with the operating system's reason.
    [[nodiscard]] static Result<Process> start(const ProcessOptions& options);
    [[nodiscard]] pid_t pid() const { return m_pid; }
    /// Waits until the child has ended. Returns its exit code, or 128 + the signal that ended it; nullopt after the timeout.
    std::optional<int> wait(std::chrono::milliseconds time);
    void signal(int number) const;

private:
    explicit Process(pid_t pid) : m_pid(pid) {}
    pid_t m_pid = -1;
    std::optional<int> m_code;
};

} // namespace schemawright
