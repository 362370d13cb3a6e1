#pragma once

#include "model/catalog.h"

namespace schemawright::tables {

/// Whether what depends on the table is a default, check or index of another one: it has values of the table's row type.
[[nodiscard]] inline bool usesRowType(const ObjectKey& user, const ObjectKey& table)
{
    const bool evaluates = user.kind == Kind::Default || factsOf(user.kind).followsColumnType;
    return table.kind == Kind::Table && evaluates && !user.parent.empty() &&
           (user.schema != table.schema || user.parent != table.name);
}

} // namespace schemawright::tables
