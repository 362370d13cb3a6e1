#pragma once

#include "diff/server/connection.h"
#include "diff/server/task.h"

namespace schemawright {

/// The rows of all system catalogs that a schema lies in.
struct CatalogState {
    std::string
        content; ///< a hash: for each catalog the number of rows and the sum of their 64-bit hashes, without statistics and sizes
    std::int64_t newer = 0; ///< the number of rows that transactions from `since` on have written
};

/// In the snapshot of the connection's transaction. `since` is a transaction id, or empty: then nothing is called newer.
/// Errors: those of the queries, which the transaction does not survive.
[[nodiscard]] Result<CatalogState> catalogState(Connection& connection, const std::string& since = {},
                                                const Task& task = {});

} // namespace schemawright
