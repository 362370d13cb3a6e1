#pragma once

#include "diff/server/connection.h"

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <string>
#include <thread>

namespace schemawright {

/// Watches the statements of one session from a second connection, because the session itself cannot ask while it waits, and afterwards
/// nothing is left to be seen. The connection is opened when a statement first takes long; without it nothing is known.
/// PostgreSQL 17 manual, "System Information Functions", pg_blocking_pids.
class BlockerWatch {
public:
    /// `pid` is the server process of the session; a statement is looked at once it has run for `patience`. `tell` is called on the watch's
    /// thread, once for a statement that has been blocked for two seconds.
    BlockerWatch(ConnectionSpec spec, int pid, std::chrono::milliseconds patience,
                 std::function<void(const std::string&)> tell);
    BlockerWatch(const BlockerWatch&) = delete;
    BlockerWatch& operator=(const BlockerWatch&) = delete;
    ~BlockerWatch();

    /// A statement starts.
    void begin();
    /// It has ended. Returns who blocked it when it was last looked at: `process 4711 of user "app" (psql), in its transaction for 12 s:
    /// UPDATE ...`; empty if nobody was seen.
    [[nodiscard]] std::string end();

private:
    using Clock = std::chrono::steady_clock;
    void watch(const std::stop_token& stop);

    ConnectionSpec m_spec;
    std::string m_pid;
    std::chrono::milliseconds m_patience;
    std::function<void(const std::string&)> m_tell;
    std::mutex m_mutex;
    std::condition_variable_any m_wake;
    bool m_running = false;
    bool m_told = false;
    Clock::time_point m_since;
    std::string m_blockers;
    std::jthread m_thread; // last: it ends before what it uses
};

} // namespace schemawright
