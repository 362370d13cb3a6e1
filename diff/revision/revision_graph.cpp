#include "diff/revision/revision_graph.h"

#include "diff/revision/revision_id.h"
#include "model/sql.h"

#include <algorithm>
#include <ranges>

namespace schemawright {

namespace {

std::unexpected<Error> invalidFile(const Revision& revision, std::string message, std::string hint = {})
{
    Error error;
    error.message = std::move(message);
    error.file = revision.path.string();
    error.hint = std::move(hint);
    return std::unexpected(std::move(error));
}

std::string fileOf(const Revision& revision)
{
    return revision.path.filename().string();
}

using ById = std::map<std::string, const Revision*>;

Result<ById> byId(const std::vector<Revision>& revisions)
{
    ById known;
    for (const Revision& revision : revisions)
        if (auto [other, fresh] = known.emplace(revision.id, &revision); !fresh)
            return invalidFile(revision, "the id " + revision.id + " is also used by " + fileOf(*other->second),
                               "give one of the two another id: in the name of its file, in its first line, and in "
                               "the parents of those that follow it; then join the branches with schemawright merge");
    return known;
}

Result<void> checkParents(const std::vector<Revision>& revisions, const ById& known)
{
    for (const Revision& revision : revisions)
        for (auto parent = revision.parents.begin(); parent != revision.parents.end(); ++parent) {
            if (*parent == revision.id)
                return invalidFile(revision, "revision " + revision.id + " is its own parent",
                                   "name the revision that it follows in its parents");
            if (!known.contains(*parent))
                return invalidFile(revision, "its parent " + *parent + " does not exist",
                                   "restore the file of revision " + *parent + ", or change the parents");
            if (std::find(revision.parents.begin(), parent, *parent) != parent)
                return invalidFile(revision, "its parents name " + *parent + " twice", "remove one of them");
        }
    return {};
}

Result<void> checkLabels(const std::vector<Revision>& revisions, const ById& known)
{
    std::map<std::string, const Revision*> labelled;
    for (const Revision& revision : revisions)
        for (const std::string& label : revision.labels) {
            if (auto good = checkLabel(label); !good)
                return invalidFile(revision, good.error().message, good.error().hint);
            if (known.contains(label))
                return invalidFile(revision, "its label " + label + " is the id of a revision", "choose another label");
            if (auto [other, fresh] = labelled.emplace(label, &revision); !fresh)
                return invalidFile(revision, "the label " + label + " is also used by " + fileOf(*other->second),
                                   "remove it from one of the two");
        }
    return {};
}

/// The files of a cycle among those that could not be put in order: each follows the next one.
std::unexpected<Error> cycleIn(const ById& known, const RevisionIds& ordered)
{
    const Revision* at = nullptr;
    for (const auto& [id, revision] : known)
        if (!at && !ordered.contains(id))
            at = revision;
    std::vector<const Revision*> way;
    while (std::ranges::find(way, at) == way.end()) {
        way.push_back(at);
        const auto next =
            std::ranges::find_if(at->parents, [&](const std::string& id) { return !ordered.contains(id); });
        at = known.at(*next);
    }
    way.erase(way.begin(), std::ranges::find(way, at));
    std::ranges::rotate(way, std::ranges::min_element(way, {}, [](const Revision* each) { return each->id; }));
    std::string files;
    for (const Revision* each : way)
        files += fileOf(*each) + " follows ";
    return invalidFile(*way.front(), "the parents form a cycle: " + files + fileOf(*way.front()),
                       "change the parents of one of them");
}

} // namespace

Result<std::vector<Revision>> inOrder(const std::vector<Revision>& revisions)
{
    const auto known = byId(revisions);
    if (!known)
        return std::unexpected(known.error());
    if (auto good = checkParents(revisions, *known); !good)
        return std::unexpected(good.error());
    if (auto good = checkLabels(revisions, *known); !good)
        return std::unexpected(good.error());
    std::map<std::string, std::vector<std::string>> children; // by id, both
    std::map<std::string, std::size_t> waiting;               // how many parents are not placed yet
    std::vector<std::string> ready;                           // the next one last
    for (const auto& [id, revision] : *known | std::views::reverse) {
        waiting[id] = revision->parents.size();
        if (revision->parents.empty())
            ready.push_back(id);
        for (const std::string& parent : revision->parents)
            children[parent].push_back(id); // the smallest last
    }
    std::vector<Revision> ordered;
    RevisionIds placed;
    while (!ready.empty()) {
        const std::string id = std::move(ready.back());
        ready.pop_back();
        placed.insert(id);
        ordered.push_back(*known->at(id));
        for (const std::string& child : children[id])
            if (--waiting[child] == 0)
                ready.push_back(child);
    }
    if (ordered.size() != revisions.size())
        return cycleIn(*known, placed);
    return ordered;
}

RevisionGraph::RevisionGraph(const std::vector<Revision>& revisions)
    : m_revisions(&revisions), m_children(revisions.size())
{
    for (std::size_t i = 0; i < revisions.size(); ++i)
        m_index.emplace(revisions[i].id, i);
    for (std::size_t i = 0; i < revisions.size(); ++i)
        for (const std::string& parent : revisions[i].parents)
            if (const std::size_t at = indexOf(parent); at < revisions.size())
                m_children[at].push_back(i);
}

std::size_t RevisionGraph::indexOf(const std::string& id) const
{
    const auto found = m_index.find(id);
    return found == m_index.end() ? m_revisions->size() : found->second;
}

const Revision* RevisionGraph::find(const std::string& id) const
{
    const std::size_t index = indexOf(id);
    return index < m_revisions->size() ? &m_revisions->at(index) : nullptr;
}

std::vector<std::string> RevisionGraph::children(const std::string& id) const
{
    std::vector<std::string> ids;
    if (const std::size_t index = indexOf(id); index < m_children.size())
        for (const std::size_t child : m_children[index])
            ids.push_back(m_revisions->at(child).id);
    return ids;
}

std::vector<std::string> RevisionGraph::heads() const
{
    std::vector<std::string> ids;
    for (std::size_t i = 0; i < m_children.size(); ++i)
        if (m_children[i].empty())
            ids.push_back(m_revisions->at(i).id);
    return ids;
}

std::vector<std::string> RevisionGraph::headsOf(const RevisionIds& ids) const
{
    std::vector<std::string> heads;
    std::vector<bool> followed(m_children.size()); // by one of them, however far
    for (std::size_t i = m_children.size(); i-- > 0;) {
        followed[i] = std::ranges::any_of(m_children[i], [&](std::size_t child) {
            return followed[child] || ids.contains(m_revisions->at(child).id);
        });
        if (!followed[i] && ids.contains(m_revisions->at(i).id))
            heads.push_back(m_revisions->at(i).id);
    }
    std::ranges::reverse(heads);
    return heads;
}

RevisionIds RevisionGraph::ancestors(std::span<const std::string> ids) const
{
    RevisionIds found;
    std::vector<std::string> open(ids.begin(), ids.end());
    while (!open.empty()) {
        const Revision* revision = find(open.back());
        open.pop_back();
        if (revision && found.insert(revision->id).second)
            open.insert(open.end(), revision->parents.begin(), revision->parents.end());
    }
    return found;
}

RevisionIds RevisionGraph::descendants(std::span<const std::string> ids) const
{
    RevisionIds found;
    std::vector<std::string> open(ids.begin(), ids.end());
    while (!open.empty()) {
        const std::string id = std::move(open.back());
        open.pop_back();
        if (find(id) && found.insert(id).second)
            std::ranges::move(children(id), std::back_inserter(open));
    }
    return found;
}

const Revision* RevisionGraph::labelled(std::string_view label) const
{
    for (const Revision& revision : *m_revisions)
        if (std::ranges::find(revision.labels, label) != revision.labels.end())
            return &revision;
    return nullptr;
}

RevisionIds RevisionGraph::branch(std::string_view label) const
{
    const Revision* start = labelled(label);
    if (!start)
        return {};
    RevisionIds members = descendants(std::span(&start->id, 1));
    while (start->parents.size() == 1 && children(start->parents.front()).size() == 1) {
        start = find(start->parents.front());
        members.insert(start->id);
    }
    return members;
}

std::string RevisionGraph::named(const std::string& id) const
{
    const Revision* revision = find(id);
    return revision && !revision->path.empty() ? id + " (" + fileOf(*revision) + ")" : id;
}

std::string RevisionGraph::named(std::span<const std::string> ids) const
{
    std::vector<std::string> names;
    for (const std::string& id : ids)
        names.push_back(named(id));
    return join(names, ", ");
}

std::vector<std::string> RevisionStep::headsBefore() const
{
    return before ? *before : up ? revision.parents : std::vector{revision.id};
}

std::vector<std::string> RevisionStep::headsAfter() const
{
    return after ? *after : up ? std::vector{revision.id} : revision.parents;
}

namespace {

/// Whether all that one of them follows is one of them.
bool isClosed(const RevisionGraph& graph, const RevisionIds& ids)
{
    return std::ranges::all_of(ids, [&](const std::string& id) {
        const Revision* revision = graph.find(id);
        return revision &&
               std::ranges::all_of(revision->parents, [&](const std::string& parent) { return ids.contains(parent); });
    });
}

/// The heads of a set of revisions that grows and shrinks.
class MovingHeads {
public:
    MovingHeads(const RevisionGraph& graph, const RevisionIds& from, const RevisionIds& to)
        : m_graph(graph), m_state(from), m_heads(graph.headsOf(from)),
          m_closed(isClosed(graph, from) && isClosed(graph, to))
    {
    }

    [[nodiscard]] const std::vector<std::string>& heads() const { return m_heads; }

    void apply(const Revision& revision)
    {
        m_state.insert(revision.id);
        if (!m_closed) {
            m_heads = m_graph.headsOf(m_state);
            return;
        }
        for (const std::string& parent : revision.parents)
            std::erase(m_heads, parent);
        m_heads.push_back(revision.id);
    }

    void revert(const Revision& revision)
    {
        m_state.erase(revision.id);
        if (!m_closed) {
            m_heads = m_graph.headsOf(m_state);
            return;
        }
        std::erase(m_heads, revision.id);
        for (const std::string& parent : revision.parents)
            if (std::ranges::none_of(m_graph.children(parent),
                                     [&](const std::string& child) { return m_state.contains(child); }))
                m_heads.push_back(parent);
    }

private:
    const RevisionGraph& m_graph;
    RevisionIds m_state;
    std::vector<std::string> m_heads;
    bool m_closed; ///< then only the revision itself and its parents can change
};

} // namespace

std::vector<RevisionStep> stepsBetween(const std::vector<Revision>& revisions, const RevisionIds& from,
                                       const RevisionIds& to)
{
    const RevisionGraph graph(revisions);
    MovingHeads heads(graph, from, to);
    std::vector<RevisionStep> steps;
    const auto add = [&](const Revision& revision, bool up) {
        steps.push_back({revision, up, heads.heads(), {}});
        if (up)
            heads.apply(revision);
        else
            heads.revert(revision);
        steps.back().after = heads.heads();
        std::ranges::sort(*steps.back().before);
        std::ranges::sort(*steps.back().after);
    };
    for (const Revision& revision : revisions | std::views::reverse)
        if (from.contains(revision.id) && !to.contains(revision.id))
            add(revision, false);
    for (const Revision& revision : revisions)
        if (to.contains(revision.id) && !from.contains(revision.id))
            add(revision, true);
    return steps;
}

Result<std::vector<RevisionStep>> pathFromHeads(const std::vector<Revision>& revisions,
                                                const std::vector<std::string>& fromHeads, const std::string& toId)
{
    const RevisionGraph graph(revisions);
    for (const std::string& head : fromHeads)
        if (!graph.find(head))
            return fail(ErrorCode::NotFound,
                        "the database is at revision " + head + ", which this project does not have",
                        "check whether the project's checkout is out of date");
    const RevisionIds from = graph.ancestors(fromHeads);
    if (toId.empty())
        return stepsBetween(revisions, from, {});
    if (!graph.find(toId))
        return fail(ErrorCode::NotFound, "revision \"" + toId + "\" does not exist");
    const std::span target(&toId, 1);
    RevisionIds to = from;
    if (from.contains(toId)) {
        for (const std::string& id : graph.descendants(target))
            if (id != toId)
                to.erase(id);
    } else {
        to.merge(graph.ancestors(target));
    }
    return stepsBetween(revisions, from, to);
}

Result<std::vector<RevisionStep>> pathBetween(const std::vector<Revision>& revisions, const std::string& fromId,
                                              const std::string& toId)
{
    return pathFromHeads(revisions, fromId.empty() ? std::vector<std::string>{} : std::vector{fromId}, toId);
}

std::vector<std::string> headsOf(const std::vector<Revision>& revisions)
{
    return RevisionGraph(revisions).heads();
}

Result<std::string> headOf(const std::vector<Revision>& revisions)
{
    const RevisionGraph graph(revisions);
    const std::vector<std::string> heads = graph.heads();
    if (heads.size() > 1)
        return std::unexpected(severalHeads(graph, heads));
    return heads.empty() ? std::string() : heads.front();
}

Error severalHeads(const RevisionGraph& graph, std::span<const std::string> heads)
{
    return fail(ErrorCode::Conflict,
                "the project has " + std::to_string(heads.size()) + " heads: " + graph.named(heads),
                "join them with schemawright merge " + join({heads.begin(), heads.end()}, " ") +
                    " -m MESSAGE, or name one of them, or use heads for all")
        .error();
}

std::string headsText(std::span<const std::string> heads)
{
    return heads.empty() ? "base" : join({heads.begin(), heads.end()}, ", ");
}

} // namespace schemawright
