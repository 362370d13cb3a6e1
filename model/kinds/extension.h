#pragma once

#include "model/kinds/common.h"

namespace schemawright {

/// Privileges on something that belongs to an extension, where they are not those that the extension gave it (pg_init_privs).
struct MemberPrivileges {
    std::string name;   ///< as GRANT names it: "FUNCTION public.f(integer)", "FOREIGN DATA WRAPPER postgres_fdw"
    std::string column; ///< quoted; empty: the object itself
    Acl initial;        ///< what the extension gave
    Acl acl;
    bool operator==(const MemberPrivileges&) const = default;
    static constexpr auto fields()
    {
        return std::tuple{Field{"name", &MemberPrivileges::name}, Field{"column", &MemberPrivileges::column},
                          Field{"initial privileges", &MemberPrivileges::initial},
                          Field{"privileges", &MemberPrivileges::acl}};
    }
};

/// An installed extension. CREATE EXTENSION. What belongs to it is the extension's and is never part of a catalog, but for privileges that
/// were given or taken since: pg_dump writes these, too. Its version is the server's affair: it is neither compared nor written.
struct Extension {
    static constexpr Kind kind = Kind::Extension;
    std::string schema; ///< where its objects are
    bool relocatable =
        true; ///< by its control file: ALTER EXTENSION ... SET SCHEMA is possible; no difference of its own
    std::vector<MemberPrivileges> privileges; ///< sorted
    bool operator==(const Extension&) const = default;
    static constexpr auto fields()
    {
        return std::tuple{Field{"schema", &Extension::schema}, Field{"relocatable", &Extension::relocatable},
                          Field{"privileges", &Extension::privileges}};
    }
};

} // namespace schemawright
