// Every file KIND/CASE.sql of tests/cases: what stands before "-- before" is common to both sides, "-- before" and "-- after" are the two schemas
// (either may be missing). Up and down are run, read back, compared, and held against pg_dump. {a} {b} {c} {d} stand for names of objects, {r} {s}
// of roles, {t} for a text: they are plain, then hostile. "-- rename OLD=NEW" lines say what was renamed, as --rename does: nothing may be dropped
// and made anew then, and the rows that the engine's proof makes, and those of "-- rows", must survive. "-- move rows" plans with --move-rows: the
// rows may be in other tables.
//
// CASE.plan.sql and CASE.down.sql beside it are the statements with plain names, CASE.online.sql those of an online plan where they are others:
// there to be read when they change. `./dev bless [CASE]` writes them.

#include "diff/compare/compare.h"
#include "diff/difference/difference.h"
#include "diff/difference/rename_sequence.h"
#include "diff/difference/rename_text.h"
#include "diff/kinds/base/kind_ops.h"
#include "diff/kinds/base/reading.h"
#include "diff/lint/rules.h"
#include "diff/plan/plan.h"
#include "diff/prove/proof.h"
#include "diff/prove/prove.h"
#include "diff/read/read.h"
#include "diff/resolve/run.h"
#include "tests/diff/case_files.h"
#include "tests/support/schema_dump.h"
#include "tests/support/scratch_fixture.h"

#include <QTest>

#include <fstream>
#include <map>
#include <set>

using namespace schemawright;
namespace fs = std::filesystem;
using test::need;

namespace {

/// What a statement does to its object, in one word.
std::string verbOf(const Statement& statement)
{
    const std::string_view sql = statement.sql;
    if (sql.starts_with("COMMENT ON"))
        return "comment";
    if (sql.starts_with("GRANT ") || sql.starts_with("REVOKE "))
        return "grant";
    if (sql.starts_with("ALTER ") && sql.contains(" OWNER TO "))
        return "owner";
    return {};
}

/// What happens to which kinds: "enum: alter, comment; table: create, drop".
std::string exercises(const Difference& difference)
{
    std::map<std::string_view, std::set<std::string>> seen;
    for (const Change& change : difference.changes) {
        if (change.before && change.after && change.before->body != change.after->body)
            seen[kindName(change.key.kind)].insert("alter");
        else if (!change.before || !change.after)
            seen[kindName(change.key.kind)].insert({"create", "drop"}); // the way back is the other one
    }
    for (const Plan* plan : {&difference.up, &difference.down})
        for (const Batch& batch : plan->batches)
            for (const Statement& statement : batch.statements)
                if (const std::string verb = verbOf(statement); !verb.empty())
                    seen[kindName(statement.origin.kind)].insert(verb);
    std::string text;
    for (const auto& [kind, verbs] : seen) {
        text += (text.empty() ? "" : "; ") + std::string(kind);
        for (const std::string& verb : verbs)
            text += (verb == *verbs.begin() ? ": " : ", ") + verb;
    }
    return text;
}

/// Without the timeouts that every part of an online plan begins with.
std::vector<std::string> statementsOf(const Plan& plan)
{
    std::vector<std::string> all;
    for (const Batch& batch : plan.batches)
        for (const Statement& statement : batch.statements)
            if (!statement.sql.starts_with("SET ") || !statement.sql.contains("_timeout = "))
                all.push_back(statement.sql);
    return all;
}

/// A hazard names a rule that is there.
void checkRules(const Plan& plan)
{
    for (const Batch& batch : plan.batches)
        for (const Statement& statement : batch.statements)
            for (const Hazard& hazard : statement.hazards)
                if (!findRule(hazard.rule))
                    throw std::runtime_error(hazard.rule + " is no rule: " + statement.sql);
}

/// Whether the plans of this case are to be written instead of compared: SCHEMAWRIGHT_BLESS is "*", a kind or a case.
bool blesses(const std::string& name)
{
    const std::string wanted = qEnvironmentVariable("SCHEMAWRIGHT_BLESS").toStdString();
    return wanted == "*" || wanted == name || (!wanted.empty() && name.starts_with(wanted + "/"));
}

/// One file beside a case; an empty text is no file.
void keepOrCompare(const test::CaseFile& file, const char* part, const std::string& text)
{
    const fs::path path = file.beside(part);
    if (blesses(file.name)) {
        if (text.empty())
            fs::remove(path);
        else
            std::ofstream(path, std::ios::binary) << text;
        return;
    }
    const std::string kept = fs::exists(path) ? test::readFile(path).toStdString() : std::string();
    if (kept != text)
        throw std::runtime_error(path.filename().string() +
                                 " is not what is planned; where the plan is as it should be: ./dev bless " +
                                 file.name + "\nplanned:\n" + text + "\nin the file:\n" + kept);
}

} // namespace

class tst_Cases : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void thereAndBack_data();
    void thereAndBack();

private:
    struct Database {
        ScratchDatabase database;
        Catalog catalog;
    };
    struct Plans {
        std::string up;
        std::string down;
        std::string online; ///< empty where it is as `up`
    };
    Database load(const QByteArray& sql);
    Plans prove(const test::Sides& sides);
    void proveRows(const Difference& difference);
    void proveMoved(const Difference& difference);
    static QStringList contents(const ScratchDatabase& database);
    static QStringList allRows(const ScratchDatabase& database);

    test::ScratchFixture m_scratch;
};

void tst_Cases::thereAndBack_data()
{
    QTest::addColumn<test::CaseFile>("file");
    QTest::addColumn<test::Words>("words");
    const bool blessing = qEnvironmentVariableIsSet("SCHEMAWRIGHT_BLESS");
    for (const test::CaseFile& file : test::caseFiles()) {
        if (blessing && !blesses(file.name))
            continue;
        const bool hasNames = test::readFile(file.path).contains("{a}");
        for (const test::Words& words : test::wordLists)
            if (isPlain(words) || (hasNames && !blessing))
                QTest::addRow("%s: %s", file.name.c_str(), words.label) << file << words;
    }
}

tst_Cases::Database tst_Cases::load(const QByteArray& sql)
{
    Database loaded{m_scratch.database(), {}};
    Connection connection = need(loaded.database.connect());
    need(runFiles(m_scratch.server(), connection, {{"case.sql", sql.toStdString()}}));
    need(connection.query("DISCARD ALL"));
    Reading reading = need(readCatalog(connection));
    if (!reading.unknown.empty())
        throw std::runtime_error("unknown: " + reading.unknown.front());
    loaded.catalog = std::move(reading.catalog);
    return loaded;
}

namespace {

void addSequences(Connection& connection, QStringList& all)
{
    const Rows sequences = need(connection.query("SELECT coalesce(last_value, 0)::text FROM pg_catalog.pg_sequences"));
    for (std::size_t i = 0; i < sequences.size(); ++i)
        all.append(QString::fromStdString(sequences.text(i, 0)));
    all.sort();
}

} // namespace

/// What tables hold and where sequences stand, whatever they are called.
QStringList tst_Cases::contents(const ScratchDatabase& database)
{
    Connection connection = need(database.connect());
    const Rows tables = need(connection.query("SELECT format('SELECT md5(coalesce(string_agg(t::text, chr(10) ORDER BY "
                                              "t::text), %L)) FROM ONLY %I.%I t', '', "
                                              "schemaname, tablename) FROM pg_catalog.pg_tables WHERE schemaname NOT "
                                              "IN ('pg_catalog', 'information_schema')"));
    QStringList all;
    for (std::size_t i = 0; i < tables.size(); ++i)
        all.append(QString::fromStdString(need(connection.query(tables.text(i, 0))).text(0, 0)));
    addSequences(connection, all);
    return all;
}

/// All rows of all tables, wherever they are, and where sequences stand.
QStringList tst_Cases::allRows(const ScratchDatabase& database)
{
    Connection connection = need(database.connect());
    QStringList all;
    const Rows tables =
        need(connection.query("SELECT format('SELECT t::text FROM ONLY %I.%I t', schemaname, tablename) "
                              "FROM pg_catalog.pg_tables WHERE schemaname NOT IN ('pg_catalog', "
                              "'information_schema')"));
    for (std::size_t i = 0; i < tables.size(); ++i) {
        const Rows rows = need(connection.query(tables.text(i, 0)));
        for (std::size_t row = 0; row < rows.size(); ++row)
            all.append(QString::fromStdString(rows.text(row, 0)));
    }
    addSequences(connection, all);
    return all;
}

/// The proof holds, rows or none.
void tst_Cases::proveMoved(const Difference& difference)
{
    const Proof proof = need(schemawright::prove(m_scratch.server(), difference));
    if (!proof.proved)
        throw std::runtime_error(proof.failure + "\n" + planScript(difference.up, false));
}

/// Nothing that was renamed is made anew, and the rows that the proof makes survive.
void tst_Cases::proveRows(const Difference& difference)
{
    std::string wrong;
    for (const Plan* plan : {&difference.up, &difference.down})
        for (const Batch& batch : plan->batches)
            for (const Statement& statement : batch.statements)
                if (statement.sql.starts_with("DROP ") && statement.origin.kind != Kind::Schema)
                    wrong += statement.sql + "\n";
    const Proof proof = need(schemawright::prove(m_scratch.server(), difference));
    if (!proof.proved)
        wrong += proof.failure + "\n";
    for (const RowFate& fate : proof.rows)
        if (fate.rowsAfterUp != fate.rows || fate.rowsAfterDown != fate.rows || !fate.notAfterUp.empty() ||
            !fate.notAfterDown.empty() || fate.removed)
            wrong += fate.table.display() + " lost rows\n";
    for (const auto* way : {&proof.up, &proof.down})
        for (const ProvedStatement& proved : *way)
            for (const std::string& disagreement : disagreements(proved.statement, proved.seen))
                wrong += proved.statement.sql + ": " + disagreement + "\n";
    if (!wrong.empty())
        throw std::runtime_error(wrong + planScript(difference.up, false));
}

tst_Cases::Plans tst_Cases::prove(const test::Sides& sides)
{
    const Database from = load(sides.before);
    const Database to = load(sides.after);
    const QStringList dumpBefore = test::schemaDump(from.database);
    const QStringList dumpAfter = test::schemaDump(to.database);
    std::vector<Rename> renames;
    for (const QByteArray& text : sides.renames)
        renames.push_back(need(parseRename(text.toStdString(), from.catalog)));
    renames = inSequence(from.catalog, renames);
    const auto differenceWith = [&](PlanOptions options) {
        options.moveRows = sides.moveRows;
        return need(makeDifference(from.catalog, to.catalog, renames, &m_scratch.server(), options));
    };
    const Difference difference = differenceWith({});
    if (!renames.empty())
        proveRows(difference);
    if (sides.moveRows)
        proveMoved(difference);
    if (!sides.rows.isEmpty()) {
        Connection connection = need(from.database.connect());
        need(connection.query(sides.rows.toStdString()));
    }
    const auto held = [&] { return sides.moveRows ? allRows(from.database) : contents(from.database); };
    const QStringList rows = held();

    const auto runPlan = [&](const Plan& plan, const Catalog& wanted, const QStringList& wantedDump) {
        Connection connection = need(from.database.connect());
        Statement failed;
        if (const auto run = runOnScratch(connection, plan, {}, &failed); !run)
            throw std::runtime_error(run.error().text() + "\n" + failed.sql);
        need(connection.query("DISCARD ALL"));
        const Catalog found = need(readCatalog(connection)).catalog;
        std::string differs;
        for (const Change& change : compare(found, wanted))
            differs += change.key.display() + ": " + join(change.details, "; ") + "\n";
        const QStringList dump = test::schemaDump(from.database);
        if (dump != wantedDump)
            differs += test::dumpDifference(dump, wantedDump).toStdString();
        if (!sides.rows.isEmpty() && held() != rows)
            differs += "the rows are others\n";
        if (!differs.empty())
            throw std::runtime_error(differs + "\n" + planScript(plan, false));
    };
    runPlan(difference.up, to.catalog, dumpAfter);
    runPlan(difference.down, from.catalog, dumpBefore);
    for (const Plan* plan : {&difference.up, &difference.down})
        checkRules(*plan);

    const Difference online = differenceWith({.online = true});
    Plans plans{"-- exercises: " + exercises(difference) + "\n" + planScript(difference.up),
                planScript(difference.down), planScript(online.up)};
    if (statementsOf(online.up) == statementsOf(difference.up))
        plans.online.clear();
    return plans;
}

void tst_Cases::thereAndBack()
{
    QFETCH(test::CaseFile, file);
    QFETCH(test::Words, words);
    try {
        const Plans plans = prove(filled(test::sidesOf(test::readFile(file.path)), words));
        if (!isPlain(words))
            return;
        keepOrCompare(file, "plan", plans.up);
        keepOrCompare(file, "down", plans.down);
        keepOrCompare(file, "online", plans.online);
    } catch (const std::exception& failure) {
        QFAIL(failure.what());
    }
}

QTEST_GUILESS_MAIN(tst_Cases)
#include "tst_cases.moc"
