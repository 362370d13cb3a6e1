#pragma once

#include <QString>

#include <string>
#include <string_view>

namespace schemawright {

/// The only conversion between the engine's UTF-8 and QString.
[[nodiscard]] inline QString toQt(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}
[[nodiscard]] inline std::string toUtf8(const QString& text)
{
    return text.toStdString();
}

/// For tooltips, which interpret text as markup if it looks like it; names from a database must not be interpreted.
[[nodiscard]] inline QString plainTip(const QString& text)
{
    if (!text.contains(QLatin1Char('<')) && !text.contains(QLatin1Char('&')))
        return text;
    return QStringLiteral("<qt>%1</qt>").arg(text.toHtmlEscaped().replace(QLatin1Char('\n'), QStringLiteral("<br/>")));
}

} // namespace schemawright
