#pragma once

#include "model/catalog.h"

#include <set>

namespace schemawright::tables {

/// Whether a column has the row type of the table, an array of it, or a domain, composite type or range that holds it.
[[nodiscard]] bool isColumnsRowType(const Catalog& catalog, const ObjectKey& table);

/// What has values of a table's row type, or of a type that holds it, in an expression: a constant or a ROW() of it in a view, default, check,
/// index, policy, trigger..., and functions with a parsed body or argument defaults that take or return it. While one exists, PostgreSQL rejects ALTER
/// TABLE that changes the type of a column or adds one with a default, and ALTER DOMAIN that checks values of a column. Columns of the type are
/// not among them: see isColumnsRowType.
[[nodiscard]] std::set<ObjectKey> rowTypeUsers(const Catalog& catalog, const ObjectKey& table);

/// The tables with columns of the domain, or of a domain over it.
[[nodiscard]] std::set<ObjectKey> tablesWithDomain(const Catalog& catalog, const ObjectKey& domain);

} // namespace schemawright::tables
