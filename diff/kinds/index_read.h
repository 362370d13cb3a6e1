#pragma once

#include "diff/reader.h"
#include "model/kinds/index.h"

namespace schemawright {

/// Reads every index that no constraint made. Only those with expressions or foreign collations, and one for each pair of operator class and
/// type, are printed by the server: pg_get_indexdef for each of 30,000 would cost more than all the rest of the reading.
[[nodiscard]] Result<void> readIndexes(Reader& reader);
[[nodiscard]] std::vector<std::string> longIndexQueries(int version);

/// The name that PostgreSQL gives to an index that is created without one, where it is not taken: "orders_customer_id_idx", cut to 63 bytes
/// (makeObjectName and ChooseIndexNameAddition in PostgreSQL's indexcmds.c).
[[nodiscard]] std::string defaultIndexName(std::string_view table, const std::vector<std::string>& columns);

/// The indexes that a partition has by its partitioned table's, which stand for them as they are read. A partition that is detached keeps
/// them as its own. Those with expressions are left out: their names are not known.
struct UnreadIndex {
    ObjectKey key;
    Index index;
};
[[nodiscard]] std::vector<UnreadIndex> unreadIndexes(const Catalog& catalog, const ObjectKey& partition);

} // namespace schemawright
