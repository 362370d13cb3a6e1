#include "diff/prove/proof_counters.h"

#include "model/sql.h"

#include <algorithm>
#include <charconv>
#include <format>

namespace schemawright {

namespace {

constexpr std::int64_t usedNumbers = 7; ///< more than there are test rows

bool descends(const tables::Counter& counter)
{
    return counter.options.increment < 0;
}

bool hasRoomFor(const tables::Counter& counter, std::int64_t number)
{
    return number >= counter.options.minValue && number <= counter.options.maxValue;
}

} // namespace

Result<void> useCounter(Connection& connection, const tables::Counter& counter)
{
    const SequenceOptions& options = counter.options;
    const std::int64_t number = descends(counter) ? std::min<std::int64_t>(options.maxValue, 0) - usedNumbers
                                                  : std::max<std::int64_t>(options.minValue, 0) + usedNumbers;
    if (!hasRoomFor(counter, number))
        return {};
    auto set =
        connection.query(std::format("SELECT pg_catalog.setval({}, {})",
                                     quoteLiteral(quoteName(counter.sequence.schema, counter.sequence.name)), number));
    if (!set && set.error().code != ErrorCode::Sql && set.error().code != ErrorCode::Permission)
        return std::unexpected(std::move(set.error()));
    return {};
}

Result<std::optional<std::int64_t>> nextNumber(Connection& connection, const tables::Counter& counter)
{
    auto rows = connection.query(
        std::format("SELECT last_value, is_called FROM {}", quoteName(counter.sequence.schema, counter.sequence.name)));
    if (!rows && rows.error().code != ErrorCode::Sql && rows.error().code != ErrorCode::Permission)
        return std::unexpected(std::move(rows.error()));
    if (!rows || rows->size() != 1)
        return std::nullopt;
    return rows->number(0, 0) + (rows->view(0, 1) == "t" ? counter.options.increment : 0);
}

std::string wrongNumber(const tables::Counter& counter, std::int64_t next, const std::vector<std::string>& values,
                        const std::optional<std::pair<tables::Counter, std::int64_t>>& before)
{
    if (before && descends(before->first) == descends(counter) &&
        before->first.options.increment == counter.options.increment && hasRoomFor(counter, before->second) &&
        hasRoomFor(before->first, before->second))
        return next == before->second
                   ? std::string()
                   : std::format("{} continues with {}, not with {}", counter.sequence.display(), next, before->second);
    for (const std::string& value : values) {
        std::int64_t number = 0;
        const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
        if (error != std::errc() || end != value.data() + value.size() || !hasRoomFor(counter, number))
            continue;
        if (descends(counter) ? next >= number : next <= number)
            return std::format("{} continues with {}, but a row has {} already", counter.sequence.display(), next,
                               number);
    }
    return {};
}

} // namespace schemawright
