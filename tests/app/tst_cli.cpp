#include "tests/app/cli_fixture.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QtTest>

#include <csignal>
#include <filesystem>
#include <fstream>
#include <sys/stat.h>
#include <unistd.h>

using namespace schemawright;
using namespace schemawright::test;
namespace fs = std::filesystem;

class tst_Cli : public QObject, private CliFixture {
    Q_OBJECT
private Q_SLOTS:
    void init() { CliFixture::init(); }
    void cleanup() { CliFixture::cleanup(); }

    void everyVerbHelpsWithAnExample_data();
    void everyVerbHelpsWithAnExample();
    void wrongUsageIsTwo_data();
    void wrongUsageIsTwo();
    void theWholeDayOfARevision();
    void anEditedRevisionIsNotRunUnlessAccepted();
    void offlineScriptsNeedNoDatabase();
    void applyPlansProvesAppliesAndVerifies();
    void applyAsksSomebody();
    void healthTellsOfEachDatabase();
    void exportWritesSqlAndPictures();
    void initFromADatabase();
    void aDatabaseIsChosenByName();
    void secretsComeFromACommand();
    void aStrangersProjectRunsNothing_data();
    void aStrangersProjectRunsNothing();
    void trustIsGivenByTextAndFolder();
    void aServerOfTheUsersNeedsNoTrust();
    void anUnreachableServerIsOneSentence();
    void aMissingDatabaseIsOneSentence();
    void aReaderCannotApply();
    void anErrorInSqlNamesFileAndLine();
    void aMissingFileIsOneSentence();
    void noServerProgramsIsOneSentence();
    void aFolderThatIsNoProject();
    void aTruncatedProjectFile();
    void aReadOnlyProjectFolder();
    void passwordsAreNotShown();
    void interruptInTheMiddleOfApplyChangesNothing();
    void demoRunsTwice();
};

void tst_Cli::everyVerbHelpsWithAnExample_data()
{
    QTest::addColumn<QString>("verb");
    for (const char* verb : {"init", "diff", "prove", "revision", "upgrade", "downgrade", "current", "history", "check",
                             "apply", "health", "export", "demo", "stamp", "seed", "lint", "trust"})
        QTest::newRow(verb) << QString::fromUtf8(verb);
}

void tst_Cli::everyVerbHelpsWithAnExample()
{
    QFETCH(QString, verb);
    const Run help = run({verb, QStringLiteral("--help")});
    OK(help);
    QVERIFY(help.out.contains(QStringLiteral("Example:")));
    QVERIFY(help.out.contains(QStringLiteral("schemawright ") + verb));
    QVERIFY(help.err.isEmpty());
}

void tst_Cli::wrongUsageIsTwo_data()
{
    QTest::addColumn<QStringList>("arguments");
    const auto row = [](const char* arguments) {
        QTest::newRow(arguments) << QString::fromUtf8(arguments).split(QLatin1Char(' '), Qt::SkipEmptyParts);
    };
    row("");
    row("frobnicate");
    row("diff");
    row("diff empty");
    row("diff empty empty --frobnicate");
    row("diff empty empty --down");
    row("diff empty empty --sql --json");
    row("diff empty empty --ignore everything");
    row("diff postgresql://[::1/x empty");
    row("revision");
    row("export empty --format gif");
    row("export empty --format png");
    row("health --database");
}

void tst_Cli::wrongUsageIsTwo()
{
    QFETCH(QStringList, arguments);
    const Run wrong = run(arguments);
    QVERIFY2(wrong.status == 2, qPrintable(QString::number(wrong.status) + wrong.out + wrong.err));
    QVERIFY(wrong.out.isEmpty());
    QVERIFY(!wrong.err.isEmpty());
}

void tst_Cli::theWholeDayOfARevision()
{
    OK(run({QStringLiteral("init"), QStringLiteral("shop")}));
    const QString project = path(QStringLiteral("shop"));
    write(QStringLiteral("shop/catalog/schema.sql"), shop);
    QCOMPARE(run({QStringLiteral("check")}, project).status, 3);
    const Run first = run(
        {QStringLiteral("revision"), QStringLiteral("-m"), QStringLiteral("first"), QStringLiteral("--autogenerate")},
        project);
    OK(first);
    QVERIFY(first.out.endsWith(QStringLiteral("0001_first.sql\n")));
    QVERIFY(first.err.contains(QStringLiteral("Proved: up, down, up on PostgreSQL")));
    QCOMPARE(run({QStringLiteral("check")}, project).status, 0);

    const QString live = database();
    const QStringList at{QStringLiteral("--url"), live};
    const Run dry =
        run(QStringList{QStringLiteral("upgrade"), QStringLiteral("head"), QStringLiteral("--dry-run")} + at, project);
    OK(dry);
    QVERIFY(dry.out.contains(QStringLiteral("CREATE TABLE public.customers")));
    QCOMPARE(run(QStringList{QStringLiteral("current")} + at, project).out, QStringLiteral("base\n"));
    OK(run(QStringList{QStringLiteral("upgrade"), QStringLiteral("head")} + at, project));
    QCOMPARE(run(QStringList{QStringLiteral("current")} + at, project).out, QStringLiteral("0001 (first) (head)\n"));
    QCOMPARE(run(QStringList{QStringLiteral("check")} + at, project).status, 0);

    // A rename that the designer recorded ends as RENAME in the next revision, and is taken off the list.
    write(QStringLiteral("shop/catalog/schema.sql"),
          QString::fromUtf8(shop).replace(QStringLiteral("state text"), QStringLiteral("status text")).toStdString());
    const auto opened = need(openProject(project.toStdString()));
    need(writeRenames(opened.config.databases[0], {{childKey(Kind::Column, "public", "orders", "state"), "status"}}));
    Connection connection = need(m_databases.back().connect());
    need(connection.query("INSERT INTO customers VALUES (1, 'Ann'); INSERT INTO orders VALUES (1, 1, 'paid')"));
    OK(run(
        {QStringLiteral("revision"), QStringLiteral("-m"), QStringLiteral("status"), QStringLiteral("--autogenerate")},
        project));
    QVERIFY(need(readRenames(opened.config.databases[0])).empty());
    OK(run(QStringList{QStringLiteral("upgrade"), QStringLiteral("+1")} + at, project));
    QCOMPARE(need(connection.query("SELECT status FROM orders")).text(0, 0), "paid");
    OK(run(QStringList{QStringLiteral("downgrade"), QStringLiteral("-1")} + at, project));
    QCOMPARE(need(connection.query("SELECT state FROM orders")).text(0, 0), "paid");
    const Run history = run(QStringList{QStringLiteral("history")} + at, project);
    OK(history);
    QCOMPARE(history.out, QStringLiteral("0001 -> 0002 (head): status\nbase -> 0001 (current): first\n"));
    const Run again =
        run({QStringLiteral("revision"), QStringLiteral("-m"), QStringLiteral("x"), QStringLiteral("--autogenerate")},
            project);
    OK(again);
    QVERIFY(again.out.isEmpty());
    OK(run(QStringList{QStringLiteral("downgrade"), QStringLiteral("base")} + at, project));
    QCOMPARE(run({QStringLiteral("diff"), live, QStringLiteral("empty"), QStringLiteral("--exit-code")}).status, 0);
}

void tst_Cli::anEditedRevisionIsNotRunUnlessAccepted()
{
    OK(run({QStringLiteral("init"), QStringLiteral("shop")}));
    const QString project = path(QStringLiteral("shop"));
    const Run made = run({QStringLiteral("revision"), QStringLiteral("-m"), QStringLiteral("by hand")}, project);
    OK(made);
    const fs::path file = made.out.trimmed().toStdString();
    std::string text = need(readFile(file));
    text.insert(text.find("-- schemawright: down"), "CREATE TABLE a (b integer);\n\n");
    need(writeFileAtomically(file, text));
    const QString live = database();
    const QStringList upgrade{QStringLiteral("upgrade"), QStringLiteral("head"), QStringLiteral("--url"), live};
    const Run refused = run(upgrade, project);
    REFUSED(refused, "was edited");
    const Run incomplete = run({QStringLiteral("prove"), QStringLiteral("0001")}, project);
    REFUSED(incomplete, "could not be proved: down: table public.a should not exist");
    OK(run(upgrade + QStringList{QStringLiteral("--accept-edited")}, project));
    need(writeFileAtomically(file, text + "DROP TABLE a;\n"));
    OK(run({QStringLiteral("prove"), QStringLiteral("0001")}, project));
    OK(run({QStringLiteral("downgrade"), QStringLiteral("base"), QStringLiteral("--url"), live}, project));
    OK(run(upgrade, project));
}

void tst_Cli::offlineScriptsNeedNoDatabase()
{
    OK(run({QStringLiteral("init"), QStringLiteral("shop")}));
    const QString project = path(QStringLiteral("shop"));
    write(QStringLiteral("shop/catalog/schema.sql"), shop);
    OK(run(
        {QStringLiteral("revision"), QStringLiteral("-m"), QStringLiteral("first"), QStringLiteral("--autogenerate")},
        project));
    const Run up = run({QStringLiteral("upgrade"), QStringLiteral("head"), QStringLiteral("--sql")}, project);
    OK(up);
    const QString live = database();
    Connection connection = need(m_databases.back().connect());
    need(connection.query(up.out.toStdString()));
    QCOMPARE(run({QStringLiteral("current"), QStringLiteral("--url"), live}, project).out,
             QStringLiteral("0001 (first) (head)\n"));
    const Run down = run({QStringLiteral("downgrade"), QStringLiteral("0001:base"), QStringLiteral("--sql")}, project);
    OK(down);
    need(connection.query(down.out.toStdString()));
    QCOMPARE(run({QStringLiteral("current"), QStringLiteral("--url"), live}, project).out, QStringLiteral("base\n"));
    const Run unknown = run({QStringLiteral("upgrade"), QStringLiteral("0009"), QStringLiteral("--sql")}, project);
    REFUSED(unknown, "revision \"0009\" does not exist");
}

void tst_Cli::applyPlansProvesAppliesAndVerifies()
{
    write(QStringLiteral("a.sql"), shop);
    const QString live = database();
    const QStringList apply{QStringLiteral("apply"), QStringLiteral("a.sql"), QStringLiteral("--to"), live,
                            QStringLiteral("--yes")};
    const Run first = run(apply);
    OK(first);
    QVERIFY(first.out.contains(QStringLiteral("Applied and verified")));
    const Run second = run(apply);
    OK(second);
    QVERIFY(second.out.contains(QStringLiteral("Nothing to do")));
}

void tst_Cli::applyAsksSomebody()
{
    write(QStringLiteral("a.sql"), shop);
    const QString live = database();
    const Run nobody = run({QStringLiteral("apply"), QStringLiteral("a.sql"), QStringLiteral("--to"), live});
    QCOMPARE(nobody.status, 2);
    QVERIFY(nobody.err.contains(QStringLiteral("--yes")));
    QCOMPARE(run({QStringLiteral("diff"), live, QStringLiteral("empty"), QStringLiteral("--exit-code")}).status, 0);
}

void tst_Cli::healthTellsOfEachDatabase()
{
    const QString live = database();
    write(QStringLiteral("schemawright.toml"),
          "[[databases]]\nname = 'a'\nenvironments.here.url = 'env:HERE'\nenvironments.gone.url = 'env:GONE'\n");
    const QStringList here{QStringLiteral("HERE=") + live};
    const Run health = run({QStringLiteral("health")}, {}, here);
    QCOMPARE(health.status, 1);
    QVERIFY2(health.out.contains(QStringLiteral("a (gone): FAILED")) &&
                 health.out.contains(QStringLiteral("a (here): PostgreSQL")),
             qPrintable(health.out));
    const Run json =
        run({QStringLiteral("health"), QStringLiteral("--json"), QStringLiteral("--env"), QStringLiteral("here")}, {},
            here);
    OK(json);
    QVERIFY(QJsonDocument::fromJson(json.out.toUtf8()).array()[0].toObject()[QStringLiteral("reachable")].toBool());
}

void tst_Cli::exportWritesSqlAndPictures()
{
    write(QStringLiteral("a.sql"), shop);
    const Run sql =
        run({QStringLiteral("export"), QStringLiteral("a.sql"), QStringLiteral("--format"), QStringLiteral("sql")});
    OK(sql);
    QVERIFY(sql.out.contains(QStringLiteral("CREATE TABLE public.orders")));
    const Run svg =
        run({QStringLiteral("export"), QStringLiteral("a.sql"), QStringLiteral("--format"), QStringLiteral("svg")});
    OK(svg);
    QVERIFY(svg.out.contains(QStringLiteral("<svg")) && svg.out.contains(QStringLiteral("customers")));
    OK(run({QStringLiteral("export"), QStringLiteral("a.sql"), QStringLiteral("--format"), QStringLiteral("png"),
            QStringLiteral("-o"), QStringLiteral("a.png")}));
    QFile png(path(QStringLiteral("a.png")));
    QVERIFY(png.open(QFile::ReadOnly));
    QVERIFY(png.read(8) == QByteArray("\x89PNG\r\n\x1a\n"));
    const Run lost = run({QStringLiteral("export"), QStringLiteral("a.sql"), QStringLiteral("--format"),
                          QStringLiteral("svg"), QStringLiteral("-o"), QStringLiteral("no/such/folder/a.svg")});
    REFUSED(lost, "no/such/folder");
}

void tst_Cli::initFromADatabase()
{
    const QString live = database(shop);
    OK(run({QStringLiteral("init"), QStringLiteral("shop"), QStringLiteral("--from"), live}));
    QCOMPARE(run({QStringLiteral("diff"), live, QStringLiteral("model"), QStringLiteral("--exit-code")},
                 path(QStringLiteral("shop")))
                 .status,
             0);
    const Run twice = run({QStringLiteral("init"), QStringLiteral("shop")});
    REFUSED(twice, "is already a project");
    const Run failed =
        run({QStringLiteral("init"), QStringLiteral("other"), QStringLiteral("--from"), QStringLiteral("absent.sql")});
    REFUSED(failed, "no such file: absent.sql");
    QVERIFY(!fs::exists(path(QStringLiteral("other")).toStdString()));
}

void tst_Cli::aDatabaseIsChosenByName()
{
    write(QStringLiteral("schemawright.toml"), "[[databases]]\nname = 'a'\n[[databases]]\nname = 'b'\n");
    write(QStringLiteral("databases/b/schema.sql"), shop);
    const Run which = run({QStringLiteral("check")});
    QCOMPARE(which.status, 2);
    QVERIFY(which.err.contains(QStringLiteral("--database: a, b")));
    QCOMPARE(run({QStringLiteral("check"), QStringLiteral("--database"), QStringLiteral("b")}).status, 3);
    const Run none = run({QStringLiteral("check"), QStringLiteral("--database"), QStringLiteral("c")});
    REFUSED(none, "no database \"c\"");
}

void tst_Cli::secretsComeFromACommand()
{
    const QString live = database();
    const ConnectionSpec spec = m_databases.back().spec();
    write(QStringLiteral("secret.json"), "{\"username\": \"" + spec.get("user") +
                                             "\", \"password\": \"hunter2\", \"host\": \"" + spec.get("host") +
                                             "\", \"port\": " + (spec.get("port").empty() ? "5432" : spec.get("port")) +
                                             ", \"dbname\": \"" + spec.get("dbname") + "\"}");
    write(QStringLiteral("schemawright.toml"), "[[databases]]\nname = 'a'\nenvironments.x.secret_command = 'cat "
                                               "secret.json'\nenvironments.y.secret_command = 'echo hunter2'\n");
    const Run good = runWords("current --env x --trust");
    OK(good);
    QCOMPARE(good.out, QStringLiteral("base (head)\n"));
    const Run bad = runWords("current --env y --trust");
    REFUSED(bad, "not a JSON object");
    QVERIFY(!bad.err.contains(QStringLiteral("hunter2")));
    if (QStandardPaths::findExecutable(QStringLiteral("aws")).isEmpty()) {
        fs::remove(path(QStringLiteral("schemawright.toml")).toStdString());
        write(QStringLiteral("schemawright.toml"), "[[databases]]\nname = 'a'\n");
        const Run arn = run({QStringLiteral("current")}, {}, {QStringLiteral("DB_SECRET_ARN=arn:aws:x")});
        REFUSED(arn, "aws command");
    }
}

namespace {

/// A project of somebody else's: its command leaves a file, its scratch server is one that counts who comes.
std::string strangersProject(const QString& mark, const QString& scratch, const QString& live)
{
    const auto text = [](const QString& words) { return "\"" + words.toStdString() + "\""; };
    return "scratch_url = " + text(scratch) +
           "\n[[databases]]\nname = 'a'\n[databases.environments.development]\nurl = " + text(live) +
           "\nsecret_command = " + text(QStringLiteral("touch '%1'; echo '{}'").arg(mark)) + "\n";
}

} // namespace

void tst_Cli::aStrangersProjectRunsNothing_data()
{
    QTest::addColumn<QString>("words");
    QTest::addColumn<bool>("answers"); // else it needs the database that only the command tells of
    for (const char* words :
         {"diff empty model", "diff head model --sql", "prove empty model", "check", "history", "lint empty model",
          "export model --format sql", "revision -m one --autogenerate", "trust --list", "diff model empty --json"})
        QTest::newRow(words) << QString::fromUtf8(words) << true;
    for (const char* words : {"current", "check --env development", "health", "upgrade head --dry-run", "upgrade head",
                              "stamp head", "seed --environment development"})
        QTest::newRow(words) << QString::fromUtf8(words) << false;
}

void tst_Cli::aStrangersProjectRunsNothing()
{
    QFETCH(QString, words);
    QFETCH(bool, answers);
    const QString mark = path(QStringLiteral("mark"));
    // A database that refuses every database made beside it would not tell who came; one that is not there does: using it fails.
    const QString nowhere = QStringLiteral("host=127.0.0.1 port=1 dbname=stranger");
    write(QStringLiteral("schemawright.toml"), strangersProject(mark, nowhere, nowhere));
    write(QStringLiteral("catalog/schema.sql"), shop);
    const Run result = run(words.split(QLatin1Char(' ')));
    QVERIFY2(!fs::exists(mark.toStdString()), "the command of the project was run");
    QVERIFY2(!result.err.contains(QStringLiteral("127.0.0.1")), qPrintable(result.err));
    if (answers) {
        QVERIFY2(result.status == 0 || result.status == 3, qPrintable(result.err));
    } else {
        QCOMPARE(result.status, 1);
        QVERIFY2((result.err + result.out).contains(QStringLiteral("is not trusted")),
                 qPrintable(result.err + result.out));
        QVERIFY2((result.err + result.out).contains(QStringLiteral("--trust")), qPrintable(result.err + result.out));
    }
}

void tst_Cli::trustIsGivenByTextAndFolder()
{
    const QString live = database(shop);
    const ConnectionSpec spec = m_databases.back().spec();
    const auto config = [&](const std::string& command) {
        return "[[databases]]\nname = 'a'\n[databases.environments.development]\nurl = \"" + live.toStdString() +
               "\"\nsecret_command = '" + command + "'\n";
    };
    const std::string json = "{\"host\": \"" + spec.get("host") + "\"}";
    write(QStringLiteral("one/schemawright.toml"), config("touch ../mark; cat ../host.json"));
    write(QStringLiteral("host.json"), json);
    write(QStringLiteral("one/catalog/schema.sql"), shop);
    const QString one = path(QStringLiteral("one"));
    const std::string mark = path(QStringLiteral("mark")).toStdString();
    const auto check = [&](const QStringList& more = {}) {
        return run(QStringList{QStringLiteral("check"), QStringLiteral("--env"), QStringLiteral("development")} + more,
                   one);
    };
    REFUSED(check(), "touch ../mark; cat ../host.json");
    const Run asked = runWords("trust", one);
    QCOMPARE(asked.status, 2);
    QVERIFY(asked.err.contains(QStringLiteral("there is no terminal to ask for confirmation")));
    QVERIFY(!fs::exists(mark));
    OK(check({QStringLiteral("--trust")}));
    QVERIFY(fs::remove(mark));
    REFUSED(check(), "is not trusted");
    OK(runWords("trust --yes", one));
    OK(check());
    QVERIFY(fs::remove(mark));
    // The same text in another folder, and another text in this one.
    fs::copy(one.toStdString(), path(QStringLiteral("two")).toStdString(), fs::copy_options::recursive);
    const Run other = run({QStringLiteral("check"), QStringLiteral("--env"), QStringLiteral("development")},
                          path(QStringLiteral("two")));
    REFUSED(other, "is not trusted");
    write(QStringLiteral("one/schemawright.toml"), config("touch ../mark; cat ../host.json #"));
    REFUSED(check(), "is not trusted");
    write(QStringLiteral("one/schemawright.toml"), config("touch ../mark; cat ../host.json"));
    OK(check());
    QVERIFY(fs::remove(mark));
    OK(runWords("trust --forget", one));
    REFUSED(check(), "is not trusted");
    QVERIFY(!fs::exists(mark));
}

void tst_Cli::aServerOfTheUsersNeedsNoTrust()
{
    const QString other = database();
    write(QStringLiteral("schemawright.toml"), "[[databases]]\nname = 'a'\n");
    write(QStringLiteral("catalog/schema.sql"), shop);
    const Run given = run({QStringLiteral("prove"), QStringLiteral("empty"), QStringLiteral("model"),
                           QStringLiteral("--scratch-url"), other});
    OK(given);
    QVERIFY2(given.err.contains(QStringLiteral("outside the sandbox")), qPrintable(given.err));
    write(QStringLiteral("schemawright.toml"),
          "scratch_url = \"" + other.toStdString() + "\"\n[[databases]]\nname = 'a'\n");
    const Run off = runWords("prove empty model");
    OK(off);
    QVERIFY2(off.err.contains(QStringLiteral("scratch_url of schemawright.toml is not used")), qPrintable(off.err));
    const Run on = runWords("prove empty model --trust");
    OK(on);
    QVERIFY2(on.err.contains(QStringLiteral("outside the sandbox")), qPrintable(on.err));
}

void tst_Cli::anUnreachableServerIsOneSentence()
{
    const Run refused =
        run({QStringLiteral("diff"), QStringLiteral("postgresql://me:hunter2@127.0.0.1:1/x"), QStringLiteral("empty")});
    REFUSED(refused, "could not connect to the server");
    QVERIFY(!refused.err.contains(QStringLiteral("hunter2")));
}

void tst_Cli::aMissingDatabaseIsOneSentence()
{
    const QString live = database();
    const Run refused = run({QStringLiteral("diff"),
                             QString::fromStdString(m_databases.back().spec().with("dbname", "nowhere").conninfo()),
                             QStringLiteral("empty")});
    REFUSED(refused, "has no database \"nowhere\"");
}

void tst_Cli::aReaderCannotApply()
{
    write(QStringLiteral("a.sql"), shop);
    const QString live =
        database("DO $$ BEGIN CREATE ROLE cli_reader LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$");
    const QString reader = QString::fromStdString(m_databases.back().spec().with("user", "cli_reader").conninfo());
    const Run refused = run(
        {QStringLiteral("apply"), QStringLiteral("a.sql"), QStringLiteral("--to"), reader, QStringLiteral("--yes")});
    QCOMPARE(refused.status, 1);
    QVERIFY2(refused.err.contains(QStringLiteral("permission denied")), qPrintable(refused.err));
    QVERIFY(refused.out.isEmpty());
    QCOMPARE(run({QStringLiteral("diff"), live, QStringLiteral("empty"), QStringLiteral("--exit-code")}).status, 0);
}

void tst_Cli::anErrorInSqlNamesFileAndLine()
{
    write(QStringLiteral("syntax.sql"), "CREATE TABLE a (b integer);\n\nCREATE TABEL c ();\n");
    const Run syntax =
        run({QStringLiteral("diff"), QStringLiteral("empty"), QStringLiteral("syntax.sql"), QStringLiteral("--sql")});
    REFUSED(syntax, "syntax.sql:3: ");
    QVERIFY2(syntax.err.contains(QStringLiteral("syntax error at or near \"TABEL\"")), qPrintable(syntax.err));
    write(QStringLiteral("meaning.sql"), "CREATE TABLE a (b integer);\nCREATE VIEW v AS\nSELECT c\nFROM a;\n");
    const Run meaning =
        run({QStringLiteral("diff"), QStringLiteral("empty"), QStringLiteral("meaning.sql"), QStringLiteral("--sql")});
    REFUSED(meaning, "meaning.sql:3: ");
    QVERIFY2(meaning.err.contains(QStringLiteral("column \"c\" does not exist")), qPrintable(meaning.err));
    write(QStringLiteral("latin1.sql"), "CREATE TABLE a (b integer);\n-- \xE9\n");
    const Run latin1 = run({QStringLiteral("diff"), QStringLiteral("empty"), QStringLiteral("latin1.sql")});
    REFUSED(latin1, "latin1.sql:2: the file is not UTF-8");
}

void tst_Cli::aMissingFileIsOneSentence()
{
    const Run file = run({QStringLiteral("diff"), QStringLiteral("empty"), QStringLiteral("absent.sql")});
    REFUSED(file, "no such file: absent.sql");
    const Run word = run({QStringLiteral("diff"), QStringLiteral("empty"), QStringLiteral("absent")});
    REFUSED(word, "\"absent\" is not a connection, file or folder");
    write(QStringLiteral("void/readme.txt"), "x");
    const Run folder = run({QStringLiteral("diff"), QStringLiteral("empty"), QStringLiteral("void")});
    REFUSED(folder, "has no .sql files");
}

void tst_Cli::noServerProgramsIsOneSentence()
{
    // Something that no earlier run has resolved and cached.
    write(QStringLiteral("a.sql"), "CREATE TABLE t_" + std::to_string(::getpid()) + " (a integer);");
    const Run refused = run({QStringLiteral("diff"), QStringLiteral("empty"), QStringLiteral("a.sql")}, {},
                            {QStringLiteral("SCHEMAWRIGHT_PG_BINDIR=/nowhere")});
    REFUSED(refused, "PostgreSQL's server programs were not found");
}

void tst_Cli::aFolderThatIsNoProject()
{
    const Run refused = run({QStringLiteral("check")});
    REFUSED(refused, "is not a Schemawright project");
}

void tst_Cli::aTruncatedProjectFile()
{
    write(QStringLiteral("schemawright.toml"), "name = \"shop\"\n\n[[databases]]\nname = \"sh");
    const Run refused = run({QStringLiteral("check")});
    REFUSED(refused, "schemawright.toml:4: the file is not valid TOML");
}

void tst_Cli::aReadOnlyProjectFolder()
{
    if (::geteuid() == 0)
        QSKIP("root may write everywhere");
    OK(run({QStringLiteral("init"), QStringLiteral("shop")}));
    const QString project = path(QStringLiteral("shop"));
    write(QStringLiteral("shop/catalog/schema.sql"), shop);
    const std::string revisions = (project + QStringLiteral("/catalog/revisions")).toStdString();
    ::chmod(revisions.c_str(), 0555);
    const Run refused =
        run({QStringLiteral("revision"), QStringLiteral("-m"), QStringLiteral("x"), QStringLiteral("--autogenerate")},
            project);
    ::chmod(revisions.c_str(), 0755);
    REFUSED(refused, "Permission denied");
    QVERIFY(fs::is_empty(revisions));
}

void tst_Cli::passwordsAreNotShown()
{
    write(QStringLiteral("schemawright.toml"),
          "[[databases]]\nname = 'a'\nenvironments.x.url = 'postgresql://me:hunter2@h/d'\n");
    const Run file = run({QStringLiteral("check")});
    REFUSED(file, "has a password");
    QVERIFY(!file.err.contains(QStringLiteral("hunter2")));
    const Run broken =
        run({QStringLiteral("diff"), QStringLiteral("postgresql://me:hunter2@@h:x/d"), QStringLiteral("empty")});
    QVERIFY2(broken.status == 1, qPrintable(QString::number(broken.status) + broken.err));
    QVERIFY2(broken.err.contains(QStringLiteral("h:x")), qPrintable(broken.err));
    QVERIFY2(!broken.err.contains(QStringLiteral("hunter2")), qPrintable(broken.err));
}

void tst_Cli::interruptInTheMiddleOfApplyChangesNothing()
{
    write(QStringLiteral("a.sql"), shop);
    const QString live = database("CREATE TABLE orders (id integer PRIMARY KEY)");
    Connection holder = need(m_databases.back().connect());
    need(holder.query("BEGIN; LOCK TABLE orders"));
    QProcess process;
    process.setWorkingDirectory(m_folder->path());
    process.start(
        QStringLiteral(SCHEMAWRIGHT_BIN_DIR "/schemawright-cli"),
        {QStringLiteral("apply"), QStringLiteral("a.sql"), QStringLiteral("--to"), live, QStringLiteral("--yes")});
    // Until it waits for our lock, in the middle of its transaction.
    Connection watcher = need(m_databases.back().connect());
    const std::string waiting =
        "SELECT EXISTS (SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database())";
    QVERIFY(QTest::qWaitFor([&] { return need(watcher.query(waiting)).flag(0, 0); }, 60000));
    ::kill(static_cast<pid_t>(process.processId()), SIGINT);
    QVERIFY(process.waitForFinished(30000));
    QCOMPARE(process.exitStatus(), QProcess::NormalExit);
    QCOMPARE(process.exitCode(), 1);
    QVERIFY(process.readAllStandardOutput().isEmpty());
    const QString err = QString::fromUtf8(process.readAllStandardError());
    QVERIFY2(err.endsWith(QStringLiteral("schemawright: cancelled; nothing was changed\n")), qPrintable(err));
    need(holder.query("ROLLBACK"));
    QVERIFY(!need(watcher.query("SELECT EXISTS (SELECT FROM pg_class WHERE relname = 'customers')")).flag(0, 0));
}

void tst_Cli::demoRunsTwice()
{
    write(QStringLiteral("p/schemawright.toml"), "[[databases]]\nname = 'a'\n[[databases]]\nname = 'b-2'\n");
    const QString project = path(QStringLiteral("p"));
    for (const char* name : {"a", "b-2"}) {
        const QString folder = QStringLiteral("p/databases/%1/").arg(QString::fromUtf8(name));
        write(folder + QStringLiteral("schema.sql"), shop);
        OK(run({QStringLiteral("revision"), QStringLiteral("-m"), QStringLiteral("first"),
                QStringLiteral("--autogenerate"), QStringLiteral("--database"), QString::fromUtf8(name)},
               project));
        write(folder + QStringLiteral("seeds/development/rows.sql"),
              "INSERT INTO customers VALUES (1, 'Ann');\nINSERT INTO orders VALUES (1, 1, 'paid');\n");
        write(
            folder + QStringLiteral("schema.sql"),
            QString::fromUtf8(shop).replace(QStringLiteral("state text"), QStringLiteral("status text")).toStdString());
        write(folder + QStringLiteral("renames.json"),
              R"([{"kind":"column","schema":"public","parent":"orders","name":"state","to":"status"}])");
    }
    const QStringList demo{QStringLiteral("demo"), path(QStringLiteral("d")), QStringLiteral("--from"), project};
    for (int i = 0; i < 2; ++i) {
        const Run ran = run(demo);
        OK(ran);
        QCOMPARE(ran.out.count(QStringLiteral("verified: the database matches the model")), 2);
        for (const char* file : {"a_up.sql", "a_down.sql", "a.svg", "a.png", "b-2.svg"})
            QVERIFY(QFile::exists(path(QStringLiteral("d/output/") + QString::fromUtf8(file))));
        QVERIFY(need(readFile(path(QStringLiteral("d/output/a_up.sql")).toStdString()))
                    .contains("RENAME COLUMN state TO status"));
    }
    QVERIFY(QFile::exists(path(QStringLiteral("p/databases/a/renames.json"))));
    const Run foreign = run({QStringLiteral("demo"), project, QStringLiteral("--from"), project});
    REFUSED(foreign, "was not created by the demo");
}

QTEST_GUILESS_MAIN(tst_Cli)
#include "tst_cli.moc"
