#include "app/cli/connect.h"
#include "app/cli/report.h"
#include "app/cli/several.h"
#include "app/cli/steps.h"
#include "app/cli/verbs.h"

#include "diff/apply/applied.h"
#include "diff/apply/tracking.h"
#include "diff/compare/compare.h"
#include "diff/revision/revision_file.h"
#include "diff/revision/revision_target.h"
#include "diff/workflow/drift.h"
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

bool isAmong(const std::vector<std::string>& ids, const std::string& id)
{
    return std::ranges::find(ids, id) != ids.end();
}

std::string firstLine(const Revision& revision)
{
    return commentText(revision.message.substr(0, revision.message.find('\n')));
}

/// The revisions of the project and, where a database was named, what that has.
struct History {
    DatabaseRevisions project;
    std::optional<Tracking> tracking;
    AppliedRevisions applied;

    [[nodiscard]] RevisionGraph graph() const { return RevisionGraph(project.revisions); }
};

Result<Tracking> readTarget(Session& session, const DatabaseConfig& database)
{
    auto connection = connectToTarget(session, database);
    if (!connection)
        return std::unexpected(connection.error());
    return readTracking(*connection, tablesOf(database), session.task().stop);
}

Result<History> readHistory(Session& session, bool needsDatabase)
{
    auto project = databaseRevisions(session);
    if (!project)
        return std::unexpected(project.error());
    History history{std::move(*project), {}, {}};
    if (!needsDatabase && !targetIsExplicit(session))
        return history;
    auto tracking = readTarget(session, history.project.database);
    if (!tracking)
        return std::unexpected(tracking.error());
    history.applied = appliedOf(history.project.revisions, *tracking);
    history.tracking = std::move(*tracking);
    return history;
}

/// What a revision is in the graph: "head", "branchpoint", "mergepoint", its labels.
std::vector<std::string> placesOf(const RevisionGraph& graph, const Revision& revision)
{
    std::vector<std::string> places = revision.labels;
    const std::size_t children = graph.children(revision.id).size();
    if (children == 0)
        places.emplace_back("head");
    if (children > 1)
        places.emplace_back("branchpoint");
    if (revision.parents.size() > 1)
        places.emplace_back("mergepoint");
    return places;
}

std::string inBrackets(const std::vector<std::string>& marks)
{
    return marks.empty() ? std::string() : " (" + join(marks, ", ") + ")";
}

std::vector<std::string> marksOf(const History& history, const RevisionGraph& graph, const Revision& revision)
{
    std::vector<std::string> marks = placesOf(graph, revision);
    if (history.tracking && isAmong(history.tracking->heads, revision.id))
        marks.emplace_back("current");
    if (history.tracking && history.tracking->pendingId == revision.id)
        marks.emplace_back(history.tracking->pendingUp ? "partly applied" : "partly reverted");
    if (isAmong(history.applied.late, revision.id))
        marks.emplace_back("never applied, merged late");
    if (std::ranges::find(history.applied.edited, revision.id, &AppliedRevisions::Edited::id) !=
        history.applied.edited.end())
        marks.emplace_back("edited since it was applied");
    if (!checksumMatches(revision))
        marks.emplace_back("edited since it was proved");
    else if (revision.proof.empty())
        marks.emplace_back("not proved");
    return marks;
}

Json jsonOf(const Revision& revision, const std::vector<std::string>& marks)
{
    return {{"id", revision.id},
            {"parents", revision.parents},
            {"labels", revision.labels},
            {"message", revision.message},
            {"created", revision.created},
            {"proved", revision.proof},
            {"path", revision.path.string()},
            {"marks", marks}};
}

struct Nothing {};

Outcome current(Session& session)
{
    const auto history = readHistory(session, true);
    if (!history)
        return std::unexpected(history.error());
    const RevisionGraph graph = history->graph();
    const Tracking& tracking = *history->tracking;
    const std::vector<std::string> heads = graph.heads();
    const bool allKnown = std::ranges::all_of(tracking.heads, [&](const std::string& id) { return graph.find(id); });
    Json json = Json::array();
    std::string lines;
    for (const std::string& id : tracking.heads) {
        const Revision* revision = graph.find(id);
        json.push_back({{"id", id}, {"head", isAmong(heads, id)}, {"known", revision != nullptr}});
        lines +=
            (revision ? revision->title() + inBrackets(placesOf(graph, *revision)) : id + " (not in this project)") +
            "\n";
    }
    std::vector<std::string> sorted = heads;
    std::ranges::sort(sorted);
    if (session.common.json)
        session.answer(dump({{"revision", tracking.current()},
                             {"head", tracking.heads == sorted},
                             {"known", allKnown},
                             {"pending", tracking.pendingId},
                             {"heads", json}}));
    else
        session.answer(lines.empty() ? std::string("base") + (heads.empty() ? " (head)" : "") + "\n" : lines);
    if (!session.common.json && !tracking.pendingId.empty())
        session.say("revision " + tracking.pendingId + " is only partly " +
                    (tracking.pendingUp ? "applied" : "reverted"));
    return Done;
}

struct HistoryOptions {
    std::string range;
};

/// The revisions of a range: those that its end follows, from its start on.
Result<RevisionIds> rangeOfHistory(const History& history, const std::string& text)
{
    const std::vector<Revision>& revisions = history.project.revisions;
    const auto ends = rangeOf(text).value_or(std::pair(text, text));
    const auto from = resolveTargets(revisions, ends.first.empty() ? "base" : ends.first, history.applied.ids);
    if (!from)
        return std::unexpected(from.error());
    const auto to = resolveTargets(revisions, ends.second.empty() ? "heads" : ends.second, history.applied.ids);
    if (!to)
        return std::unexpected(to.error());
    const RevisionGraph graph = history.graph();
    RevisionIds ids = graph.ancestors(to->ids);
    if (from->ids.empty())
        return ids;
    const RevisionIds later = graph.descendants(from->ids);
    std::erase_if(ids, [&](const std::string& id) { return !later.contains(id); });
    if (ids.empty())
        return fail(ErrorCode::Usage, to->text() + " does not follow " + from->text(), "name the older revision first");
    return ids;
}

Outcome showHistory(Session& session, const HistoryOptions& options)
{
    const bool needsDatabase = options.range.contains("current");
    const auto history = readHistory(session, needsDatabase);
    if (!history)
        return std::unexpected(history.error());
    const auto ids = rangeOfHistory(*history, options.range.empty() ? ":" : options.range);
    if (!ids)
        return std::unexpected(ids.error());
    const RevisionGraph graph = history->graph();
    Json json = Json::array();
    for (const Revision& revision : history->project.revisions | std::views::reverse) {
        if (!ids->contains(revision.id))
            continue;
        const auto marks = marksOf(*history, graph, revision);
        if (!session.common.json)
            session.answer(headsText(revision.parents) + " -> " + revision.id + inBrackets(marks) + ": " +
                           firstLine(revision) + "\n");
        json.push_back(jsonOf(revision, marks));
    }
    if (session.common.json)
        session.answer(dump(json));
    else if (history->project.revisions.empty())
        session.say("the project has no revisions");
    return Done;
}

Outcome showHeads(Session& session)
{
    const auto history = readHistory(session, false);
    if (!history)
        return std::unexpected(history.error());
    const RevisionGraph graph = history->graph();
    Json json = Json::array();
    for (const std::string& id : graph.heads()) {
        const Revision& revision = *graph.find(id);
        if (!session.common.json)
            session.answer(revision.title() + inBrackets(placesOf(graph, revision)) + "\n");
        json.push_back(jsonOf(revision, marksOf(*history, graph, revision)));
    }
    if (session.common.json)
        session.answer(dump(json));
    else if (history->project.revisions.empty())
        session.say("the project has no revisions");
    return Done;
}

/// The revisions at which branches start, with those that follow them.
Outcome showBranches(Session& session)
{
    const auto history = readHistory(session, false);
    if (!history)
        return std::unexpected(history.error());
    const RevisionGraph graph = history->graph();
    Json json = Json::array();
    bool any = false;
    for (const Revision& revision : history->project.revisions) {
        const std::vector<std::string> children = graph.children(revision.id);
        if (children.size() < 2)
            continue;
        any = true;
        json.push_back({{"id", revision.id}, {"message", revision.message}, {"branches", children}});
        if (session.common.json)
            continue;
        session.answer(revision.title() + inBrackets(placesOf(graph, revision)) + "\n");
        for (const std::string& child : children)
            session.answer("    -> " + graph.find(child)->title() + inBrackets(placesOf(graph, *graph.find(child))) +
                           "\n");
    }
    if (session.common.json)
        session.answer(dump(json));
    else if (!any)
        session.say("no revision is followed by more than one other");
    return Done;
}

struct ShowOptions {
    std::string target;
};

/// The end of what a database has of a revision: "applied at ... by ..., which took 0.02 s".
std::string appliedText(const Tracking::Row& row)
{
    std::string text = row.applied + " by " + row.by;
    if (row.seconds)
        text += ", which took " + secondsText(*row.seconds);
    return text + (row.version.empty() ? "" : ", with schemawright " + row.version);
}

Outcome show(Session& session, const ShowOptions& options)
{
    const auto history = readHistory(session, options.target.contains("current"));
    if (!history)
        return std::unexpected(history.error());
    const auto target = resolveTargets(history->project.revisions, options.target, history->applied.ids);
    if (!target)
        return std::unexpected(target.error());
    if (target->ids.empty())
        return fail(ErrorCode::Usage, "\"" + options.target + "\" is not a revision", "name one; history lists them");
    const RevisionGraph graph = history->graph();
    Json json = Json::array();
    for (const std::string& id : target->ids) {
        const Revision& revision = *graph.find(id);
        const auto marks = marksOf(*history, graph, revision);
        Json item = jsonOf(revision, marks);
        item["children"] = graph.children(id);
        item["irreversible"] = revision.losses();
        json.push_back(std::move(item));
        if (session.common.json)
            continue;
        const auto line = [&](const std::string& name, const std::string& text) {
            session.answer(name + ": " + std::string(name.size() < 10 ? 10 - name.size() : 0, ' ') + text + "\n");
        };
        line("Revision", id + inBrackets(marks));
        line("Message", firstLine(revision));
        line("Parents", headsText(revision.parents));
        line("Followed by", graph.children(id).empty() ? "nothing" : join(graph.children(id), ", "));
        line("Created", revision.created);
        line("Proved", revision.proof.empty() ? "no" : revision.proof);
        for (const std::string& sentence : revision.losses())
            line("Downgrade", "irreversible: " + sentence);
        line("File", revision.path.string());
        if (history->tracking)
            for (const Tracking::Row& row : history->tracking->rows)
                if (row.id == id)
                    line("Applied", appliedText(row));
        auto file = readSqlFile(revision.path);
        if (!file)
            return std::unexpected(file.error());
        const std::size_t up = file->text.find("-- schemawright: up");
        session.answer("\n" + (up == std::string::npos ? file->text : file->text.substr(up)) +
                       (target->ids.back() == id ? "" : "\n"));
    }
    if (session.common.json)
        session.answer(dump(json));
    return Done;
}

/// `verify`: the database against what its revisions say.
Outcome verify(Session& session)
{
    auto project = databaseRevisions(session);
    if (!project)
        return std::unexpected(project.error());
    auto connection = connectToTarget(session, project->database);
    if (!connection)
        return std::unexpected(connection.error());
    const auto tracking = readTracking(*connection, tablesOf(project->database), session.task().stop);
    if (!tracking)
        return std::unexpected(tracking.error());
    const AppliedRevisions applied = appliedOf(project->revisions, *tracking);
    if (auto intact = requireIntact(project->revisions, applied); !intact)
        return std::unexpected(intact.error());
    session.preferMajor(connection->serverVersion());
    const auto drift = findDrift(
        *connection, project->revisions, applied.ids, {}, session.scope(project->database),
        [&session] { return session.scratch(); }, session.task());
    if (!drift)
        return std::unexpected(drift.error());
    const std::string place = connection->spec().display();
    const std::string at = std::string(tracking->heads.empty() ? "" : "revision ") + headsText(tracking->heads);
    if (session.common.json) {
        Json changes = Json::array();
        for (const Change& change : drift->changes)
            changes.push_back({{"object", change.key.display()}, {"details", change.details}});
        session.answer(
            dump({{"revision", tracking->current()}, {"matches", drift->changes.empty()}, {"drift", changes}}));
    } else if (drift->changes.empty()) {
        session.answer(place + " matches " + at + "\n");
    } else {
        session.answer(place + " differs from " + at + " in " + counted(drift->changes.size(), "object", "objects") +
                       ":\n");
        for (const Change& change : drift->changes)
            session.answer("  " + driftLine(change) + "\n");
    }
    return drift->changes.empty() ? Done : Different;
}

} // namespace

void addHistoryVerbs(CLI::App& app, Session& session, Job& job)
{
    const auto add = [&](const char* name, const char* what, const char* example, Outcome (*run)(Session&)) {
        CLI::App* verb =
            addVerb<Nothing>(app, job, name, what, example, std::make_shared<Nothing>(),
                             [&session, run](const Nothing&) { return onDatabases(session, Answers::Json, run); });
        addJsonOption(*verb, session);
        addConnectionOptions(*verb, session);
        addDatabasesOptions(*verb, session);
        return verb;
    };
    add("current", "Shows the revision of a database, a line for each head", "schemawright current --env production",
        current);

    auto historyOptions = std::make_shared<HistoryOptions>();
    CLI::App* verb = addVerb<HistoryOptions>(
        app, job, "history", "Lists the revisions, newest first; with --url or --env, marks the database's revisions",
        "schemawright history 0002:head", historyOptions, [&session](const HistoryOptions& given) {
            return onDatabases(session, Answers::Json, [&given](Session& part) { return showHistory(part, given); });
        });
    verb->add_option("RANGE,-r,--rev-range", historyOptions->range,
                     "FROM:TO, of which each can be empty: what TO follows, from FROM on. current: the database's");
    addJsonOption(*verb, session);
    addConnectionOptions(*verb, session);
    addDatabasesOptions(*verb, session);

    add("heads", "Lists the revisions that no other follows", "schemawright heads", showHeads);
    add("branches", "Lists the revisions at which branches start", "schemawright branches", showBranches);

    auto showOptions = std::make_shared<ShowOptions>();
    verb = addVerb<ShowOptions>(app, job, "show", "Shows a revision and its statements", "schemawright show head",
                                showOptions, [&session](const ShowOptions& given) { return show(session, given); });
    verb->add_option("REVISION", showOptions->target, "The revision: head, an id or a unique prefix, a label, current")
        ->required();
    addJsonOption(*verb, session);
    addConnectionOptions(*verb, session);
    addProjectOptions(*verb, session);

    verb = add("verify", "Compares a database with what its revisions say; exits with 3 if they differ",
               "schemawright verify --env production", verify);
    addScopeOptions(*verb, session);
    addScratchOption(*verb, session);
}

} // namespace schemawright::cli
