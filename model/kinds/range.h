#pragma once

#include "model/kinds/common.h"

namespace schemawright {

/// CREATE TYPE ... AS RANGE, with its multirange type.
struct Range {
    static constexpr Kind kind = Kind::Range;
    std::vector<Option>
        definition; ///< subtype, subtype_opclass, collation, subtype_diff, canonical, multirange_type_name; values ready for SQL
    bool operator==(const Range&) const = default;
    static constexpr auto fields() { return std::tuple{Field{"definition", &Range::definition}}; }
};

} // namespace schemawright
