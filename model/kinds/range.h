#pragma once

#include "model/kinds/common.h"

namespace schemawright {

/// CREATE TYPE ... AS RANGE, with its multirange type.
struct Range {
    static constexpr Kind kind = Kind::Range;
    static constexpr KindFacts facts{.name = "range type",
                                     .title = "Range types",
                                     .icon = "code-typedef",
                                     .place = KindFacts::Place::Schema,
                                     .owner = true,
                                     .privileges = 'T',
                                     .family = KindFacts::Family::Type};
    std::vector<Option>
        definition; ///< subtype, subtype_opclass, collation, subtype_diff, canonical, multirange_type_name; values ready for SQL
    bool operator==(const Range&) const = default;
    static constexpr auto fields() { return std::tuple{Field{"definition", &Range::definition}}; }
};

} // namespace schemawright
