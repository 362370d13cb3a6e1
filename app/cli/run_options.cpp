#include "app/cli/run_options.h"

namespace schemawright::cli {

namespace {

std::chrono::milliseconds milliseconds(double seconds)
{
    // PostgreSQL's settings have no more than an int of milliseconds.
    return std::chrono::milliseconds(static_cast<std::int64_t>(std::min(seconds, 2'000'000.0) * 1000));
}

} // namespace

ApplyOptions RunOptions::forApply() const
{
    ApplyOptions options;
    options.lockTimeout = milliseconds(lockTimeout);
    options.tableLockTimeout = milliseconds(tableLockTimeout);
    if (statementTimeout)
        options.statementTimeout = milliseconds(*statementTimeout);
    options.retries = retries;
    return options;
}

void addRunOptions(CLI::App& verb, RunOptions& options)
{
    verb.add_option("--lock-timeout", options.lockTimeout,
                    "Seconds to wait for another Schemawright run on this database")
        ->check(CLI::NonNegativeNumber)
        ->capture_default_str();
    verb.add_option("--table-lock-timeout", options.tableLockTimeout,
                    "Seconds for which a statement waits for a lock (PostgreSQL's lock_timeout) before its transaction "
                    "is rolled back and tried again. 0: no limit")
        ->check(CLI::NonNegativeNumber)
        ->capture_default_str();
    verb.add_option("--retries", options.retries,
                    "How often a transaction that failed because of a lock or a deadlock is tried again")
        ->check(CLI::Range(0U, 1000U))
        ->capture_default_str();
    verb.add_option("--statement-timeout", options.statementTimeout,
                    "Seconds after which a statement is cancelled (PostgreSQL's statement_timeout). 0: no limit. "
                    "Default: as the server has it")
        ->check(CLI::NonNegativeNumber);
}

void addLogOptions(CLI::App& verb, RunLog& log)
{
    verb.add_option("--log-format", log.format,
                    "Standard error as text, or as JSON with an object a line: time, level, event, database, revision, "
                    "seconds. Without values of rows")
        ->transform(CLI::CheckedTransformer(
            std::map<std::string, RunLog::Format>{{"text", RunLog::Format::Text}, {"json", RunLog::Format::Json}},
            CLI::ignore_case))
        ->option_text("text|json");
    verb.add_option("--metrics", log.metricsFile,
                    "Writes the numbers of the run to a file as Prometheus text, also if it fails")
        ->option_text("FILE");
}

} // namespace schemawright::cli
