#include "app/cli/fleet_run.h"

#include "app/cli/move.h"
#include "app/cli/report.h"
#include "diff/apply/lock_retry.h"
#include "diff/apply/tracking.h"
#include "diff/compare/compare.h"
#include "diff/read/read.h"
#include "diff/revision/revision_chain.h"
#include "diff/revision/revision_file.h"
#include "diff/revision/revision_replay.h"
#include "diff/server/hash.h"
#include "model/sql.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <format>
#include <mutex>
#include <random>
#include <set>
#include <sstream>
#include <thread>

#include <unistd.h>

namespace schemawright::cli {

namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

/// host:process:number, which no other runner has.
std::string runnerName()
{
    std::array<char, 256> host{};
    (void)::gethostname(host.data(), host.size() - 1);
    return std::format("{}:{}:{:08x}", host.data(), ::getpid(), std::random_device{}());
}

/// Something that passes by itself: another run has the lock, the server has no connection left or is starting.
bool passes(const Error& error)
{
    return error.message.contains("another Schemawright run is active") || error.sqlstate == "53300" ||
           error.sqlstate == "57P03";
}

class FleetRunner {
public:
    FleetRunner(Session& session, RolloutStore& store, const Rollout& rollout, const DatabaseRevisions& project,
                const FleetRunOptions& options)
        : m_session(session), m_store(store), m_rollout(rollout), m_project(project), m_name(runnerName())
    {
        m_move.target = rollout.revision.empty() ? "base" : rollout.revision;
        m_move.acceptEdited = options.acceptEdited;
        m_move.allowDrift = options.allowDrift;
        m_move.run = options.run;
    }

    Outcome run(unsigned parallel)
    {
        if (auto known = readCredentials(); !known)
            return std::unexpected(known.error());
        {
            const std::jthread heart([this](const std::stop_token& stop) { renewClaims(stop); });
            std::vector<std::jthread> workers;
            for (unsigned i = 0; i < parallel; ++i)
                workers.emplace_back([this] { work(); });
        }
        const std::string mine = counted(m_done, "database", "databases") + " by this runner";
        if (m_fatal)
            return std::unexpected(*m_fatal);
        if (m_session.task().stop.stop_requested())
            return fail(ErrorCode::Cancelled, "cancelled; " + mine + ", and the others were given back",
                        "start a runner again to continue");
        return ending(mine);
    }

private:
    /// What --env has and the targets do not name, such as the password.
    Result<void> readCredentials()
    {
        if (m_session.common.environment.empty())
            return {};
        auto spec = targetConnection(m_session, &m_project.database);
        if (!spec)
            return std::unexpected(spec.error());
        for (const char* place : {"host", "hostaddr", "port", "dbname", "service"})
            spec->parameters.erase(place);
        m_credentials = std::move(*spec);
        return {};
    }

    [[nodiscard]] ConnectionSpec withCredentials(const ConnectionSpec& target) const
    {
        const std::string user = target.get("user");
        const bool otherUser = !user.empty() && user != m_credentials.get("user");
        ConnectionSpec spec = target;
        for (const auto& [keyword, value] : m_credentials.parameters)
            if (!otherUser || !isSecretKeyword(keyword))
                spec.parameters.emplace(keyword, value);
        return spec;
    }

    void work()
    {
        const std::stop_token stop = m_session.task().stop;
        while (!stop.stop_requested() && !hasFailed()) {
            const auto claim = m_store.claim(m_rollout, m_name);
            if (!claim)
                return setFatal(claim.error());
            if (*claim) {
                if (auto done = handle(**claim); !done)
                    return setFatal(done.error());
                continue;
            }
            const auto now = m_store.find(m_rollout.id);
            if (!now)
                return setFatal(now.error());
            if (now->state != "running" && now->state != "paused")
                return;
            tellPause(now->state == "paused");
            if (!pauseFor(250ms, stop))
                return;
        }
    }

    /// One database, from its claim to its result.
    Result<void> handle(const Claim& claim)
    {
        if (claim.attempts > mostAttempts)
            return finish(claim, {.error = std::format("{} attempts ended without a result{}", mostAttempts,
                                                       claim.error.empty() ? "" : "; the last: " + claim.error)});
        {
            const std::scoped_lock guard(m_mutex);
            m_claimed.insert(claim.number);
        }
        const auto start = Clock::now();
        ClaimResult result;
        const Result<void> upgraded = upgrade(claim, result);
        result.seconds = std::chrono::duration<double>(Clock::now() - start).count();
        {
            const std::scoped_lock guard(m_mutex);
            m_claimed.erase(claim.number);
        }
        if (upgraded)
            return finish(claim, result);
        const Error& error = upgraded.error();
        result.error = errorText(error);
        if (error.code == ErrorCode::ScratchUnavailable) {
            (void)m_store.release(m_rollout, claim, m_name, result.error, false);
            return fail(error.code, "the databases cannot be verified: " + error.message,
                        "start the rollout with --no-verify to do without");
        }
        if (error.code == ErrorCode::Cancelled && m_session.task().stop.stop_requested())
            return m_store.release(m_rollout, claim, m_name, "", false);
        if (!passes(error))
            return finish(claim, result);
        tell(claim, "put back: " + result.error);
        return m_store.release(m_rollout, claim, m_name, result.error, true);
    }

    /// The way of `upgrade`, which reads under its lock where the database is: what an earlier runner has applied is not applied again.
    Result<void> upgrade(const Claim& claim, ClaimResult& result)
    {
        auto connection = Connection::open(withCredentials(claim.spec), m_session.task().stop);
        if (!connection)
            return std::unexpected(connection.error());
        const TrackingTables tables{m_project.database.trackingSchema};
        auto before = currentRevision(*connection, tables, m_session.task().stop);
        if (!before)
            return std::unexpected(before.error());
        result.before = *before;
        std::ostringstream out;
        std::ostringstream err;
        Session part(m_session, out, err);
        const Outcome moved = moveDatabase(part, m_move, m_project, *connection);
        tellLines(claim, err.str());
        if (const auto after = currentRevision(*connection, tables))
            result.after = *after;
        if (!moved)
            return std::unexpected(moved.error());
        return m_rollout.limits.verify ? verify(part, *connection) : Result<void>();
    }

    /// Reads the database again and compares it with the revision.
    Result<void> verify(Session& part, Connection& connection)
    {
        part.preferMajor(connection.serverVersion());
        Scope scope = part.scope(m_project.database);
        scope.ignore = {"owners", "grants", "comments", "labels", "tablespaces"};
        const auto expected = expectedCatalog(part, scope);
        if (!expected)
            return std::unexpected(expected.error());
        const auto live = readCatalog(connection, scope, part.task(), Connections::One);
        if (!live)
            return std::unexpected(live.error());
        std::vector<std::string> names;
        for (const Change& change : compare(**expected, live->catalog))
            names.push_back(change.key.display());
        if (names.empty())
            return {};
        const std::size_t count = names.size();
        names.resize(std::min<std::size_t>(count, 5));
        return fail(ErrorCode::Conflict, "the database has the revisions, but differs from revision " +
                                             m_rollout.revision + " in " + counted(count, "object", "objects") + ": " +
                                             join(names, ", ") + (count > names.size() ? ", ..." : ""));
    }

    Result<std::shared_ptr<const Catalog>> expectedCatalog(Session& part, const Scope& scope)
    {
        const std::scoped_lock guard(m_expectedMutex);
        if (m_expected)
            return m_expected;
        auto catalog = m_rollout.revision.empty() ? Result<Catalog>(restrictTo(baselineCatalog(), scope))
                                                  : replayRevisions([&] { return part.scratch(); }, m_project.revisions,
                                                                    m_rollout.revision, scope, part.task());
        if (!catalog)
            return std::unexpected(catalog.error());
        m_expected = std::make_shared<const Catalog>(std::move(*catalog));
        return m_expected;
    }

    Result<void> finish(const Claim& claim, const ClaimResult& result)
    {
        const auto recorded = m_store.finish(m_rollout, claim, m_name, result);
        if (!recorded)
            return std::unexpected(recorded.error());
        if (!*recorded)
            tell(claim, "another runner took over this database");
        else if (!result.error.empty())
            tell(claim, "failed: " + result.error);
        else
            tell(claim, "at " + (result.after.empty() ? "base" : result.after) + "  " + secondsText(result.seconds));
        m_done += *recorded && result.error.empty() ? 1 : 0;
        return {};
    }

    /// Until it is stopped. What it cannot renew for a while is claimed by others once the lease has expired, which does no harm.
    void renewClaims(const std::stop_token& stop)
    {
        const std::chrono::duration<double> third(m_rollout.limits.lease / 3);
        while (pauseFor(std::chrono::duration_cast<std::chrono::milliseconds>(third), stop)) {
            std::vector<std::int64_t> numbers;
            {
                const std::scoped_lock guard(m_mutex);
                numbers.assign(m_claimed.begin(), m_claimed.end());
            }
            (void)m_store.renew(m_rollout, m_name, numbers);
        }
    }

    Outcome ending(const std::string& mine)
    {
        const auto now = m_store.find(m_rollout.id);
        if (!now)
            return std::unexpected(now.error());
        const std::string name = std::format("rollout {}", m_rollout.id);
        if (now->state == "done") {
            m_session.answer(name + " is done (" + mine + ")\n");
            return Done;
        }
        if (now->state == "stopped")
            return fail(ErrorCode::Conflict, name + " was stopped: " + now->reason,
                        "see schemawright fleet status; fleet retry tries the failed databases again, fleet resume "
                        "continues without them");
        if (now->state == "failed")
            return fail(ErrorCode::Conflict, name + " ended, but databases failed",
                        "see schemawright fleet status; fleet retry tries them again");
        return fail(ErrorCode::Conflict, name + " is " + now->state);
    }

    void tell(const Claim& claim, const std::string& text)
    {
        const std::scoped_lock guard(m_mutex);
        m_session.say(commentText(claim.name) + ": " + commentText(text));
    }

    /// Notes and warnings of an upgrade.
    void tellLines(const Claim& claim, const std::string& text)
    {
        std::istringstream lines(text);
        for (std::string line; std::getline(lines, line);)
            if (!line.starts_with("  up "))
                tell(claim, line);
    }

    void tellPause(bool paused)
    {
        const std::scoped_lock guard(m_mutex);
        if (paused != m_toldPause)
            m_session.say(paused ? "the rollout is paused; waiting" : "the rollout continues");
        m_toldPause = paused;
    }

    bool hasFailed()
    {
        const std::scoped_lock guard(m_mutex);
        return m_fatal.has_value();
    }
    void setFatal(const Error& error)
    {
        const std::scoped_lock guard(m_mutex);
        if (!m_fatal)
            m_fatal = error;
    }

    Session& m_session;
    RolloutStore& m_store;
    const Rollout& m_rollout;
    const DatabaseRevisions& m_project;
    std::string m_name;
    MoveOptions m_move;
    ConnectionSpec m_credentials;
    std::mutex m_expectedMutex;
    std::shared_ptr<const Catalog> m_expected;
    std::atomic<std::size_t> m_done = 0;
    std::mutex m_mutex; ///< of what follows, and of m_session.say()
    std::set<std::int64_t> m_claimed;
    bool m_toldPause = false;
    std::optional<Error> m_fatal;
};

} // namespace

Result<std::string> revisionsFingerprint(const std::vector<Revision>& revisions, const std::string& id)
{
    const auto steps = pathBetween(revisions, {}, id);
    if (!steps)
        return std::unexpected(steps.error());
    std::vector<std::string> lines;
    for (const RevisionStep& step : *steps)
        lines.push_back(step.revision.id + " " + revisionChecksum(step.revision));
    std::ranges::sort(lines);
    return sha256(join(lines, "\n"));
}

Outcome runFleet(Session& session, RolloutStore& store, const Rollout& rollout, const DatabaseRevisions& project,
                 const FleetRunOptions& options)
{
    const auto fingerprint = revisionsFingerprint(project.revisions, rollout.revision);
    if (!fingerprint || *fingerprint != rollout.fingerprint)
        return fail(ErrorCode::Conflict,
                    "the revisions of this project are not those that rollout " + std::to_string(rollout.id) +
                        " was started with",
                    "use the same version of the project; nothing was changed");
    return FleetRunner(session, store, rollout, project, options).run(options.parallel);
}

} // namespace schemawright::cli
