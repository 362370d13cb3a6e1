#include "diff/kinds/table/column_types.h"

#include "diff/kinds/base/sql_pieces.h"
#include "diff/kinds/table/table.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

namespace schemawright::tables {

namespace {

/// The last field of an interval, from seconds on: "interval day to minute" has 1. PostgreSQL 17 manual, "Interval Input".
std::size_t leastField(std::string_view interval)
{
    static constexpr std::array<std::string_view, 6> fields{"second", "minute", "hour", "day", "month", "year"};
    const auto* found = std::ranges::find_if(fields, [&](std::string_view field) { return interval.ends_with(field); });
    return found == fields.end() ? 0 : static_cast<std::size_t>(found - fields.begin());
}

} // namespace

TypeText typeText(const std::string& type)
{
    TypeText out;
    std::string_view text = type;
    while (text.ends_with("[]")) {
        out.array = true;
        text.remove_suffix(2);
    }
    const std::size_t open = text.find('(');
    const std::size_t close = text.find(')');
    if (open == std::string_view::npos || close == std::string_view::npos || text.front() == '"') {
        out.name = text;
        return out;
    }
    out.name = std::string(text.substr(0, open)) + std::string(text.substr(close + 1));
    for (std::size_t begin = open + 1; begin < close;) {
        const std::size_t end = std::min(text.find(',', begin), close);
        int number = 0;
        std::from_chars(text.data() + begin, text.data() + end, number);
        out.modifiers.push_back(number);
        begin = end + 1;
    }
    return out;
}

int secondDigits(const TypeText& type)
{
    constexpr int most = 6;
    return type.modifiers.empty() ? most : type.modifiers.front();
}

bool widensInterval(const TypeText& from, const TypeText& to)
{
    if (leastField(to.name) > leastField(from.name))
        return false;
    return leastField(from.name) > 0 || secondDigits(to) >= secondDigits(from);
}

namespace {

bool isInteger(std::string_view name)
{
    return name == "smallint" || name == "integer" || name == "bigint";
}

bool isNumber(std::string_view name)
{
    return isInteger(name) || name == "numeric" || name == "real" || name == "double precision";
}

bool isText(std::string_view name)
{
    return name == "text" || name == "character varying";
}

bool isTime(std::string_view name)
{
    return name == "timestamp without time zone" || name == "timestamp with time zone" || name == "date";
}

bool isInterval(std::string_view name)
{
    return name.starts_with("interval");
}

/// Is every value of the narrower modifiers a value of the wider ones as it is?
bool widens(const TypeText& from, const TypeText& to)
{
    if (from.name.starts_with("time"))
        return secondDigits(to) >= secondDigits(from);
    if (to.modifiers.empty())
        return true;
    if (from.modifiers.size() != to.modifiers.size())
        return false;
    if (from.name == "numeric")
        return to.modifiers.at(0) >= from.modifiers.at(0) &&
               (from.modifiers.size() < 2 || from.modifiers[1] == to.modifiers[1]);
    const bool growing = from.name == "character varying" || from.name == "bit varying";
    return growing && to.modifiers[0] >= from.modifiers[0];
}

bool isObjectNumber(std::string_view name)
{
    static constexpr std::array<std::string_view, 11> aliases{
        "regclass",    "regcollation", "regconfig",    "regdictionary", "regnamespace", "regoper",
        "regoperator", "regproc",      "regprocedure", "regrole",       "regtype"};
    return std::ranges::contains(aliases, name);
}

/// Casts that change no byte, and need no check of a length. PostgreSQL 17 manual, "CREATE CAST", binary-coercible types; pg_cast.
bool isRelabelled(std::string_view from, std::string_view to)
{
    if (isText(from))
        return isText(to) || to == "bpchar";
    if (from == "integer" || from == "oid" || isObjectNumber(from)) {
        const bool numbers = (from == "integer" || from == "oid") && (to == "integer" || to == "oid");
        return numbers || (isObjectNumber(from) ? to == "integer" || to == "oid" : isObjectNumber(to));
    }
    return (from == "cidr" && to == "inet") || (from == "xml" && isText(to)) ||
           (from == "bit" && to == "bit varying") || (from == "character" && to == "bpchar");
}

// Functions of pg_catalog that are volatile and stand in defaults; CURRENT_TIMESTAMP and now() are stable.
constexpr std::array<std::string_view, 8> volatileFunctions{"nextval(",         "gen_random_uuid(", "random(",
                                                            "clock_timestamp(", "timeofday(",       "uuidv4(",
                                                            "uuidv7(",          "random_normal("};

} // namespace

bool keepsRows(const std::string& from, const std::string& to)
{
    if (from == to)
        return true;
    const TypeText a = typeText(from);
    const TypeText b = typeText(to);
    // Of an array every element would be converted; only a limit can be taken away.
    if (a.array || b.array)
        return a.array && b.array && a.name == b.name && b.modifiers.empty();
    if (isInterval(a.name) && isInterval(b.name))
        return widensInterval(a, b);
    if (a.name == b.name)
        return widens(a, b);
    if (!b.modifiers.empty())
        return false;
    return isRelabelled(a.name, b.name);
}

bool readsAlike(const std::string& from, const std::string& to)
{
    const std::string a = typeText(from).name;
    const std::string b = typeText(to).name;
    return a == b || (isInterval(a) && isInterval(b)) || (isText(a) && isText(b)) || (a == "cidr" && b == "inet") ||
           (a == "character" && b == "bpchar");
}

bool keepsIndexes(const std::string& from, const std::string& to)
{
    const auto isNumberOfObject = [](const std::string& name) { return name == "oid" || isObjectNumber(name); };
    return readsAlike(from, to) || (isNumberOfObject(from) && isNumberOfObject(to));
}

std::string withoutModifiers(const std::string& type)
{
    return typeText(type).name;
}

bool castsByAssignment(const std::string& from, const std::string& to)
{
    const TypeText a = typeText(from);
    const TypeText b = typeText(to);
    if (a.array != b.array)
        return false;
    if (a.name == b.name || (isNumber(a.name) && isNumber(b.name)) || (isTime(a.name) && isTime(b.name)))
        return true;
    // Every type has an assignment cast to the string types. PostgreSQL 17 manual, "CREATE CAST", automatic I/O conversion casts.
    return isText(b.name) || b.name == "character" || (a.name == "json" && b.name == "jsonb") ||
           (a.name == "cidr" && b.name == "inet");
}

bool keepsDefault(const std::string& from, const std::string& to)
{
    const TypeText a = typeText(from);
    const TypeText b = typeText(to);
    return a.array == b.array && (a.name == b.name || (isInteger(a.name) && isInteger(b.name)));
}

bool isVolatile(const ObjectKey& table, const Column& column, const Catalog& catalog)
{
    if (std::ranges::any_of(volatileFunctions,
                            [&](std::string_view name) { return column.defaultExpr.contains(name); }))
        return true;
    return std::ranges::any_of(catalog.dependencies().of(defaultKey(table, column.name)), [&](const ObjectKey& needed) {
        const auto* function = catalog.get<Function>(needed);
        return function && function->volatility == "volatile";
    });
}

} // namespace schemawright::tables
