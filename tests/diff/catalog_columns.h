#pragma once

#include "diff/server/connection.h"

#include <string>
#include <vector>

namespace schemawright::test {

/// The columns of the server's pg_* catalogs that no room reads and that tests/diff/catalog_columns.txt gives no reason for. What a new version
/// brings appears here, and is then read or gets its reason.
std::vector<std::string> columnsWithoutReason(Connection& connection);

} // namespace schemawright::test
