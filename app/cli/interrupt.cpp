#include "app/cli/interrupt.h"

#include <ctime>
#include <unistd.h>

namespace schemawright::cli {

namespace {

sigset_t stopSignals()
{
    sigset_t signals{};
    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    return signals;
}

} // namespace

Interrupt::Interrupt()
{
    const sigset_t signals = stopSignals();
    ::pthread_sigmask(SIG_BLOCK, &signals, &m_before);
    m_waiter = std::jthread([this](const std::stop_token& finished) { wait(finished); });
}

Interrupt::~Interrupt()
{
    m_waiter.request_stop();
    m_waiter.join();
    ::pthread_sigmask(SIG_SETMASK, &m_before, nullptr);
}

void Interrupt::wait(const std::stop_token& finished)
{
    const sigset_t signals = stopSignals();
    const timespec interval{0, 50'000'000};
    while (!finished.stop_requested()) {
        const int number = ::sigtimedwait(&signals, nullptr, &interval);
        if (number < 0)
            continue;
        if (m_source.stop_requested()) {
            // Asked twice: as if nobody had blocked it.
            ::signal(number, SIG_DFL);
            ::pthread_sigmask(SIG_UNBLOCK, &signals, nullptr);
            ::kill(::getpid(), number);
        }
        m_source.request_stop();
    }
}

} // namespace schemawright::cli
