#include "app/cli/process.h"

#include "diff/server/connection.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <system_error>
#include <unistd.h>

namespace schemawright::cli {

namespace {

/// What can be read until the end, or until a stop is requested.
std::string readAll(int descriptor, const std::stop_token& stop)
{
    constexpr int stopSeenAfter = 100; // milliseconds; poll() does not see the token
    std::string text;
    std::array<char, 4096> buffer{};
    while (true) {
        pollfd wanted{descriptor, POLLIN, 0};
        if (stop.stop_requested())
            return text;
        if (stop.stop_possible() && ::poll(&wanted, 1, stopSeenAfter) <= 0)
            continue;
        const ssize_t got = ::read(descriptor, buffer.data(), buffer.size());
        if (got > 0)
            text.append(buffer.data(), static_cast<std::size_t>(got));
        else if (got == 0 || errno != EINTR)
            return text;
    }
}

/// Starts the child with the pipe as its standard output, and with the signals that we keep from ourselves let through.
int spawn(pid_t& child, const std::vector<std::string>& arguments, int output)
{
    std::vector<char*> argv;
    for (const std::string& argument : arguments)
        argv.push_back(const_cast<char*>(argument.c_str())); // posix_spawn does not write to them
    argv.push_back(nullptr);
    posix_spawn_file_actions_t actions{};
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
    posix_spawnattr_t attributes{};
    posix_spawnattr_init(&attributes);
    sigset_t none{};
    sigemptyset(&none);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK);
    const int number = posix_spawnp(&child, argv.front(), &actions, &attributes, argv.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    posix_spawnattr_destroy(&attributes);
    return number;
}

} // namespace

Result<std::string> outputOf(const std::vector<std::string>& arguments, const std::stop_token& stop)
{
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0)
        return fail(ErrorCode::Io,
                    "could not start " + arguments.front() + ": " + std::generic_category().message(errno));
    pid_t child = 0;
    const int number = spawn(child, arguments, ends[1]);
    ::close(ends[1]);
    const std::string text = number == 0 ? readAll(ends[0], stop) : std::string();
    ::close(ends[0]);
    const bool stopped = number == 0 && stop.stop_requested();
    if (stopped)
        ::kill(child, SIGKILL);
    if (number != 0)
        return fail(number == ENOENT ? ErrorCode::NotFound : ErrorCode::Io,
                    "could not start " + arguments.front() + ": " + std::generic_category().message(number));
    int status = 0;
    while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    if (stopped)
        return fail(ErrorCode::Cancelled, arguments.front() + " was cancelled");
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
        return fail(ErrorCode::Io,
                    arguments.front() + " failed" +
                        (WIFEXITED(status) ? " with status " + std::to_string(WEXITSTATUS(status)) : std::string()));
    return text;
}

void hidePasswords(int argc, char** argv)
{
    for (int i = 1; i < argc; ++i) {
        const std::string_view argument = argv[i];
        // --url=postgresql://...: what follows the option's name; host=x password=y is all value.
        const std::size_t equals = argument.starts_with("--") ? argument.find('=') : std::string_view::npos;
        const std::string_view value = argument.substr(equals == std::string_view::npos ? 0 : equals + 1);
        const auto spec = ConnectionSpec::parse(value);
        const bool secret =
            spec ? std::ranges::any_of(spec->parameters, isSecretKeyword,
                                       [](const auto& parameter) { return std::string_view(parameter.first); })
                 : value.contains("password") || (value.contains("://") && value.contains('@'));
        if (!secret)
            continue;
        const std::string shown = spec ? spec->display() : std::string();
        char* place = argv[i] + (argument.size() - value.size());
        const std::size_t length = value.size();
        std::memset(place, ' ', length);
        std::memcpy(place, shown.data(), std::min(shown.size(), length));
    }
}

void giveBackLargeBlocks()
{
#ifdef __GLIBC__
    // Said once, the threshold stays: by itself it grows with the first large block that is freed, and the heap keeps all later ones.
    ::mallopt(M_MMAP_THRESHOLD, 128 * 1024);
#endif
}

void giveBackFreeMemory()
{
#ifdef __GLIBC__
    ::malloc_trim(0);
#endif
}

} // namespace schemawright::cli
