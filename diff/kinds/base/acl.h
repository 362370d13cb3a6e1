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

/// "SELECT" for r. PostgreSQL 17 manual, "ACL Privilege Abbreviations".
[[nodiscard]] std::string_view privilegeWord(char letter);

/// The privileges that a new object may have: at least `least`, at most `most`.
struct InitialAcl {
    Acl least;
    Acl most;
};
/// GRANT and REVOKE for an object that was just created.
[[nodiscard]] std::vector<std::string> grantSql(const InitialAcl& before, const Acl& after, std::string_view target,
                                                char objectType, std::string_view owner);
/// GRANT and REVOKE from one list to another; `columns` is "(name)" for column privileges, else empty.
[[nodiscard]] std::vector<std::string> grantSql(const Acl& before, const Acl& after, std::string_view target,
                                                char objectType, std::string_view owner, std::string_view column = {});

} // namespace schemawright
