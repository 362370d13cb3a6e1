#pragma once

#include "model/kind.h"

#include <compare>
#include <string>
#include <string_view>

namespace schemawright {

/// The identity of an object: its names, as in PostgreSQL. Ordered, so that every listing is sorted.
struct ObjectKey {
    Kind kind = Kind::Schema;
    std::string schema; ///< empty for objects outside schemas; an index, trigger... has its relation's schema
    std::string
        parent; ///< the relation that an index, trigger, policy, rule, column or constraint belongs to; the type of its value or attribute
    std::string name;
    std::string args; ///< functions: identity argument types "integer, text"; operators: operand types; else empty

    auto operator<=>(const ObjectKey&) const = default;
    bool operator==(const ObjectKey&) const = default;

    /// "table public.orders", "column public.orders.id", "function public.f(integer)": for messages, not for SQL.
    [[nodiscard]] std::string display() const;
};

/// The name of a relation, type... in SQL: schema and name.
struct QualifiedName {
    std::string schema;
    std::string name;
    auto operator<=>(const QualifiedName&) const = default;
    bool operator==(const QualifiedName&) const = default;
    [[nodiscard]] bool empty() const { return name.empty(); }
};

[[nodiscard]] inline ObjectKey schemaKey(std::string name)
{
    return {Kind::Schema, {}, {}, std::move(name), {}};
}
[[nodiscard]] inline ObjectKey keyOf(Kind kind, std::string schema, std::string name)
{
    return {kind, std::move(schema), {}, std::move(name), {}};
}
/// An object that belongs to a relation: index, trigger, policy, rule, column, constraint.
[[nodiscard]] inline ObjectKey childKey(Kind kind, std::string schema, std::string parent, std::string name)
{
    return {kind, std::move(schema), std::move(parent), std::move(name), {}};
}

} // namespace schemawright
