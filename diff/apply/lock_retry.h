#pragma once

#include "model/error.h"

#include <chrono>
#include <optional>
#include <random>
#include <stop_token>

namespace schemawright {

/// Whether PostgreSQL gave up waiting for a lock (lock_timeout, NOWAIT) or ended a deadlock. The same statements can succeed later.
/// PostgreSQL 17 manual, "PostgreSQL Error Codes": lock_not_available, deadlock_detected.
[[nodiscard]] bool isLockFailure(const Error& error);

/// The pauses between the attempts of one transaction: they double, up to some seconds, and each is shortened by chance, so that two
/// runs that met once do not meet again.
class LockRetry {
public:
    explicit LockRetry(unsigned retries);

    /// The pause before the next attempt; nullopt if all have been made.
    [[nodiscard]] std::optional<std::chrono::milliseconds> next();
    /// Attempts so far.
    [[nodiscard]] unsigned attempts() const { return m_attempts; }
    [[nodiscard]] unsigned allowed() const { return m_retries + 1; }

private:
    unsigned m_retries;
    unsigned m_attempts = 0;
    std::minstd_rand m_random{std::random_device{}()};
};

/// Waits; false if a stop was requested.
[[nodiscard]] bool pauseFor(std::chrono::milliseconds pause, const std::stop_token& stop);

} // namespace schemawright
