#pragma once

#include "model/catalog.h"

#include <algorithm>
#include <cstdint>
#include <format>
#include <map>

/// Models for tests of pictures and of the canvas, made by hand: no server is needed for them.
namespace schemawright::sample {

struct ColumnSpec {
    std::string name;
    std::string type;
    bool notNull = false;
};

/// One table after another; foreign keys as "column -> schema.table".
class ModelBuilder {
public:
    ModelBuilder& table(const std::string& schema, const std::string& name, const std::vector<ColumnSpec>& columns,
                        const std::vector<std::string>& primaryKey = {"id"})
    {
        m_key = keyOf(Kind::Table, schema, name);
        Table& table = m_tables[m_key];
        for (const ColumnSpec& spec : columns) {
            Column column;
            column.name = spec.name;
            column.type = spec.type;
            column.notNull = spec.notNull || std::ranges::find(primaryKey, spec.name) != primaryKey.end();
            table.columns.push_back(column);
        }
        if (!primaryKey.empty())
            add(name + "_pkey", ConstraintType::PrimaryKey, primaryKey);
        return *this;
    }
    ModelBuilder& unique(const std::vector<std::string>& columns)
    {
        add(m_key.name + "_" + columns.front() + "_key", ConstraintType::Unique, columns);
        return *this;
    }
    ModelBuilder& references(const std::vector<std::string>& columns, const std::string& schema,
                             const std::string& name, const std::vector<std::string>& refColumns = {"id"})
    {
        Constraint& key = add(m_key.name + "_" + columns.front() + "_fkey", ConstraintType::ForeignKey, columns);
        key.refTable = {schema, name};
        key.refColumns = refColumns;
        return *this;
    }
    ModelBuilder& index(const std::string& column)
    {
        Index index;
        index.keys.push_back({.column = column});
        m_others.push_back(
            entry(childKey(Kind::Index, m_key.schema, m_key.name, m_key.name + "_" + column + "_idx"), {index, {}}));
        return *this;
    }
    ModelBuilder& view(const std::string& schema, const std::string& name, const std::vector<ColumnSpec>& columns,
                       bool materialized)
    {
        std::vector<ViewColumn> viewColumns;
        for (const ColumnSpec& spec : columns)
            viewColumns.push_back({.name = spec.name, .type = spec.type});
        if (materialized)
            m_others.push_back(entry(keyOf(Kind::MaterializedView, schema, name),
                                     {MaterializedView{.query = "SELECT", .columns = viewColumns}, {}}));
        else
            m_others.push_back(
                entry(keyOf(Kind::View, schema, name), {View{.query = "SELECT", .columns = viewColumns}, {}}));
        return *this;
    }
    ModelBuilder& partitioned(const std::string& by)
    {
        m_tables[m_key].partitionBy = by;
        return *this;
    }
    ModelBuilder& partitionOf(const std::string& schema, const std::string& name)
    {
        m_tables[m_key].partitionOf = {schema, name};
        return *this;
    }
    [[nodiscard]] Catalog build() const
    {
        Catalog::Entries entries = m_others;
        for (const auto& [key, table] : m_tables)
            entries.push_back(entry(key, {table, {}}));
        return {std::move(entries), {}};
    }

private:
    static Catalog::Entry entry(const ObjectKey& key, Object object)
    {
        return {std::make_shared<const ObjectKey>(key), std::make_shared<const Object>(std::move(object))};
    }
    Constraint& add(const std::string& name, ConstraintType type, const std::vector<std::string>& columns)
    {
        Constraint constraint;
        constraint.name = name;
        constraint.type = type;
        constraint.columns = columns;
        auto& constraints = m_tables[m_key].constraints;
        const auto at = std::ranges::lower_bound(constraints, name, {}, &Constraint::name);
        return *constraints.insert(at, std::move(constraint));
    }

    ObjectKey m_key;
    std::map<ObjectKey, Table> m_tables;
    Catalog::Entries m_others;
};

/// An online shop: 16 cards in three schemas, a self reference, two keys between the same tables, a partitioned table, a view.
inline Catalog shop()
{
    const ColumnSpec id{"id", "bigint", true};
    const ColumnSpec created{"created_at", "timestamp with time zone", true};
    ModelBuilder b;
    b.table("catalog", "categories",
            {id,
             {"parent_id", "bigint"},
             {"name", "text", true},
             {"slug", "character varying(80)", true},
             {"position", "integer", true}})
        .unique({"slug"})
        .references({"parent_id"}, "catalog", "categories");
    b.table("catalog", "products",
            {id,
             {"category_id", "bigint", true},
             {"brand_id", "bigint"},
             {"sku", "character varying(32)", true},
             {"name", "text", true},
             {"description", "text"},
             {"price", "numeric(12,2)", true},
             {"currency", "character(3)", true},
             {"attributes", "jsonb", true},
             {"search", "tsvector"},
             created,
             {"updated_at", "timestamp with time zone"}})
        .unique({"sku"})
        .references({"category_id"}, "catalog", "categories")
        .references({"brand_id"}, "catalog", "brands")
        .index("category_id");
    b.table("catalog", "brands", {id, {"name", "text", true}, {"website", "text"}}).unique({"name"});
    b.table(
         "catalog", "product_images",
         {id, {"product_id", "bigint", true}, {"url", "text", true}, {"alt", "text"}, {"position", "smallint", true}})
        .references({"product_id"}, "catalog", "products")
        .index("product_id");
    b.table("catalog", "inventory",
            {{"product_id", "bigint", true},
             {"warehouse_id", "bigint", true},
             {"quantity", "integer", true},
             {"reserved", "integer", true}},
            {"product_id", "warehouse_id"})
        .references({"product_id"}, "catalog", "products")
        .references({"warehouse_id"}, "catalog", "warehouses");
    b.table("catalog", "warehouses", {id, {"code", "character varying(12)", true}, {"address_id", "bigint"}})
        .unique({"code"})
        .references({"address_id"}, "users", "addresses");
    b.table("users", "customers",
            {id,
             {"email", "public.citext", true},
             {"full_name", "text", true},
             {"phone", "text"},
             {"tier", "users.customer_tier", true},
             {"marketing_opt_in", "boolean", true},
             created})
        .unique({"email"});
    b.table("users", "addresses",
            {id,
             {"customer_id", "bigint", true},
             {"street", "text", true},
             {"city", "text", true},
             {"postcode", "character varying(12)"},
             {"country", "character(2)", true}})
        .references({"customer_id"}, "users", "customers")
        .index("customer_id");
    b.table("users", "loyalty_accounts",
            {{"customer_id", "bigint", true}, {"points", "integer", true}, {"level", "text", true}}, {"customer_id"})
        .references({"customer_id"}, "users", "customers");
    b.table("sales", "orders",
            {id,
             {"customer_id", "bigint", true},
             {"billing_address_id", "bigint", true},
             {"shipping_address_id", "bigint"},
             {"status", "sales.order_status", true},
             {"total", "numeric(12,2)", true},
             {"placed_at", "timestamp with time zone", true},
             {"notes", "text"}})
        .references({"customer_id"}, "users", "customers")
        .references({"billing_address_id"}, "users", "addresses")
        .references({"shipping_address_id"}, "users", "addresses")
        .index("customer_id")
        .partitioned("RANGE (placed_at)");
    b.table("sales", "orders_2026", {id, {"placed_at", "timestamp with time zone", true}})
        .partitionOf("sales", "orders");
    b.table("sales", "order_items",
            {{"order_id", "bigint", true},
             {"line", "smallint", true},
             {"product_id", "bigint", true},
             {"quantity", "integer", true},
             {"unit_price", "numeric(12,2)", true}},
            {"order_id", "line"})
        .references({"order_id"}, "sales", "orders")
        .references({"product_id"}, "catalog", "products");
    b.table("sales", "payments",
            {id,
             {"order_id", "bigint", true},
             {"provider", "text", true},
             {"amount", "numeric(12,2)", true},
             {"captured_at", "timestamp with time zone"},
             {"raw", "jsonb"}})
        .references({"order_id"}, "sales", "orders");
    b.table("sales", "refunds",
            {id, {"payment_id", "bigint", true}, {"amount", "numeric(12,2)", true}, {"reason", "text"}})
        .references({"payment_id"}, "sales", "payments");
    b.table("sales", "shipments",
            {id,
             {"order_id", "bigint", true},
             {"warehouse_id", "bigint", true},
             {"carrier", "text", true},
             {"tracking_code", "text"},
             {"shipped_at", "timestamp with time zone"}})
        .unique({"tracking_code"})
        .references({"order_id"}, "sales", "orders")
        .references({"warehouse_id"}, "catalog", "warehouses");
    b.table("users", "reviews",
            {id,
             {"customer_id", "bigint", true},
             {"product_id", "bigint", true},
             {"rating", "smallint", true},
             {"body", "text"},
             created})
        .references({"customer_id"}, "users", "customers")
        .references({"product_id"}, "catalog", "products");
    b.view("sales", "daily_revenue", {{"day", "date"}, {"orders", "bigint"}, {"revenue", "numeric"}}, true);
    b.table("sales", "audit_log",
            {id, {"at", "timestamp with time zone", true}, {"actor", "text"}, {"change", "jsonb", true}});
    return b.build();
}

/// `count` tables, about 1.5 times as many keys, mostly to tables near by in the list, like the modules of a large system.
inline Catalog generated(std::size_t count)
{
    ModelBuilder b;
    std::uint64_t state = 42;
    const auto random = [&](std::uint64_t below) {
        state = state * 6364136223846793005U + 1442695040888963407U;
        return (state >> 33U) % below;
    };
    const auto nameOf = [](std::size_t i) { return std::format("table_{:05}", i); };
    for (std::size_t i = 0; i < count; ++i) {
        std::vector<ColumnSpec> columns{{"id", "bigint", true}};
        const std::uint64_t keys = i == 0 ? 0 : random(4) == 0 ? 3 : random(3);
        for (std::uint64_t k = 0; k < keys; ++k)
            columns.push_back({std::format("ref_{}_id", k), "bigint", k == 0});
        for (std::uint64_t c = 0, plain = 3 + random(12); c < plain; ++c)
            columns.push_back({std::format("column_{}", c),
                               c % 3 == 0   ? "text"
                               : c % 3 == 1 ? "timestamp with time zone"
                                            : "numeric(12,2)",
                               c % 2 == 0});
        const std::string schema = std::format("module_{}", i * 8 / count);
        b.table(schema, nameOf(i), columns);
        for (std::uint64_t k = 0; k < keys; ++k) {
            const std::size_t span = random(12) == 0 ? i : std::min<std::size_t>(i, 25);
            const std::size_t target = i - 1 - random(span);
            b.references({std::format("ref_{}_id", k)}, std::format("module_{}", target * 8 / count), nameOf(target));
        }
    }
    return b.build();
}

/// Names that would break a picture that trusts them.
inline Catalog hostile()
{
    const std::string markup = "<script>alert(\"x\")</script>&amp;";
    const std::string broken = std::string("line\nbreak\ttab\x01") + "\xff\xfe";
    const std::string turned = "\u202eabc\u2066 \u05e9\u05dc\u05d5\u05dd \U0001f600";
    const std::string longest(63, 'W');
    ModelBuilder b;
    b.table("public", markup, {{"id", "bigint", true}, {"a<b", "text"}, {"']]>", markup}}).unique({"a<b"});
    b.table("public", broken, {{"id", "bigint", true}, {turned, "text"}, {"ref", "bigint"}})
        .references({"ref"}, "public", markup);
    b.table("public", longest, {{"id", "bigint", true}, {longest, "character varying(10485760)"}, {"ref", "bigint"}})
        .references({"ref"}, "public", broken);
    b.table("public", turned, {{"", "bigint"}}, {});
    return b.build();
}

} // namespace schemawright::sample
