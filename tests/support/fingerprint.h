#pragma once

#include "tests/support/corpus.h"
#include "tests/support/scratch_fixture.h"

#include <QFile>
#include <QRegularExpression>
#include <QStringList>

namespace schemawright::test {

/// What ../shared/oracle/fingerprint.sql says that a database holds, a line a fact: for servers whose pg_dump is not here. Empty where the folder of
/// shared data is not. What no statement changes is left out: whether a column or constraint is a table's own besides, the names of NOT NULL (see
/// docs/decisions/what_no_statement_can_change.md). Catalogs are compared with these.
inline QStringList fingerprint(const ScratchDatabase& database)
{
    QFile file(QString::fromStdString((sharedFolder() / "oracle/fingerprint.sql").string()));
    if (!file.open(QFile::ReadOnly))
        return {};
    Connection connection = need(database.connect());
    const Rows facts = need(connection.query(file.readAll().toStdString()));
    QStringList lines;
    static const QRegularExpression own(QStringLiteral(" local [tf]$"));
    static const QRegularExpression name(
        QStringLiteral("^(con \\S+) .*( NOT NULL \\S+( NO INHERIT)?( NOT VALID)? valid )"));
    for (std::size_t row = 0; row < facts.size(); ++row)
        lines.append(QString::fromStdString(facts.text(row, 0)).remove(own).replace(name, QStringLiteral("\\1\\2")));
    lines.sort();
    return lines;
}

} // namespace schemawright::test
