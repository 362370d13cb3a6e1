#pragma once

#include "diff/step.h"

#include <string>

namespace schemawright {

/// The type under a domain, and under domains over it; arrays of domains become arrays of what is under those.
[[nodiscard]] std::string underDomains(const Catalog& catalog, const std::string& type);

/// Does a cast lead from one type to the other: one of PostgreSQL's own, or one that the source catalog has?
[[nodiscard]] bool hasCast(const Catalog& catalog, const std::string& from, const std::string& to);

/// The expression that turns `value` of the type `from` (of the source) into one of the type `to` (of the target). Without a cast between
/// them it goes through the text of the value, which every type has; where that cannot be read as the new type, the statement fails.
[[nodiscard]] std::string convertedTo(const std::string& to, const std::string& value, const std::string& from,
                                      const PlanContext& context);

} // namespace schemawright
