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
    std::optional<Account> account;   ///< as whom, with that account's group only; needs root; empty: as ourselves
    std::filesystem::path output;     ///< both its output streams are appended there; empty: thrown away
    std::filesystem::path folder;     ///< its working folder; empty: ours
    int input = -1;                   ///< its standard input; -1: nothing to read
    int rules = -1;                   ///< of containment.h, which it lives under; -1: none
};

/// A child in a session of its own, with of our environment only what programs need to run: no secrets (what the terminal sends, Ctrl+C for one, does not reach it). Boost.Process would need launchers
/// of our own for the account and the session, which is all there is to do between fork and exec, and would bring Asio along.
/// Destroying the value does not end the child.
class Process {
public:
    Process() = default;
    /// Errors: Io with the operating system's reason.
    [[nodiscard]] static Result<Process> start(const ProcessOptions& options);
    [[nodiscard]] pid_t pid() const { return m_pid; }
    /// Waits until the child has ended: its exit code, 128 + signal where one ended it; nothing when the time is over.
    std::optional<int> wait(std::chrono::milliseconds time);
    void signal(int number) const;

private:
    explicit Process(pid_t pid) : m_pid(pid) {}
    pid_t m_pid = -1;
    std::optional<int> m_code;
};

} // namespace schemawright
