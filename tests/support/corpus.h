#pragma once

#include "diff/compare/compare.h"
#include "model/error.h"

#include <QByteArray>
#include <QString>
#include <QtEnvironmentVariables>

#include <filesystem>

/// What the tests on shared data have in common.
namespace schemawright::test {

/// The folder of shared data; it need not exist.
inline std::filesystem::path sharedFolder()
{
    return qEnvironmentVariable("SCHEMAWRIGHT_SHARED").toStdString();
}

inline QByteArray errorText(const Error& error)
{
    return QByteArray::fromStdString(error.text() + "\n" + error.statement);
}

/// A line for each object that differs.
inline QByteArray differences(const Catalog& found, const Catalog& wanted)
{
    QByteArray all;
    for (const Change& change : compare(found, wanted)) {
        all += QByteArray::fromStdString(change.key.display()) + ": ";
        for (const std::string& detail : change.details)
            all += QByteArray::fromStdString(detail) + "; ";
        all += "\n";
    }
    return all;
}

} // namespace schemawright::test
