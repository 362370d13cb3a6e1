#pragma once

#include "model/kinds/common.h"

namespace schemawright {

struct PublishedTable {
    QualifiedName table;
    std::vector<std::string> columns; ///< empty: all
    Expression where;                 ///< empty: all rows
    auto operator<=>(const PublishedTable&) const = default;
    bool operator==(const PublishedTable&) const = default;
    static constexpr auto fields()
    {
        return std::tuple{Field{"table", &PublishedTable::table}, Field{"columns", &PublishedTable::columns},
                          Field{"where", &PublishedTable::where}};
    }
};

/// CREATE PUBLICATION.
struct Publication {
    static constexpr Kind kind = Kind::Publication;
    static constexpr KindFacts facts{.name = "publication",
                                     .title = "Publications",
                                     .icon = "globe",
                                     .place = KindFacts::Place::Database,
                                     .owner = true};
    bool allTables = false;
    std::vector<PublishedTable> tables; ///< sorted
    std::vector<std::string> schemas;   ///< TABLES IN SCHEMA; sorted
    std::string publish = "insert, update, delete, truncate";
    bool viaPartitionRoot = false;
    bool generatedColumns = false; ///< publish_generated_columns = stored; PostgreSQL 18
    bool operator==(const Publication&) const = default;
    static constexpr auto fields()
    {
        return std::tuple{Field{"all tables", &Publication::allTables},
                          Field{"tables", &Publication::tables},
                          Field{"schemas", &Publication::schemas},
                          Field{"publish", &Publication::publish},
                          Field{"via partition root", &Publication::viaPartitionRoot},
                          Field{"generated columns", &Publication::generatedColumns}};
    }
};

} // namespace schemawright
