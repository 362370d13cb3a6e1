#pragma once

#include <string>
#include <string_view>

namespace schemawright {

/// The query of a view as PostgreSQL 16 prints it. Up to 15 it prints "orders.id" where the query reads from nothing but "orders", 16 and later "id".
[[nodiscard]] std::string withoutOnlyPrefix(std::string_view query);

} // namespace schemawright
