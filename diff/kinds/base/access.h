#pragma once

#include "model/kinds.h"

/// The kinds that have an owner and privileges, for their editors.
namespace schemawright {

/// acldefault's letter for a kind (diff/kinds/base/acl.h); 0 where the kind has no privileges.
[[nodiscard]] char aclType(Kind kind);
/// False for kinds without an owner, and for kinds that have the owner of their table.
[[nodiscard]] bool hasOwner(const ObjectKey& key, const Object& object);

} // namespace schemawright
