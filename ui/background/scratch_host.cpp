#include "ui/background/scratch_host.h"

namespace schemawright {

void ScratchHost::setOptions(const ScratchOptions& options)
{
    const std::lock_guard lock(m_mutex);
    if (options.url == m_place->options.url && options.preferredMajor == m_place->options.preferredMajor)
        return;
    m_left.push_back(std::move(m_place));
    m_place = std::make_shared<Place>(options);
}

Result<std::shared_ptr<ScratchServer>> ScratchHost::get(const Task& task)
{
    std::vector<std::shared_ptr<Place>> left; // goes after the lock
    std::unique_lock lock(m_mutex);
    left.swap(m_left);
    const std::shared_ptr<Place> place = m_place;
    if (!m_started.wait(lock, task.stop, [&] { return !place->starting; }))
        return fail(ErrorCode::Cancelled, "cancelled while the scratch server was starting");
    if (place->server)
        return place->server;
    place->starting = true;
    lock.unlock();
    Result<std::shared_ptr<ScratchServer>> started = fail(ErrorCode::Internal, "the scratch server was not started");
    const auto end = [&] {
        lock.lock();
        place->starting = false;
        if (started)
            place->server = *started;
        m_started.notify_all();
    };
    try {
        started = ScratchServer::start(place->options, task);
    } catch (...) {
        end(); // else all others wait for ever
        throw;
    }
    end();
    return started;
}

bool ScratchHost::isRunning() const
{
    const std::lock_guard lock(m_mutex);
    return m_place->server != nullptr;
}

} // namespace schemawright
