#pragma once

#include "model/kinds/common.h"

/// Objects that extend PostgreSQL and consist of little more than names of functions. PostgreSQL 17 manual, "Extending SQL".
namespace schemawright {

/// CREATE LANGUAGE.
struct Language {
    static constexpr Kind kind = Kind::Language;
    static constexpr KindFacts facts{.name = "language",
                                     .title = "Languages",
                                     .icon = "code-block",
                                     .place = KindFacts::Place::Database,
                                     .owner = true,
                                     .privileges = 'l'};
    bool trusted = false;
    std::string definition; ///< "HANDLER public.h INLINE public.i VALIDATOR public.v"
    bool operator==(const Language&) const = default;
    static constexpr auto fields()
    {
        return std::tuple{Field{"trusted", &Language::trusted}, Field{"definition", &Language::definition}};
    }
};

/// CREATE ACCESS METHOD.
struct AccessMethod {
    static constexpr Kind kind = Kind::AccessMethod;
    static constexpr KindFacts facts{.name = "access method",
                                     .title = "Access methods",
                                     .icon = "code-block",
                                     .place = KindFacts::Place::Database,
                                     .owner = false};
    std::string definition; ///< "TYPE INDEX HANDLER public.h"
    bool operator==(const AccessMethod&) const = default;
    static constexpr auto fields() { return std::tuple{Field{"definition", &AccessMethod::definition}}; }
};

/// CREATE CONVERSION.
struct Conversion {
    static constexpr Kind kind = Kind::Conversion;
    static constexpr KindFacts facts{.name = "conversion",
                                     .title = "Conversions",
                                     .icon = "code-context",
                                     .place = KindFacts::Place::Schema,
                                     .owner = true};
    bool isDefault = false;
    std::string definition; ///< "FOR 'LATIN1' TO 'UTF8' FROM public.f"
    bool operator==(const Conversion&) const = default;
    static constexpr auto fields()
    {
        return std::tuple{Field{"default", &Conversion::isDefault}, Field{"definition", &Conversion::definition}};
    }
};

/// CREATE TRANSFORM. Its key's name is "type LANGUAGE language".
struct Transform {
    static constexpr Kind kind = Kind::Transform;
    static constexpr KindFacts facts{.name = "transform",
                                     .title = "Transforms",
                                     .icon = "code-context",
                                     .place = KindFacts::Place::Database,
                                     .owner = false,
                                     .identifier = false};
    std::string definition; ///< "(FROM SQL WITH FUNCTION f(internal), TO SQL WITH FUNCTION g(internal))"
    bool operator==(const Transform&) const = default;
    static constexpr auto fields() { return std::tuple{Field{"definition", &Transform::definition}}; }
};

} // namespace schemawright
