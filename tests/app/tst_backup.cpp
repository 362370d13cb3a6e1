#include "diff/backup/backup.h"
#include "diff/compare/compare.h"
#include "diff/read/read.h"
#include "tests/app/backup_fixture.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QtTest>

#include <sys/stat.h>

using namespace schemawright;
using namespace schemawright::test;

/// Backups before upgrades: what holds where they succeed, and where they do not.
class tst_Backup : public QObject, private BackupFixture {
    Q_OBJECT
private Q_SLOTS:
    void init() { BackupFixture::init(); }
    void cleanup() { BackupFixture::cleanup(); }

    void whatWasBackedUpIsRestored();
    void anythingADatabaseCanHoldIsCompared();
    void onlyAnUpgradeThatChangesSomethingIsBackedUp();
    void whatIsConfiguredMustHappen_data();
    void whatIsConfiguredMustHappen();
    void withoutABackupNothingStarts_data();
    void withoutABackupNothingStarts();
    void aFullDiskLeavesNoHalfFile();
    void aSignalLeavesNoHalfFile();
    void whatAKilledRunLeftIsRemovedByTheNext();
    void aNewerPgDumpIsTaken();
    void aLackingExtensionIsSaid();
    void aDatabaseThatIsNotEmptyIsNotRestoredInto();
    void aRestoreThatFailsChangesNothing();
    void theNewestOfEachDatabaseAreKept();
    void namesCarryTheirParts_data();
    void namesCarryTheirParts();

private:
    void upRevision() { revision({inTransaction({"CREATE TABLE made (a integer)"})}); }
    /// The program's words, in a list, since paths have spaces.
    Run backup(QStringList words) { return run(QStringList{QStringLiteral("backup")} + words); }
};

constexpr const char* rows = "CREATE TABLE things (id integer PRIMARY KEY, name text NOT NULL);"
                             "INSERT INTO things SELECT i, md5(i::text) FROM generate_series(1, 5000) i;"
                             "CREATE TABLE parts (id integer PRIMARY KEY, thing integer REFERENCES things);"
                             "INSERT INTO parts SELECT i, i FROM generate_series(1, 100) i;";

void tst_Backup::whatWasBackedUpIsRestored()
{
    upRevision();
    const QString live = database(rows);
    const Catalog before = need(readCatalog(m_databases.back().spec())).catalog;
    const Run up = end("upgrade head --backup", live);
    OK(up);
    QVERIFY2(up.err.contains(QStringLiteral("restored and compared: 2 tables, 5100 rows")), qPrintable(up.err));
    QCOMPARE(current(), "0001");
    QCOMPARE(kept().size(), 1);
    const QString file = backups() + QLatin1Char('/') + kept().front();
    const auto name = parseBackupName(kept().front().toStdString());
    QVERIFY(name);
    QCOMPARE(name->database, m_databases.back().name());
    QCOMPARE(name->revision, "");
    struct stat status{};
    QCOMPARE(::stat(file.toUtf8().constData(), &status), 0);
    QCOMPARE(status.st_mode & 0777U, 0600U);

    const QString again = database();
    const Run restored = run({QStringLiteral("restore"), kept().front(), QStringLiteral("--to"), again});
    OK(restored);
    QVERIFY2(restored.out.startsWith(QStringLiteral("Restored 2 tables with 5100 rows into ")),
             qPrintable(restored.out));
    QVERIFY(compare(before, need(readCatalog(m_databases.back().spec())).catalog).empty());
    QVERIFY(
        is("(SELECT count(*) = 5000 AND md5(string_agg(name, ',' ORDER BY id)) = (SELECT md5(string_agg(md5(i::text), "
           "',' ORDER BY i)) FROM generate_series(1, 5000) i) FROM things)"));
    QVERIFY(is("to_regclass('made') IS NULL"));
}

void tst_Backup::anythingADatabaseCanHoldIsCompared()
{
    need(need(m_scratch.database().connect())
             .query("CREATE ROLE \"backup owner\" NOLOGIN; CREATE ROLE backup_super SUPERUSER NOLOGIN"));
    const QString live = database(
        "CREATE SCHEMA \"a \"\" b\" AUTHORIZATION \"backup owner\"; CREATE TABLE \"a \"\" b\".\"T\" (a text COLLATE "
        "\"C\");"
        "INSERT INTO \"a \"\" b\".\"T\" VALUES ('1'), ('2'); ALTER TABLE \"a \"\" b\".\"T\" OWNER TO \"backup owner\";"
        "CREATE TABLE part (a integer, b text) PARTITION BY RANGE (a);"
        "CREATE TABLE part1 PARTITION OF part FOR VALUES FROM (0) TO (10); INSERT INTO part SELECT i, 'x' FROM "
        "generate_series(1, 9) i;"
        "CREATE MATERIALIZED VIEW seen AS SELECT count(*) FROM part; INSERT INTO part VALUES (0, 'y');"
        "CREATE UNLOGGED TABLE quick (a integer); INSERT INTO quick VALUES (1);"
        "ALTER TABLE quick ENABLE ROW LEVEL SECURITY; ALTER TABLE quick FORCE ROW LEVEL SECURITY;"
        "CREATE POLICY p ON quick TO \"backup owner\" USING (false); GRANT SELECT ON part TO \"backup owner\";"
        "ALTER DEFAULT PRIVILEGES FOR ROLE \"backup owner\" GRANT SELECT ON TABLES TO backup_super;"
        "CREATE FUNCTION ev() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END'; CREATE EVENT TRIGGER ev ON "
        "ddl_command_end EXECUTE FUNCTION ev();"
        "ALTER EVENT TRIGGER ev OWNER TO backup_super; SELECT lo_create(0);"
        "CREATE PUBLICATION pub FOR TABLE part; CREATE SUBSCRIPTION sub CONNECTION 'host=nowhere' PUBLICATION pub WITH "
        "(connect = false);"
        "SET allow_in_place_tablespaces = on");
    const Run made = backup({QStringLiteral("--json"), QStringLiteral("--url"), live});
    need(session().query("ALTER SUBSCRIPTION sub SET (slot_name = NONE)"));
    need(session().query("DROP SUBSCRIPTION sub"));
    OK(made);
    const QJsonObject said = QJsonDocument::fromJson(made.out.toUtf8()).object();
    QCOMPARE(said[QStringLiteral("tables")].toInt(), 3);
    QCOMPARE(said[QStringLiteral("rows")].toInt(), 13);
    QCOMPARE(said[QStringLiteral("notCompared")].toArray().size(), 0);
    QCOMPARE(said[QStringLiteral("path")].toString(), backups() + QLatin1Char('/') + kept().value(0));
}

void tst_Backup::onlyAnUpgradeThatChangesSomethingIsBackedUp()
{
    upRevision();
    const QString live = database(rows);
    OK(end("upgrade head --backup --dry-run", live));
    QVERIFY(kept().isEmpty());
    OK(end("upgrade head", live));
    QVERIFY(kept().isEmpty());
    OK(end("upgrade head --backup", live));
    QVERIFY(kept().isEmpty());
}

void tst_Backup::whatIsConfiguredMustHappen_data()
{
    QTest::addColumn<QByteArray>("toml");
    QTest::addColumn<QByteArray>("words");
    QTest::addColumn<bool>("backed");
    QTest::newRow("the project") << QByteArray("backup = 'always'\n[[databases]]\nname = 'a'\n")
                                 << QByteArray("--url URL") << true;
    QTest::newRow("the environment")
        << QByteArray("[[databases]]\nname = 'a'\n[databases.environments.prod]\nurl = \"URL\"\nbackup = 'always'\n")
        << QByteArray("--env prod") << true;
    QTest::newRow("the environment, by its url")
        << QByteArray("[[databases]]\nname = 'a'\n[databases.environments.prod]\nurl = \"URL\"\nbackup = 'always'\n")
        << QByteArray("--url URL") << true;
    QTest::newRow("not this environment")
        << QByteArray("backup = 'always'\n[[databases]]\nname = 'a'\n[databases.environments.test]\nurl = "
                      "\"URL\"\nbackup = 'never'\n")
        << QByteArray("--env test") << false;
}

void tst_Backup::whatIsConfiguredMustHappen()
{
    QFETCH(QByteArray, toml);
    QFETCH(QByteArray, words);
    QFETCH(bool, backed);
    upRevision();
    const QString live = database(rows);
    write(QStringLiteral("schemawright.toml"), toml.replace("URL", live.toUtf8()).toStdString());
    QStringList arguments{QStringLiteral("upgrade"), QStringLiteral("head"), QStringLiteral("--accept-unmanaged")};
    for (const QByteArray& word : words.split(' '))
        arguments << (word == "URL" ? live : QString::fromUtf8(word));
    usePgDump({});
    const Run without = run(arguments);
    QCOMPARE(without.status, backed ? 1 : 0);
    QVERIFY2(without.err.contains(QStringLiteral("pg_dump and pg_restore were not found")) == backed,
             qPrintable(without.err));
    QCOMPARE(current(), backed ? "" : "0001");
}

void tst_Backup::withoutABackupNothingStarts_data()
{
    QTest::addColumn<QByteArray>("script");
    QTest::addColumn<QString>("says");
    QTest::newRow("no pg_dump") << QByteArray() << QStringLiteral("pg_dump and pg_restore were not found");
    QTest::newRow("an old one") << QByteArray("echo 'pg_dump (PostgreSQL) 9.6.24'")
                                << QStringLiteral("is of PostgreSQL 9.6.24, which is older than the server");
    QTest::newRow("fails at once") << QByteArray(saysVersion) + "echo 'pg_dump: error: no way' >&2; exit 1"
                                   << QStringLiteral("pg_dump failed: no way");
    QTest::newRow("fails halfway") << QByteArray(saysVersion) +
                                          "REAL \"$@\" | head -c 5000; echo 'pg_dump: error: out of luck' >&2; exit 3"
                                   << QStringLiteral("pg_dump failed: out of luck");
    QTest::newRow("is killed halfway") << QByteArray(saysVersion) + "REAL \"$@\" | head -c 5000; kill -9 $$"
                                       << QStringLiteral("pg_dump failed: ended by signal 9");
    QTest::newRow("stops halfway and says nothing")
        << QByteArray(saysVersion) + "REAL \"$@\" | head -c 5000; exit 0" << QStringLiteral("pg_restore failed: ");
    QTest::newRow("writes nothing and says nothing")
        << QByteArray(saysVersion) + "exit 0" << QStringLiteral("pg_restore failed: ");
    QTest::newRow("leaves rows out") << QByteArray(saysVersion) + "exec REAL --exclude-table-data=parts \"$@\""
                                     << QStringLiteral("public.parts has 0 rows, not 100");
    QTest::newRow("leaves a table out") << QByteArray(saysVersion) + "exec REAL --exclude-table=parts \"$@\""
                                        << QStringLiteral("table public.parts is missing");
}

void tst_Backup::withoutABackupNothingStarts()
{
    QFETCH(QByteArray, script);
    QFETCH(QString, says);
    upRevision();
    const QString live = database(rows);
    usePgDump(script);
    const Run refused = end("upgrade head --backup", live);
    QCOMPARE(refused.status, 1);
    QVERIFY(refused.out.isEmpty());
    const QString error = refused.err.section(QStringLiteral("schemawright: "), 1);
    QVERIFY2(error.startsWith(QStringLiteral("no backup could be made, so the upgrade was not started: ")),
             qPrintable(refused.err));
    QCOMPARE(error.count(QLatin1Char('\n')), 1); // one sentence after the warnings
    QVERIFY2(error.contains(says), qPrintable(error));
    QVERIFY2(error.contains(QStringLiteral("nothing was changed")), qPrintable(error));
    QCOMPARE(kept(), QStringList());
    QVERIFY(is("to_regclass('made') IS NULL AND to_regclass('schemawright.revisions') IS NULL"));
    QVERIFY(unlocked());
}

void tst_Backup::aFullDiskLeavesNoHalfFile()
{
    upRevision();
    const QString live = database(rows);
    QProcess limited;
    limited.setWorkingDirectory(path({}));
    limited.start(QStringLiteral("/bin/sh"),
                  {QStringLiteral("-c"), QStringLiteral("ulimit -f 32; exec \"$0\" \"$@\""),
                   QStringLiteral(SCHEMAWRIGHT_BIN_DIR "/schemawright-cli"), QStringLiteral("upgrade"),
                   QStringLiteral("head"), QStringLiteral("--accept-unmanaged"), QStringLiteral("--backup"),
                   QStringLiteral("--url"), live});
    const Run refused = finish(limited);
    QCOMPARE(refused.status, 1);
    QVERIFY2(refused.err.contains(QStringLiteral("pg_dump failed: ended by signal 25")), qPrintable(refused.err));
    QCOMPARE(kept(), QStringList());
    QCOMPARE(current(), "");
}

void tst_Backup::aSignalLeavesNoHalfFile()
{
    upRevision();
    const QString live = database(rows);
    const QString mark = path(QStringLiteral("pid"));
    usePgDump(QByteArray(saysVersion) + "echo half; echo $$ > '" + mark.toUtf8() + "'; exec sleep 60");
    const auto process = begin("upgrade head --backup", live);
    QVERIFY(QTest::qWaitFor([&] { return QFile::exists(mark) && kept().size() == 1; }, 20000));
    ::kill(static_cast<pid_t>(process->processId()), SIGTERM);
    const Run stopped = finish(*process);
    QCOMPARE(stopped.status, 1);
    QVERIFY2(stopped.err.contains(QStringLiteral("cancelled; nothing was changed")), qPrintable(stopped.err));
    QCOMPARE(kept(), QStringList());
    QFile pid(mark);
    QVERIFY(pid.open(QIODevice::ReadOnly));
    QVERIFY(::kill(static_cast<pid_t>(pid.readAll().trimmed().toInt()), 0) != 0);
    QCOMPARE(current(), "");
    QVERIFY(unlocked());
}

void tst_Backup::whatAKilledRunLeftIsRemovedByTheNext()
{
    const QString live = database(rows);
    const QString mark = path(QStringLiteral("pid"));
    usePgDump(QByteArray(saysVersion) + "echo half; echo $$ > '" + mark.toUtf8() + "'; exec sleep 60");
    const auto process = begin("backup", live);
    QVERIFY(QTest::qWaitFor([&] { return QFile::exists(mark) && kept().size() == 1; }, 20000));
    const QString half = kept().front();
    // Another run leaves a file alone that is in use.
    OK(backup({QStringLiteral("prune"), QStringLiteral("--keep"), QStringLiteral("1")}));
    QCOMPARE(kept(), QStringList{half});
    QVERIFY(backup({QStringLiteral("list"), QStringLiteral("--json")}).out.startsWith(QStringLiteral("[]")));
    process->kill();
    QVERIFY(process->waitForFinished());
    QFile pid(mark);
    QVERIFY(pid.open(QIODevice::ReadOnly));
    const auto child = static_cast<pid_t>(pid.readAll().trimmed().toInt());
    QVERIFY(QTest::qWaitFor([&] { return ::kill(child, 0) != 0; }, 5000)); // pg_dump ends with us
    usePgDump("exec REAL \"$@\"");
    OK(end("backup", live));
    QCOMPARE(kept().size(), 1);
    QVERIFY(kept().front() != half);
}

void tst_Backup::aNewerPgDumpIsTaken()
{
    const QString live = database(rows);
    const QString asked = path(QStringLiteral("asked"));
    usePgDump("[ \"$1\" = --version ] && { echo 'pg_dump (PostgreSQL) 99.1'; exit; }\necho \"$@\" > '" +
              asked.toUtf8() + "'; exec REAL \"$@\"");
    OK(end("backup", live));
    QVERIFY(QFile::exists(asked));
}

void tst_Backup::aLackingExtensionIsSaid()
{
    const QString live =
        database(std::string(rows) +
                 "SET allow_system_table_mods = on; INSERT INTO pg_extension (oid, extname, extowner, extnamespace, "
                 "extrelocatable, extversion) VALUES (99999, 'not_here', 10, 'public'::regnamespace, false, '1')");
    const Run made = end("backup --json", live);
    OK(made);
    QVERIFY2(made.err.contains(QStringLiteral(
                 "note: not compared, because the scratch server lacks the extension not_here: extension not_here")),
             qPrintable(made.err));
    QCOMPARE(QJsonDocument::fromJson(made.out.toUtf8()).object()[QStringLiteral("rows")].toInt(), 5100);
    usePgDump(QByteArray(saysVersion) + "REAL \"$@\" | head -c 100000; exit 0");
    const Run half = end("backup", live);
    QCOMPARE(half.status, 1);
    QVERIFY2(half.err.contains(QStringLiteral("pg_restore failed: ")), qPrintable(half.err));
}

void tst_Backup::aDatabaseThatIsNotEmptyIsNotRestoredInto()
{
    const QString live = database(rows);
    OK(end("backup", live));
    for (const char* sql :
         {"CREATE TABLE mine (a integer)", "CREATE FUNCTION f() RETURNS integer LANGUAGE sql AS 'SELECT 1'",
          "CREATE TYPE mood AS ENUM ('a')", "CREATE SCHEMA mine"}) {
        const QString other = database(sql);
        const Run refused = run({QStringLiteral("restore"), kept().front(), QStringLiteral("--to"), other});
        REFUSED(refused, "is not empty: it has ");
        QVERIFY(is("to_regclass('things') IS NULL"));
    }
    const Run missing = run({QStringLiteral("restore"), QStringLiteral("none.dump"), QStringLiteral("--to"), live});
    REFUSED(missing, "no such backup: none.dump");
}

void tst_Backup::aRestoreThatFailsChangesNothing()
{
    need(need(m_scratch.database().connect()).query("CREATE ROLE gone_later NOLOGIN"));
    const QString live = database(std::string(rows) + "ALTER TABLE parts OWNER TO gone_later");
    OK(end("backup", live));
    need(session().query("ALTER TABLE parts OWNER TO CURRENT_USER; DROP ROLE gone_later"));
    const QString other = database();
    const Run failed = run({QStringLiteral("restore"), kept().front(), QStringLiteral("--to"), other});
    REFUSED(failed, "role \"gone_later\" does not exist (create the role, or use --no-owner and --no-privileges; "
                    "nothing was changed)");
    QVERIFY(is("to_regclass('things') IS NULL"));
    OK(run({QStringLiteral("restore"), kept().front(), QStringLiteral("--to"), other, QStringLiteral("--no-owner")}));
    QVERIFY(is("(SELECT count(*) = 100 FROM parts)"));
    write(QStringLiteral("text.dump"), "CREATE TABLE t (a integer);\n");
    const QString third = database();
    const Run text = run({QStringLiteral("restore"), path(QStringLiteral("text.dump")), QStringLiteral("--to"), third});
    REFUSED(text, "pg_restore failed: input file");
}

void tst_Backup::theNewestOfEachDatabaseAreKept()
{
    const QString one = database("CREATE TABLE t (a integer)");
    for (int i = 0; i < 3; ++i)
        OK(end("backup create", one));
    const std::string first = m_databases.back().name();
    const QStringList ofFirst = kept();
    const QString two = database("CREATE TABLE t (a integer)");
    OK(end("backup", two));
    QCOMPARE(kept().size(), 4);
    const Run none = backup({QStringLiteral("prune")});
    QCOMPARE(none.status, 2);
    QCOMPARE(backup({QStringLiteral("prune"), QStringLiteral("--keep"), QStringLiteral("0")}).status, 2);
    QCOMPARE(kept().size(), 4);
    OK(backup({QStringLiteral("prune"), QStringLiteral("--keep"), QStringLiteral("1"), QStringLiteral("--url"), two}));
    QCOMPARE(kept().size(), 4);
    const Run pruned =
        backup({QStringLiteral("prune"), QStringLiteral("--keep"), QStringLiteral("2"), QStringLiteral("--json")});
    OK(pruned);
    QCOMPARE(QJsonDocument::fromJson(pruned.out.toUtf8()).array().size(), 1);
    QCOMPARE(kept().size(), 3);
    QVERIFY(!kept().contains(ofFirst.front()));
    const Run listed = backup({QStringLiteral("list"), QStringLiteral("--url"), one});
    OK(listed);
    QCOMPARE(listed.out.count(QString::fromStdString(first + "@")), 4); // twice a line: the name, the file
}

void tst_Backup::namesCarryTheirParts_data()
{
    QTest::addColumn<QByteArray>("database");
    QTest::addColumn<QByteArray>("server");
    QTest::addColumn<QByteArray>("revision");
    for (const char* name : {"shop", "host=evil port=1", "a/b", "..", "-rf", "a--b", "--", "@", "%41",
                             "\xc3\xa9t\xc3\xa9", "new\nline", "x."})
        QTest::newRow(name) << QByteArray(name) << QByteArray("db-1.example.com:5433") << QByteArray("0003");
    QTest::newRow("base") << QByteArray("shop") << QByteArray("local") << QByteArray();
    QTest::newRow("heads") << QByteArray("shop") << QByteArray("/tmp/a b") << QByteArray("a-1+b--2");
}

void tst_Backup::namesCarryTheirParts()
{
    QFETCH(QByteArray, database);
    QFETCH(QByteArray, server);
    QFETCH(QByteArray, revision);
    const BackupName name{database.toStdString(), server.toStdString(), "20261129T114500123Z", revision.toStdString()};
    const std::string file = name.fileName();
    QVERIFY(file.find('/') == std::string::npos && file.find(' ') == std::string::npos && file[0] != '.' &&
            file[0] != '-');
    const auto parsed = parseBackupName(file);
    QVERIFY2(parsed, file.c_str());
    QVERIFY(*parsed == name);
}

QTEST_GUILESS_MAIN(tst_Backup)
#include "tst_backup.moc"
