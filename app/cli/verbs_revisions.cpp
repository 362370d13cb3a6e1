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
#include "diff/revision/revision_file.h"
#include "diff/workflow/revise.h"
#include "model/sql.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <ranges>

namespace schemawright::cli {

namespace {

using Json = nlohmann::ordered_json;

std::string dump(const Json& json)
{
    return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

struct RevisionOptions {
    std::string message;
    bool autogenerate = false;
    std::string from;
    std::string head;
    std::string id;
    bool acceptWindows = false;
    PlanWishes plan;
};

/// The proved way from the database, or the head, to the model, in a file; nullopt where they agree.
Result<std::optional<Revision>> generate(Session& session, const DatabaseConfig& database, const std::string& head,
                                         const RevisionOptions& options)
{
    auto from = options.from.empty() ? readRevision(session, database, head) : readSchema(session, options.from);
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
    request.notProved =
        "the changes from " + from->label + " to the model could not be proved, so no revision was written";
    if (options.from.empty())
        request.start = Tracking{.current = head};
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
Result<std::optional<Revision>> writeEmpty(const DatabaseConfig& database, const std::string& head,
                                           const RevisionOptions& options)
{
    Revision revision;
    revision.message = options.message;
    revision.id = options.id;
    return writeRevision(database, std::move(revision), head).transform([](Revision written) {
        return std::optional(std::move(written));
    });
}

Outcome makeRevision(Session& session, const RevisionOptions& options)
{
    auto project = databaseRevisions(session);
    if (!project)
        return std::unexpected(project.error());
    const std::string head = project->head();
    if (!options.head.empty()) {
        auto wanted = resolveTarget(project->revisions, options.head, {});
        if (!wanted)
            return std::unexpected(wanted.error());
        if (*wanted != head)
            return fail(ErrorCode::Unsupported,
                        "a new revision must follow the head, which is " + (head.empty() ? "base" : head));
    }
    auto made = options.autogenerate ? generate(session, project->database, head, options)
                                     : writeEmpty(project->database, head, options);
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

struct Nothing {};

Outcome current(Session& session)
{
    auto project = databaseRevisions(session);
    if (!project)
        return std::unexpected(project.error());
    auto connection = connectToTarget(session, project->database);
    if (!connection)
        return std::unexpected(connection.error());
    auto tracking = readTracking(*connection);
    if (!tracking)
        return std::unexpected(tracking.error());
    const auto found = std::ranges::find(project->revisions, tracking->current, &Revision::id);
    const bool known = tracking->current.empty() || found != project->revisions.end();
    const bool head = tracking->current == project->head();
    if (session.common.json) {
        session.answer(dump(
            {{"revision", tracking->current}, {"head", head}, {"known", known}, {"pending", tracking->pendingId}}));
        return Done;
    }
    std::string line = tracking->current.empty() ? "base" : known ? found->title() : tracking->current;
    line += head ? " (head)" : "";
    if (!known)
        line += " (not in this project)";
    session.answer(line + "\n");
    if (!tracking->pendingId.empty())
        session.say("revision " + tracking->pendingId + " is only partly " +
                    (tracking->pendingUp ? "applied" : "reverted"));
    return Done;
}

/// Where the database is and what it has, where one was named.
Result<std::optional<Tracking>> trackingWhereNamed(Session& session, const DatabaseConfig& database)
{
    if (!targetIsExplicit(session))
        return std::nullopt;
    auto connection = connectToTarget(session, database);
    if (!connection)
        return std::unexpected(connection.error());
    auto tracking = readTracking(*connection);
    if (!tracking)
        return std::unexpected(tracking.error());
    return *tracking;
}

std::vector<std::string> marksOf(const Revision& revision, bool head, const std::optional<Tracking>& tracking)
{
    std::vector<std::string> marks;
    if (head)
        marks.emplace_back("head");
    if (tracking && tracking->current == revision.id)
        marks.emplace_back("current");
    if (tracking)
        for (const Tracking::Row& row : tracking->rows)
            if (row.id == revision.id && !row.checksum.empty() && row.checksum != revisionChecksum(revision))
                marks.emplace_back("edited since it was applied");
    if (!checksumMatches(revision))
        marks.emplace_back("edited since it was proved");
    else if (revision.proof.empty())
        marks.emplace_back("not proved");
    return marks;
}

Outcome history(Session& session)
{
    auto project = databaseRevisions(session);
    if (!project)
        return std::unexpected(project.error());
    auto tracking = trackingWhereNamed(session, project->database);
    if (!tracking)
        return std::unexpected(tracking.error());
    Json json = Json::array();
    for (const Revision& revision : project->revisions | std::views::reverse) {
        const auto marks = marksOf(revision, revision.id == project->head(), *tracking);
        const std::string parent = revision.parents.empty() ? "base" : revision.parents.front();
        if (!session.common.json)
            session.answer(parent + " -> " + revision.id + (marks.empty() ? "" : " (" + join(marks, ", ") + ")") +
                           ": " + commentText(revision.message.substr(0, revision.message.find('\n'))) + "\n");
        json.push_back({{"id", revision.id},
                        {"parents", revision.parents},
                        {"message", revision.message},
                        {"created", revision.created},
                        {"proved", revision.proof},
                        {"path", revision.path.string()},
                        {"marks", marks}});
    }
    if (session.common.json)
        session.answer(dump(json));
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
    verb->add_option("--head", options->head, "The revision to follow; must be the head");
    verb->add_option("--rev-id", options->id, "The revision's id, instead of the next number");
    addJsonOption(*verb, session);
    addScopeOptions(*verb, session);
    addProjectOptions(*verb, session);
    addScratchOption(*verb, session);

    verb = addVerb<Nothing>(app, job, "current", "Shows the revision of a database",
                            "schemawright current --env production", std::make_shared<Nothing>(),
                            [&session](const Nothing&) { return onDatabases(session, Answers::Json, current); });
    addJsonOption(*verb, session);
    addConnectionOptions(*verb, session);
    addDatabasesOptions(*verb, session);

    verb = addVerb<Nothing>(app, job, "history",
                            "Lists the revisions, newest first; with --url or --env, marks the database's revision",
                            "schemawright history", std::make_shared<Nothing>(),
                            [&session](const Nothing&) { return onDatabases(session, Answers::Json, history); });
    addJsonOption(*verb, session);
    addConnectionOptions(*verb, session);
    addDatabasesOptions(*verb, session);
}

} // namespace schemawright::cli
