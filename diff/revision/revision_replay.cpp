#include "diff/revision/revision_replay.h"

#include "diff/difference/difference.h"
#include "diff/plan/plan.h"
#include "diff/prove/proof_rows.h"
#include "diff/prove/prove.h"
#include "diff/read/read.h"
#include "diff/resolve/resolve.h"
#include "diff/resolve/run.h"
#include "diff/revision/revision.h"
#include "diff/script/script.h"
#include "model/rename.h"

#include <algorithm>
#include <map>
#include <set>
#include <span>

namespace schemawright {

namespace {

std::string batchesText(const std::vector<Batch>& batches)
{
    std::string text;
    for (const Batch& batch : batches)
        for (const Statement& statement : batch.statements)
            text += statement.sql + ";\n";
    return text;
}

SourceFile upFile(const Revision& revision)
{
    return {revision.path.string(), revision.upText.empty() ? batchesText(revision.up) : revision.upText};
}

/// The up sections of these revisions, in order.
std::vector<SourceFile> upFiles(const std::vector<Revision>& revisions, const RevisionIds& ids)
{
    std::vector<SourceFile> files;
    for (const Revision& revision : revisions)
        if (ids.contains(revision.id))
            files.push_back(upFile(revision));
    return files;
}

Result<RevisionIds> ancestorsOf(const std::vector<Revision>& revisions, const std::string& id)
{
    const RevisionGraph graph(revisions);
    if (id.empty())
        return RevisionIds{};
    if (!graph.find(id))
        return fail(ErrorCode::NotFound, "revision \"" + id + "\" does not exist");
    return graph.ancestors(std::span(&id, 1));
}

/// ALTER TABLE serves every relation, and ALTER TYPE every type.
bool mayMean(Kind word, Kind kind)
{
    return kind == word || (word == Kind::Table && isRelation(kind)) ||
           (word == Kind::BaseType && factsOf(kind).family == KindFacts::Family::Type);
}

/// The element of `state` that the words of a RENAME or SET SCHEMA mean: a name without schema is one of public, or the only one of that name.
std::optional<ObjectKey> meant(const ObjectKey& words, const Catalog& state)
{
    std::vector<std::string> schemas{words.schema};
    if (words.schema.empty()) {
        schemas = {"public"};
        for (const Catalog::Entry& entry : state)
            if (entry.key->kind == Kind::Schema)
                schemas.push_back(entry.key->name);
    }
    const bool part = words.kind == Kind::Column || words.kind == Kind::Constraint || words.kind == Kind::EnumValue;
    for (const std::string& schema : schemas) {
        if (part) {
            for (const Kind kind : {words.kind, Kind::Attribute})
                if (ObjectKey key = childKey(kind, schema, words.parent, words.name); hasElement(state, key))
                    return key;
            continue;
        }
        for (const Catalog::Entry& entry : state) {
            const ObjectKey& key = *entry.key;
            if (mayMean(words.kind, key.kind) && key.name == words.name &&
                (key.schema == schema || key.schema.empty()) && (words.parent.empty() || words.parent == key.parent) &&
                (words.args.empty() || words.args == key.args))
                return key;
        }
    }
    return std::nullopt;
}

/// What the statements rename of that which is in `from` and, by its new name, in `to`.
std::vector<Rename> renamesIn(const std::vector<Batch>& batches, const Catalog& from, const Catalog& to)
{
    std::vector<Rename> renames;
    Catalog state = from;
    for (const Batch& batch : batches)
        for (const Statement& statement : batch.statements) {
            const auto parsed = splitScript({{}, statement.sql});
            if (!parsed || parsed->size() != 1 || !parsed->front().rename)
                continue;
            const auto key = meant(parsed->front().rename->from, state);
            if (!key)
                continue;
            const Rename& words = *parsed->front().rename;
            Rename rename = moveOf(state, *key, words.newSchema.empty() ? key->schema : words.newSchema, words.newName);
            if (!hasElement(state, renamedKey(rename)))
                state = renameNames(state, rename);
            renames.push_back(std::move(rename));
        }
    return applicableRenames(renames, from, to);
}

/// The file's statements with the facts of those that the planner would write in the same words.
std::vector<Batch> withFacts(std::vector<Batch> batches, const Plan& planned, std::set<std::string>& known)
{
    std::map<std::string_view, const Statement*> facts;
    for (const Batch& batch : planned.batches)
        for (const Statement& statement : batch.statements)
            facts.emplace(statement.sql, &statement);
    for (Batch& batch : batches)
        for (Statement& statement : batch.statements)
            if (const auto found = facts.find(statement.sql); found != facts.end()) {
                known.insert(statement.sql);
                statement = *found->second;
            }
    return batches;
}

} // namespace

Result<Catalog> replayOnly(const std::function<Result<std::shared_ptr<ScratchServer>>()>& scratch,
                           const std::vector<Revision>& revisions, const RevisionIds& ids, const Scope& scope,
                           const Task& task, const std::string& version)
{
    if (ids.empty())
        return restrictTo(baselineCatalog(), scope);
    auto reading = resolveCached(scratch, upFiles(revisions, ids), scope, task, version);
    if (!reading)
        return std::unexpected(reading.error());
    return reading->catalog;
}

Result<Catalog> replayRevisions(const std::function<Result<std::shared_ptr<ScratchServer>>()>& scratch,
                                const std::vector<Revision>& revisions, const std::string& id, const Scope& scope,
                                const Task& task, const std::string& version)
{
    return ancestorsOf(revisions, id).and_then([&](const RevisionIds& ids) {
        return replayOnly(scratch, revisions, ids, scope, task, version);
    });
}

Result<Proof> proveRevision(ScratchServer& scratch, const std::vector<Revision>& revisions, const std::string& id,
                            const Task& task)
{
    auto files = ancestorsOf(revisions, id).transform([&](const RevisionIds& ids) { return upFiles(revisions, ids); });
    if (!files)
        return std::unexpected(files.error());
    const auto found = std::ranges::find(revisions, id, &Revision::id);
    if (files->empty() || found == revisions.end())
        return fail(ErrorCode::NotFound, "revision \"" + id + "\" does not exist");
    Proof proof;
    proof.serverVersion = scratch.version();
    proof.serverVersionText = scratch.versionText();
    // The schemas before and after, the latter of a database of its own.
    task.tell("Replaying the revisions");
    const std::span<const SourceFile> before(files->data(), files->size() - 1);
    auto session = scratch.createDatabase().and_then(ScratchSession::open);
    if (!session)
        return std::unexpected(std::move(session.error()));
    Connection& connection = session->connection;
    if (auto ran = runFiles(scratch, connection, {before.begin(), before.end()}, task); !ran)
        return std::unexpected(std::move(ran.error()));
    if (auto reset = connection.query("DISCARD ALL"); !reset)
        return std::unexpected(std::move(reset.error()));
    auto from = readCatalog(connection, {}, task);
    if (!from)
        return std::unexpected(std::move(from.error()));
    auto to = resolveSql(scratch, *files, {}, task);
    if (!to && to.error().code != ErrorCode::Sql)
        return std::unexpected(std::move(to.error()));
    if (!to) {
        proof.failure = "up fails: " + to.error().text();
        return proof;
    }

    Difference difference;
    difference.from = from->catalog;
    difference.to = to->catalog;
    difference.renames = renamesIn(found->up, difference.from, difference.to);
    std::set<std::string> known;
    // What the planner would write says what the same statements of the file do. It may know no way: then nothing is known of them.
    const auto planned =
        makeDifference(difference.from, difference.to, difference.renames, &scratch, {.moveRows = true}, task);
    const Plan none;
    difference.up.batches = withFacts(found->up, planned ? planned->up : none, known);
    difference.down.batches = withFacts(found->down, planned ? planned->down : none, known);
    ProofRows rows(connection, difference, task, ProofRows::Tables::All);
    if (auto proved = proveOn(connection, difference, rows, proof, task); !proved)
        return std::unexpected(std::move(proved.error()));
    for (auto* statements : {&proof.up, &proof.down})
        for (ProvedStatement& statement : *statements)
            statement.claims = known.contains(statement.statement.sql);
    return proof;
}

} // namespace schemawright
