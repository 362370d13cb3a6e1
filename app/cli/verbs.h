#pragma once

#include "app/cli/schema_source.h"
#include "app/cli/session.h"

#include <CLI/CLI.hpp>

#include <functional>

namespace schemawright::cli {

/// The work of the chosen verb, set once the whole command line has been parsed.
using Job = std::function<Outcome()>;

/// Each adds its verbs to the program; the callback of a verb sets `job`.
void addCompareVerbs(CLI::App& app, Session& session, Job& job);  ///< diff, prove
void addCiVerb(CLI::App& app, Session& session, Job& job);        ///< ci
void addLintVerb(CLI::App& app, Session& session, Job& job);      ///< lint
void addProjectVerbs(CLI::App& app, Session& session, Job& job);  ///< init, check, health
void addRevisionVerbs(CLI::App& app, Session& session, Job& job); ///< revision, merge
void addHistoryVerbs(CLI::App& app, Session& session, Job& job);  ///< current, history, heads, branches, show, verify
void addUpgradeVerbs(CLI::App& app, Session& session, Job& job);  ///< upgrade, downgrade, stamp
void addApplyVerbs(CLI::App& app, Session& session, Job& job);    ///< apply, seed
void addBackupVerbs(CLI::App& app, Session& session, Job& job);   ///< backup, restore
void addRehearseVerb(CLI::App& app, Session& session, Job& job);  ///< rehearse
void addFleetVerb(CLI::App& app, Session& session, Job& job);     ///< fleet
void addExportVerbs(CLI::App& app, Session& session, Job& job);   ///< export
void addTrustVerb(CLI::App& app, Session& session, Job& job);     ///< trust
void addDemoVerb(CLI::App& app, Session& session, Job& job);      ///< demo

/// Options that several verbs share.
void addProjectOptions(CLI::App& verb, Session& session);
/// The same for a verb that runs on one database or on several: see onDatabases.
void addDatabasesOptions(CLI::App& verb, Session& session);
void addConnectionOptions(CLI::App& verb, Session& session);
void addScopeOptions(CLI::App& verb, Session& session);
void addScratchOption(CLI::App& verb, Session& session);
void addJsonOption(CLI::App& verb, Session& session);
/// --online, --move-rows and --rename.
std::vector<CLI::Option*> addPlanOptions(CLI::App& verb, PlanWishes& wishes);

/// Adds a verb with its description and an example for --help. Its options live as long as the program's.
template <class Options> CLI::App* addVerb(CLI::App& app, Job& job, const std::string& name,
                                           const std::string& description, const std::string& example,
                                           const std::shared_ptr<Options>& options,
                                           std::function<Outcome(const Options&)> run)
{
    CLI::App* verb = app.add_subcommand(name, description);
    verb->footer("Example:\n  " + example);
    verb->callback([&job, options, run = std::move(run)] { job = [options, run] { return run(*options); }; });
    return verb;
}

} // namespace schemawright::cli
