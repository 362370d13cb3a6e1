#pragma once

#include "diff/scratch/scratch.h"

#include <functional>
#include <memory>
#include <mutex>

namespace schemawright {

/// Starts the scratch server when the first one asks for it, and keeps it. Used from the threads of the tasks.
class ScratchHost {
public:
    /// Forgets the server where the options are others; the next one is started with them.
    void setOptions(const ScratchOptions& options);
    [[nodiscard]] Result<std::shared_ptr<ScratchServer>> get(const Task& task = {});
    [[nodiscard]] bool isRunning() const;

private:
    mutable std::mutex m_mutex;
    ScratchOptions m_options;
    std::shared_ptr<ScratchServer> m_server;
};

} // namespace schemawright
