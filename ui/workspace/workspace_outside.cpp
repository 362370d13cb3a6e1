#include "ui/workspace/workspace.h"

#include "diff/compare/compare.h"
#include "diff/kinds/base/reading.h"
#include "diff/read/read.h"
#include "diff/resolve/resolve.h"
#include "diff/revision/revision.h"
#include "diff/revision/revision_chain.h"
#include "diff/revision/revision_replay.h"
#include "model/rename.h"
#include "ui/basics/text.h"

#include <algorithm>

/// What other programs and databases change under an open model: noticed, merged, asked about.
namespace schemawright {

namespace {

/// The model as somebody else has written it, with the ways to go on.
struct Outside {
    Catalog theirs;
    std::vector<SourceFile> files;
};

/// Objects that both sides changed, and not to the same.
QStringList conflictsBetween(const Catalog& mineWins, const Catalog& theirsWin)
{
    QStringList names;
    for (const Change& change : compare(theirsWin, mineWins))
        names.append(toQt(change.key.display()));
    return names;
}

} // namespace

void Workspace::lookOutside()
{
    const DatabaseConfig* config = database();
    if (config == nullptr || m_saving || m_outside)
        return;
    // A look that is on its way may have read older files.
    m_lookingOutside.hold(m_runner.run<Outside>(
        this, tr("Reading changes of another program"),
        [config = *config, known = m_files, scratch = m_scratch, scope = scope()](const Task& task) -> Result<Outside> {
            Result<std::vector<SourceFile>> files = readModelFiles(config);
            if (!files)
                return std::unexpected(files.error());
            if (*files == known)
                return Outside{{}, std::move(*files)};
            Result<Reading> reading = resolveCached([&] { return scratch->get(task); }, *files, scope, task);
            if (!reading)
                return std::unexpected(reading.error());
            return Outside{std::move(reading->catalog), std::move(*files)};
        },
        [this](Result<Outside> outside) {
            if (!outside) {
                m_saveAfterMerge = false;
                Q_EMIT failed(tr("Could not read the changes that another program made to schema.sql"),
                              outside.error());
                return;
            }
            if (outside->files != m_files)
                mergeOutside(std::move(outside->theirs), std::move(outside->files));
        },
        true));
}

void Workspace::mergeOutside(Catalog theirs, std::vector<SourceFile> files)
{
    const Catalog& base = m_document.saved().catalog;
    const Catalog& mine = m_document.catalog();
    OutsideChange change{std::move(theirs), std::move(files), {}, {}, {}};
    change.mineWins = mergeCatalogs(base, mine, change.theirs);
    change.theirsWin = mergeCatalogs(base, change.theirs, mine);
    change.conflicts = conflictsBetween(change.mineWins, change.theirsWin);
    m_outside = std::move(change);
    if (m_outside->conflicts.isEmpty())
        answerOutside(true);
    else
        Q_EMIT outsideConflict(m_outside->conflicts);
}

void Workspace::answerOutside(bool keepMine)
{
    if (!m_outside)
        return;
    const OutsideChange change = std::move(*m_outside);
    m_outside.reset();
    m_files = change.files;
    // What is on disk is what is saved; the merge is a step, so that it can be looked at and taken back.
    ProjectState saved = m_document.saved();
    saved.catalog = change.theirs;
    (void)m_document.edit(tr("Merge changes of another program"), [&](ProjectState& state) -> Result<void> {
        state.catalog = keepMine ? change.mineWins : change.theirsWin;
        return {};
    });
    // The same value is the same catalog: then nothing is unsaved.
    if (m_document.catalog() == change.theirs)
        saved.catalog = m_document.catalog();
    m_document.markSaved(saved);
    Q_EMIT mergedOutside(!change.conflicts.isEmpty());
    if (std::exchange(m_saveAfterMerge, false) && m_document.isDirty())
        save();
}

void Workspace::refreshFrom(const Catalog& live, const QString& name)
{
    const DatabaseConfig* config = database();
    m_runner.run<Catalog>(
        m_model.get(), tr("Refreshing from %1").arg(name),
        [config = config ? std::optional(*config) : std::nullopt, scratch = m_scratch, scope = scope(),
         saved = m_document.saved().catalog, mine = m_document.catalog(), live](const Task& task) -> Result<Catalog> {
            // What both come from: the last revision, else the model as it was read or saved.
            Catalog base = saved;
            if (config) {
                const Result<std::vector<Revision>> revisions = readRevisions(*config);
                if (!revisions)
                    return std::unexpected(revisions.error());
                if (!revisions->empty()) {
                    const Result<std::string> head = headOf(*revisions);
                    if (!head)
                        return std::unexpected(head.error());
                    Result<Catalog> replayed =
                        replayRevisions([&] { return scratch->get(task); }, *revisions, *head, scope, task);
                    if (!replayed)
                        return std::unexpected(replayed.error());
                    base = std::move(*replayed);
                }
            }
            // Where both changed the same thing the database wins: that is what was asked for.
            return mergeCatalogs(base, restrictTo(live, scope), mine);
        },
        [this, name](Result<Catalog> merged) {
            if (!merged) {
                if (merged.error().code != ErrorCode::Cancelled)
                    Q_EMIT failed(tr("Could not refresh the model"), merged.error());
                return;
            }
            const int changes = static_cast<int>(compare(m_document.catalog(), *merged).size());
            (void)m_document.edit(tr("Refresh from %1").arg(name), [&](ProjectState& state) -> Result<void> {
                state.catalog = *merged;
                return {};
            });
            Q_EMIT refreshed(changes);
        });
}

} // namespace schemawright
