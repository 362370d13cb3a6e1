#include "app/cli/run_log.h"

#include "app/cli/session.h"
#include "diff/script/literals.h"
#include "model/project.h"
#include "model/sql.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <filesystem>
#include <format>
#include <iostream>

#include <sys/ioctl.h>
#include <unistd.h>

namespace schemawright::cli {

namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

std::string_view nameOf(RunLog::Level level)
{
    return level == RunLog::Level::Info ? "info" : level == RunLog::Level::Warning ? "warning" : "error";
}

/// ISO 8601, UTC, with milliseconds.
std::string now()
{
    return std::format("{:%Y-%m-%dT%H:%M:%S}Z",
                       std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now()));
}

bool isTerminal(const std::ostream& err)
{
    const char* kind = std::getenv("TERM");
    return &err == &std::cerr && isatty(STDERR_FILENO) != 0 && kind != nullptr && std::string_view(kind) != "dumb";
}

std::size_t terminalColumns()
{
    winsize size{};
    return ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 20 ? size.ws_col : 80;
}

/// Prometheus' text format: \, " and line breaks are escaped in the value of a label.
std::string labelValue(std::string_view text)
{
    std::string out;
    for (const char c : text)
        out += c == '\\' ? "\\\\" : c == '"' ? "\\\"" : c == '\n' ? "\\n" : std::string(1, c);
    return out;
}

std::string withoutQuoted(std::string_view text)
{
    std::string out;
    bool quoted = false;
    for (const char c : text) {
        if (c == '"')
            quoted = !quoted;
        if (!quoted || c == '"')
            out += c;
        else if (out.back() == '"')
            out += "...";
    }
    return out;
}

} // namespace

namespace {

/// By a program in PL/pgSQL: RAISE, ASSERT.
bool isRaised(const Error& error)
{
    return error.sqlstate.starts_with("P0");
}

} // namespace

std::string loggedMessage(const Error& error)
{
    std::string message = error.message;
    // DETAIL shows keys and whole rows; messages of class 22 quote the value that was refused; RAISE says what a program made of its rows.
    // PostgreSQL 17 manual, "PostgreSQL Error Codes".
    if (const std::size_t detail = message.find("\nDETAIL:"); detail != std::string::npos)
        message.resize(detail);
    const std::size_t primary = message.find("ERROR: ");
    if (primary != std::string::npos && error.sqlstate.starts_with("22"))
        message = message.substr(0, primary) + withoutQuoted(std::string_view(message).substr(primary));
    if (primary != std::string::npos && isRaised(error))
        message = message.substr(0, primary) + "ERROR: raised by the statement";
    return message;
}

RunLog::RunLog(std::ostream& err) : m_err(err), m_terminal(isTerminal(err)), m_start(std::chrono::steady_clock::now())
{
}

double RunLog::seconds() const
{
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - m_start).count();
}

Result<void> RunLog::begin(std::string_view verb)
{
    m_verb = verb;
    m_database.clear();
    counts = {};
    event(Level::Info, "run_started", {{"verb", m_verb}});
    if (metricsFile.empty())
        return {};
    const fs::path folder = fs::absolute(metricsFile).parent_path();
    std::error_code error;
    if (!fs::is_directory(folder, error))
        return schemawright::fail(ErrorCode::NotFound,
                                  "the metrics cannot be written: there is no folder " + folder.string(),
                                  "create it; nothing was changed");
    if (access(folder.c_str(), W_OK) != 0 || fs::is_directory(metricsFile, error))
        return schemawright::fail(ErrorCode::Permission, "the metrics cannot be written to " + metricsFile,
                                  "check the permissions of its folder; nothing was changed");
    return {};
}

void RunLog::clearBar()
{
    if (std::exchange(m_barShown, false))
        m_err << "\r\x1b[K";
}

void RunLog::progress(std::string_view label, double fraction)
{
    if (!hasBar())
        return;
    constexpr std::size_t width = 24;
    const auto filled = static_cast<std::size_t>(std::clamp(fraction, 0.0, 1.0) * static_cast<double>(width));
    const std::string bar =
        fraction < 0 ? std::string() : "[" + std::string(filled, '#') + std::string(width - filled, '-') + "] ";
    std::string text = commentText(label);
    if (const std::size_t most = terminalColumns() - bar.size() - 1; text.size() > most) {
        text.resize(most);
        while (!text.empty() && (static_cast<unsigned char>(text.back()) & 0x80U) != 0) // no part of a character
            text.pop_back();
    }
    m_err << "\r\x1b[K" << bar << text << std::flush;
    m_barShown = true;
}

void RunLog::say(std::string_view line)
{
    const bool warning = line.starts_with("warning: ");
    const bool note = line.starts_with("note: ");
    std::string_view text = line;
    text.remove_prefix(warning ? 9 : note ? 6 : std::min(line.find_first_not_of(' '), line.size()));
    tell(line, warning ? Level::Warning : Level::Info, "message", {{"message", std::string(text)}});
}

void RunLog::tell(std::string_view line, Level level, std::string_view event, std::vector<LogField> fields)
{
    if (format == Format::Json)
        return this->event(level, event, std::move(fields));
    clearBar();
    m_err << line << '\n' << std::flush;
}

void RunLog::event(Level level, std::string_view event, std::vector<LogField> fields)
{
    if (format != Format::Json)
        return;
    Json line{{"time", now()}, {"level", nameOf(level)}, {"event", event}};
    if (!m_database.empty())
        line["database"] = m_database;
    if (!m_revision.empty())
        line["revision"] = m_revision;
    for (const LogField& field : fields)
        std::visit([&](const auto& value) { line[field.name] = value; }, field.value);
    m_err << line.dump(-1, ' ', false, Json::error_handler_t::replace) << '\n' << std::flush;
}

void RunLog::fail(const Error& error)
{
    if (format != Format::Json) {
        clearBar();
        m_err << "schemawright: " << errorText(error) << std::endl;
        return;
    }
    std::vector<LogField> fields{{"message", loggedMessage(error)}};
    for (const auto& [name, value] :
         {std::pair{"hint", &error.hint}, {"sqlstate", &error.sqlstate}, {"file", &error.file}})
        if (!value->empty() && !(value == &error.hint && isRaised(error)))
            fields.push_back({name, *value});
    if (!error.statement.empty())
        fields.push_back({"statement", withoutLiterals(error.statement)});
    if (error.line > 0)
        fields.push_back({"line", static_cast<std::int64_t>(error.line)});
    event(Level::Error, "failed", std::move(fields));
}

std::string RunLog::metricsText(const Error* error) const
{
    const std::string common = "verb=\"" + labelValue(m_verb) + "\",database=\"" + labelValue(m_database) + "\"";
    std::string out;
    const auto add = [&](const std::string& name, std::string_view help, double value, const std::string& label = {}) {
        if (!out.contains("# TYPE schemawright_run_" + name + " "))
            out += std::format("# HELP schemawright_run_{0} {1}\n# TYPE schemawright_run_{0} gauge\n", name, help);
        out += std::format("schemawright_run_{}{{{}{}}} {}\n", name, common, label, value);
    };
    const auto number = [](std::uint64_t count) { return static_cast<double>(count); };
    const bool cancelled = error && error->code == ErrorCode::Cancelled;
    for (const auto& [outcome, is] :
         {std::pair{"done", !error}, {"failed", error && !cancelled}, {"cancelled", cancelled}})
        add("outcome", "How the run ended: 1 for the outcome that it had.", is ? 1 : 0,
            std::string(",outcome=\"") + outcome + "\"");
    add("end_time_seconds", "When the run ended, in seconds since 1970-01-01 UTC.",
        std::chrono::duration<double>(
            std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()).time_since_epoch())
            .count());
    add("seconds", "How long the run took.", seconds());
    add("statements", "Statements of revisions or of a plan that were completed.", number(counts.statements));
    add("failed_statements", "Statements that failed, those that were tried again included.",
        number(counts.failedStatements));
    add("statement_seconds", "How long all statements took together.", counts.statementSeconds);
    add("retries", "Transactions that failed because of a lock and were tried again.", number(counts.retries));
    add("waits", "Statements that another session blocked for two seconds or more.", number(counts.waits));
    add("revisions_applied", "Revisions that were applied.", number(counts.applied));
    add("revisions_reverted", "Revisions that were reverted.", number(counts.reverted));
    add("backups", "Backups that were made, restored and compared.", number(counts.backups));
    add("backup_seconds", "How long the backup took, with its restore and comparison.", counts.backupSeconds);
    add("backup_bytes", "The size of the backup.", number(counts.backupBytes));
    return out;
}

void RunLog::end(const Error* error)
{
    if (!running())
        return;
    clearBar();
    m_revision.clear();
    event(error ? Level::Error : Level::Info, "run_ended",
          {{"verb", m_verb},
           {"outcome", std::string(!error                                ? "done"
                                   : error->code == ErrorCode::Cancelled ? "cancelled"
                                                                         : "failed")},
           {"seconds", seconds()},
           {"statements", static_cast<std::int64_t>(counts.statements)},
           {"revisions_applied", static_cast<std::int64_t>(counts.applied)},
           {"revisions_reverted", static_cast<std::int64_t>(counts.reverted)}});
    if (metricsFile.empty())
        return;
    if (const auto written = writeFileAtomically(metricsFile, metricsText(error)); !written)
        say("warning: the metrics were not written: " + written.error().text());
}

} // namespace schemawright::cli
