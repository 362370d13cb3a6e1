#pragma once

#include "model/catalog.h"
#include "model/project.h"

namespace schemawright {

/// A dropped and an added object that may be one renamed object: "orders.state looks like orders.status".
struct RenameSuggestion {
    Rename rename;
    double score = 0; ///< 0..1
    std::string reason;
};

/// Tables, columns, constraints, values of enums, attributes..., the likeliest first; each object is suggested once.
[[nodiscard]] std::vector<RenameSuggestion> suggestRenames(const Catalog& from, const Catalog& to);

} // namespace schemawright
