#pragma once

#include "model/kinds.h"

#include <string_view>

/// Which kinds have an owner and privileges, for those who edit them.
namespace schemawright {

/// acldefault's letter for a kind (diff/kinds/acl.h); 0 where the kind has no privileges.
[[nodiscard]] char aclType(Kind kind);
/// False for kinds without owner, and for what follows its table's.
[[nodiscard]] bool hasOwner(const ObjectKey& key, const Object& object);
/// "SELECT" for r. PostgreSQL 17 manual, "ACL Privilege Abbreviations".
[[nodiscard]] std::string_view privilegeWord(char letter);

} // namespace schemawright
