#include "tests/app/backup_fixture.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QtTest>

using namespace schemawright;
using namespace schemawright::test;

/// Revisions run on a copy of the database before they run on it.
class tst_Rehearse : public QObject, private BackupFixture {
    Q_OBJECT
private Q_SLOTS:
    void init() { BackupFixture::init(); }
    void cleanup() { BackupFixture::cleanup(); }

    void whatEachStatementDoesIsReported();
    void locksAreHeldUntilTheirTransactionEnds();
    void whatFailsOnTheRowsFailsHere();
    void aServerOfTheUserIsLeftAsItWas();
    void onlyWhatIsPendingIsRehearsed();
    void withoutPgDumpThereIsOneSentence();

private:
    static constexpr const char* rows = "CREATE TABLE big (id integer PRIMARY KEY, n text);"
                                        "INSERT INTO big SELECT i, i::text FROM generate_series(1, 100000) i;";
    QJsonObject rehearsed(const char* words, const QString& live)
    {
        const Run run = end(words, live);
        if (run.status != 0)
            throw std::runtime_error(run.err.toStdString());
        return QJsonDocument::fromJson(run.out.toUtf8()).object();
    }
    /// The modes by relation.
    static QStringList locks(const QJsonValue& statement)
    {
        QStringList all;
        for (const QJsonValue& lock : statement[QStringLiteral("locks")].toArray())
            all.append(lock[QStringLiteral("relation")].toString() + QStringLiteral(": ") +
                       lock[QStringLiteral("mode")].toString());
        return all;
    }
};

void tst_Rehearse::whatEachStatementDoesIsReported()
{
    revision({inTransaction({"ALTER TABLE big ALTER n TYPE integer USING n::integer"}),
              alone("CREATE INDEX CONCURRENTLY big_n ON big (n)")});
    const QString live = database(rows);
    const QJsonObject seen = rehearsed("rehearse head --json", live);
    QCOMPARE(seen[QStringLiteral("rows")].toInt(), 100000);
    const QJsonArray statements = seen[QStringLiteral("statements")].toArray();
    QCOMPARE(statements.size(), 2);
    const QJsonValue retype = statements[0];
    QVERIFY(retype[QStringLiteral("milliseconds")].toDouble() > 1);
    QVERIFY(retype[QStringLiteral("blockedMilliseconds")].toDouble() >=
            retype[QStringLiteral("milliseconds")].toDouble());
    QVERIFY2(locks(retype).contains(QStringLiteral("table public.big: ACCESS EXCLUSIVE")),
             qPrintable(locks(retype).join(QLatin1Char(' '))));
    QVERIFY(retype[QStringLiteral("rewritten")].toArray().contains(QStringLiteral("table public.big")));
    QVERIFY(retype[QStringLiteral("scanned")].toArray().contains(QStringLiteral("table public.big")));
    QVERIFY(!retype[QStringLiteral("hazards")].toArray().isEmpty());
    const QJsonValue index = statements[1];
    QCOMPARE(index[QStringLiteral("transactional")].toBool(), false);
    QVERIFY2(locks(index).contains(QStringLiteral("table public.big: SHARE UPDATE EXCLUSIVE")),
             qPrintable(locks(index).join(QLatin1Char(' '))));
    QVERIFY(seen[QStringLiteral("longestBlockMilliseconds")].toDouble() >=
            retype[QStringLiteral("milliseconds")].toDouble());
    QCOMPARE(kept(), QStringList());
    QVERIFY(is("to_regclass('big_n') IS NULL AND to_regclass('schemawright.revisions') IS NULL"));

    const Run text = end("rehearse", live);
    OK(text);
    QVERIFY2(text.out.contains(
                 QStringLiteral("locks table public.big in ACCESS EXCLUSIVE, which blocks reads, writes and DDL for ")),
             qPrintable(text.out));
    QVERIFY2(text.out.contains(QStringLiteral("rewrites table public.big\n")), qPrintable(text.out));
}

void tst_Rehearse::locksAreHeldUntilTheirTransactionEnds()
{
    // Nothing in the database names it.
    need(need(m_scratch.database().connect()).query("CREATE ROLE rehearse_reader NOLOGIN"));
    revision({inTransaction({"ALTER TABLE big ADD a integer", "SELECT pg_sleep(0.5)", "ALTER TABLE big ADD b integer"}),
              inTransaction({"GRANT SELECT ON big TO rehearse_reader"})});
    const QJsonArray statements = rehearsed("rehearse --json", database(rows))[QStringLiteral("statements")].toArray();
    QCOMPARE(statements.size(), 4);
    QVERIFY(statements[0][QStringLiteral("milliseconds")].toDouble() < 500);
    QVERIFY(statements[0][QStringLiteral("blockedMilliseconds")].toDouble() >= 500);
    QCOMPARE(statements[1][QStringLiteral("blockedMilliseconds")].toDouble(), 0.0);
    QCOMPARE(locks(statements[2]), QStringList()); // held already
}

void tst_Rehearse::whatFailsOnTheRowsFailsHere()
{
    revision({inTransaction({"ALTER TABLE big ADD a integer"})});
    revision({inTransaction({"ALTER TABLE big ADD CHECK (id < 1000)", "DROP TABLE big"})});
    const QString live = database(rows);
    const Run failed = end("rehearse --json", live);
    QCOMPARE(failed.status, 1);
    QVERIFY2(failed.err.contains(QStringLiteral("the rehearsal failed, as a run would: ERROR: check constraint")),
             qPrintable(failed.err));
    const QJsonObject seen = QJsonDocument::fromJson(failed.out.toUtf8()).object();
    QCOMPARE(seen[QStringLiteral("statements")].toArray().size(), 1);
    QVERIFY(seen[QStringLiteral("failure")].toString().contains(QStringLiteral("check constraint")));
    QCOMPARE(kept(), QStringList());
    QVERIFY(is("(SELECT count(*) = 100000 FROM big)"));
}

void tst_Rehearse::aServerOfTheUserIsLeftAsItWas()
{
    revision({inTransaction({"ALTER TABLE big ADD a integer"})});
    need(need(m_scratch.database().connect()).query("CREATE ROLE rehearse_owner NOLOGIN"));
    const QString live = database(
        std::string(rows) + "ALTER TABLE big OWNER TO rehearse_owner;"
                            "CREATE SUBSCRIPTION s CONNECTION 'host=nowhere' PUBLICATION p WITH (connect = false)");
    const auto databases = [this] {
        Connection connection = session();
        return need(connection.query("SELECT string_agg(datname, ' ' ORDER BY datname) FROM pg_database")).text(0, 0);
    };
    const std::string before = databases();
    const auto other = need(ScratchServer::start({}));
    const Run run = this->run({QStringLiteral("rehearse"), QStringLiteral("--url"), live, QStringLiteral("--on"),
                               QString::fromStdString(other->spec().conninfo())});
    need(session().query("ALTER SUBSCRIPTION s SET (slot_name = NONE)"));
    need(session().query("DROP SUBSCRIPTION s"));
    OK(run);
    Connection there = need(Connection::open(other->spec()));
    QCOMPARE(need(there.query("SELECT string_agg(datname, ' ' ORDER BY datname) FROM pg_database")).text(0, 0),
             "postgres template0 template1");
    QVERIFY(need(there.query("SELECT FROM pg_roles WHERE rolname = 'rehearse_owner'")).empty());
    QCOMPARE(databases(), before);
}

void tst_Rehearse::onlyWhatIsPendingIsRehearsed()
{
    revision({inTransaction({"CREATE TABLE first (a integer)"})}, {inTransaction({"DROP TABLE first"})});
    revision({inTransaction({"ALTER TABLE first ADD b integer"})});
    const QString live = database(rows);
    OK(end("upgrade 0001", live));
    const QJsonArray statements = rehearsed("rehearse --json", live)[QStringLiteral("statements")].toArray();
    QCOMPARE(statements.size(), 1);
    QCOMPARE(statements[0][QStringLiteral("revision")].toString(), QStringLiteral("0002"));
    OK(end("upgrade head --allow-drift", live));
    usePgDump({});
    const Run nothing = end("rehearse", live);
    OK(nothing);
    QVERIFY2(nothing.err.contains(QStringLiteral("nothing to rehearse")), qPrintable(nothing.err));
}

void tst_Rehearse::withoutPgDumpThereIsOneSentence()
{
    revision({inTransaction({"ALTER TABLE big ADD a integer"})});
    const QString live = database(rows);
    usePgDump({});
    const Run refused = end("rehearse", live);
    REFUSED(refused, "pg_dump and pg_restore were not found (install postgresql-client-");
}

QTEST_GUILESS_MAIN(tst_Rehearse)
#include "tst_rehearse.moc"
