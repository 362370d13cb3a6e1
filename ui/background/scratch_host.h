#pragma once

#include "diff/scratch/scratch.h"

#include <condition_variable>
#include <memory>
#include <mutex>
#include <vector>

namespace schemawright {

/// Starts the scratch server when the first one asks for it, and keeps it. Thread-safe.
class ScratchHost {
public:
    /// Forgets the server where the options are others; the next one is started with them. Waits for nothing: who has asked for a server with
    /// the old options still gets it, and it goes with the last of them.
    void setOptions(const ScratchOptions& options);
    /// Waits for the server to start; for the threads of the tasks. Errors: ScratchUnavailable, Cancelled.
    [[nodiscard]] Result<std::shared_ptr<ScratchServer>> get(const Task& task = {});
    [[nodiscard]] bool isRunning() const;

private:
    /// The server of some options.
    struct Place {
        ScratchOptions options;
        bool starting = false; ///< by one of those who asked
        std::shared_ptr<ScratchServer> server;
    };

    mutable std::mutex m_mutex; ///< held for moments only, never while a server starts or stops
    std::condition_variable_any m_started;
    std::shared_ptr<Place> m_place = std::make_shared<Place>();
    std::vector<std::shared_ptr<Place>>
        m_left; ///< of older options; stopping takes time, so the next who may wait lets them go
};

} // namespace schemawright
