#pragma once

#include "diff/scratch/scratch.h"

#include <condition_variable>
#include <memory>
#include <mutex>
#include <vector>

namespace schemawright {

/// Starts the scratch server on the first request and keeps it. Thread-safe.
class ScratchHost {
public:
    /// Releases the server if the options differ; the next one is started with them. Does not block: a task that requested a server with
    /// the old options still gets it, and the server stops with its last user.
    void setOptions(const ScratchOptions& options);
    /// Waits for the server to start; for the threads of the tasks. Errors: ScratchUnavailable, Cancelled.
    [[nodiscard]] Result<std::shared_ptr<ScratchServer>> get(const Task& task = {});
    [[nodiscard]] bool isRunning() const;

private:
    /// The server for some options.
    struct Place {
        ScratchOptions options;
        bool starting = false; ///< a thread is starting it
        std::shared_ptr<ScratchServer> server;
    };

    mutable std::mutex m_mutex; ///< held only briefly, never while a server starts or stops
    std::condition_variable_any m_started;
    std::shared_ptr<Place> m_place = std::make_shared<Place>();
    std::vector<std::shared_ptr<Place>>
        m_left; ///< servers with older options; stopping takes time, so a thread that may block releases them
};

} // namespace schemawright
