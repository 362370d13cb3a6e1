#include "app/cli/connect.h"
#include "app/cli/report.h"
#include "app/cli/schema_source.h"
#include "app/cli/verbs.h"
#include "diff/plan/plan.h"
#include "diff/prove/proof.h"
#include "diff/prove/prove.h"
#include "diff/revision/revision.h"
#include "diff/revision/revision_file.h"
#include "diff/revision/revision_replay.h"
#include "diff/revision/revision_target.h"

#include "diff/workflow/revise.h"

namespace schemawright::cli {

namespace {

constexpr const char* schemaHelp = "A schema: a connection (postgresql://..., service=NAME), a .sql file or folder, - "
                                   "(standard input), model, head, a "
                                   "revision, or empty";

struct DiffOptions {
    std::string from;
    std::string to;
    bool sql = false;
    bool down = false;
    bool exitCode = false;
    PlanWishes plan;
};

Outcome diff(Session& session, const DiffOptions& options)
{
    auto schemas = readSchemas(session, options.from, options.to);
    if (!schemas)
        return std::unexpected(schemas.error());
    const auto& [from, to] = *schemas;
    auto difference = differenceOf(session, from, to, options.plan);
    if (!difference)
        return std::unexpected(difference.error());
    if (options.sql)
        session.answer(planScript(options.down ? difference->down : difference->up));
    else if (session.common.json)
        session.answer(differenceJson(*difference, from.label, to.label));
    else
        session.answer(summaryText(*difference, from.label, to.label));
    return options.exitCode && !difference->empty() ? Different : Done;
}

struct ProveOptions {
    std::string from;
    std::string to;
    PlanWishes plan;
};

/// As JSON where that is wanted, which says also why it does not hold; then it must hold, or `what` is not proved.
Result<Proof> shown(Session& session, Proof proof, const std::string& what)
{
    if (session.common.json)
        session.show(proofJson(proof));
    auto good = requireProved(std::move(proof), what + " could not be proved");
    if (good && !session.common.json)
        session.answer(proofText(*good));
    return good;
}

/// `prove ID`: a revision file, whose header then says so.
Outcome proveFile(Session& session, const std::string& target)
{
    auto project = databaseRevisions(session);
    if (!project)
        return std::unexpected(project.error());
    auto id = resolveRevision(project->revisions, target);
    if (!id)
        return std::unexpected(id.error());
    if (id->empty())
        return fail(ErrorCode::Usage, "\"" + target + "\" is not a revision");
    auto scratch = session.scratch();
    if (!scratch)
        return std::unexpected(scratch.error());
    auto proof = proveRevision(**scratch, project->revisions, *id, session.task()).and_then([&](Proof seen) {
        return shown(session, std::move(seen), "revision " + *id);
    });
    if (!proof)
        return std::unexpected(proof.error());
    const auto found = std::ranges::find(project->revisions, *id, &Revision::id);
    if (auto written = updateProof(*found, proofSummary(*proof)); !written)
        return std::unexpected(written.error());
    return Done;
}

Outcome prove(Session& session, const ProveOptions& options)
{
    if (options.to.empty())
        return proveFile(session, options.from);
    auto schemas = readSchemas(session, options.from, options.to);
    if (!schemas)
        return std::unexpected(schemas.error());
    auto difference = differenceOf(session, schemas->first, schemas->second, options.plan);
    if (!difference)
        return std::unexpected(difference.error());
    auto proof = proofOf(session, *difference).and_then([&](Proof seen) {
        return shown(session, std::move(seen),
                     "the changes from " + schemas->first.label + " to " + schemas->second.label);
    });
    if (!proof)
        return std::unexpected(proof.error());
    return Done;
}

} // namespace

void addCompareVerbs(CLI::App& app, Session& session, Job& job)
{
    auto diffOptions = std::make_shared<DiffOptions>();
    CLI::App* verb =
        addVerb<DiffOptions>(app, job, "diff", "Shows the changes from one schema to another",
                             "schemawright diff postgresql://localhost/shop model --sql > up.sql", diffOptions,
                             [&session](const DiffOptions& options) { return diff(session, options); });
    verb->add_option("FROM", diffOptions->from, schemaHelp)->required();
    verb->add_option("TO", diffOptions->to, schemaHelp)->required();
    auto* sql = verb->add_flag("--sql", diffOptions->sql, "Prints the up script instead of a summary");
    verb->add_flag("--down", diffOptions->down, "With --sql: prints the down script")->needs(sql);
    auto* summary =
        verb->add_flag("--summary", "Prints a summary; the default without --sql and --json")->excludes(sql);
    verb->add_flag("--exit-code", diffOptions->exitCode, "Exits with 3 if there are differences");
    addPlanOptions(*verb, diffOptions->plan);
    addJsonOption(*verb, session);
    verb->get_option("--json")->excludes(sql)->excludes(summary);
    addScopeOptions(*verb, session);
    addProjectOptions(*verb, session);
    addScratchOption(*verb, session);

    auto proveOptions = std::make_shared<ProveOptions>();
    verb = addVerb<ProveOptions>(
        app, job, "prove",
        "Runs up, down and up again on the scratch server; records the proof of a revision in its file",
        "schemawright prove head model", proveOptions,
        [&session](const ProveOptions& options) { return prove(session, options); });
    verb->add_option("FROM", proveOptions->from, "A revision to prove; with TO, a schema as for diff")->required();
    verb->add_option("TO", proveOptions->to, schemaHelp);
    addPlanOptions(*verb, proveOptions->plan);
    addJsonOption(*verb, session);
    addScopeOptions(*verb, session);
    addProjectOptions(*verb, session);
    addScratchOption(*verb, session);
}

} // namespace schemawright::cli
