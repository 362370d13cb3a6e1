#pragma once

#include <filesystem>

namespace schemawright {

/// $SCHEMAWRIGHT_CACHE_DIR, else $XDG_CACHE_HOME/schemawright, else ~/.cache/schemawright. Its files can be deleted at any time.
/// XDG Base Directory Specification.
[[nodiscard]] std::filesystem::path cacheDirectory();

} // namespace schemawright
