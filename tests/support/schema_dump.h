#pragma once

#include "diff/scratch/scratch.h"

#include <QProcess>
#include <QRegularExpression>
#include <QStringList>

namespace schemawright::test {

/// What pg_dump says of the schema, sorted, as ../shared/oracle/converge.py compares it: without comments and settings, and without the order
/// of columns. Privileges on the system's own tables are no part of a schema: nobody reads or writes those.
inline QStringList schemaDump(const ScratchDatabase& database)
{
    QProcess dump;
    dump.start(QString::fromStdString((database.server().binDir() / "pg_dump").string()),
               {QStringLiteral("-s"), QStringLiteral("-d"), QString::fromStdString(database.spec().conninfo())});
    if (!dump.waitForFinished() || dump.exitCode() != 0)
        return {QStringLiteral("pg_dump failed: ") + QString::fromUtf8(dump.readAllStandardError())};
    static const QRegularExpression noise(QStringLiteral(
        R"(^(--.*|\\(un)?restrict .*|SET .*|SELECT pg_catalog\.set_config.*|GRANT .* ON TABLE pg_catalog\..*|)$)"));
    QStringList lines;
    for (QString line : QString::fromUtf8(dump.readAllStandardOutput()).split(u'\n')) {
        while (line.endsWith(u' ') || line.endsWith(u','))
            line.chop(1);
        if (!noise.match(line).hasMatch())
            lines.append(line);
    }
    lines.sort();
    return lines;
}

/// What only one of the two has, at most a few lines.
inline QByteArray dumpDifference(QStringList found, const QStringList& wanted)
{
    QStringList missing;
    for (const QString& line : wanted)
        if (!found.removeOne(line))
            missing.append(line);
    const QString text =
        QStringLiteral("missing:\n%1\nextra:\n%2").arg(missing.mid(0, 20).join(u'\n'), found.mid(0, 20).join(u'\n'));
    return text.toUtf8();
}

} // namespace schemawright::test
