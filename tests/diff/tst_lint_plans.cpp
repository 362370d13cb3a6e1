// Lint finds nothing in our own plans that they do not say themselves: each plan of tests/cases (up, down, online and back) and of the pairs in
// SCHEMAWRIGHT_SHARED is written as a script and linted. A statement's findings must be among its hazards in the plan, and what it was seen to
// lock, scan and rewrite must be what the plan claims.

#include "diff/difference/difference.h"
#include "diff/difference/rename_sequence.h"
#include "diff/difference/rename_text.h"
#include "diff/plan/plan.h"
#include "diff/prove/lint.h"
#include "diff/prove/prove.h"
#include "diff/prove/routine_check.h"
#include "diff/resolve/resolve.h"
#include "diff/resolve/run.h"
#include "tests/diff/case_files.h"
#include "tests/support/corpus.h"
#include "tests/support/scratch_fixture.h"

#include <QTest>

#include <fstream>
#include <set>

using namespace schemawright;
namespace fs = std::filesystem;
using test::need;

namespace {

/// Two schemas, and the names that change between them.
struct Pair {
    std::string before;
    std::string after;
    std::vector<std::string> renames;
};

/// What the plan says of the script's statements, one for each.
std::vector<Statement> statementsOf(const Plan& plan)
{
    std::vector<Statement> all;
    for (const Batch& batch : plan.batches)
        all.insert(all.end(), batch.statements.begin(), batch.statements.end());
    return all;
}

bool isFrame(const LintedStatement& linted)
{
    return linted.sql == "BEGIN" || linted.sql == "COMMIT" || linted.sql == "SET check_function_bodies = off";
}

/// What a statement did and does not claim, with the relations that were there before the plan: what it has made itself is new to others.
std::vector<std::string> unclaimed(const Statement& claimed, const Observation& seen, const Catalog& start)
{
    std::vector<std::string> out;
    const std::vector<Lock> expected = strongestLocks(claimed.locks);
    for (const Lock& lock : seen.locks) {
        const bool goesAlong = lock.relation.kind == Kind::Index || lock.relation.kind == Kind::Sequence;
        const auto claim = std::ranges::find(expected, lock.relation, &Lock::relation);
        if (!goesAlong && start.find(lock.relation) && (claim == expected.end() || claim->mode < lock.mode))
            out.push_back(lock.relation.display() + " is locked in " + std::string(lockModeName(lock.mode)));
    }
    if (seen.rewritesTable() && !claimed.rewrites)
        out.push_back("a table is rewritten");
    if (!seen.scanned.empty() && !claimed.scans)
        out.push_back(seen.scanned.front().display() + " is scanned");
    return out;
}

/// Whoever says that a table is rewritten says that it is read.
bool says(const Statement& statement, const std::string& rule)
{
    return std::ranges::any_of(statement.hazards, [&](const Hazard& hazard) {
        return hazard.rule == rule ||
               (hazard.rule == "rewrite-table" && (rule == "scan-table" || rule == "rewrite-index"));
    });
}

/// What lint says and the plan does not: "rule: the statement", a line each.
std::vector<std::string> unsaid(const Plan& plan, const std::vector<LintedStatement>& linted, const Catalog& start)
{
    const std::vector<Statement> claimed = statementsOf(plan);
    std::vector<std::string> out;
    auto next = claimed.begin();
    for (const LintedStatement& found : linted) {
        if (isFrame(found)) {
            for (const Hazard& hazard : found.hazards)
                out.push_back(hazard.rule + "\t" + hazard.message + "\t" + found.sql);
            continue;
        }
        if (next == claimed.end() || next->sql != found.sql) {
            out.push_back("another statement\t\t" + found.sql);
            break;
        }
        for (const Hazard& hazard : found.hazards)
            if (!says(*next, hazard.rule))
                out.push_back(hazard.rule + "\t" + hazard.message + "\t" + found.sql);
        if (found.ran)
            for (const std::string& fact : unclaimed(*next, found.seen, start))
                out.push_back("fact\t" + fact + "\t" + found.sql);
        ++next;
    }
    return out;
}

bool fails(const std::vector<LintedStatement>& linted)
{
    return std::ranges::any_of(linted, [](const LintedStatement& statement) {
        return std::ranges::contains(statement.hazards, "statement-fails", &Hazard::rule);
    });
}

} // namespace

class tst_LintPlans : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void lintSaysNothingMore_data();
    void lintSaysNothingMore();

private:
    /// Functions that fail when they are called: of those after up the proof says it, of those after down the schema before.
    std::vector<std::string> saidOfBodies(const Difference& difference, bool up)
    {
        std::vector<std::string> said;
        const auto add = [&](const std::vector<RoutineFault>& faults) {
            for (const RoutineFault& fault : faults)
                said.push_back("breaks-function\t" + faultText(fault) + "\t");
        };
        if (up) {
            add(need(schemawright::prove(m_scratch.server(), difference)).brokenBodies);
        } else {
            const ScratchDatabase database = need(buildCatalog(m_scratch.server(), difference.from));
            Connection connection = need(database.connect());
            add(need(checkRoutines(connection)));
        }
        return said;
    }

    /// Does the plan do its work by itself?
    bool runs(const Plan& plan, const Catalog& start)
    {
        const ScratchDatabase database = need(buildCatalog(m_scratch.server(), start));
        Connection connection = need(database.connect());
        return runOnScratch(connection, plan).has_value();
    }

    test::ScratchFixture m_scratch;
};

void tst_LintPlans::lintSaysNothingMore_data()
{
    QTest::addColumn<Pair>("pair");
    for (const test::CaseFile& file : test::caseFiles()) {
        const test::Sides sides = test::filled(test::sidesOf(test::readFile(file.path)), test::wordLists.front());
        Pair pair{sides.before.toStdString(), sides.after.toStdString(), {}};
        for (const QByteArray& rename : sides.renames)
            pair.renames.push_back(rename.toStdString());
        QTest::newRow(file.name.c_str()) << pair;
    }
    const auto add = [](const fs::path& folder, const char* before, const char* after) {
        if (!fs::exists(folder / before))
            return;
        Pair pair{test::readFile(folder / before).toStdString(), test::readFile(folder / after).toStdString(), {}};
        if (fs::exists(folder / "opts"))
            for (const QByteArray& word : test::readFile(folder / "opts").simplified().split(' '))
                if (!word.startsWith("--"))
                    pair.renames.push_back(word.toStdString());
        QTest::newRow((folder.parent_path().filename() / folder.filename()).c_str()) << pair;
    };
    std::set<fs::path> folders;
    for (const char* source : {"pairs/apgdiff", "pairs/migra", "pairs/pgquarrel", "pairs/pgschema", "reported"})
        if (const fs::path folder = test::sharedFolder() / "corpus" / source; fs::is_directory(folder))
            for (const fs::directory_entry& entry : fs::directory_iterator(folder))
                folders.insert(entry.path());
    for (const fs::path& folder : folders) {
        add(folder, "old.sql", "new.sql");
        add(folder, "before.sql", "after.sql");
    }
}

void tst_LintPlans::lintSaysNothingMore()
{
    QFETCH(Pair, pair);
    std::string all;
    try {
        const Catalog from = need(resolveSql(m_scratch.server(), {{"before.sql", pair.before}})).catalog;
        const Catalog to = need(resolveSql(m_scratch.server(), {{"after.sql", pair.after}})).catalog;
        std::vector<Rename> renames;
        for (const std::string& text : pair.renames)
            renames.push_back(need(parseRename(text, from)));
        renames = inSequence(from, renames);
        for (const bool online : {false, true}) {
            const PlanOptions options{.online = online, .moveRows = true};
            const auto difference = makeDifference(from, to, renames, &m_scratch.server(), options);
            if (!difference)
                QSKIP(("no plan: " + difference.error().text()).c_str());
            for (const auto& [way, plan, start] :
                 {std::tuple{"up", &difference->up, &from}, std::tuple{"down", &difference->down, &to}}) {
                const auto linted = need(lintScripts(m_scratch.server(), *start, {{way, planScript(*plan)}}));
                if (fails(linted) && !runs(*plan, *start))
                    continue; // and lint says so rightly; that plans run is what other tests are about
                std::vector<std::string> found = unsaid(*plan, linted, *start);
                const auto isOfBody = [](const std::string& more) { return more.starts_with("breaks-function\t"); };
                if (std::ranges::any_of(found, isOfBody)) {
                    const std::vector<std::string> said = saidOfBodies(*difference, plan == &difference->up);
                    std::erase_if(found, [&](const std::string& more) {
                        return std::ranges::any_of(said,
                                                   [&](const std::string& text) { return more.starts_with(text); });
                    });
                }
                for (const std::string& more : found)
                    all += std::string(online ? "online " : "") + way + "\t" + more + "\n";
            }
        }
    } catch (const std::exception& failure) {
        all += std::string("failure\t") + failure.what() + "\t\n";
    }
    if (const char* list = std::getenv("SCHEMAWRIGHT_LINT_LIST")) {
        std::ofstream out(list, std::ios::app);
        std::string line;
        for (const char c : all)
            if (c == '\n') {
                if (line.find('\t') != std::string::npos)
                    out << QTest::currentDataTag() << '\t';
                out << line << '\n';
                line.clear();
            } else {
                line += c;
            }
        return;
    }
    QVERIFY2(all.empty(), all.c_str());
}

QTEST_GUILESS_MAIN(tst_LintPlans)
#include "tst_lint_plans.moc"
