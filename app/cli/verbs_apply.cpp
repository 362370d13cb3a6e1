#include "app/cli/backup_step.h"
#include "app/cli/connect.h"
#include "app/cli/report.h"
#include "app/cli/run_options.h"
#include "app/cli/schema_source.h"
#include "app/cli/steps.h"
#include "app/cli/verbs.h"
#include "diff/apply/apply.h"
#include "diff/apply/seed.h"
#include "diff/compare/compare.h"
#include "diff/plan/plan.h"
#include "diff/prove/prove.h"
#include "diff/read/read.h"
#include "diff/workflow/apply_verified.h"

namespace schemawright::cli {

namespace {

struct ApplyVerbOptions {
    std::string schema;
    std::string to;
    bool yes = false;
    bool dryRun = false;
    bool acceptWindows = false;
    RunOptions run;
    BackupOptions backup;
    PlanWishes plan;
};

Outcome apply(Session& session, const ApplyVerbOptions& options)
{
    if (auto begun = session.log.begin("apply"); !begun)
        return std::unexpected(begun.error());
    auto spec = connectionFrom(options.to);
    if (!spec)
        return std::unexpected(spec.error());
    session.log.atDatabase(spec->display());
    auto schemas = readSchemas(session, options.to, options.schema);
    if (!schemas)
        return std::unexpected(schemas.error());
    const auto& [live, wanted] = *schemas;
    if (!live.live)
        return fail(ErrorCode::Usage, "--to is not a connection");
    auto difference = differenceOf(session, live, wanted, options.plan);
    if (!difference)
        return std::unexpected(difference.error());
    if (difference->empty()) {
        session.answer("Nothing to do: " + live.label + " matches " + wanted.label + "\n");
        return Done;
    }
    session.say(summaryText(*difference, live.label, wanted.label));
    auto proof = proofOf(session, *difference, "the changes could not be proved, so nothing was changed");
    if (!proof)
        return std::unexpected(proof.error());
    session.say("Proved: " + proofSummary(*proof));
    if (options.dryRun) {
        session.answer(planScript(difference->up));
        return Done;
    }
    if (auto closed = checkWindows(session, difference->up, options.acceptWindows); !closed)
        return std::unexpected(closed.error());
    if (!options.yes) {
        auto yes = confirmed(session, "Apply to " + live.label + "?", "nothing was changed");
        if (!yes)
            return std::unexpected(yes.error());
        if (!*yes)
            return fail(ErrorCode::Cancelled, "cancelled; nothing was changed");
    }
    std::size_t done = 0;
    auto before = backupBefore(session, options.backup, nullptr, options.to, "run");
    if (!before)
        return std::unexpected(before.error());
    ApplyOptions run = options.run.forApply();
    run.before = std::move(*before);
    const auto tell = planProgress(session, difference->up);
    const auto progress = [&](const ApplyEvent& event) {
        tell(event);
        done = event.step;
    };
    auto applied =
        applyVerified(*spec, {std::move(*difference), {}, session.scope(), std::move(run)}, progress, session.task());
    if (!applied)
        return std::unexpected(explainCancel(applied.error(), done, "part"));
    if (!applied->remaining.empty())
        return fail(ErrorCode::NotProved, "the changes were applied, but the database does not match the target: " +
                                              applied->remaining.front().key.display() + " differs");
    session.answer("Applied and verified: " + live.label + " matches " + wanted.label + "\n");
    return Done;
}

struct SeedOptions {
    std::string environment = "development";
};

Outcome seed(Session& session, const SeedOptions& options)
{
    auto database = session.database();
    if (!database)
        return std::unexpected(database.error());
    auto connection = connectToTarget(session, *database);
    if (!connection)
        return std::unexpected(connection.error());
    auto count = seedDatabase(*connection, *database, options.environment, session.task());
    if (!count)
        return std::unexpected(count.error());
    session.answer(counted(*count, "seed file", "seed files") + " run on " + connection->spec().display() + "\n");
    return Done;
}

} // namespace

void addApplyVerbs(CLI::App& app, Session& session, Job& job)
{
    auto options = std::make_shared<ApplyVerbOptions>();
    CLI::App* verb =
        addVerb<ApplyVerbOptions>(app, job, "apply", "Plans, proves, applies and verifies the changes to a database",
                                  "schemawright apply schema.sql --to postgresql://localhost/shop", options,
                                  [&session](const ApplyVerbOptions& given) { return apply(session, given); });
    verb->add_option("SCHEMA", options->schema,
                     "The schema that the database is changed to: a .sql file or folder, model, head, a revision, or "
                     "another connection")
        ->required();
    verb->add_option("--to", options->to, "The database to change: postgresql://..., service=NAME or env:NAME")
        ->required();
    verb->add_flag("-y,--yes", options->yes, "Applies without asking for confirmation");
    verb->add_flag("--dry-run", options->dryRun, "Plans and proves, prints the script, and changes nothing");
    addPlanOptions(*verb, options->plan);
    verb->add_flag("--accept-windows", options->acceptWindows, acceptWindowsHelp);
    addBackupOptions(*verb, options->backup);
    addRunOptions(*verb, options->run);
    addLogOptions(*verb, session.log);
    addScopeOptions(*verb, session);
    addProjectOptions(*verb, session);
    addScratchOption(*verb, session);

    auto seedOptions = std::make_shared<SeedOptions>();
    verb = addVerb<SeedOptions>(app, job, "seed",
                                "Loads the seed data of an environment: seeds/essential, then seeds/ENVIRONMENT",
                                "schemawright seed --environment development --url postgresql://localhost/shop",
                                seedOptions, [&session](const SeedOptions& given) { return seed(session, given); });
    verb->add_option("--environment", seedOptions->environment, "The environment whose seed data is loaded")
        ->check(CLI::IsMember({"essential", "development", "staging", "production"}))
        ->capture_default_str();
    addConnectionOptions(*verb, session);
    addProjectOptions(*verb, session);
}

} // namespace schemawright::cli
