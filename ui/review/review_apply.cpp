#include "ui/review/review_page.h"

#include "diff/difference/difference.h"
#include "diff/plan/plan.h"
#include "diff/prove/proof.h"
#include "diff/prove/prove.h"
#include "diff/revision/revision.h"
#include "ui/basics/notice.h"
#include "ui/basics/text.h"
#include "ui/panels/apply_view.h"
#include "ui/review/change_words.h"
#include "ui/workspace/backup_before.h"

#include <QLineEdit>
#include <QPushButton>
#include <QStackedWidget>

#include <algorithm>

/// The way of a reviewed choice into the model's renames, a revision file and a database.
namespace schemawright {

namespace {

/// Where the database is, where it can be asked and keeps a tracking table.
std::optional<Tracking> placeOf(const std::optional<ConnectionSpec>& spec, const TrackingTables& tables,
                                const Task& task)
{
    if (!spec)
        return std::nullopt;
    Result<Connection> connection = Connection::open(*spec, task.stop);
    if (!connection)
        return std::nullopt;
    Result<Tracking> tracking = readTracking(*connection, tables, task.stop);
    return tracking && tracking->exists ? std::optional(std::move(*tracking)) : std::nullopt;
}

} // namespace

void ReviewPage::acceptRenames(const std::vector<Rename>& renames)
{
    const Rename& first = renames.front();
    const QString label =
        renames.size() > 1
            ? tr("Mark %n objects as renamed", nullptr, static_cast<int>(renames.size()))
            : (first.newSchema.empty() ? tr("Mark %1 as renamed") : tr("Mark %1 as moved")).arg(toQt(first.from.name));
    const Result<void> done = m_workspace.document().edit(label, [&](ProjectState& state) -> Result<void> {
        state.renames.insert(state.renames.end(), renames.begin(), renames.end());
        return {};
    });
    if (!done)
        Q_EMIT logged(toQt(done.error().text()));
    compareIfReady();
}

bool ReviewPage::mayApply() const
{
    const Difference* difference = m_session.difference();
    if (difference == nullptr || difference->empty() || m_session.isComparing() || m_session.isProving() ||
        m_applying.isRunning())
        return false;
    const QString wanted = insistence();
    return m_session.proof() &&
           (wanted.isEmpty() || m_insist->text().trimmed().compare(wanted, Qt::CaseInsensitive) == 0);
}

QString ReviewPage::insistence() const
{
    const std::optional<Proof>& proof = m_session.proof();
    const Difference* difference = m_session.difference();
    if (!proof || difference == nullptr)
        return {};
    if (!proof->proved)
        return applyInsistence;
    return windowsOf(difference->up).empty() ? QString() : windowInsistence;
}

void ReviewPage::showActions()
{
    const QString wanted = insistence();
    m_insist->setPlaceholderText(tr("type \"%1\" to apply anyway").arg(wanted));
    m_insist->setVisible(!wanted.isEmpty() && !m_session.isProving());
    const bool may = mayApply();
    const bool folder = m_workspace.database() != nullptr;
    m_create->setEnabled(may && folder && !m_revision && !m_message->text().trimmed().isEmpty());
    m_create->setToolTip(!folder ? tr("Save the model first: a revision is a file of the project")
                         : m_revision
                             ? tr("The revision has been written")
                             : tr("Writes the proved scripts as the project's next revision. Enter a message first"));
    m_applyButton->setEnabled(may && m_link.spec() &&
                              (m_revision || !folder || !m_message->text().trimmed().isEmpty()));
    m_applyButton->setToolTip(m_link.spec()
                                  ? tr("Runs the up script on %1 and verifies the result").arg(m_link.target().name)
                                  : tr("Choose a database to apply to"));
    m_message->setEnabled(folder && !m_revision);
}

ReviewPage::Run ReviewPage::reviewed() const
{
    ApplyOptions options;
    if (const DatabaseConfig* database = m_workspace.database())
        options.tables = {database->trackingSchema};
    options.before = backupBefore(m_workspace, m_link.target());
    return {{*m_session.difference(), m_revision, m_workspace.scope(), std::move(options)},
            m_link.spec(),
            m_link.target(),
            m_session.isComplete(),
            m_selection,
            m_model};
}

ReviseRequest ReviewPage::reviseRequest(const Run& run) const
{
    ReviseRequest request;
    request.database = *m_workspace.database();
    request.difference = run.request.difference;
    request.message = toUtf8(m_message->text().trimmed());
    request.proof = m_session.proof();
    request.insist = true; // mayApply() has asked
    return request;
}

void ReviewPage::createRevision()
{
    if (!mayApply() || m_revision)
        return;
    const Run run = reviewed();
    m_applying.hold(m_workspace.runner().run<Revised>(
        this, tr("Writing the revision"),
        [request = reviseRequest(run), spec = run.spec,
         scratch = m_workspace.scratch()](const Task& task) -> Result<Revised> {
            ReviseRequest placed = request;
            placed.start = placeOf(spec, {request.database.trackingSchema}, task);
            return revise(placed, [&] { return scratch->get(task); }, task);
        },
        [this, run = Run(run)](Result<Revised> revised) mutable {
            if (!revised) {
                m_status->say(toQt(revised.error().text()), Notice::Tone::Bad);
                showActions();
                return;
            }
            m_status->say((revised->written ? tr("Wrote revision %1: %2") : tr("Revision %1 already exists: %2"))
                              .arg(toQt(revised->revision.id), toQt(revised->revision.path.filename().string())),
                          Notice::Tone::Good);
            take(run, *revised);
            showActions();
            compareIfReady();
        }));
    showActions();
}

void ReviewPage::take(Run& run, const Revised& revised)
{
    run.request.revision = revised.revision;
    if (revised.written)
        Q_EMIT logged(
            tr("Wrote revision %1 to %2").arg(toQt(revised.revision.id), toQt(revised.revision.path.string())));
    if (run.model != m_model)
        return; // another model is open
    if (run.selection == m_selection)
        m_revision = revised.revision;
    // A database that the revision has not been applied to still has the old names: its next comparison needs the renames.
    if (run.target.kind == Target::Kind::LastRevision)
        dropTakenRenames(run);
    // The model on disk must be the one that the revision leads to.
    Q_EMIT saveWanted();
}

void ReviewPage::dropTakenRenames(const Run& run)
{
    m_comparedRenames.clear();
    m_workspace.document().amend([&](ProjectState& state) {
        std::erase_if(state.renames, [&](const Rename& rename) {
            return std::ranges::contains(run.request.difference.renames, rename);
        });
        m_comparedRenames = state.renames;
    });
}

void ReviewPage::apply()
{
    if (!mayApply() || !m_link.spec())
        return;
    const Run run = reviewed();
    int statements = 0;
    for (const Batch& batch : run.request.difference.up.batches)
        statements += static_cast<int>(batch.statements.size());
    m_apply->begin(run.target.name, statements);
    m_right->setCurrentWidget(m_apply);
    if (m_workspace.database() == nullptr || m_revision)
        runOnDatabase(run);
    else
        reviseAndRun(run);
    showActions();
}

void ReviewPage::reviseAndRun(const Run& run)
{
    m_applying.hold(m_workspace.runner().run<Revised>(
        this, tr("Writing the revision"),
        [request = reviseRequest(run), scope = run.request.scope, spec = *run.spec,
         scratch = m_workspace.scratch()](const Task& task) -> Result<Revised> {
            // Nothing is written that the database cannot take.
            Result<Connection> connection = Connection::open(spec, task.stop);
            if (!connection)
                return std::unexpected(connection.error());
            const Result<Tracking> start =
                checkUnchanged(*connection, request.difference, scope, {request.database.trackingSchema}, task);
            if (!start)
                return std::unexpected(start.error());
            ReviseRequest placed = request;
            placed.start = *start;
            return revise(placed, [&] { return scratch->get(task); }, task);
        },
        [this, run = Run(run)](Result<Revised> revised) mutable {
            if (!revised) {
                applied(run, std::unexpected(revised.error()));
                return;
            }
            take(run, *revised);
            runOnDatabase(run);
        }));
    connect(m_applying.task(), &RunningTask::progress, m_apply, &ApplyView::say);
}

void ReviewPage::runOnDatabase(const Run& run)
{
    m_applying.hold(m_workspace.runner().run<Applied>(
        this, tr("Applying to %1").arg(run.target.name),
        [request = run.request, spec = *run.spec, progress = m_apply->reporter()](const Task& task) {
            return applyVerified(spec, request, progress, task);
        },
        [this, run](const Result<Applied>& outcome) { applied(run, outcome); }));
    connect(m_applying.task(), &RunningTask::progress, m_apply, &ApplyView::say);
}

void ReviewPage::applied(const Run& run, const Result<Applied>& outcome)
{
    if (!outcome) {
        const QString why = outcome.error().code == ErrorCode::Cancelled
                                ? tr("Cancelled. The running transaction was rolled back.")
                                : toQt(outcome.error().text());
        m_apply->end(why, true);
        Q_EMIT logged(tr("Apply failed: %1").arg(why));
        m_wanted = true;
        m_link.refresh();
        showActions();
        return;
    }
    const auto remaining = static_cast<int>(outcome->remaining.size());
    if (remaining > 0)
        m_apply->end(
            tr("Applied, but %n objects in the database differ from the selected changes.", nullptr, remaining), true);
    else
        m_apply->end(run.complete ? tr("Verified: the database matches the model")
                                  : tr("Verified: the database has the selected changes"),
                     false);
    Q_EMIT logged(tr("Applied to %1 and verified").arg(run.target.name));
    if (run.model == m_model && run.request.revision) {
        dropTakenRenames(run);
        Q_EMIT saveWanted();
    }
    m_message->clear();
    m_wanted = true;
    m_link.refresh();
}

} // namespace schemawright
