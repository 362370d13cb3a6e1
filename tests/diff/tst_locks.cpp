// What the statements of plans claim (locks, rewrites, scans), compared with what real servers do: one table of all, without a disagreement.
// Besides the embedded server, those in SCHEMAWRIGHT_SERVERS (URLs with spaces between them), which `./dev test versions` starts.

#include "diff/difference/difference.h"
#include "diff/difference/rename_text.h"
#include "diff/lint/rules.h"
#include "diff/prove/proof.h"
#include "diff/prove/prove.h"
#include "diff/resolve/resolve.h"
#include "tests/diff/lock_cases_online.h"
#include "tests/support/scratch_fixture.h"

#include <QFile>
#include <QTest>

#include <format>
#include <fstream>
#include <map>

using namespace schemawright;

class tst_Locks : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void theFactsAreWhatTheServerDoes_data();
    void theFactsAreWhatTheServerDoes();
    void cleanupTestCase();

private:
    struct Row {
        Statement statement;
        Observation seen;
        bool agreed = true;
    };
    using Rows = std::map<std::string, Row>; // by SQL
    const Result<Catalog>& resolved(ScratchServer& server, const std::string& sql);
    void prove(const test::LockCase& wanted, ScratchServer& server);
    void note(const ProvedStatement& proved, Rows& rows, std::string& wrong);
    [[nodiscard]] std::string others(const std::string& sql, const Row& row) const;

    std::vector<std::shared_ptr<ScratchServer>> m_servers;                              // the embedded one first
    std::map<std::pair<const ScratchServer*, std::string>, Result<Catalog>> m_resolved; // many cases share a side
    std::vector<test::LockCase> m_cases;
    std::map<int, Rows> m_rows; // by major version
    std::size_t m_watched = 0;
};

namespace {

std::string lockText(const std::vector<Lock>& locks)
{
    std::string text;
    for (const Lock& lock : locks) {
        if (lock.relation.kind == Kind::Index || lock.relation.kind == Kind::Sequence)
            continue;
        text += (text.empty() ? "" : ", ") + std::string(lockModeName(lock.mode)) + " on `" + lock.relation.name + "`";
    }
    return text;
}

bool takesLong(const Observation& seen)
{
    return !seen.scanned.empty() || !seen.rewritten.empty();
}

/// Do readers and writers go on?
bool isGentle(const Observation& seen)
{
    return std::ranges::all_of(seen.locks,
                               [](const Lock& lock) { return lock.mode <= LockMode::ShareUpdateExclusive; });
}

std::string cell(std::string text)
{
    std::ranges::replace(text, '\n', ' ');
    for (std::size_t at = 0; (at = text.find('|', at)) != std::string::npos; at += 2)
        text.insert(at, "\\");
    return text;
}

} // namespace

/// In UTC a timestamp becomes one with time zone without another byte; servers elsewhere write the table anew, and that is what is claimed.
void tst_Locks::initTestCase()
{
    m_servers.push_back(test::need(ScratchServer::start({})));
    for (const QString& url : qEnvironmentVariable("SCHEMAWRIGHT_SERVERS").split(u' ', Qt::SkipEmptyParts))
        m_servers.push_back(test::need(ScratchServer::start({.url = url.toStdString()})));
    for (const auto& server : m_servers) {
        Connection connection = test::need(Connection::open(server->spec()));
        test::need(connection.query("ALTER ROLE CURRENT_USER SET timezone = 'Asia/Kolkata'"));
    }
}

void tst_Locks::theFactsAreWhatTheServerDoes_data()
{
    QTest::addColumn<int>("number");
    m_cases.clear();
    for (const auto& cases : {test::columnCases(), test::constraintCases(), test::tableCases(), test::indexCases(),
                              test::partitionCases(), test::programCases(), test::onlineCases()})
        m_cases.insert(m_cases.end(), cases.begin(), cases.end());
    for (std::size_t i = 0; i < m_cases.size(); ++i)
        QTest::newRow(m_cases[i].name) << static_cast<int>(i);
}

const Result<Catalog>& tst_Locks::resolved(ScratchServer& server, const std::string& sql)
{
    const std::pair<const ScratchServer*, std::string> key(&server, sql);
    if (!m_resolved.contains(key))
        m_resolved.emplace(key, resolveSql(server, {{"test.sql", sql}}).transform([](Reading reading) {
            if (!reading.unknown.empty())
                throw std::runtime_error("unknown: " + reading.unknown.front());
            return std::move(reading.catalog);
        }));
    return m_resolved.at(key);
}

void tst_Locks::note(const ProvedStatement& proved, Rows& rows, std::string& wrong)
{
    ++m_watched;
    const std::vector<std::string> differences = disagreements(proved.statement, proved.seen);
    for (const Hazard& hazard : proved.statement.hazards)
        if (!findRule(hazard.rule))
            wrong += hazard.rule + " is no rule\n";
    for (const std::string& difference : differences)
        wrong += proved.statement.sql + "\n    " + difference + "\n";
    Row& row = rows[proved.statement.sql];
    row = {proved.statement, proved.seen, row.agreed && differences.empty()};
}

void tst_Locks::theFactsAreWhatTheServerDoes()
{
    QFETCH(int, number);
    for (const auto& server : m_servers)
        prove(m_cases[static_cast<std::size_t>(number)], *server);
}

void tst_Locks::prove(const test::LockCase& wanted, ScratchServer& server)
{
    const Result<Catalog>& from = resolved(server, wanted.before);
    const Result<Catalog>& to = resolved(server, wanted.after);
    // What a version lacks is left out: STORAGE in CREATE TABLE came with 16.
    if (&server != m_servers.front().get() && (!from || !to) && (from ? to : from).error().code == ErrorCode::Sql)
        return;
    const Catalog before = test::need(from);
    const Catalog after = test::need(to);
    std::vector<Rename> renames;
    for (const char* rename : wanted.renames)
        renames.push_back(test::need(parseRename(rename, before)));
    const Difference difference = test::need(
        makeDifference(before, after, renames, &server, {.online = wanted.online, .serverVersion = server.version()}));
    QVERIFY(!difference.empty());
    const Proof proof = test::need(schemawright::prove(server, difference));
    QVERIFY2(proof.proved, proof.failure.c_str());
    std::string wrong;
    for (const auto* way : {&proof.up, &proof.down})
        for (const ProvedStatement& proved : *way)
            note(proved, m_rows[server.version() / 10000], wrong);
    QVERIFY2(wrong.empty(), ("\non PostgreSQL " + server.versionText() + "\n" + wrong).c_str());
    if (wanted.online)
        for (const ProvedStatement& proved : proof.up)
            QVERIFY2(!takesLong(proved.seen) || isGentle(proved.seen), proved.statement.sql.c_str());
}

/// What other versions do otherwise with the statement: " (18: SHARE on `t`, rewrites)".
std::string tst_Locks::others(const std::string& sql, const Row& row) const
{
    const auto text = [](const Row& shown) {
        return (shown.seen.locks.empty() ? "no lock" : lockText(shown.seen.locks)) +
               (shown.seen.rewritesTable() ? ", rewrites" : "") + (shown.seen.scanned.empty() ? "" : ", reads");
    };
    std::string notes;
    for (const auto& [major, rows] : m_rows)
        if (const auto other = rows.find(sql); other != rows.end() && text(other->second) != text(row))
            notes += std::format("{}{}: {}", notes.empty() ? "" : "; ", major, text(other->second));
    return notes.empty() ? notes : " (" + notes + ")";
}

/// The table goes to the build folder; docs/locks.md is a copy of it.
void tst_Locks::cleanupTestCase()
{
    std::string versions = m_servers.front()->versionText();
    for (std::size_t i = 1; i < m_servers.size(); ++i)
        versions += ", " + m_servers[i]->versionText();
    std::string page =
        "# What statements lock, rewrite and read\n\n"
        "The statements that plans consist of, with the locks, rewrites and scans that Schemawright expects. The test\n"
        "tst_locks runs each statement on PostgreSQL " +
        versions +
        " and compares the expectation with what it observes.\n"
        "Locks up to ROW EXCLUSIVE, which ordinary reads and writes take too, are left out, as are locks on objects "
        "that\n"
        "the script itself creates. SHARE UPDATE EXCLUSIVE blocks DDL; SHARE and SHARE ROW EXCLUSIVE also block "
        "writes;\n"
        "ACCESS EXCLUSIVE blocks everything.\n";
    std::size_t wrong = 0;
    std::string section;
    const auto both = [](const std::string& claimed, const std::string& seen) {
        return claimed == seen ? claimed : claimed + " (DISAGREED, seen: " + seen + ")";
    };
    const auto yes = [](bool is) { return std::string(is ? "yes" : ""); };
    const Rows& embedded = m_rows[m_servers.front()->version() / 10000];
    for (const auto& [sql, row] : embedded) {
        wrong += row.agreed ? 0 : 1;
        const std::string verb = sql.substr(0, sql.find(' ', sql.find(' ') + 1));
        if (const std::string heading = sql.starts_with("GRANT") || sql.starts_with("REVOKE") ? "GRANT, REVOKE"
                                        : sql.starts_with("COMMENT")                          ? "COMMENT"
                                        : sql.starts_with("SELECT") || sql.starts_with("DO ") || sql.starts_with("SET")
                                            ? "Other"
                                            : verb;
            heading != section) {
            section = heading;
            page += "\n## " + section + "\n\n| statement | locks | rewrites | reads |\n|---|---|---|---|\n";
        }
        page += std::format("| `{}` | {}{} | {} | {} |\n", cell(sql),
                            both(lockText(strongestLocks(row.statement.locks)), lockText(row.seen.locks)),
                            others(sql, row), both(yes(row.statement.rewrites), yes(row.seen.rewritesTable())),
                            both(yes(row.statement.scans), yes(!row.seen.scanned.empty())));
    }
    std::ofstream(LOCKS_TABLE) << page;
    qInfo("%zu statements watched, %zu different ones, %zu disagree: %s", m_watched, embedded.size(), wrong,
          LOCKS_TABLE);
}

QTEST_GUILESS_MAIN(tst_Locks)
#include "tst_locks.moc"
