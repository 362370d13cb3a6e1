#include "model/sql.h"

#include <algorithm>
#include <array>

namespace schemawright {
namespace {

/// Every keyword of PostgreSQL 17 that is not UNRESERVED, sorted: `select word from pg_get_keywords() where catcode <> 'U'`.
/// quote_ident quotes exactly these; a test holds the list against the server.
// clang-format off
constexpr auto reservedWords = std::to_array<std::string_view>({
    "all", "analyse", "analyze", "and", "any", "array", "as", "asc", "asymmetric", "authorization", "between",
    "bigint", "binary", "bit", "boolean", "both", "case", "cast", "char", "character", "check", "coalesce",
    "collate", "collation", "column", "concurrently", "constraint", "create", "cross", "current_catalog",
    "current_date", "current_role", "current_schema", "current_time", "current_timestamp", "current_user", "dec",
    "decimal", "default", "deferrable", "desc", "distinct", "do", "else", "end", "except", "exists", "extract",
    "false", "fetch", "float", "for", "foreign", "freeze", "from", "full", "grant", "greatest", "group",
    "grouping", "having", "ilike", "in", "initially", "inner", "inout", "int", "integer", "intersect", "interval",
    "into", "is", "isnull", "join", "json", "json_array", "json_arrayagg", "json_exists", "json_object",
    "json_objectagg", "json_query", "json_scalar", "json_serialize", "json_table", "json_value", "lateral",
    "leading", "least", "left", "like", "limit", "localtime", "localtimestamp", "merge_action", "national",
    "natural", "nchar", "none", "normalize", "not", "notnull", "null", "nullif", "numeric", "offset", "on", "only",
    "or", "order", "out", "outer", "overlaps", "overlay", "placing", "position", "precision", "primary", "real",
    "references", "returning", "right", "row", "select", "session_user", "setof", "similar", "smallint", "some",
    "substring", "symmetric", "system_user", "table", "tablesample", "then", "time", "timestamp", "to", "trailing",
    "treat", "trim", "true", "union", "unique", "user", "using", "values", "varchar", "variadic", "verbose",
    "when", "where", "window", "with", "xmlattributes", "xmlconcat", "xmlelement", "xmlexists", "xmlforest",
    "xmlnamespaces", "xmlparse", "xmlpi", "xmlroot", "xmlserialize", "xmltable",});
// clang-format on
static_assert(std::ranges::is_sorted(reservedWords));

bool isPlainIdentifier(std::string_view name)
{
    const auto startsName = [](char c) { return (c >= 'a' && c <= 'z') || c == '_'; };
    if (name.empty() || !startsName(name.front()))
        return false;
    return std::ranges::all_of(name, [&](char c) { return startsName(c) || (c >= '0' && c <= '9'); });
}

/// `text` between `quote` characters, each of those inside doubled.
std::string enclose(std::string_view text, char quote)
{
    std::string out(1, quote);
    out.reserve(text.size() + 2);
    for (const char c : text) {
        if (c == quote)
            out += c;
        out += c;
    }
    out += quote;
    return out;
}

} // namespace

std::string quoteIdent(std::string_view name)
{
    if (isPlainIdentifier(name) && !std::ranges::binary_search(reservedWords, name))
        return std::string(name);
    return enclose(name, '"');
}

std::string quoteName(std::string_view schema, std::string_view name)
{
    return schema.empty() ? quoteIdent(name) : quoteIdent(schema) + "." + quoteIdent(name);
}

std::string quoteLiteral(std::string_view text)
{
    if (!text.contains('\\'))
        return enclose(text, '\'');
    // The E form means the same whatever standard_conforming_strings says.
    std::string doubled;
    for (const char c : text) {
        if (c == '\\')
            doubled += c;
        doubled += c;
    }
    return "E" + enclose(doubled, '\'');
}

std::string dollarQuote(std::string_view body)
{
    std::string tag = "$$";
    // The closing tag must be the first one that the lexer meets, also where the body's end and the tag overlap ("cost: 5$").
    for (int i = 0; (std::string(body) + tag).find(tag) != body.size(); ++i)
        tag = i == 0 ? "$body$" : "$body" + std::to_string(i) + "$";
    return tag + std::string(body) + tag;
}

std::string commentText(std::string_view text)
{
    std::string out(text);
    std::ranges::replace_if(out, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }, ' ');
    return out;
}

std::string join(const std::vector<std::string>& parts, std::string_view separator)
{
    std::string out;
    for (const auto& part : parts) {
        if (&part != &parts.front())
            out += separator;
        out += part;
    }
    return out;
}

std::string identList(const std::vector<std::string>& names)
{
    std::vector<std::string> quoted;
    quoted.reserve(names.size());
    for (const auto& name : names)
        quoted.push_back(quoteIdent(name));
    return join(quoted, ", ");
}

} // namespace schemawright
