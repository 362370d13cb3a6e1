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
    const std::string parent = head.parents.empty() ? std::string() : head.parents.front();
    return start ? start->current == parent : head.message == draft.message;
}

Result<void> checkStart(const Tracking& start, const std::string& head)
{
    if (!start.pendingId.empty())
        return fail(ErrorCode::Conflict,
                    "revision " + start.pendingId + " is only partly " + (start.pendingUp ? "applied" : "reverted") +
                        " in the database",
                    start.pendingUp ? "finish the upgrade first" : "finish the downgrade first");
    if (start.current == head)
        return {};
    return fail(ErrorCode::Conflict,
                start.current.empty() ? "the database is at base, but the project's head is revision " + head
                                      : "the database is at revision " + start.current + ", but this change follows " +
                                            (head.empty() ? "base" : "revision " + head),
                "upgrade or stamp the database to the head first");
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
    if (!known->empty() && isOwn(known->back(), draft, request.start))
        return Revised{std::move(known->back()), false, {}};
    const std::string head = known->empty() ? std::string() : known->back().id;
    if (request.start) {
        if (auto good = checkStart(*request.start, head); !good)
            return std::unexpected(good.error());
    }
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
    auto written = writeRevision(request.database, std::move(draft), head);
    if (!written)
        return std::unexpected(written.error());
    return Revised{std::move(*written), true, std::move(*proof)};
}

} // namespace schemawright
