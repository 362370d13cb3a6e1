#pragma once

#include "model/kinds/common.h"

namespace schemawright {

/// A schema (namespace). CREATE SCHEMA. It has only attributes.
struct Schema {
    static constexpr Kind kind = Kind::Schema;
    static constexpr KindFacts facts{.name = "schema",
                                     .title = "Schemas",
                                     .icon = "folder",
                                     .place = KindFacts::Place::Database,
                                     .owner = true,
                                     .privileges = 'n',
                                     .renameRule = "rename-schema",
                                     .namingRules = true};
    bool operator==(const Schema&) const = default;
    static constexpr auto fields() { return std::tuple{}; }
};

} // namespace schemawright
