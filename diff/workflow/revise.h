#pragma once

#include "diff/apply/tracking.h"
#include "diff/difference/difference.h"
#include "diff/prove/proof.h"
#include "diff/revision/revision.h"
#include "diff/scratch/scratch.h"
#include "model/project.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace schemawright {

using ScratchGetter = std::function<Result<std::shared_ptr<ScratchServer>>()>;

/// Returns the proof if it succeeded. Errors: NotProved, with the reason after `what`: "the changes from a to b could not be proved".
[[nodiscard]] Result<Proof> requireProved(Proof proof, const std::string& what);

/// The input for writing a difference to a revision file.
struct ReviseRequest {
    DatabaseConfig database;
    Difference difference;
    std::string message;
    std::string id; ///< empty: by the project's scheme
    std::vector<std::string> labels;
    std::optional<std::vector<std::string>> parents; ///< empty: base; nullopt: the one head
    std::optional<Proof> proof;                      ///< an existing proof of the difference; nullopt: it is proved now
    bool insist = false;                             ///< write it even if the proof failed
    std::string notProved = "the changes could not be proved"; ///< start of the message for a failed proof
    /// The tracking state of the database that the difference starts from, or only `heads`, for a revision. nullopt: unknown.
    std::optional<Tracking> start;
};

struct Revised {
    Revision revision;
    bool written = true;        ///< false: an earlier call had written it
    std::optional<Proof> proof; ///< nullopt if the file already existed
};

/// Proves the difference and writes it as the revision after the head, or after `parents`. A call with the same difference, after a later step
/// failed, finds the file and writes no other: the head with these statements, if the database is not at it yet or it is
/// partly applied. `scratch` is called only if a proof is needed.
/// Errors: NotProved; Conflict if the difference does not start from the head, or if there are several heads and no parents are given.
[[nodiscard]] Result<Revised> revise(const ReviseRequest& request, const ScratchGetter& scratch, const Task& task = {});

} // namespace schemawright
