#include "diff/prove/sample_values.h"

#include "diff/kinds/base/kind_ops.h"
#include "diff/kinds/base/sql_pieces.h"
#include "model/sql.h"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <format>
#include <map>

namespace schemawright {

namespace {

/// How the n-th value of a built-in type is written; {0} is n, {1} is n + 1. Numbers in strings fit every length and can become numbers.
const std::map<std::string_view, std::string_view>& patterns()
{
    static const std::map<std::string_view, std::string_view> all{
        {"smallint", "{0}"},
        {"integer", "{0}"},
        {"bigint", "{0}"},
        {"numeric", "{0}"},
        {"real", "{0}"},
        {"double precision", "{0}"},
        {"oid", "{0}"},
        {"money", "{0}"},
        {"text", "{0}"},
        {"character varying", "{0}"},
        {"character", "{0}"},
        {"\"char\"", "{0}"},
        {"name", "{0}"},
        {"date", "2024-01-0{0}"},
        {"timestamp without time zone", "2024-01-0{0} 10:00"},
        {"timestamp with time zone", "2024-01-0{0} 10:00+00"},
        {"time without time zone", "10:0{0}"},
        {"time with time zone", "10:0{0}+00"},
        {"interval", "{0} days"},
        {"uuid", "00000000-0000-4000-8000-00000000000{0}"},
        {"json", "{{\"n\": {0}}}"},
        {"jsonb", "{{\"n\": {0}}}"},
        {"jsonpath", "$.a{0}"},
        {"xml", "<a>{0}</a>"},
        {"bytea", "\\x0{0}"},
        {"inet", "10.0.0.{0}"},
        {"cidr", "10.0.{0}.0/24"},
        {"macaddr", "08:00:2b:01:02:0{0}"},
        {"macaddr8", "08:00:2b:01:02:03:04:0{0}"},
        {"point", "({0},{0})"},
        {"line", "{{{0},1,1}}"},
        {"lseg", "[(0,0),({0},{0})]"},
        {"box", "({0},{0}),(0,0)"},
        {"path", "((0,0),({0},{0}))"},
        {"polygon", "((0,0),({0},{0}),(0,{0}))"},
        {"circle", "<(0,0),{0}>"},
        {"tsvector", "word{0}"},
        {"tsquery", "word{0}"},
        {"pg_lsn", "0/{0}"},
        {"bit varying", "1"},
        {"int4range", "[{0},{1})"},
        {"int8range", "[{0},{1})"},
        {"numrange", "[{0},{1})"},
        {"daterange", "[2024-01-0{0},2024-01-0{1})"},
        {"tsrange", "[2024-01-0{0} 10:00,2024-01-0{0} 11:00)"},
        {"tstzrange", "[2024-01-0{0} 10:00+00,2024-01-0{0} 11:00+00)"},
        {"int4multirange", "{{[{0},{1})}}"},
        {"int8multirange", "{{[{0},{1})}}"},
        {"nummultirange", "{{[{0},{1})}}"},
        {"datemultirange", "{{[2024-01-0{0},2024-01-0{1})}}"},
    };
    return all;
}

/// The second value has all the digits that the type can hold: a type with fewer rounds it, and the proof shows that. Empty for other types.
std::string_view finePattern(std::string_view name)
{
    static const std::map<std::string_view, std::string_view> all{
        {"numeric", "{0}.123456789"},
        {"real", "{0}.123456"},
        {"double precision", "{0}.12345678901234"},
        {"timestamp without time zone", "2024-01-0{0} 10:00:00.123456"},
        {"timestamp with time zone", "2024-01-0{0} 10:00:00.123456+00"},
        {"time without time zone", "10:0{0}:00.123456"},
    };
    const auto found = all.find(name);
    return found == all.end() ? std::string_view() : found->second;
}

/// "timestamp(3) with time zone" as "timestamp with time zone"; the first modifier, or 0.
std::pair<std::string, int> withoutModifier(const std::string& type)
{
    const std::size_t open = type.find('(');
    const std::size_t close = type.find(')', open);
    if (open == std::string::npos || close == std::string::npos || type.contains('"'))
        return {type, 0};
    int first = 0;
    std::from_chars(type.data() + open + 1, type.data() + close, first);
    return {type.substr(0, open) + type.substr(close + 1), first};
}

std::string userValue(const Catalog& catalog, const ObjectKey& key, const std::string& type, int n)
{
    if (const auto* object = catalog.get<Enum>(key))
        return object->values.empty()
                   ? std::string()
                   : quoteLiteral(object->values[static_cast<std::size_t>(n - 1) % object->values.size()]) +
                         "::" + type;
    if (const auto* domain = catalog.get<Domain>(key)) {
        const std::string value = sampleValue(catalog, domain->type, n);
        return value.empty() ? value : value + "::" + type;
    }
    if (const auto* composite = catalog.get<CompositeType>(key)) {
        std::string row;
        for (const CompositeField& attribute : composite->attributes) {
            const std::string value = sampleValue(catalog, attribute.type, n);
            row += (row.empty() ? "" : ", ") + (value.empty() ? std::string("NULL") : value);
        }
        return "ROW(" + row + ")::" + type;
    }
    return catalog.get<Range>(key) ? "'empty'::" + type : std::string();
}

} // namespace

std::string sampleValue(const Catalog& catalog, const std::string& type, int n)
{
    if (type.ends_with("[]")) {
        const std::string element = sampleValue(catalog, type.substr(0, type.size() - 2), n);
        return element.empty() ? element : "ARRAY[" + element + "]::" + type;
    }
    if (type == "boolean")
        return n % 2 == 1 ? "true" : "false";
    const auto [name, modifier] = withoutModifier(type);
    if (name == "bit")
        return "'" + std::string(static_cast<std::size_t>(std::max(modifier, 1)), n % 2 == 1 ? '1' : '0') +
               "'::" + type;
    if (name == "numeric" && modifier > 0 && type.contains("," + std::to_string(modifier) + ")"))
        return "0." + std::to_string(n) + "::" + type; // no digit before the point
    if (const auto pattern = patterns().find(name); pattern != patterns().end()) {
        const int next = n + 1;
        const std::string_view fine = n == 2 ? finePattern(name) : std::string_view();
        return quoteLiteral(std::vformat(fine.empty() ? pattern->second : fine, std::make_format_args(n, next))) +
               "::" + type;
    }
    if (const auto key = typeKey(catalog, type))
        return userValue(catalog, *key, type, n);
    return {};
}

std::vector<std::string> literalsIn(std::string_view expression)
{
    std::vector<std::string> literals;
    const auto add = [&](std::string literal) {
        if (std::ranges::find(literals, literal) == literals.end())
            literals.push_back(std::move(literal));
    };
    for (std::size_t i = 0; i < expression.size(); ++i) {
        if (const std::size_t end = endOfQuoted(expression, i); end > i) {
            if (expression[i] == '\'')
                add(std::string(expression.substr(i, end - i)));
            i = end - 1;
        } else if (expression[i] >= '0' && expression[i] <= '9') {
            const bool partOfName = i > 0 && (std::isalnum(static_cast<unsigned char>(expression[i - 1])) != 0 ||
                                              expression[i - 1] == '_' || expression[i - 1] == '$');
            std::int64_t number = 0;
            const auto [rest, error] =
                std::from_chars(expression.data() + i, expression.data() + expression.size(), number);
            i = static_cast<std::size_t>(rest - expression.data()) - 1;
            if (partOfName || error != std::errc())
                continue;
            for (const std::int64_t near : {number, number + 1, number - 1})
                add("'" + std::to_string(near) + "'");
            // It may be a length: how many characters.
            if (number > 0 && number <= 64)
                add("'" + std::string(static_cast<std::size_t>(number), '1') + "'");
        }
    }
    return literals;
}

} // namespace schemawright
