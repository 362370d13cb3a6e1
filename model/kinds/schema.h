#pragma once

#include "model/kinds/common.h"

namespace schemawright {

/// A schema (namespace). CREATE SCHEMA. It has only attributes.
struct Schema {
    static constexpr Kind kind = Kind::Schema;
    bool operator==(const Schema&) const = default;
    static constexpr auto fields() { return std::tuple{}; }
};

} // namespace schemawright
