#include "diff/script/literals.h"
#include "tests/app/backup_fixture.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QtTest>

using namespace schemawright;
using namespace schemawright::test;

/// What a run tells on standard error as JSON, and the metrics that it writes.
class tst_RunLog : public QObject, private BackupFixture {
    Q_OBJECT
private Q_SLOTS:
    void init() { BackupFixture::init(); }
    void cleanup() { BackupFixture::cleanup(); }

    void aRunIsOneObjectALine();
    void aFailureIsAnObject();
    void applyIsToldStatementByStatement();
    void rowValuesAreLeftOut_data();
    void rowValuesAreLeftOut();
    void whatOthersRunIsShownWithoutLiterals();
    void metricsCountTheRun();
    void metricsOfAFailureAreWritten();
    void metricsThatCannotBeWrittenStopTheRunFirst();
    void aTerminalGetsABar();
    void literalsAreReplaced_data();
    void literalsAreReplaced();

private:
    /// All lines as objects.
    static QList<QJsonObject> objects(const QString& err)
    {
        QList<QJsonObject> all;
        for (const QString& line : err.split(QLatin1Char('\n'), Qt::SkipEmptyParts)) {
            const QJsonDocument parsed = QJsonDocument::fromJson(line.toUtf8());
            if (!parsed.isObject())
                throw std::runtime_error("no object: " + line.toStdString());
            all.append(parsed.object());
        }
        return all;
    }
    static QList<QJsonObject> ofEvent(const QString& err, const char* event)
    {
        QList<QJsonObject> found = objects(err);
        found.removeIf(
            [&](const QJsonObject& each) { return each[QStringLiteral("event")].toString() != QLatin1String(event); });
        return found;
    }
    double metric(const QString& name)
    {
        QFile file(path(QStringLiteral("run.prom")));
        if (!file.open(QIODevice::ReadOnly))
            return -1;
        const QString text = QString::fromUtf8(file.readAll());
        const auto match = QRegularExpression(QStringLiteral("^schemawright_run_") +
                                                  QRegularExpression::escape(name).replace(QStringLiteral("OUTCOME"),
                                                                                           QStringLiteral("outcome")) +
                                                  QStringLiteral("\\{[^}]*\\} (\\S+)$"),
                                              QRegularExpression::MultilineOption)
                               .match(text);
        return match.hasMatch() ? match.captured(1).toDouble() : -2;
    }
    QString metricsText()
    {
        QFile file(path(QStringLiteral("run.prom")));
        return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
    }
};

void tst_RunLog::aRunIsOneObjectALine()
{
    revision({inTransaction({"CREATE TABLE t (a text)", "INSERT INTO t VALUES ('Geheimnis')"})});
    revision({alone("CREATE INDEX CONCURRENTLY ON t (a)")});
    const QString live = database();
    const Run run = end("upgrade head --log-format json --backup", live);
    OK(run);
    const QList<QJsonObject> statements = ofEvent(run.err, "statement_finished");
    QCOMPARE(statements.size(), 3);
    QCOMPARE(statements[0][QStringLiteral("sql")].toString(), QStringLiteral("CREATE TABLE t (a text)"));
    QCOMPARE(statements[1][QStringLiteral("sql")].toString(), QStringLiteral("INSERT INTO t VALUES (?)"));
    QCOMPARE(statements[1][QStringLiteral("revision")].toString(), QStringLiteral("0001"));
    QCOMPARE(statements[1][QStringLiteral("statement")].toInt(), 2);
    QCOMPARE(statements[2][QStringLiteral("revision")].toString(), QStringLiteral("0002"));
    for (const QJsonObject& each : statements) {
        QVERIFY(each[QStringLiteral("seconds")].toDouble() > 0);
        QVERIFY(each[QStringLiteral("database")].toString().endsWith(
            QString::fromStdString("/" + m_databases.back().name())));
        QVERIFY(QDateTime::fromString(each[QStringLiteral("time")].toString(), Qt::ISODateWithMs).isValid());
        QCOMPARE(each[QStringLiteral("level")].toString(), QStringLiteral("info"));
    }
    QCOMPARE(ofEvent(run.err, "revision_applied").size(), 2);
    QVERIFY(ofEvent(run.err, "backup_made").value(0)[QStringLiteral("bytes")].toInt() > 0);
    const QJsonObject ended = ofEvent(run.err, "run_ended").value(0);
    QCOMPARE(ended[QStringLiteral("outcome")].toString(), QStringLiteral("done"));
    QCOMPARE(ended[QStringLiteral("revisions_applied")].toInt(), 2);
    QVERIFY(!run.err.contains(QStringLiteral("Geheimnis")));
    QCOMPARE(ofEvent(end("downgrade -1 --log-format json", live).err, "failed").size(), 0);
}

void tst_RunLog::aFailureIsAnObject()
{
    revision({inTransaction({"CREATE TABLE t (a integer)", "SELECT nothing FROM t"})});
    const QString live = database();
    const Run failed = end("upgrade head --log-format json", live);
    QCOMPARE(failed.status, 1);
    const QJsonObject error = ofEvent(failed.err, "failed").value(0);
    QCOMPARE(error[QStringLiteral("level")].toString(), QStringLiteral("error"));
    QCOMPARE(error[QStringLiteral("sqlstate")].toString(), QStringLiteral("42703"));
    QVERIFY(error[QStringLiteral("message")].toString().contains(QStringLiteral("column \"nothing\" does not exist")));
    QCOMPARE(error[QStringLiteral("statement")].toString(), QStringLiteral("SELECT nothing FROM t"));
    QCOMPARE(ofEvent(failed.err, "statement_failed").value(0)[QStringLiteral("statement")].toInt(), 2);
    QCOMPARE(ofEvent(failed.err, "run_ended").value(0)[QStringLiteral("outcome")].toString(), QStringLiteral("failed"));
}

void tst_RunLog::applyIsToldStatementByStatement()
{
    write(QStringLiteral("wanted.sql"), "CREATE TABLE t (a text DEFAULT 'hidden');\nCREATE TABLE u (a integer);\n");
    const QString live = database();
    const Run run = this->run({QStringLiteral("apply"), QStringLiteral("wanted.sql"), QStringLiteral("--to"), live,
                               QStringLiteral("--yes"), QStringLiteral("--log-format"), QStringLiteral("json"),
                               QStringLiteral("--metrics"), path(QStringLiteral("run.prom"))});
    OK(run);
    const QList<QJsonObject> statements = ofEvent(run.err, "statement_finished");
    QCOMPARE(statements.size(), 2);
    QVERIFY(statements[0][QStringLiteral("sql")].toString().contains(QStringLiteral("DEFAULT ?")));
    QCOMPARE(metric(QStringLiteral("statements")), 2.0);
    QVERIFY2(metricsText().contains(QStringLiteral("verb=\"apply\"")), qPrintable(metricsText()));
}

void tst_RunLog::rowValuesAreLeftOut_data()
{
    QTest::addColumn<QByteArray>("statement");
    QTest::addColumn<QString>("says");
    QTest::newRow("a duplicate key") << QByteArray("CREATE UNIQUE INDEX ON t (a)")
                                     << QStringLiteral("could not create unique index");
    QTest::newRow("a check") << QByteArray("ALTER TABLE t ADD CHECK (a <> 'Geheimnis')")
                             << QStringLiteral("is violated by some row");
    QTest::newRow("a cast") << QByteArray("ALTER TABLE t ALTER a TYPE integer USING a::integer")
                            << QStringLiteral("invalid input syntax for type integer: \"...\"");
    QTest::newRow("a row in a check") << QByteArray("INSERT INTO u SELECT NULL, a FROM t")
                                      << QStringLiteral("violates not-null constraint");
    QTest::newRow("an exception")
        << QByteArray("DO $$ DECLARE v text; BEGIN SELECT a INTO v FROM t LIMIT 1; RAISE EXCEPTION 'bad: %', v; END $$")
        << QStringLiteral("raised by the statement");
    QTest::newRow("a date") << QByteArray("SELECT a::date FROM t")
                            << QStringLiteral("invalid input syntax for type date: \"...\"");
}

void tst_RunLog::rowValuesAreLeftOut()
{
    QFETCH(QByteArray, statement);
    QFETCH(QString, says);
    revision({inTransaction({statement.toStdString()})});
    const QString live = database("CREATE TABLE t (a text); INSERT INTO t VALUES ('Geheimnis'), ('Geheimnis'); CREATE "
                                  "TABLE u (a integer NOT NULL, b text)");
    const Run failed = end("upgrade head --allow-drift --log-format json", live);
    QCOMPARE(failed.status, 1);
    QVERIFY2(ofEvent(failed.err, "failed").value(0)[QStringLiteral("message")].toString().contains(says),
             qPrintable(failed.err));
    QVERIFY2(!failed.err.contains(QStringLiteral("Geheimnis")), qPrintable(failed.err));
    const Run people = end("upgrade head --allow-drift", live);
    QVERIFY2(people.err.contains(QStringLiteral("Geheimnis")), qPrintable(people.err)); // the test can fail
}

void tst_RunLog::whatOthersRunIsShownWithoutLiterals()
{
    revision({inTransaction({"ALTER TABLE gate ADD b text"})});
    const QString live = database("CREATE TABLE gate (a text); INSERT INTO gate VALUES ('x')");
    Connection holder = session();
    need(holder.query("BEGIN"));
    need(holder.query("UPDATE gate SET a = 'Geheimnis'"));
    const Run run =
        end("upgrade head --allow-drift --log-format json --table-lock-timeout 1 --retries 1 --metrics run.prom", live);
    QCOMPARE(run.status, 1);
    QVERIFY2(run.err.contains(QStringLiteral("UPDATE gate SET a = ?")), qPrintable(run.err));
    QVERIFY2(!run.err.contains(QStringLiteral("Geheimnis")), qPrintable(run.err));
    QCOMPARE(ofEvent(run.err, "retrying").size(), 1);
    QCOMPARE(metric(QStringLiteral("retries")), 1.0);
    QCOMPARE(metric(QStringLiteral("failed_statements")), 2.0);
    need(holder.query("ROLLBACK"));
}

void tst_RunLog::metricsCountTheRun()
{
    revision({inTransaction({"CREATE TABLE t (a integer)", "CREATE TABLE u (a integer)"})},
             {inTransaction({"DROP TABLE t", "DROP TABLE u"})});
    const QString live = database();
    OK(end("upgrade head --backup --metrics run.prom", live));
    QCOMPARE(metric(QStringLiteral("statements")), 2.0);
    QCOMPARE(metric(QStringLiteral("revisions_applied")), 1.0);
    QCOMPARE(metric(QStringLiteral("revisions_reverted")), 0.0);
    QCOMPARE(metric(QStringLiteral("backups")), 1.0);
    QVERIFY(metric(QStringLiteral("backup_bytes")) > 100);
    QVERIFY(metric(QStringLiteral("backup_seconds")) > 0);
    QVERIFY(metric(QStringLiteral("seconds")) > metric(QStringLiteral("backup_seconds")));
    const QString text = metricsText();
    QVERIFY2(
        text.contains(QRegularExpression(QStringLiteral("schemawright_run_outcome\\{[^}]*outcome=\"done\"\\} 1\n"))),
        qPrintable(text));
    // Every sample has its HELP and TYPE before it, once.
    QSet<QString> typed;
    for (const QString& line : text.split(QLatin1Char('\n'), Qt::SkipEmptyParts)) {
        if (line.startsWith(QStringLiteral("# TYPE "))) {
            QVERIFY(!typed.contains(line.section(QLatin1Char(' '), 2, 2)));
            typed.insert(line.section(QLatin1Char(' '), 2, 2));
        } else if (!line.startsWith(QLatin1Char('#'))) {
            QVERIFY2(typed.contains(line.section(QLatin1Char('{'), 0, 0)), qPrintable(line));
        }
    }
    OK(end("downgrade base --metrics run.prom", live));
    QCOMPARE(metric(QStringLiteral("revisions_reverted")), 1.0);
}

void tst_RunLog::metricsOfAFailureAreWritten()
{
    revision({inTransaction({"SELECT 1 / 0"})});
    const QString live = database();
    QCOMPARE(end("upgrade head --metrics run.prom", live).status, 1);
    QVERIFY(metricsText().contains(
        QRegularExpression(QStringLiteral("schemawright_run_outcome\\{[^}]*outcome=\"failed\"\\} 1\n"))));
    QCOMPARE(metric(QStringLiteral("failed_statements")), 1.0);
    usePgDump({});
    QCOMPARE(end("upgrade head --backup --metrics run.prom", live).status, 1);
    QCOMPARE(metric(QStringLiteral("failed_statements")), 0.0);
    QCOMPARE(metric(QStringLiteral("backups")), 0.0);
}

void tst_RunLog::metricsThatCannotBeWrittenStopTheRunFirst()
{
    revision({inTransaction({"CREATE TABLE t (a integer)"})});
    const QString live = database();
    const Run refused = end("upgrade head --metrics none/run.prom", live);
    REFUSED(refused, "the metrics cannot be written: there is no folder ");
    QCOMPARE(current(), "");
}

void tst_RunLog::aTerminalGetsABar()
{
    const QString script = QStandardPaths::findExecutable(QStringLiteral("script"));
    if (script.isEmpty())
        QSKIP("script(1) is not installed");
    revision({inTransaction({"CREATE TABLE t (a integer)", "CREATE TABLE u (a integer)"})});
    const QString live = database();
    QProcess terminal;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("TERM"), QStringLiteral("xterm"));
    environment.insert(QStringLiteral("LIVE"), live);
    terminal.setProcessEnvironment(environment);
    terminal.setWorkingDirectory(path({}));
    terminal.start(script, {QStringLiteral("-qec"),
                            QStringLiteral(SCHEMAWRIGHT_BIN_DIR "/schemawright-cli upgrade head --url \"$LIVE\""),
                            QStringLiteral("/dev/null")});
    const Run run = finish(terminal);
    QCOMPARE(run.status, 0);
    QVERIFY2(run.out.contains(QStringLiteral("[############------------] 2/2  CREATE TABLE u")), qPrintable(run.out));
    QVERIFY2(run.out.contains(QStringLiteral("\x1b[K  up   0001")), qPrintable(run.out));
}

void tst_RunLog::literalsAreReplaced_data()
{
    QTest::addColumn<QByteArray>("sql");
    QTest::addColumn<QByteArray>("left");
    const auto row = [](const char* sql, const char* left) {
        QTest::newRow(sql) << QByteArray(sql) << QByteArray(left);
    };
    row("INSERT INTO t VALUES ('a''b', 42, 1.5, E'\\'', $x$ y $x$, B'1', X'f', U&'d')",
        "INSERT INTO t VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
    row("ALTER ROLE r PASSWORD 'p' -- 'p'", "ALTER ROLE r PASSWORD ?  ");
    row("SELECT /* secret */ \"quoted 'x'\"", "SELECT   \"quoted 'x'\"");
    row("UPDATE t SET a = 'cut off", "UPDATE t SET a = ");
    row("DO $$ BEGIN x", "DO ");
    row("SELECT \"cut", "SELECT ");
    row("SELECT 1 /* cut", "SELECT ? ");
    row("'", "");
}

void tst_RunLog::literalsAreReplaced()
{
    QFETCH(QByteArray, sql);
    QFETCH(QByteArray, left);
    QCOMPARE(QByteArray::fromStdString(withoutLiterals(sql.toStdString())), left);
}

QTEST_GUILESS_MAIN(tst_RunLog)
#include "tst_run_log.moc"
