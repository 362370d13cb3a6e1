#pragma once

#include "model/catalog.h"

#include <map>
#include <string>
#include <vector>

namespace schemawright {

/// What is read and compared. Patterns are schema or schema.name with * and ?.
struct Scope {
    std::vector<std::string> schemas;  ///< only these; empty: all
    std::vector<std::string> excludes; ///< without these
    std::vector<std::string> ignore;   ///< aspects: "owners", "grants", "comments", "labels", "tablespaces"
    bool operator==(const Scope&) const = default;
};

struct ServerInfo {
    int version = 0; ///< server_version_num
    std::string versionText;
    std::string database;
    std::string user;
    std::string encoding;
};

/// Sizes of a live database, for the hazards.
struct RelationSize {
    std::int64_t rows = -1; ///< reltuples; -1: never analysed
    std::int64_t bytes = 0; ///< relpages x block size
};

struct Reading {
    Catalog catalog;
    ServerInfo server;
    std::vector<std::string>
        unknown; ///< "cast from a to b (not supported yet)": every object whose kind is not supported; of a script "CREATE DATABASE shop", too
    std::vector<std::string> hidden;         ///< "table x.y": objects that information_schema hides from this role
    std::map<ObjectKey, RelationSize> sizes; ///< tables and materialized views with at least one page
};

/// The number of connections that a reading may use.
enum class Connections {
    One,
    TwoIfLarge, ///< for a large database some queries run on a second one, in the same snapshot
};

} // namespace schemawright
