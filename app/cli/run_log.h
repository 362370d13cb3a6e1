#pragma once

#include "model/error.h"

#include <chrono>
#include <cstdint>
#include <iosfwd>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace schemawright::cli {

struct LogField {
    std::string name;
    std::variant<std::string, std::int64_t, double, bool> value;
};

/// What the program tells on standard error: lines for people, with a progress bar if it is a terminal, or one JSON object a line; and the
/// numbers of a run for --metrics. Neither JSON nor metrics contain a password or a row's value: literals of statements and PostgreSQL's DETAIL are left
/// out. Not thread-safe.
class RunLog {
public:
    enum class Format { Text, Json };
    enum class Level { Info, Warning, Error };

    explicit RunLog(std::ostream& err);

    Format format = Format::Text;
    std::string metricsFile; ///< empty: none

    /// A run of a verb begins. Errors: Permission or NotFound if the file of the metrics could not be written at the end.
    [[nodiscard]] Result<void> begin(std::string_view verb);
    [[nodiscard]] bool running() const { return !m_verb.empty(); }
    /// The database (without a password) and the revision of what follows.
    void atDatabase(std::string place) { m_database = std::move(place); }
    void atRevision(std::string id) { m_revision = std::move(id); }

    /// A line as the text format has it: "note: ...", "warning: ...", or anything.
    void say(std::string_view line);
    /// The same, with what JSON says instead.
    void tell(std::string_view line, Level level, std::string_view event, std::vector<LogField> fields);
    /// In JSON only.
    void event(Level level, std::string_view event, std::vector<LogField> fields);
    /// The failure of the verb.
    void fail(const Error& error);

    /// Whether progress() shows anything.
    [[nodiscard]] bool hasBar() const { return m_terminal && format == Format::Text && running(); }
    /// `fraction` in 0..1; negative: unknown.
    void progress(std::string_view label, double fraction);
    void clearBar();

    struct Counts {
        std::uint64_t statements = 0;
        std::uint64_t failedStatements = 0;
        double statementSeconds = 0;
        std::uint64_t retries = 0;
        std::uint64_t waits = 0;
        std::uint64_t applied = 0;  ///< revisions
        std::uint64_t reverted = 0; ///< revisions
        std::uint64_t backups = 0;
        double backupSeconds = 0;
        std::uint64_t backupBytes = 0;
    };
    Counts counts;

    /// The run has ended: tells so in JSON and writes the metrics. `error`: nullptr if it succeeded.
    void end(const Error* error);

private:
    [[nodiscard]] double seconds() const;
    [[nodiscard]] std::string metricsText(const Error* error) const;

    std::ostream& m_err;
    bool m_terminal = false;
    bool m_barShown = false;
    std::string m_verb;
    std::string m_database;
    std::string m_revision;
    std::chrono::steady_clock::time_point m_start;
};

/// The message of an error without what may be a row's value.
[[nodiscard]] std::string loggedMessage(const Error& error);

} // namespace schemawright::cli
