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

#include <QLineEdit>
#include <QPushButton>
#include <QStackedWidget>

#include <algorithm>

/// The way of a reviewed choice into the model's renames, a revision file and a database.
namespace schemawright {

namespace {

/// Where the database is, where it can be asked and keeps a tracking table.
std::optional<Tracking> placeOf(const std::optional<ConnectionSpec>& spec)
{
    if (!spec)
        return std::nullopt;
    Result<Connection> connection = Connection::open(*spec);
    if (!connection)
        return std::nullopt;
    Result<Tracking> tracking = readTracking(*connection);
    return tracking && tracking->exists ? std::optional(std::move(*tracking)) : std::nullopt;
}

} // namespace

void ReviewPage::acceptRename(const Rename& rename)
{
    const Result<void> done = m_workspace.document().edit(
        (rename.newSchema.empty() ? tr("Mark %1 as renamed") : tr("Mark %1 as moved")).arg(toQt(rename.from.name)),
        [&](ProjectState& state) -> Result<void> {
            state.renames.push_back(rename);
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
    const std::optional<Proof>& proof = m_session.proof();
    return proof && (proof->proved || m_insist->text().trimmed().compare(applyInsistence, Qt::CaseInsensitive) == 0);
}

void ReviewPage::showActions()
{
    const std::optional<Proof>& proof = m_session.proof();
    m_insist->setVisible(proof && !proof->proved && !m_session.isProving());
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

ReviseRequest ReviewPage::reviseRequest() const
{
    ReviseRequest request;
    request.database = *m_workspace.database();
    request.difference = *m_session.difference();
    request.message = toUtf8(m_message->text().trimmed());
    request.proof = m_session.proof();
    request.insist = true; // mayApply() has asked
    return request;
}

ApplyRequest ReviewPage::applyRequest() const
{
    return {*m_session.difference(), m_revision, m_workspace.scope(), {}};
}

void ReviewPage::createRevision()
{
    if (!mayApply() || m_revision)
        return;
    m_applying.hold(m_workspace.runner().run<Revised>(
        this, tr("Writing the revision"),
        [request = reviseRequest(), spec = m_link.spec(),
         scratch = m_workspace.scratch()](const Task& task) -> Result<Revised> {
            ReviseRequest placed = request;
            placed.start = placeOf(spec);
            return revise(placed, [&] { return scratch->get(task); }, task);
        },
        [this](Result<Revised> revised) {
            if (!revised) {
                m_status->say(toQt(revised.error().text()), Notice::Tone::Bad);
                showActions();
                return;
            }
            m_status->say((revised->written ? tr("Wrote revision %1: %2") : tr("Revision %1 already exists: %2"))
                              .arg(toQt(revised->revision.id), toQt(revised->revision.path.filename().string())),
                          Notice::Tone::Good);
            take(*revised);
            showActions();
            compareIfReady();
        }));
    showActions();
}

void ReviewPage::take(const Revised& revised)
{
    m_revision = revised.revision;
    if (revised.written)
        Q_EMIT logged(
            tr("Wrote revision %1 to %2").arg(toQt(revised.revision.id), toQt(revised.revision.path.string())));
    // A database that the revision has not been applied to still has the old names: its next comparison needs the renames.
    if (!m_link.hasDatabase())
        dropTakenRenames();
    // The model on disk must be the one that the revision leads to.
    Q_EMIT saveWanted();
}

void ReviewPage::dropTakenRenames()
{
    const std::vector<Rename> taken = m_session.difference() ? m_session.difference()->renames : std::vector<Rename>();
    m_comparedRenames.clear();
    m_workspace.document().amend([&](ProjectState& state) {
        std::erase_if(state.renames, [&](const Rename& rename) { return std::ranges::contains(taken, rename); });
        m_comparedRenames = state.renames;
    });
}

void ReviewPage::apply()
{
    if (!mayApply() || !m_link.spec())
        return;
    int statements = 0;
    for (const Batch& batch : m_session.difference()->up.batches)
        statements += static_cast<int>(batch.statements.size());
    m_apply->begin(m_link.target().name, statements);
    m_right->setCurrentWidget(m_apply);
    if (m_workspace.database() == nullptr || m_revision)
        runOnDatabase();
    else
        reviseAndRun();
    showActions();
}

void ReviewPage::reviseAndRun()
{
    m_applying.hold(m_workspace.runner().run<Revised>(
        this, tr("Writing the revision"),
        [request = reviseRequest(), scope = m_workspace.scope(), spec = *m_link.spec(),
         scratch = m_workspace.scratch()](const Task& task) -> Result<Revised> {
            // Nothing is written that the database cannot take.
            Result<Connection> connection = Connection::open(spec);
            if (!connection)
                return std::unexpected(connection.error());
            const Result<Tracking> start = checkUnchanged(*connection, request.difference, scope, task);
            if (!start)
                return std::unexpected(start.error());
            ReviseRequest placed = request;
            placed.start = *start;
            return revise(placed, [&] { return scratch->get(task); }, task);
        },
        [this](Result<Revised> revised) {
            if (!revised) {
                applied(std::unexpected(revised.error()));
                return;
            }
            take(*revised);
            runOnDatabase();
        }));
    connect(m_applying.task(), &RunningTask::progress, m_apply, &ApplyView::say);
}

void ReviewPage::runOnDatabase()
{
    m_applying.hold(m_workspace.runner().run<Applied>(
        this, tr("Applying to %1").arg(m_link.target().name),
        [request = applyRequest(), spec = *m_link.spec(), progress = m_apply->reporter()](const Task& task) {
            return applyVerified(spec, request, progress, task);
        },
        [this](Result<Applied> outcome) { applied(outcome); }));
    connect(m_applying.task(), &RunningTask::progress, m_apply, &ApplyView::say);
}

void ReviewPage::applied(const Result<Applied>& outcome)
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
        m_apply->end(m_session.isComplete() ? tr("Verified: the database matches the model")
                                            : tr("Verified: the database has the selected changes"),
                     false);
    Q_EMIT logged(tr("Applied to %1 and verified").arg(m_link.target().name));
    if (m_revision) {
        dropTakenRenames();
        Q_EMIT saveWanted();
    }
    m_message->clear();
    m_wanted = true;
    m_link.refresh();
}

} // namespace schemawright
