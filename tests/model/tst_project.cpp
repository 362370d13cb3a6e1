#include "model/project.h"

#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <filesystem>
#include <fstream>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace schemawright;
namespace fs = std::filesystem;

namespace {

fs::path pathOf(const QTemporaryDir& folder)
{
    return folder.path().toStdString();
}

void put(const fs::path& path, std::string_view text)
{
    fs::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << text;
}

std::size_t filesIn(const fs::path& folder)
{
    return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
}

/// Makes every file of this process at most `bytes` long while it lives: a disk that is full, for the writer.
class SmallDisk {
public:
    explicit SmallDisk(rlim_t bytes)
    {
        ::signal(SIGXFSZ, SIG_IGN);
        ::getrlimit(RLIMIT_FSIZE, &m_before);
        const rlimit limit{bytes, m_before.rlim_max};
        ::setrlimit(RLIMIT_FSIZE, &limit);
    }
    ~SmallDisk() { ::setrlimit(RLIMIT_FSIZE, &m_before); }

private:
    rlimit m_before{};
};

} // namespace

class tst_Project : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aNewProjectOpensFromAFolderBelowIt();
    void aProjectIsMadeOnlyOnce();
    void severalDatabasesHaveTheirOwnFolders();
    void aFolderThatIsNoProjectSaysSo();
    void backupsAreForTheProjectOrAnEnvironment();
    void badFilesAreRefusedWithTheLine_data();
    void badFilesAreRefusedWithTheLine();
    void urlsWithoutPasswordArePermitted();
    void writingKeepsPermissionsAndLinks();
    void aLinkLeadsNoWritingOutside();
    void aReadOnlyFolderLeavesTheFileAlone();
    void aFullDiskLeavesTheOldFile();
    void theModelIsOneFileOrAFolder();
    void textThatIsNotUtf8IsRefusedWithTheLine();
    void renamesRoundTrip();
    void diagramsWithHostileNamesStayInTheirFolder();
};

void tst_Project::aNewProjectOpensFromAFolderBelowIt()
{
    const QTemporaryDir folder;
    const auto made = createProject(pathOf(folder) / "shop", "");
    QVERIFY2(made, made ? "" : made.error().text().c_str());
    const auto opened = openProject(made->root / "catalog" / "diagrams");
    QVERIFY(opened);
    QCOMPARE(opened->root, made->root);
    QCOMPARE(opened->config.name, std::string("shop"));
    QCOMPARE(opened->config.databases.size(), std::size_t(1));
    QCOMPARE(opened->config.databases[0].folder, made->root / "catalog");
    QVERIFY(opened->config == made->config);
    const auto files = readModelFiles(opened->config.databases[0]);
    QVERIFY(files && files->empty());
}

void tst_Project::aProjectIsMadeOnlyOnce()
{
    const QTemporaryDir folder;
    QVERIFY(createProject(pathOf(folder), "a \"quoted\"\nname/x"));
    QCOMPARE(openProject(pathOf(folder))->config.name, std::string("a \"quoted\"_name_x"));
    const auto again = createProject(pathOf(folder), "x");
    QVERIFY(!again);
    QCOMPARE(again.error().code, ErrorCode::Conflict);
}

void tst_Project::severalDatabasesHaveTheirOwnFolders()
{
    const auto config = parseProjectConfig(
        "name = 'shop'\nignore = ['owners']\n[revisions]\nformat = 'native'\n"
        "[[databases]]\nname = 'auth'\nschemas = ['public', 'auth_*']\n"
        "[databases.environments.production]\nurl = 'env:AUTH_URL'\nsecret_command = 'vault read auth'\n"
        "[[databases]]\nname = 'orders'\nfolder = 'services/orders/db'\n",
        "/p");
    QVERIFY2(config, config ? "" : config.error().text().c_str());
    QCOMPARE(config->databases[0].folder, fs::path("/p/databases/auth"));
    QCOMPARE(config->databases[0].schemas, (std::vector<std::string>{"public", "auth_*"}));
    QVERIFY(config->databases[0].environments ==
            (std::vector<Environment>{{"production", "env:AUTH_URL", "vault read auth"}}));
    QCOMPARE(config->databases[1].folder, fs::path("/p/services/orders/db"));
    QCOMPARE(config->ignore, std::vector<std::string>{"owners"});
}

void tst_Project::backupsAreForTheProjectOrAnEnvironment()
{
    const auto config = parseProjectConfig("backup = 'always'\n[[databases]]\nname = 'a'\n"
                                           "[databases.environments.one]\nurl = 'env:A'\nbackup = 'never'\n"
                                           "[databases.environments.two]\nurl = 'env:B'\n",
                                           "/p");
    QVERIFY2(config, config ? "" : config.error().text().c_str());
    QVERIFY(config->backup == BackupRule::Always);
    QVERIFY(config->databases[0].environments[0].backup == BackupRule::Never);
    QVERIFY(config->databases[0].environments[1].backup == BackupRule::Unset);
}

void tst_Project::aFolderThatIsNoProjectSaysSo()
{
    const QTemporaryDir folder;
    const auto opened = openProject(pathOf(folder));
    QVERIFY(!opened);
    QCOMPARE(opened.error().code, ErrorCode::NotFound);
    QVERIFY(opened.error().text().find("is not a Schemawright project") != std::string::npos);
    QCOMPARE(openProject(pathOf(folder) / "absent").error().code, ErrorCode::NotFound);
}

void tst_Project::badFilesAreRefusedWithTheLine_data()
{
    QTest::addColumn<QString>("toml");
    QTest::addColumn<int>("line");
    QTest::addColumn<QString>("says");
    const QString database = QStringLiteral("[[databases]]\nname = 'a'\n");
    QTest::newRow("cut off in a string") << QStringLiteral("name = \"sh") << 1 << QStringLiteral("not valid TOML");
    QTest::newRow("cut off before the databases")
        << QStringLiteral("name = \"shop\"\n") << 0 << QStringLiteral("no [[databases]]");
    QTest::newRow("too many brackets") << QStringLiteral("[[[a]]]\n") << 0 << QStringLiteral("not valid TOML");
    QTest::newRow("empty") << QString() << 0 << QStringLiteral("no [[databases]]");
    QTest::newRow("unknown key") << QStringLiteral("naem = 'a'\n") + database << 1
                                 << QStringLiteral("unknown key \"naem\"");
    QTest::newRow("unknown key of a database")
        << database + QStringLiteral("schema = ['a']\n") << 3 << QStringLiteral("unknown key \"schema\"");
    QTest::newRow("unknown format") << QStringLiteral("[revisions]\nformat = 'x'\n") + database << 2
                                    << QStringLiteral("not supported");
    QTest::newRow("unknown aspect") << QStringLiteral("ignore = ['owner']\n") + database << 1
                                    << QStringLiteral("cannot be ignored");
    QTest::newRow("unknown rule for backups") << QStringLiteral("backup = 'sometimes'\n") + database << 1
                                              << QStringLiteral("must be \"always\" or \"never\"");
    QTest::newRow("backup that is no string")
        << QStringLiteral("backup = true\n") + database << 1 << QStringLiteral("must be a string");
    QTest::newRow("wrong type") << QStringLiteral("name = 3\n") + database << 1 << QStringLiteral("must be a string");
    QTest::newRow("same name twice") << database + database << 3 << QStringLiteral("two databases");
    QTest::newRow("folder outside") << database + QStringLiteral("folder = 'x/../../etc'\n") << 3
                                    << QStringLiteral("outside the project");
    QTest::newRow("name with a slash") << QStringLiteral("[[databases]]\nname = '../a'\n") << 1
                                       << QStringLiteral("cannot be used as the name of a folder");
    const QString production = database + QStringLiteral("[databases.environments.production]\n");
    for (const char* url :
         {"postgresql://me:hunter2@host/db", "postgres://me:/@hunter2@host", "postgresql://host/db?password=hunter2",
          "host=a password = hunter2", "postgresql://host/db?pass%77ord=hunter2", "host=a sslpassword=hunter2",
          "postgresql://host/db?oauth_client_secret=hunter2"})
        QTest::newRow(url) << production + QStringLiteral("url = '%1'\n").arg(QString::fromUtf8(url)) << 4
                           << QStringLiteral("has a password");
    QTest::newRow("scheme of ids") << QStringLiteral("revision_ids = 'random'\n") + database << 1
                                   << QStringLiteral("revision_ids \"random\" is not supported");
    QTest::newRow("tracking schema of PostgreSQL")
        << QStringLiteral("tracking_schema = 'pg_catalog'\n") + database << 1 << QStringLiteral("PostgreSQL's own");
    QTest::newRow("tracking schema without a name")
        << QStringLiteral("tracking_schema = ''\n") + database << 1 << QStringLiteral("must be the name of a schema");
    QTest::newRow("password in scratch_url")
        << QStringLiteral("scratch_url = 'postgresql://me:hunter2@h/d'\n") + database << 1
        << QStringLiteral("has a password");
}

void tst_Project::badFilesAreRefusedWithTheLine()
{
    QFETCH(QString, toml);
    QFETCH(int, line);
    QFETCH(QString, says);
    const QTemporaryDir folder;
    put(pathOf(folder) / "schemawright.toml", toml.toStdString());
    const auto opened = openProject(pathOf(folder));
    QVERIFY(!opened);
    QCOMPARE(opened.error().code, ErrorCode::Invalid);
    QCOMPARE(opened.error().line, static_cast<std::size_t>(line));
    QVERIFY2(opened.error().message.find(says.toStdString()) != std::string::npos, opened.error().text().c_str());
    QVERIFY(opened.error().text().find("hunter2") == std::string::npos);
    QVERIFY(opened.error().text().find("me:") == std::string::npos);
}

void tst_Project::urlsWithoutPasswordArePermitted()
{
    for (const char* url : {"postgresql://me@host:5432/db?sslmode=require", "env:SHOP_URL", "service=shop",
                            "host=h passfile=/x", "postgresql://[::1]:5432/db", "postgresql://host/db?user=a@b"}) {
        const auto config =
            parseProjectConfig(std::string("[[databases]]\nname = 'a'\nenvironments.x.url = '") + url + "'\n", "/p");
        QVERIFY2(config, url);
        QCOMPARE(config->databases[0].environments[0].url, std::string(url));
    }
}

void tst_Project::writingKeepsPermissionsAndLinks()
{
    const QTemporaryDir folder;
    const fs::path file = pathOf(folder) / "real" / "a.sql";
    put(file, "old");
    ::chmod(file.c_str(), 0640);
    fs::create_symlink("real/a.sql", pathOf(folder) / "link.sql");
    QVERIFY(writeFileAtomically(pathOf(folder) / "link.sql", "new"));
    QVERIFY(fs::is_symlink(pathOf(folder) / "link.sql"));
    QCOMPARE(*readFile(file), std::string("new"));
    struct stat info{};
    ::stat(file.c_str(), &info);
    QCOMPARE(info.st_mode & 07777U, 0640U);
    QCOMPARE(filesIn(file.parent_path()), std::size_t(1));
}

void tst_Project::aLinkLeadsNoWritingOutside()
{
    const QTemporaryDir folder;
    const fs::path root = pathOf(folder) / "shop";
    const auto project = createProject(root, "shop");
    QVERIFY(project);
    const DatabaseConfig& database = project->config.databases.front();
    const fs::path outside = pathOf(folder) / "profile";
    put(outside, "theirs");
    fs::create_symlink(outside, root / "catalog" / "schema.sql");
    const auto model = writeModelFile(database, "CREATE TABLE t ();\n");
    QVERIFY(!model);
    QCOMPARE(model.error().code, ErrorCode::Permission);
    QVERIFY2(model.error().message.contains("outside the project"), model.error().message.c_str());
    fs::remove(root / "catalog" / "diagrams");
    fs::create_directory(pathOf(folder) / "elsewhere");
    fs::create_directory_symlink(pathOf(folder) / "elsewhere", root / "catalog" / "diagrams");
    Diagram diagram;
    diagram.name = "main";
    QVERIFY(!writeDiagram(database, diagram));
    QCOMPARE(*readFile(outside), std::string("theirs"));
    fs::remove(outside);
    // A link to nothing is replaced, not followed.
    QVERIFY(writeModelFile(database, "CREATE TABLE t ();\n"));
    QVERIFY(!fs::exists(outside));
    QCOMPARE(filesIn(pathOf(folder) / "elsewhere"), std::size_t(0));
    // A link to a file beside it is the user's own way to keep the model.
    fs::remove(root / "catalog" / "schema.sql");
    put(root / "catalog" / "model.sql", "");
    fs::create_symlink("model.sql", root / "catalog" / "schema.sql");
    QVERIFY(writeModelFile(database, "CREATE TABLE t ();\n"));
    QCOMPARE(*readFile(root / "catalog" / "model.sql"), std::string("CREATE TABLE t ();\n"));

    fs::rename(root / "catalog", pathOf(folder) / "catalog");
    fs::create_directory_symlink(pathOf(folder) / "catalog", root / "catalog");
    const auto opened = openProject(root);
    QVERIFY(!opened);
    QCOMPARE(opened.error().code, ErrorCode::Invalid);
}

void tst_Project::aReadOnlyFolderLeavesTheFileAlone()
{
    if (::geteuid() == 0)
        QSKIP("root may write everywhere");
    const QTemporaryDir folder;
    const fs::path file = pathOf(folder) / "ro" / "a.sql";
    put(file, "old");
    ::chmod(file.parent_path().c_str(), 0555);
    const auto written = writeFileAtomically(file, "new");
    const auto made = createProject(file.parent_path() / "shop", "shop");
    ::chmod(file.parent_path().c_str(), 0755);
    QVERIFY(!written);
    QCOMPARE(written.error().code, ErrorCode::Permission);
    QVERIFY(!made);
    QCOMPARE(made.error().code, ErrorCode::Permission);
    QCOMPARE(*readFile(file), std::string("old"));

    ::chmod(file.c_str(), 0444);
    QCOMPARE(writeFileAtomically(file, "new").error().code, ErrorCode::Permission);
    QCOMPARE(*readFile(file), std::string("old"));
}

void tst_Project::aFullDiskLeavesTheOldFile()
{
    const QTemporaryDir folder;
    const fs::path file = pathOf(folder) / "a.sql";
    put(file, "old");
    {
        const SmallDisk disk(100);
        const auto written = writeFileAtomically(file, std::string(1000, 'x'));
        QVERIFY(!written);
        QCOMPARE(written.error().code, ErrorCode::Io);
        QVERIFY(!createFile(pathOf(folder) / "b.sql", std::string(1000, 'x')));
    }
    QCOMPARE(*readFile(file), std::string("old"));
    QCOMPARE(filesIn(pathOf(folder)), std::size_t(1));
}

void tst_Project::theModelIsOneFileOrAFolder()
{
    const QTemporaryDir folder;
    DatabaseConfig database;
    database.folder = pathOf(folder) / "catalog";
    put(database.folder / "schema" / "b.sql", "b");
    put(database.folder / "schema" / "a.sql", "\xEF\xBB\xBF"
                                              "a");
    put(database.folder / "schema" / "notes.txt", "x");
    const auto files = readModelFiles(database);
    QVERIFY(files);
    QCOMPARE(files->size(), std::size_t(2));
    QCOMPARE(files->at(0).text, std::string("a"));
    QCOMPARE(files->at(1).text, std::string("b"));
    QCOMPARE(writeModelFile(database, "c").error().code, ErrorCode::Unsupported);
    put(database.folder / "schema.sql", "c");
    QCOMPARE(readModelFiles(database).error().code, ErrorCode::Invalid);
    fs::remove_all(database.folder);
    QVERIFY(writeModelFile(database, "d"));
    QCOMPARE(readModelFiles(database)->at(0).text, std::string("d"));
}

void tst_Project::textThatIsNotUtf8IsRefusedWithTheLine()
{
    const QTemporaryDir folder;
    for (const std::string_view bad : {"\xE9", "\xC0\xAF", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xE2\x82"}) {
        put(pathOf(folder) / "a.sql", std::string("-- \xE2\x82\xAC \xF0\x9F\x90\x98\n-- ") + std::string(bad));
        const auto file = readSqlFile(pathOf(folder) / "a.sql");
        QVERIFY(!file);
        QCOMPARE(file.error().line, std::size_t(2));
    }
    put(pathOf(folder) / "a.sql", "-- \xE2\x82\xAC \xF0\x9F\x90\x98\n");
    QVERIFY(readSqlFile(pathOf(folder) / "a.sql"));
}

void tst_Project::renamesRoundTrip()
{
    const QTemporaryDir folder;
    DatabaseConfig database;
    database.folder = pathOf(folder);
    QVERIFY(readRenames(database)->empty());
    QVERIFY(writeRenames(database, {}));
    QCOMPARE(filesIn(database.folder), std::size_t(0));
    const std::vector<Rename> renames{{childKey(Kind::Column, "public", "orders", "state"), "status"},
                                      {keyOf(Kind::Table, "a\"b", "x\ny"), "z"},
                                      {{Kind::Function, "public", {}, "f", "integer, text"}, "g"}};
    QVERIFY(writeRenames(database, renames));
    const auto read = readRenames(database);
    QVERIFY2(read, read ? "" : read.error().text().c_str());
    QVERIFY(*read == renames);
    put(database.folder / "renames.json", "[\n<<<<<<< HEAD\n]");
    QCOMPARE(readRenames(database).error().line, std::size_t(2));
}

void tst_Project::diagramsWithHostileNamesStayInTheirFolder()
{
    const QTemporaryDir folder;
    DatabaseConfig database;
    database.folder = pathOf(folder) / "catalog";
    const std::vector<std::string> names{
        "../../etc/passwd", ".hidden", "a/b", "a%2fb", "Übersicht", std::string(5000, 'n'), std::string(5001, 'n')};
    for (const std::string& name : names) {
        Diagram diagram;
        diagram.name = name;
        const auto written = writeDiagram(database, diagram);
        QVERIFY2(written, written ? "" : written.error().text().c_str());
    }
    QCOMPARE(filesIn(database.folder / "diagrams"), names.size());
    QCOMPARE(filesIn(database.folder.parent_path()), std::size_t(1));
    QCOMPARE(readDiagrams(database)->size(), names.size());
    fs::rename(database.folder / "diagrams" / "a%2fb.json", database.folder / "diagrams" / "mine.json");
    Diagram changed;
    changed.name = "a/b";
    changed.allTables = false;
    QVERIFY(writeDiagram(database, changed));
    QCOMPARE(filesIn(database.folder / "diagrams"), names.size());
    QVERIFY(removeDiagram(database, "a/b"));
    QCOMPARE(removeDiagram(database, "a/b").error().code, ErrorCode::NotFound);
    QCOMPARE(filesIn(database.folder / "diagrams"), names.size() - 1);
}

QTEST_APPLESS_MAIN(tst_Project)
#include "tst_project.moc"
