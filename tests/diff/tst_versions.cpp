// The cases of tests/cases on servers of other major versions, with plain names: `./dev test versions` starts them and names them in
// SCHEMAWRIGHT_SERVERS, URLs with spaces between them. A case whose schemas a version cannot hold is left out there, and counted. Besides, what
// single versions have and others do not.

#include "diff/compare/compare.h"
#include "diff/difference/difference.h"
#include "diff/difference/rename_sequence.h"
#include "diff/difference/rename_text.h"
#include "diff/plan/plan.h"
#include "diff/read/read.h"
#include "diff/resolve/run.h"
#include "tests/diff/case_files.h"
#include "tests/diff/catalog_columns.h"
#include "tests/support/scratch_fixture.h"

#include <QTest>

#include <map>

using namespace schemawright;
using test::need;

namespace {

QStringList serverUrls()
{
    return qEnvironmentVariable("SCHEMAWRIGHT_SERVERS").split(u' ', Qt::SkipEmptyParts);
}

/// What only some versions have: a name, the first version, and two schemas.
struct Feature {
    const char* name;
    int since;
    const char* before;
    const char* after;
};

constexpr std::array versionFeatures{
    Feature{"ICU collation", 14, "",
            "CREATE COLLATION german (provider = icu, locale = 'de-DE'); CREATE TABLE t (a text COLLATE german);"},
    Feature{"publication of a table", 14, "CREATE TABLE t (id int PRIMARY KEY);",
            "CREATE TABLE t (id int PRIMARY KEY); CREATE PUBLICATION p FOR TABLE t;"},
    Feature{"publication with a filter", 15,
            "CREATE TABLE t (id int PRIMARY KEY, a int); CREATE PUBLICATION p FOR TABLE t;",
            "CREATE TABLE t (id int PRIMARY KEY, a int); CREATE PUBLICATION p FOR TABLE t (id) WHERE (id > 3);"},
    Feature{"nulls not distinct", 15, "CREATE TABLE t (a int UNIQUE);",
            "CREATE TABLE t (a int UNIQUE NULLS NOT DISTINCT);"},
    Feature{"set null of one column", 15,
            "CREATE TABLE t (a int, b int, UNIQUE (a, b)); CREATE TABLE u (a int, b int);",
            "CREATE TABLE t (a int, b int, UNIQUE (a, b)); CREATE TABLE u (a int, b int, FOREIGN KEY (a, b) REFERENCES "
            "t (a, b) ON DELETE SET NULL (b));"},
    Feature{"a check that is not enforced", 18, "CREATE TABLE t (a int, CONSTRAINT c CHECK (a > 0));",
            "CREATE TABLE t (a int, CONSTRAINT c CHECK (a > 0) NOT ENFORCED);"},
    Feature{"a foreign key that is not enforced", 18,
            "CREATE TABLE t (id int PRIMARY KEY); CREATE TABLE u (t int, CONSTRAINT f FOREIGN KEY (t) REFERENCES t);",
            "CREATE TABLE t (id int PRIMARY KEY); CREATE TABLE u (t int, CONSTRAINT f FOREIGN KEY (t) REFERENCES t NOT "
            "ENFORCED);"},
    Feature{"a foreign key that is not valid and then not enforced", 18,
            "CREATE TABLE t (id int PRIMARY KEY); CREATE TABLE u (t int); ALTER TABLE u ADD CONSTRAINT f FOREIGN KEY "
            "(t) REFERENCES t NOT VALID;",
            "CREATE TABLE t (id int PRIMARY KEY); CREATE TABLE u (t int, CONSTRAINT f FOREIGN KEY (t) REFERENCES t NOT "
            "ENFORCED);"},
    Feature{
        "temporal keys", 18,
        "CREATE TABLE room (id int4range, at daterange); CREATE TABLE booking (room int4range, at daterange);",
        "CREATE TABLE room (id int4range, at daterange, CONSTRAINT room_pkey PRIMARY KEY (id, at WITHOUT OVERLAPS));"
        "CREATE TABLE booking (room int4range, at daterange, CONSTRAINT b FOREIGN KEY (room, PERIOD at) REFERENCES "
        "room (id, PERIOD at));"},
    Feature{"a temporal key becomes a plain one", 18,
            "CREATE TABLE room (id int4range, at daterange, CONSTRAINT room_key UNIQUE (id, at WITHOUT OVERLAPS));",
            "CREATE TABLE room (id int4range, at daterange, CONSTRAINT room_key UNIQUE (id, at));"},
    Feature{"NOT NULL with a name and a comment", 18, "CREATE TABLE t (a int NOT NULL, b int CONSTRAINT old NOT NULL);",
            "CREATE TABLE t (a int CONSTRAINT a_said NOT NULL, b int CONSTRAINT young NOT NULL);"
            "COMMENT ON CONSTRAINT a_said ON t IS 'why';"
            "CREATE TABLE u (id int CONSTRAINT x NOT NULL PRIMARY KEY, i int GENERATED ALWAYS AS IDENTITY CONSTRAINT y "
            "NOT NULL); ALTER TABLE u RENAME CONSTRAINT x TO z;"
            "ALTER TABLE t ALTER CONSTRAINT young NO INHERIT;"},
    Feature{
        "NOT NULL that is not valid", 18, "CREATE TABLE t (a int NOT NULL, b int, c int, d int NOT NULL);",
        "CREATE TABLE t (a int NOT NULL, b int, c int, d int); ALTER TABLE t ADD CONSTRAINT bn NOT NULL b NOT VALID;"
        "ALTER TABLE t ADD NOT NULL c NOT VALID; ALTER TABLE t ADD NOT NULL d NOT VALID;"
        "ALTER TABLE t ADD e int; ALTER TABLE t ADD NOT NULL e NOT VALID;"
        "CREATE TABLE u (a int); ALTER TABLE u ADD CONSTRAINT an NOT NULL a NOT VALID; COMMENT ON CONSTRAINT an ON "
        "u IS 'later';"},
    Feature{"NOT NULL that is not inherited", 18,
            "CREATE TABLE p (a int, b int NOT NULL); CREATE TABLE c () INHERITS (p);",
            "CREATE TABLE p (a int NOT NULL NO INHERIT, b int NOT NULL, x int NOT NULL NO INHERIT); CREATE TABLE c () "
            "INHERITS (p);"},
    Feature{
        "NOT NULL that goes down to other tables", 18,
        "CREATE TABLE p (a int, b int, c int NOT NULL); CREATE TABLE c1 (CONSTRAINT mine NOT NULL a) INHERITS (p);"
        "CREATE TABLE c2 (CONSTRAINT own NOT NULL c) INHERITS (p); CREATE TABLE d () INHERITS (c2);",
        "CREATE TABLE p (a int NOT NULL, b int CONSTRAINT bn NOT NULL, c int); CREATE TABLE c1 (CONSTRAINT mine NOT "
        "NULL a) INHERITS (p); CREATE TABLE c2 (CONSTRAINT own NOT NULL c) INHERITS (p); CREATE TABLE d () "
        "INHERITS (c2); CREATE TABLE e (CONSTRAINT o NOT NULL b) INHERITS (p);"},
    Feature{
        "NOT NULL of partitions", 18,
        "CREATE TABLE p (a int, b int NOT NULL) PARTITION BY LIST (b); CREATE TABLE p1 PARTITION OF p FOR VALUES IN "
        "(1);",
        "CREATE TABLE p (a int CONSTRAINT an NOT NULL, b int NOT NULL) PARTITION BY LIST (b); CREATE TABLE p1 "
        "PARTITION OF p FOR VALUES IN (1); CREATE TABLE p2 PARTITION OF p (CONSTRAINT mine NOT NULL b) FOR VALUES "
        "IN (2); CREATE TABLE p3 (a int NOT NULL, b int NOT NULL); ALTER TABLE p ATTACH PARTITION p3 FOR VALUES IN "
        "(3);"},
    Feature{"generated columns that are published", 18, "CREATE TABLE t (id int PRIMARY KEY); CREATE PUBLICATION p;",
            "CREATE TABLE t (id int PRIMARY KEY); CREATE PUBLICATION p WITH (publish_generated_columns = stored);"
            "CREATE PUBLICATION q FOR TABLE t WITH (publish_generated_columns = stored);"},
    Feature{"default privileges of large objects", 18, "",
            "ALTER DEFAULT PRIVILEGES GRANT SELECT ON LARGE OBJECTS TO pg_monitor;"},
    Feature{"a foreign key of a partitioned table that is not valid", 18,
            "CREATE TABLE r (id int PRIMARY KEY); CREATE TABLE p (a int) PARTITION BY LIST (a); CREATE TABLE p1 "
            "PARTITION OF p FOR VALUES IN (1);",
            "CREATE TABLE r (id int PRIMARY KEY); CREATE TABLE p (a int) PARTITION BY LIST (a); CREATE TABLE p1 "
            "PARTITION OF p FOR VALUES IN (1); ALTER TABLE p ADD CONSTRAINT f FOREIGN KEY (a) REFERENCES r NOT VALID;"},
    Feature{"MAINTAIN", 17, "CREATE TABLE t (a int);",
            "CREATE TABLE t (a int); GRANT MAINTAIN ON t TO pg_monitor; ALTER DEFAULT PRIVILEGES GRANT MAINTAIN ON "
            "TABLES TO pg_monitor;"},
    Feature{"NOT NULL of a domain", 17, "CREATE DOMAIN d AS int; CREATE DOMAIN e AS int CONSTRAINT x NOT NULL;",
            "CREATE DOMAIN d AS int CONSTRAINT said NOT NULL; CREATE DOMAIN e AS int NOT NULL; COMMENT ON CONSTRAINT "
            "said ON DOMAIN d IS 'why';"},
    Feature{"virtual generated columns", 18, "CREATE TABLE t (a int);",
            "CREATE TABLE t (a int, b int GENERATED ALWAYS AS (a * 2) VIRTUAL);"},
};

} // namespace

class tst_Versions : public QObject {
    Q_OBJECT

private:
    /// A database of the server in which the script has been run, and what it holds.
    struct Database {
        ScratchDatabase database;
        Catalog catalog;
    };
    static Result<Database> load(ScratchServer& server, const QByteArray& sql)
    {
        auto database = server.createDatabase();
        if (!database)
            return std::unexpected(database.error());
        Connection connection = need(database->connect());
        // libpg_query 17 splits no statements that PostgreSQL 18 has added: then the server gets the text as a whole.
        if (auto run = runFiles(server, connection, {{"case.sql", sql.toStdString()}}); !run)
            if (auto whole = connection.query(sql.toStdString()); !whole)
                return std::unexpected(run.error());
        need(connection.query("DISCARD ALL"));
        Reading reading = need(readCatalog(connection));
        if (!reading.unknown.empty())
            throw std::runtime_error("unknown: " + reading.unknown.front());
        return Database{std::move(*database), std::move(reading.catalog)};
    }

    static void run(const ScratchDatabase& database, const Plan& plan, const Catalog& wanted)
    {
        Connection connection = need(database.connect());
        Statement failed;
        if (const auto done = runOnScratch(connection, plan, {}, &failed); !done)
            throw std::runtime_error(done.error().text() + "\n" + failed.sql);
        need(connection.query("DISCARD ALL"));
        std::string differs;
        for (const Change& change : compare(need(readCatalog(connection)).catalog, wanted))
            differs += change.key.display() + ": " + join(change.details, "; ") + "\n";
        if (!differs.empty())
            throw std::runtime_error(differs + "\n" + planScript(plan, false));
    }

    /// There and back, the usual and the online way; false if the version cannot hold one of the schemas.
    static bool thereAndBack(ScratchServer& server, const test::Sides& sides)
    {
        for (const bool online : {false, true}) {
            const auto from = load(server, sides.before);
            const auto to = from ? load(server, sides.after) : std::unexpected(from.error());
            if (!to) {
                if (to.error().code == ErrorCode::Sql || to.error().code == ErrorCode::ScratchUnavailable)
                    return false;
                throw std::runtime_error(to.error().text());
            }
            std::vector<Rename> renames;
            for (const QByteArray& text : sides.renames)
                renames.push_back(need(parseRename(text.toStdString(), from->catalog)));
            renames = inSequence(from->catalog, renames);
            const Difference difference =
                need(makeDifference(from->catalog, to->catalog, renames, &server,
                                    {.online = online, .moveRows = sides.moveRows, .serverVersion = server.version()}));
            run(from->database, difference.up, to->catalog);
            run(from->database, difference.down, from->catalog);
        }
        return true;
    }

    static std::shared_ptr<ScratchServer> start(const QString& url)
    {
        ScratchOptions options;
        options.url = url.toStdString();
        return need(ScratchServer::start(options));
    }

private Q_SLOTS:
    void initTestCase()
    {
        if (serverUrls().isEmpty())
            QSKIP("no servers of other versions: ./dev test versions starts them");
    }

    void features_data()
    {
        QTest::addColumn<QString>("url");
        QTest::addColumn<int>("number");
        for (const QString& url : serverUrls())
            for (std::size_t i = 0; i < versionFeatures.size(); ++i)
                QTest::addRow("%s: %s", qPrintable(url), versionFeatures.at(i).name) << url << static_cast<int>(i);
    }
    void features()
    {
        QFETCH(QString, url);
        QFETCH(int, number);
        const Feature& feature = versionFeatures.at(static_cast<std::size_t>(number));
        try {
            const auto server = start(url);
            const bool held =
                thereAndBack(*server, {.before = feature.before, .after = feature.after, .rows = {}, .renames = {}});
            QCOMPARE(held, server->version() / 10000 >= feature.since);
        } catch (const std::exception& failure) {
            QFAIL(failure.what());
        }
    }

    void everyCatalogIsKnown_data()
    {
        QTest::addColumn<QString>("url");
        for (const QString& url : serverUrls())
            QTest::addRow("%s", qPrintable(url)) << url;
    }
    void everyCatalogIsKnown()
    {
        QFETCH(QString, url);
        const auto server = start(url);
        const ScratchDatabase database = need(server->createDatabase());
        Connection connection = need(database.connect());
        QCOMPARE(join(test::columnsWithoutReason(connection), " "), std::string());
    }

    void cases_data()
    {
        QTest::addColumn<QString>("url");
        QTest::addColumn<test::CaseFile>("file");
        for (const QString& url : serverUrls())
            for (const test::CaseFile& file : test::caseFiles())
                QTest::addRow("%s: %s", qPrintable(url), file.name.c_str()) << url << file;
    }
    void cases()
    {
        QFETCH(QString, url);
        QFETCH(test::CaseFile, file);
        Tally& tally = m_tallies[url];
        if (!tally.server)
            tally.server = start(url);
        ++tally.failed;
        try {
            const test::Sides sides = test::filled(test::sidesOf(test::readFile(file.path)), test::wordLists.front());
            if (thereAndBack(*tally.server, sides))
                ++tally.held;
            else
                tally.left.append(QString::fromStdString(file.name));
            --tally.failed;
        } catch (const std::exception& failure) {
            QFAIL(failure.what());
        }
    }

    void cleanupTestCase()
    {
        for (const auto& [url, tally] : m_tallies) {
            qInfo("PostgreSQL %d: %d cases hold, %d fail, left out: %s", tally.server->version() / 10000, tally.held,
                  tally.failed, qPrintable(tally.left.join(u' ')));
            QVERIFY(tally.held > 0);
        }
    }

private:
    struct Tally {
        std::shared_ptr<ScratchServer> server;
        int held = 0;
        int failed = 0;
        QStringList left; ///< the version cannot hold one of the schemas
    };
    std::map<QString, Tally> m_tallies;
};

QTEST_GUILESS_MAIN(tst_Versions)
#include "tst_versions.moc"
