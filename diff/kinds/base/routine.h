#pragma once

#include "diff/kinds/base/reader.h"

namespace schemawright {

/// The SQL expression that gives a routine's key its `args`, for pg_proc as p: the types of the input arguments.
inline constexpr std::string_view routineArgsSql =
    "(SELECT coalesce(pg_catalog.string_agg(pg_catalog.format_type(a.t, NULL), ', ' ORDER BY a.n), '')"
    " FROM pg_catalog.unnest(p.proargtypes) WITH ORDINALITY AS a(t, n))";

/// The arguments of pg_get_function_arguments, one by one.
struct Argument {
    std::string declaration; ///< mode, name and type
    bool hasDefault = false;
    bool operator==(const Argument&) const = default;
};
[[nodiscard]] std::vector<Argument> splitArguments(std::string_view arguments);

/// SET clauses for CREATE FUNCTION: "search_path TO 'a', 'b'". PostgreSQL 17 manual, "CREATE FUNCTION", configuration_parameter.
[[nodiscard]] std::string settingSql(const Option& setting);

} // namespace schemawright
