#pragma once

#include <string>

namespace schemawright {

/// PostgreSQL prints `status IN ('a', 'b')` on a varchar column as `(status)::text = ANY ((ARRAY['a'::character varying, ...])::text[])`, and
/// reads that as something else: the parser passes a cast of ARRAY[...] to its elements (PostgreSQL 17 manual, "Array
/// Constructors"), so the constraint, view or index would always differ from the original. Such comparisons become IN and NOT IN again, which
/// the server stores and prints like the original. Strings, quoted names, dollar-quoted bodies and comments stay unchanged.
[[nodiscard]] std::string withInLists(std::string sql);

} // namespace schemawright
