#pragma once

#include "app/cli/run_log.h"
#include "diff/apply/apply.h"

#include <CLI/CLI.hpp>

#include <optional>

namespace schemawright::cli {

/// How a run on a database waits; in seconds.
struct RunOptions {
    double lockTimeout = 30;
    double tableLockTimeout = 5;
    std::optional<double> statementTimeout;
    unsigned retries = 10;

    [[nodiscard]] ApplyOptions forApply() const;
};

void addRunOptions(CLI::App& verb, RunOptions& options);
/// --log-format and --metrics.
void addLogOptions(CLI::App& verb, RunLog& log);

} // namespace schemawright::cli
