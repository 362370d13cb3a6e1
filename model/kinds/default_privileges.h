#pragma once

#include "model/kinds/common.h"

namespace schemawright {

/// The privileges that objects get when a role creates them. ALTER DEFAULT PRIVILEGES. Its key: `schema` (empty: in all schemas), `name`
/// the creating role (empty: the role that runs the script), `args` the kind of object: tables, sequences, functions, types or schemas.
struct DefaultPrivileges {
    static constexpr Kind kind = Kind::DefaultPrivileges;
    static constexpr KindFacts facts{.name = "default privileges",
                                     .title = "Default privileges",
                                     .icon = "security-high",
                                     .place = KindFacts::Place::Database,
                                     .owner = false,
                                     .identifier = false};
    std::vector<Grant>
        grants; ///< in one schema: in addition to the others; in all schemas: instead of the built-in ones. Sorted
    bool operator==(const DefaultPrivileges&) const = default;
    static constexpr auto fields() { return std::tuple{Field{"grants", &DefaultPrivileges::grants}}; }
};

} // namespace schemawright
