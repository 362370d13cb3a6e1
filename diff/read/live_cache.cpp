#include "diff/read/live_cache.h"

#include "diff/kinds/base/read_ahead.h"
#include "diff/read/catalog_state.h"
#include "diff/read/read.h"
#include "diff/read/reading_bytes.h"
#include "diff/server/cache.h"
#include "diff/server/hash.h"
#include "model/project.h"

#include <algorithm>
#include <cstdlib>
#include <format>
#include <future>
#include <mutex>

namespace schemawright {

namespace {

namespace fs = std::filesystem;

/// The newest files that are kept: so many databases are looked at in turns.
constexpr std::size_t keptFiles = 24;

/// Tells this build of the program from others, which may read something else out of the same rows.
std::string buildMark()
{
    std::error_code error;
    const fs::path program = fs::read_symlink("/proc/self/exe", error);
    const auto size = error ? 0 : fs::file_size(program, error);
    const auto time = error ? fs::file_time_type() : fs::last_write_time(program, error);
    return std::format("{} {} {} {}", SCHEMAWRIGHT_VERSION, readerFormat, size, time.time_since_epoch().count());
}

void keepNewest(const fs::path& folder)
{
    std::error_code error;
    std::vector<std::pair<fs::file_time_type, fs::path>> files;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder, error))
        files.emplace_back(entry.last_write_time(error), entry.path());
    std::ranges::sort(files, std::greater<>());
    for (std::size_t i = keptFiles; i < files.size(); ++i)
        fs::remove(files[i].second, error);
}

/// What the process has taken out of the cache last. Two databases of one content, or one that is looked at again, share one catalog: comparing
/// it with itself needs no look at its objects. Whoever asks while another thread takes the same out of the file waits for it. Thread-safe.
class LastTaken {
public:
    std::optional<Reading> take(const fs::path& file)
    {
        std::promise<std::optional<Reading>> promise;
        std::shared_future<std::optional<Reading>> taken;
        bool isMine = false;
        {
            const std::lock_guard lock(m_mutex);
            isMine = m_file != file;
            if (isMine) {
                m_file = file;
                m_taken = promise.get_future().share();
            }
            taken = m_taken;
        }
        if (isMine) {
            const auto bytes = readFile(file);
            auto reading = bytes ? readingFromBytes(*bytes) : std::nullopt;
            std::error_code ignored;
            if (bytes && !reading)
                fs::remove(file, ignored); // damaged: written again
            promise.set_value(std::move(reading));
        }
        std::optional<Reading> reading = taken.get();
        if (!reading) { // it may be there the next time
            const std::lock_guard lock(m_mutex);
            if (m_file == file)
                m_file.clear();
        }
        return reading;
    }

private:
    std::mutex m_mutex;
    fs::path m_file;
    std::shared_future<std::optional<Reading>> m_taken;
};

LastTaken& lastTaken()
{
    static LastTaken last;
    return last;
}

/// The database as one transaction sees it.
struct Seen {
    std::string content; ///< the key of the cache; empty if the database is not large
    std::string state;   ///< catalogState
    std::optional<Reading> known;
    std::string snapshot; ///< pg_current_snapshot(): xmin:xmax:xip
};

class Live {
public:
    Live(Connection& connection, const Task& task) : m_connection(connection), m_task(task) {}

    /// Whether the cache knows the content. Any Error leaves the transaction to be rolled back.
    Result<Seen> look(const fs::path& folder, std::int64_t large)
    {
        Seen seen;
        auto size = query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;" + std::string(readingSettings) +
                          ";SELECT pg_catalog.pg_relation_size('pg_catalog.pg_attribute'), session_user, current_user,"
                          " pg_catalog.version(), pg_catalog.pg_current_snapshot()");
        if (!size)
            return std::unexpected(std::move(size.error()));
        if (size->number(0, 0) < large)
            return seen;
        m_task.tell("Looking for changes of the schema");
        auto state = catalogState(m_connection, {}, m_task);
        if (!state)
            return std::unexpected(std::move(state.error()));
        seen.content = sha256(std::format("{}\n{}\n{}\n{}\n{}", buildMark(), size->view(0, 3), size->view(0, 1),
                                          size->view(0, 2), state->content));
        seen.state = state->content;
        seen.snapshot = size->text(0, 4);
        seen.known = lastTaken().take(folder / seen.content);
        if (seen.known) {
            auto completed = complete(*seen.known);
            if (!completed)
                return std::unexpected(std::move(completed.error()));
        }
        return seen;
    }

    /// Whether nothing has changed the catalogs since, not even there and back.
    bool isUntouched(const Seen& seen)
    {
        const auto now = query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;" + std::string(readingSettings) +
                               ";SELECT pg_catalog.pg_current_snapshot()");
        bool untouched = now && now->view(0, 0) == seen.snapshot; // no transaction that writes has ended
        if (now && !untouched) {
            const std::uint64_t xmin = std::strtoull(seen.snapshot.c_str(), nullptr, 10);
            const auto since = std::to_string(static_cast<std::uint32_t>(xmin)); // without the epoch, as in the rows
            const auto state = catalogState(m_connection, since, m_task);
            untouched = state && state->content == seen.state && state->newer == 0;
        }
        end();
        return untouched;
    }

    void end()
    {
        const Result<Rows> ended = query("ROLLBACK");
        (void)ended;
    }

private:
    Result<Rows> query(std::string_view sql) { return m_connection.query(sql, m_task.stop); }

    /// What is not cached: the sizes, and who reads.
    Result<void> complete(Reading& reading)
    {
        auto server = serverInfo(m_connection, m_task);
        if (!server)
            return std::unexpected(std::move(server.error()));
        reading.server = std::move(*server);
        auto sizes = query("SELECT n.nspname, c.relname, c.reltuples::bigint,"
                           " c.relpages::bigint * pg_catalog.current_setting('block_size')::bigint"
                           " FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace"
                           " WHERE c.relkind IN ('r', 'p', 'm') AND c.relpages > 0 AND c.oid >= 16384");
        if (!sizes)
            return std::unexpected(std::move(sizes.error()));
        for (std::size_t r = 0; r < sizes->size(); ++r) {
            const Catalog::Entry* relation = reading.catalog.findRelation(sizes->text(r, 0), sizes->text(r, 1));
            if (relation)
                reading.sizes.emplace(*relation->key, RelationSize{sizes->number(r, 2), sizes->number(r, 3)});
        }
        return {};
    }

    Connection& m_connection;
    const Task& m_task;
};

} // namespace

Result<Reading> readUnlessKnown(Connection& connection, const Scope& scope, const Task& task, Connections connections,
                                std::int64_t large)
{
    const auto cache = cacheDirectory();
    if (!cache)
        return readCatalog(connection, scope, task, connections);
    const fs::path folder = *cache / "databases";
    Live live(connection, task);
    Result<Seen> seen = live.look(folder, large);
    live.end();
    if (seen && seen->known) {
        std::error_code ignored; // keeps the file among the newest
        fs::last_write_time(folder / seen->content, fs::file_time_type::clock::now(), ignored);
        seen->known->catalog = restrictTo(seen->known->catalog, scope);
        return std::move(*seen->known);
    }
    // Whatever kept the look from its end is told by the reading if it is in the way of that, too.
    auto reading = readCatalog(connection, {}, task, connections);
    if (!reading)
        return reading;
    if (seen && !seen->content.empty()) {
        // pg_get_viewdef and its like do not look through the transaction's snapshot: a commit meanwhile may have mixed two states.
        if (live.isUntouched(*seen)) {
            std::error_code ignored;
            fs::create_directories(folder, ignored);
            fs::permissions(folder, fs::perms::owner_all, ignored);
            if (!fs::exists(folder / seen->content, ignored))
                (void)writeFileAtomically(folder / seen->content, readingBytes(*reading));
            keepNewest(folder);
        }
    }
    reading->catalog = restrictTo(reading->catalog, scope);
    return reading;
}

Result<Reading> readUnlessKnown(const ConnectionSpec& spec, const Scope& scope, const Task& task,
                                Connections connections)
{
    auto connection = Connection::open(spec, task.stop);
    if (!connection)
        return std::unexpected(std::move(connection.error()));
    return readUnlessKnown(*connection, scope, task, connections);
}

} // namespace schemawright
