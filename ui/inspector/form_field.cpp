#include "ui/inspector/form_field.h"

#include "model/sql.h"

namespace schemawright {

namespace {

/// The parts between `separator`s that are not inside double quotes, unquoted where they are quoted.
std::vector<std::string> parts(const std::string& text, char separator)
{
    std::vector<std::string> found(1);
    bool quoted = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c == '"') {
            if (quoted && i + 1 < text.size() && text[i + 1] == '"') {
                found.back() += text[++i];
                continue;
            }
            quoted = !quoted;
        } else if (!quoted && c == separator) {
            found.emplace_back();
        } else {
            found.back() += c;
        }
    }
    return found;
}

std::string trimmed(const std::string& text)
{
    return toUtf8(toQt(text).trimmed());
}

} // namespace

QString qualifiedText(const QualifiedName& name)
{
    return name.empty() ? QString() : toQt(quoteName(name));
}

QualifiedName qualifiedFrom(const QString& text)
{
    const std::vector<std::string> names = parts(toUtf8(text.trimmed()), '.');
    return names.size() == 1 ? QualifiedName{names[0].empty() ? "" : "public", names[0]}
                             : QualifiedName{names[0], names[1]};
}

QString listText(const std::vector<std::string>& values)
{
    QStringList texts;
    for (const std::string& value : values) {
        const bool quote = value.find_first_of(",\"") != std::string::npos;
        texts.append(quote ? u'"' + toQt(value).replace(u'"', QStringLiteral("\"\"")) + u'"' : toQt(value));
    }
    return texts.join(QStringLiteral(", "));
}

std::vector<std::string> listFrom(const QString& text)
{
    std::vector<std::string> values;
    for (const std::string& part : parts(toUtf8(text), ',')) {
        if (std::string value = trimmed(part); !value.empty())
            values.push_back(std::move(value));
    }
    return values;
}

} // namespace schemawright
