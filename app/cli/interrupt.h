#pragma once

#include <csignal>
#include <stop_token>
#include <thread>

namespace schemawright::cli {

/// While it exists, the first Ctrl+C (or SIGTERM) requests a stop, and a second one ends the program at once. The signals are blocked and a
/// thread waits for them, so no code runs inside a signal handler. Must be created before any other thread.
class Interrupt {
public:
    Interrupt();
    Interrupt(const Interrupt&) = delete;
    Interrupt& operator=(const Interrupt&) = delete;
    ~Interrupt();
    [[nodiscard]] std::stop_token token() const { return m_source.get_token(); }

private:
    void wait(const std::stop_token& finished);

    std::stop_source m_source;
    sigset_t m_before{};
    std::jthread m_waiter;
};

} // namespace schemawright::cli
