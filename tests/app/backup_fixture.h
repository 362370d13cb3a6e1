#pragma once

#include "tests/app/fault_fixture.h"

#include <QDir>
#include <QFile>

namespace schemawright::test {

/// Runs of the program that make backups, with pg_dump as it is or as a script.
class BackupFixture : public FaultFixture {
public:
    void init()
    {
        FaultFixture::init();
        qputenv("SCHEMAWRIGHT_BACKUP_DIR", backups().toUtf8());
    }
    void cleanup()
    {
        qunsetenv("SCHEMAWRIGHT_BACKUP_DIR");
        CliFixture::cleanup();
    }

    [[nodiscard]] QString backups() const { return path(QStringLiteral("backups")); }
    /// The names of all files in the folder of the backups, hidden ones too.
    [[nodiscard]] QStringList kept() const { return QDir(backups()).entryList(QDir::Files | QDir::Hidden, QDir::Name); }
    QString binFolder() { return QString::fromStdString(m_scratch.server().binDir().string()); }

    /// From now on a shell script is pg_dump; REAL in it is the real one. Empty: there is none.
    void usePgDump(const QByteArray& script)
    {
        const QString folder = path(QStringLiteral("fake programs"));
        QDir(folder).removeRecursively();
        QDir().mkpath(folder);
        write(QStringLiteral("settings of the user/schemawright/settings.toml"),
              "client_programs = ['" + folder.toStdString() + "']\n");
        if (script.isEmpty())
            return;
        QFile::link(binFolder() + QStringLiteral("/pg_restore"), folder + QStringLiteral("/pg_restore"));
        QFile program(folder + QStringLiteral("/pg_dump"));
        QVERIFY(program.open(QIODevice::WriteOnly));
        QByteArray text = "#!/bin/sh\n" + script + "\n";
        program.write(text.replace("REAL", (binFolder() + QStringLiteral("/pg_dump")).toUtf8()));
        program.close();
        program.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    }
};

/// The first lines of a script that is asked for its version first.
inline constexpr const char* saysVersion = "[ \"$1\" = --version ] && exec REAL --version\n";

} // namespace schemawright::test
