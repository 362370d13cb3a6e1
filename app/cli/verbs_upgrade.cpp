#include "app/cli/connect.h"
#include "app/cli/move.h"
#include "app/cli/several.h"
#include "app/cli/verbs.h"
#include "diff/apply/apply.h"
#include "diff/revision/revision_chain.h"

namespace schemawright::cli {

namespace {

struct StampOptions {
    std::string target;
};

Outcome stamp(Session& session, const StampOptions& options)
{
    auto project = databaseRevisions(session);
    if (!project)
        return std::unexpected(project.error());
    auto id = resolveTarget(project->revisions, options.target, {});
    if (!id)
        return std::unexpected(id.error());
    auto connection = connectToTarget(session, project->database);
    if (!connection)
        return std::unexpected(connection.error());
    if (auto done = stampRevision(*connection, *id); !done)
        return std::unexpected(done.error());
    session.answer(connection->spec().display() + " is at " + (id->empty() ? "base" : *id) + "\n");
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
                     std::string("The target: head, base, an id or a unique prefix, ") + (up ? "+N" : "-N") +
                         ", id+N; with --sql also FROM:TO")
        ->required();
    auto* sql = verb->add_flag("--sql", options->sql, "Prints the script without connecting");
    verb->add_flag("--dry-run", options->dryRun, "Connects, prints the script and changes nothing")->excludes(sql);
    verb->add_flag("--accept-edited", options->acceptEdited,
                   "Also runs revisions that were edited after they were proved");
    verb->add_flag("--allow-drift", options->allowDrift,
                   "Also runs if the revisions touch what somebody changed in the database by other means");
    addRunOptions(*verb, options->run);
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
    CLI::App* verb =
        addVerb<StampOptions>(app, job, "stamp", "Marks a database as being at a revision, without running anything",
                              "schemawright stamp head --env production", options,
                              [&session](const StampOptions& given) { return stamp(session, given); });
    verb->add_option("TARGET", options->target, "The revision: head, base or an id")->required();
    addConnectionOptions(*verb, session);
    addProjectOptions(*verb, session);
}

} // namespace schemawright::cli
