#pragma once

#include "diff/bodies.h"
#include "diff/observe.h"
#include "diff/plan.h"
#include "diff/scratch.h"

#include <functional>

namespace schemawright {

/// "orders.state looks like orders.status": a dropped and an added thing that may be one renamed.
struct RenameSuggestion {
    Rename rename;
    double score = 0; ///< 0..1
    std::string reason;
};

/// The two ways between two catalogs.
struct Difference {
    Catalog from;
    Catalog to;
    std::vector<Rename> renames;
    std::vector<Change> changes;
    Plan up;
    Plan down;
    std::vector<std::string> irreversible;     ///< sentences: what the down script cannot bring back
    std::vector<RenameSuggestion> suggestions; ///< what may be one thing renamed, besides `renames`
    [[nodiscard]] bool empty() const { return up.empty(); }
};

/// Compares and plans both ways. With renames, the scratch server renames in a copy of `from` and reads it back, so that
/// everything that refers to the renamed thing is PostgreSQL's own text; `scratch` may be null where there are none.
[[nodiscard]] Result<Difference> makeDifference(const Catalog& from, const Catalog& to,
                                                const std::vector<Rename>& renames, ScratchServer* scratch,
                                                const PlanOptions& options = {}, const Task& task = {});

/// `catalog` with the renames done, by running them on the scratch server. A schema that something moves to and that is not there is made as
/// `target` has it.
[[nodiscard]] Result<Catalog> renameIn(ScratchServer& scratch, const Catalog& catalog,
                                       const std::vector<Rename>& renames, const Catalog& target = {},
                                       const Task& task = {});

/// Tables, columns, constraints, values of enums, attributes..., the likeliest first; nothing is suggested twice.
[[nodiscard]] std::vector<RenameSuggestion> suggestRenames(const Catalog& from, const Catalog& to);

/// "orders.state=orders.status", "shop.orders=shop.purchases", "public.orders.state=status": a table, column, ... of `from` and its new name.
/// "shop.orders=archive.orders" moves to another schema, "shop.orders=archive.purchases" renames and moves. A view's column, a type's attribute
/// and an enum's value are named in the same way: "public.mood.sad=unhappy"; of functions with the same name the arguments tell which:
/// "shop.total(integer)=sum".
[[nodiscard]] Result<Rename> parseRename(std::string_view text, const Catalog& from);
/// The words that parseRename reads: "public.orders.state=status".
[[nodiscard]] std::string renameText(const Rename& rename);

/// A statement with the facts that the plan claims, and what was seen when it ran.
struct ProvedStatement {
    Statement statement;
    Observation seen;
    bool claims = true; ///< false: written by hand, so that nothing is claimed of it
};

/// What became of rows that were made for the proof in a table. Columns are those of the source, by their names there.
struct RowFate {
    ObjectKey table;
    std::size_t rows = 0; ///< before
    std::size_t rowsAfterUp = 0;
    std::size_t rowsAfterDown = 0;
    std::vector<std::string> notAfterUp;   ///< columns that are not there after up
    std::vector<std::string> notAfterDown; ///< columns whose values are not as before after down
    bool removed = false;                  ///< taken away, since a statement contradicts them
    std::string problem;                   ///< why no rows could be made; empty where they could
};

/// What the proof saw.
struct Proof {
    bool proved = false;
    int serverVersion = 0; ///< server_version_num of the scratch server
    std::string serverVersionText;
    std::vector<std::string> steps; ///< "up: 12 statements, read back equal"...
    std::string failure;            ///< the difference or PostgreSQL's error, with the statement; empty where proved
    std::vector<std::string> rowReport; ///< what became of generated rows, a sentence each
    std::vector<RowFate> rows;
    std::vector<BodyFault> brokenBodies; ///< by the way up: before it nothing was wrong with them
    std::vector<ProvedStatement> up;     ///< of a very long plan the first statements only; `steps` says so
    std::vector<ProvedStatement> down;
};

/// Notes in each statement of the way up how large the tables are that it locks.
void noteSizes(Difference& difference, const std::map<ObjectKey, RelationSize>& sizes);

/// What people must know of a proof, a sentence each: functions that the way up breaks, what became of generated rows.
[[nodiscard]] std::vector<std::string> proofNotes(const Proof& proof);
/// The words for a revision's header: "up, down, up on PostgreSQL 17.5; 12 rows in 4 tables went up and down: all came back as they were".
[[nodiscard]] std::string proofSummary(const Proof& proof);

/// up, down, up on the scratch server; read back and compared after each. Locks, files and scans of each statement are observed.
[[nodiscard]] Result<Proof> prove(ScratchServer& scratch, const Difference& difference, const Task& task = {});

/// Runs SQL text on a new scratch database and reads it back: how any SQL becomes a Catalog. Roles that it names are made first.
/// Errors: Sql with file and line.
[[nodiscard]] Result<Reading> resolveSql(ScratchServer& scratch, const std::vector<SourceFile>& files,
                                         const Scope& scope = {}, const Task& task = {});
/// The same through the cache of resolved models, by content hash; starts no server where it is there. `scratch` is called only if needed.
[[nodiscard]] Result<Reading> resolveCached(const std::function<Result<std::shared_ptr<ScratchServer>>()>& scratch,
                                            const std::vector<SourceFile>& files, const Scope& scope = {},
                                            const Task& task = {});

/// Makes a scratch database that holds `catalog` (made by its own script), for renames, proofs and edits.
[[nodiscard]] Result<ScratchDatabase> buildCatalog(ScratchServer& scratch, const Catalog& catalog,
                                                   const Task& task = {});

/// The bodies that would fail in a database of this catalog; through a cache, by its hash. `scratch` is called only if needed.
[[nodiscard]] Result<std::vector<BodyFault>>
bodyFaultsOf(const std::function<Result<std::shared_ptr<ScratchServer>>()>& scratch, const Catalog& catalog,
             const Task& task = {});

/// Checks an edited model: plans from `resolved` to `edited`, runs it on a scratch copy and reads back. What PostgreSQL refuses is an
/// Error whose statement's origin is in `errorOrigin`.
struct ResolvedEdit {
    Catalog catalog;
};
[[nodiscard]] Result<ResolvedEdit> resolveEdit(ScratchServer& scratch, const Catalog& resolved, const Catalog& edited,
                                               const std::vector<Rename>& renames, ObjectKey* errorOrigin = nullptr,
                                               const Task& task = {});

/// The new text of schema.sql: only the statements of objects that differ between `before` (what `text` resolves to) and `after` are
/// rewritten, everything else survives byte for byte. Falls back to the canonical text where the result would not resolve to `after`.
[[nodiscard]] Result<std::string> rewriteModelText(ScratchServer& scratch, const std::string& text,
                                                   const Catalog& before, const Catalog& after,
                                                   const std::vector<Rename>& renames, const Task& task = {});

} // namespace schemawright
