#include "diff/apply/lock_retry.h"

#include <algorithm>
#include <condition_variable>
#include <mutex>

namespace schemawright {

using namespace std::chrono_literals;

bool isLockFailure(const Error& error)
{
    return error.sqlstate == "55P03" || error.sqlstate == "40P01";
}

LockRetry::LockRetry(unsigned retries) : m_retries(retries) {}

std::optional<std::chrono::milliseconds> LockRetry::next()
{
    if (++m_attempts > m_retries)
        return std::nullopt;
    constexpr std::chrono::milliseconds first = 200ms;
    constexpr std::chrono::milliseconds longest = 5s;
    const std::chrono::milliseconds whole =
        std::min<std::chrono::milliseconds>(longest, first * (1LL << std::min(m_attempts - 1, 6U)));
    return std::chrono::milliseconds(
        std::uniform_int_distribution<std::int64_t>(whole.count() / 2, whole.count())(m_random));
}

bool pauseFor(std::chrono::milliseconds pause, const std::stop_token& stop)
{
    std::mutex mutex;
    std::condition_variable_any wake;
    std::unique_lock guard(mutex);
    wake.wait_for(guard, stop, pause, [] { return false; });
    return !stop.stop_requested();
}

} // namespace schemawright
