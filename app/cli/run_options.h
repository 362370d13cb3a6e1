#pragma once

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

} // namespace schemawright::cli
