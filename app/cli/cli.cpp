#include "app/cli/cli.h"

#include "app/cli/interrupt.h"
#include "app/cli/process.h"
#include "app/cli/verbs.h"

#include <csignal>
#include <iostream>

namespace schemawright::cli {

namespace {

void addFolderOptions(CLI::App& verb, Session& session)
{
    verb.add_option("-C,--project", session.common.folder, "The project's folder, or a folder inside it")
        ->capture_default_str();
    verb.add_flag("--trust", session.common.trust,
                  "Trusts the secret_command and the scratch_url of schemawright.toml in this run")
        ->envname("SCHEMAWRIGHT_TRUST");
}

} // namespace

void addProjectOptions(CLI::App& verb, Session& session)
{
    verb.add_option("--database", session.common.database, "The database of the project, where it has several");
    addFolderOptions(verb, session);
}

void addDatabasesOptions(CLI::App& verb, Session& session)
{
    CLI::Option* chosen =
        verb.add_option("--database", session.common.chosen,
                        "The database of the project, where it has several; * and ? are wildcards (repeatable)")
            ->allow_extra_args(false);
    verb.add_flag("--all", session.common.all, "Every database of the project")->excludes(chosen);
    verb.add_option("--parallel", session.common.parallel, "How many databases at a time")
        ->check(CLI::Range(1U, 256U))
        ->capture_default_str();
    addFolderOptions(verb, session);
}

void addConnectionOptions(CLI::App& verb, Session& session)
{
    verb.add_option("--url", session.common.url,
                    "The database to connect to: postgresql://..., service=NAME or env:NAME");
    verb.add_option("--env", session.common.environment, "The environment in schemawright.toml");
}

void addScopeOptions(CLI::App& verb, Session& session)
{
    verb.add_option("--schema", session.common.schemas,
                    "Includes only what matches SCHEMA or SCHEMA.NAME; * and ? are wildcards (repeatable)")
        ->allow_extra_args(false);
    verb.add_option("--exclude", session.common.excludes, "Excludes what matches (repeatable)")
        ->allow_extra_args(false);
    verb.add_option("--ignore", session.common.ignore,
                    "What is not compared: owners, grants, comments, labels, tablespaces")
        ->delimiter(',')
        ->allow_extra_args(false)
        ->check(CLI::IsMember({"owners", "grants", "comments", "labels", "tablespaces"}));
}

std::vector<CLI::Option*> addPlanOptions(CLI::App& verb, PlanWishes& wishes)
{
    return {verb.add_flag("--online", wishes.online, "Prefers statements that hold short locks"),
            verb.add_flag("--move-rows", wishes.moveRows,
                          "Recreates a table whose partition key changes, and moves its rows"),
            verb.add_option("--rename", wishes.renames,
                            "OLD=NEW: renames an object, such as a table, a column or an enum value: "
                            "public.mood.sad=unhappy. With another schema in NEW, moves it there: "
                            "app.orders=archive.orders (repeatable)")
                ->allow_extra_args(false)};
}

void addScratchOption(CLI::App& verb, Session& session)
{
    verb.add_option("--scratch-url", session.common.scratchUrl,
                    "The server for scratch databases, instead of the embedded server")
        ->envname("SCHEMAWRIGHT_SCRATCH_URL");
}

void addJsonOption(CLI::App& verb, Session& session)
{
    verb.add_flag("--json", session.common.json, "Prints the result as JSON");
}

namespace {

/// All verbs. The caller keeps `session` and `job` alive as long as the app.
void build(CLI::App& app, Session& session, Job& job)
{
    app.set_version_flag("--version", std::string("schemawright ") + SCHEMAWRIGHT_VERSION);
    app.require_subcommand(1);
    app.footer("schemawright VERB --help describes a verb and shows an example.\nExit status: 0 done, 1 failed, 2 "
               "wrong usage, 3 differences found.");
    addProjectVerbs(app, session, job);
    addCompareVerbs(app, session, job);
    addLintVerb(app, session, job);
    addCiVerb(app, session, job);
    addRevisionVerbs(app, session, job);
    addHistoryVerbs(app, session, job);
    addUpgradeVerbs(app, session, job);
    addFleetVerb(app, session, job);
    addApplyVerbs(app, session, job);
    addBackupVerbs(app, session, job);
    addRehearseVerb(app, session, job);
    addExportVerbs(app, session, job);
    addTrustVerb(app, session, job);
    addDemoVerb(app, session, job);
}

} // namespace

int run(const std::vector<std::string>& arguments, std::ostream& out, std::ostream& err, const std::stop_token& stop)
{
    Session session(out, err, stop);
    Job job;
    CLI::App app("Designs and migrates PostgreSQL schemas", "schemawright");
    build(app, session, job);
    try {
        app.parse(std::vector<std::string>(arguments.rbegin(), arguments.rend())); // CLI11 wants them last first
    } catch (const CLI::ParseError& thrown) {
        return app.exit(thrown, out, err) == 0 ? Done : WrongUsage;
    }
    const Outcome outcome = job();
    if (!outcome) {
        const bool cancelled = stop.stop_requested() && outcome.error().code == ErrorCode::Cancelled;
        Error error = outcome.error();
        if (cancelled && !error.message.starts_with("cancelled"))
            error.message = "cancelled; nothing was changed";
        if (cancelled)
            error.statement.clear();
        session.log.fail(error);
        session.log.end(&error);
        return exitStatus(error);
    }
    session.log.end(nullptr);
    if (!session.flush()) {
        err << "schemawright: could not write to standard output" << std::endl;
        return Failed;
    }
    return *outcome;
}

bool isVerb(const std::string& word)
{
    if (word == "--help" || word == "-h" || word == "--version")
        return true;
    Session session(std::cout, std::cerr, {});
    Job job;
    CLI::App app;
    build(app, session, job);
    return !app.get_subcommands([&word](const CLI::App* verb) { return verb->get_name() == word; }).empty();
}

int runProgram(int argc, char** argv)
{
    // A reader that goes away (| head) is a failed write, not a death in the middle of our work.
    ::signal(SIGPIPE, SIG_IGN);
    giveBackLargeBlocks();
    const std::vector<std::string> arguments(argv + 1, argv + argc);
    hidePasswords(argc, argv);
    const Interrupt interrupt;
    return run(arguments, std::cout, std::cerr, interrupt.token());
}

} // namespace schemawright::cli
