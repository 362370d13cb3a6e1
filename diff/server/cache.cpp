#include "diff/server/cache.h"

#include <cstdlib>

namespace schemawright {

std::filesystem::path cacheDirectory()
{
    const auto variable = [](const char* name) {
        const char* value = std::getenv(name);
        return std::filesystem::path(value ? value : "");
    };
    if (const auto own = variable("SCHEMAWRIGHT_CACHE_DIR"); own.is_absolute())
        return own;
    if (const auto xdg = variable("XDG_CACHE_HOME"); xdg.is_absolute())
        return xdg / "schemawright";
    if (const auto home = variable("HOME"); home.is_absolute())
        return home / ".cache" / "schemawright";
    return std::filesystem::temp_directory_path() / "schemawright-cache";
}

} // namespace schemawright
