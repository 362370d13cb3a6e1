#pragma once

#include "diff/apply/tracking.h"
#include "diff/revision/revision_file.h"
#include "tests/app/cli_fixture.h"
#include "tests/app/fault_page.h"
#include "tests/support/proxy.h"

#include <csignal>

namespace schemawright::test {

/// Statements that run together: a transaction, or one outside.
inline Batch inTransaction(std::vector<std::string> statements)
{
    Batch batch;
    for (std::string& sql : statements) {
        batch.statements.emplace_back();
        batch.statements.back().sql = std::move(sql);
    }
    return batch;
}
inline Batch alone(std::string sql)
{
    Batch batch = inTransaction({std::move(sql)});
    batch.transactional = batch.statements.front().transactional = false;
    return batch;
}

/// A project whose revisions are written by hand, and runs of the program that are disturbed.
class FaultFixture : public CliFixture {
public:
    void init()
    {
        CliFixture::init();
        write(QStringLiteral("schemawright.toml"), "[[databases]]\nname = 'a'\n");
        m_last.clear();
    }

    /// The next revision.
    void revision(std::vector<Batch> up, std::vector<Batch> down = {})
    {
        Revision made;
        made.id = "000" + std::to_string(m_last.empty() ? 1 : m_last.back() - '0' + 1);
        if (!m_last.empty())
            made.parents = {m_last};
        made.message = "r" + made.id;
        made.up = std::move(up);
        made.down = std::move(down);
        write(QStringLiteral("catalog/revisions/%1.sql").arg(QString::fromStdString(made.id)), revisionText(made));
        m_last = made.id;
    }

    FaultPage page;

    /// A verb with its words, on a database. It may have tables of the test, such as the gate.
    std::unique_ptr<QProcess> begin(const char* words, const QString& live)
    {
        QStringList arguments = QString::fromUtf8(words).split(QLatin1Char(' '));
        if (arguments.first() == QStringLiteral("upgrade"))
            arguments << QStringLiteral("--accept-unmanaged");
        if (arguments.first() == QStringLiteral("downgrade"))
            arguments << QStringLiteral("--accept-loss");
        return start(arguments << QStringLiteral("--url") << live);
    }
    Run end(const char* words, const QString& live) { return finish(*begin(words, live)); }

    Connection session() { return need(m_databases.back().connect()); }
    bool is(const std::string& condition)
    {
        Connection connection = session();
        return need(connection.query("SELECT " + condition)).flag(0, 0);
    }
    std::string current()
    {
        Connection connection = session();
        return need(readTracking(connection)).current();
    }
    /// Whether the condition comes true.
    bool becomes(const std::string& condition)
    {
        Connection connection = session();
        return QTest::qWaitFor([&] { return need(connection.query("SELECT " + condition)).flag(0, 0); }, 20000);
    }
    /// Whether no run has the advisory lock.
    bool unlocked()
    {
        return becomes("NOT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND database = (SELECT oid FROM "
                       "pg_database WHERE datname = current_database()))");
    }

private:
    std::string m_last;
};

/// Sees the COMMIT of a revision among the messages of a run, which also reads in transactions.
class CommitSpy {
public:
    bool sees(std::string_view sql)
    {
        m_written = m_written || sql.contains("INSERT INTO schemawright.revisions");
        return m_written && sql == "COMMIT";
    }

private:
    bool m_written = false;
};

/// A session of the program that waits for the gate to open: see asGate.
inline constexpr const char* waitsAtGate =
    "EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event = 'PgSleep')";
/// Sleeps while the table gate has a row, so that a rerun does not.
inline constexpr const char* asGate = "SELECT pg_sleep(60) FROM gate";
inline constexpr const char* gate = "CREATE TABLE gate (a integer); INSERT INTO gate VALUES (1)";

} // namespace schemawright::test
