#pragma once

#include "model/kinds/common.h"

namespace schemawright {

/// CREATE FOREIGN DATA WRAPPER.
struct ForeignDataWrapper {
    static constexpr Kind kind = Kind::ForeignDataWrapper;
    static constexpr KindFacts facts{.name = "foreign-data wrapper",
                                     .title = "Foreign-data wrappers",
                                     .icon = "server-database",
                                     .place = KindFacts::Place::Database,
                                     .owner = true,
                                     .privileges = 'F'};
    std::string handler; ///< quoted and qualified function; empty: none
    std::string validator;
    Options options;
    bool operator==(const ForeignDataWrapper&) const = default;
    static constexpr auto fields()
    {
        return std::tuple{Field{"handler", &ForeignDataWrapper::handler},
                          Field{"validator", &ForeignDataWrapper::validator},
                          Field{"options", &ForeignDataWrapper::options}};
    }
};

/// CREATE SERVER.
struct ForeignServer {
    static constexpr Kind kind = Kind::ForeignServer;
    static constexpr KindFacts facts{.name = "foreign server",
                                     .title = "Foreign servers",
                                     .icon = "server-database",
                                     .place = KindFacts::Place::Database,
                                     .owner = true,
                                     .privileges = 'S'};
    std::string wrapper;
    std::string type;
    std::string version;
    Options options;
    bool operator==(const ForeignServer&) const = default;
    static constexpr auto fields()
    {
        return std::tuple{Field{"wrapper", &ForeignServer::wrapper}, Field{"type", &ForeignServer::type},
                          Field{"version", &ForeignServer::version}, Field{"options", &ForeignServer::options}};
    }
};

/// CREATE USER MAPPING. Its key: `name` the role (public: every role), `args` the server. Passwords are never part of a schema: those
/// options are neither read nor written.
struct UserMapping {
    static constexpr Kind kind = Kind::UserMapping;
    static constexpr KindFacts facts{.name = "user mapping",
                                     .title = "User mappings",
                                     .icon = "dialog-password",
                                     .place = KindFacts::Place::Database,
                                     .owner = false,
                                     .identifier = false};
    Options options; ///< without passwords
    bool operator==(const UserMapping&) const = default;
    static constexpr auto fields() { return std::tuple{Field{"options", &UserMapping::options}}; }
};

} // namespace schemawright
