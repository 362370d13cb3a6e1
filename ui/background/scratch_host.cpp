#include "ui/background/scratch_host.h"

namespace schemawright {

void ScratchHost::setOptions(const ScratchOptions& options)
{
    const std::lock_guard lock(m_mutex);
    if (options.url == m_options.url && options.preferredMajor == m_options.preferredMajor)
        return;
    m_options = options;
    m_server.reset();
}

Result<std::shared_ptr<ScratchServer>> ScratchHost::get(const Task& task)
{
    const std::lock_guard lock(m_mutex);
    if (!m_server) {
        Result<std::shared_ptr<ScratchServer>> started = ScratchServer::start(m_options, task);
        if (!started)
            return started;
        m_server = std::move(*started);
    }
    return m_server;
}

bool ScratchHost::isRunning() const
{
    const std::lock_guard lock(m_mutex);
    return m_server != nullptr;
}

} // namespace schemawright
