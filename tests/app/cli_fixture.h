#pragma once

#include "model/project.h"
#include "places.h"
#include "tests/support/scratch_fixture.h"

#include <QProcess>
#include <QTemporaryDir>
#include <QtTest>

#include <filesystem>
#include <fstream>
#include <memory>
#include <vector>

namespace schemawright::test {

/// What a run of the program left.
struct Run {
    int status = -1;
    QString out;
    QString err;
};

inline constexpr const char* shop =
    "CREATE TABLE customers (id integer PRIMARY KEY, name text NOT NULL);\n"
    "CREATE TABLE orders (id integer PRIMARY KEY, customer integer NOT NULL REFERENCES customers (id), state text);\n";

/// A folder and databases for one test of the command line.
class CliFixture {
public:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        standardInput.clear();
    }
    void cleanup() { m_databases.clear(); }

    Run run(const QStringList& arguments, const QString& folder = {}, const QStringList& environment = {})
    {
        return finish(*start(arguments, folder, environment));
    }

    /// Starts the program without waiting for it.
    std::unique_ptr<QProcess> start(const QStringList& arguments, const QString& folder = {},
                                    const QStringList& environment = {})
    {
        auto process = std::make_unique<QProcess>();
        QProcessEnvironment variables = QProcessEnvironment::systemEnvironment();
        for (const char* name :
             {"DATABASE_URL", "DB_SECRET_ARN", "PGHOST", "PGDATABASE", "PGSERVICE", "SCHEMAWRIGHT_ENV"})
            variables.remove(QString::fromUtf8(name));
        variables.remove(QStringLiteral("SCHEMAWRIGHT_TRUST"));
        variables.insert(QStringLiteral("XDG_CONFIG_HOME"), m_folder->path() + QStringLiteral("/settings of the user"));
        for (const QString& item : environment)
            variables.insert(item.section(QLatin1Char('='), 0, 0), item.section(QLatin1Char('='), 1));
        process->setProcessEnvironment(variables);
        process->setWorkingDirectory(folder.isEmpty() ? m_folder->path() : folder);
        process->start(QStringLiteral(SCHEMAWRIGHT_BIN_DIR "/schemawright-cli"), arguments);
        process->write(standardInput);
        process->closeWriteChannel();
        return process;
    }

    /// Waits for its end.
    static Run finish(QProcess& process)
    {
        if (!process.waitForFinished(90000))
            return {};
        return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1,
                QString::fromUtf8(process.readAllStandardOutput()), QString::fromUtf8(process.readAllStandardError())};
    }

    /// The same with the arguments as one text, without spaces in them.
    Run runWords(const char* arguments, const QString& folder = {})
    {
        return run(QString::fromUtf8(arguments).split(QLatin1Char(' '), Qt::SkipEmptyParts), folder);
    }

    QString database(std::string_view sql = {})
    {
        m_databases.push_back(sql.empty() ? m_scratch.database() : m_scratch.databaseWith(sql));
        return url(m_databases.back());
    }

    QString url(const ScratchDatabase& database) { return QString::fromStdString(database.spec().conninfo()); }

    void write(const QString& name, const std::string& text)
    {
        const std::filesystem::path file = path(name).toStdString();
        std::filesystem::create_directories(file.parent_path());
        std::ofstream(file, std::ios::binary) << text;
    }

    [[nodiscard]] QString path(const QString& name) const { return m_folder->filePath(name); }

    QByteArray standardInput; ///< what the next runs read there
    ScratchFixture m_scratch;
    std::vector<ScratchDatabase> m_databases;
    std::unique_ptr<QTemporaryDir> m_folder;
};

} // namespace schemawright::test

/// Evaluates its argument once: a run changes things.
#define OK(result)                                                                                                     \
    do {                                                                                                               \
        const Run& once = result;                                                                                      \
        QVERIFY2(once.status == 0, qPrintable(once.err));                                                              \
    } while (false)
/// One sentence, exit 1, nothing on standard output.
#define REFUSED(result, words)                                                                                         \
    QVERIFY2((result).status == 1, qPrintable(QString::number((result).status) + (result).err));                       \
    QVERIFY2((result).out.isEmpty(), qPrintable((result).out));                                                        \
    QVERIFY2((result).err.contains(QStringLiteral(words)), qPrintable((result).err));                                  \
    QVERIFY2((result).err.count(QLatin1Char('\n')) <= 2, qPrintable((result).err))
