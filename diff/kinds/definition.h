#pragma once

#include "diff/kinds/kind_ops.h"

/// Kinds that are made from a list of `name = value` and of which no statement changes an entry: another list means another object.
namespace schemawright {

/// "(subtype = date, collation = x)".
[[nodiscard]] std::string definitionList(const std::vector<Option>& definition);

/// CREATE <identity> [middle] (definition): for the `create` of a room.
void createByDefinition(const ObjectKey& key, const Object& object, const std::vector<Option>& definition,
                        std::string_view middle, Steps& steps);

} // namespace schemawright
