#pragma once

#include "diff/scratch.h"
#include "model/project.h"

#include <filesystem>
#include <memory>

namespace schemawright {

/// The demo project with a PostgreSQL that holds its databases for as long as somebody keeps it.
struct DemoShop {
    Project project;
    std::shared_ptr<ScratchServer> server;
};

/// Copies the project in `source` to `folder`/project where it is not there yet, starts a lasting server in `folder`/server, and makes the
/// databases that it lacks: their revisions applied, the rows of the seeds of "essential" and "development" put in. Blocks for seconds
/// the first time.
[[nodiscard]] Result<DemoShop> openDemoShop(const std::filesystem::path& source, const std::filesystem::path& folder,
                                            const Task& task = {});

} // namespace schemawright
