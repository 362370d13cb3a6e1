#include "diff/scratch/process.h"

#include "diff/scratch/sandbox.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <climits>
#include <csignal>
#include <iterator>
#include <string_view>
#include <system_error>
#include <thread>
#include <utility>

#include <fcntl.h>
#include <grp.h>
#include <linux/close_range.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

namespace schemawright {
namespace {

/// What the child needs, prepared before the fork: between fork and exec only async-signal-safe functions may run
/// (signal-safety(7)), since another thread may hold the allocator's lock.
struct Prepared {
    std::vector<char*> arguments;
    std::vector<char*> environment;
    const char* folder = nullptr;
    const Account* account = nullptr;
    int input = -1;
    int output = -1;
    int error = -1;
    int report = -1;
    int rules = -1;
    int kept = -1;
    bool endsWithUs = false;
};

[[noreturn]] void runChild(const Prepared& child)
{
    setsid();
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, nullptr);
    for (const int number : {SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGPIPE, SIGCHLD})
        ::signal(number, SIG_DFL);
    const bool ready =
        dup2(child.input, STDIN_FILENO) >= 0 && dup2(child.output, STDOUT_FILENO) >= 0 &&
        dup2(child.error, STDERR_FILENO) >= 0 && (!child.endsWithUs || prctl(PR_SET_PDEATHSIG, SIGTERM) == 0) &&
        (child.account == nullptr || (setgroups(1, &child.account->gid) == 0 && setgid(child.account->gid) == 0 &&
                                      setuid(child.account->uid) == 0)) &&
        (child.folder == nullptr || chdir(child.folder) == 0) && (child.rules < 0 || enterSandbox(child.rules));
    if (ready) {
        // Descriptors of ours that some library opened without O_CLOEXEC; kernels before 5.11 do not know the call.
        syscall(SYS_close_range, 3U, UINT_MAX, CLOSE_RANGE_CLOEXEC);
        if (child.kept >= 0)
            fcntl(child.kept, F_SETFD, 0);
        execve(child.arguments.front(), child.arguments.data(), child.environment.data());
    }
    const int reason = errno;
    [[maybe_unused]] const auto written = write(child.report, &reason, sizeof reason);
    _exit(127);
}

/// Of our environment what programs need to run and to be found. What else is there (connection strings, tokens) is none of the child's.
std::vector<std::string> plainEnvironment()
{
    static constexpr std::array<std::string_view, 5> needed{"PATH=", "LANG=", "LC_", "TZ=", "LD_LIBRARY_PATH="};
    std::vector<std::string> variables;
    for (char** variable = environ; variable != nullptr && *variable != nullptr; ++variable)
        if (std::ranges::any_of(needed,
                                [&](std::string_view name) { return std::string_view(*variable).starts_with(name); }))
            variables.emplace_back(*variable);
    return variables;
}

std::unexpected<Error> ioError(const std::string& what, int reason)
{
    return fail(ErrorCode::Io, what + ": " + std::generic_category().message(reason));
}

} // namespace

Descriptor& Descriptor::operator=(Descriptor&& other) noexcept
{
    if (this != &other) {
        close();
        m_fd = other.release();
    }
    return *this;
}

int Descriptor::release()
{
    return std::exchange(m_fd, -1);
}

void Descriptor::close()
{
    if (m_fd >= 0)
        ::close(release());
}

Result<Process> Process::start(const ProcessOptions& options)
{
    const std::string& program = options.command.front();
    const Descriptor nothing(open("/dev/null", O_RDWR | O_CLOEXEC));
    Descriptor output;
    if (!options.output.empty()) {
        output = Descriptor(open(options.output.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600));
        if (!output.valid())
            return ioError(options.output.string() + " cannot be written", errno);
    }
    std::array<int, 2> ends{};
    if (pipe2(ends.data(), O_CLOEXEC) != 0)
        return ioError(program + " cannot be started", errno);
    const Descriptor readEnd(ends[0]);
    Descriptor writeEnd(ends[1]);

    std::vector<std::string> command = options.command;
    Prepared child;
    for (auto& argument : command)
        child.arguments.push_back(argument.data());
    child.arguments.push_back(nullptr);
    std::vector<std::string> environment = options.environment; // getenv() finds the first
    std::ranges::move(plainEnvironment(), std::back_inserter(environment));
    for (auto& variable : environment)
        child.environment.push_back(variable.data());
    child.environment.push_back(nullptr);
    child.rules = options.rules;
    child.folder = options.folder.empty() ? nullptr : options.folder.c_str();
    child.account = options.account ? &*options.account : nullptr;
    child.input = options.input >= 0 ? options.input : nothing.get();
    child.output = options.standardOutput >= 0 ? options.standardOutput : output.valid() ? output.get() : nothing.get();
    child.error = options.standardError >= 0 ? options.standardError : output.valid() ? output.get() : nothing.get();
    child.kept = options.kept;
    child.endsWithUs = options.endsWithUs;
    child.report = writeEnd.get();

    const pid_t pid = fork();
    if (pid < 0)
        return ioError(program + " cannot be started", errno);
    if (pid == 0)
        runChild(child);
    writeEnd.close();
    // The pipe closes by itself when exec succeeds.
    int reason = 0;
    ssize_t got = 0;
    do
        got = read(readEnd.get(), &reason, sizeof reason);
    while (got < 0 && errno == EINTR);
    if (got > 0) {
        waitpid(pid, nullptr, 0);
        return ioError(program + " cannot be started", reason);
    }
    return Process(pid);
}

std::optional<int> Process::wait(std::chrono::milliseconds time)
{
    const auto deadline = std::chrono::steady_clock::now() + time;
    while (!m_code) {
        int status = 0;
        const pid_t ended = waitpid(m_pid, &status, WNOHANG);
        if (ended == m_pid)
            m_code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
        else if (ended < 0 && errno != EINTR)
            m_code = 0; // somebody else in this program has waited for it
        else if (std::chrono::steady_clock::now() >= deadline)
            return std::nullopt;
        else
            std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }
    return m_code;
}

void Process::signal(int number) const
{
    if (m_pid > 0 && !m_code)
        kill(m_pid, number);
}

} // namespace schemawright
