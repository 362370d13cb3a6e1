#pragma once

#include <string>

namespace schemawright {

/// PostgreSQL prints `status IN ('a', 'b')` on a varchar column as `(status)::text = ANY ((ARRAY['a'::character varying, ...])::text[])`, and
/// reads that back as something else: the parser hands a cast of ARRAY[...] down to its elements (PostgreSQL 17 manual, "Array
/// Constructors"), so the constraint, view or index would differ from the original for ever. Such comparisons become IN and NOT IN again, which
/// the server stores, and prints, as it did the original. Strings, quoted names, dollar-quoted bodies and comments are left as they are.
[[nodiscard]] std::string withInLists(std::string sql);

} // namespace schemawright
