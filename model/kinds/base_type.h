#pragma once

#include "model/kinds/common.h"

namespace schemawright {

/// A base type, or a shell type that waits for its definition. CREATE TYPE; PostgreSQL 17 manual, "User-Defined Types".
struct BaseType {
    static constexpr Kind kind = Kind::BaseType;
    Options definition; ///< input, output, receive, internallength...; values ready for SQL; empty: a shell type
    bool operator==(const BaseType&) const = default;
    static constexpr auto fields() { return std::tuple{Field{"definition", &BaseType::definition}}; }
};

} // namespace schemawright
