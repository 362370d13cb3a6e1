#pragma once

#include "model/kinds/common.h"

namespace schemawright {

/// CREATE COLLATION. The version that the operating system's library gave it is neither compared nor written.
struct Collation {
    static constexpr Kind kind = Kind::Collation;
    static constexpr KindFacts facts{.name = "collation",
                                     .title = "Collations",
                                     .icon = "sort-name",
                                     .place = KindFacts::Place::Schema,
                                     .owner = true};
    std::vector<Option>
        definition; ///< provider, locale (or lc_collate and lc_ctype), deterministic, rules; values ready for SQL
    bool operator==(const Collation&) const = default;
    static constexpr auto fields() { return std::tuple{Field{"definition", &Collation::definition}}; }
};

} // namespace schemawright
