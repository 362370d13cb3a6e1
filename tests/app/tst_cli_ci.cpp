// The command line: ci.

#include "tests/app/cli_fixture.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QXmlStreamReader>

using namespace schemawright;
using namespace schemawright::test;

namespace {

/// One test case of a JUnit file.
struct TestCase {
    bool failed = false;
    bool skipped = false;
    QString text;
};

std::map<QString, TestCase> testCases(const QString& path)
{
    std::map<QString, TestCase> cases;
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return cases;
    QXmlStreamReader xml(&file);
    TestCase* current = nullptr;
    while (!xml.atEnd()) {
        xml.readNext();
        if (xml.isStartElement() && xml.name() == QLatin1String("testcase"))
            current = &cases[xml.attributes().value(QLatin1String("name")).toString()];
        else if (xml.isStartElement() && current && xml.name() == QLatin1String("failure"))
            current->failed = true;
        else if (xml.isStartElement() && current && xml.name() == QLatin1String("skipped"))
            current->skipped = true;
        else if (xml.isCharacters() && current)
            current->text += xml.text().toString();
    }
    return xml.hasError() ? std::map<QString, TestCase>() : cases;
}

} // namespace

class tst_CliCi : public QObject, private CliFixture {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup() { CliFixture::cleanup(); }

    void aGoodProjectPasses();
    void eachFaultFailsItsCheck();
    void aHistoryThatCannotBeReadSkipsTheRest();
    void sinceLeavesOutWhatIsKnown();

private:
    void revise(const char* model, const char* message)
    {
        write(QStringLiteral("shop/catalog/schema.sql"), model);
        OK(run({QStringLiteral("revision"), QStringLiteral("-m"), QString::fromUtf8(message),
                QStringLiteral("--autogenerate")},
               projectFolder()));
    }
    QByteArray contents(const QString& name)
    {
        QFile file(path(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    QString projectFolder() { return path(QStringLiteral("shop")); }
    Run ci(const QStringList& more = {})
    {
        return run(QStringList{QStringLiteral("ci"), QStringLiteral("--junit"), path(QStringLiteral("junit.xml")),
                               QStringLiteral("--sarif"), path(QStringLiteral("found.sarif"))} +
                       more,
                   projectFolder());
    }
};

void tst_CliCi::init()
{
    CliFixture::init();
    QCOMPARE(runWords("init shop").status, 0);
    revise("CREATE TABLE customers (id bigint PRIMARY KEY, name text NOT NULL);\n", "customers");
    revise("CREATE TABLE customers (id bigint PRIMARY KEY, name text NOT NULL, email text);\n", "email");
}

void tst_CliCi::aGoodProjectPasses()
{
    const Run passed = ci({QStringLiteral("--expect-table"), QStringLiteral("public.customers")});
    QVERIFY2(passed.status == 0, qPrintable(passed.out + passed.err));
    QVERIFY(passed.out.endsWith(QStringLiteral("All checks passed.\n")));
    QVERIFY2(passed.out.contains(QStringLiteral("passed  proof of 0002: up, down, up on PostgreSQL")),
             qPrintable(passed.out));
    const auto cases = testCases(path(QStringLiteral("junit.xml")));
    QCOMPARE(cases.size(), 8U);
    QVERIFY(std::ranges::none_of(cases, [](const auto& each) { return each.second.failed || each.second.skipped; }));
    QFile sarif(path(QStringLiteral("found.sarif")));
    QVERIFY(sarif.open(QIODevice::ReadOnly));
    const QJsonObject root = QJsonDocument::fromJson(sarif.readAll()).object();
    QCOMPARE(root[QStringLiteral("version")].toString(), QStringLiteral("2.1.0"));
    QVERIFY(root[QStringLiteral("runs")].toArray()[0].toObject()[QStringLiteral("results")].toArray().isEmpty());
}

void tst_CliCi::eachFaultFailsItsCheck()
{
    const QString file = QStringLiteral("shop/catalog/revisions/0002_email.sql");
    QByteArray text = contents(file);
    text.replace("ADD COLUMN email text", "ADD COLUMN email varchar(40)"); // edited, linted, other than the model
    text.replace("DROP COLUMN email", "DROP COLUMN name");                 // not undone
    write(file, text.constData());
    const Run failed = ci({QStringLiteral("--expect-table"), QStringLiteral("no\x01<such>")});
    QCOMPARE(failed.status, 1);
    const auto cases = testCases(path(QStringLiteral("junit.xml")));
    QVERIFY(!cases.at(QStringLiteral("history")).failed);
    QVERIFY(!cases.at(QStringLiteral("proof of 0001")).failed);
    QVERIFY(cases.at(QStringLiteral("edited files")).text.contains(QStringLiteral("0002_email.sql: edited-revision")));
    QVERIFY(cases.at(QStringLiteral("proof of 0002")).failed);
    QVERIFY(cases.at(QStringLiteral("lint of 0002")).text.contains(QStringLiteral("prefer-text")));
    QVERIFY(cases.at(QStringLiteral("model")).text.contains(QStringLiteral("table public.customers differs")));
    QVERIFY(cases.at(QStringLiteral("expected tables")).text.contains(QStringLiteral("has no table no <such>")));
    QFile sarif(path(QStringLiteral("found.sarif")));
    QVERIFY(sarif.open(QIODevice::ReadOnly));
    const QJsonArray results = QJsonDocument::fromJson(sarif.readAll())
                                   .object()[QStringLiteral("runs")]
                                   .toArray()[0]
                                   .toObject()[QStringLiteral("results")]
                                   .toArray();
    const auto linted = std::ranges::find_if(results, [](const QJsonValue& each) {
        return each.toObject()[QStringLiteral("ruleId")].toString() == QLatin1String("prefer-text");
    });
    QVERIFY(linted != results.end());
    const QJsonObject place = linted->toObject()[QStringLiteral("locations")]
                                  .toArray()[0]
                                  .toObject()[QStringLiteral("physicalLocation")]
                                  .toObject();
    QCOMPARE(place[QStringLiteral("artifactLocation")].toObject()[QStringLiteral("uri")].toString(),
             QStringLiteral("catalog/revisions/0002_email.sql"));
    const qsizetype line = place[QStringLiteral("region")].toObject()[QStringLiteral("startLine")].toInteger();
    QVERIFY2(text.split('\n').value(line - 1).contains("varchar(40)"), qPrintable(QString::number(line)));
}

void tst_CliCi::aHistoryThatCannotBeReadSkipsTheRest()
{
    const QString file = QStringLiteral("shop/catalog/revisions/0002_email.sql");
    QByteArray text = contents(file);
    text.replace("parents: 0001", "parents: 0007");
    write(file, text.constData());
    const Run failed = ci({QStringLiteral("--json")});
    QCOMPARE(failed.status, 1);
    const auto cases = testCases(path(QStringLiteral("junit.xml")));
    QVERIFY(cases.at(QStringLiteral("history")).text.contains(QStringLiteral("0007")));
    QVERIFY(cases.at(QStringLiteral("model")).skipped);
    const QJsonObject json = QJsonDocument::fromJson(failed.out.toUtf8()).object();
    QCOMPARE(json[QStringLiteral("passed")].toBool(true), false);
    QCOMPARE(json[QStringLiteral("checks")].toArray()[1].toObject()[QStringLiteral("status")].toString(),
             QStringLiteral("skipped"));
}

void tst_CliCi::sinceLeavesOutWhatIsKnown()
{
    QCOMPARE(ci({QStringLiteral("--since"), QStringLiteral("0001")}).status, 0);
    const auto cases = testCases(path(QStringLiteral("junit.xml")));
    QVERIFY(!cases.contains(QStringLiteral("proof of 0001")));
    QVERIFY(cases.contains(QStringLiteral("proof of 0002")));
    const Run unknown = ci({QStringLiteral("--since"), QStringLiteral("0009")});
    QCOMPARE(unknown.status, 1);
    QVERIFY2(unknown.err.contains(QStringLiteral("0009")), qPrintable(unknown.err));
}

QTEST_GUILESS_MAIN(tst_CliCi)
#include "tst_cli_ci.moc"
