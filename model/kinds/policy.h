#pragma once

#include "model/kinds/common.h"

#include <array>

namespace schemawright {

enum class PolicyCommand { All, Select, Insert, Update, Delete };
template <> struct EnumNames<PolicyCommand> {
    static constexpr std::array<std::string_view, 5> names{"all", "select", "insert", "update", "delete"};
};

/// A row-level security policy. CREATE POLICY; PostgreSQL 17 manual, "Row Security Policies".
struct Policy {
    static constexpr Kind kind = Kind::Policy;
    static constexpr KindFacts facts{.name = "policy",
                                     .title = "Policies",
                                     .icon = "security-high",
                                     .place = KindFacts::Place::Relation,
                                     .owner = false,
                                     .written = KindFacts::Written::On,
                                     .renameRule = {},
                                     .namesRelations = true};
    PolicyCommand command = PolicyCommand::All;
    bool permissive = true;
    std::vector<RoleName> roles; ///< sorted; empty means PUBLIC
    Expression usingExpr;        ///< as the server prints it; empty if absent
    Expression checkExpr;
    bool operator==(const Policy&) const = default;
    static constexpr auto fields()
    {
        return std::tuple{Field{"command", &Policy::command}, Field{"permissive", &Policy::permissive},
                          Field{"roles", &Policy::roles}, Field{"using", &Policy::usingExpr},
                          Field{"with check", &Policy::checkExpr}};
    }
};

} // namespace schemawright
