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

/// For tooltips, which take text for markup where it looks like it: names from a database must not become any.
[[nodiscard]] inline QString plainTip(const QString& text)
{
    if (!text.contains(QLatin1Char('<')) && !text.contains(QLatin1Char('&')))
        return text;
    return QStringLiteral("<qt>%1</qt>").arg(text.toHtmlEscaped().replace(QLatin1Char('\n'), QStringLiteral("<br/>")));
}

} // namespace schemawright
