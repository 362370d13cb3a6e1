#include "app/cli/steps.h"

#include "app/cli/report.h"
#include "diff/apply/apply.h"
#include "diff/revision/revision_chain.h"
#include "diff/revision/revision_file.h"
#include "model/sql.h"

#include <iostream>

#include <unistd.h>

namespace schemawright::cli {

namespace {

std::string oneLine(std::string_view sql)
{
    static constexpr std::size_t longest = 100;
    const std::string line = commentText(sql.substr(0, longest));
    return sql.size() > longest ? line + "..." : line;
}

void tellNote(Session& session, const ApplyEvent& event)
{
    if (event.state == ApplyEvent::State::Note)
        session.say("note: " + commentText(event.label));
}

} // namespace

ApplyProgress stepProgress(Session& session, const std::vector<RevisionStep>& steps)
{
    return [&session, &steps](const ApplyEvent& event) {
        tellNote(session, event);
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
        tellNote(session, event);
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
                        "prove it with schemawright prove " + step.revision.id +
                            ", or use --accept-edited; nothing was changed");
        session.say("warning: " + what);
    }
    return {};
}

std::string driftLine(const Change& change)
{
    const std::string what = !change.before  ? "not in the revision"
                             : !change.after ? "missing in the database"
                                             : commentText(join(change.details, "; "));
    return commentText(change.key.display()) + (what.empty() ? "" : ": " + what);
}

Result<void> checkWindows(Session& session, const Plan& plan, bool accept)
{
    const std::vector<Hazard> windows = windowsOf(plan);
    for (const Hazard& window : windows)
        session.say("warning: " + window.rule + ": " + commentText(window.message));
    if (windows.empty() || accept)
        return {};
    return fail(ErrorCode::NotProved,
                "while the plan runs, " + counted(windows.size(), "object is missing", "objects are missing") +
                    " that exist before and after it",
                "run it while no client is connected, with --accept-windows; nothing was changed");
}

Error explainCancel(Error error, std::size_t done, std::string_view what)
{
    if (error.code != ErrorCode::Cancelled)
        return error;
    error.message = done == 0 ? "cancelled; nothing was changed"
                              : "cancelled; " + counted(done, what, std::string(what) + "s") + " remain applied";
    error.hint.clear();
    error.statement.clear();
    return error;
}

Result<bool> confirmed(Session& session, const std::string& question, const std::string& unchanged)
{
    if (::isatty(STDIN_FILENO) == 0)
        return fail(ErrorCode::Usage, "there is no terminal to ask for confirmation", "use --yes; " + unchanged);
    session.say(question + " [y/N]");
    std::string answer;
    std::getline(std::cin, answer);
    return answer == "y" || answer == "Y" || answer == "yes";
}

} // namespace schemawright::cli
