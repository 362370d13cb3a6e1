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

std::string userValue(const Catalog& catalog, const ObjectKey& key, const std::string& type, int n,
                      const ValueOfPart& part)
{
    if (const auto* object = catalog.get<Enum>(key))
        return object->values.empty()
                   ? std::string()
                   : quoteLiteral(object->values[static_cast<std::size_t>(n - 1) % object->values.size()]) +
                         "::" + type;
    if (const auto* composite = catalog.get<CompositeType>(key)) {
        std::string row;
        for (const CompositeField& attribute : composite->attributes) {
            const std::string value = part(attribute.type, n);
            row += (row.empty() ? "" : ", ") + (value.empty() ? std::string("NULL") : value);
        }
        return "ROW(" + row + ")::" + type;
    }
    return catalog.get<Range>(key) ? "'empty'::" + type : std::string();
}

/// A string that a regular expression, as simple as checks have them, matches; of alternatives the first.
std::string matching(std::string_view pattern)
{
    std::string text;
    for (std::size_t i = 0; i < pattern.size();) {
        std::string atom;
        const char c = pattern[i];
        if (c == '|')
            break;
        if (c == '(') {
            std::size_t end = i + 1;
            for (int depth = 1; end < pattern.size() && depth > 0; ++end)
                depth += pattern[end] == '(' ? 1 : pattern[end] == ')' ? -1 : 0;
            std::string_view inner = pattern.substr(i + 1, end - i - 2);
            if (inner.starts_with("?:"))
                inner.remove_prefix(2);
            atom = matching(inner);
            i = end;
        } else if (c == '[') {
            const bool negated = pattern.substr(i).starts_with("[^");
            const std::size_t end = pattern.find(']', i + (negated ? 3 : 2));
            const std::string_view set = pattern.substr(i + 1, end == std::string_view::npos ? end : end - i - 1);
            static constexpr std::string_view others = "ax1A-_ ";
            const std::size_t free = others.find_first_not_of(set);
            if (set.starts_with("[:"))
                atom = set.contains("digit") ? "1" : set.contains("upper") ? "A" : "a";
            else
                atom = negated ? (set.contains("a-z")
                                      ? "1"
                                      : std::string(others.substr(free == std::string_view::npos ? 0 : free, 1)))
                               : std::string(set.substr(set.starts_with('\\') ? 1 : 0, 1));
            if (!negated && set.starts_with("\\d"))
                atom = "1";
            if (!negated && set.starts_with("\\w"))
                atom = "a";
            i = end == std::string_view::npos ? pattern.size() : end + (set.starts_with("[:") ? 2 : 1);
        } else if (c == '\\' && i + 1 < pattern.size()) {
            const char escaped = pattern[i + 1];
            atom = escaped == 'd' ? "1" : escaped == 'w' ? "a" : escaped == 's' ? " " : std::string(1, escaped);
            i += 2;
        } else {
            atom = c == '^' || c == '$' ? std::string() : c == '.' ? std::string("a") : std::string(1, c);
            ++i;
        }
        std::size_t times = 1;
        if (i < pattern.size() && (pattern[i] == '*' || pattern[i] == '?' || pattern[i] == '+')) {
            times = pattern[i] == '+' ? 1 : 0;
            ++i;
        } else if (i < pattern.size() && pattern[i] == '{') {
            std::from_chars(pattern.data() + i + 1, pattern.data() + pattern.size(), times);
            times = std::min<std::size_t>(times, 64);
            i = std::min(pattern.find('}', i), pattern.size() - 1) + 1;
        }
        for (; times > 0; --times)
            text += atom;
    }
    return text;
}

/// A string that LIKE matches.
std::string alike(std::string_view pattern)
{
    std::string text(pattern);
    std::ranges::replace(text, '%', 'a');
    std::ranges::replace(text, '_', 'a');
    return text;
}

} // namespace

std::string sampleValue(const Catalog& catalog, const std::string& type, int n, const ValueOfPart& part)
{
    if (type.ends_with("[]")) {
        const std::string element = part(type.substr(0, type.size() - 2), n);
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
        return userValue(catalog, *key, type, n, part);
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
            if (expression[i] == '\'') {
                const std::string_view literal = expression.substr(i, end - i);
                add(std::string(literal));
                if (literal.find_first_of("^$[]*+\\|") != std::string_view::npos)
                    add("'" + matching(literal.substr(1, literal.size() - 2)) + "'");
                if (literal.find_first_of("%_") != std::string_view::npos)
                    add(alike(literal));
            }
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
