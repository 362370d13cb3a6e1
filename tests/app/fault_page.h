#pragma once

#include "tests/app/cli_fixture.h"

#include <QDir>
#include <QFile>

namespace schemawright::test {

/// The rows of docs/faults.md that a test program has seen. tests/house/faults_page.py makes the page of them.
class FaultPage {
public:
    void begin(const char* program)
    {
        QDir().mkpath(QStringLiteral(FAULTS_FOLDER));
        m_file = QStringLiteral(FAULTS_FOLDER "/") + QString::fromUtf8(program);
        QFile::remove(m_file);
    }
    /// What was done; the run that met it, which must have said this; and what the test has found to hold afterwards. Call it at the test's end.
    void row(const char* fault, const Run& run, const char* said, const char* holds)
    {
        QVERIFY2((run.out + run.err).contains(QString::fromUtf8(said)), qPrintable(run.out + run.err));
        if (QTest::currentTestFailed())
            return;
        QFile file(m_file);
        QVERIFY(file.open(QIODevice::Append));
        file.write(QStringLiteral("| %1 | %2 | %3 | %4 |\n")
                       .arg(QString::fromUtf8(fault))
                       .arg(run.status)
                       .arg(QString::fromUtf8(said).trimmed(), QString::fromUtf8(holds))
                       .toUtf8());
    }

private:
    QString m_file;
};

} // namespace schemawright::test
