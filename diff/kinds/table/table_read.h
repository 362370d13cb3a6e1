#pragma once

#include "diff/kinds/base/kind_ops.h"
#include "model/kinds/table.h"

#include <unordered_map>

namespace schemawright::tables {

/// A table while it is being read.
struct TableRow {
    std::uint32_t oid = 0;
    std::uint32_t owner = 0;
    ObjectKey key;
    Table table;
    Attributes attributes;
    std::vector<int> attributeNumbers; ///< of table.columns, one each
    bool owned = true;                 ///< by a role of which the reading role is a member
};

struct TableRows {
    std::vector<TableRow> rows;
    std::unordered_map<std::uint32_t, std::size_t> byOid;
    [[nodiscard]] TableRow* find(std::uint32_t oid)
    {
        const auto found = byOid.find(oid);
        return found == byOid.end() ? nullptr : &rows[found->second];
    }
};

/// That of constraints, whose expressions open each table.
[[nodiscard]] std::vector<std::string> longQueries(int version);
Result<void> read(Reader& reader);

} // namespace schemawright::tables
