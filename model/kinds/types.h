#pragma once

#include "model/kinds/common.h"

namespace schemawright {

/// An enumerated type. CREATE TYPE ... AS ENUM; the order of the values is their sort order.
struct Enum {
    static constexpr Kind kind = Kind::Enum;
    static constexpr KindFacts facts{.name = "enum",
                                     .title = "Enums",
                                     .icon = "view-list-text",
                                     .place = KindFacts::Place::Schema,
                                     .owner = true,
                                     .privileges = 'T',
                                     .family = KindFacts::Family::Type,
                                     .namingRules = true};
    std::vector<std::string> values;
    bool operator==(const Enum&) const = default;
    static constexpr auto fields() { return std::tuple{Field{"values", &Enum::values}}; }
};

/// A value of an enum. It has no more than its name.
struct EnumValue {
    static constexpr Kind kind = Kind::EnumValue;
    static constexpr KindFacts facts{.name = "enum value",
                                     .title = "Enum values",
                                     .icon = "view-list-text",
                                     .place = KindFacts::Place::Type,
                                     .owner = false,
                                     .written = KindFacts::Written::Dotted,
                                     .partOf = Kind::Enum};
};

/// CHECK of a domain.
struct DomainConstraint {
    std::string name;
    Expression expression; ///< without CHECK, in the server's parentheses
    bool notValid = false;
    std::string comment;
    bool operator==(const DomainConstraint&) const = default;
    static constexpr auto fields()
    {
        return std::tuple{Field{"name", &DomainConstraint::name}, Field{"expression", &DomainConstraint::expression},
                          Field{"not valid", &DomainConstraint::notValid},
                          Field{"comment", &DomainConstraint::comment}};
    }
};

/// CREATE DOMAIN.
struct Domain {
    static constexpr Kind kind = Kind::Domain;
    static constexpr KindFacts facts{.name = "domain",
                                     .title = "Domains",
                                     .icon = "code-typedef",
                                     .place = KindFacts::Place::Schema,
                                     .owner = true,
                                     .privileges = 'T',
                                     .family = KindFacts::Family::Type,
                                     .namingRules = true};
    std::string type;      ///< as format_type prints it with an empty search_path
    std::string collation; ///< quoted and qualified; empty: the base type's own
    Expression defaultExpr;
    bool notNull = false;
    NotNullConstraint notNullConstraint;       ///< meaningful where notNull is set
    std::vector<DomainConstraint> constraints; ///< sorted by name
    bool operator==(const Domain&) const = default;
    static constexpr auto fields()
    {
        return std::tuple{Field{"type", &Domain::type},
                          Field{"collation", &Domain::collation},
                          Field{"default", &Domain::defaultExpr},
                          Field{"not null", &Domain::notNull},
                          Field{"not null constraint", &Domain::notNullConstraint},
                          Field{"constraints", &Domain::constraints}};
    }
};

struct CompositeField {
    static constexpr Kind kind = Kind::Attribute;
    static constexpr KindFacts facts{.name = "attribute",
                                     .title = "Attributes",
                                     .icon = "code-variable",
                                     .place = KindFacts::Place::Type,
                                     .owner = false,
                                     .written = KindFacts::Written::Dotted,
                                     .partOf = Kind::CompositeType};
    std::string name;
    std::string type;
    std::string collation;
    std::string comment;
    std::vector<SecurityLabel> labels;
    bool operator==(const CompositeField&) const = default;
    static constexpr auto fields()
    {
        return std::tuple{Field{"name", &CompositeField::name}, Field{"type", &CompositeField::type},
                          Field{"collation", &CompositeField::collation}, Field{"comment", &CompositeField::comment},
                          Field{"labels", &CompositeField::labels}};
    }
};

/// A free-standing composite type. CREATE TYPE ... AS (...).
struct CompositeType {
    static constexpr Kind kind = Kind::CompositeType;
    static constexpr KindFacts facts{.name = "composite type",
                                     .title = "Composite types",
                                     .icon = "code-class",
                                     .place = KindFacts::Place::Schema,
                                     .owner = true,
                                     .privileges = 'T',
                                     .family = KindFacts::Family::Type,
                                     .rowType = true,
                                     .relkinds = "c",
                                     .namingRules = true};
    std::vector<CompositeField> attributes;
    bool operator==(const CompositeType&) const = default;
    static constexpr auto fields() { return std::tuple{Field{"attributes", &CompositeType::attributes}}; }
};

} // namespace schemawright
