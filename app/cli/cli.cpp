#include "app/cli/cli.h"

#include "app/cli/interrupt.h"
#include "app/cli/process.h"
#include "app/cli/verbs.h"

#include <csignal>
#include <iostream>

namespace schemawright::cli {

void addProjectOptions(CLI::App& verb, Session& session)
{
    verb.add_option("-C,--project", session.common.folder, "The project's folder, or one below it")
        ->capture_default_str();
    verb.add_option("--database", session.common.database, "Which of the project's databases");
    verb.add_flag("--trust", session.common.trust,
                  "Run the secret_command and use the scratch_url of schemawright.toml, in this run")
        ->envname("SCHEMAWRIGHT_TRUST");
}

void addConnectionOptions(CLI::App& verb, Session& session)
{
    verb.add_option("--url", session.common.url, "The database: postgresql://..., service=NAME, env:NAME");
    verb.add_option("--env", session.common.environment, "An environment of schemawright.toml");
}

void addScopeOptions(CLI::App& verb, Session& session)
{
    verb.add_option("--schema", session.common.schemas,
                    "Only what matches SCHEMA or SCHEMA.NAME; * and ? stand for any text (repeatable)")
        ->allow_extra_args(false);
    verb.add_option("--exclude", session.common.excludes, "Not what matches (repeatable)")->allow_extra_args(false);
    verb.add_option("--ignore", session.common.ignore, "owners, grants, comments, labels, tablespaces")
        ->delimiter(',')
        ->allow_extra_args(false)
        ->check(CLI::IsMember({"owners", "grants", "comments", "labels", "tablespaces"}));
}

void addScratchOption(CLI::App& verb, Session& session)
{
    verb.add_option("--scratch-url", session.common.scratchUrl,
                    "A server for scratch databases, instead of the embedded one")
        ->envname("SCHEMAWRIGHT_SCRATCH_URL");
}

void addJsonOption(CLI::App& verb, Session& session)
{
    verb.add_flag("--json", session.common.json, "Print the answer as JSON");
}

namespace {

/// All verbs. The caller keeps `session` and `job` alive as long as the app.
void build(CLI::App& app, Session& session, Job& job)
{
    app.set_version_flag("--version", std::string("schemawright ") + SCHEMAWRIGHT_VERSION);
    app.require_subcommand(1);
    app.footer("schemawright VERB --help explains a verb and shows an example.\n"
               "Exit: 0 done, 1 failed, 2 wrong usage, 3 there are differences.");
    addProjectVerbs(app, session, job);
    addCompareVerbs(app, session, job);
    addLintVerb(app, session, job);
    addRevisionVerbs(app, session, job);
    addUpgradeVerbs(app, session, job);
    addApplyVerbs(app, session, job);
    addExportVerbs(app, session, job);
    addTrustVerb(app, session, job);
    addDemoVerb(app, session, job);
}

} // namespace

int run(const std::vector<std::string>& arguments, std::ostream& out, std::ostream& err, const std::stop_token& stop)
{
    Session session(out, err, stop);
    Job job;
    CLI::App app("Designs PostgreSQL schemas and migrates them", "schemawright");
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
        if (cancelled && !error.message.starts_with("Cancelled"))
            error.message = "Cancelled; nothing was changed";
        if (cancelled)
            error.statement.clear();
        err << "schemawright: " << errorText(error) << std::endl;
        return exitStatus(error);
    }
    if (!session.flush()) {
        err << "schemawright: standard output could not be written" << std::endl;
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
    const Interrupt interrupt;
    return run(std::vector<std::string>(argv + 1, argv + argc), std::cout, std::cerr, interrupt.token());
}

} // namespace schemawright::cli
