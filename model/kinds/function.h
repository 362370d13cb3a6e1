#pragma once

#include "model/kinds/common.h"

namespace schemawright {

/// A function, procedure or window function. CREATE FUNCTION, CREATE PROCEDURE; PostgreSQL 17 manual, "pg_proc".
/// Its key's `args` are the identity arguments (types of the input arguments, as format_type prints them).
struct Function {
    static constexpr Kind kind = Kind::Function;
    static constexpr KindFacts facts{.name = "function",
                                     .title = "Functions",
                                     .icon = "code-function",
                                     .place = KindFacts::Place::Schema,
                                     .owner = true,
                                     .privileges = 'f',
                                     .family = KindFacts::Family::Routine,
                                     .arguments = true};
    bool procedure = false;
    bool window = false;
    std::string arguments; ///< as pg_get_function_arguments prints them: names, modes, types, defaults
    std::string result;    ///< as pg_get_function_result prints it; empty for a procedure
    std::string language;
    std::string body;                    ///< prosrc; empty where sqlBody is set
    std::string objectFile;              ///< probin of a C function
    std::string sqlBody;                 ///< RETURN ... or BEGIN ATOMIC ..., as pg_get_function_sqlbody prints it
    std::string volatility = "volatile"; ///< volatile, stable or immutable
    std::string parallel = "unsafe";     ///< unsafe, restricted or safe
    bool strict = false;
    bool securityDefiner = false;
    bool leakproof = false;
    double cost = 0;                     ///< 0: the language's default
    double rows = 0;                     ///< 0: the default, or not a set
    std::string support;                 ///< quoted and qualified; empty: none
    std::vector<Option> settings;        ///< SET name TO value; in order
    std::vector<std::string> transforms; ///< FOR TYPE ...
    bool operator==(const Function&) const = default;
    static constexpr auto fields()
    {
        return std::tuple{Field{"procedure", &Function::procedure},
                          Field{"window", &Function::window},
                          Field{"arguments", &Function::arguments},
                          Field{"result", &Function::result},
                          Field{"language", &Function::language},
                          Field{"body", &Function::body},
                          Field{"object file", &Function::objectFile},
                          Field{"sql body", &Function::sqlBody},
                          Field{"volatility", &Function::volatility},
                          Field{"parallel", &Function::parallel},
                          Field{"strict", &Function::strict},
                          Field{"security definer", &Function::securityDefiner},
                          Field{"leakproof", &Function::leakproof},
                          Field{"cost", &Function::cost},
                          Field{"rows", &Function::rows},
                          Field{"support", &Function::support},
                          Field{"settings", &Function::settings},
                          Field{"transforms", &Function::transforms}};
    }
};

/// CREATE AGGREGATE. Its key's `args` are the identity arguments.
struct Aggregate {
    static constexpr Kind kind = Kind::Aggregate;
    static constexpr KindFacts facts{.name = "aggregate",
                                     .title = "Aggregates",
                                     .icon = "view-statistics",
                                     .place = KindFacts::Place::Schema,
                                     .owner = true,
                                     .privileges = 'f',
                                     .family = KindFacts::Family::Routine,
                                     .arguments = true};
    std::string arguments; ///< as pg_get_function_arguments prints them
    std::vector<Option>
        definition; ///< "sfunc", "stype", "initcond"... in the order of the manual, values ready for SQL
    bool operator==(const Aggregate&) const = default;
    static constexpr auto fields()
    {
        return std::tuple{Field{"arguments", &Aggregate::arguments}, Field{"definition", &Aggregate::definition}};
    }
};

} // namespace schemawright
