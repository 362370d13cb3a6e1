#pragma once

#include "diff/scratch/postgres_programs.h"
#include "diff/server/connection.h"
#include "tests/support/scratch_fixture.h"

#include <QDir>
#include <QProcess>
#include <QTemporaryDir>

#include <fstream>
#include <stdexcept>

namespace schemawright::test {

/// A server that a test may stop, start and break: a cluster of its own, on a Unix socket.
class OwnServer {
public:
    OwnServer() { run("initdb", {"-A", "trust", "-U", "postgres", "--no-sync", "-D", data()}); }
    /// A standby made from a stopped server: it has its state, and no primary to follow.
    explicit OwnServer(const OwnServer& primary)
    {
        if (QProcess::execute(
                QStringLiteral("cp"),
                {QStringLiteral("-a"), primary.m_folder.filePath(QStringLiteral("data")), m_folder.path()}) != 0)
            throw std::runtime_error("the cluster could not be copied");
        std::ofstream(data() + "/standby.signal") << "";
    }
    OwnServer& operator=(const OwnServer&) = delete;
    ~OwnServer()
    {
        if (m_running)
            QProcess::execute(program("pg_ctl"),
                              {QStringLiteral("stop"), QStringLiteral("-m"), QStringLiteral("immediate"),
                               QStringLiteral("-D"), QString::fromStdString(data())});
    }

    void start()
    {
        run("pg_ctl", {"start", "-w", "-D", data(), "-l", folder() + "/log", "-o",
                       "-c listen_addresses='' -c fsync=off -c unix_socket_directories='" + folder() + "'"});
        m_running = true;
    }
    /// `mode`: smart, fast or immediate, as of pg_ctl.
    void stop(const std::string& mode)
    {
        run("pg_ctl", {"stop", "-w", "-m", mode, "-D", data()});
        m_running = false;
    }
    [[nodiscard]] std::string folder() const { return m_folder.path().toStdString(); }
    [[nodiscard]] ConnectionSpec spec(const std::string& database = "postgres") const
    {
        return need(ConnectionSpec::parse("host=" + folder() + " user=postgres dbname=" + database));
    }
    [[nodiscard]] QString url(const std::string& database = "postgres") const
    {
        return QString::fromStdString(spec(database).conninfo());
    }

private:
    [[nodiscard]] std::string data() const { return folder() + "/data"; }
    static QString program(const std::string& name)
    {
        static const std::filesystem::path programs = need(findPostgresPrograms(0)).folder;
        return QString::fromStdString(programs / name);
    }
    static void run(const std::string& name, const std::vector<std::string>& arguments)
    {
        QProcess process;
        QStringList words;
        for (const std::string& argument : arguments)
            words += QString::fromStdString(argument);
        process.setProcessChannelMode(QProcess::MergedChannels);
        // The server inherits the output, which must not keep this waiting.
        process.setStandardOutputFile(QProcess::nullDevice());
        process.start(program(name), words);
        if (!process.waitForFinished(60000) || process.exitCode() != 0)
            throw std::runtime_error(name + " failed");
    }

    QTemporaryDir m_folder;
    bool m_running = false;
};

} // namespace schemawright::test
