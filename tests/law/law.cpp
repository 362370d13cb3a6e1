#include "tests/law/law.h"

#include "diff/compare/compare.h"
#include "diff/difference/difference.h"
#include "diff/read/read.h"
#include "diff/resolve/run.h"
#include "model/sql.h"
#include "tests/support/fingerprint.h"
#include "tests/support/schema_dump.h"
#include "tests/support/scratch_fixture.h"

#include <algorithm>
#include <chrono>
#include <format>
#include <set>

namespace schemawright::test {
namespace {

/// A database of the pieces, and what is read from it.
struct Loaded {
    ScratchDatabase database;
    Catalog catalog;
    QStringList dump;
};

Catalog readAgain(Connection& connection)
{
    need(connection.query("DISCARD ALL"));
    Reading reading = need(readCatalog(connection));
    if (!reading.unknown.empty())
        throw std::runtime_error("unknown: " + reading.unknown.front());
    return std::move(reading.catalog);
}

/// An owner that nobody named equals any, so owners are compared by the catalogs only. Statistics name their columns in the order of the table, which
/// does not count.
QStringList dumpOf(const ScratchDatabase& database)
{
    QStringList lines =
        std::filesystem::exists(database.server().binDir() / "pg_dump") ? schemaDump(database) : fingerprint(database);
    lines.removeIf([](const QString& line) { return line.contains(QStringLiteral(" OWNER TO ")); });
    for (QString& line : lines)
        if (line.startsWith(QStringLiteral("CREATE STATISTICS ")))
            std::ranges::sort(line);
    lines.sort();
    return lines;
}

Loaded load(ScratchServer& server, const Pieces& pieces)
{
    Loaded loaded{need(server.createDatabase()), {}, {}};
    Connection connection = need(loaded.database.connect());
    for (const Piece& piece : pieces)
        need(connection.query(piece.sql));
    loaded.catalog = readAgain(connection);
    loaded.dump = dumpOf(loaded.database);
    return loaded;
}

Pieces accepted(ScratchServer& server, Pieces pieces)
{
    const ScratchDatabase database = need(server.createDatabase());
    Connection connection = need(database.connect());
    std::erase_if(pieces, [&](const Piece& piece) { return !connection.query(piece.sql); });
    return pieces;
}

/// Runs one way and says what is not as it should be after it.
std::string after(const char* way, const ScratchDatabase& database, const Plan& plan, const Loaded& wanted)
{
    Connection connection = need(database.connect());
    Statement failed;
    if (const auto run = runOnScratch(connection, plan, {}, &failed); !run)
        return std::format("{} fails: {}\n{}\n{}", way, run.error().text(), failed.sql, planScript(plan));
    const Catalog found = readAgain(connection);
    std::string wrong;
    for (const Change& change : compare(found, wanted.catalog))
        wrong += std::format("{}: {}: {}\n", way, change.key.display(), join(change.details, "; "));
    const auto rest = makePlan(found, wanted.catalog);
    if (!rest)
        wrong += std::format("{}: what is left cannot be planned: {}\n", way, rest.error().text());
    else if (!rest->empty())
        wrong += std::format("{}: something is left to plan:\n{}", way, planScript(*rest, false));
    if (const QStringList dump = dumpOf(database); dump != wanted.dump)
        wrong += std::format("{}: pg_dump: {}\n", way, dumpDifference(dump, wanted.dump).toStdString());
    return wrong.empty() ? wrong : wrong + planScript(plan);
}

using Ids = std::set<std::size_t>;

Ids idsOf(const SchemaPair& pair)
{
    Ids ids;
    for (const Pieces* side : {&pair.before, &pair.after})
        for (const Piece& piece : *side)
            ids.insert(piece.id);
    return ids;
}

SchemaPair without(SchemaPair pair, const Ids& gone)
{
    for (Pieces* side : {&pair.before, &pair.after})
        std::erase_if(*side, [&](const Piece& piece) { return gone.contains(piece.id); });
    return pair;
}

} // namespace

SchemaPair withoutRefused(ScratchServer& server, SchemaPair pair)
{
    need(server.ensureRoles(generatedRoles()));
    return {accepted(server, std::move(pair.before)), accepted(server, std::move(pair.after))};
}

std::string breaches(ScratchServer& server, const SchemaPair& pair)
{
    const Loaded before = load(server, pair.before);
    const Loaded wanted = load(server, pair.after);
    const auto difference =
        makeDifference(before.catalog, wanted.catalog, {}, &server, {.serverVersion = server.version()});
    if (!difference && difference.error().code == ErrorCode::Unsupported)
        return {}; // PostgreSQL has no way, and the error says so
    if (!difference)
        return "there is no plan: " + difference.error().text();
    std::string wrong = after("up", before.database, difference->up, wanted);
    if (wrong.empty())
        wrong = after("down", before.database, difference->down, before);
    return wrong;
}

SchemaPair shrunk(SchemaPair pair, const std::function<bool(const SchemaPair&)>& fails,
                  const std::function<bool()>& enough)
{
    const auto accept = [&](SchemaPair smaller) {
        const bool still = fails(smaller);
        if (still)
            pair = std::move(smaller);
        return still;
    };
    for (bool smaller = true; smaller && !enough();) {
        smaller = false;
        // Out of both schemas at once: halves first, then ever smaller parts.
        for (std::size_t size = std::max<std::size_t>(idsOf(pair).size() / 2, 1); size > 0 && !enough(); size /= 2) {
            const Ids all = idsOf(pair);
            for (auto at = all.begin(); at != all.end() && !enough();) {
                const auto end = std::next(
                    at, std::min<std::ptrdiff_t>(static_cast<std::ptrdiff_t>(size), std::distance(at, all.end())));
                smaller |= accept(without(pair, Ids(at, end)));
                at = end;
            }
        }
        // Out of one of them, and what differs made equal.
        for (const std::size_t id : idsOf(pair)) {
            const auto is = [id](const Piece& piece) { return piece.id == id; };
            for (Pieces SchemaPair::* side : {&SchemaPair::before, &SchemaPair::after}) {
                SchemaPair fewer = pair;
                if (std::erase_if(fewer.*side, is) > 0 && !enough())
                    smaller |= accept(std::move(fewer));
            }
            SchemaPair equal = pair;
            const auto old = std::ranges::find_if(equal.before, is);
            const auto now = std::ranges::find_if(equal.after, is);
            if (old == equal.before.end() || now == equal.after.end() || old->sql == now->sql || enough())
                continue;
            now->sql = old->sql;
            smaller |= accept(std::move(equal));
        }
    }
    return pair;
}

std::string breachesOf(ScratchServer& server, std::uint64_t seed, double secondsToShrink, Generate generate)
{
    const auto wrongWith = [&](const SchemaPair& pair) -> std::string {
        try {
            return breaches(server, pair);
        } catch (const std::exception& thrown) {
            return std::format("{}\n", thrown.what());
        }
    };
    const SchemaPair pair = withoutRefused(server, generate(seed));
    if (wrongWith(pair).empty())
        return {};
    const auto begin = std::chrono::steady_clock::now();
    const auto enough = [&] {
        return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count() > secondsToShrink;
    };
    // Pieces that need what was left out are refused, and left out with it.
    const auto fails = [&](const SchemaPair& smaller) {
        const SchemaPair rest = withoutRefused(server, smaller);
        return rest.before.size() == smaller.before.size() && rest.after.size() == smaller.after.size() &&
               !wrongWith(smaller).empty();
    };
    const SchemaPair small = shrunk(pair, fails, enough);
    return std::format("seed {}\n{}\n-- before\n{}-- after\n{}", seed, wrongWith(small), scriptOf(small.before),
                       scriptOf(small.after));
}

} // namespace schemawright::test
