#pragma once

#include "model/error.h"

#include <filesystem>

namespace schemawright {

/// $SCHEMAWRIGHT_CACHE_DIR, else $XDG_CACHE_HOME/schemawright, else ~/.cache/schemawright. Its files can be deleted at any time.
/// XDG Base Directory Specification. Errors: NotFound if none of the variables names an absolute path.
[[nodiscard]] Result<std::filesystem::path> cacheDirectory();

} // namespace schemawright
