#pragma once

#include "model/object_key.h"

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

/// The one place that quotes. PostgreSQL 17 manual, "Lexical Structure".
namespace schemawright {

/// An identifier, quoted only where it must be (upper case, special characters, any keyword that is not unreserved).
[[nodiscard]] std::string quoteIdent(std::string_view name);
/// schema.name, each quoted as needed; an empty schema is left out.
[[nodiscard]] std::string quoteName(std::string_view schema, std::string_view name);
[[nodiscard]] inline std::string quoteName(const QualifiedName& name)
{
    return quoteName(name.schema, name.name);
}
/// A string literal: 'it''s', or E'...' where the text has a backslash.
[[nodiscard]] std::string quoteLiteral(std::string_view text);
/// A dollar-quoted body with a tag that does not occur in it: $$...$$, $body$...$body$, $body1$...
[[nodiscard]] std::string dollarQuote(std::string_view body);
/// Text that is safe inside a `--` comment: control characters become spaces.
[[nodiscard]] std::string commentText(std::string_view text);
[[nodiscard]] std::string join(const std::vector<std::string>& parts, std::string_view separator);
/// quoteIdent of each, separated by ", ".
[[nodiscard]] std::string identList(const std::vector<std::string>& names);

} // namespace schemawright
