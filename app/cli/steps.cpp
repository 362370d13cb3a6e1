#include "app/cli/steps.h"

#include "app/cli/report.h"
#include "diff/apply/apply.h"
#include "diff/revision/revision_chain.h"
#include "diff/revision/revision_file.h"
#include "diff/script/literals.h"
#include "model/sql.h"

#include <algorithm>
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

/// "3/12  CREATE TABLE ..." with the bar, while statements run.
void showBar(RunLog& log, const ApplyEvent& event, std::size_t number, std::size_t all)
{
    const double done = static_cast<double>(number - (event.state == ApplyEvent::State::Started ? 1 : 0));
    log.progress(std::to_string(number) + "/" + std::to_string(all) + "  " + oneLine(event.label),
                 done / static_cast<double>(std::max<std::size_t>(all, 1)));
}

void tellNote(RunLog& log, const ApplyEvent& event)
{
    const bool waits = event.state == ApplyEvent::State::Waiting;
    const bool retries = event.state == ApplyEvent::State::Retrying;
    log.counts.waits += waits ? 1 : 0;
    log.counts.retries += retries ? 1 : 0;
    log.tell("note: " + commentText(event.label), waits || retries ? RunLog::Level::Warning : RunLog::Level::Info,
             waits     ? "waiting"
             : retries ? "retrying"
                       : "note",
             {{"message", event.label}});
}

void countStatement(RunLog& log, const ApplyEvent& event)
{
    if (event.state == ApplyEvent::State::Started)
        return;
    const bool done = event.state == ApplyEvent::State::Finished;
    (done ? log.counts.statements : log.counts.failedStatements) += 1;
    log.counts.statementSeconds += event.seconds;
    if (log.format != RunLog::Format::Json)
        return;
    log.event(done ? RunLog::Level::Info : RunLog::Level::Error, done ? "statement_finished" : "statement_failed",
              {{"statement", static_cast<std::int64_t>(event.statement + 1)},
               {"sql", withoutLiterals(event.label)},
               {"seconds", event.seconds}});
}

std::size_t statementsIn(const std::vector<Batch>& batches)
{
    std::size_t count = 0;
    for (const Batch& batch : batches)
        count += batch.statements.size();
    return count;
}

std::size_t statementsIn(const std::vector<RevisionStep>& steps, std::size_t end)
{
    std::size_t count = 0;
    for (std::size_t i = 0; i < end; ++i)
        count += statementsIn(steps[i].up ? steps[i].revision.up : steps[i].revision.down);
    return count;
}

void tellStep(RunLog& log, const RevisionStep& step, const ApplyEvent& event)
{
    if (event.state != ApplyEvent::State::Finished)
        return;
    (step.up ? log.counts.applied : log.counts.reverted) += 1;
    log.tell(std::string(step.up ? "  up   " : "  down ") + event.label + "  " + secondsText(event.seconds),
             RunLog::Level::Info, step.up ? "revision_applied" : "revision_reverted",
             {{"message", step.revision.message}, {"seconds", event.seconds}});
}

} // namespace

ApplyProgress stepProgress(Session& session, const std::vector<RevisionStep>& steps)
{
    return [&log = session.log, &steps](const ApplyEvent& event) {
        log.atRevision(event.step < steps.size() ? steps[event.step].revision.id : std::string());
        if (isNote(event.state) || event.step >= steps.size())
            return tellNote(log, event);
        // A step's own event has its title as label.
        if (event.label == steps[event.step].revision.title())
            return tellStep(log, steps[event.step], event);
        countStatement(log, event);
        if (log.hasBar())
            showBar(log, event, statementsIn(steps, event.step) + event.statement + 1,
                    statementsIn(steps, steps.size()));
    };
}

ApplyProgress planProgress(Session& session, const Plan& plan)
{
    return
        [&log = session.log, all = statementsIn(plan.batches), done = std::size_t{0}](const ApplyEvent& event) mutable {
            if (isNote(event.state))
                return tellNote(log, event);
            countStatement(log, event);
            if (event.state == ApplyEvent::State::Finished) {
                ++done;
                if (log.format == RunLog::Format::Text)
                    log.say("  " + oneLine(event.label) + "  " + secondsText(event.seconds));
            }
            showBar(log, event, std::min(all, done + (event.state == ApplyEvent::State::Finished ? 0 : 1)), all);
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
