#pragma once

#include "diff/kinds/base/step.h"

#include <string>

namespace schemawright {

/// The base type of a domain, through domains over domains; for arrays of domains, arrays of the base type.
[[nodiscard]] std::string underDomains(const Catalog& catalog, const std::string& type);

/// Whether the type is a domain with a default, or over one: a new column is filled with it.
[[nodiscard]] bool hasDomainDefault(const Catalog& catalog, const std::string& type);

/// Whether a cast exists from one type to the other: PostgreSQL's, or one of the source catalog.
[[nodiscard]] bool hasCast(const Catalog& catalog, const std::string& from, const std::string& to);

/// The expression that converts `value` from type `from` (of the source) to type `to` (of the target). Without a cast
/// it converts the text of the value; if the new type rejects that text, the statement fails.
[[nodiscard]] std::string convertedTo(const std::string& to, const std::string& value, const std::string& from,
                                      const PlanContext& context);

} // namespace schemawright
