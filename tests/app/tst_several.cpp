#include "tests/app/fault_fixture.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace schemawright;
using namespace schemawright::test;

/// A verb on several databases of one project.
class tst_Several : public QObject, private CliFixture {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup() { CliFixture::cleanup(); }

    void everyDatabaseIsUpgraded();
    void oneFailsAndTheOthersDoNot();
    void patternsChoose();
    void eachHasADocument();
    void checkTellsWhichDiffers();
    void oneAddressIsNotForAll();

private:
    std::string revisionOf(std::size_t index)
    {
        Connection connection = need(m_databases[index].connect());
        return need(readTracking(connection)).current();
    }
    static std::vector<QJsonObject> documents(const QString& out)
    {
        std::vector<QJsonObject> all;
        for (const QString& line : out.split(QLatin1Char('\n'), Qt::SkipEmptyParts))
            all.push_back(QJsonDocument::fromJson(line.toUtf8()).object());
        return all;
    }
};

/// Databases svc_a, svc_b and other, each with a table of its own.
void tst_Several::init()
{
    CliFixture::init();
    std::string toml;
    for (const std::string name : {"svc_a", "svc_b", "other"}) {
        (void)database();
        toml += "[[databases]]\nname = '" + name + "'\n[databases.environments.development]\nurl = \"postgresql:///" +
                m_databases.back().name() + "?host=" + m_databases.back().spec().get("host") +
                "&user=" + m_databases.back().spec().get("user") + "\"\n";
        Revision made;
        made.id = "0001";
        made.message = "first";
        made.up = {inTransaction({"CREATE TABLE " + name + "_t (a integer)"})};
        made.down = {inTransaction({"DROP TABLE " + name + "_t"})};
        write(QString::fromStdString("databases/" + name + "/revisions/0001.sql"), revisionText(made));
    }
    write(QStringLiteral("schemawright.toml"), toml);
}

void tst_Several::everyDatabaseIsUpgraded()
{
    QCOMPARE(runWords("upgrade head").status, 2);
    const Run up = runWords("upgrade head --all --parallel 3");
    OK(up);
    QVERIFY2(up.err.contains(QStringLiteral("svc_b:   up   0001 (first)")), qPrintable(up.err));
    QCOMPARE(up.out.count(QStringLiteral(" is at 0001\n")), 3);
    QVERIFY2(up.out.startsWith(QStringLiteral("svc_a: ")) &&
                 up.out.indexOf(QStringLiteral("svc_b: ")) < up.out.indexOf(QStringLiteral("other: ")),
             qPrintable(up.out));
    for (std::size_t i = 0; i < 3; ++i)
        QCOMPARE(revisionOf(i), "0001");
    const Run now = runWords("current --all");
    OK(now);
    QCOMPARE(now.out,
             QStringLiteral("svc_a: 0001 (first) (head)\nsvc_b: 0001 (first) (head)\nother: 0001 (first) (head)\n"));
    OK(runWords("downgrade base --all"));
    for (std::size_t i = 0; i < 3; ++i)
        QCOMPARE(revisionOf(i), "");
}

void tst_Several::oneFailsAndTheOthersDoNot()
{
    need(need(m_databases[1].connect()).query("CREATE TABLE svc_b_t (b text)"));
    const Run up = runWords("upgrade head --all");
    QCOMPARE(up.status, 1);
    QVERIFY2(up.err.contains(QStringLiteral("svc_b: FAILED: ")) && up.err.contains(QStringLiteral("svc_b_t")),
             qPrintable(up.err));
    QCOMPARE(up.out.count(QLatin1Char('\n')), 2);
    QCOMPARE(revisionOf(0), "0001");
    QCOMPARE(revisionOf(1), "");
    QCOMPARE(revisionOf(2), "0001");
}

void tst_Several::patternsChoose()
{
    OK(runWords("upgrade head --database svc_*"));
    QCOMPARE(revisionOf(0), "0001");
    QCOMPARE(revisionOf(1), "0001");
    QCOMPARE(revisionOf(2), "");
    OK(runWords("downgrade base --database svc_a --database svc_b"));
    QCOMPARE(revisionOf(0), "");
    OK(runWords("upgrade head --database other"));
    QCOMPARE(revisionOf(2), "0001");
    REFUSED(runWords("upgrade head --database nothing_*"), "the project has no database \"nothing_*\"");
    QCOMPARE(runWords("upgrade head --all --database other").status, 2);
    QCOMPARE(runWords("upgrade head --all --sql").status, 2);
    OK(runWords("upgrade head --database other --sql"));
}

void tst_Several::eachHasADocument()
{
    need(need(m_databases[1].connect()).query("CREATE TABLE svc_b_t (b text)"));
    const Run up = runWords("upgrade head --all --json");
    QCOMPARE(up.status, 1);
    const auto each = documents(up.out);
    QCOMPARE(each.size(), 3U);
    QCOMPARE(each[0][QStringLiteral("database")].toString(), QStringLiteral("svc_a"));
    QCOMPARE(each[0][QStringLiteral("status")].toInt(-1), 0);
    QVERIFY(each[0][QStringLiteral("result")].toString().endsWith(QStringLiteral(" is at 0001")));
    QCOMPARE(each[1][QStringLiteral("status")].toInt(-1), 1);
    QVERIFY(each[1][QStringLiteral("error")].toString().contains(QStringLiteral("svc_b_t")));
    const auto now = documents(runWords("current --all --json").out);
    QCOMPARE(now.size(), 3U);
    QCOMPARE(now[2][QStringLiteral("result")][QStringLiteral("revision")].toString(), QStringLiteral("0001"));
    QCOMPARE(now[1][QStringLiteral("result")][QStringLiteral("revision")].toString(), QString());
    const auto one = documents(runWords("upgrade head --database svc_a --json").out);
    QCOMPARE(one.size(), 1U);
    QCOMPARE(one[0][QStringLiteral("database")].toString(), QStringLiteral("svc_a"));
}

void tst_Several::checkTellsWhichDiffers()
{
    write(QStringLiteral("databases/svc_a/schema.sql"), "CREATE TABLE svc_a_t (a integer);\n");
    write(QStringLiteral("databases/svc_b/schema.sql"), "CREATE TABLE svc_b_t (a bigint);\n");
    write(QStringLiteral("databases/other/schema.sql"), "CREATE TABLE other_t (a integer);\n");
    const auto each = documents([&] {
        const Run checked = runWords("check --all --json --parallel 3");
        [&] { QCOMPARE(checked.status, 3); }();
        return checked.out;
    }());
    QCOMPARE(each.size(), 3U);
    QCOMPARE(each[0][QStringLiteral("status")].toInt(-1), 0);
    QCOMPARE(each[1][QStringLiteral("status")].toInt(-1), 3);
    QCOMPARE(each[2][QStringLiteral("status")].toInt(-1), 0);
    const Run health = runWords("health --database svc_* --json --parallel 2");
    OK(health);
    QCOMPARE(QJsonDocument::fromJson(health.out.toUtf8()).array().size(), 2);
}

void tst_Several::oneAddressIsNotForAll()
{
    const QString one = url(m_databases[0]);
    QCOMPARE(
        run({QStringLiteral("upgrade"), QStringLiteral("head"), QStringLiteral("--all"), QStringLiteral("--url"), one})
            .status,
        2);
    write(QStringLiteral("schemawright.toml"), "[[databases]]\nname = 'svc_a'\n[[databases]]\nname = 'svc_b'\n");
    const Run up = run({QStringLiteral("upgrade"), QStringLiteral("head"), QStringLiteral("--all")}, {},
                       {QStringLiteral("DATABASE_URL=") + one});
    QCOMPARE(up.status, 1);
    QVERIFY2(up.err.contains(QStringLiteral("database \"svc_b\" has no environment development")), qPrintable(up.err));
    QCOMPARE(revisionOf(0), "");
}

QTEST_GUILESS_MAIN(tst_Several)
#include "tst_several.moc"
