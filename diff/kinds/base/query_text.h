#pragma once

#include <string>
#include <string_view>

/// Queries as the server prints them: in views, rules, policies and SQL function bodies.
namespace schemawright {

/// The query, which the server must have printed, in a form that the server prints identically after reading it; this is what the catalog contains. If a name has no meaning (later branches of
/// UNION, subqueries in expressions), the server prints none for a column "?column?", but adds one when it reads the text again:
/// "'x'::text" becomes "'x'::text AS text".
[[nodiscard]] std::string repeatableQuery(std::string_view query);

/// Whether they are equal except for the names of columns in later branches of UNION, INTERSECT and EXCEPT, which have no meaning.
[[nodiscard]] bool sameQuery(std::string_view a, std::string_view b);

} // namespace schemawright
