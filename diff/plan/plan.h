#pragma once

#include "diff/kinds/base/statement.h"
#include "diff/read/read.h"
#include "model/catalog.h"
#include "model/project.h"

namespace schemawright {

/// One object that differs: an addition (no `before`), a drop (no `after`), an alteration, or a rename.
struct Change {
    ObjectKey key; ///< its key after the change; for a drop, before
    std::shared_ptr<const Object> before;
    std::shared_ptr<const Object> after;
    std::optional<ObjectKey> renamedFrom;
    std::vector<std::string>
        details; ///< sentences: "column price: type integer -> bigint"; "column state renamed to status"
};

/// One transaction, or one statement that cannot run in one, with those that run again with it.
struct Batch {
    bool transactional = true;
    std::vector<Statement> statements;
};

struct Plan {
    std::string
        fromHash; ///< catalogHash of the catalog that the plan starts from; may be empty (makeDifference fills in both)
    std::string toHash;
    std::vector<Batch> batches;
    [[nodiscard]] bool empty() const { return batches.empty(); }
};

struct PlanOptions {
    bool online = false;
    int serverVersion = 0; ///< server_version_num of the target database's server; 0: unknown, assumed to be recent
};

/// The differences, sorted by key. Renames must have been applied to `from` before (see difference.h).
[[nodiscard]] std::vector<Change> compare(const Catalog& from, const Catalog& to);

/// The statements that turn `from` into `to`, ordered by the dependencies of both. Never CASCADE.
/// Errors: Unsupported, with the object, if no statement can make the change.
[[nodiscard]] Result<Plan> makePlan(const Catalog& from, const Catalog& to, const PlanOptions& options = {});

/// The plan as a psql script: BEGIN/COMMIT around each transactional batch.
[[nodiscard]] std::string planScript(const Plan& plan, bool withTransactions = true);

/// The statements that create the catalog in a new database: the text of schema.sql, in canonical order.
[[nodiscard]] Result<std::string> catalogScript(const Catalog& catalog);

/// `to` with only the chosen changes; everything else as in `from`. Adds the changes that the chosen ones need
/// (additions that they depend on; drops of objects that depend on dropped ones). Returns all keys in effect.
[[nodiscard]] std::vector<ObjectKey> closeSelection(const Catalog& from, const Catalog& to,
                                                    const std::vector<Change>& changes,
                                                    const std::vector<ObjectKey>& chosen);
[[nodiscard]] Catalog selectChanges(const Catalog& from, const Catalog& to, const std::vector<ObjectKey>& chosen);

} // namespace schemawright
