#pragma once

#include <string>
#include <string_view>

/// Queries as the server prints them: in views, rules, policies and the bodies of SQL functions.
namespace schemawright {

/// The query, as the server printed it and nobody else, in the form in which the server prints it alike once it has read it: what the readers keep. Where a name means nothing (later branches of
/// UNION, subqueries in expressions) it prints none for a column called "?column?", but would make one up when it reads the text again:
/// "'x'::text" becomes "'x'::text AS text".
[[nodiscard]] std::string repeatableQuery(std::string_view query);

/// Are they the same but for the names of columns in later branches of UNION, INTERSECT and EXCEPT, which mean nothing?
[[nodiscard]] bool sameQuery(std::string_view a, std::string_view b);

} // namespace schemawright
