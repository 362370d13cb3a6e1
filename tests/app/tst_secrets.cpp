#include "tests/app/backup_fixture.h"

#include <QDirIterator>
#include <QJsonDocument>
#include <QJsonObject>
#include <QtTest>

using namespace schemawright;
using namespace schemawright::test;

/// One password, as hard as they come, by every way into the program; then it is looked for wherever it could have been left.
class tst_Secrets : public QObject, private BackupFixture {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void init() { BackupFixture::init(); }
    void cleanup() { BackupFixture::cleanup(); }

    void aPasswordIsNowhere_data();
    void aPasswordIsNowhere();
    void aSecretNeedNotHaveEverything();
    void aSecretThatIsNoneIsNotShown_data();
    void aSecretThatIsNoneIsNotShown();

private:
    [[nodiscard]] QString socket() const { return m_cluster->path(); }
    [[nodiscard]] ConnectionSpec admin() const
    {
        ConnectionSpec spec;
        spec.parameters = {
            {"host", socket().toStdString()}, {"user", "postgres"}, {"password", password}, {"dbname", "postgres"}};
        return spec;
    }
    void program(const QString& name, const QByteArray& script)
    {
        write(name, "#!/bin/sh\n" + script.toStdString());
        QFile(path(name)).setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    }
    /// Files below a folder that contain the password in any of its spellings, and the spellings.
    static QStringList found(const QString& folder);
    static QStringList spellingsIn(const QByteArray& text);

    static constexpr const char* password = "p@%^:/?#'\\ ";
    static constexpr const char* databaseName = "host=evil port=1";
    std::unique_ptr<QTemporaryDir> m_cluster;
    QTemporaryDir m_cache; ///< of all runs: the first one makes the scratch server's template
};

void tst_Secrets::initTestCase()
{
    m_cluster = std::make_unique<QTemporaryDir>(QStringLiteral("/tmp/schemawright-test-XXXXXX"));
    const QString data = m_cluster->filePath(QStringLiteral("data"));
    const QString file = m_cluster->filePath(QStringLiteral("pw"));
    QFile given(file);
    QVERIFY(given.open(QIODevice::WriteOnly));
    given.write(password);
    given.close();
    QCOMPARE(QProcess::execute(binFolder() + QStringLiteral("/initdb"),
                               {QStringLiteral("-D"), data, QStringLiteral("-U"), QStringLiteral("postgres"),
                                QStringLiteral("--auth=scram-sha-256"), QStringLiteral("--pwfile=") + file,
                                QStringLiteral("--no-sync"), QStringLiteral("--encoding=UTF8"),
                                QStringLiteral("--locale=C")}),
             0);
    given.remove();
    QCOMPARE(QProcess::execute(binFolder() + QStringLiteral("/pg_ctl"),
                               {QStringLiteral("-D"), data, QStringLiteral("-w"), QStringLiteral("-l"),
                                m_cluster->filePath(QStringLiteral("log")), QStringLiteral("-o"),
                                QStringLiteral("-k %1 -c listen_addresses= -c fsync=off").arg(socket()),
                                QStringLiteral("start")}),
             0);
}

void tst_Secrets::cleanupTestCase()
{
    if (m_cluster)
        QProcess::execute(binFolder() + QStringLiteral("/pg_ctl"),
                          {QStringLiteral("-D"), m_cluster->filePath(QStringLiteral("data")), QStringLiteral("-m"),
                           QStringLiteral("immediate"), QStringLiteral("stop")});
}

QStringList tst_Secrets::spellingsIn(const QByteArray& text)
{
    QStringList in;
    // As it is, in a URI, in a password file, in a connection string or JSON: each has one of these in it.
    for (const char* spelling : {"p@%^", "@%^:/?#", "%^\\:/", "p%40%25", "%25%5E", "?#'\\", "?#\\'"})
        if (text.contains(spelling))
            in.append(QString::fromUtf8(spelling));
    return in;
}

QStringList tst_Secrets::found(const QString& folder)
{
    QStringList files;
    QDirIterator each(folder, QDir::Files | QDir::Hidden | QDir::System, QDirIterator::Subdirectories);
    while (each.hasNext()) {
        QFile file(each.next());
        if (file.open(QIODevice::ReadOnly))
            for (const QString& spelling : spellingsIn(file.readAll()))
                files.append(file.fileName() + QStringLiteral(": ") + spelling);
    }
    return files;
}

void tst_Secrets::aPasswordIsNowhere_data()
{
    QTest::addColumn<QByteArrayList>("words");
    QTest::addColumn<QByteArrayList>("environment");
    QTest::addColumn<QByteArray>("toml");
    // SOCKET and GIVEN are replaced; what the user has written down is in GIVEN.
    const QByteArray uri = "postgresql://postgres:p%40%25%5E%3A%2F%3F%23%27%5C%20@SOCKET/host%3Devil%20port%3D1";
    const QByteArray pairs = "host=SOCKET user=postgres dbname='host=evil port=1'";
    const QByteArray quoted = " password='p@%^:/?#\\'\\\\ '";
    const QByteArray none;
    const auto row = [](const char* name, const QByteArrayList& words, const QByteArrayList& environment,
                        const QByteArray& toml) { QTest::newRow(name) << words << environment << toml; };
    row("--url, a URI", {"--url", uri}, {}, none);
    row("--url=, a URI", {"--url=" + uri}, {}, none);
    row("--url, pairs", {"--url", pairs + quoted}, {}, none);
    row("--url env:", {"--url", "env:MINE"}, {"MINE=" + pairs + quoted}, none);
    row("DATABASE_URL", {}, {"DATABASE_URL=" + uri}, none);
    row("an environment's env:", {"--env", "e"}, {"MINE=" + uri}, "[databases.environments.e]\nurl = 'env:MINE'\n");
    row("secret_command", {"--env", "e", "--trust"}, {},
        "[databases.environments.e]\nsecret_command = \"cat 'GIVEN/secret.json'\"\n");
    row("DB_SECRET_ARN", {}, {"DB_SECRET_ARN=arn:aws:secretsmanager:x:1:secret:shop"}, none);
    row("PGPASSWORD", {"--url", pairs}, {QByteArray("PGPASSWORD=") + password}, none);
    row("libpq's variables", {},
        {QByteArray("PGPASSWORD=") + password, "PGHOST=SOCKET", "PGUSER=postgres",
         QByteArray("PGDATABASE=") + databaseName},
        none);
    row("a password file", {"--url", pairs}, {"PGPASSFILE=GIVEN/pgpass"}, none);
    row("passfile=", {"--url", pairs + " passfile='GIVEN/pgpass'"}, {}, none);
    row("a service and a password file", {"--url", "service=mine"},
        {"PGSERVICEFILE=GIVEN/services", "PGPASSFILE=GIVEN/pgpass"}, none);
    row("PGSERVICE", {}, {"PGSERVICE=mine", "PGSERVICEFILE=GIVEN/services", "PGPASSFILE=GIVEN/pgpass"}, none);
}

void tst_Secrets::aPasswordIsNowhere()
{
    QFETCH(QByteArrayList, words);
    QFETCH(QByteArrayList, environment);
    QFETCH(QByteArray, toml);
    {
        Connection connection = need(Connection::open(admin()));
        need(connection.query("DROP DATABASE IF EXISTS \"" + std::string(databaseName) + "\""));
        need(connection.query("CREATE DATABASE \"" + std::string(databaseName) + "\""));
        Connection made = need(Connection::open(admin().with("dbname", databaseName)));
        need(made.query("CREATE TABLE kept (a integer); INSERT INTO kept SELECT generate_series(1, 1000)"));
    }
    // What the user has, outside of what is searched.
    const QTemporaryDir givenFolder;
    const auto give = [&](const char* name, const QByteArray& text) {
        QFile file(givenFolder.filePath(QString::fromUtf8(name)));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
        file.close();
        file.setPermissions(QFile::ReadOwner | QFile::WriteOwner |
                            (QByteArray(name) == "aws" ? QFile::ExeOwner : QFile::Permission{}));
    };
    const QJsonObject secret{{QStringLiteral("username"), QStringLiteral("postgres")},
                             {QStringLiteral("password"), QString::fromUtf8(password)},
                             {QStringLiteral("host"), socket()},
                             {QStringLiteral("port"), 5432},
                             {QStringLiteral("dbname"), QString::fromUtf8(databaseName)}};
    give("secret.json", QJsonDocument(secret).toJson());
    give("pgpass", "# mine\nelsewhere:*:*:*:wrong\n*:*:*:postgres:p@%^\\:/?#'\\\\ \n");
    give("services", "[mine]\nhost=" + socket().toUtf8() + "\nuser=postgres\ndbname=" + databaseName + "\n");
    const QByteArray argv = givenFolder.filePath(QStringLiteral("argv")).toUtf8();
    const QByteArray sample = "for f in /proc/[0-9]*/cmdline; do tr '\\0' ' ' < $f >> '" + argv + "'; echo >> '" +
                              argv + "'; done 2>/dev/null\n";
    give("aws", "#!/bin/sh\n" + sample + "echo \"aws $*\" >> '" + argv + "'\ncat '" + givenFolder.path().toUtf8() +
                    "/secret.json'\n");
    usePgDump(QByteArray(saysVersion) + sample + "env >> '" + argv + "'; stat -Lc 'mode %a' \"$PGPASSFILE\" >> '" +
              argv + "'\nexec REAL \"$@\"");
    const auto filled = [&](QByteArray text) {
        return QString::fromUtf8(text.replace("@SOCKET", "@" + QUrl::toPercentEncoding(socket()))
                                     .replace("SOCKET", socket().toUtf8())
                                     .replace("GIVEN", givenFolder.path().toUtf8()));
    };
    write(QStringLiteral("schemawright.toml"), ("[[databases]]\nname = 'a'\n" + filled(toml).toUtf8()).toStdString());
    revision({inTransaction({"CREATE TABLE made (a integer)"})});
    revision({inTransaction({"SELECT * FROM no_such_table"})});

    QStringList variables{QStringLiteral("PATH=") + givenFolder.path() + QLatin1Char(':') +
                              qEnvironmentVariable("PATH"),
                          QStringLiteral("XDG_STATE_HOME=") + path(QStringLiteral("state")),
                          QStringLiteral("XDG_CACHE_HOME=") + m_cache.path()};
    for (const QByteArray& each : environment)
        variables.append(filled(each));
    QStringList arguments;
    for (const QByteArray& word : words)
        arguments.append(filled(word));
    QByteArray said;
    const auto runs = [&](const QStringList& verb, int status) {
        const Run one = run(verb + arguments, {}, variables);
        QVERIFY2(one.status == status, qPrintable(QString::number(one.status) + one.err));
        said += one.out.toUtf8() + one.err.toUtf8();
    };
    runs({QStringLiteral("upgrade"), QStringLiteral("+1"), QStringLiteral("--accept-unmanaged"),
          QStringLiteral("--backup"), QStringLiteral("--log-format"), QStringLiteral("json"),
          QStringLiteral("--metrics"), QStringLiteral("run.prom")},
         0);
    runs({QStringLiteral("upgrade"), QStringLiteral("head"), QStringLiteral("--backup"), QStringLiteral("--metrics"),
          QStringLiteral("run.prom")},
         1);
    runs({QStringLiteral("rehearse"), QStringLiteral("head")}, 1);
    runs({QStringLiteral("current")}, 0);
    runs({QStringLiteral("backup"), QStringLiteral("list")}, 0);
    need(need(Connection::open(admin())).query("DROP DATABASE \"" + std::string(databaseName) + "\""));
    runs({QStringLiteral("upgrade"), QStringLiteral("head")}, 1);

    QCOMPARE(spellingsIn(said), QStringList());
    QCOMPARE(kept().size(), 2);
    QCOMPARE(found(path({})), QStringList());
    QCOMPARE(found(m_cache.path()), QStringList());
    QFile sampled(QString::fromUtf8(argv));
    QVERIFY(sampled.open(QIODevice::ReadOnly));
    const QByteArray seen = sampled.readAll();
    QVERIFY2(seen.contains("schemawright-cli upgrade +1"), seen.constData());
    QVERIFY2(seen.contains("mode 600"), seen.constData());
    QVERIFY(seen.contains("--format=custom"));
    QCOMPARE(seen.contains("aws secretsmanager get-secret-value --secret-id arn:aws:secretsmanager:x:1:secret:shop "
                           "--query SecretString --output text"),
             environment.value(0).startsWith("DB_SECRET_ARN"));
    QCOMPARE(spellingsIn(seen), QStringList());
}

void tst_Secrets::aSecretNeedNotHaveEverything()
{
    write(QStringLiteral("secret.json"),
          "{\"username\": \"postgres\", \"password\": \"p@%^:/?#'\\\\ \", \"port\": null, \"engine\": \"postgres\"}\n");
    write(QStringLiteral("schemawright.toml"),
          "[[databases]]\nname = 'a'\n[databases.environments.e]\nurl = \"host=" + socket().toStdString() +
              " dbname=postgres\"\nsecret_command = \"cat secret.json\"\n");
    OK(run({QStringLiteral("current"), QStringLiteral("--env"), QStringLiteral("e"), QStringLiteral("--trust")}));
    write(QStringLiteral("schemawright.toml"),
          "[[databases]]\nname = 'a'\n[databases.environments.e]\nsecret_command = \"cat secret.json\"\n");
    const Run hostless =
        run({QStringLiteral("current"), QStringLiteral("--env"), QStringLiteral("e"), QStringLiteral("--trust")});
    REFUSED(hostless, "the secret has no host");
}

void tst_Secrets::aSecretThatIsNoneIsNotShown_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("no JSON") << QByteArray("p@%^:/?#");
    QTest::newRow("a list") << QByteArray("[\"p@%^:/?#\"]");
    QTest::newRow("cut off") << QByteArray("{\"password\": \"p@%^:/?#");
    QTest::newRow("a number") << QByteArray("12");
}

void tst_Secrets::aSecretThatIsNoneIsNotShown()
{
    QFETCH(QByteArray, text);
    write(QStringLiteral("secret.json"), text.toStdString());
    write(QStringLiteral("schemawright.toml"),
          "[[databases]]\nname = 'a'\n[databases.environments.e]\nsecret_command = \"cat secret.json\"\n");
    const Run refused =
        run({QStringLiteral("current"), QStringLiteral("--env"), QStringLiteral("e"), QStringLiteral("--trust")});
    REFUSED(refused, "the secret is not a JSON object as expected");
    QCOMPARE(spellingsIn(refused.err.toUtf8()), QStringList());
}

QTEST_GUILESS_MAIN(tst_Secrets)
#include "tst_secrets.moc"
