#pragma once

#include <string>

namespace schemawright {

/// Creates the control tables if they do not exist; one script, for a transaction.
[[nodiscard]] std::string createRolloutTablesSql();

} // namespace schemawright
