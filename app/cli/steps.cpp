#include "app/cli/steps.h"

#include "app/cli/report.h"
#include "diff/script.h"
#include "model/sql.h"

namespace schemawright::cli {

namespace {

std::string oneLine(std::string_view sql)
{
    static constexpr std::size_t longest = 100;
    const std::string line = commentText(sql.substr(0, longest));
    return sql.size() > longest ? line + "..." : line;
}

} // namespace

ApplyProgress stepProgress(Session& session, const std::vector<RevisionStep>& steps)
{
    return [&session, &steps](const ApplyEvent& event) {
        // A step's own event has its title as label; those of its statements are not shown.
        if (event.state == ApplyEvent::State::Finished && event.step < steps.size() &&
            event.label == steps[event.step].revision.title())
            session.say(std::string(steps[event.step].up ? "  up   " : "  down ") + event.label + "  " +
                        secondsText(event.seconds));
    };
}

ApplyProgress planProgress(Session& session)
{
    return [&session](const ApplyEvent& event) {
        if (event.state == ApplyEvent::State::Finished)
            session.say("  " + oneLine(event.label) + "  " + secondsText(event.seconds));
    };
}

Result<void> checkEdited(Session& session, const std::vector<RevisionStep>& steps, bool accept)
{
    for (const RevisionStep& step : steps) {
        if (checksumMatches(step.revision))
            continue;
        const std::string what = step.revision.path.string() + " was edited after it was written or proved";
        if (!accept)
            return fail(ErrorCode::NotProved, what,
                        "schemawright prove " + step.revision.id + ", or --accept-edited; nothing was changed");
        session.say("warning: " + what);
    }
    return {};
}

Error explainCancel(Error error, std::size_t done, std::string_view what)
{
    if (error.code != ErrorCode::Cancelled)
        return error;
    error.message = done == 0 ? "Cancelled; nothing was changed"
                              : "Cancelled; " + counted(done, what, std::string(what) + "s") + " stayed applied";
    error.hint.clear();
    error.statement.clear();
    return error;
}

Result<std::size_t> seedDatabase(Connection& connection, const DatabaseConfig& database, const std::string& environment,
                                 const Task& task)
{
    std::size_t ran = 0;
    for (const std::string& part : {std::string("essential"), environment}) {
        const auto folder = database.folder / "seeds" / part;
        std::error_code failed;
        if ((part == "essential" && environment == part) || !std::filesystem::is_directory(folder, failed))
            continue;
        auto files = readSqlFolder(folder);
        if (!files)
            return std::unexpected(files.error());
        for (const SourceFile& file : *files) {
            auto done = connection.query("BEGIN;\n" + file.text + "\n;COMMIT", task.stop);
            if (!done) {
                (void)connection.query("ROLLBACK");
                Error error = done.error();
                error.file = file.path;
                if (error.position > 7)
                    error.line = lineOf(file.text, error.position - 8);
                return std::unexpected(std::move(error));
            }
            ++ran;
        }
    }
    return ran;
}

} // namespace schemawright::cli
