#pragma once

#include "diff/server/connection.h"
#include "diff/server/task.h"

namespace schemawright {

/// What of the rows of the system catalogs is compared.
enum class RowsOf {
    Content, ///< all columns that a schema shows in: equal if no statement has changed the schema, whoever wrote the rows and where
    Versions ///< the transaction and the place of each row: different after each commit that touched one
};

/// A hash of the rows of all system catalogs that a schema lies in, in the snapshot of the connection's transaction: for each catalog their
/// number and the sum of their 64-bit hashes. Statistics, sizes and transaction ids are left out of the content.
/// Errors: those of the queries, which the transaction does not survive.
[[nodiscard]] Result<std::string> catalogState(Connection& connection, RowsOf rows, const Task& task = {});

} // namespace schemawright
