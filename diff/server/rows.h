#pragma once

// For connection.cpp and rows.cpp only: the storage of Rows.
#include "diff/server/connection.h"

#include <memory>

namespace schemawright {

struct Rows::Impl {
    std::shared_ptr<const void> result; ///< libpqxx's, which owns the text of the views below
    std::size_t rows = 0;
    std::size_t columns = 0;
    std::size_t affected = 0;
    std::vector<std::string_view> names; ///< of the columns
    /// Row after row, views into `result`; data() is null if the field is. Asking libpqxx for each field copies two shared
    /// pointers each time, which on a catalog of 10,000 tables costs more than the query.
    std::vector<std::string_view> cells;
};

} // namespace schemawright
