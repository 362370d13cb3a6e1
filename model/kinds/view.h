#pragma once

#include "model/kinds/common.h"

namespace schemawright {

/// A column of a view. CREATE OR REPLACE VIEW can only add columns to the end of this list.
struct ViewColumn {
    std::string name;
    std::string type;
    std::string collation;
    Expression defaultExpr; ///< ALTER VIEW ... ALTER COLUMN ... SET DEFAULT
    std::string comment;
    Acl acl;
    std::vector<SecurityLabel> labels;
    bool operator==(const ViewColumn&) const = default;
    static constexpr auto fields()
    {
        return std::tuple{Field{"name", &ViewColumn::name},           Field{"type", &ViewColumn::type},
                          Field{"collation", &ViewColumn::collation}, Field{"default", &ViewColumn::defaultExpr},
                          Field{"comment", &ViewColumn::comment},     Field{"privileges", &ViewColumn::acl},
                          Field{"labels", &ViewColumn::labels}};
    }
};

/// CREATE VIEW.
struct View {
    static constexpr Kind kind = Kind::View;
    static constexpr KindFacts facts{.name = "view",
                                     .title = "Views",
                                     .icon = "view-visible",
                                     .place = KindFacts::Place::Schema,
                                     .owner = true,
                                     .privileges = 'r',
                                     .family = KindFacts::Family::Relation,
                                     .rowType = true,
                                     .relkinds = "v",
                                     .namingRules = true};
    std::string query; ///< as pg_get_viewdef prints it, without the final semicolon
    std::vector<ViewColumn> columns;
    Options options; ///< security_barrier, security_invoker, check_option
    bool operator==(const View&) const = default;
    static constexpr auto fields()
    {
        return std::tuple{Field{"query", &View::query}, Field{"columns", &View::columns},
                          Field{"options", &View::options}};
    }
};

/// CREATE MATERIALIZED VIEW.
struct MaterializedView {
    static constexpr Kind kind = Kind::MaterializedView;
    static constexpr KindFacts facts{.name = "materialized view",
                                     .title = "Materialized views",
                                     .icon = "view-preview",
                                     .place = KindFacts::Place::Schema,
                                     .owner = true,
                                     .privileges = 'r',
                                     .family = KindFacts::Family::Relation,
                                     .rowType = true,
                                     .storesRows = true,
                                     .relkinds = "m",
                                     .namingRules = true};
    std::string query;
    std::vector<ViewColumn> columns;
    Options options; ///< storage parameters
    std::string accessMethod;
    std::string tablespace;
    std::vector<std::string>
        columnSettings; ///< "name STORAGE EXTERNAL", "name STATISTICS 100", "name COMPRESSION lz4"; sorted
    bool operator==(const MaterializedView&) const = default;
    static constexpr auto fields()
    {
        return std::tuple{Field{"query", &MaterializedView::query},
                          Field{"columns", &MaterializedView::columns},
                          Field{"options", &MaterializedView::options},
                          Field{"access method", &MaterializedView::accessMethod},
                          Field{"tablespace", &MaterializedView::tablespace},
                          Field{"column settings", &MaterializedView::columnSettings}};
    }
};

} // namespace schemawright
