#pragma once

#include "model/kinds/common.h"

namespace schemawright {

/// A base type, or a shell type that waits for its definition. CREATE TYPE; PostgreSQL 17 manual, "User-Defined Types".
struct BaseType {
    static constexpr Kind kind = Kind::BaseType;
    static constexpr KindFacts facts{.name = "base type",
                                     .title = "Base types",
                                     .icon = "code-typedef",
                                     .place = KindFacts::Place::Schema,
                                     .owner = true,
                                     .privileges = 'T',
                                     .family = KindFacts::Family::Type};
    Options definition; ///< input, output, receive, internallength...; values ready for SQL; empty: a shell type
    bool operator==(const BaseType&) const = default;
    static constexpr auto fields() { return std::tuple{Field{"definition", &BaseType::definition}}; }
};

} // namespace schemawright
