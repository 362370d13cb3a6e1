#pragma once

#include "model/kinds/common.h"

namespace schemawright {

/// Privileges on an object of an extension, if they differ from those that the extension granted (pg_init_privs).
struct MemberPrivileges {
    std::string name;   ///< as GRANT names it: "FUNCTION public.f(integer)", "FOREIGN DATA WRAPPER postgres_fdw"
    std::string column; ///< quoted; empty: the object itself
    Acl initial;        ///< granted by the extension
    Acl acl;
    bool operator==(const MemberPrivileges&) const = default;
    static constexpr auto fields()
    {
        return std::tuple{Field{"name", &MemberPrivileges::name}, Field{"column", &MemberPrivileges::column},
                          Field{"initial privileges", &MemberPrivileges::initial},
                          Field{"privileges", &MemberPrivileges::acl}};
    }
};

/// An installed extension. CREATE EXTENSION. Its objects are never part of a catalog, except privileges on them that were granted or
/// revoked later; pg_dump writes these, too. Its version depends on the server: it is neither compared nor written.
struct Extension {
    static constexpr Kind kind = Kind::Extension;
    static constexpr KindFacts facts{.name = "extension",
                                     .title = "Extensions",
                                     .icon = "plugins",
                                     .place = KindFacts::Place::Database,
                                     .owner = false};
    std::string schema;      ///< schema of its objects
    bool relocatable = true; ///< from its control file: ALTER EXTENSION ... SET SCHEMA is possible; not compared
    std::vector<MemberPrivileges> privileges; ///< sorted
    bool operator==(const Extension&) const = default;
    static constexpr auto fields()
    {
        return std::tuple{Field{"schema", &Extension::schema}, Field{"relocatable", &Extension::relocatable},
                          Field{"privileges", &Extension::privileges}};
    }
};

} // namespace schemawright
