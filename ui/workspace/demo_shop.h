#pragma once

#include "diff/scratch/scratch.h"
#include "model/project.h"

#include <filesystem>
#include <memory>

namespace schemawright {

/// The demo project with a PostgreSQL server for its databases, which runs as long as this value exists.
struct DemoShop {
    Project project;
    std::shared_ptr<ScratchServer> server;
};

/// Copies the project in `source` to `folder`/project if it does not exist, starts a permanent server in `folder`/server, and creates the
/// missing databases: applies their revisions and loads the seeds "essential" and "development". Blocks for seconds
/// the first time.
[[nodiscard]] Result<DemoShop> openDemoShop(const std::filesystem::path& source, const std::filesystem::path& folder,
                                            const Task& task = {});

} // namespace schemawright
