#include "diff/kinds/table/value_loss.h"

#include "diff/kinds/table/column_types.h"

#include <algorithm>
#include <array>
#include <optional>

namespace schemawright::tables {

namespace {

/// Decimal digits that a type keeps before and after the point; no number: without a limit.
struct Digits {
    std::optional<int> whole;
    std::optional<int> fraction;
};

constexpr std::string_view rounds = "rounds numbers that the new type cannot hold exactly";

std::optional<int> integerDigits(std::string_view name)
{
    static constexpr std::array<std::pair<std::string_view, int>, 3> digits{
        {{"smallint", 5}, {"integer", 10}, {"bigint", 19}}};
    const auto* found = std::ranges::find(digits, name, &std::pair<std::string_view, int>::first);
    return found == digits.end() ? std::nullopt : std::optional(found->second);
}

/// Decimal digits that survive the way through the type; nothing where it is no floating-point type.
std::optional<int> floatDigits(std::string_view name)
{
    if (name == "real")
        return 6;
    return name == "double precision" ? std::optional(15) : std::nullopt;
}

Digits digitsOf(const TypeText& type)
{
    if (const auto whole = integerDigits(type.name))
        return {whole, 0};
    if (type.modifiers.empty())
        return {};
    const int scale = type.modifiers.size() > 1 ? type.modifiers[1] : 0;
    return {type.modifiers[0] - scale, std::max(scale, 0)};
}

bool isNumber(std::string_view name)
{
    return name == "numeric" || integerDigits(name) || floatDigits(name);
}

std::string_view numberLoss(const TypeText& from, const TypeText& to)
{
    const auto fromFloat = floatDigits(from.name);
    const auto toFloat = floatDigits(to.name);
    if (fromFloat)
        return toFloat && *toFloat >= *fromFloat ? "" : rounds;
    const Digits had = digitsOf(from);
    if (toFloat)
        return had.whole && had.fraction && *had.whole + *had.fraction <= *toFloat ? "" : rounds;
    const Digits has = digitsOf(to);
    if (to.modifiers.size() > 1 && to.modifiers[1] < 0)
        return from.modifiers == to.modifiers ? "" : rounds;
    return !has.fraction || (had.fraction && *had.fraction <= *has.fraction) ? "" : rounds;
}

/// What a time is made of.
struct TimeParts {
    bool date = false;
    bool time = false;
    bool zone = false;
    bool interval = false;
};

std::optional<TimeParts> timeParts(std::string_view name)
{
    if (name == "date")
        return TimeParts{.date = true};
    if (name.starts_with("interval"))
        return TimeParts{.interval = true};
    const bool zone = name.ends_with(" with time zone");
    if (name.starts_with("timestamp"))
        return TimeParts{.date = true, .time = true, .zone = zone};
    if (name.starts_with("time "))
        return TimeParts{.time = true, .zone = zone};
    return std::nullopt;
}

std::string_view timeLoss(const TypeText& from, const TypeText& to, const TimeParts& had, const TimeParts& has)
{
    if (had.interval && has.interval)
        return widensInterval(from, to) ? "" : "truncates intervals to the new fields and digits";
    if (had.interval)
        return "drops the days and months of intervals";
    if (has.interval && !widensInterval({"interval", {}, false}, {to.name, {}, false}))
        return "truncates intervals to the new fields and digits";
    if (has.interval)
        return secondDigits(to) < secondDigits(from) ? "rounds fractions of seconds" : "";
    if (had.date && !has.date)
        return "drops the date";
    if (had.time && !has.time)
        return "drops the time of day";
    if (had.zone != has.zone && had.time && (had.zone || had.date))
        return had.zone ? "drops the time zone after a conversion to the session's time zone"
                        : "assumes the session's time zone for every value";
    return had.time && secondDigits(to) < secondDigits(from) ? "rounds fractions of seconds" : "";
}

bool isText(std::string_view name)
{
    return name == "text" || name == "character varying";
}

} // namespace

std::string_view valueLoss(const std::string& from, const std::string& to)
{
    const TypeText a = typeText(from);
    const TypeText b = typeText(to);
    if (from == to || a.array != b.array)
        return {};
    if (isNumber(a.name) && isNumber(b.name))
        return numberLoss(a, b);
    const auto had = timeParts(a.name);
    const auto has = timeParts(b.name);
    if (had && has)
        return timeLoss(a, b, *had, *has);
    if (isText(a.name) && b.name == "character")
        return "drops trailing spaces";
    if ((isText(a.name) || a.name == "json") && b.name == "jsonb")
        return "drops duplicate keys, the order of keys and white space";
    if (isText(a.name) && b.name == "\"char\"")
        return "keeps only the first character";
    if (isText(a.name) && b.name == "name")
        return "truncates to 63 bytes";
    if (integerDigits(a.name) && b.name == "boolean")
        return "keeps only whether a number is zero";
    if (a.name == "inet" && b.name == "cidr")
        return "drops the host part of addresses";
    return {};
}

} // namespace schemawright::tables
