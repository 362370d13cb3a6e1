// The command line: lint.

#include "tests/app/cli_fixture.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace schemawright;
using namespace schemawright::test;

class tst_CliLint : public QObject, private CliFixture {
    Q_OBJECT
private Q_SLOTS:
    void init() { CliFixture::init(); }
    void cleanup() { CliFixture::cleanup(); }

    void lintSaysWhatAScriptDoes();
};

void tst_CliLint::lintSaysWhatAScriptDoes()
{
    write(QStringLiteral("shop.sql"), shop);
    write(QStringLiteral("m.sql"),
          "ALTER TABLE orders ALTER id TYPE bigint;\nSET lock_timeout = '1s';\n"
          "-- lint: allow drop-column: empty since ever\nALTER TABLE orders DROP COLUMN state;\n");
    const QStringList lint{QStringLiteral("lint"), QStringLiteral("m.sql"), QStringLiteral("--base"),
                           QStringLiteral("shop.sql")};
    const Run plain = run(lint);
    QCOMPARE(plain.status, 0);
    QVERIFY2(plain.out.contains(QStringLiteral("m.sql:1: ALTER TABLE orders ALTER id TYPE bigint")),
             qPrintable(plain.out));
    QVERIFY(plain.out.contains(QStringLiteral("rewrite-table (blocks)")));
    QVERIFY(plain.out.contains(QStringLiteral("in ACCESS EXCLUSIVE, which blocks reads, writes and DDL")));
    QVERIFY(!plain.out.contains(QStringLiteral("drop-column")));
    QCOMPARE(run(lint + QStringList{QStringLiteral("--exit-code")}).status, 3);
    const Run json = run(lint + QStringList{QStringLiteral("--json")});
    const QJsonArray statements = QJsonDocument::fromJson(json.out.toUtf8()).array();
    QCOMPARE(statements.size(), 3);
    QVERIFY(!statements[0].toObject()[QStringLiteral("rewritten")].toArray().isEmpty());
    QCOMPARE(
        statements[2].toObject()[QStringLiteral("silenced")].toArray()[0].toObject()[QStringLiteral("rule")].toString(),
        QStringLiteral("drop-column"));
    QVERIFY(run({QStringLiteral("lint"), QStringLiteral("--rules")}).out.contains(QStringLiteral("| `drop-table` |")));
}

QTEST_GUILESS_MAIN(tst_CliLint)
#include "tst_cli_lint.moc"
