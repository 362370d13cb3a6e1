#include "model/user_settings.h"

#include <QTemporaryDir>
#include <QTest>

#include <filesystem>
#include <fstream>

using namespace schemawright;
namespace fs = std::filesystem;

class tst_UserSettings : public QObject {
    Q_OBJECT

private:
    Result<UserSettings> read(const char* text)
    {
        const fs::path file = fs::path(m_folder.path().toStdString()) / "settings.toml";
        std::ofstream(file) << text;
        return readUserSettings(file);
    }

    QTemporaryDir m_folder;

private Q_SLOTS:
    void foldersAreRead()
    {
        const auto settings = read("# mine\nscratch_versions = [\"/opt/pg18/bin\", '/opt/pg 16']\n");
        QVERIFY(settings);
        QCOMPARE(settings->scratchVersions, (std::vector<fs::path>{"/opt/pg18/bin", "/opt/pg 16"}));
    }

    void programsAndBackupsHaveFolders()
    {
        const auto settings = read("client_programs = ['/opt/pg18/bin']\nbackup_folder = '/srv/backups'\n");
        QVERIFY(settings);
        QCOMPARE(settings->clientPrograms, (std::vector<fs::path>{"/opt/pg18/bin"}));
        QCOMPARE(settings->backupFolder, fs::path("/srv/backups"));
        QVERIFY(settings->scratchVersions.empty());
    }

    void noFileIsNoSettings()
    {
        const auto settings = readUserSettings(fs::path(m_folder.path().toStdString()) / "none.toml");
        QVERIFY(settings && settings->scratchVersions.empty());
    }

    void mistakesAreSaidWithTheirLine_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("line");
        QTest::addColumn<QString>("message");
        const auto row = [](const char* name, const char* text, int line, const char* message) {
            QTest::newRow(name) << QByteArray(text) << line << message;
        };
        row("an unknown key", "\nscratch_version = []\n", 2, "unknown key \"scratch_version\"");
        row("no list", "scratch_versions = '/opt'\n", 1, "list of folders");
        row("no path", "scratch_versions = [\n  '/opt',\n  18]\n", 3, "absolute paths");
        row("a relative folder of backups", "backup_folder = 'here'\n", 1, "backup_folder must be an absolute path");
        row("programs that are no list", "client_programs = '/opt'\n", 1, "client_programs must be a list of folders");
        row("a relative path", "scratch_versions = ['bin']\n", 1, "absolute paths");
        row("no TOML", "a = 1\nscratch_versions = [\n", 2, "not valid TOML");
        row("brackets that the parser does not expect", "[[[", 0, "not valid TOML");
    }

    void mistakesAreSaidWithTheirLine()
    {
        QFETCH(QByteArray, text);
        const auto settings = read(text.constData());
        QVERIFY(!settings);
        QCOMPARE(fs::path(settings.error().file).filename(), fs::path("settings.toml"));
        QFETCH(int, line);
        if (line > 0)
            QVERIFY(static_cast<int>(settings.error().line) >= line);
        QFETCH(QString, message);
        QVERIFY2(QString::fromStdString(settings.error().message).contains(message), settings.error().message.c_str());
    }

    void theFolderIsWhereXdgSaysOrInTheHome()
    {
        const QByteArray config = qgetenv("XDG_CONFIG_HOME");
        const QByteArray home = qgetenv("HOME");
        qputenv("XDG_CONFIG_HOME", "/x");
        const fs::path said = settingsFolder();
        qputenv("XDG_CONFIG_HOME", "relative");
        qputenv("HOME", "/h");
        const fs::path inHome = settingsFolder();
        config.isNull() ? qunsetenv("XDG_CONFIG_HOME") : qputenv("XDG_CONFIG_HOME", config);
        qputenv("HOME", home);
        QCOMPARE(said, fs::path("/x/schemawright"));
        QCOMPARE(inHome, fs::path("/h/.config/schemawright"));
    }
};

QTEST_GUILESS_MAIN(tst_UserSettings)
#include "tst_user_settings.moc"
