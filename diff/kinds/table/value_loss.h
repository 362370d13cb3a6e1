#pragma once

#include <string>
#include <string_view>

namespace schemawright::tables {

/// What a conversion from one type to the other does silently to values that the new type cannot hold, as the end of a sentence: "rounds the numbers".
/// Empty if a value either keeps its meaning or makes the statement fail. Types as format_type() prints them, domains already replaced by their base
/// types; of arrays, the conversion of the elements. tests/diff/tst_value_loss.cpp compares it with what a server does.
/// PostgreSQL 17 manual, "Numeric Types", "Date/Time Types", "Character Types", "JSON Types", "Network Address Types".
[[nodiscard]] std::string_view valueLoss(const std::string& from, const std::string& to);

} // namespace schemawright::tables
