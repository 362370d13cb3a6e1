#include "app/cli/backup_step.h"
#include "app/cli/connect.h"
#include "app/cli/report.h"
#include "app/cli/steps.h"
#include "app/cli/verbs.h"
#include "diff/apply/applied.h"
#include "diff/apply/apply.h"
#include "diff/apply/tracking.h"
#include "diff/revision/revision_target.h"
#include "diff/workflow/rehearse.h"
#include "model/sql.h"

namespace schemawright::cli {

namespace {

struct RehearseOptions {
    std::string target = "head";
    std::string on;
    std::string folder;
};

/// The steps that a run would take now.
Result<std::vector<RevisionStep>> pendingSteps(Session& session, const std::vector<Revision>& revisions,
                                               Connection& connection, const TrackingTables& tables,
                                               const std::string& target)
{
    const auto tracking = readTracking(connection, tables, session.task().stop);
    if (!tracking)
        return std::unexpected(tracking.error());
    if (!tracking->pendingId.empty())
        return std::unexpected(partlyDone(*tracking));
    const RevisionIds applied = appliedOf(revisions, *tracking).ids;
    return resolveTargets(revisions, target, applied).and_then([&](const RevisionTarget& wanted) {
        return stepsUp(revisions, applied, wanted);
    });
}

Outcome rehearseSteps(Session& session, const RehearseOptions& options)
{
    const auto project = databaseRevisions(session);
    if (!project)
        return std::unexpected(project.error());
    auto connection = connectToTarget(session, project->database);
    if (!connection)
        return std::unexpected(connection.error());
    const auto steps =
        pendingSteps(session, project->revisions, *connection, {project->database.trackingSchema}, options.target);
    if (!steps)
        return std::unexpected(steps.error());
    if (steps->empty()) {
        session.say("nothing to rehearse: " + connection->spec().display() + " is at " + options.target);
        session.answer(session.common.json ? rehearsalJson({}) : std::string());
        return Done;
    }
    const auto folder = backupFolder(options.folder);
    if (!folder)
        return std::unexpected(folder.error());
    if (!options.on.empty())
        session.common.scratchUrl = options.on;
    session.preferMajor(connection->serverVersion());
    const auto rehearsal = rehearse(
        connection->spec(), *folder, *steps, [&](std::uint64_t room) { return session.scratch(room); }, session.task());
    if (!rehearsal)
        return std::unexpected(rehearsal.error());
    std::map<std::string, std::string> titles;
    for (const RevisionStep& step : *steps)
        titles[step.revision.id] = (step.up ? "up   " : "down ") + step.revision.title();
    for (const std::string& sentence : rehearsal->notCompared)
        session.say("note: " + commentText(sentence));
    const std::string text = session.common.json ? rehearsalJson(*rehearsal) : rehearsalText(*rehearsal, titles);
    if (!rehearsal->failure) {
        session.answer(text);
        return Done;
    }
    // What was seen until then is the answer to what was asked.
    session.show(text);
    Error error = *rehearsal->failure;
    error.message = "the rehearsal failed, as a run would: " + error.message;
    return std::unexpected(std::move(error));
}

} // namespace

void addRehearseVerb(CLI::App& app, Session& session, Job& job)
{
    auto options = std::make_shared<RehearseOptions>();
    CLI::App* verb = addVerb<RehearseOptions>(
        app, job, "rehearse",
        "Runs the revisions that an upgrade would apply on a copy of the database with its rows. Reports what each "
        "statement takes, locks, rewrites and reads, and how long it would block others.",
        "schemawright rehearse head --env production", options,
        [&session](const RehearseOptions& given) { return rehearseSteps(session, given); });
    verb->add_option("TARGET", options->target, "The target, as for upgrade")->capture_default_str();
    verb->add_option("--on", options->on,
                     "The server for the copy, instead of the scratch server: a connection that can create databases");
    addBackupFolder(*verb, options->folder);
    addJsonOption(*verb, session);
    addConnectionOptions(*verb, session);
    addProjectOptions(*verb, session);
    addScratchOption(*verb, session);
}

} // namespace schemawright::cli
