#include "diff/workflow/revise.h"

#include "diff/prove/prove.h"
#include "diff/revision/revision_chain.h"
#include "diff/revision/revision_file.h"

#include <algorithm>
#include <set>

namespace schemawright {

namespace {

void setPlans(Revision& draft, const Difference& difference)
{
    draft.up = difference.up.batches;
    draft.down = difference.down.batches;
    draft.checksum = revisionChecksum(draft);
}

Revision draftOf(const ReviseRequest& request)
{
    Revision draft;
    draft.id = request.id;
    draft.labels = request.labels;
    draft.irreversible = request.difference.irreversible;
    draft.message = request.message;
    setPlans(draft, request.difference);
    return draft;
}

/// The proof of an earlier call may have found another order of the same statements.
bool haveSameStatements(const Revision& a, const Revision& b)
{
    const auto sorted = [](const std::vector<Batch>& batches) {
        std::multiset<std::string_view> texts;
        for (const Batch& batch : batches)
            for (const Statement& statement : batch.statements)
                texts.insert(statement.sql);
        return texts;
    };
    return sorted(a.up) == sorted(b.up) && sorted(a.down) == sorted(b.down);
}

/// Whether an earlier call has written the head for this request.
bool isOwn(const Revision& head, const Revision& draft, const std::optional<Tracking>& start)
{
    // A revision that was begun is ended first, whatever is left to be done now.
    if (start && start->pendingUp && start->pendingId == head.id)
        return true;
    if (!checksumMatches(head) || (head.checksum != draft.checksum && !haveSameStatements(head, draft)))
        return false;
    // Statements may be the same twice, as those that swap two names: where the difference starts decides.
    std::vector<std::string> parents = head.parents;
    std::ranges::sort(parents);
    return start ? start->heads == parents : head.message == draft.message;
}

Result<void> checkStart(const Tracking& start, const std::vector<std::string>& parents)
{
    if (!start.pendingId.empty())
        return fail(ErrorCode::Conflict,
                    "revision " + start.pendingId + " is only partly " + (start.pendingUp ? "applied" : "reverted") +
                        " in the database",
                    start.pendingUp ? "finish the upgrade first" : "finish the downgrade first");
    std::vector<std::string> expected = parents;
    std::ranges::sort(expected);
    if (start.heads == expected)
        return {};
    return fail(ErrorCode::Conflict,
                start.heads.empty()
                    ? "the database is at base, but the project's head is revision " + headsText(parents)
                    : "the database is at revision " + start.current() + ", but this change follows " +
                          (parents.empty() ? "base" : "revision " + headsText(parents)),
                "upgrade or stamp the database to the head first");
}

/// What the new revision follows.
Result<std::vector<std::string>> parentsOf(const ReviseRequest& request, const std::vector<Revision>& known)
{
    if (request.parents)
        return *request.parents;
    return headOf(known).transform(
        [](const std::string& head) { return head.empty() ? std::vector<std::string>{} : std::vector{head}; });
}

/// The revision that an earlier call has written for this request; nullptr if there is none. Only a head can be it.
Revision* ownAmong(std::vector<Revision>& known, const Revision& draft, const std::optional<Tracking>& start)
{
    for (const std::string& head : headsOf(known)) {
        const auto found = std::ranges::find(known, head, &Revision::id);
        if (isOwn(*found, draft, start))
            return &*found;
    }
    return nullptr;
}

/// Proves the difference, whose statements may get another order by that.
Result<Proof> proofOf(const ReviseRequest& request, Difference& difference, const ScratchGetter& scratch,
                      const Task& task)
{
    if (request.proof)
        return *request.proof;
    task.tell("Proving");
    auto server = scratch();
    if (!server)
        return std::unexpected(server.error());
    return proveInOrder(**server, difference, task);
}

} // namespace

Result<Proof> requireProved(Proof proof, const std::string& what)
{
    if (!proof.proved)
        return fail(ErrorCode::NotProved, what + ": " + proof.failure);
    return proof;
}

Result<Revised> revise(const ReviseRequest& request, const ScratchGetter& scratch, const Task& task)
{
    auto known = readRevisions(request.database);
    if (!known)
        return std::unexpected(known.error());
    Revision draft = draftOf(request);
    if (Revision* own = ownAmong(*known, draft, request.start))
        return Revised{std::move(*own), false, {}};
    const auto parents = parentsOf(request, *known);
    if (!parents)
        return std::unexpected(parents.error());
    if (request.start)
        if (auto good = checkStart(*request.start, *parents); !good)
            return std::unexpected(good.error());
    Difference difference = request.difference;
    auto proof = proofOf(request, difference, scratch, task);
    if (proof && !request.insist)
        proof = requireProved(std::move(*proof), request.notProved);
    if (!proof)
        return std::unexpected(proof.error());
    if (proof->trials > 0)
        setPlans(draft, difference);
    if (proof->proved)
        draft.proof = proofSummary(*proof);
    task.tell("Writing the revision");
    auto written = writeRevision(request.database, std::move(draft), {*parents, headsOf(*known)});
    if (!written)
        return std::unexpected(written.error());
    return Revised{std::move(*written), true, std::move(*proof)};
}

} // namespace schemawright
