#pragma once

#include <QString>

#include <string>
#include <string_view>

namespace schemawright {

/// The one place where the engine's UTF-8 becomes a QString, and back.
[[nodiscard]] inline QString toQt(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}
[[nodiscard]] inline std::string toUtf8(const QString& text)
{
    return text.toStdString();
}

} // namespace schemawright
