#include "app/cli/connect.h"
#include "app/cli/fleet_report.h"
#include "app/cli/fleet_run.h"
#include "app/cli/fleet_targets.h"
#include "app/cli/report.h"
#include "app/cli/verbs.h"
#include "diff/fleet/rollout_store.h"
#include "diff/revision/revision_chain.h"
#include "diff/revision/revision_target.h"

#include <format>

namespace schemawright::cli {

namespace {

struct FleetOptions {
    std::string control;
    std::optional<std::int64_t> rollout;
    std::string target;
    FleetTargetOptions targets;
    RolloutLimits limits;
    std::string stopAt = "5%";
    bool noVerify = false;
    bool prometheus = false;
    FleetRunOptions run;
};

Result<RolloutStore> openStore(Session& session, const FleetOptions& options)
{
    const auto spec = connectionFrom(options.control);
    if (!spec)
        return std::unexpected(spec.error());
    return RolloutStore::open(*spec, session.task().stop);
}

Result<double> percentage(const std::string& text)
{
    const std::string digits = text.ends_with('%') ? text.substr(0, text.size() - 1) : text;
    double value = 0;
    if (!CLI::detail::lexical_cast(digits, value) || !(value >= 0 && value <= 100))
        return fail(ErrorCode::Usage, "\"" + text + "\" is not a percentage", "use for example --stop-at 5%");
    return value;
}

Result<RolloutPlan> makePlan(Session& session, const FleetOptions& options)
{
    auto project = databaseRevisions(session);
    if (!project)
        return std::unexpected(project.error());
    RolloutPlan plan;
    plan.project = session.project()->config.name;
    plan.database = project->database.name;
    plan.limits = options.limits;
    plan.limits.verify = !options.noVerify;
    const auto stopAt = percentage(options.stopAt);
    if (!stopAt)
        return std::unexpected(stopAt.error());
    plan.limits.stopAt = *stopAt;
    auto id = resolveRevision(project->revisions, options.target);
    if (!id)
        return std::unexpected(id.error());
    plan.revision = std::move(*id);
    auto fingerprint = revisionsFingerprint(project->revisions, plan.revision);
    if (!fingerprint)
        return std::unexpected(fingerprint.error());
    plan.fingerprint = std::move(*fingerprint);
    auto targets = fleetTargets(session, options.targets, options.control).and_then([&](const auto& specs) {
        return inWaves(specs, plan.limits);
    });
    if (!targets)
        return std::unexpected(targets.error());
    plan.targets = std::move(*targets);
    return plan;
}

Outcome showPlan(Session& session, const FleetOptions& options)
{
    const auto plan = makePlan(session, options);
    if (!plan)
        return std::unexpected(plan.error());
    session.answer(session.common.json ? planJson(*plan) : planText(*plan));
    return Done;
}

Outcome start(Session& session, const FleetOptions& options)
{
    const auto plan = makePlan(session, options);
    if (!plan)
        return std::unexpected(plan.error());
    auto store = openStore(session, options);
    if (!store)
        return std::unexpected(store.error());
    const auto id = store->start(*plan);
    if (!id)
        return std::unexpected(id.error());
    session.answer(std::format("Started rollout {} of {} to {}; run it with schemawright fleet run\n", *id,
                               counted(plan->targets.size(), "database", "databases"),
                               plan->revision.empty() ? "base" : "revision " + plan->revision));
    return Done;
}

Outcome run(Session& session, const FleetOptions& options)
{
    const auto project = databaseRevisions(session);
    if (!project)
        return std::unexpected(project.error());
    auto store = openStore(session, options);
    if (!store)
        return std::unexpected(store.error());
    const std::string name = session.project()->config.name;
    const auto rollout = store->find(options.rollout, name, project->database.name);
    if (!rollout)
        return std::unexpected(rollout.error());
    if (rollout->project != name || rollout->database != project->database.name)
        return fail(ErrorCode::Usage,
                    std::format("rollout {} is one of database {} of project {}", rollout->id, rollout->database,
                                rollout->project),
                    "use --project and --database to choose it");
    return runFleet(session, *store, *rollout, *project, options.run);
}

/// A verb on one rollout: `act` returns its answer.
Outcome onRollout(Session& session, const FleetOptions& options,
                  const std::function<Result<std::string>(RolloutStore&, const Rollout&)>& act)
{
    auto store = openStore(session, options);
    if (!store)
        return std::unexpected(store.error());
    const auto rollout = store->find(options.rollout);
    if (!rollout)
        return std::unexpected(rollout.error());
    auto answer = act(*store, *rollout);
    if (!answer)
        return std::unexpected(answer.error());
    session.answer(*answer);
    return Done;
}

Outcome status(Session& session, const FleetOptions& options)
{
    return onRollout(session, options, [&](RolloutStore& store, const Rollout& rollout) {
        return store.targets(rollout.id).transform([&](const std::vector<TargetState>& targets) {
            return options.prometheus    ? statusMetrics(rollout, targets)
                   : session.common.json ? statusJson(rollout, targets)
                                         : statusText(rollout, targets);
        });
    });
}

std::string named(const Rollout& rollout, const std::string& what)
{
    return std::format("rollout {} {}\n", rollout.id, what);
}

Result<std::string> pause(RolloutStore& store, const Rollout& rollout)
{
    return store.pause(rollout).transform(
        [&] { return named(rollout, "is paused; databases in work are finished, and runners wait"); });
}

Result<std::string> resume(RolloutStore& store, const Rollout& rollout)
{
    return store.resume(rollout).transform([&] { return named(rollout, "continues"); });
}

Result<std::string> retry(RolloutStore& store, const Rollout& rollout)
{
    return store.retry(rollout).transform([&](std::size_t count) {
        return named(rollout, "continues; " + counted(count, "database is", "databases are") + " tried again");
    });
}

Result<std::string> abort(RolloutStore& store, const Rollout& rollout)
{
    return store.abort(rollout).transform([&](std::size_t count) {
        return named(rollout, "is aborted; " + counted(count, "database is", "databases are") + " skipped");
    });
}

void addControl(CLI::App& verb, FleetOptions& options, bool required)
{
    CLI::Option* control =
        verb.add_option("--control", options.control,
                        "The PostgreSQL database with the rollout's tables, schemawright_fleet: postgresql://..., "
                        "service=NAME or env:NAME")
            ->envname("SCHEMAWRIGHT_FLEET_CONTROL");
    if (required)
        control->required();
}

void addPlanWishes(CLI::App& verb, Session& session, FleetOptions& options)
{
    verb.add_option("TARGET", options.target, "The revision: head, base, an id or a unique prefix")->required();
    verb.add_option(
        "--targets", options.targets.file,
        "A file with the databases, one connection a line; - for standard input. Lines with # are comments");
    verb.add_option("--targets-query", options.targets.query,
                    "A query on the control database whose first column has the connections");
    verb.add_option("--server", options.targets.servers, "A server whose databases are upgraded (repeatable)")
        ->allow_extra_args(false);
    verb.add_option("--pattern", options.targets.pattern, "With --server: which databases, as for LIKE: tenant_%")
        ->capture_default_str();
    verb.add_option("--canary", options.limits.canary,
                    "How many databases are upgraded first; if one of them fails, the rollout stops")
        ->capture_default_str();
    verb.add_option(
            "--waves", options.limits.waves,
            "The percentages of all databases that each wave reaches. A wave starts when the one before has ended")
        ->delimiter(',')
        ->capture_default_str();
    verb.add_option("--per-server", options.limits.perServer,
                    "How many databases of one server are in work at a time. 0: no limit")
        ->capture_default_str();
    verb.add_option("--stop-at", options.stopAt,
                    "Stops the rollout if more than this part of the databases of the waves begun has failed")
        ->capture_default_str();
    verb.add_option("--lease", options.limits.lease,
                    "Seconds after which another runner takes over the databases of one that gives no sign")
        ->check(CLI::Range(1.0, 86400.0))
        ->capture_default_str();
    verb.add_flag("--no-verify", options.noVerify,
                  "Does not read the databases and compare them with the revision after their upgrade");
    addProjectOptions(verb, session);
}

void addRun(CLI::App& fleet, Session& session, Job& job, const std::shared_ptr<FleetOptions>& options)
{
    CLI::App* verb = addVerb<FleetOptions>(
        fleet, job, "run",
        "Upgrades databases of the rollout until it is over. Any number of runners can run at once, on any number of "
        "machines; those of a runner that dies are taken over. Passwords come from a password file, a service file, "
        "PGPASSWORD or --env",
        "schemawright fleet run --control service=fleet --parallel 4", options,
        [&session](const FleetOptions& given) { return run(session, given); });
    addControl(*verb, *options, true);
    verb->add_option("--rollout", options->rollout,
                     "The rollout's number. Default: the project's only one that is not over");
    verb->add_option("--parallel", options->run.parallel, "How many databases at a time")
        ->check(CLI::Range(1U, 256U))
        ->capture_default_str();
    verb->add_option("--env", session.common.environment,
                     "The environment in schemawright.toml whose user, password and TLS settings are used where a "
                     "target names none");
    verb->add_flag("--accept-edited", options->run.acceptEdited,
                   "Also runs revisions that were edited after they were proved");
    verb->add_flag("--allow-drift", options->run.allowDrift,
                   "Also runs if the revisions touch what somebody changed in a database by other means");
    addRunOptions(*verb, options->run.run);
    addProjectOptions(*verb, session);
    addScratchOption(*verb, session);
}

} // namespace

void addFleetVerb(CLI::App& app, Session& session, Job& job)
{
    CLI::App* fleet = app.add_subcommand("fleet", "Upgrades many databases that have the same schema: tenants, shards");
    fleet->require_subcommand(1);
    fleet->footer(
        "The rollout's state is in tables of a control database, which never have a password.\nExample:\n"
        "  schemawright fleet start head --control service=fleet --server service=shard1 --pattern 'tenant_%'\n"
        "  schemawright fleet run --control service=fleet   # on as many machines as wanted\n"
        "  schemawright fleet status --control service=fleet");
    const auto options = std::make_shared<FleetOptions>();
    CLI::App* verb = addVerb<FleetOptions>(
        *fleet, job, "plan", "Shows the waves of a rollout without starting it; connects to no database of them",
        "schemawright fleet plan head --targets tenants.txt --waves 10,50,100", options,
        [&session](const FleetOptions& given) { return showPlan(session, given); });
    addControl(*verb, *options, false);
    addPlanWishes(*verb, session, *options);
    addJsonOption(*verb, session);
    verb = addVerb<FleetOptions>(
        *fleet, job, "start",
        "Starts a rollout: records its databases in the control database, without their passwords",
        "schemawright fleet start head --control service=fleet --targets tenants.txt --canary 2 --waves 10,50,100",
        options, [&session](const FleetOptions& given) { return start(session, given); });
    addControl(*verb, *options, true);
    addPlanWishes(*verb, session, *options);
    addRun(*fleet, session, job, options);

    const auto add = [&](const std::string& name, const std::string& description,
                         std::function<Outcome(const FleetOptions&)> act) {
        CLI::App* made =
            addVerb<FleetOptions>(*fleet, job, name, description,
                                  "schemawright fleet " + name + " --control service=fleet", options, std::move(act));
        addControl(*made, *options, true);
        made->add_option("--rollout", options->rollout,
                         "The rollout's number. Default: the only one that is not over, else the newest");
        return made;
    };
    const auto act = [&session](auto how) {
        return [&session, how](const FleetOptions& given) { return onRollout(session, given, how); };
    };
    verb = add("status", "Shows the waves of a rollout and the databases that failed",
               [&session](const FleetOptions& given) { return status(session, given); });
    addJsonOption(*verb, session);
    verb->add_flag("--prometheus", options->prometheus, "Prints metrics in Prometheus's text format");
    add("pause", "Pauses a rollout: databases in work are finished, and runners wait", act(pause));
    add("resume", "Continues a rollout that is paused or was stopped; what failed stays failed", act(resume));
    add("retry", "Tries the failed databases again, and continues the rollout", act(retry));
    add("abort", "Ends a rollout: databases in work are finished, the others are skipped", act(abort));
}

} // namespace schemawright::cli
