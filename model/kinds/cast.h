#pragma once

#include "model/kinds/common.h"

namespace schemawright {

/// CREATE CAST. Its key's name is "source AS target", types as format_type prints them.
struct Cast {
    static constexpr Kind kind = Kind::Cast;
    static constexpr KindFacts facts{.name = "cast",
                                     .title = "Casts",
                                     .icon = "code-context",
                                     .place = KindFacts::Place::Database,
                                     .owner = false,
                                     .identifier = false};
    std::string method;  ///< "WITH FUNCTION f(integer)", "WITHOUT FUNCTION" or "WITH INOUT"
    std::string context; ///< explicit, assignment or implicit
    bool operator==(const Cast&) const = default;
    static constexpr auto fields()
    {
        return std::tuple{Field{"method", &Cast::method}, Field{"context", &Cast::context}};
    }
};

} // namespace schemawright
