#pragma once

#include "diff/kinds/base/reader.h"
#include "model/kinds/index.h"

namespace schemawright {

/// Reads every index that does not belong to a constraint. The server prints only those with expressions or foreign collations, and one for each
/// pair of operator class and type: pg_get_indexdef for each of 30,000 would cost more than the rest of the reading.
[[nodiscard]] Result<void> readIndexes(Reader& reader);
[[nodiscard]] std::vector<std::string> longIndexQueries(int version);

/// PostgreSQL's name for an index that is created without one, if that is free: "orders_customer_id_idx", truncated to 63 bytes
/// (makeObjectName and ChooseIndexNameAddition in PostgreSQL's indexcmds.c).
[[nodiscard]] std::string defaultIndexName(std::string_view table, const std::vector<std::string>& columns);

/// The indexes that a partition has from its partitioned table. They are not read as objects of their own. A partition that is detached keeps
/// them. Those with expressions are omitted, because their names are unknown.
struct UnreadIndex {
    ObjectKey key;
    Index index;
};
[[nodiscard]] std::vector<UnreadIndex> unreadIndexes(const Catalog& catalog, const ObjectKey& partition);

} // namespace schemawright
