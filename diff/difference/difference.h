#pragma once

#include "diff/plan/plan.h"
#include "diff/prove/bodies.h"
#include "diff/prove/observe.h"
#include "diff/scratch/scratch.h"

#include <functional>

namespace schemawright {

/// A dropped and an added object that may be one renamed object: "orders.state looks like orders.status".
struct RenameSuggestion {
    Rename rename;
    double score = 0; ///< 0..1
    std::string reason;
};

/// The plans between two catalogs, in both directions.
struct Difference {
    Catalog from;
    Catalog to;
    std::vector<Rename> renames;
    std::vector<Change> changes;
    Plan up;
    Plan down;
    std::vector<std::string> irreversible;     ///< sentences: what the down script cannot restore
    std::vector<RenameSuggestion> suggestions; ///< possible renames that are not in `renames`
    [[nodiscard]] bool empty() const { return up.empty(); }
};

/// Compares, and plans both directions. With renames, the scratch server applies them to a copy of `from` and reads the result, so that
/// PostgreSQL rewrites the references to renamed objects; `scratch` may be null if there are none.
[[nodiscard]] Result<Difference> makeDifference(const Catalog& from, const Catalog& to,
                                                const std::vector<Rename>& renames, ScratchServer* scratch,
                                                const PlanOptions& options = {}, const Task& task = {});

/// `catalog` after the renames, which run on the scratch server. A missing schema that an object moves to is created as in
/// `target`.
[[nodiscard]] Result<Catalog> renameIn(ScratchServer& scratch, const Catalog& catalog,
                                       const std::vector<Rename>& renames, const Catalog& target = {},
                                       const Task& task = {});

/// Tables, columns, constraints, values of enums, attributes..., the likeliest first; each object is suggested once.
[[nodiscard]] std::vector<RenameSuggestion> suggestRenames(const Catalog& from, const Catalog& to);

/// "orders.state=orders.status", "shop.orders=shop.purchases", "public.orders.state=status": a table, column, ... of `from` and its new name.
/// "shop.orders=archive.orders" moves to another schema, "shop.orders=archive.purchases" renames and moves. Columns of views, attributes of types
/// and values of enums are named in the same way: "public.mood.sad=unhappy". Functions of the same name need their arguments:
/// "shop.total(integer)=sum".
[[nodiscard]] Result<Rename> parseRename(std::string_view text, const Catalog& from);
/// The text that parseRename reads: "public.orders.state=status".
[[nodiscard]] std::string renameText(const Rename& rename);

/// A statement with the facts that the plan claims, and the effects that were observed.
struct ProvedStatement {
    Statement statement;
    Observation seen;
    bool claims = true; ///< false: a hand-written statement, without claims
};

/// The fate of the test rows in a table. Columns have their names in the source.
struct RowFate {
    ObjectKey table;
    std::size_t rows = 0; ///< before
    std::size_t rowsAfterUp = 0;
    std::size_t rowsAfterDown = 0;
    std::vector<std::string> notAfterUp;   ///< columns that do not exist after up
    std::vector<std::string> notAfterDown; ///< columns whose values after down differ from those before
    bool removed = false;                  ///< deleted, because a statement contradicts them
    std::string problem;                   ///< why no rows could be inserted; empty if they could
};

/// The result of a proof.
struct Proof {
    bool proved = false;
    int serverVersion = 0; ///< server_version_num of the scratch server
    std::string serverVersionText;
    std::vector<std::string> steps;     ///< "up: 12 statements, schema matches"...
    std::string failure;                ///< the difference or PostgreSQL's error, with the statement; empty if proved
    std::vector<std::string> rowReport; ///< the fate of the test rows, a sentence each
    std::vector<RowFate> rows;
    std::vector<BodyFault> brokenBodies; ///< functions that the up script breaks
    std::vector<ProvedStatement> up;     ///< only the first statements of a very long plan; `steps` says so
    std::vector<ProvedStatement> down;
};

/// Records in each statement of the up plan the size of the tables that it locks.
void noteSizes(Difference& difference, const std::map<ObjectKey, RelationSize>& sizes);

/// Notes for people, a sentence each: functions that the up script breaks, the fate of the test rows.
[[nodiscard]] std::vector<std::string> proofNotes(const Proof& proof);
/// The proof in a revision's header: "up, down, up on PostgreSQL 17.5; 12 test rows in 4 tables: all restored by down".
[[nodiscard]] std::string proofSummary(const Proof& proof);

/// Runs up, down, up on the scratch server, and reads and compares the schema after each. Observes locks, rewrites and scans of each statement.
[[nodiscard]] Result<Proof> prove(ScratchServer& scratch, const Difference& difference, const Task& task = {});

/// Runs SQL text on a new scratch database and reads the result: this turns any SQL into a Catalog. Missing roles are created first.
/// Errors: Sql with file and line.
[[nodiscard]] Result<Reading> resolveSql(ScratchServer& scratch, const std::vector<SourceFile>& files,
                                         const Scope& scope = {}, const Task& task = {});
/// The same through the cache of resolved models, by content hash. On a hit no server is started; `scratch` is called only if needed.
[[nodiscard]] Result<Reading> resolveCached(const std::function<Result<std::shared_ptr<ScratchServer>>()>& scratch,
                                            const std::vector<SourceFile>& files, const Scope& scope = {},
                                            const Task& task = {});

/// Creates a scratch database with the contents of `catalog` (by its own script), for renames, proofs and edits.
[[nodiscard]] Result<ScratchDatabase> buildCatalog(ScratchServer& scratch, const Catalog& catalog,
                                                   const Task& task = {});

/// The function bodies that would fail in a database of this catalog; cached by its hash. `scratch` is called only if needed.
[[nodiscard]] Result<std::vector<BodyFault>>
bodyFaultsOf(const std::function<Result<std::shared_ptr<ScratchServer>>()>& scratch, const Catalog& catalog,
             const Task& task = {});

/// Checks an edited model: plans from `resolved` to `edited`, runs the plan on a scratch copy and reads the result. If PostgreSQL rejects a
/// statement, `errorOrigin` receives its origin.
struct ResolvedEdit {
    Catalog catalog;
};
[[nodiscard]] Result<ResolvedEdit> resolveEdit(ScratchServer& scratch, const Catalog& resolved, const Catalog& edited,
                                               const std::vector<Rename>& renames, ObjectKey* errorOrigin = nullptr,
                                               const Task& task = {});

/// The new text of schema.sql: only the statements of objects that differ between `before` (to which `text` resolves) and `after` are
/// rewritten; everything else stays byte for byte. Falls back to the canonical text if the result would not resolve to `after`.
[[nodiscard]] Result<std::string> rewriteModelText(ScratchServer& scratch, const std::string& text,
                                                   const Catalog& before, const Catalog& after,
                                                   const std::vector<Rename>& renames, const Task& task = {});

} // namespace schemawright
