#include "diff/server/cache.h"

#include <cstdlib>

namespace schemawright {

Result<std::filesystem::path> cacheDirectory()
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
    return fail(ErrorCode::NotFound, "there is no cache folder, because neither XDG_CACHE_HOME nor HOME is set",
                "set XDG_CACHE_HOME to a writable folder");
}

} // namespace schemawright
