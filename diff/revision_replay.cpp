#include "diff/revision.h"

#include "model/sql.h"

#include <algorithm>

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

/// The up sections of the chain up to and including `id`.
Result<std::vector<SourceFile>> chainFiles(const std::vector<Revision>& revisions, const std::string& id)
{
    auto steps = pathBetween(revisions, {}, id);
    if (!steps)
        return std::unexpected(steps.error());
    std::vector<SourceFile> files;
    for (const RevisionStep& step : *steps)
        files.push_back(upFile(step.revision));
    return files;
}

/// Where two catalogs that ought to be equal are not, in a sentence; empty where they are.
std::string firstDifference(const Catalog& expected, const Catalog& found)
{
    const std::vector<Change> changes = compare(expected, found);
    if (changes.empty())
        return {};
    const Change& change = changes.front();
    std::string text = change.key.display() + (!change.before  ? " is there, and was not before"
                                               : !change.after ? " is gone"
                                                               : " differs");
    if (!change.details.empty())
        text += ": " + join(change.details, "; ");
    if (changes.size() > 1)
        text += " (and " + std::to_string(changes.size() - 1) + " more)";
    return text;
}

} // namespace

Result<Catalog> replayRevisions(const std::function<Result<std::shared_ptr<ScratchServer>>()>& scratch,
                                const std::vector<Revision>& revisions, const std::string& id, const Scope& scope,
                                const Task& task)
{
    auto files = chainFiles(revisions, id);
    if (!files)
        return std::unexpected(files.error());
    auto reading = resolveCached(scratch, *files, scope, task);
    if (!reading)
        return std::unexpected(reading.error());
    return reading->catalog;
}

Result<Proof> proveRevision(ScratchServer& scratch, const std::vector<Revision>& revisions, const std::string& id,
                            const Task& task)
{
    auto files = chainFiles(revisions, id);
    if (!files)
        return std::unexpected(files.error());
    const auto found = std::ranges::find(revisions, id, &Revision::id);
    if (files->empty() || found == revisions.end())
        return fail(ErrorCode::NotFound, "there is no revision \"" + id + "\"");
    const SourceFile up = files->back();
    const SourceFile down{found->path.string() + " (down)", batchesText(found->down)};
    const std::vector<SourceFile> before(files->begin(), files->end() - 1);
    std::vector<SourceFile> way = before;

    Proof proof;
    proof.serverVersion = scratch.version();
    proof.serverVersionText = scratch.versionText();
    std::vector<Catalog> states;
    for (const auto* step : {static_cast<const SourceFile*>(nullptr), &up, &down, &up}) {
        if (step)
            way.push_back(*step);
        task.tell(!step ? "replay" : step == &up ? "up" : "down", static_cast<double>(states.size()) / 4);
        auto reading = resolveSql(scratch, way, {}, task);
        if (!reading && (reading.error().code != ErrorCode::Sql || !step))
            return std::unexpected(reading.error());
        if (!reading) {
            proof.failure = std::string(step == &up ? "up" : "down") + " fails: " + reading.error().text();
            return proof;
        }
        states.push_back(reading->catalog);
        const std::string difference =
            states.size() < 3 ? "" : firstDifference(states[states.size() - 3], states.back());
        if (!difference.empty()) {
            proof.failure = (step == &down ? "after up and down, " : "after up, down and up, ") + difference;
            return proof;
        }
        if (step)
            proof.steps.push_back((step == &up ? "up" : "down") +
                                  std::string(states.size() < 3 ? ": ran" : ": ran, read back equal"));
    }
    proof.proved = true;
    return proof;
}

} // namespace schemawright
