#include "diff/revision/revision_target.h"

#include "diff/revision/revision_id.h"
#include "model/sql.h"

#include <algorithm>
#include <ranges>

namespace schemawright {

namespace {

constexpr const char* forms =
    "use head, heads, base, an id or a prefix of one, a label, +N, -N, id+N, id-N or label@head";

std::string quoted(std::string_view text)
{
    return "\"" + std::string(text) + "\"";
}

/// The names of what is ambiguous, of which there may be many.
std::string someOf(const RevisionGraph& graph, const std::vector<std::string>& ids)
{
    static constexpr std::size_t shown = 6;
    if (ids.size() <= shown)
        return graph.named(ids);
    return graph.named(std::span(ids).first(shown)) + " and " + std::to_string(ids.size() - shown) + " more";
}

/// A target as it is written, resolved piece by piece.
class Resolver {
public:
    Resolver(const RevisionGraph& graph, std::string_view target, const RevisionIds& applied)
        : m_graph(graph), m_target(target), m_applied(applied)
    {
    }

    Result<RevisionTarget> resolve()
    {
        std::string_view rest = m_target;
        if (const std::size_t at = rest.find('@'); at != std::string_view::npos) {
            m_label = rest.substr(0, at);
            rest.remove_prefix(at + 1);
            if (!m_graph.labelled(m_label))
                return unknownLabel();
            m_branch = m_graph.branch(m_label);
        }
        if (rest.empty())
            return notATarget();
        const std::size_t sign = rest.find_first_of("+-");
        if (sign == std::string_view::npos)
            return named(rest);
        const auto count = numberOf(rest.substr(sign + 1));
        if (!count)
            return notATarget();
        const bool up = rest[sign] == '+';
        if (sign == 0)
            return up ? upFromApplied(*count) : downFromApplied(*count);
        const auto start = named(rest.substr(0, sign));
        if (!start)
            return start;
        return walk(*start, up, *count);
    }

private:
    [[nodiscard]] bool isInBranch(const std::string& id) const { return m_label.empty() || m_branch.contains(id); }

    std::unexpected<Error> notATarget() { return fail(ErrorCode::Usage, quoted(m_target) + " is not a target", forms); }

    std::unexpected<Error> unknownLabel()
    {
        std::vector<std::string> labels;
        for (const Revision& revision : m_graph.revisions())
            labels.insert(labels.end(), revision.labels.begin(), revision.labels.end());
        std::ranges::sort(labels);
        return fail(ErrorCode::NotFound, "no revision has the label " + quoted(m_label),
                    labels.empty() ? "give a revision one with revision --label"
                                   : "use one of the labels: " + join(labels, ", "));
    }

    std::unexpected<Error> ambiguous(const std::string& why, const std::string& hint)
    {
        return fail(ErrorCode::Usage, quoted(m_target) + " is ambiguous: " + why, hint);
    }

    std::unexpected<Error> beyond(bool up, std::size_t walked)
    {
        return fail(ErrorCode::NotFound, quoted(m_target) + " is beyond the " + (up ? "last" : "first") + " revision",
                    "the number of revisions " + std::string(up ? "after" : "before") + " that one is " +
                        std::to_string(walked));
    }

    Result<RevisionTarget> named(std::string_view name)
    {
        if (name == "head" || name == "heads")
            return head(name == "heads");
        if (name == "current")
            return RevisionTarget{m_graph.headsOf(m_applied)};
        if (name == "base")
            return m_label.empty() ? RevisionTarget{} : RevisionTarget{{}, m_branch};
        if (const Revision* revision = m_graph.labelled(name); revision && isInBranch(revision->id))
            return RevisionTarget{{revision->id}};
        return byPrefix(name);
    }

    Result<RevisionTarget> head(bool all)
    {
        std::vector<std::string> heads = m_graph.heads();
        std::erase_if(heads, [&](const std::string& id) { return !isInBranch(id); });
        if (heads.size() > 1 && !all && m_label.empty())
            return std::unexpected(severalHeads(m_graph, heads));
        if (heads.size() > 1 && !all)
            return ambiguous("the branch has " + std::to_string(heads.size()) + " heads: " + m_graph.named(heads),
                             "use " + std::string(m_label) + "@heads, or name one of them");
        return RevisionTarget{std::move(heads)};
    }

    Result<RevisionTarget> byPrefix(std::string_view prefix)
    {
        std::vector<std::string> found;
        for (const Revision& revision : m_graph.revisions()) {
            if (!isInBranch(revision.id))
                continue;
            if (revision.id == prefix)
                return RevisionTarget{{revision.id}};
            if (revision.id.starts_with(prefix))
                found.push_back(revision.id);
        }
        if (found.empty())
            return fail(ErrorCode::NotFound, "revision " + quoted(prefix) + " does not exist" +
                                                 (m_label.empty() ? "" : " in the branch " + quoted(m_label)));
        std::ranges::sort(found);
        if (found.size() > 1)
            return ambiguous("it can be revision " + someOf(m_graph, found), "use more of the id");
        return RevisionTarget{std::move(found)};
    }

    /// id+N and id-N: along the files, whatever is applied.
    Result<RevisionTarget> walk(const RevisionTarget& start, bool up, unsigned count)
    {
        if (start.ids.size() > 1)
            return ambiguous("it starts at several revisions: " + m_graph.named(start.ids), "start at one of them");
        std::string at = start.ids.empty() ? std::string() : start.ids.front();
        for (unsigned i = 0; i < count; ++i) {
            if (!up && at.empty())
                return beyond(up, i);
            std::vector<std::string> next = up ? following(at) : m_graph.find(at)->parents;
            std::erase_if(next, [&](const std::string& id) { return !isInBranch(id); });
            if (next.size() > 1)
                return ambiguous((at.empty() ? "base" : m_graph.named(at)) + (up ? " is followed by " : " merges ") +
                                     m_graph.named(next),
                                 "name the one that you mean");
            if (next.empty() && up)
                return beyond(up, i);
            at = next.empty() ? std::string() : next.front();
        }
        return at.empty() ? RevisionTarget{} : RevisionTarget{{at}};
    }

    [[nodiscard]] std::vector<std::string> following(const std::string& id) const
    {
        if (!id.empty())
            return m_graph.children(id);
        std::vector<std::string> first;
        for (const Revision& revision : m_graph.revisions())
            if (revision.parents.empty())
                first.push_back(revision.id);
        return first;
    }

    /// What can be applied next after `done`: what follows one of its heads, or starts a branch where nothing of it is applied.
    [[nodiscard]] std::vector<std::string> next(const RevisionIds& done) const
    {
        RevisionIds own;
        std::ranges::set_intersection(done, m_branch, std::inserter(own, own.end()));
        const bool starts = m_label.empty() ? done.empty() : own.empty();
        const std::vector<std::string> heads = m_graph.headsOf(m_label.empty() ? done : own);
        std::vector<std::string> found;
        for (const Revision& revision : m_graph.revisions()) {
            if (done.contains(revision.id) || !isInBranch(revision.id))
                continue;
            const bool isFirst = std::ranges::none_of(
                revision.parents, [&](const std::string& id) { return m_label.empty() || m_branch.contains(id); });
            const bool follows = std::ranges::any_of(
                revision.parents, [&](const std::string& id) { return std::ranges::find(heads, id) != heads.end(); });
            if (starts ? isFirst : follows)
                found.push_back(revision.id);
        }
        return found;
    }

    Result<RevisionTarget> upFromApplied(unsigned count)
    {
        RevisionIds done = m_applied;
        RevisionTarget target{m_graph.headsOf(m_applied)};
        for (unsigned i = 0; i < count; ++i) {
            const std::vector<std::string> found = next(done);
            if (found.empty())
                return beyond(true, i);
            if (found.size() > 1)
                return ambiguous("the next revision can be " + m_graph.named(found),
                                 "name the one that you mean, or use a label: label@+" + std::to_string(count));
            const Revision& revision = *m_graph.find(found.front());
            for (const std::string& parent : revision.parents)
                if (m_label.empty() && !done.contains(parent))
                    return ambiguous(m_graph.named(revision.id) + " merges " + m_graph.named(revision.parents) +
                                         ", of which " + parent + " is not applied",
                                     "upgrade to " + revision.id + " by its id");
            done.merge(m_graph.ancestors(found));
            target.ids = found;
        }
        return target;
    }

    Result<RevisionTarget> downFromApplied(unsigned count)
    {
        RevisionIds done = m_applied;
        RevisionTarget target{m_graph.headsOf(m_applied), RevisionIds{}};
        std::string expected;
        for (unsigned i = 0; i < count; ++i) {
            std::vector<std::string> heads = m_graph.headsOf(done);
            std::erase_if(heads, [&](const std::string& id) { return !isInBranch(id); });
            if (heads.empty() || (i > 0 && expected.empty()))
                return beyond(false, i);
            if (i > 0 && std::ranges::find(heads, expected) == heads.end())
                return ambiguous(m_graph.named(expected) + " is also followed by another revision that is applied",
                                 "name the revision to keep");
            if (i == 0 && heads.size() > 1)
                return ambiguous("the database has " + std::to_string(heads.size()) + " heads: " + m_graph.named(heads),
                                 "use a label: label@-" + std::to_string(count) + ", or name the revision to keep");
            const Revision& revision = *m_graph.find(i == 0 ? heads.front() : expected);
            if (revision.parents.size() > 1)
                return ambiguous(m_graph.named(revision.id) + " merges " + m_graph.named(revision.parents),
                                 "name the revision to keep, such as " + revision.parents.front() +
                                     "; it reverts what follows it");
            done.erase(revision.id);
            target.reverts->insert(revision.id);
            expected = revision.parents.empty() ? std::string() : revision.parents.front();
            target.ids = m_graph.headsOf(done);
        }
        return target;
    }

    const RevisionGraph& m_graph;
    std::string_view m_target;
    const RevisionIds& m_applied;
    std::string_view m_label;
    RevisionIds m_branch;
};

} // namespace

Result<RevisionTarget> resolveTargets(const std::vector<Revision>& revisions, std::string_view target,
                                      const RevisionIds& applied)
{
    const RevisionGraph graph(revisions);
    if (target.empty())
        return fail(ErrorCode::Usage, "the target is empty", forms);
    if (target.contains(':'))
        return fail(ErrorCode::Usage, "\"" + std::string(target) + "\" is a range, which is for --sql and history",
                    "name one target");
    return Resolver(graph, target, applied).resolve();
}

Result<std::string> resolveRevision(const std::vector<Revision>& revisions, std::string_view target)
{
    const auto found = resolveTargets(revisions, target, {});
    if (!found)
        return std::unexpected(found.error());
    if (found->ids.size() > 1)
        return std::unexpected(severalHeads(RevisionGraph(revisions), found->ids));
    return found->ids.empty() ? std::string() : found->ids.front();
}

std::optional<std::pair<std::string, std::string>> rangeOf(std::string_view target)
{
    const std::size_t colon = target.find(':');
    if (colon == std::string_view::npos)
        return std::nullopt;
    return std::pair{std::string(target.substr(0, colon)), std::string(target.substr(colon + 1))};
}

Result<std::vector<RevisionStep>> stepsUp(const std::vector<Revision>& revisions, const RevisionIds& applied,
                                          const RevisionTarget& target)
{
    const RevisionGraph graph(revisions);
    RevisionIds wanted = graph.ancestors(target.ids);
    wanted.insert(applied.begin(), applied.end());
    if (wanted.size() > applied.size())
        return stepsBetween(revisions, applied, wanted);
    // Nothing to do is an answer where the target is a head of the database, and a mistake where it is older.
    const std::vector<std::string> heads = graph.headsOf(applied);
    const auto isHead = [&](const std::string& id) { return std::ranges::find(heads, id) != heads.end(); };
    if (target.reverts || (target.ids.empty() && !applied.empty() && !revisions.empty()) ||
        (!target.ids.empty() && std::ranges::none_of(target.ids, isHead)))
        return fail(ErrorCode::Usage,
                    (target.ids.empty() ? "base" : "revision " + target.text()) +
                        " is older than the database's revision, which is " + headsText(heads),
                    "use downgrade");
    return std::vector<RevisionStep>{};
}

Result<std::vector<RevisionStep>> stepsDown(const std::vector<Revision>& revisions, const RevisionIds& applied,
                                            const RevisionTarget& target)
{
    const RevisionGraph graph(revisions);
    RevisionIds reverted;
    if (target.reverts) {
        const std::vector<std::string> start(target.reverts->begin(), target.reverts->end());
        reverted = graph.descendants(start);
    } else {
        for (const std::string& id : target.ids)
            if (!applied.contains(id))
                return fail(ErrorCode::Usage,
                            "revision " + id + " is newer than the database's revision, which is " +
                                headsText(graph.headsOf(applied)) + ", or of another branch",
                            "use upgrade");
        const RevisionIds kept = target.ids.size() > 1 ? graph.ancestors(target.ids) : RevisionIds{};
        for (const std::string& id : target.ids.empty() ? applied : graph.descendants(target.ids))
            if (!kept.contains(id) && (target.ids.empty() || id != target.ids.front()))
                reverted.insert(id);
    }
    RevisionIds wanted = applied;
    for (const std::string& id : reverted)
        wanted.erase(id);
    return stepsBetween(revisions, applied, wanted);
}

} // namespace schemawright
