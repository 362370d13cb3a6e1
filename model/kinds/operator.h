#pragma once

#include "model/kinds/common.h"

namespace schemawright {

/// CREATE OPERATOR. Its key's `args` are the operand types, "NONE, integer" for a prefix operator.
struct Operator {
    static constexpr Kind kind = Kind::Operator;
    static constexpr KindFacts facts{.name = "operator",
                                     .title = "Operators",
                                     .icon = "code-context",
                                     .place = KindFacts::Place::Schema,
                                     .owner = true,
                                     .identifier = false,
                                     .arguments = true};
    std::vector<Option>
        definition; ///< function, leftarg, rightarg, commutator, negator, restrict, join, hashes, merges; ready for SQL
    bool operator==(const Operator&) const = default;
    static constexpr auto fields() { return std::tuple{Field{"definition", &Operator::definition}}; }
};

/// CREATE OPERATOR FAMILY; its key's `args` is the access method.
struct OperatorFamily {
    static constexpr Kind kind = Kind::OperatorFamily;
    static constexpr KindFacts facts{.name = "operator family",
                                     .title = "Operator families",
                                     .icon = "code-context",
                                     .place = KindFacts::Place::Schema,
                                     .owner = true};
    std::vector<std::string>
        members; ///< those of no class: "OPERATOR 1 public.<(a,b)", "FUNCTION 1 (a, b) public.f(a,b)"; sorted
    bool operator==(const OperatorFamily&) const = default;
    static constexpr auto fields() { return std::tuple{Field{"members", &OperatorFamily::members}}; }
};

/// CREATE OPERATOR CLASS; its key's `args` is the access method.
struct OperatorClass {
    static constexpr Kind kind = Kind::OperatorClass;
    static constexpr KindFacts facts{.name = "operator class",
                                     .title = "Operator classes",
                                     .icon = "code-context",
                                     .place = KindFacts::Place::Schema,
                                     .owner = true};
    bool isDefault = false;
    std::string type; ///< FOR TYPE
    QualifiedName family;
    std::string storage;              ///< empty: the type itself
    std::vector<std::string> members; ///< as in a family; sorted
    bool operator==(const OperatorClass&) const = default;
    static constexpr auto fields()
    {
        return std::tuple{Field{"default", &OperatorClass::isDefault}, Field{"type", &OperatorClass::type},
                          Field{"family", &OperatorClass::family}, Field{"storage", &OperatorClass::storage},
                          Field{"members", &OperatorClass::members}};
    }
};

} // namespace schemawright
