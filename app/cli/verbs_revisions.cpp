#include "app/cli/connect.h"
#include "app/cli/report.h"
#include "app/cli/schema_source.h"
#include "app/cli/several.h"
#include "app/cli/steps.h"
#include "app/cli/verbs.h"

#include "diff/apply/tracking.h"
#include "diff/prove/prove.h"
#include "diff/revision/revision.h"
#include "diff/revision/revision_chain.h"
#include "diff/revision/revision_merge.h"
#include "diff/revision/revision_target.h"
#include "diff/workflow/revise.h"
#include "model/sql.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace schemawright::cli {

namespace {

using Json = nlohmann::ordered_json;

std::string dump(const Json& json)
{
    return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::vector<std::string> listOf(const std::string& parent)
{
    return parent.empty() ? std::vector<std::string>{} : std::vector{parent};
}

struct RevisionOptions {
    std::string message;
    bool autogenerate = false;
    std::string from;
    std::string head;
    bool splice = false;
    std::string id;
    std::vector<std::string> labels;
    bool acceptWindows = false;
    PlanWishes plan;
};

/// The proved way from the database, or the parent, to the model, in a file; nullopt where they agree.
Result<std::optional<Revision>> generate(Session& session, const DatabaseConfig& database, const std::string& parent,
                                         const RevisionOptions& options)
{
    auto from = options.from.empty() ? readRevision(session, database, parent) : readSchema(session, options.from);
    if (!from)
        return std::unexpected(from.error());
    auto model = readModel(session, database);
    if (!model)
        return std::unexpected(model.error());
    auto difference = differenceOf(session, *from, *model, options.plan);
    if (!difference)
        return std::unexpected(difference.error());
    if (difference->empty())
        return std::nullopt;
    for (const Plan* plan : {&difference->up, &difference->down})
        if (auto closed = checkWindows(session, *plan, options.acceptWindows); !closed)
            return std::unexpected(closed.error());
    ReviseRequest request;
    request.database = database;
    request.message = options.message;
    request.id = options.id;
    request.labels = options.labels;
    request.parents = listOf(parent);
    request.notProved =
        "the changes from " + from->label + " to the model could not be proved, so no revision was written";
    if (options.from.empty())
        request.start = Tracking{.heads = listOf(parent)};
    request.difference = std::move(*difference);
    auto revised = revise(request, [&] { return session.scratch(); }, session.task());
    if (!revised)
        return std::unexpected(revised.error());
    const std::vector<std::string> notes = revised->proof ? proofNotes(*revised->proof) : std::vector<std::string>();
    for (const auto* sentences : {&std::as_const(request.difference.irreversible), &notes})
        for (const std::string& sentence : *sentences)
            session.say("note: " + commentText(sentence));
    return std::move(revised->revision);
}

/// A file whose sections are to be filled in by hand.
Result<std::optional<Revision>> writeEmpty(const DatabaseConfig& database, const std::vector<Revision>& known,
                                           const std::string& parent, const RevisionOptions& options)
{
    Revision revision;
    revision.message = options.message;
    revision.id = options.id;
    revision.labels = options.labels;
    return writeRevision(database, std::move(revision), {listOf(parent), headsOf(known)})
        .transform([](Revision written) { return std::optional(std::move(written)); });
}

/// What the new revision follows: --head, or the one head; empty: base.
Result<std::string> parentOf(const std::vector<Revision>& revisions, const RevisionOptions& options)
{
    const std::vector<std::string> heads = headsOf(revisions);
    if (options.head.empty())
        return heads.size() < 2
                   ? headOf(revisions)
                   : fail(ErrorCode::Conflict,
                          "the project has " + std::to_string(heads.size()) +
                              " heads: " + RevisionGraph(revisions).named(heads),
                          "join them with schemawright merge heads -m MESSAGE, or use --head with the one to "
                          "follow");
    auto parent = resolveRevision(revisions, options.head);
    if (!parent)
        return parent;
    const bool isHead = parent->empty() ? heads.empty() : std::ranges::find(heads, *parent) != heads.end();
    if (!isHead && !options.splice && !parent->empty())
        return fail(ErrorCode::Conflict, "revision " + *parent + " is not a head: other revisions follow it",
                    "use --splice to start a branch there");
    return parent;
}

Outcome makeRevision(Session& session, const RevisionOptions& options)
{
    auto project = databaseRevisions(session);
    if (!project)
        return std::unexpected(project.error());
    const auto parent = parentOf(project->revisions, options);
    if (!parent)
        return std::unexpected(parent.error());
    auto made = options.autogenerate ? generate(session, project->database, *parent, options)
                                     : writeEmpty(project->database, project->revisions, *parent, options);
    if (!made)
        return std::unexpected(made.error());
    // The revision, or the head where it leads to the model already, has taken up what was renamed.
    if (options.autogenerate && (*made || options.from.empty()))
        if (auto cleared = writeRenames(project->database, {}); !cleared)
            return std::unexpected(cleared.error());
    const std::optional<Revision>& written = *made;
    if (!written) {
        session.say("The model has no changes; no revision was written");
        if (session.common.json)
            session.answer(dump({{"written", false}}));
        return Done;
    }
    if (session.common.json)
        session.answer(dump(
            {{"written", true}, {"id", written->id}, {"path", written->path.string()}, {"proved", written->proof}}));
    else
        session.answer(written->path.string() + "\n");
    session.say(written->proof.empty() ? "Fill in its sections, then run: schemawright prove " + written->id
                                       : "Proved: " + written->proof);
    return Done;
}

struct MergeOptions {
    std::vector<std::string> targets;
    std::string message;
    std::string id;
    std::vector<std::string> labels;
    bool acceptOrder = false;
};

/// A revision that follows several, whose branches must lead to one schema in any order.
Outcome merge(Session& session, const MergeOptions& options)
{
    auto project = databaseRevisions(session);
    if (!project)
        return std::unexpected(project.error());
    const std::vector<Revision>& revisions = project->revisions;
    std::vector<std::string> heads;
    for (const std::string& name : options.targets) {
        const auto target = resolveTargets(revisions, name, {});
        if (!target)
            return std::unexpected(target.error());
        for (const std::string& id : target->ids)
            if (std::ranges::find(heads, id) == heads.end())
                heads.push_back(id);
    }
    auto scratch = session.scratch();
    if (!scratch)
        return std::unexpected(scratch.error());
    const auto proof = proveMerge(**scratch, revisions, heads, session.scope(project->database), session.task());
    if (!proof)
        return std::unexpected(proof.error());
    if (!proof->failure.empty() && !options.acceptOrder)
        return fail(ErrorCode::NotProved, "the branches do not give the same schema in every order: " + proof->failure,
                    "change one of the branches, or use --accept-order to merge them anyway; no revision was written");
    if (!proof->failure.empty())
        session.say("warning: " + commentText(proof->failure));
    Revision revision;
    revision.message = options.message.empty() ? "merge " + join(heads, " and ") : options.message;
    revision.id = options.id;
    revision.labels = options.labels;
    revision.proof = proof->failure.empty() ? mergeSummary(*proof, heads) : std::string();
    const auto written = writeRevision(project->database, std::move(revision), {heads, headsOf(revisions)});
    if (!written)
        return std::unexpected(written.error());
    session.answer(session.common.json ? dump({{"written", true},
                                               {"id", written->id},
                                               {"parents", written->parents},
                                               {"path", written->path.string()},
                                               {"proved", written->proof}})
                                       : written->path.string() + "\n");
    if (!written->proof.empty())
        session.say("Proved: " + written->proof);
    return Done;
}

} // namespace

void addRevisionVerbs(CLI::App& app, Session& session, Job& job)
{
    auto options = std::make_shared<RevisionOptions>();
    CLI::App* verb = addVerb<RevisionOptions>(
        app, job, "revision", "Writes a new revision file", "schemawright revision -m \"add loyalty\" --autogenerate",
        options, [&session](const RevisionOptions& given) { return makeRevision(session, given); });
    verb->add_option("-m,--message", options->message, "What the revision does, in one line")->required();
    auto* autogenerate =
        verb->add_flag("--autogenerate", options->autogenerate,
                       "Fills the revision with the proved changes from the head (or --from) to the model");
    verb->add_option("--from", options->from, "With --autogenerate: starts from this schema instead of the head")
        ->needs(autogenerate);
    for (CLI::Option* option : addPlanOptions(*verb, options->plan))
        option->needs(autogenerate);
    verb->add_flag("--accept-windows", options->acceptWindows, acceptWindowsHelp)->needs(autogenerate);
    auto* head = verb->add_option("--head", options->head, "The revision to follow. Default: the head");
    verb->add_flag("--splice", options->splice, "With --head: starts a branch at a revision that others follow")
        ->needs(head);
    verb->add_option("--rev-id", options->id, "The revision's id, instead of the next one");
    verb->add_option("--label,--branch-label", options->labels, "A name for the branch that starts here (repeatable)")
        ->allow_extra_args(false);
    addJsonOption(*verb, session);
    addScopeOptions(*verb, session);
    addProjectOptions(*verb, session);
    addScratchOption(*verb, session);

    auto mergeOptions = std::make_shared<MergeOptions>();
    verb = addVerb<MergeOptions>(
        app, job, "merge",
        "Writes a revision that joins branches, after it has proved that they give the same schema in any order",
        "schemawright merge heads -m \"join the branches\"", mergeOptions,
        [&session](const MergeOptions& given) { return merge(session, given); });
    verb->add_option("REVISION", mergeOptions->targets, "The revisions to join: ids, labels, heads")->required();
    verb->add_option("-m,--message", mergeOptions->message, "What the revision does, in one line");
    verb->add_option("--rev-id", mergeOptions->id, "The revision's id, instead of the next one");
    verb->add_option("--label,--branch-label", mergeOptions->labels, "A name for what follows (repeatable)")
        ->allow_extra_args(false);
    verb->add_flag("--accept-order", mergeOptions->acceptOrder,
                   "Also merges branches whose order decides what the schema is");
    addJsonOption(*verb, session);
    addScopeOptions(*verb, session);
    addProjectOptions(*verb, session);
    addScratchOption(*verb, session);
}

} // namespace schemawright::cli
