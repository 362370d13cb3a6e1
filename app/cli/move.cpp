#include "app/cli/move.h"

#include "app/cli/connect.h"
#include "app/cli/report.h"
#include "app/cli/steps.h"
#include "diff/apply/applied.h"
#include "diff/apply/apply.h"
#include "diff/apply/dry_run.h"
#include "diff/apply/revision_script.h"
#include "diff/apply/tracking.h"
#include "diff/revision/revision.h"
#include "diff/revision/revision_graph.h"
#include "diff/revision/revision_target.h"
#include "diff/workflow/drift.h"
#include "model/sql.h"

#include <algorithm>
#include <iterator>
#include <span>

namespace schemawright::cli {

namespace {

std::string nameOf(std::span<const std::string> heads)
{
    return heads.empty() ? "base" : "revision " + headsText(heads);
}

Result<std::vector<RevisionStep>> stepsTo(const std::vector<Revision>& revisions, const RevisionIds& applied,
                                          const RevisionTarget& target, bool up)
{
    return up ? stepsUp(revisions, applied, target) : stepsDown(revisions, applied, target);
}

/// Rejects down scripts that cannot restore what the up scripts took.
Result<void> checkLosses(Session& session, const std::vector<RevisionStep>& steps, bool accept)
{
    for (const RevisionStep& step : steps) {
        const std::vector<std::string> losses = step.up ? std::vector<std::string>{} : step.revision.losses();
        if (losses.empty())
            continue;
        const std::string what =
            "the downgrade of revision " + step.revision.title() + " is irreversible: " + join(losses, "; ");
        if (!accept)
            return fail(ErrorCode::NotProved, what,
                        "use --accept-loss to run it anyway, or restore a backup; nothing was changed");
        session.say("warning: " + commentText(what));
    }
    return {};
}

/// `--sql`: the script from one revision to another, without a connection. The target may be A:B; without A, an upgrade starts at base, a
/// downgrade at the heads.
Outcome printScript(Session& session, const DatabaseRevisions& project, const MoveOptions& options)
{
    const std::vector<Revision>& revisions = project.revisions;
    const auto range = rangeOf(options.target);
    const std::string start = range && !range->first.empty() ? range->first : options.up ? "base" : "heads";
    const std::string end = !range                   ? options.target
                            : !range->second.empty() ? range->second
                            : options.up             ? "heads"
                                                     : "base";
    const auto from = resolveTargets(revisions, start, {});
    if (!from)
        return std::unexpected(from.error());
    const RevisionIds applied = RevisionGraph(revisions).ancestors(from->ids);
    const auto to = resolveTargets(revisions, end, applied);
    if (!to)
        return std::unexpected(to.error());
    auto steps = stepsTo(revisions, applied, *to, options.up);
    if (!steps && steps.error().code == ErrorCode::Usage)
        return fail(ErrorCode::Usage,
                    to->text() + " is " + (options.up ? "older" : "newer") + " than " + from->text() +
                        ", where the script starts",
                    options.up ? "use downgrade" : "use upgrade");
    if (!steps)
        return std::unexpected(steps.error());
    if (auto good = checkEdited(session, *steps, options.acceptEdited); !good)
        return std::unexpected(good.error());
    if (auto good = checkLosses(session, *steps, options.acceptLoss); !good)
        return std::unexpected(good.error());
    session.answer(stepsScript(*steps, options.forApply(project.database)));
    return Done;
}

/// One database on its way to one revision.
class Move {
public:
    Move(Session& session, const MoveOptions& options, DatabaseRevisions project, Connection& connection)
        : m_session(session), m_options(options), m_project(std::move(project)), m_connection(connection),
          m_apply(options.forApply(m_project.database)), m_place(m_connection.spec().display())
    {
    }

    Outcome run()
    {
        if (auto known = findWay(); !known)
            return std::unexpected(known.error());
        if (m_steps.empty()) {
            if (!m_before.pendingId.empty())
                return std::unexpected(partlyDone(m_before));
            m_session.answer("Nothing to do: " + m_place + " is already at " + headsText(m_before.heads) + "\n");
            return Done;
        }
        const auto tell = stepProgress(m_session, m_steps);
        const auto choose = [this](Connection& connection, const Tracking& tracking) {
            return chooseAgain(connection, tracking);
        };
        if (m_options.dryRun)
            return dryRun(choose);
        auto before = backupBefore(m_session, m_options.backup, &m_project.database, m_session.common.url,
                                   m_options.up ? "upgrade" : "downgrade");
        if (!before)
            return std::unexpected(before.error());
        ApplyOptions options = m_apply;
        options.before = std::move(*before);
        const auto applied = applyChosen(m_connection, choose, tell, m_session.task(), options);
        if (!applied)
            return std::unexpected(explained(applied.error()));
        m_session.answer(m_steps.empty() ? doneByOthers()
                                         : m_place + " is at " + headsText(m_steps.back().headsAfter()) + "\n");
        return Done;
    }

private:
    /// What there is to do, as far as can be seen without the lock. A target that counts from where the database is, as +1, is fixed here: however
    /// long the run waits for others, it is what the user saw.
    Result<void> findWay()
    {
        auto tracking = readTracking(m_connection, m_apply.tables, m_session.task().stop);
        if (!tracking)
            return std::unexpected(tracking.error());
        m_before = std::move(*tracking);
        const AppliedRevisions applied = appliedOf(m_project.revisions, m_before);
        if (auto intact = requireIntact(m_project.revisions, applied, accepted()); !intact)
            return intact;
        for (const AppliedRevisions::Edited& edited : applied.edited)
            m_session.say("warning: revision " + edited.id + " was edited after it had been applied: " + edited.what);
        auto target = resolveTargets(m_project.revisions, m_options.target, applied.ids);
        if (!target)
            return std::unexpected(target.error());
        m_target = std::move(*target);
        auto steps = stepsTo(m_project.revisions, applied.ids, m_target, m_options.up);
        if (!steps)
            return std::unexpected(steps.error());
        m_steps = pendingFirst(std::move(*steps), applied.ids, m_before);
        return checkSteps();
    }

    [[nodiscard]] AcceptedFaults accepted() const
    {
        // What was never applied is not reverted.
        return {.edited = m_options.acceptEdited, .late = m_options.applyLate || !m_options.up};
    }

    Result<void> checkSteps()
    {
        if (auto good = checkEdited(m_session, m_steps, m_options.acceptEdited); !good)
            return good;
        return checkLosses(m_session, m_steps, m_options.acceptLoss);
    }

    /// A database that has tables, but no history: nobody knows which revisions it has.
    Result<void> checkManaged(Connection& connection, const Tracking& tracking)
    {
        if (tracking.exists || m_options.acceptUnmanaged)
            return {};
        const auto relations = unmanagedRelations(connection);
        if (!relations)
            return std::unexpected(relations.error());
        if (relations->empty())
            return {};
        return fail(
            ErrorCode::Conflict,
            m_place + " has tables (" + join(*relations, ", ") + (relations->size() < 3 ? "" : ", ...") +
                ") but no history of revisions",
            "if it has the schema of a revision, record that with schemawright stamp; use --accept-unmanaged to "
            "apply the revisions beside what exists; nothing was changed");
    }

    /// A revision that is partly applied or reverted is finished first.
    [[nodiscard]] std::vector<RevisionStep> pendingFirst(std::vector<RevisionStep> steps, const RevisionIds& applied,
                                                         const Tracking& tracking) const
    {
        const auto pending = std::ranges::find_if(steps, [&](const RevisionStep& step) {
            return step.revision.id == tracking.pendingId && step.up == tracking.pendingUp;
        });
        if (tracking.pendingId.empty() || pending == steps.end() || pending == steps.begin())
            return steps;
        const auto change = [](RevisionIds& ids, const RevisionStep& step) {
            if (step.up)
                ids.insert(step.revision.id);
            else
                ids.erase(step.revision.id);
        };
        RevisionIds then = applied;
        change(then, *pending);
        RevisionIds wanted = applied;
        for (const RevisionStep& step : steps)
            change(wanted, step);
        std::vector<RevisionStep> ordered = stepsBetween(m_project.revisions, applied, then);
        std::ranges::move(stepsBetween(m_project.revisions, then, wanted), std::back_inserter(ordered));
        return ordered;
    }

    /// The way from where the database is now, under the lock.
    Result<std::vector<RevisionStep>> chooseAgain(Connection& connection, const Tracking& tracking)
    {
        const AppliedRevisions applied = appliedOf(m_project.revisions, tracking);
        if (tracking.heads != m_before.heads) {
            if (auto intact = requireIntact(m_project.revisions, applied, accepted()); !intact)
                return std::unexpected(intact.error());
            auto steps = stepsTo(m_project.revisions, applied.ids, m_target, m_options.up);
            // Others went past the target.
            m_steps = steps ? pendingFirst(std::move(*steps), applied.ids, tracking) : std::vector<RevisionStep>{};
            if (auto good = checkSteps(); !good)
                return std::unexpected(good.error());
        }
        if (m_steps.empty() && !tracking.pendingId.empty())
            return std::unexpected(partlyDone(tracking));
        m_before = tracking;
        if (m_steps.empty())
            return m_steps;
        if (auto managed = checkManaged(connection, tracking); !managed)
            return std::unexpected(managed.error());
        if (auto good = checkDrift(connection, tracking, applied.ids); !good)
            return std::unexpected(good.error());
        return m_steps;
    }

    /// Lists what differs; rejects it if the steps touch it.
    Result<void> checkDrift(Connection& connection, const Tracking& tracking, const RevisionIds& applied)
    {
        if (!tracking.pendingId.empty()) {
            m_session.say("note: revision " + tracking.pendingId +
                          " is only partly applied or reverted, so the database was not compared with it");
            return {};
        }
        m_session.preferMajor(connection.serverVersion());
        const auto drift = findDrift(
            connection, m_project.revisions, applied, m_steps, m_session.scope(m_project.database),
            [this] { return m_session.scratch(); }, m_session.task());
        if (!drift && drift.error().code == ErrorCode::ScratchUnavailable) {
            m_session.say("note: the database was not compared with " + nameOf(tracking.heads) + ": " +
                          drift.error().message);
            return {};
        }
        if (!drift)
            return std::unexpected(drift.error());
        if (drift->changes.empty())
            return {};
        tellDrift(*drift, tracking.heads);
        if (drift->touched.empty() || m_options.allowDrift)
            return {};
        std::vector<std::string> names;
        for (const ObjectKey& key : drift->touched)
            names.push_back(key.display());
        return fail(ErrorCode::Conflict,
                    std::string(m_options.up ? "the upgrade" : "the downgrade") + " touches what differs from " +
                        nameOf(tracking.heads) + ": " + join(names, ", "),
                    "undo these changes or bring them into a revision, or use --allow-drift; nothing was changed");
    }

    void tellDrift(const Drift& drift, const std::vector<std::string>& heads)
    {
        m_session.say("warning: the database differs from " + nameOf(heads) + " in " +
                      counted(drift.changes.size(), "object", "objects") +
                      (drift.touched.empty() ? ", which the revisions to run do not touch:" : ":"));
        for (const Change& change : drift.changes)
            m_session.say("  " + driftLine(change));
    }

    Outcome dryRun(const ChooseSteps& choose)
    {
        const auto tried = tryChosen(m_connection, choose, stepProgress(m_session, m_steps), m_session.task(), m_apply);
        if (!tried)
            return std::unexpected(tried.error());
        if (m_steps.empty()) {
            m_session.answer(doneByOthers());
            return Done;
        }
        m_session.answer(stepsScript(m_steps, m_apply));
        for (const std::string& sql : tried->skipped)
            m_session.say("note: not run, because it does not run inside a transaction block: " + commentText(sql));
        m_session.say("dry run: " + counted(m_steps.size(), "revision", "revisions") + " would be " +
                      (m_options.up ? "applied" : "reverted") + "; everything was rolled back");
        return Done;
    }

    [[nodiscard]] std::string doneByOthers() const
    {
        return "Nothing to do: another run has taken " + m_place + " to " + headsText(m_before.heads) + "\n";
    }

    /// A failure, with where the database is after it: read again, on a new connection if need be.
    Error explained(Error error)
    {
        auto now = readTracking(m_connection, m_apply.tables);
        if (!now && now.error().code == ErrorCode::Connection)
            if (auto again = Connection::open(m_connection.spec()))
                now = readTracking(*again, m_apply.tables);
        const std::string where = now ? standing(*now) : "the database could not be asked where it is";
        if (error.code == ErrorCode::Cancelled) {
            error.message = "cancelled; " + (error.hint.contains("INVALID") ? error.hint + "; " : "") + where;
            error.hint = now && !now->pendingId.empty() ? "run the command again to continue" : "";
            error.statement.clear();
        } else if (now && !error.hint.contains("nothing was changed") && !error.message.contains("it is not known")) {
            error.hint += (error.hint.empty() ? "" : "; ") + where;
        }
        return error;
    }

    [[nodiscard]] std::string standing(const Tracking& now) const
    {
        std::string text = "the database is at " + nameOf(now.heads);
        if (!now.pendingId.empty())
            return text + ", and revision " + now.pendingId + " is partly " + (now.pendingUp ? "applied" : "reverted");
        if (now.heads == m_before.heads && m_before.pendingId.empty())
            text = "nothing was changed, " + text;
        return text;
    }

    Session& m_session;
    const MoveOptions& m_options;
    DatabaseRevisions m_project;
    Connection& m_connection;
    ApplyOptions m_apply;
    std::string m_place;
    Tracking m_before; ///< as last read before the steps
    RevisionTarget m_target;
    std::vector<RevisionStep> m_steps;
};

} // namespace

ApplyOptions MoveOptions::forApply(const DatabaseConfig& database) const
{
    ApplyOptions options = run.forApply();
    options.tables = tablesOf(database);
    return options;
}

Outcome moveDatabase(Session& session, const MoveOptions& options)
{
    auto project = databaseRevisions(session);
    if (!project)
        return std::unexpected(project.error());
    if (options.sql)
        return printScript(session, *project, options);
    if (auto begun = session.log.begin(options.up ? "upgrade" : "downgrade"); !begun)
        return std::unexpected(begun.error());
    const auto spec = targetConnection(session, &project->database);
    if (!spec)
        return std::unexpected(spec.error());
    session.log.atDatabase(spec->display());
    auto connection = Connection::open(*spec);
    if (!connection)
        return std::unexpected(connection.error());
    return moveDatabase(session, options, std::move(*project), *connection);
}

Outcome moveDatabase(Session& session, const MoveOptions& options, DatabaseRevisions project, Connection& connection)
{
    return Move(session, options, std::move(project), connection).run();
}

} // namespace schemawright::cli
