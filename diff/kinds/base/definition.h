#pragma once

#include "diff/kinds/base/kind_ops.h"

/// Kinds that are created from a list of `name = value`. No statement changes an entry, so another list means another object.
namespace schemawright {

/// "(subtype = date, collation = x)".
[[nodiscard]] std::string definitionList(const std::vector<Option>& definition);

/// CREATE <identity> [middle] (definition): for the `create` function of a kind.
void createByDefinition(const ObjectKey& key, const Object& object, const std::vector<Option>& definition,
                        std::string_view middle, Steps& steps);

} // namespace schemawright
