#pragma once

#include "model/kinds/common.h"

#include <string>
#include <string_view>
#include <vector>

namespace schemawright {

/// Every privilege that a type of object has, as sorted letters. `objectType` is acldefault's: r table and view, c column, s sequence,
/// f function, n schema, T type, l language, F foreign-data wrapper, S foreign server. PostgreSQL 17 manual, "ACL Privilege Abbreviations".
[[nodiscard]] std::string allPrivileges(char objectType);

/// The result of acldefault(), with ownerRole for the owner; sorted.
[[nodiscard]] std::vector<Grant> defaultGrants(char objectType);

/// The items of an aclitem[], sorted, with ownerRole for `owner`; nullopt if they are the default. Servers before 17 have no
/// MAINTAIN: a role with every other privilege on a table is read as having it, so that GRANT ALL is the same on all versions.
[[nodiscard]] Acl aclFromItems(const std::vector<std::string>& items, char objectType, std::string_view owner,
                               int serverVersion);

} // namespace schemawright
