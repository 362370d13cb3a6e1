#include "app/cli/move.h"

#include "app/cli/connect.h"
#include "app/cli/report.h"
#include "app/cli/steps.h"
#include "diff/apply/apply.h"
#include "diff/apply/revision_script.h"
#include "diff/apply/tracking.h"
#include "diff/revision/revision.h"
#include "diff/revision/revision_chain.h"
#include "diff/workflow/drift.h"
#include "model/sql.h"

#include <algorithm>

namespace schemawright::cli {

namespace {

std::string nameOf(const std::string& id)
{
    return id.empty() ? "base" : "revision " + id;
}

bool isRightWay(const MoveOptions& options, const std::vector<RevisionStep>& steps)
{
    return steps.empty() || steps.front().up == options.up;
}

Result<void> rightDirection(const MoveOptions& options, const std::string& target,
                            const std::vector<RevisionStep>& steps)
{
    if (isRightWay(options, steps))
        return {};
    return fail(ErrorCode::Usage,
                nameOf(target) + " is " + (options.up ? "older" : "newer") + " than the " +
                    (options.sql ? "revision that the script starts from" : "database's revision"),
                options.up ? "use downgrade" : "use upgrade");
}

/// `--sql`: the script from one revision to another, without a connection. The target may be A:B; without A, an upgrade starts at base, a
/// downgrade at the head.
Outcome printScript(Session& session, const std::vector<Revision>& revisions, const MoveOptions& options)
{
    const std::size_t colon = options.target.find(':');
    const std::string fromText =
        colon == std::string::npos ? (options.up ? "base" : "head") : options.target.substr(0, colon);
    auto from = resolveTarget(revisions, fromText, {});
    if (!from)
        return std::unexpected(from.error());
    auto to =
        resolveTarget(revisions, colon == std::string::npos ? options.target : options.target.substr(colon + 1), *from);
    if (!to)
        return std::unexpected(to.error());
    auto steps = pathBetween(revisions, *from, *to);
    if (!steps)
        return std::unexpected(steps.error());
    if (auto right = rightDirection(options, *to, *steps); !right)
        return std::unexpected(right.error());
    if (auto good = checkEdited(session, *steps, options.acceptEdited); !good)
        return std::unexpected(good.error());
    session.answer(stepsScript(*steps));
    return Done;
}

/// One database on its way to one revision.
class Move {
public:
    Move(Session& session, const MoveOptions& options, DatabaseRevisions project, Connection& connection)
        : m_session(session), m_options(options), m_project(std::move(project)), m_connection(connection),
          m_place(m_connection.spec().display())
    {
    }

    Outcome run()
    {
        if (auto known = findWay(); !known)
            return std::unexpected(known.error());
        if (m_options.dryRun)
            return dryRun();
        if (m_steps.empty()) {
            if (!m_before.pendingId.empty())
                return std::unexpected(partlyDone(m_before));
            m_session.answer("Nothing to do: " + m_place + " is at " + (m_target.empty() ? "base" : m_target) + "\n");
            return Done;
        }
        const auto tell = stepProgress(m_session, m_steps);
        const auto choose = [this](Connection& connection, const Tracking& tracking) {
            return chooseAgain(connection, tracking);
        };
        const auto applied = applyChosen(m_connection, choose, tell, m_session.task(), m_options.run.forApply());
        if (!applied)
            return std::unexpected(explained(applied.error()));
        m_session.answer(m_steps.empty() ? doneByOthers()
                                         : m_place + " is at " + (m_target.empty() ? "base" : m_target) + "\n");
        return Done;
    }

private:
    /// What there is to do, as far as can be seen without the lock. A target that counts from where the database is, as +1, is fixed here: however
    /// long the run waits for others, it is what the user saw.
    Result<void> findWay()
    {
        auto tracking = readTracking(m_connection);
        if (!tracking)
            return std::unexpected(tracking.error());
        m_before = std::move(*tracking);
        auto target = resolveTarget(m_project.revisions, m_options.target, m_before.current);
        if (!target)
            return std::unexpected(target.error());
        m_target = std::move(*target);
        auto steps = pathBetween(m_project.revisions, m_before.current, m_target);
        if (!steps)
            return std::unexpected(steps.error());
        m_steps = std::move(*steps);
        if (auto right = rightDirection(m_options, m_target, m_steps); !right)
            return right;
        return checkEdited(m_session, m_steps, m_options.acceptEdited);
    }

    /// The way from where the database is now, under the lock.
    Result<std::vector<RevisionStep>> chooseAgain(Connection& connection, const Tracking& tracking)
    {
        if (tracking.current != m_before.current) {
            auto steps = pathBetween(m_project.revisions, tracking.current, m_target);
            if (!steps)
                return steps;
            m_steps = std::move(*steps);
            if (!isRightWay(m_options, m_steps))
                m_steps.clear(); // others went past the target
            if (auto good = checkEdited(m_session, m_steps, m_options.acceptEdited); !good)
                return std::unexpected(good.error());
        }
        if (m_steps.empty() && !tracking.pendingId.empty())
            return std::unexpected(partlyDone(tracking));
        m_before = tracking;
        if (!m_steps.empty())
            if (auto good = checkDrift(connection, tracking); !good)
                return std::unexpected(good.error());
        return m_steps;
    }

    /// Lists what differs; rejects it if the steps touch it.
    Result<void> checkDrift(Connection& connection, const Tracking& tracking)
    {
        if (!tracking.pendingId.empty()) {
            m_session.say("note: revision " + tracking.pendingId +
                          " is only partly applied or reverted, so the database was not compared with it");
            return {};
        }
        m_session.preferMajor(connection.serverVersion());
        const auto drift = findDrift(
            connection, m_project.revisions, m_steps, m_session.scope(m_project.database),
            [this] { return m_session.scratch(); }, m_session.task());
        if (!drift && drift.error().code == ErrorCode::ScratchUnavailable) {
            m_session.say("note: the database was not compared with " + nameOf(tracking.current) + ": " +
                          drift.error().message);
            return {};
        }
        if (!drift)
            return std::unexpected(drift.error());
        if (drift->changes.empty())
            return {};
        tellDrift(*drift, tracking.current);
        if (drift->touched.empty() || m_options.allowDrift)
            return {};
        std::vector<std::string> names;
        for (const ObjectKey& key : drift->touched)
            names.push_back(key.display());
        return fail(ErrorCode::Conflict,
                    std::string(m_options.up ? "the upgrade" : "the downgrade") + " touches what differs from " +
                        nameOf(tracking.current) + ": " + join(names, ", "),
                    "undo these changes or bring them into a revision, or use --allow-drift; nothing was changed");
    }

    void tellDrift(const Drift& drift, const std::string& current)
    {
        m_session.say("warning: the database differs from " + nameOf(current) + " in " +
                      counted(drift.changes.size(), "object", "objects") +
                      (drift.touched.empty() ? ", which the revisions to run do not touch:" : ":"));
        for (const Change& change : drift.changes) {
            const std::string what = !change.before  ? "not in the revision"
                                     : !change.after ? "missing in the database"
                                                     : commentText(join(change.details, "; "));
            m_session.say("  " + commentText(change.key.display()) + (what.empty() ? "" : ": " + what));
        }
    }

    Outcome dryRun()
    {
        if (!m_steps.empty())
            if (auto good = checkDrift(m_connection, m_before); !good)
                return std::unexpected(good.error());
        m_session.answer(stepsScript(m_steps));
        m_session.say(counted(m_steps.size(), "revision", "revisions") + " would be applied; nothing was changed");
        return Done;
    }

    [[nodiscard]] std::string doneByOthers() const
    {
        return "Nothing to do: another run has taken " + m_place + " to " +
               (m_before.current.empty() ? "base" : m_before.current) + "\n";
    }

    /// A failure, with where the database is after it: read again, on a new connection if need be.
    Error explained(Error error)
    {
        auto now = readTracking(m_connection);
        if (!now && now.error().code == ErrorCode::Connection)
            if (auto again = Connection::open(m_connection.spec()))
                now = readTracking(*again);
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
        std::string text = "the database is at " + nameOf(now.current);
        if (!now.pendingId.empty())
            return text + ", and revision " + now.pendingId + " is partly " + (now.pendingUp ? "applied" : "reverted");
        if (now.current == m_before.current && m_before.pendingId.empty())
            text = "nothing was changed, " + text;
        return text;
    }

    Session& m_session;
    const MoveOptions& m_options;
    DatabaseRevisions m_project;
    Connection& m_connection;
    std::string m_place;
    Tracking m_before; ///< as last read before the steps
    std::string m_target;
    std::vector<RevisionStep> m_steps;
};

} // namespace

Outcome moveDatabase(Session& session, const MoveOptions& options)
{
    auto project = databaseRevisions(session);
    if (!project)
        return std::unexpected(project.error());
    if (options.sql)
        return printScript(session, project->revisions, options);
    auto connection = connectToTarget(session, project->database);
    if (!connection)
        return std::unexpected(connection.error());
    return moveDatabase(session, options, std::move(*project), *connection);
}

Outcome moveDatabase(Session& session, const MoveOptions& options, DatabaseRevisions project, Connection& connection)
{
    return Move(session, options, std::move(project), connection).run();
}

} // namespace schemawright::cli
