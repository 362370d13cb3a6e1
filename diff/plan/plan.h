#pragma once

#include "diff/compare/compare.h"
#include "diff/kinds/base/statement.h"
#include "model/catalog.h"
#include "model/error.h"

namespace schemawright {

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

/// Two statements of a plan, by their text: what a trial on the scratch server has shown about their order.
struct StatementOrder {
    std::string before;
    std::string after;
    bool operator==(const StatementOrder&) const = default;
};

struct PlanOptions {
    bool online = false;
    bool moveRows = false; ///< recreates tables whose partition key changes, and moves their rows
    int serverVersion = 0; ///< server_version_num of the target database's server; 0: unknown, assumed to be recent
    std::vector<StatementOrder> learned = {};     ///< by trial: see orderFrom
    std::vector<StatementOrder> learnedDown = {}; ///< the same for the way back
};

/// The statements that make the changes, which are what compare() says of the two catalogs, ordered by the dependencies of both. Never CASCADE.
/// Errors: Unsupported, with the object, if no statement can make a change; NeedsRowMove if only moveRows can.
[[nodiscard]] Result<Plan> makePlan(const Catalog& from, const Catalog& to, const std::vector<Change>& changes,
                                    const PlanOptions& options = {});

/// Compares the catalogs before.
[[nodiscard]] Result<Plan> makePlan(const Catalog& from, const Catalog& to, const PlanOptions& options = {});

/// The hazards of a plan that need consent before it is run.
[[nodiscard]] std::vector<Hazard> windowsOf(const Plan& plan);

/// The plan as a psql script: BEGIN/COMMIT around each transactional batch.
[[nodiscard]] std::string planScript(const Plan& plan, bool withTransactions = true);

/// The statements that create the objects, with the indexes, triggers... of tables and views, where the rest of the catalog exists. An empty line
/// stands between two.
[[nodiscard]] Result<std::string> creationScript(const Catalog& catalog, const std::vector<ObjectKey>& keys);

/// The statements that create the catalog in a new database: the text of schema.sql, in canonical order.
[[nodiscard]] Result<std::string> catalogScript(const Catalog& catalog);

} // namespace schemawright
