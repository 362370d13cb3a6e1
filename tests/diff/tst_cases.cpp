// Every file of tests/cases: what stands before "-- before" is common to both sides, "-- before" and "-- after" are the two schemas (either may
// be missing). Up and down are run, read back, compared, and held against pg_dump. {a} {b} {c} {d} stand for names of objects, {r} {s} of roles,
// {t} for a text: they are plain, then hostile. "-- rename OLD=NEW" lines say what was renamed, as --rename does: nothing may be dropped and made
// anew then, and the rows that the engine's proof makes, and those of "-- rows", must survive.

#include "diff/compare/compare.h"
#include "diff/difference/difference.h"
#include "diff/difference/rename_text.h"
#include "diff/kinds/base/kind_ops.h"
#include "diff/kinds/base/reading.h"
#include "diff/lint/rules.h"
#include "diff/plan/plan.h"
#include "diff/prove/proof.h"
#include "diff/prove/prove.h"
#include "diff/read/read.h"
#include "diff/resolve/run.h"
#include "model/rename.h"
#include "model/sql.h"
#include "places.h"
#include "tests/support/schema_dump.h"
#include "tests/support/scratch_fixture.h"

#include <QTest>

#include <filesystem>
#include <map>
#include <set>

using namespace schemawright;
namespace fs = std::filesystem;
using test::need;

namespace {

/// Names for {a}, {b}, {c}, {d}, {r}, {s} and the text of {t}.
struct Words {
    const char* label;
    std::array<const char*, 6> names;
    const char* text;
};

const std::array<Words, 4> wordLists{
    Words{"plain", {"one", "two", "three", "four", "owner_role", "reader_role"}, "text"},
    Words{"quotes",
          {"a\"b'c", "x\n--y", "*/ $$ /*", "\\;\r", "r'o\"le --", "$a$ role"},
          "it''s \"q\" -- */ $$ $body$ \n\\n ;"},
    Words{"keywords", {"select", "User", "table", "order", "default", "current user"}, "NULL"},
    Words{"long and right to left",
          {"\u05e9\u05dc\u05d5\u05dd\u202e\u05e2\u05d5\u05dc\u05dd\u05e9\u05dc\u05d5\u05dd\u05e2\u05d5\u05dc\u05dd"
           "\u05e9\u05dc\u05d5\u05dd\u05e2\u05d5\u05dc\u05dd\u05e9\u05dc\u05d5\u05dd\u05d0",
           "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb",
           "ccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc c", "\u200f\u0627\u0644\u0639\u0631",
           "r\u202erole", "\u05e7\u05d5\u05e8\u05d0"},
          "\u202e\u05e9\u05dc\u05d5\u05dd"}};

QByteArray filled(QByteArray text, const Words& words)
{
    const std::array<const char*, 6> places{"{a}", "{b}", "{c}", "{d}", "{r}", "{s}"};
    for (std::size_t i = 0; i < places.size(); ++i)
        text.replace(places.at(i), QByteArray::fromStdString(quoteIdent(words.names.at(i))));
    return text.replace("{t}", QByteArray::fromStdString(quoteLiteral(words.text)));
}

struct Sides {
    QByteArray before;
    QByteArray after;
    QByteArray rows;
    QByteArrayList renames;
};

Sides sidesOf(const QByteArray& text)
{
    QByteArray padded = "\n" + text;
    QByteArray rows;
    if (const qsizetype at = padded.indexOf("\n-- rows\n"); at >= 0) {
        rows = padded.mid(at + 9);
        padded.truncate(at + 1);
    }
    const qsizetype before = padded.indexOf("\n-- before\n");
    const qsizetype after = padded.indexOf("\n-- after\n");
    const qsizetype first = before < 0 ? after : before;
    const QByteArray common = padded.left(first);
    return {before < 0 ? common : common + padded.mid(before + 10, after - before - 10),
            common + padded.mid(after + 9),
            rows,
            {}};
}

/// The lines that say what was renamed are taken out first: names may hold line breaks.
QByteArrayList takeRenames(QByteArray& text)
{
    QByteArrayList renames;
    QByteArrayList lines;
    for (const QByteArray& line : text.split('\n'))
        (line.startsWith("-- rename ") ? renames : lines).append(line);
    text = lines.join('\n');
    for (QByteArray& rename : renames)
        rename.remove(0, 10);
    return renames;
}

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

/// Kinds that PostgreSQL gives no owner, comment or privileges; a schema has nothing else.
bool exists(Kind kind, const std::string& verb)
{
    static const std::set<Kind> ownerless{
        Kind::Extension,    Kind::Cast,      Kind::TextSearchParser, Kind::TextSearchTemplate,
        Kind::AccessMethod, Kind::Transform, Kind::UserMapping,      Kind::Index,
        Kind::Rule,         Kind::Trigger,   Kind::Policy,           Kind::DefaultPrivileges};
    if (verb == "owner")
        return !ownerless.contains(kind);
    if (verb == "comment")
        return kind != Kind::UserMapping && kind != Kind::DefaultPrivileges;
    if (verb == "grant")
        return kindOps(kind)->grantTarget != nullptr;
    return verb != "alter" || kind != Kind::Schema;
}

} // namespace

class tst_Cases : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void thereAndBack_data();
    void thereAndBack();
    void noKindLacksACase();

private:
    struct Database {
        ScratchDatabase database;
        Catalog catalog;
    };
    Database load(const QByteArray& sql);
    void note(const Difference& difference);
    void prove(const Sides& sides);
    void proveRows(const Difference& difference);
    static QStringList contents(const ScratchDatabase& database);

    test::ScratchFixture m_scratch;
    std::map<Kind, std::set<std::string>> m_seen;
    std::size_t m_run = 0;
};

void tst_Cases::thereAndBack_data()
{
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QByteArray>("after");
    QTest::addColumn<QByteArray>("rows");
    QTest::addColumn<QByteArrayList>("renames");
    std::set<fs::path> files;
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(SCHEMAWRIGHT_SOURCE_DIR "/tests/cases"))
        if (entry.path().extension() == ".sql")
            files.insert(entry.path());
    for (const fs::path& path : files) {
        QFile file(path);
        QVERIFY(file.open(QFile::ReadOnly));
        QByteArray text = file.readAll();
        QVERIFY2(("\n" + text).contains("\n-- after\n"), path.c_str());
        const std::string name = (path.parent_path().filename() / path.stem()).string();
        const QByteArrayList renames = takeRenames(text);
        for (const Words& words : wordLists) {
            const Sides sides = sidesOf(text);
            QByteArrayList meant;
            for (const QByteArray& rename : renames)
                meant.append(filled(rename, words));
            QTest::addRow("%s: %s", name.c_str(), words.label)
                << filled(sides.before, words) << filled(sides.after, words) << filled(sides.rows, words) << meant;
            if (!text.contains("{a}"))
                break;
        }
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

void tst_Cases::note(const Difference& difference)
{
    for (const Change& change : difference.changes) {
        std::set<std::string>& seen = m_seen[change.key.kind];
        if (change.before && change.after && change.before->body != change.after->body)
            seen.insert("alter");
        else if (!change.before || !change.after)
            seen.insert({"create", "drop"}); // the way back is the other one
    }
    for (const Plan* plan : {&difference.up, &difference.down})
        for (const Batch& batch : plan->batches)
            for (const Statement& statement : batch.statements) {
                if (const std::string verb = verbOf(statement); !verb.empty())
                    m_seen[statement.origin.kind].insert(verb);
                for (const Hazard& hazard : statement.hazards)
                    if (!findRule(hazard.rule))
                        throw std::runtime_error(hazard.rule + " is no rule: " + statement.sql);
            }
}

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
    const Rows sequences = need(connection.query("SELECT coalesce(last_value, 0)::text FROM pg_catalog.pg_sequences"));
    for (std::size_t i = 0; i < sequences.size(); ++i)
        all.append(QString::fromStdString(sequences.text(i, 0)));
    all.sort();
    return all;
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

void tst_Cases::prove(const Sides& sides)
{
    const Database from = load(sides.before);
    const Database to = load(sides.after);
    const QStringList dumpBefore = test::schemaDump(from.database);
    const QStringList dumpAfter = test::schemaDump(to.database);
    std::vector<Rename> renames;
    for (const QByteArray& text : sides.renames) {
        Rename rename = need(parseRename(text.toStdString(), from.catalog));
        rename.from = renamedBy(rename.from, spelledOut(from.catalog, renames));
        renames.push_back(rename);
    }
    const Difference difference = need(makeDifference(from.catalog, to.catalog, renames, &m_scratch.server()));
    if (!renames.empty())
        proveRows(difference);
    if (!sides.rows.isEmpty()) {
        Connection connection = need(from.database.connect());
        need(connection.query(sides.rows.toStdString()));
    }
    const QStringList rows = contents(from.database);

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
        if (!sides.rows.isEmpty() && contents(from.database) != rows)
            differs += "the rows are others\n";
        if (!differs.empty())
            throw std::runtime_error(differs + "\n" + planScript(plan, false));
    };
    runPlan(difference.up, to.catalog, dumpAfter);
    runPlan(difference.down, from.catalog, dumpBefore);
    note(difference);
    ++m_run;
}

void tst_Cases::thereAndBack()
{
    QFETCH(QByteArray, before);
    QFETCH(QByteArray, after);
    QFETCH(QByteArray, rows);
    QFETCH(QByteArrayList, renames);
    try {
        prove({before, after, rows, renames});
    } catch (const std::exception& failure) {
        QFAIL(failure.what());
    }
}

void tst_Cases::noKindLacksACase()
{
    if (m_run < 20)
        QSKIP("a choice of cases was run");
    std::string lacks;
    for (const KindOps* room : allKindOps())
        for (const std::string verb : {"create", "alter", "drop", "comment", "owner", "grant"})
            if (exists(room->kind, verb) && !m_seen[room->kind].contains(verb))
                lacks += std::string(kindName(room->kind)) + ": " + verb + "\n";
    QVERIFY2(lacks.empty(), lacks.c_str());
}

QTEST_GUILESS_MAIN(tst_Cases)
#include "tst_cases.moc"
