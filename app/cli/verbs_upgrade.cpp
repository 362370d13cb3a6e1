#include "app/cli/connect.h"
#include "app/cli/move.h"
#include "app/cli/several.h"
#include "app/cli/verbs.h"
#include "diff/apply/apply.h"
#include "diff/revision/revision_target.h"

#include <algorithm>
#include <iterator>

namespace schemawright::cli {

namespace {

struct StampOptions {
    std::vector<std::string> targets;
};

Outcome stamp(Session& session, const StampOptions& options)
{
    auto project = databaseRevisions(session);
    if (!project)
        return std::unexpected(project.error());
    std::vector<std::string> ids;
    for (const std::string& name : options.targets) {
        auto target = resolveTargets(project->revisions, name, {});
        if (!target)
            return std::unexpected(target.error());
        std::ranges::move(target->ids, std::back_inserter(ids));
    }
    auto connection = connectToTarget(session, project->database);
    if (!connection)
        return std::unexpected(connection.error());
    ApplyOptions apply;
    apply.tables = tablesOf(project->database);
    if (auto done = stampRevisions(*connection, project->revisions, ids, apply); !done)
        return std::unexpected(done.error());
    const RevisionGraph graph(project->revisions);
    session.answer(connection->spec().display() + " is at " + headsText(graph.headsOf(graph.ancestors(ids))) + "\n");
    return Done;
}

void addMove(CLI::App& app, Session& session, Job& job, bool up)
{
    auto options = std::make_shared<MoveOptions>();
    options->up = up;
    const std::string name = up ? "upgrade" : "downgrade";
    CLI::App* verb = addVerb<MoveOptions>(
        app, job, name, up ? "Applies revisions up to a target" : "Reverts revisions down to a target",
        up ? "schemawright upgrade head --env production"
           : "schemawright downgrade -1 --url postgresql://localhost/shop",
        options, [&session](const MoveOptions& given) {
            return onDatabases(session, given.sql ? Answers::Script : Answers::Text,
                               [&given](Session& part) { return moveDatabase(part, given); });
        });
    verb->add_option("TARGET", options->target,
                     std::string("The target: head, heads, base, an id or a unique prefix, a label, ") +
                         (up ? "+N" : "-N") + ", id+N, id-N, label@head; with --sql also FROM:TO")
        ->required();
    auto* sql = verb->add_flag("--sql", options->sql, "Prints the script without connecting");
    verb->add_flag("--dry-run", options->dryRun,
                   "Runs everything in a transaction that is rolled back, and prints the script")
        ->excludes(sql);
    verb->add_flag("--accept-edited", options->acceptEdited,
                   "Also runs if revisions were edited after they were proved or applied");
    if (up) {
        verb->add_flag("--accept-unmanaged", options->acceptUnmanaged,
                       "Also runs on a database that has tables but no history of revisions");
        verb->add_flag("--apply-late", options->applyLate,
                       "Also applies revisions that precede an applied one because they were merged late");
    } else {
        verb->add_flag("--accept-loss", options->acceptLoss, "Also runs down scripts that are irreversible");
    }
    verb->add_flag("--allow-drift", options->allowDrift,
                   "Also runs if the revisions touch what somebody changed in the database by other means");
    addBackupOptions(*verb, options->backup);
    addRunOptions(*verb, options->run);
    addLogOptions(*verb, session.log);
    addJsonOption(*verb, session);
    addConnectionOptions(*verb, session);
    addDatabasesOptions(*verb, session);
    addScratchOption(*verb, session);
}

} // namespace

void addUpgradeVerbs(CLI::App& app, Session& session, Job& job)
{
    addMove(app, session, job, true);
    addMove(app, session, job, false);
    auto options = std::make_shared<StampOptions>();
    CLI::App* verb = addVerb<StampOptions>(
        app, job, "stamp", "Marks a database as being at one revision or several, without running anything",
        "schemawright stamp head --env production", options,
        [&session](const StampOptions& given) { return stamp(session, given); });
    verb->add_option("TARGET", options->targets, "The revisions: head, heads, base, ids, label@head")->required();
    addConnectionOptions(*verb, session);
    addProjectOptions(*verb, session);
}

} // namespace schemawright::cli
