#pragma once

#include "model/catalog.h"

namespace schemawright {

/// The SHA-256 of bytes, in lower-case hexadecimal. FIPS 180-4.
[[nodiscard]] std::string sha256(std::string_view bytes);
/// The SHA-256 of a catalog's objects (not of its dependencies): equal catalogs have equal hashes.
[[nodiscard]] std::string catalogHash(const Catalog& catalog);

} // namespace schemawright
