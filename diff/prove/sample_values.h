#pragma once

#include "model/catalog.h"

#include <functional>

namespace schemawright {

/// An SQL expression for the n-th sample value of a type as format_type prints it, with a cast to it. Different n give different values, if the type
/// has as many. Empty if the type is not known. `part` gives the values within composite values.
using ValueOfPart = std::function<std::string(const std::string& type, int n)>;
[[nodiscard]] std::string sampleValue(const Catalog& catalog, const std::string& type, int n, const ValueOfPart& part);

/// The literals in an expression (of a check, of a partition's bound) that might satisfy it, as SQL literals without a cast; for numbers also one
/// less and one more, for patterns a string that they match.
[[nodiscard]] std::vector<std::string> literalsIn(std::string_view expression);

} // namespace schemawright
