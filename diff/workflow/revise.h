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

/// The proof where it holds. Errors: NotProved, with the reason after `what`: "the way from a to b is not proved".
[[nodiscard]] Result<Proof> requireProved(Proof proof, const std::string& what);

/// A difference on its way into a revision file.
struct ReviseRequest {
    DatabaseConfig database;
    Difference difference;
    std::string message;
    std::string id;             ///< empty: the next number
    std::optional<Proof> proof; ///< of the difference, where there is one; nullopt: it is made now
    bool insist = false;        ///< written even where the proof does not hold
    std::string notProved = "the changes could not be proved"; ///< begins the sentence that says so
    /// Where the database is that the difference starts from, or `current` only, for a revision. nullopt: nobody knows.
    std::optional<Tracking> start;
};

struct Revised {
    Revision revision;
    bool written = true;        ///< false: an earlier call had written it
    std::optional<Proof> proof; ///< nullopt where the file was there
};

/// Proves the difference and writes it as the revision after the head. Called again with the same difference, after whatever came later
/// failed, it finds the file and writes no other: the head that holds these statements and that the database is not at yet, or that it is in
/// the middle of. `scratch` is called only where a proof is to be made.
/// Errors: NotProved; Conflict where the difference does not start from the head.
[[nodiscard]] Result<Revised> revise(const ReviseRequest& request, const ScratchGetter& scratch, const Task& task = {});

} // namespace schemawright
