#pragma once

#include "diff/read.h"
#include "diff/statement.h"
#include "model/catalog.h"
#include "model/project.h"

namespace schemawright {

/// One object that differs. What is present says what it is: an addition (no before), a drop (no after), an alteration, a rename.
struct Change {
    ObjectKey key; ///< as it is called after; for a drop, before
    std::shared_ptr<const Object> before;
    std::shared_ptr<const Object> after;
    std::optional<ObjectKey> renamedFrom;
    std::vector<std::string>
        details; ///< sentences for people: "column price: type integer -> bigint"; "column state renamed to status"
};

/// One transaction, or one statement that cannot run in one, with those that are run again with it.
struct Batch {
    bool transactional = true;
    std::vector<Statement> statements;
};

struct Plan {
    std::string
        fromHash; ///< catalogHash of what it starts from; empty where nobody asked for it (makeDifference fills both in)
    std::string toHash;
    std::vector<Batch> batches;
    [[nodiscard]] bool empty() const { return batches.empty(); }
};

struct PlanOptions {
    bool online = false;
    int serverVersion =
        0; ///< server_version_num of the database that the statements are for; 0: not known, a recent one
};

/// The differences, sorted by key; renames of `to`'s older names must have been done on `from` before (see difference.h).
[[nodiscard]] std::vector<Change> compare(const Catalog& from, const Catalog& to);

/// The statements that turn `from` into `to`, ordered by the dependencies of both. Never CASCADE.
/// Errors: Unsupported, naming the object, where no statement can do it.
[[nodiscard]] Result<Plan> makePlan(const Catalog& from, const Catalog& to, const PlanOptions& options = {});

/// The plan as a psql script: BEGIN/COMMIT around each transactional batch.
[[nodiscard]] std::string planScript(const Plan& plan, bool withTransactions = true);

/// The statements that make the catalog from a fresh database: the text of schema.sql, in canonical order.
[[nodiscard]] Result<std::string> catalogScript(const Catalog& catalog);

/// `to` where only the chosen changes are taken and everything else stays as in `from`; choosing pulls along what the chosen ones need
/// (added objects that they depend on; drops of what depends on dropped ones). Returns the whole set of keys in effect.
[[nodiscard]] std::vector<ObjectKey> closeSelection(const Catalog& from, const Catalog& to,
                                                    const std::vector<Change>& changes,
                                                    const std::vector<ObjectKey>& chosen);
[[nodiscard]] Catalog selectChanges(const Catalog& from, const Catalog& to, const std::vector<ObjectKey>& chosen);

} // namespace schemawright
