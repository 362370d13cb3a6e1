#include "diff/revision/revision_merge.h"

#include "diff/resolve/resolve.h"
#include "model/sql.h"

#include <algorithm>

namespace schemawright {

namespace {

std::string inWords(const std::vector<std::string>& order)
{
    return join(order, ", then ");
}

/// The up sections with one branch after the other. What the branches share comes with the first of them.
std::vector<SourceFile> filesIn(const RevisionGraph& graph, const std::vector<std::string>& order)
{
    std::vector<SourceFile> files;
    RevisionIds done;
    for (const std::string& head : order) {
        const RevisionIds branch = graph.ancestors(std::span(&head, 1));
        for (const Revision& revision : graph.revisions())
            if (branch.contains(revision.id) && done.insert(revision.id).second)
                files.push_back({revision.path.string(), revision.upText});
    }
    return files;
}

/// Each branch is first in one order and last in another.
std::vector<std::vector<std::string>> ordersOf(std::vector<std::string> heads)
{
    std::vector<std::vector<std::string>> orders{heads};
    for (std::size_t i = 1; i < heads.size(); ++i) {
        std::ranges::rotate(heads, heads.begin() + 1);
        orders.push_back(heads);
    }
    return orders;
}

Result<void> checkBranches(const RevisionGraph& graph, const std::vector<std::string>& heads)
{
    if (heads.size() < 2)
        return fail(ErrorCode::Usage, "a merge needs two revisions or more", "name them, or use heads");
    for (const std::string& head : heads)
        for (const std::string& other : heads)
            if (head != other && graph.ancestors(std::span(&head, 1)).contains(other))
                return fail(ErrorCode::Usage,
                            graph.named(head) + " already follows " + graph.named(other) +
                                ": there is nothing to merge",
                            "name the heads of two branches; schemawright heads lists them");
    return {};
}

} // namespace

Result<MergeProof> proveMerge(ScratchServer& scratch, const std::vector<Revision>& revisions,
                              const std::vector<std::string>& heads, const Scope& scope, const Task& task)
{
    const RevisionGraph graph(revisions);
    if (auto good = checkBranches(graph, heads); !good)
        return std::unexpected(good.error());
    MergeProof proof;
    proof.serverVersionText = scratch.versionText();
    std::optional<Catalog> first;
    const auto orders = ordersOf(heads);
    for (const std::vector<std::string>& order : orders) {
        task.tell("Replaying " + inWords(order));
        auto reading = resolveSql(scratch, filesIn(graph, order), scope, task);
        if (!reading && reading.error().code != ErrorCode::Sql)
            return std::unexpected(std::move(reading.error()));
        if (!reading) {
            proof.failure = inWords(order) + " fails: " + reading.error().text();
            return proof;
        }
        if (!first) {
            first = std::move(reading->catalog);
            continue;
        }
        proof.changes = compare(*first, reading->catalog);
        if (proof.changes.empty())
            continue;
        std::vector<std::string> objects;
        for (const Change& change : proof.changes)
            objects.push_back(change.key.display());
        proof.failure = inWords(orders.front()) + " gives another schema than " + inWords(order) +
                        "; these objects differ: " + join(objects, ", ");
        return proof;
    }
    return proof;
}

std::string mergeSummary(const MergeProof& proof, const std::vector<std::string>& heads)
{
    return (heads.size() == 2 ? "both orders of " + heads.front() + " and " + heads.back()
                              : "the orders of " + join(heads, ", ")) +
           " give the same schema on PostgreSQL " + proof.serverVersionText;
}

} // namespace schemawright
