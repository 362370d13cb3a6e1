#include "app/cli/connect.h"
#include "app/cli/report.h"
#include "app/cli/steps.h"
#include "app/cli/verbs.h"
#include "diff/apply/apply.h"
#include "diff/apply/revision_script.h"
#include "diff/apply/tracking.h"
#include "diff/revision/revision.h"
#include "diff/revision/revision_chain.h"

namespace schemawright::cli {

namespace {

struct MoveOptions {
    bool up = true;
    std::string target;
    bool sql = false;
    bool dryRun = false;
    bool acceptEdited = false;
    double lockTimeout = 30;
};

Result<void> rightDirection(const MoveOptions& options, const std::string& target,
                            const std::vector<RevisionStep>& steps)
{
    if (steps.empty() || steps.front().up == options.up)
        return {};
    return fail(ErrorCode::Usage,
                (target.empty() ? "base" : "revision " + target) + " is " + (options.up ? "older" : "newer") +
                    " than the " + (options.sql ? "revision that the script starts from" : "database's revision"),
                options.up ? "use downgrade" : "use upgrade");
}

/// `--sql`: the script from one revision to another, without a connection. The target may be A:B; without A, an upgrade starts at base, a
/// downgrade at the head.
Outcome printScript(Session& session, const std::vector<Revision>& revisions, const MoveOptions& options)
{
    const std::size_t colon = options.target.find(':');
    const std::string fromText =
        colon == std::string::npos ? (options.up ? "base" : "head") : options.target.substr(0, colon);
    auto from = resolveTarget(revisions, fromText, {});
    if (!from)
        return std::unexpected(from.error());
    auto to =
        resolveTarget(revisions, colon == std::string::npos ? options.target : options.target.substr(colon + 1), *from);
    if (!to)
        return std::unexpected(to.error());
    auto steps = pathBetween(revisions, *from, *to);
    if (!steps)
        return std::unexpected(steps.error());
    if (auto right = rightDirection(options, *to, *steps); !right)
        return std::unexpected(right.error());
    if (auto good = checkEdited(session, *steps, options.acceptEdited); !good)
        return std::unexpected(good.error());
    session.answer(stepsScript(*steps));
    return Done;
}

Outcome move(Session& session, const MoveOptions& options)
{
    auto project = databaseRevisions(session);
    if (!project)
        return std::unexpected(project.error());
    if (options.sql)
        return printScript(session, project->revisions, options);
    auto connection = connectToTarget(session, project->database);
    if (!connection)
        return std::unexpected(connection.error());
    auto current = currentRevision(*connection);
    if (!current)
        return std::unexpected(current.error());
    auto target = resolveTarget(project->revisions, options.target, *current);
    if (!target)
        return std::unexpected(target.error());
    auto steps = pathBetween(project->revisions, *current, *target);
    if (!steps)
        return std::unexpected(steps.error());
    if (auto right = rightDirection(options, *target, *steps); !right)
        return std::unexpected(right.error());
    if (auto good = checkEdited(session, *steps, options.acceptEdited); !good)
        return std::unexpected(good.error());
    if (options.dryRun) {
        session.answer(stepsScript(*steps));
        session.say(counted(steps->size(), "revision", "revisions") + " would be applied; nothing was changed");
        return Done;
    }
    std::size_t done = 0;
    const auto tell = stepProgress(session, *steps);
    const auto progress = [&](const ApplyEvent& event) {
        tell(event);
        if (event.state == ApplyEvent::State::Finished && event.label == (*steps)[event.step].revision.title())
            done = event.step + 1;
    };
    const ApplyOptions apply{std::chrono::milliseconds(static_cast<std::int64_t>(options.lockTimeout * 1000))};
    if (auto applied = applySteps(*connection, *steps, progress, session.task(), apply); !applied)
        return std::unexpected(explainCancel(applied.error(), done, "revision"));
    session.answer(steps->empty()
                       ? "Nothing to do: " + connection->spec().display() + " is at " +
                             (current->empty() ? "base" : *current) + "\n"
                       : connection->spec().display() + " is at " + (target->empty() ? "base" : *target) + "\n");
    return Done;
}

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
        options, [&session](const MoveOptions& given) { return move(session, given); });
    verb->add_option("TARGET", options->target,
                     std::string("The target: head, base, an id or a unique prefix, ") + (up ? "+N" : "-N") +
                         ", id+N; with --sql also FROM:TO")
        ->required();
    auto* sql = verb->add_flag("--sql", options->sql, "Prints the script without connecting");
    verb->add_flag("--dry-run", options->dryRun, "Connects, prints the script and changes nothing")->excludes(sql);
    verb->add_flag("--accept-edited", options->acceptEdited,
                   "Also runs revisions that were edited after they were proved");
    verb->add_option("--lock-timeout", options->lockTimeout,
                     "Seconds to wait for another Schemawright run on this database")
        ->check(CLI::NonNegativeNumber)
        ->capture_default_str();
    addConnectionOptions(*verb, session);
    addProjectOptions(*verb, session);
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
