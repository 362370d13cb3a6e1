#include "diff/prove/statement_observer.h"

#include "model/sql.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <format>
#include <map>
#include <set>
#include <thread>

namespace schemawright {

namespace {

/// Objects with smaller numbers are PostgreSQL's own: FirstNormalObjectId.
constexpr std::string_view userObjects = "c.oid >= 16384";
/// So many tables are held, each by a session, while a statement outside transactions runs.
constexpr std::size_t mostHeld = 12;

LockMode modeOf(std::string_view name)
{
    static constexpr std::pair<std::string_view, LockMode> names[] = {
        {"AccessShareLock", LockMode::AccessShare},
        {"RowShareLock", LockMode::RowShare},
        {"RowExclusiveLock", LockMode::RowExclusive},
        {"ShareUpdateExclusiveLock", LockMode::ShareUpdateExclusive},
        {"ShareLock", LockMode::Share},
        {"ShareRowExclusiveLock", LockMode::ShareRowExclusive},
        {"ExclusiveLock", LockMode::Exclusive},
        {"AccessExclusiveLock", LockMode::AccessExclusive},
    };
    const auto* found = std::ranges::find(names, name, &std::pair<std::string_view, LockMode>::first);
    return found == std::end(names) ? LockMode::None : found->second;
}

/// `table`: of an index.
ObjectKey relationKey(char relkind, std::string schema, std::string name, std::string table)
{
    const Kind kind = kindOfRelkind(relkind).value_or(Kind::Table);
    return childKey(kind, std::move(schema), std::move(table), std::move(name));
}

/// Scans of a table that began, and rows that they gave: one that goes by row addresses is counted by its rows only.
std::string readsOf(std::string_view oid)
{
    return std::format("pg_catalog.pg_stat_get_numscans({0}) + pg_catalog.pg_stat_get_tuples_returned({0})", oid);
}

std::string numbers(const auto& oids)
{
    std::string text = "'{";
    for (const auto& oid : oids)
        text += (text.size() > 2 ? "," : "") + std::to_string(oid);
    return text + "}'::pg_catalog.oid[]";
}

} // namespace

std::vector<std::string> disagreements(const Statement& claimed, const Observation& seen)
{
    std::vector<std::string> out;
    const std::vector<Lock> expected = strongestLocks(claimed.locks);
    for (const Lock& lock : expected) {
        const auto held = std::ranges::find(seen.locks, lock.relation, &Lock::relation);
        if (held == seen.locks.end())
            out.push_back(
                std::format("{} is not locked, expected {}", lock.relation.display(), lockModeName(lock.mode)));
        else if (held->mode != lock.mode)
            out.push_back(std::format("{} is locked in {}, expected {}", lock.relation.display(),
                                      lockModeName(held->mode), lockModeName(lock.mode)));
    }
    for (const Lock& lock : seen.locks)
        if (lock.relation.kind != Kind::Index && lock.relation.kind != Kind::Sequence &&
            std::ranges::find(expected, lock.relation, &Lock::relation) == expected.end())
            out.push_back(
                std::format("{} is locked in {}, expected no lock", lock.relation.display(), lockModeName(lock.mode)));
    if (claimed.rewrites != seen.rewritesTable())
        out.push_back(claimed.rewrites ? "no table is rewritten, expected a rewrite"
                                       : "a table is rewritten, expected no rewrite");
    if (claimed.scans != !seen.scanned.empty())
        out.push_back(claimed.scans ? "no table is scanned, expected a scan"
                                    : seen.scanned.front().display() + " is scanned, expected no scan");
    return out;
}

// ---- StatementObserver ----------------------------------------------------------------------------------------------------------------

struct StatementObserver::Impl {
    /// A relation as it was before the statement.
    struct Relation {
        ObjectKey key;
        std::string file;
        std::int64_t scans = 0; ///< as the server counts them for everybody
        LockMode mode = LockMode::None;
    };
    using Relations = std::map<std::uint32_t, Relation>;

    Impl(Connection& c, Connection w) : connection(c), watcher(std::move(w)) {}

    Connection& connection; ///< runs the statements
    Connection watcher;
    int pid = connection.backendPid();
    std::set<std::uint32_t> lasting; ///< relations that were there at first
    double lastSeconds = 0;

    Result<Rows> timed(const std::string& sql, const std::stop_token& stop)
    {
        const auto start = std::chrono::steady_clock::now();
        auto done = connection.query(sql, stop);
        lastSeconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
        return done;
    }

    Result<void> noteLasting()
    {
        auto rows = watcher.query(std::format("SELECT c.oid FROM pg_catalog.pg_class c WHERE {}", userObjects));
        if (!rows)
            return std::unexpected(std::move(rows.error()));
        for (std::size_t i = 0; i < rows->size(); ++i)
            lasting.insert(rows->oid(i, 0));
        return {};
    }

    /// What the backend holds or waits for, as this transaction-less session sees the relations: not what the statement makes.
    Result<void> noteLocks(Relations& relations)
    {
        auto rows = watcher.query(std::format(
            "SELECT c.oid, c.relkind, n.nspname, c.relname, t.relname, l.mode, pg_catalog.pg_relation_filenode(c.oid)"
            " FROM pg_catalog.pg_locks l JOIN pg_catalog.pg_class c ON c.oid = l.relation AND {}"
            " JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace"
            " LEFT JOIN pg_catalog.pg_index i ON i.indexrelid = c.oid LEFT JOIN pg_catalog.pg_class t ON t.oid = "
            "i.indrelid"
            " WHERE l.locktype = 'relation' AND l.pid = {} AND c.relkind IN ('r','p','v','m','f','i','I','S')"
            " AND l.database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database())"
            " AND n.nspname <> 'pg_toast'",
            userObjects, pid));
        if (!rows)
            return std::unexpected(std::move(rows.error()));
        for (std::size_t i = 0; i < rows->size(); ++i) {
            auto [found, fresh] = relations.try_emplace(rows->oid(i, 0));
            Relation& relation = found->second;
            if (fresh) {
                relation.key =
                    relationKey(rows->view(i, 1).front(), rows->text(i, 2), rows->text(i, 3), rows->text(i, 4));
                relation.file = rows->text(i, 6);
            }
            relation.mode = std::max(relation.mode, modeOf(rows->view(i, 5)));
        }
        return {};
    }

    /// Files and scans after the statement, in the eyes of `session`. With `pending`, the scans are those of its own transaction; else those
    /// that the server has counted, less those it had before.
    Result<void> noteEffects(Connection& session, bool pending, const Relations& relations, Observation& seen)
    {
        if (relations.empty())
            return {};
        std::vector<std::uint32_t> oids;
        for (const auto& [oid, relation] : relations)
            if (lasting.contains(oid))
                oids.push_back(oid);
        auto rows = session.query(std::format(
            "SELECT o, pg_catalog.pg_relation_filenode(o), {} FROM pg_catalog.unnest({}) AS o",
            pending ? std::string("pg_catalog.pg_stat_get_xact_numscans(o)") : readsOf("o"), numbers(oids)));
        if (!rows)
            return std::unexpected(std::move(rows.error()));
        for (std::size_t i = 0; i < rows->size(); ++i) {
            const Relation& relation = relations.at(rows->oid(i, 0));
            // A partitioned table or a view has no file; a dropped relation has none any more.
            if (!rows->isNull(i, 1) && rows->view(i, 1) != relation.file)
                seen.rewritten.push_back(relation.key);
            if (factsOf(relation.key.kind).storesRows && rows->number(i, 2) > (pending ? 0 : relation.scans))
                seen.scanned.push_back(relation.key);
        }
        return {};
    }

    static Observation concluded(const Relations& relations, Observation seen)
    {
        std::vector<Lock> locks;
        for (const auto& [oid, relation] : relations)
            locks.push_back({relation.mode, relation.key});
        seen.locks = strongestLocks(locks);
        std::ranges::sort(seen.rewritten);
        std::ranges::sort(seen.scanned);
        return seen;
    }

    /// What the session has counted so far goes to the server's counters when its next transaction ends.
    Result<void> flushCounters()
    {
        if (connection.serverVersion() < 150000)
            return fail(ErrorCode::ScratchUnavailable,
                        "PostgreSQL " + connection.serverVersionText() +
                            " cannot be the scratch server: it does not count at once what a session scans",
                        "use PostgreSQL 15 or later for scratch_url");
        auto done = connection.query("SELECT pg_catalog.pg_stat_force_next_flush()");
        return done ? Result<void>() : std::unexpected(std::move(done.error()));
    }

    Result<Observation> inTransaction(const std::string& sql, const std::stop_token& stop)
    {
        if (auto begun = connection.query("BEGIN", stop); !begun)
            return std::unexpected(std::move(begun.error()));
        Observation seen;
        Relations relations;
        const auto watched = [&]() -> Result<void> {
            if (auto done = timed(sql, stop); !done)
                return std::unexpected(std::move(done.error()));
            if (auto noted = noteLocks(relations); !noted)
                return noted;
            if (auto noted = noteEffects(connection, true, relations, seen); !noted)
                return noted;
            return flushCounters();
        }();
        auto ended = connection.query(watched ? "COMMIT" : "ROLLBACK");
        if (!watched)
            return std::unexpected(watched.error());
        if (!ended)
            return std::unexpected(std::move(ended.error())); // a deferred constraint, for example
        return concluded(relations, std::move(seen));
    }

    /// Files, and scans of the open transaction, as the session itself sees them.
    Result<std::map<std::uint32_t, std::pair<std::string, std::int64_t>>> ownView(const Relations& relations)
    {
        std::vector<std::uint32_t> oids;
        for (const std::uint32_t oid : lasting)
            if (relations.empty() || relations.contains(oid))
                oids.push_back(oid);
        auto rows =
            connection.query(std::format("SELECT o, pg_catalog.pg_relation_filenode(o),"
                                         " pg_catalog.pg_stat_get_xact_numscans(o) FROM pg_catalog.unnest({}) AS o",
                                         numbers(oids)));
        if (!rows)
            return std::unexpected(std::move(rows.error()));
        std::map<std::uint32_t, std::pair<std::string, std::int64_t>> view;
        for (std::size_t i = 0; i < rows->size(); ++i)
            view[rows->oid(i, 0)] = {rows->isNull(i, 1) ? std::string() : rows->text(i, 1), rows->number(i, 2)};
        return view;
    }

    Result<Observation> within(const std::string& sql, const std::stop_token& stop)
    {
        Relations held;
        if (auto noted = noteLocks(held); !noted)
            return std::unexpected(std::move(noted.error()));
        const auto before = ownView({});
        if (!before)
            return std::unexpected(before.error());
        if (auto done = timed(sql, stop); !done)
            return std::unexpected(std::move(done.error()));
        Relations relations;
        if (auto noted = noteLocks(relations); !noted)
            return std::unexpected(std::move(noted.error()));
        Observation seen;
        if (relations.empty())
            return seen;
        const auto after = ownView(relations);
        if (!after)
            return std::unexpected(after.error());
        for (const auto& [oid, now] : *after) {
            const auto was = before->find(oid);
            const Relation& relation = relations.at(oid);
            if (was == before->end())
                continue;
            if (!now.first.empty() && now.first != was->second.first)
                seen.rewritten.push_back(relation.key);
            if (factsOf(relation.key.kind).storesRows && now.second > was->second.second)
                seen.scanned.push_back(relation.key);
        }
        std::erase_if(relations, [&](const auto& each) {
            const auto earlier = held.find(each.first);
            return earlier != held.end() && earlier->second.mode >= each.second.mode;
        });
        return concluded(relations, std::move(seen));
    }

    /// Every table with its file and its scans, as it is now.
    Result<Relations> tables()
    {
        auto rows = watcher.query(std::format(
            "SELECT c.oid, c.relkind, n.nspname, c.relname, pg_catalog.pg_relation_filenode(c.oid),"
            " {} FROM pg_catalog.pg_class c"
            " JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE {} AND c.relkind IN ('r','p','m')"
            " AND n.nspname <> 'pg_toast' AND n.nspname !~ '^pg_temp' ORDER BY c.oid",
            readsOf("c.oid"), userObjects));
        if (!rows)
            return std::unexpected(std::move(rows.error()));
        Relations relations;
        for (std::size_t i = 0; i < rows->size(); ++i)
            relations.emplace(rows->oid(i, 0),
                              Relation{relationKey(rows->view(i, 1).front(), rows->text(i, 2), rows->text(i, 3), {}),
                                       rows->text(i, 4), rows->number(i, 5), LockMode::None});
        return relations;
    }

    /// Sessions that hold a table each: what a concurrent command waits for once its own lock is taken. Writers, since the building of an
    /// index waits for no others.
    Result<std::map<int, Connection>> hold(const Relations& relations, const std::string& sql)
    {
        std::map<int, Connection> holders;
        for (const auto& [oid, relation] : relations) {
            if (relation.key.kind != Kind::Table ||
                (relations.size() > mostHeld && sql.find(relation.key.name) == std::string::npos))
                continue;
            if (holders.size() == mostHeld)
                break;
            auto holder = Connection::open(watcher.spec());
            if (!holder)
                return std::unexpected(std::move(holder.error()));
            // Of a partitioned table itself only: each of its partitions is held by a session of its own.
            const std::string only = relation.file.empty() ? "ONLY " : "";
            for (const std::string& command :
                 {std::string("BEGIN"),
                  "LOCK TABLE " + only + quoteName(relation.key.schema, relation.key.name) + " IN ROW EXCLUSIVE MODE"})
                if (auto done = holder->query(command); !done)
                    return std::unexpected(std::move(done.error()));
            const int holderPid = holder->backendPid();
            holders.emplace(holderPid, std::move(*holder));
        }
        return holders;
    }

    /// The sessions that the statement waits for are let go, one after the other, each after a look at its locks.
    Result<void> letGo(std::map<int, Connection>& holders, Relations& relations)
    {
        auto blocking = watcher.query(std::format("SELECT pg_catalog.unnest(pg_catalog.pg_blocking_pids({}))", pid));
        if (!blocking)
            return std::unexpected(std::move(blocking.error()));
        if (auto noted = noteLocks(relations); !noted)
            return noted;
        for (std::size_t i = 0; i < blocking->size(); ++i) {
            const auto holder = holders.find(static_cast<int>(blocking->number(i, 0)));
            if (holder == holders.end())
                continue;
            if (auto done = holder->second.query("COMMIT"); !done)
                return std::unexpected(std::move(done.error()));
            holders.erase(holder);
            break;
        }
        return {};
    }

    Result<Observation> alone(const std::string& sql, const std::stop_token& stop)
    {
        if (sql.starts_with("SET ")) {
            auto set = timed(sql, stop);
            return set ? Result<Observation>(Observation{}) : std::unexpected(std::move(set.error()));
        }
        if (auto flushed = flushCounters(); !flushed)
            return std::unexpected(std::move(flushed.error()));
        auto before = tables();
        if (!before)
            return std::unexpected(std::move(before.error()));
        auto holders = hold(*before, sql);
        if (!holders)
            return std::unexpected(std::move(holders.error()));
        Relations locked;
        Result<void> watched;
        std::stop_source giveUp;
        const std::stop_callback passOn(stop, [&] { giveUp.request_stop(); });
        Result<Rows> ran = fail(ErrorCode::Cancelled, "not run");
        {
            std::atomic<bool> done = false;
            const std::jthread runner([&] {
                ran = timed(sql, giveUp.get_token());
                done = true;
            });
            while (!done) {
                if (watched)
                    watched = letGo(*holders, locked);
                if (!watched) { // nothing must stay held up
                    holders->clear();
                    giveUp.request_stop();
                }
                std::this_thread::sleep_for(std::chrono::milliseconds(1));
            }
        }
        holders->clear();
        if (!ran)
            return std::unexpected(std::move(ran.error()));
        if (!watched)
            return std::unexpected(std::move(watched.error()));
        if (auto flushed = flushCounters(); !flushed)
            return std::unexpected(std::move(flushed.error()));
        Observation seen;
        if (auto noted = noteEffects(watcher, false, *before, seen); !noted)
            return std::unexpected(std::move(noted.error()));
        return concluded(locked, std::move(seen));
    }
};

Result<StatementObserver> StatementObserver::open(Connection& connection)
{
    auto watcher = Connection::open(connection.spec());
    if (!watcher)
        return std::unexpected(std::move(watcher.error()));
    auto impl = std::make_unique<Impl>(connection, std::move(*watcher));
    if (auto noted = impl->noteLasting(); !noted)
        return std::unexpected(std::move(noted.error()));
    if (auto flushed = impl->flushCounters(); !flushed)
        return std::unexpected(std::move(flushed.error()));
    return StatementObserver(std::move(impl));
}

StatementObserver::StatementObserver(std::unique_ptr<Impl> impl) : m_impl(std::move(impl)) {}
StatementObserver::StatementObserver(StatementObserver&&) noexcept = default;
StatementObserver& StatementObserver::operator=(StatementObserver&&) noexcept = default;
StatementObserver::~StatementObserver() = default;

Result<Observation> StatementObserver::run(const std::string& sql, bool transactional, const std::stop_token& stop)
{
    return transactional ? m_impl->inTransaction(sql, stop) : m_impl->alone(sql, stop);
}

Result<Observation> StatementObserver::runWithin(const std::string& sql, const std::stop_token& stop)
{
    return m_impl->within(sql, stop);
}

double StatementObserver::lastSeconds() const
{
    return m_impl->lastSeconds;
}

} // namespace schemawright
