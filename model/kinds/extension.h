#pragma once

#include "model/kinds/common.h"

namespace schemawright {

/// An installed extension. CREATE EXTENSION. What belongs to it is the extension's and is never part of a catalog.
/// Its version is the server's affair: it is neither compared nor written.
struct Extension {
    static constexpr Kind kind = Kind::Extension;
    std::string schema; ///< where its objects are
    bool operator==(const Extension&) const = default;
    static constexpr auto fields() { return std::tuple{Field{"schema", &Extension::schema}}; }
};

} // namespace schemawright
