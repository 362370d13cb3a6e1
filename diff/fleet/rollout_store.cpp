#include "diff/fleet/rollout_store.h"

#include "diff/fleet/rollout_tables.h"
#include "model/sql.h"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <format>
#include <utility>

namespace schemawright {

using namespace std::chrono_literals;

struct RolloutStore::State {
    State(Connection opened, std::stop_token stopped) : connection(std::move(opened)), stop(std::move(stopped)) {}

    std::mutex mutex;
    Connection connection;
    std::stop_token stop;
};

namespace {

std::string number(std::int64_t value)
{
    return std::to_string(value);
}

std::string leaseSql(const Rollout& rollout)
{
    return std::format("clock_timestamp() + interval '{} seconds'", rollout.limits.lease);
}

std::string ofRollout(const Rollout& rollout)
{
    return "rollout = " + number(rollout.id);
}

std::string utc(const std::string& column)
{
    return "to_char(" + column + " AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"')";
}

std::string wavesArray(const std::vector<unsigned>& waves)
{
    std::string out;
    for (const unsigned wave : waves)
        out += (out.empty() ? "" : ",") + std::to_string(wave);
    return "'{" + out + "}'";
}

/// Ends the rollout if no target is left to be done.
std::string endSql(const Rollout& rollout)
{
    return "UPDATE schemawright_fleet.rollouts r SET ended_at = clock_timestamp(), state = CASE WHEN EXISTS "
           "(SELECT FROM schemawright_fleet.targets t WHERE t.rollout = r.id AND t.state = 'failed') THEN 'failed' "
           "ELSE "
           "'done' END WHERE id = " +
           number(rollout.id) +
           " AND state IN ('running', 'paused', 'stopped') AND NOT EXISTS (SELECT FROM schemawright_fleet.targets t "
           "WHERE t.rollout = r.id AND t.state IN ('pending', 'claimed'));\n";
}

/// Stops the rollout after a failure: one of the canary, or too many in the waves that have begun.
std::string stopSql(const Rollout& rollout, std::int64_t target)
{
    return std::format(
        "UPDATE schemawright_fleet.rollouts r SET state = 'stopped', reason = CASE WHEN f.canary THEN 'a canary "
        "failed' "
        "ELSE f.failed || ' of the ' || f.begun || ' databases of the waves begun failed, which is more than ' || "
        "r.stop_at || '%' END FROM (SELECT (SELECT wave = 0 FROM schemawright_fleet.targets WHERE rollout = {0} AND "
        "number = {1}) AS canary, count(*) FILTER (WHERE state = 'failed') AS failed, count(*) AS begun FROM "
        "schemawright_fleet.targets WHERE rollout = {0} AND wave <= (SELECT max(wave) FROM schemawright_fleet.targets "
        "WHERE rollout = {0} AND state <> 'pending')) f WHERE r.id = {0} AND r.state IN ('running', 'paused') AND "
        "(f.canary OR 100 * f.failed > r.stop_at * f.begun);\n",
        rollout.id, target);
}

constexpr std::string_view rolloutColumns =
    "id, project, database, revision, fingerprint, canary, waves, per_server, stop_at, extract(epoch FROM "
    "lease)::double precision, verify, state, reason, created_by";

Rollout rolloutOf(const Rows& rows, std::size_t r)
{
    Rollout rollout;
    rollout.id = rows.number(r, 0);
    rollout.project = rows.text(r, 1);
    rollout.database = rows.text(r, 2);
    rollout.revision = rows.text(r, 3);
    rollout.fingerprint = rows.text(r, 4);
    rollout.limits.canary = static_cast<unsigned>(rows.number(r, 5));
    rollout.limits.waves.clear();
    for (const std::string& wave : rows.array(r, 6))
        rollout.limits.waves.push_back(static_cast<unsigned>(std::stoul(wave)));
    rollout.limits.perServer = static_cast<unsigned>(rows.number(r, 7));
    rollout.limits.stopAt = rows.real(r, 8);
    rollout.limits.lease = rows.real(r, 9);
    rollout.limits.verify = rows.flag(r, 10);
    rollout.state = rows.text(r, 11);
    rollout.reason = rows.text(r, 12);
    rollout.createdBy = rows.text(r, 13);
    rollout.created = rows.text(r, 14);
    rollout.ended = rows.text(r, 15);
    return rollout;
}

} // namespace

Result<RolloutStore> RolloutStore::open(const ConnectionSpec& spec, const std::stop_token& stop)
{
    auto connection = Connection::open(spec, stop, "schemawright fleet");
    if (!connection) {
        connection.error().message = "the control database: " + connection.error().message;
        return std::unexpected(connection.error());
    }
    return RolloutStore(std::make_shared<State>(std::move(*connection), stop));
}

/// Each call is one message, which is a transaction: if it is sent a second time, because its answer was lost, it does nothing more.
Result<Rows> RolloutStore::run(const std::string& sql)
{
    const std::scoped_lock guard(m_state->mutex);
    const auto deadline = std::chrono::steady_clock::now() + 60s;
    auto rows = m_state->connection.query(sql);
    std::mutex mutex;
    std::condition_variable_any wake;
    while (!rows && rows.error().code == ErrorCode::Connection && std::chrono::steady_clock::now() < deadline &&
           !m_state->stop.stop_requested()) {
        std::unique_lock waiting(mutex);
        wake.wait_for(waiting, m_state->stop, 500ms, [] { return false; });
        auto again = Connection::open(m_state->connection.spec(), {}, "schemawright fleet");
        if (!again)
            continue;
        m_state->connection = std::move(*again);
        rows = m_state->connection.query(sql);
    }
    if (!rows && rows.error().code != ErrorCode::Internal)
        rows.error().message = "the control database: " + rows.error().message;
    if (!rows)
        rows.error().statement.clear();
    return rows;
}

Result<std::int64_t> RolloutStore::start(const RolloutPlan& plan)
{
    const RolloutLimits& limits = plan.limits;
    std::string sql = createRolloutTablesSql() + ";\n";
    std::string values;
    std::size_t at = 0;
    for (const RolloutTarget& target : plan.targets)
        values += (values.empty() ? "" : ",\n") +
                  std::format("({}, {}, {}, {}, {})", ++at, quoteLiteral(target.spec.display()),
                              quoteLiteral(target.spec.conninfo()), quoteLiteral(serverOf(target.spec)), target.wave);
    sql += std::format(
        "WITH made AS (INSERT INTO schemawright_fleet.rollouts (project, database, revision, fingerprint, canary, "
        "waves, per_server, stop_at, lease, verify) VALUES ({}, {}, {}, {}, {}, {}, {}, {}, interval '{} seconds', {}) "
        "RETURNING id), filled AS (INSERT INTO schemawright_fleet.targets (rollout, number, name, conninfo, server, "
        "wave) SELECT made.id, v.* FROM made, (VALUES {}) v) SELECT id FROM made",
        quoteLiteral(plan.project), quoteLiteral(plan.database), quoteLiteral(plan.revision),
        quoteLiteral(plan.fingerprint), limits.canary, wavesArray(limits.waves), limits.perServer, limits.stopAt,
        limits.lease, limits.verify, values);
    const auto rows = run(sql);
    if (!rows && rows.error().sqlstate == "23505") {
        const auto active = find(std::nullopt, plan.project, plan.database);
        return fail(ErrorCode::Conflict,
                    active ? std::format("rollout {} of {} is {}", active->id, plan.database, active->state)
                           : "another rollout of " + plan.database + " is not over",
                    "let its runners end it, or use schemawright fleet abort; nothing was changed");
    }
    if (!rows)
        return std::unexpected(rows.error());
    return rows->number(0, 0);
}

Result<Rollout> RolloutStore::find(std::optional<std::int64_t> id, const std::string& project,
                                   const std::string& database)
{
    const auto missing = [&] {
        return fail(ErrorCode::NotFound,
                    id ? "the control database has no rollout " + number(*id) : "the control database has no rollout",
                    "start one with schemawright fleet start");
    };
    const auto exists = run("SELECT to_regclass('schemawright_fleet.rollouts') IS NOT NULL");
    if (!exists)
        return std::unexpected(exists.error());
    if (!exists->flag(0, 0))
        return missing();
    std::string sql = "SELECT " + std::string(rolloutColumns) + ", " + utc("created_at") + ", " + utc("ended_at") +
                      " FROM schemawright_fleet.rollouts WHERE true";
    if (id)
        sql += " AND id = " + number(*id);
    else if (!project.empty())
        sql += " AND project = " + quoteLiteral(project) + " AND database = " + quoteLiteral(database);
    const auto rows = run(sql + " ORDER BY state IN ('running', 'paused', 'stopped') DESC, id DESC LIMIT 2");
    if (!rows)
        return std::unexpected(rows.error());
    if (rows->empty())
        return missing();
    Rollout found = rolloutOf(*rows, 0);
    if (rows->size() > 1 && !found.isOver() && !rolloutOf(*rows, 1).isOver())
        return fail(ErrorCode::Usage, "several rollouts are not over",
                    "choose one with --rollout; its number is an id of schemawright_fleet.rollouts");
    return found;
}

Result<std::vector<TargetState>> RolloutStore::targets(std::int64_t id)
{
    const auto rows =
        run("SELECT number, name, server, wave, state, coalesce(state = 'claimed' AND lease_until < "
            "now(), false), attempts, runner, error, revision_before, revision_after, " +
            utc("claimed_at") + ", " + utc("ended_at") +
            ", seconds FROM schemawright_fleet.targets WHERE rollout = " + number(id) + " ORDER BY number");
    if (!rows)
        return std::unexpected(rows.error());
    std::vector<TargetState> targets(rows->size());
    for (std::size_t r = 0; r < rows->size(); ++r) {
        TargetState& target = targets[r];
        target.number = rows->number(r, 0);
        target.name = rows->text(r, 1);
        target.server = rows->text(r, 2);
        target.wave = static_cast<unsigned>(rows->number(r, 3));
        target.state = rows->text(r, 4);
        target.expired = rows->flag(r, 5);
        target.attempts = static_cast<unsigned>(rows->number(r, 6));
        target.runner = rows->text(r, 7);
        target.error = rows->text(r, 8);
        target.before = rows->text(r, 9);
        target.after = rows->text(r, 10);
        target.claimed = rows->text(r, 11);
        target.ended = rows->text(r, 12);
        target.seconds = rows->real(r, 13);
    }
    return targets;
}

Result<std::optional<Claim>> RolloutStore::claim(const Rollout& rollout, const std::string& runner)
{
    const bool limited = rollout.limits.perServer > 0;
    // Who counts what others have claimed must be alone: rows that are locked are skipped, and would not be counted.
    std::string sql =
        limited ? std::format("SELECT pg_advisory_xact_lock(1935894648, {}::integer);\n", rollout.id) : "";
    const std::string of = "t." + ofRollout(rollout);
    sql += "WITH chosen AS (SELECT number FROM schemawright_fleet.targets t WHERE " + of +
           " AND (SELECT state = 'running' FROM schemawright_fleet.rollouts WHERE id = t.rollout) AND wave = (SELECT "
           "min(wave) FROM schemawright_fleet.targets t WHERE " +
           of +
           " AND state IN ('pending', 'claimed')) AND state IN ('pending', 'claimed') AND coalesce(lease_until, "
           "'-infinity') < clock_timestamp()";
    if (limited)
        sql += " AND server NOT IN (SELECT server FROM schemawright_fleet.targets t WHERE " + of +
               " AND state = 'claimed' AND lease_until >= clock_timestamp() GROUP BY server HAVING count(*) "
               ">= " +
               std::to_string(rollout.limits.perServer) + ")";
    sql += " ORDER BY number LIMIT 1 FOR UPDATE OF t SKIP LOCKED) UPDATE schemawright_fleet.targets t SET state = "
           "'claimed', attempts = attempts + 1, lease_until = " +
           leaseSql(rollout) + ", claimed_at = clock_timestamp(), ended_at = NULL, runner = " + quoteLiteral(runner) +
           " FROM chosen WHERE " + of +
           " AND t.number = chosen.number RETURNING t.number, t.name, t.conninfo, t.attempts, t.error";
    const auto rows = run(sql);
    if (!rows)
        return std::unexpected(rows.error());
    if (rows->empty())
        return std::nullopt;
    auto spec = ConnectionSpec::parse(rows->view(0, 2));
    if (!spec)
        return std::unexpected(spec.error());
    return Claim{rows->number(0, 0), rows->text(0, 1), std::move(*spec), static_cast<unsigned>(rows->number(0, 3)),
                 rows->text(0, 4)};
}

Result<std::vector<std::int64_t>> RolloutStore::renew(const Rollout& rollout, const std::string& runner,
                                                      std::span<const std::int64_t> numbers)
{
    std::string list;
    for (const std::int64_t each : numbers)
        list += (list.empty() ? "" : ", ") + number(each);
    if (list.empty())
        return std::vector<std::int64_t>{};
    const auto rows = run("UPDATE schemawright_fleet.targets SET lease_until = " + leaseSql(rollout) + " WHERE " +
                          ofRollout(rollout) + " AND number IN (" + list +
                          ") AND state = 'claimed' AND runner = " + quoteLiteral(runner) + " RETURNING number");
    if (!rows)
        return std::unexpected(rows.error());
    std::vector<std::int64_t> kept;
    for (std::size_t r = 0; r < rows->size(); ++r)
        kept.push_back(rows->number(r, 0));
    return kept;
}

Result<bool> RolloutStore::finish(const Rollout& rollout, const Claim& claim, const std::string& runner,
                                  const ClaimResult& result)
{
    const std::string state = result.error.empty() ? "done" : "failed";
    const std::string place = ofRollout(rollout) + " AND number = " + number(claim.number);
    const std::string mine = place + " AND runner = " + quoteLiteral(runner);
    // Two that end the last targets at once must see each other.
    std::string sql =
        "SELECT FROM schemawright_fleet.rollouts WHERE id = " + number(rollout.id) + " FOR UPDATE;\n" +
        std::format("UPDATE schemawright_fleet.targets SET state = '{0}', error = {1}, revision_before = {2}, "
                    "revision_after = {3}, seconds = {4}, ended_at = clock_timestamp(), lease_until = NULL "
                    "WHERE {5} AND state = 'claimed';\n",
                    state, quoteLiteral(result.error), quoteLiteral(result.before), quoteLiteral(result.after),
                    result.seconds, mine);
    if (!result.error.empty())
        sql += stopSql(rollout, claim.number);
    sql += endSql(rollout) + "SELECT count(*) FROM schemawright_fleet.targets WHERE " + mine + " AND state = '" +
           state + "'";
    const auto rows = run(sql);
    if (!rows)
        return std::unexpected(rows.error());
    return rows->number(0, 0) == 1;
}

Result<void> RolloutStore::release(const Rollout& rollout, const Claim& claim, const std::string& runner,
                                   const std::string& why, bool later)
{
    const auto rows =
        run("SELECT FROM schemawright_fleet.rollouts WHERE id = " + number(rollout.id) +
            " FOR SHARE;\nUPDATE schemawright_fleet.targets t SET state = CASE WHEN (SELECT state = 'aborted' FROM "
            "schemawright_fleet.rollouts WHERE id = t.rollout) THEN 'skipped' ELSE 'pending' END, error = " +
            quoteLiteral(why) + ", lease_until = " + (later ? leaseSql(rollout) : "NULL, attempts = attempts - 1") +
            " WHERE " + ofRollout(rollout) + " AND number = " + number(claim.number) +
            " AND state = 'claimed' AND runner = " + quoteLiteral(runner));
    if (!rows)
        return std::unexpected(rows.error());
    return {};
}

/// `from` is a list of states, `also` what happens to the targets in the same transaction. Returns how many targets that changed.
Result<std::size_t> RolloutStore::changeState(const Rollout& rollout, std::string_view from, std::string_view to,
                                              const std::string& also)
{
    // The lock comes first: the second statement then sees what runners have written meanwhile.
    std::string sql = "SELECT FROM schemawright_fleet.rollouts WHERE id = " + number(rollout.id) + " FOR UPDATE;\n";
    sql += "WITH changed AS (UPDATE schemawright_fleet.rollouts SET state = '" + std::string(to) +
           "', reason = '', ended_at = " + (to == "aborted" ? "clock_timestamp()" : "NULL") +
           " WHERE id = " + number(rollout.id) + " AND state IN (" + std::string(from) + ") RETURNING id)";
    if (!also.empty())
        sql += ", moved AS (UPDATE schemawright_fleet.targets SET " + also +
               " AND EXISTS (SELECT FROM changed) RETURNING number)";
    sql +=
        " SELECT (SELECT count(*) FROM changed), " + std::string(also.empty() ? "0" : "(SELECT count(*) FROM moved)");
    const auto rows = run(sql);
    if (!rows && rows.error().sqlstate == "23505")
        return fail(ErrorCode::Conflict, "another rollout of " + rollout.database + " is not over",
                    "let its runners end it, or use schemawright fleet abort; nothing was changed");
    if (!rows)
        return std::unexpected(rows.error());
    if (rows->number(0, 0) == 0)
        return fail(ErrorCode::Conflict, std::format("rollout {} is {}", rollout.id, rollout.state),
                    "nothing was changed");
    return static_cast<std::size_t>(rows->number(0, 1));
}

Result<void> RolloutStore::pause(const Rollout& rollout)
{
    return changeState(rollout, "'running'", "paused", {}).transform([](std::size_t) {});
}

Result<void> RolloutStore::resume(const Rollout& rollout)
{
    return changeState(rollout, "'paused', 'stopped'", "running", {}).transform([](std::size_t) {});
}

Result<std::size_t> RolloutStore::retry(const Rollout& rollout)
{
    return changeState(rollout, "'running', 'paused', 'stopped', 'failed'", "running",
                       "state = 'pending', attempts = 0, lease_until = NULL, error = '' WHERE " + ofRollout(rollout) +
                           " AND state = 'failed'");
}

Result<std::size_t> RolloutStore::abort(const Rollout& rollout)
{
    return changeState(rollout, "'running', 'paused', 'stopped'", "aborted",
                       "state = 'skipped', lease_until = NULL WHERE " + ofRollout(rollout) + " AND state = 'pending'");
}

} // namespace schemawright
