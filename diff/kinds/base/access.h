#pragma once

#include "model/kinds.h"

/// For the editors of attributes.
namespace schemawright {

/// False for kinds without an owner, and for kinds that have the owner of their table.
[[nodiscard]] bool hasOwner(const ObjectKey& key, const Object& object);

} // namespace schemawright
