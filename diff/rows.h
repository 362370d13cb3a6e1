#pragma once

// For connection.cpp and rows.cpp only: what a Rows holds.
#include "diff/connection.h"

#include <pqxx/pqxx>

namespace schemawright {

struct Rows::Impl {
    pqxx::result result;
    std::size_t columns = 0;
    std::size_t affected = 0;
    /// Row after row, views into `result`; data() is null where the field is. Asking libpqxx for each field copies two shared
    /// pointers each time, which on a catalog of 10,000 tables costs more than the query.
    std::vector<std::string_view> cells;
};

} // namespace schemawright
